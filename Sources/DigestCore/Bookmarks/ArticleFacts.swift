/// What a bookmark and its exports tell of the article it stands in.

/// An article as its bookmarks remember it, so that they can be shown and exported when it is not at hand.
public struct ArticleFacts: Sendable, Equatable, Hashable {
  /// Short, the same for all bookmarks of an article: `digest_id` of the exports.
  public var id: String
  /// Absolute path or address; `-` for standard input.
  public var source: String
  public var title: String?
  public var author: String?
  /// ISO 8601 date.
  public var published: String?
  /// The canonical address.
  public var url: String?
  /// Words of its text; nil where it was not analysed to its end.
  public var words: Int?

  public init(
    id: String, source: String, title: String? = nil, author: String? = nil, published: String? = nil, url: String? = nil,
    words: Int? = nil
  ) {
    self.id = id
    self.source = source
    self.title = title
    self.author = author
    self.published = published
    self.url = url
    self.words = words
  }

  /// The facts of an article that was read to its end, or, with `isWhole` false, of its beginning.
  public init(of article: Article, _ digest: Digest, identity: ArticleIdentity, isWhole: Bool = true) {
    self.init(
      id: Self.id(of: identity), source: identity.path ?? identity.address ?? article.source, title: article.title,
      author: article.metadata.byline, published: article.metadata.published, url: article.metadata.url ?? identity.address,
      words: isWhole ? digest.sections.reduce(0) { $0 + $1.words } : nil)
  }

  /// Twelve hexadecimal digits of what an article is known by.
  public static func id(of identity: ArticleIdentity) -> String {
    if let hash = identity.contentHash { return String(hash.prefix(12)) }
    var hash = ContentHash()
    hash.update(Array((identity.address ?? identity.path ?? "").utf8)[...])
    return String(hash.finish().prefix(12))
  }
}
