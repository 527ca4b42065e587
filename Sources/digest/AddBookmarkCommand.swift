/// `bookmarks add`: keeps a section, a quotation, or words of an article.

import ArgumentParser
import DigestCore
import DigestLibrary
import Foundation

struct AddBookmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Keep a section, a quotation or words of an article; print the bookmark's identifier.",
    discussion: """
      Sections and quotations count from 1, as on the screen and in digest quotes. Words are found as in a search; of several places \
      the first in the text is kept. The bookmark is on the disk when its identifier is printed.
      """)

  @OptionGroup var reading: ReadingOptions

  @Argument(help: "The article, a file or an address; - is standard input.", completion: .file()) var file: String

  @Option(help: ArgumentHelp("Keep section N.", valueName: "n"))
  var section: Int?

  @Option(help: ArgumentHelp("Keep quotation N.", valueName: "n"))
  var quotation: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Keep these words.", valueName: "words"))
  var exact: String?

  @OptionGroup var words: NoteOptions

  func validate() throws {
    if [section != nil, quotation != nil, exact != nil].count(where: { $0 }) != 1 {
      throw ValidationError("Give one of --section, --quotation and --exact")
    }
  }

  func run() throws {
    let loader = reading.loader
    let kept = try KeptArticle(Source(file), loader)
    let digest = loader.digest(of: kept.article)
    let chosen = try passages(kept.article, digest)
    var random = SystemRandomNumberGenerator()
    let bookmark = Bookmark.make(
      id: Bookmark.newID(using: &random), kind: chosen.kind, passages: chosen.passages, article: kept.article, digest: digest,
      facts: ArticleFacts(of: kept.article, digest, identity: kept.identity), note: NoteOptions.trimmed(words.note ?? ""),
      tags: words.tags, time: Int64(Date().timeIntervalSince1970))
    try Library().save(bookmark, of: kept.identity)
    try BookmarkIdentifier.print([bookmark.id])
  }

  private func passages(_ article: Article, _ digest: Digest) throws -> (kind: Bookmark.Kind, passages: [Passage]) {
    if let section {
      let index = try Self.index(section, in: digest.sections.count, "section", article.source)
      return (.section, Bookmark.passages(ofSection: index, in: article, digest))
    }
    if let quotation {
      let index = try Self.index(quotation, in: digest.quotations.count, "quotation", article.source)
      return (.quotation, digest.quotations[index].parts)
    }
    let found = WordSearch.passages(of: exact ?? "", in: article)
    if found.isEmpty { throw DigestError(article.source, "does not have these words", remedy: "give them as they stand in the text") }
    return (digest.quotations.contains { $0.parts == found } ? .quotation : .sentences, found)
  }

  /// A number that counts from 1 as an index.
  private static func index(_ number: Int, in count: Int, _ what: String, _ source: String) throws -> Int {
    guard (1...max(1, count)).contains(number), count > 0 else {
      let remedy = count == 0 ? "it has none" : count == 1 ? "it has one" : "it has \(what)s 1 to \(count)"
      throw DigestError(source, "has no \(what) \(number)", remedy: remedy)
    }
    return number - 1
  }
}

/// Words in an article, also where they run over paragraphs.
enum WordSearch {
  /// The first place of the words: as they are written, white space folded; else as a search finds them, where case,
  /// accents and kinds of marks do not count.
  static func passages(of words: String, in article: Article) -> [Passage] {
    for keepsCase in [true, false] {
      let wanted = FoldedText(words.trimmingCharacters(in: .whitespacesAndNewlines), keepsCase: keepsCase).bytes
      guard let first = wanted.first else { return [] }
      let text = FoldedText(utf8: article.utf8[...], keepsCase: keepsCase)
      var index = 0
      while index + wanted.count <= text.bytes.count, let start = text.bytes[index...].firstIndex(of: first) {
        if text.bytes[start...].starts(with: wanted) {
          return article.passages(ofBytes: text.source(of: start..<start + wanted.count))
        }
        index = start + 1
      }
    }
    return []
  }
}
