/// Where passages stand, counted as programs count: sections, paragraphs, Unicode scalars.

/// Counts places. Asked for places in the order of the text it counts each byte once; going back costs the way from the block's start.
public struct PlaceCounter {
  public struct Place: Sendable, Equatable {
    /// Index in the digest's sections.
    public var section: Int
    /// Index among the section's paragraphs.
    public var paragraph: Int
    /// Unicode scalars of the paragraph's text.
    public var scalars: Range<Int>
  }

  private let article: Article
  private let digest: Digest
  /// For each block the number of paragraphs of its section before it.
  private let paragraphs: [Int32]
  /// Where the last count ended.
  private var block = -1
  private var byte = 0
  private var scalar = 0

  public init(_ article: Article, _ digest: Digest) {
    self.article = article
    self.digest = digest
    var paragraphs = [Int32](repeating: 0, count: digest.quotations.isEmpty ? 0 : article.blocks.count)
    if !paragraphs.isEmpty {
      for section in digest.sections {
        var count: Int32 = 0
        for block in section.blocks {
          paragraphs[block] = count
          if !article.blocks[block].role.isHeading { count += 1 }
        }
      }
    }
    self.paragraphs = paragraphs
  }

  public mutating func place(of passage: Passage) -> Place {
    let low = scalars(upTo: passage.range.lowerBound, of: passage.block)
    let high = scalars(upTo: passage.range.upperBound, of: passage.block)
    return Place(
      section: digest.section(ofBlock: passage.block) ?? 0,
      paragraph: paragraphs.indices.contains(passage.block) ? Int(paragraphs[passage.block]) : 0, scalars: low..<high)
  }

  private mutating func scalars(upTo offset: Int, of passageBlock: Int) -> Int {
    if passageBlock != block || offset < byte { (block, byte, scalar) = (passageBlock, 0, 0) }
    let start = article.blocks[block].bytes.lowerBound
    scalar += article.utf8.scalarCount(in: start + byte..<start + offset)
    byte = offset
    return scalar
  }
}
