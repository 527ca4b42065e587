/// The articles of one document, in its order, each made when it is asked for.

/// A document's articles: one, or as many as a feed has entries.
///
/// An article is made anew each time it is asked for, by a pure function: what is long is kept once, as the document had it.
public struct ArticleSeries: Sendable, RandomAccessCollection {
  /// What a list shows of an article before it is made.
  public struct Heading: Sendable, Equatable {
    /// Nil where it has none.
    public var title: String?
    public var byline: String?
    /// ISO 8601 date.
    public var date: String?
    /// How its text begins.
    public var beginning: String

    public init(title: String? = nil, byline: String? = nil, date: String? = nil, beginning: String = "") {
      self.title = title
      self.byline = byline
      self.date = date
      self.beginning = beginning
    }
  }

  /// What the document calls itself, where it holds several articles: a feed's title.
  public let title: String?
  /// What it says of itself.
  public let standfirst: String?
  /// What could not be read of the whole, a clause each.
  public let warnings: [String]
  public let endIndex: Int
  private let article: @Sendable (Int) -> Article
  private let head: @Sendable (Int) -> Heading
  private let place: @Sendable (String) -> Int?

  public var startIndex: Int { 0 }

  /// - Parameters:
  ///   - article: the article of a number from 0; pure.
  ///   - heading: what a list shows of it; cheap.
  ///   - place: the number of the first article of an address.
  public init(
    count: Int, title: String? = nil, standfirst: String? = nil, warnings: [String] = [],
    article: @escaping @Sendable (Int) -> Article, heading: @escaping @Sendable (Int) -> Heading,
    place: @escaping @Sendable (String) -> Int? = { _ in nil }
  ) {
    endIndex = count
    self.title = title
    self.standfirst = standfirst
    self.warnings = warnings
    self.article = article
    head = heading
    self.place = place
  }

  /// Articles that are all there.
  public init(_ articles: [Article]) {
    self.init(
      count: articles.count, article: { articles[$0] },
      heading: { index in
        let article = articles[index]
        return Heading(title: article.title, byline: article.metadata.byline, date: article.metadata.published)
      })
  }

  /// Makes an article. O(its length).
  public subscript(position: Int) -> Article { article(position) }

  /// The index of an article that is named by its number, from 1.
  ///
  /// - Throws: `DigestError` where there is none of that number.
  public func index(ofEntry entry: Int, in source: String) throws -> Int {
    guard (1...endIndex).contains(entry) else {
      throw DigestError(source, "has no entry \(entry)", remedy: endIndex == 1 ? "it has one" : "it has entries 1 to \(endIndex)")
    }
    return entry - 1
  }

  /// The number of the first article of an address; nil where none has it. O(n).
  public func index(ofAddress address: String) -> Int? { place(address) }

  /// What a list shows of an article. O(1), but for the length of its title.
  public func heading(_ index: Int) -> Heading { head(index) }
}
