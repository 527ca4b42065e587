/// What a reader says against the analysis, kept with the bookmarks.

/// A reader's correction of one block's role or one quotation's speaker. It is anchored as a bookmark is, so that it holds in a
/// changed text too.
public struct Correction: Anchored, Equatable {
  public enum Change: Sendable, Equatable {
    /// What the block is: one of `roles`.
    case role(Role)
    /// Who speaks; empty where nobody is known.
    case speaker(String)
  }

  /// The roles that a reader may give.
  public static let roles: [Role] = [.headline, .body, .promo]

  public var id: String
  public var change: Change
  /// The block's first words, or the quotation's.
  public var exact: String
  public var prefix: String
  public var suffix: String
  public var start: Int
  public var end: Int
  /// Seconds since 1970, UTC. Of two corrections of one place the later holds.
  public var created: Int64

  public init(id: String, change: Change, exact: String, prefix: String, suffix: String, start: Int, end: Int, created: Int64) {
    self.id = id
    self.change = change
    self.exact = exact
    self.prefix = prefix
    self.suffix = suffix
    self.start = start
    self.end = end
    self.created = created
  }

  /// So many bytes of a long block's beginning tell it from others.
  static let longestAnchor = 600

  /// A correction of a block's role. O(n) in the article, as positions count scalars.
  ///
  /// - Parameter time: seconds since 1970.
  public static func make(id: String, role: Role, ofBlock block: Int, in article: Article, time: Int64) -> Correction {
    let length = article.blocks[block].bytes.count
    let start = article.blocks[block].bytes.lowerBound
    var end = min(length, longestAnchor)
    while end < length, end > 0, article.utf8[start + end] & 0xC0 == 0x80 { end -= 1 }
    return make(id: id, .role(role), [Passage(block: block, range: 0..<end)], in: article, time: time)
  }

  /// A correction of a quotation's speaker. O(n) in the article.
  ///
  /// - Parameter speaker: empty where nobody is known.
  public static func make(id: String, speaker: String, of quotation: Quotation, in article: Article, time: Int64) -> Correction {
    make(id: id, .speaker(speaker), Array(quotation.parts.prefix(1)), in: article, time: time)
  }

  private static func make(id: String, _ change: Change, _ passages: [Passage], in article: Article, time: Int64) -> Correction {
    let words = AnchoredWords(passages, in: article)
    let start = article.utf8.scalarCount(in: 0..<words.bytes.lowerBound)
    return Correction(
      id: id, change: change, exact: words.exact, prefix: words.prefix, suffix: words.suffix, start: start,
      end: start + article.utf8.scalarCount(in: words.bytes), created: time)
  }
}
