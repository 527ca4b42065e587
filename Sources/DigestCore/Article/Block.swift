/// One paragraph of an article and what it serves as.

/// What a block serves as. The raw values are those of `CONTRACT.md`.
public enum Role: String, Sendable, CaseIterable {
  case title, standfirst, headline
  case body, promo, caption, credit, quote, list, code, table, footnote, pullquote

  /// Whether the block is part of the head or a headline: no paragraph of a section.
  public var isHeading: Bool { self == .title || self == .standfirst || self == .headline }
  /// Whether summaries and the brief may copy sentences from it.
  public var isProse: Bool { self == .body || self == .quote || self == .list }
  /// Whether `digest extract` prints it, and it counts among the article's words.
  public var isText: Bool { isProse || self == .code || self == .table }
}

/// One paragraph: a stretch of the article's text with a role.
public struct Block: Sendable, Equatable {
  public var role: Role
  /// The level of a headline, 1 being the article's top level; 0 for all else.
  public var level: UInt8
  /// Whether the reader gave it its role.
  public var isCorrected = false
  /// Where its text stands in `Article.utf8`, in bytes.
  public var bytes: Range<Int>

  public init(role: Role, level: UInt8 = 0, bytes: Range<Int>) {
    self.role = role
    self.level = level
    self.bytes = bytes
  }
}
