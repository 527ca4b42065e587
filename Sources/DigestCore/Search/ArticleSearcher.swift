/// Moves a matcher over an article's blocks and gives hits to a sink until it says stop.

/// A search in the text that goes on from where it stopped, so that its caller can count in pieces.
///
/// It finds words in every block: title, standfirst, headlines, paragraphs, promos too. A hit is the text as written, the
/// marks that follow its letters included; hits do not overlap and none runs over two blocks.
public struct ArticleSearcher: Sendable {
  private let article: Article
  private let matcher: LiteralMatcher
  private let blocks: Range<Int>
  /// The block that comes next, and how much of it is done.
  private var block: Int
  private var done = 0
  /// The end of the last hit in this block: two folded hits can stand in one written letter.
  private var lastEnd = 0
  private var text: FoldedText

  /// A search of a range of blocks, from its first one on.
  public init(_ article: Article, _ matcher: LiteralMatcher, blocks: Range<Int>? = nil) {
    self.article = article
    self.matcher = matcher
    self.blocks = blocks ?? article.blocks.indices
    block = self.blocks.lowerBound
    text = FoldedText(keepsCase: matcher.keepsCase)
  }

  /// Whether all blocks are searched.
  public var isFinished: Bool { block >= blocks.upperBound }

  /// The block that comes next.
  public var nextBlock: Int { block }

  /// Searches on. About 1 GB/s where the text is ASCII.
  ///
  /// - Parameters:
  ///   - bytes: about how much to search before it returns.
  ///   - sink: takes each hit, in order; false stops the search, which can go on later.
  public mutating func search(bytes: Int = .max, _ sink: (Passage) -> Bool) {
    var left = bytes
    while !isFinished, left > 0 {
      let range = article.blocks[block].bytes
      if done == 0 {
        text.clear()
        lastEnd = 0
      }
      let start = range.lowerBound + done
      var stop = min(start + 1 << 16, range.upperBound)
      while stop < range.upperBound, article.utf8[stop] & 0xC0 == 0x80 { stop += 1 }
      article.utf8.withUnsafeBufferPointer { text.append(UnsafeBufferPointer(rebasing: $0[start..<stop])) }
      left -= stop - start + 1
      let wantsMore = reportHits(isLast: stop == range.upperBound, sink)
      if stop == range.upperBound {
        block += 1
        done = 0
      } else {
        done = stop - range.lowerBound
      }
      if !wantsMore { return }
    }
  }

  /// All hits, in order.
  public mutating func hits() -> [Passage] {
    var found: [Passage] = []
    search {
      found.append($0)
      return true
    }
    return found
  }

  /// Gives the hits of the folded text to the sink, all of this piece, also after it said stop: none is lost so.
  private mutating func reportHits(isLast: Bool, _ sink: (Passage) -> Bool) -> Bool {
    var wantsMore = true
    var from = 0
    while let range = matcher.next(in: text, from: from) {
      // What follows the last letter may belong to it: it is looked at with the next piece.
      if !isLast && range.upperBound + 4 > text.bytes.count { break }
      let source = text.source(of: range)
      if source.lowerBound >= lastEnd {
        wantsMore = sink(Passage(block: block, range: source)) && wantsMore
        lastEnd = source.upperBound
      }
      from = range.upperBound
    }
    if !isLast { text.keepLast(min(text.bytes.count - from, matcher.needle.count + 4)) }
    return wantsMore
  }
}
