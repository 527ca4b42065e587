/// The list of articles to choose from: the shipped ones, or the files that were named.

import DigestCore
import DigestTUI
import Foundation

/// Makes the rows of the list of articles.
struct ArticleList {
  let loader: ArticleLoader
  /// Gets the feeds that are read.
  let series: OpenSeries

  /// Larger files are listed by their beginning.
  private static let wholeLimit = 128 << 10

  /// The paths of the articles that come with the program, by name.
  static func shippedPaths() -> [String] {
    guard let content = ContentDirectory.locate() else { return [] }
    let folder = "\(content)/Articles"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map { "\(folder)/\($0)" }
  }

  /// The rows of the articles that come with the program: the newest first, those without a date last.
  func shipped() -> [ArticleListing] {
    Self.shippedPaths().map(row).enumerated()
      .sorted { ($1.element.published ?? "", $0.offset) < ($0.element.published ?? "", $1.offset) }.map(\.element.listing)
  }

  /// A row for each file, of a feed for each entry; one that cannot be read says so in its place.
  func rows(_ paths: [String]) -> ArticleRows {
    ArticleRows(joining: paths.map { path in (try? seriesRows(path)) ?? ArticleRows([row(path).listing]) })
  }

  /// The rows of a feed's entries; nil for what is none.
  private func seriesRows(_ path: String) throws -> ArticleRows? {
    let reader = try SourceReader(Source(path), fetcher: loader.fetcher)
    // A stream can be read but once, and its turn comes when it is opened.
    guard !reader.isStream else { return nil }
    let head = try reader.head()
    let first = try DocumentMaker.document(
      head.bytes, source: reader.name, isWhole: head.isWhole, format: loader.format, transport: reader.transport)
    guard first.format.row.holdsSeveral else { return nil }
    let document = head.isWhole ? first : try reader.document(format: loader.format)
    let articles = try document.series(loader.lexicons)
    let file = reader.entry == nil ? path : EntryName.parts(of: path)?.file ?? path
    let rows = series.keep(articles, of: document, path: file, size: reader.status?.size)
    guard let entry = reader.entry else { return rows }
    let index = try articles.index(ofEntry: entry, in: document.source)
    return ArticleRows([rows[index]])
  }

  /// The document, or a beginning of it that can be parted.
  private func document(_ reader: SourceReader) throws -> (Document, isWhole: Bool) {
    let head = try reader.head()
    let isWhole = head.isWhole && head.bytes.count <= Self.wholeLimit
    let bytes = isWhole ? head.bytes : Array(head.bytes.prefix(Self.wholeLimit))
    let document = Result {
      try DocumentMaker.document(bytes, source: reader.name, isWhole: isWhole, format: loader.format, transport: reader.transport)
    }
    if isWhole { return (try document.get(), true) }
    // What its beginning does not tell, the whole may.
    if let document = try? document.get(), document.format.row.isText { return (document, false) }
    return (try reader.document(format: loader.format), true)
  }

  private func row(_ path: String) -> (listing: ArticleListing, published: String?) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    do {
      let source = Source(path)
      let (document, isWhole) = try document(SourceReader(source, fetcher: loader.fetcher))
      let article = try document.series(loader.lexicons)[0]
      let digest = loader.digest(of: article)
      let words = digest.sections.reduce(0) { $0 + $1.words }
      let minutes = max(1, (words + 115) / 230)
      let length = isWhole ? "\(minutes) min" : "over \(minutes) min"
      let listing = ArticleListing(
        path: path, title: article.title ?? digest.sections.first?.headline.text ?? name,
        details: [article.metadata.publisher, article.metadata.published.map { UTCDate.shown($0) }, length].compactMap { $0 },
        preview: [article.standfirst ?? ""] + digest.brief.map { article.text($0) })
      return (listing, article.metadata.published)
    } catch {
      let problem = (error as? DigestError)?.problem ?? "\(error)"
      return (ArticleListing(path: path, title: name, details: [problem], preview: []), nil)
    }
  }
}
