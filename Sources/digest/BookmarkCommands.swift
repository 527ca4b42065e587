/// `bookmarks`: all that the screens can do with them, on the command line.

import ArgumentParser
import DigestCore
import DigestLibrary
import Foundation

struct BookmarksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bookmarks", abstract: "List, add, change, remove and export what was kept.",
    subcommands: [
      ListBookmarksCommand.self, AddBookmarkCommand.self, EditBookmarkCommand.self, RemoveBookmarksCommand.self,
      ExportBookmarksCommand.self,
    ])
}

struct ListBookmarksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print bookmarks, one a line: identifier, words, speaker, title.",
    discussion: "Of the files that are named each bookmark is found again in the text as it is now; without files those of all articles.")

  @OptionGroup var input: InputOptions

  @Flag(help: "One line of JSON a bookmark.")
  var json = false

  func run() throws {
    let selection = try BookmarkSelection(input)
    if json {
      var output = StandardOutput()
      try output.write(selection.export(as: "ndjson"))
      try output.flush()
    } else {
      var output = TextOutput()
      for bookmark in selection.bookmarks {
        let fields = [bookmark.id, Self.cut(bookmark.exact), bookmark.speaker ?? "", bookmark.title ?? ""]
        try output.tabbed(Array(fields.map { Array($0.utf8)[...].foldingBlanks() }.joined(separator: [0x09])))
      }
      try output.flush()
    }
    try selection.batch.finish()
  }

  /// The first characters of long words.
  private static func cut(_ words: String) -> String {
    let start = words.prefix(60)
    return start.endIndex == words.endIndex ? words : "\(start)…"
  }
}

struct EditBookmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a bookmark's note and tags; print its identifier.",
    discussion: "What is given replaces what was there; an empty one clears it.")

  @Argument(help: "The bookmark's identifier.") var id: String

  @OptionGroup var words: NoteOptions

  func run() throws {
    let library = Library()
    let id = BookmarkIdentifier.bare(self.id)
    guard words.note != nil || !words.tag.isEmpty else {
      throw DigestError(nil, "nothing to change is named", remedy: "give --note, --tag or both")
    }
    guard var bookmark = try library.bookmarks(ids: [id]).first else { throw BookmarkIdentifier.unknown(id) }
    if let note = words.note { bookmark.note = NoteOptions.trimmed(note) }
    if !words.tag.isEmpty { bookmark.tags = words.tags }
    bookmark.modified = max(bookmark.modified, Int64(Date().timeIntervalSince1970))
    guard try library.edit(bookmark) else { throw BookmarkIdentifier.unknown(id) }
    try BookmarkIdentifier.print([id])
  }
}

struct RemoveBookmarksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove bookmarks; print their identifiers.")

  @Argument(help: "The bookmarks' identifiers.") var ids: [String]

  func run() throws {
    let library = Library()
    let wanted = ids.map { BookmarkIdentifier.bare($0) }
    let known = Set(try library.bookmarks(ids: wanted).map(\.id))
    var batch = Batch()
    for id in wanted where !known.contains(id) { batch.fail(BookmarkIdentifier.unknown(id)) }
    let removed = wanted.filter { known.contains($0) }
    if !removed.isEmpty { try library.remove(removed) }
    try BookmarkIdentifier.print(removed)
    try batch.finish()
  }
}

/// A note and tags, as options.
struct NoteOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp("Your words on it.", valueName: "text"))
  var note: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("A tag, a word without white space; may be given several times.", valueName: "tag"))
  var tag: [String] = []

  var tags: [String] { Bookmark.tags(from: tag.joined(separator: " ")) }

  /// A note without the white space around it.
  static func trimmed(_ note: String) -> String { note.trimmingCharacters(in: .whitespacesAndNewlines) }
}

/// Bookmarks' identifiers as they are typed and printed.
enum BookmarkIdentifier {
  /// Without the `^d-` of the exports.
  static func bare(_ typed: String) -> String {
    let id = typed.hasPrefix("^") ? typed.dropFirst() : typed[...]
    return String(id.hasPrefix("d-") ? id.dropFirst(2) : id)
  }

  static func unknown(_ id: String) -> DigestError {
    DigestError(id, "is no bookmark", remedy: "digest bookmarks list shows the identifiers")
  }

  static func print(_ ids: [String]) throws {
    var output = StandardOutput()
    for id in ids { try output.write(Array("\(id)\n".utf8)) }
    try output.flush()
  }
}

/// The bookmarks that a command is about, found again where their articles are named.
struct BookmarkSelection {
  private(set) var bookmarks: [Bookmark] = []
  private(set) var anchorings: [Bookmark.ID: Anchoring] = [:]
  /// What went wrong on the way.
  var batch = Batch()

  /// Those of the files that are named; all where none is.
  init(_ input: InputOptions, library: Library = Library()) throws {
    if input.files.isEmpty {
      bookmarks = try library.allBookmarks()
      return
    }
    let loader = input.loader
    for file in input.files {
      let source = Source(file)
      do {
        for kept in try KeptArticle.all(of: source, loader) { add(try library.bookmarks(of: kept.identity), in: kept.article) }
      } catch let error as DigestError where error.subject != library.path {
        // The file is gone or unreadable: what was kept of it is there nevertheless.
        batch.fail(error)
        if let identity = KeptArticle.identity(of: source) { add(try library.bookmarks(of: identity), in: nil) }
      }
    }
  }

  private mutating func add(_ found: [Bookmark], in article: Article?) {
    let new = found.filter { anchorings[$0.id] == nil }
    guard let article else {
      for bookmark in new { anchorings[bookmark.id] = .unchecked }
      bookmarks += new
      return
    }
    let anchorer = Anchorer(article)
    let places = anchorer.anchor(new)
    anchorings.merge(places) { $1 }
    bookmarks += anchorer.moved(new, places)
  }

  func export(as format: String) -> [UInt8] {
    ExchangeFormat.named(format)?.export(bookmarks, anchorings: anchorings) ?? []
  }
}

/// An article as the library knows it.
struct KeptArticle {
  let article: Article
  let identity: ArticleIdentity

  /// Reads the only article of a source, or the one that FILE#entry-N names, to its end.
  ///
  /// - Throws: `DigestError` where it cannot be read, or holds no article or several.
  init(_ source: Source, _ loader: ArticleLoader) throws {
    let reader = try SourceReader(source, fetcher: loader.fetcher)
    let articles = try loader.articles(of: reader)
    if articles.range.count > 1 {
      throw DigestError(
        source.name, "holds \(articles.range.count) articles", remedy: "name one, as in \(EntryName.name(of: source.name, entry: 1))")
    }
    self.init(articles, articles.range.lowerBound, reader, source)
  }

  private init(_ articles: LoadedArticles, _ index: Int, _ reader: SourceReader, _ source: Source) {
    article = articles.series[index]
    let path = Self.identity(of: source)?.path
    identity = ArticleIdentity(
      contentHash: ContentHash.hash(of: article), address: article.metadata.url,
      path: reader.entry == nil ? path : path.flatMap { EntryName.parts(of: $0)?.file },
      entry: articles.series.count > 1 || reader.entry != nil ? index + 1 : nil, size: reader.status?.size, changed: reader.status?.changed)
  }

  /// The articles of a source, each read when its turn comes.
  ///
  /// - Throws: `DigestError` where it cannot be read, or holds no article.
  static func all(of source: Source, _ loader: ArticleLoader) throws -> some Sequence<KeptArticle> {
    let reader = try SourceReader(source, fetcher: loader.fetcher)
    let articles = try loader.articles(of: reader)
    return articles.range.lazy.map { KeptArticle(articles, $0, reader, source) }
  }

  /// What a source that cannot be read is known by: a file by its absolute path, an address by itself; nil for standard input.
  static func identity(of source: Source) -> ArticleIdentity? {
    switch source {
    case .file(let path): ArticleIdentity(path: PathBytes.absolute(path))
    case .address(let address): ArticleIdentity(address: address)
    case .standardInput: nil
    }
  }
}
