/// The one currency for places in an article.

/// A stretch of one block's text.
///
/// Search hits, quotations, summary sentences, bookmarks and reading places are all passages;
/// only the layout turns one into rows and columns. What spans several blocks is an array of
/// passages, one a block. Offsets are UTF-8 bytes from the start of the block, always on the
/// border of a scalar: slicing is O(1) so, and the forms for other programs, which count
/// scalars, are made at the rim by `Article.scalarRange(of:)`.
public struct Passage: Sendable, Hashable {
  /// The block's index in `Article.blocks`.
  public var block: Int
  /// UTF-8 bytes from the start of the block's text.
  public var range: Range<Int>

  public init(block: Int, range: Range<Int>) {
    self.block = block
    self.range = range
  }
}

extension Passage: Comparable {
  /// Reading order: by where it begins, then by where it ends.
  public static func < (a: Passage, b: Passage) -> Bool {
    (a.block, a.range.lowerBound, a.range.upperBound) < (b.block, b.range.lowerBound, b.range.upperBound)
  }
}
