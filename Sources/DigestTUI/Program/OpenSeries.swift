/// What was read of documents that hold several articles, so that each opens without reading again.

public import DigestCore
import Synchronization

/// The feeds that this session has read, by the names under which they were given.
public final class OpenSeries: Sendable {
  /// A document that holds several articles.
  public struct Item: Sendable {
    /// As given.
    let path: String
    let series: ArticleSeries
    /// Without its bytes.
    let document: Document
    /// Of the file, in bytes.
    let size: Int64?
  }

  private let items = Mutex<[Item]>([])

  public init() {}

  /// Keeps what was read.
  ///
  /// - Returns: the rows of its articles, for the list.
  @discardableResult
  public func keep(_ series: ArticleSeries, of document: Document, path: String, size: Int64?) -> ArticleRows {
    var document = document
    document.bytes = []
    let item = Item(path: path, series: series, document: document, size: size)
    items.withLock { items in
      items.removeAll { $0.path == path }
      items.append(item)
    }
    return rows(of: item)
  }

  /// The document and the number, from 0, of an article that is named by its place in the document or by its own address.
  func find(_ name: String) -> (item: Item, index: Int)? {
    let all = items.withLock { $0 }
    if let (file, entry) = EntryName.parts(of: name), let item = all.first(where: { $0.path == file }), entry <= item.series.count {
      return (item, entry - 1)
    }
    for item in all {
      if let index = item.series.index(ofAddress: name) { return (item, index) }
    }
    return nil
  }

  private func rows(of item: Item) -> ArticleRows {
    ArticleRows(count: item.series.count) { index in
      let heading = item.series.heading(index)
      let title = heading.title ?? Self.cut(heading.beginning, Self.longestTitle)
      return ArticleListing(
        path: EntryName.name(of: item.path, entry: index + 1), title: title.isEmpty ? "entry \(index + 1)" : title,
        details: [heading.byline, heading.date.map { UTCDate.shown($0) }].compactMap { $0 },
        preview: [Self.cut(heading.beginning, Self.longestPreview)])
    }
  }

  private static let longestTitle = 80
  private static let longestPreview = 1200

  private static func cut(_ text: String, _ length: Int) -> String {
    text.unicodeScalars.count <= length ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(length))) + "…"
  }

  /// What the list says above the rows: the feed's title and what it says of itself.
  static func note(of series: ArticleSeries) -> String? {
    let words = [series.title, series.standfirst].compactMap { $0 }.filter { !$0.isEmpty }
    return words.isEmpty ? nil : words.joined(separator: " — ")
  }
}
