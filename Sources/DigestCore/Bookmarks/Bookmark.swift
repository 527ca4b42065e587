/// A kept passage with the reader's words on it.

/// A bookmark: an anchor that survives a change of the article's text.
///
/// The anchor is two selectors of the W3C Web Annotation model: TextQuoteSelector (`exact`, `prefix`, `suffix`) and
/// TextPositionSelector (`start`, `end`: Unicode scalars of the article's text).
public struct Bookmark: Anchored, Equatable {
  public enum Kind: String, Sendable, CaseIterable { case section, quotation, sentences }

  /// Short, stable: also the `^d-ID` of the Markdown export.
  public var id: String
  /// The article that it stands in, as far as an export tells of it.
  public var article: ArticleFacts
  public var kind: Kind
  public var sectionHeadline: String
  public var exact: String
  public var prefix: String
  public var suffix: String
  public var start: Int
  public var end: Int
  public var speaker: String?
  public var confidence: Confidence?
  public var note: String
  /// Words without white space, in the reader's order.
  public var tags: [String]
  /// Seconds since 1970, UTC.
  public var created: Int64
  public var modified: Int64

  public init(
    id: String, article: ArticleFacts, kind: Kind, sectionHeadline: String, exact: String, prefix: String, suffix: String,
    start: Int, end: Int, speaker: String? = nil, confidence: Confidence? = nil, note: String = "", tags: [String] = [],
    created: Int64, modified: Int64
  ) {
    self.id = id
    self.article = article
    self.kind = kind
    self.sectionHeadline = sectionHeadline
    self.exact = exact
    self.prefix = prefix
    self.suffix = suffix
    self.start = start
    self.end = end
    self.speaker = speaker
    self.confidence = confidence
    self.note = note
    self.tags = tags
    self.created = created
    self.modified = modified
  }

  /// Absolute path or address of its article.
  public var source: String { article.source }
  /// The title of its article.
  public var title: String? { article.title }
}

/// How a bookmark was found again in its article.
public enum Anchoring: Sendable, Equatable {
  /// At its position, word for word.
  case exact([Passage])
  /// Word for word elsewhere.
  case moved([Passage])
  /// With other words, by a clear margin over the second-best place.
  case changed([Passage])
  /// Not found: kept and shown, never deleted.
  case orphaned
  /// The article is not at hand.
  case unchecked

  /// The word in JSON.
  public var name: String {
    switch self {
    case .exact: "exact"
    case .moved: "moved"
    case .changed: "changed"
    case .orphaned: "orphaned"
    case .unchecked: "unchecked"
    }
  }

  /// The passages where it stands now; empty where it was not found.
  public var passages: [Passage] {
    switch self {
    case .exact(let found), .moved(let found), .changed(let found): found
    case .orphaned, .unchecked: []
    }
  }
}
