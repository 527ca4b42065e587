/// Feeds to articles: RSS 0.9 to 2.0, RSS 1.0, Atom 0.3 and 1.0, JSON Feed.

/// One article for each entry, in the feed's order.
public struct FeedParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// All articles of a feed. O(n) but for what HTML in entries takes (see `HTMLParser.parse`).
  ///
  /// - Throws: `DigestError` where it has no entry.
  public func parse(_ document: Document) throws -> [Article] { Array(try series(document)) }

  /// The articles of a feed, each made when it is asked for; to find the entries is O(n).
  ///
  /// - Throws: `DigestError` where it has no entry.
  public func series(_ document: Document) throws -> ArticleSeries {
    let isJSON = document.bytes.first { $0 > 0x20 } == 0x7B
    let address = document.transport.address
    guard
      let feed = isJSON ? FeedJSONReader.feed(of: document.bytes, from: address) : FeedXMLReader.feed(of: document.bytes, from: address)
    else {
      throw DigestError(document.source, "takes more memory than there is", remedy: "split it")
    }
    if feed.entries.isEmpty {
      throw DigestError(document.source, "is a feed without entries", remedy: "try again when something is in it")
    }
    let articles = FeedArticles(feed: feed, source: document.source, lexicons: lexicons)
    let places = feed.faults == 1 ? "1 place" : "\(feed.faults) places"
    return ArticleSeries(
      count: feed.entries.count, title: feed.title, standfirst: feed.about,
      warnings: feed.faults > 0 ? ["the feed is broken in \(places); it was read as far as it goes"] : [],
      article: { articles.article($0) }, heading: { articles.heading($0) }, place: { articles.index(ofAddress: $0) })
  }
}

/// Names of entries: FILE#entry-N, counted from 1.
public enum EntryName {
  private static let mark = "#entry-"

  public static func name(of file: String, entry: Int) -> String { "\(file)\(mark)\(entry)" }

  /// The file and the number of an entry's name; nil where it is no such name.
  public static func parts(of name: String) -> (file: String, entry: Int)? {
    let bytes = Array(name.utf8)
    let mark = Array(mark.utf8)
    guard let last = bytes.lastIndex(of: 0x23), bytes[last...].starts(with: mark),
      let entry = Int(String(decoding: bytes[(last + mark.count)...], as: UTF8.self)), entry > 0, last > 0
    else { return nil }
    return (String(decoding: bytes[..<last], as: UTF8.self), entry)
  }
}
