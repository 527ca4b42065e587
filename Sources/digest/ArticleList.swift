/// The list of articles to choose from: the shipped ones, or the files that were named.

import DigestCore
import DigestTUI
import Foundation

/// Makes the rows of the list of articles.
struct ArticleList {
  let loader: ArticleLoader

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

  /// A row for each file; one that cannot be read says so in its place.
  func rows(_ paths: [String]) -> [ArticleListing] { paths.map { row($0).listing } }

  /// The document, or a beginning of it that can be parted.
  private func document(_ reader: SourceReader) throws -> (Document, isWhole: Bool) {
    let head = try reader.head()
    let isWhole = head.isWhole && head.bytes.count <= Self.wholeLimit
    let bytes = isWhole ? head.bytes : Array(head.bytes.prefix(Self.wholeLimit))
    let document = try DocumentMaker.document(
      bytes, source: reader.name, isWhole: isWhole, format: loader.format, transport: reader.transport)
    return isWhole || document.format.row.isText ? (document, isWhole) : (try reader.document(format: loader.format), true)
  }

  private func row(_ path: String) -> (listing: ArticleListing, published: String?) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    do {
      let source = Source(path)
      let (document, isWhole) = try document(SourceReader(source, fetcher: loader.fetcher))
      guard let article = try document.articles(loader.lexicons).first else {
        return (ArticleListing(path: path, title: name, details: ["holds no text"], preview: []), nil)
      }
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
