/// A feed as it is read, before its entries become articles.

/// A feed's entries and what it says of itself. All texts stand in `bytes`, once each.
struct Feed: Sendable {
  var title: String?
  var about: String?
  var language: String?
  /// The address of the site, and where the feed itself came from.
  var home: String?
  var address: String?
  /// Who wrote the entries that name nobody.
  var author: String?
  var entries: [FeedEntry] = []
  var bytes: [UInt8] = []
  /// What was wrong with its notation.
  var faults = 0

  /// What relative addresses are read against; empty where that is not known.
  var base: String { home ?? address ?? "" }

  /// The bytes of a text, in valid UTF-8.
  subscript(text: FeedText) -> ArraySlice<UInt8> { bytes[Int(text.range.lowerBound)..<Int(text.range.upperBound)] }

  func string(_ text: FeedText?) -> String? { text.map { String(decoding: self[$0], as: UTF8.self) } }

  /// Adds a text without the white space around it; nil where nothing is left of it.
  mutating func add(_ text: String?, _ kind: FeedText.Kind = .plain) -> FeedText? {
    guard let text, !text.isEmpty else { return nil }
    let start = bytes.count
    bytes += text.utf8
    return trimmed(start, kind)
  }

  /// The text that was written from a place on, without the white space around it; nil, and taken back, where nothing is left of it.
  mutating func trimmed(_ start: Int, _ kind: FeedText.Kind) -> FeedText? {
    var low = start
    var high = bytes.count
    while low < high, bytes[low] <= 0x20 { low += 1 }
    while high > low, bytes[high - 1] <= 0x20 { high -= 1 }
    guard low < high else {
      bytes.removeLast(bytes.count - start)
      return nil
    }
    bytes.removeLast(bytes.count - high)
    return FeedText(range: Int32(low)..<Int32(high), kind: kind)
  }
}

/// A text of a feed, and how it is written.
struct FeedText: Sendable {
  enum Kind: Sendable {
    case plain, html
    /// HTML where it looks like it: RSS does not say.
    case loose
  }

  /// In `Feed.bytes`.
  var range: Range<Int32>
  var kind: Kind
}

/// One entry.
struct FeedEntry: Sendable {
  var title: FeedText?
  /// Of several titles the one of the highest rank stays.
  var titleRank = 0
  var summary: FeedText?
  /// 2 for the entry's own; that of a picture or a film is its summary only where there is no other text.
  var summaryRank = 0
  var content: FeedText?
  var authors: [FeedText] = []
  var published: FeedText?
  var updated: FeedText?
  /// The entry's own address; an identifier that is one serves where there is no other.
  var address: FeedText?
  var identifier: FeedText?
  /// What relative addresses are read against, where the entry says so.
  var base: String?
  var language: String?
  /// The title of the feed that an entry was taken over from.
  var origin: FeedText?
  var categories: [FeedText] = []
  var enclosures: [FeedText] = []
  /// Words that belong nowhere else.
  var others: [FeedText] = []

  /// Whether there is a word to read in it.
  var isEmpty: Bool { title == nil && summary == nil && content == nil && others.isEmpty }
}
