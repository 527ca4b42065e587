/// The table of the forms in which bookmarks leave: name, file extension, function.

/// A form in which bookmarks leave for other programs: one row of the table. See `CONTRACT.md`, "Export forms".
///
/// Every form is a pure function: the same bookmarks give the same bytes.
public struct ExchangeFormat: Sendable, Equatable {
  /// The name on the command line.
  public let name: String
  /// The name on the screen.
  public let title: String
  /// Of a file's name, without the dot.
  public let fileExtension: String
  /// Whether more can be added at a file's end.
  public let canAppend: Bool
  private let write: @Sendable (Export, inout [UInt8]) -> Void

  /// All forms, in the order of the screen.
  public static let all: [ExchangeFormat] = [
    ExchangeFormat("markdown", "Markdown", "md", canAppend: true) { MarkdownExport.write($0, to: &$1) },
    ExchangeFormat("org", "Org", "org", canAppend: true) { OrgExport.write($0, to: &$1) },
    ExchangeFormat("text", "Plain text", "txt", canAppend: true) { PlainTextExport.write($0, to: &$1) },
    ExchangeFormat("csv", "CSV for Readwise", "csv", canAppend: true) { HighlightsCSV.write($0, to: &$1) },
    ExchangeFormat("jsonld", "Web Annotation", "jsonld", canAppend: false) { WebAnnotation.write($0, to: &$1) },
    ExchangeFormat("ndjson", "JSON lines", "ndjson", canAppend: true) { BookmarkJSON.write($0, to: &$1) },
  ]

  /// The form with a name.
  public static func named(_ name: String) -> ExchangeFormat? { all.first { $0.name == name } }

  /// The form that a path's extension names.
  public static func forPath(_ path: String) -> ExchangeFormat? {
    guard let dot = path.utf8.lastIndex(of: 0x2E) else { return nil }
    let ending = path[path.index(after: dot)...].lowercased()
    return all.first { $0.fileExtension == ending } ?? others[ending].flatMap { named($0) }
  }

  /// Other extensions that are in use.
  private static let others = ["markdown": "markdown", "text": "text", "jsonl": "ndjson", "json": "jsonld"]

  private init(
    _ name: String, _ title: String, _ fileExtension: String, canAppend: Bool,
    write: @escaping @Sendable (Export, inout [UInt8]) -> Void
  ) {
    self.name = name
    self.title = title
    self.fileExtension = fileExtension
    self.canAppend = canAppend
    self.write = write
  }

  /// Bookmarks in this form, grouped by article in the order of the articles' first ones, each article's in its order.
  ///
  /// - Parameters:
  ///   - anchorings: how they were found again, for the form that tells it; those that are missing are unchecked.
  ///   - appending: whether it is written at the end of a file that is there: then no header.
  public func export(_ bookmarks: [Bookmark], anchorings: [Bookmark.ID: Anchoring] = [:], appending: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    write(Export(articles: ArticleBookmarks.group(bookmarks), anchorings: anchorings, isAppended: appending), &bytes)
    return bytes
  }

  public static func == (a: ExchangeFormat, b: ExchangeFormat) -> Bool { a.name == b.name }
}

/// What is exported.
struct Export {
  var articles: [ArticleBookmarks]
  var anchorings: [Bookmark.ID: Anchoring]
  /// At the end of a file that is there.
  var isAppended: Bool
}
