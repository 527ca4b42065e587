/// Bookmarks and places: kept, found again under other names, in few statements.

import DigestCore
import DigestLibrary
import DigestTestSupport
import Foundation
import Synchronization
import Testing

/// A library in a folder of its own that goes away with it.
final class TemporaryLibrary: Sendable {
  let base: String
  let library: Library
  private let statements = StatementLog()

  init(timeout: Double = 3) throws {
    base = "\(NSTemporaryDirectory())/digest-library-\(UUID().uuidString)"
    let log = statements
    library = Library(folder: "\(base)/share/digest", timeout: timeout) { log.add($0) }
  }

  deinit { try? FileManager.default.removeItem(atPath: base) }

  /// The statements that a piece of work runs.
  func statements(_ body: () throws -> Void) rethrows -> [String] {
    statements.clear()
    try body()
    return statements.all
  }
}

final class StatementLog: Sendable {
  private let log = Mutex<[String]>([])
  func add(_ statement: String) { log.withLock { $0.append(statement) } }
  func clear() { log.withLock { $0 = [] } }
  var all: [String] { log.withLock { $0 } }
}

@Suite struct LibraryTests {
  private static let ferries = ArticleIdentity(contentHash: "f00d", path: "/articles/ferries.txt", size: 100, changed: 7)

  @Test func keepsEveryField() throws {
    let temporary = try TemporaryLibrary()
    var bookmark = sampleBookmark("b1", exact: "“Boats\nare roads” 🚢", note: "A\nnote", tags: ["money", "łódź"], speaker: "Hanne Lind")
    bookmark.article.author = "Mara Ekdal"
    bookmark.article.published = "2026-05-12"
    bookmark.article.url = "https://example.org/ferries"
    bookmark.article.words = 1480
    bookmark.confidence = .probable
    bookmark.modified += 5
    try temporary.library.save(bookmark, of: Self.ferries)
    #expect(try temporary.library.bookmarks(of: Self.ferries) == [bookmark])
    #expect(try Library(folder: "\(temporary.base)/share/digest").allBookmarks() == [bookmark])
  }

  private static func correction(_ id: String, _ change: Correction.Change = .role(.headline), created: Int64 = 5) -> Correction {
    Correction(
      id: id, change: change, exact: "“Boats\nare roads” 🚢", prefix: "said: ", suffix: " and łódź", start: 12, end: 30, created: created)
  }

  @Test func keepsCorrections() throws {
    let temporary = try TemporaryLibrary()
    let all = [
      Self.correction("a"), Self.correction("b", .speaker("Łucja Holm"), created: 6), Self.correction("c", .speaker(""), created: 7),
      Self.correction("d", .role(.promo), created: 8),
    ]
    #expect(try !temporary.library.hasCorrections())
    for correction in all { try temporary.library.save(correction, of: Self.ferries) }
    #expect(try temporary.library.hasCorrections())
    #expect(try temporary.library.corrections(of: Self.ferries) == all)
    #expect(try Library(folder: "\(temporary.base)/share/digest").corrections(of: Self.ferries) == all, "another program")
    try temporary.library.save(Self.correction("a", .role(.body)), of: Self.ferries)
    #expect(try temporary.library.corrections(of: Self.ferries).first?.change == .role(.body))
    try temporary.library.remove(correction: "a")
    try temporary.library.remove(correction: "nothing")
    #expect(try temporary.library.corrections(of: Self.ferries).map(\.id) == ["b", "c", "d"])
    #expect(try temporary.library.corrections(of: ArticleIdentity(contentHash: "other")).isEmpty)
  }

  /// A file that was renamed, then changed, then moved keeps its corrections; what was known by its path alone becomes known by its content.
  @Test func correctionsFollowTheArticle() throws {
    let temporary = try TemporaryLibrary()
    try temporary.library.save(Self.correction("early"), of: ArticleIdentity(path: "/articles/ferries.txt"))
    try temporary.library.save(Self.correction("later", created: 9), of: Self.ferries)
    let ids = ["early", "later"]
    #expect(try temporary.library.corrections(of: Self.ferries).map(\.id) == ids)
    #expect(try temporary.library.corrections(of: ArticleIdentity(contentHash: "f00d", path: "/b.txt")).map(\.id) == ids, "renamed")
    #expect(try temporary.library.corrections(of: ArticleIdentity(contentHash: "beef", path: "/b.txt")).map(\.id) == ids, "changed")
    #expect(try temporary.library.corrections(of: ArticleIdentity(contentHash: "beef", path: "/c.txt")).map(\.id) == ids, "moved")
  }

  @Test func readingMakesNothing() throws {
    let temporary = try TemporaryLibrary()
    #expect(try !temporary.library.hasCorrections())
    #expect(try temporary.library.corrections(of: Self.ferries).isEmpty)
    #expect(try temporary.library.allBookmarks().isEmpty)
    #expect(try temporary.library.place(of: Self.ferries) == nil)
    #expect(!FileManager.default.fileExists(atPath: temporary.base))
  }

  @Test func folderIsTheReadersOwn() throws {
    let temporary = try TemporaryLibrary()
    try temporary.library.save(sampleBookmark("b1"), of: Self.ferries)
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(temporary.base)/share/digest")
    #expect(attributes[.posixPermissions] as? Int == 0o700)
  }

  /// How an article is opened again, and whether it has its bookmark and place.
  @Test(arguments: [
    ("as it was", ArticleIdentity(contentHash: "f00d", path: "/articles/ferries.txt", size: 100, changed: 7), true, true),
    ("renamed", ArticleIdentity(contentHash: "f00d", path: "/other/boats.txt", size: 100, changed: 7), true, true),
    ("changed", ArticleIdentity(contentHash: "beef", path: "/articles/ferries.txt", size: 120, changed: 9), true, true),
    ("from a pipe", ArticleIdentity(contentHash: "f00d"), true, true),
    ("not read to its end", ArticleIdentity(path: "/articles/ferries.txt", size: 100, changed: 7), true, true),
    ("not read to its end and changed", ArticleIdentity(path: "/articles/ferries.txt", size: 101, changed: 9), true, false),
    ("another", ArticleIdentity(contentHash: "beef", path: "/articles/trains.txt", size: 100, changed: 7), false, false),
    ("nothing known", ArticleIdentity(), false, false),
  ]) func isFoundAgain(how: String, identity: ArticleIdentity, bookmarks: Bool, place: Bool) throws {
    let temporary = try TemporaryLibrary()
    let left = ReadingPlace(offset: 40, words: "The council agreed", readSections: ["s1", "s2"])
    try temporary.library.save(sampleBookmark("b1"), of: Self.ferries)
    try temporary.library.keep(left, of: Self.ferries)
    #expect(try temporary.library.place(of: identity) == (place ? left : nil), "\(how)")
    #expect(try temporary.library.bookmarks(of: identity).map(\.id) == (bookmarks ? ["b1"] : []), "\(how)")
  }

  @Test func aCanonicalAddressKeepsBookmarks() throws {
    let temporary = try TemporaryLibrary()
    let address = "https://example.org/ferries"
    try temporary.library.save(sampleBookmark("b1"), of: ArticleIdentity(contentHash: "1", address: address, path: "/a.html"))
    #expect(try temporary.library.bookmarks(of: ArticleIdentity(contentHash: "2", address: address, path: "/b.html")).count == 1)
  }

  @Test func aRenamedFileThatThenChangesKeepsBookmarks() throws {
    let temporary = try TemporaryLibrary()
    try temporary.library.save(sampleBookmark("b1"), of: Self.ferries)
    let renamed = ArticleIdentity(contentHash: "f00d", path: "/new.txt", size: 100, changed: 7)
    #expect(try temporary.library.bookmarks(of: renamed).map(\.source) == ["/new.txt"])
    #expect(try temporary.library.bookmarks(of: ArticleIdentity(contentHash: "c0de", path: "/new.txt", size: 9, changed: 9)).count == 1)
  }

  @Test func whatWasKeptBeforeTheHashWasKnownJoinsTheRest() throws {
    let temporary = try TemporaryLibrary()
    try temporary.library.save(sampleBookmark("b1"), of: Self.ferries)
    let renamed = ArticleIdentity(path: "/new.txt", size: 100, changed: 7)
    try temporary.library.save(
      sampleBookmark("b2", start: 30, article: ArticleFacts(id: "beginning", source: "/new.txt")), of: renamed)
    #expect(try temporary.library.bookmarks(of: renamed).map(\.id) == ["b2"])
    var known = renamed
    known.contentHash = "f00d"
    #expect(try temporary.library.bookmarks(of: known).map(\.id) == ["b1", "b2"])
    #expect(try temporary.library.bookmarks(of: known).map(\.id) == ["b1", "b2"])
    #expect(try temporary.library.bookmarks(of: renamed).map(\.id) == ["b1", "b2"])
  }

  @Test func savesAgainUnderOneIdentifier() throws {
    let temporary = try TemporaryLibrary()
    var bookmark = sampleBookmark("b1")
    try temporary.library.save(bookmark, of: Self.ferries)
    bookmark.note = "changed"
    try temporary.library.save(bookmark, of: Self.ferries)
    #expect(try temporary.library.bookmarks(of: Self.ferries) == [bookmark])
    bookmark.tags = ["a", "b"]
    #expect(try temporary.library.edit(bookmark))
    #expect(try temporary.library.bookmarks(ids: ["b1", "none"]) == [bookmark])
    bookmark.id = "none"
    #expect(try !temporary.library.edit(bookmark))
  }

  @Test func removesAndBringsBack() throws {
    let temporary = try TemporaryLibrary()
    let bookmarks = (0..<5).map { sampleBookmark("b\($0)", start: $0 * 10) }
    for bookmark in bookmarks { try temporary.library.save(bookmark, of: Self.ferries) }
    try temporary.library.remove(["b1", "b3", "none"])
    #expect(try temporary.library.bookmarks(of: Self.ferries).map(\.id) == ["b0", "b2", "b4"])
    try temporary.library.save(bookmarks[3], of: Self.ferries)
    #expect(try temporary.library.bookmarks(of: Self.ferries).map(\.id) == ["b0", "b2", "b3", "b4"])
  }

  @Test func whoDoesNotKnowTheContentMovesNothing() throws {
    let temporary = try TemporaryLibrary()
    let other = ArticleIdentity(contentHash: "beef", path: "/articles/ferries.txt", size: 9, changed: 9)
    var bookmark = sampleBookmark("b1")
    try temporary.library.save(bookmark, of: ArticleIdentity(contentHash: "f00d"))
    try temporary.library.save(sampleBookmark("b2", article: ArticleFacts(id: "other", source: "/articles/ferries.txt")), of: other)
    // A note on a bookmark of an article that is not open, and its return after it was removed.
    bookmark.note = "new"
    let byPath = ArticleIdentity(path: "/articles/ferries.txt")
    try temporary.library.save(bookmark, of: byPath)
    #expect(try temporary.library.bookmarks(of: other).map(\.id) == ["b2"])
    try temporary.library.remove(["b1"])
    try temporary.library.save(bookmark, of: byPath)
    #expect(try temporary.library.bookmarks(of: other).map(\.id) == ["b2"])
    #expect(try temporary.library.bookmarks(of: ArticleIdentity(contentHash: "f00d")).map(\.note) == ["new"])
  }

  @Test func newestArticleComesFirst() throws {
    let temporary = try TemporaryLibrary()
    let times: [(id: String, article: String, start: Int, created: Int64)] = [
      ("old", "1", 5, 10), ("late", "2", 9, 30), ("early", "2", 3, 20), ("new", "3", 0, 40),
    ]
    for (id, article, start, created) in times {
      try temporary.library.save(sampleBookmark(id, start: start, created: created), of: ArticleIdentity(contentHash: article))
    }
    #expect(try temporary.library.allBookmarks().map(\.id) == ["new", "early", "late", "old"])
  }

  @Test func readsInFewStatements() throws {
    let temporary = try TemporaryLibrary()
    for index in 0..<50 { try temporary.library.save(sampleBookmark("b\(index)", tags: ["a", "b"]), of: Self.ferries) }
    let ofOne = try temporary.statements { _ = try temporary.library.bookmarks(of: Self.ferries) }
    #expect(ofOne.filter { $0.hasPrefix("SELECT") && !$0.contains("sqlite_master") }.count == 2, "\(ofOne)")
    let ofAll = try temporary.statements { _ = try temporary.library.allBookmarks() }
    #expect(ofAll.filter { $0.contains("SELECT") && !$0.contains("sqlite_master") }.count == 1, "\(ofAll)")
    let removal = try temporary.statements { try temporary.library.remove((0..<40).map { "b\($0)" }) }
    #expect(removal.filter { $0.hasPrefix("DELETE") }.count == 1, "\(removal)")
  }

  @Test func directoriesFollowTheEnvironment() {
    #expect(Directories.data(variable: { ["XDG_DATA_HOME": "/data", "HOME": "/home/a"][$0] }) == "/data/digest")
    #expect(Directories.data(variable: { ["XDG_DATA_HOME": "relative", "HOME": "/home/a"][$0] }) == "/home/a/.local/share/digest")
    #expect(Directories.data(variable: { ["HOME": "/home/a"][$0] }) == "/home/a/.local/share/digest")
  }
}
