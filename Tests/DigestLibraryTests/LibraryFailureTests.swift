/// A database that is locked, damaged, too new: what is said, and that nothing is lost.

import DigestCore
import DigestLibrary
import DigestTestSupport
import Foundation
import GRDB
import Testing

@Suite struct LibraryFailureTests {
  private static let article = ArticleIdentity(contentHash: "f00d", path: "/a.txt")

  /// What an operation says.
  private static func message(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  private static func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }

  @Test func lockedByAnotherProgram() throws {
    let temporary = try TemporaryLibrary(timeout: 0.05)
    let library = temporary.library
    try library.save(sampleBookmark("b1"), of: Self.article)
    let other = try DatabaseQueue(path: library.path)
    try other.inDatabase { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      let message = Self.message { try library.save(sampleBookmark("b2"), of: Self.article) }
      #expect(
        message == "\(library.path): the bookmark was not saved: the library is locked by another program; close that program and try again"
      )
      #expect(try library.bookmarks(of: Self.article).map(\.id) == ["b1"], "reading goes on")
      try db.execute(sql: "COMMIT")
    }
    try library.save(sampleBookmark("b2"), of: Self.article)
    #expect(try library.allBookmarks().count == 2)
  }

  @Test(arguments: [false, true]) func fromANewerVersion(isOpen: Bool) throws {
    let temporary = try TemporaryLibrary()
    try temporary.library.save(sampleBookmark("b1"), of: Self.article)
    try DatabaseQueue(path: temporary.library.path).inDatabase { try $0.execute(sql: "PRAGMA user_version = 999") }
    let library = Library(folder: "\(temporary.base)/share/digest")
    if isOpen {
      #expect(
        Self.message { _ = try library.allBookmarks() } == "\(library.path): was written by a newer digest; install the newer version")
    }
    #expect(
      Self.message { try library.save(sampleBookmark("b2"), of: Self.article) }
        == "\(library.path): the bookmark was not saved: the library was written by a newer digest; install the newer version")
    let kept = try DatabaseQueue(path: library.path).read { try Int.fetchOne($0, sql: "SELECT count(*) FROM bookmark") }
    #expect(kept == 1)
  }

  /// A library of the version before there were corrections is brought to the newest; where it may not be written, it is read as it is.
  @Test(arguments: [false, true]) func fromAnOlderVersion(mayBeWritten: Bool) throws {
    let temporary = try TemporaryLibrary()
    try temporary.library.save(sampleBookmark("b1"), of: Self.article)
    let folder = "\(temporary.base)/share/digest"
    do {
      let older = try DatabaseQueue(path: temporary.library.path)
      try older.inDatabase { db in
        try db.execute(sql: "DROP TABLE correction; PRAGMA user_version = 1")
        _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
    let copy = "\(temporary.base)/copy"
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: "\(folder)/digest.sqlite", toPath: "\(copy)/digest.sqlite")
    let library = Library(folder: copy)
    // A lock that is never released stands for a medium that nobody may write: to the superuser permissions mean nothing.
    let other = try DatabaseQueue(path: library.path)
    let locked = Library(folder: copy, timeout: 0.05)
    try other.inDatabase { db in
      if !mayBeWritten { try db.execute(sql: "BEGIN IMMEDIATE") }
      #expect(try locked.bookmarks(of: Self.article).map(\.id) == ["b1"])
      #expect(try locked.corrections(of: Self.article).isEmpty)
      #expect(try !locked.hasCorrections())
      if !mayBeWritten { try db.execute(sql: "COMMIT") }
    }
    let correction = Correction(
      id: "c", change: .role(.promo), exact: "Boats", prefix: "", suffix: "", start: 0, end: 5, created: 1)
    try library.save(correction, of: Self.article)
    #expect(try library.corrections(of: Self.article) == [correction])
    #expect(try library.bookmarks(of: Self.article).map(\.id) == ["b1"])
  }

  @Test func aCorrectionThatIsNotKeptSaysSo() throws {
    let temporary = try TemporaryLibrary(timeout: 0.05)
    let library = temporary.library
    try library.save(sampleBookmark("b1"), of: Self.article)
    let other = try DatabaseQueue(path: library.path)
    let correction = Correction(
      id: "c", change: .role(.promo), exact: "Boats", prefix: "", suffix: "", start: 0, end: 5, created: 1)
    try other.inDatabase { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      let message = Self.message { try library.save(correction, of: Self.article) }
      #expect(message?.contains("the correction was not saved: the library is locked by another program") == true)
      #expect(Self.message { try library.remove(correction: "c") }?.contains("the correction was not removed") == true)
      try db.execute(sql: "COMMIT")
    }
  }

  @Test func damaged() throws {
    let temporary = try TemporaryLibrary()
    let folder = "\(temporary.base)/share/digest"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let damaged = Data("This is no database, whatever its name says. ".utf8) + Data(repeating: 7, count: 5000)
    try damaged.write(to: URL(fileURLWithPath: temporary.library.path))
    let what = "is damaged"
    let remedy = "rename it to start anew, or rescue it with sqlite3 FILE .recover"
    #expect(Self.message { _ = try temporary.library.bookmarks(of: Self.article) } == "\(temporary.library.path): \(what); \(remedy)")
    #expect(
      Self.message { try temporary.library.save(sampleBookmark("b1"), of: Self.article) }
        == "\(temporary.library.path): the bookmark was not saved: the library \(what); \(remedy)")
    #expect(try Self.bytes(temporary.library.path) == damaged, "nothing is deleted or written")
  }

  @Test func damagedInTheMiddle() throws {
    let temporary = try TemporaryLibrary()
    let folder = "\(temporary.base)/share/digest"
    do {
      let library = Library(folder: folder)
      for number in 0..<400 { try library.save(sampleBookmark("b\(number)", note: String(repeating: "x", count: 300)), of: Self.article) }
    }
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: temporary.library.path))
    try handle.seek(toOffset: 4096 * 6)
    try handle.write(contentsOf: Data(repeating: 0xAA, count: 4096 * 30))
    try handle.close()
    let message = try #require(Self.message { _ = try temporary.library.allBookmarks() })
    #expect(message.contains("is damaged"))
  }

  @Test func whereTheFolderCannotBe() throws {
    try TemporaryFolder.withFile(Array("a file".utf8)) { file in
      let library = Library(folder: "\(file)/digest")
      let message = try #require(Self.message { try library.save(sampleBookmark("b1"), of: Self.article) })
      #expect(message.contains("the bookmark was not saved"), "\(message)")
    }
  }

  @Test func opensAgainAfterAFailure() throws {
    let temporary = try TemporaryLibrary()
    let folder = "\(temporary.base)/share/digest"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("no database at all, but long enough to be looked at as one ........................................................".utf8)
      .write(to: URL(fileURLWithPath: temporary.library.path))
    #expect(throws: DigestError.self) { try temporary.library.save(sampleBookmark("b1"), of: Self.article) }
    try FileManager.default.moveItem(atPath: temporary.library.path, toPath: "\(folder)/old")
    try temporary.library.save(sampleBookmark("b1"), of: Self.article)
    #expect(try temporary.library.allBookmarks().count == 1)
  }

  @Test func twoLibrariesWriteAtOnce() async throws {
    let temporary = try TemporaryLibrary(timeout: 20)
    let folder = "\(temporary.base)/share/digest"
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let library = Library(folder: folder, timeout: 20)
          for number in 0..<25 {
            try library.save(sampleBookmark("\(writer)-\(number)"), of: ArticleIdentity(contentHash: "f\(writer % 2)"))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try temporary.library.allBookmarks().count == 100)
    #expect(try temporary.library.bookmarks(of: ArticleIdentity(contentHash: "f1")).count == 50)
  }

  @Test func whatIsSavedIsSynchronised() throws {
    let temporary = try TemporaryLibrary()
    let statements = try temporary.statements { try temporary.library.save(sampleBookmark("b1"), of: Self.article) }
    let full = try #require(statements.lastIndex(of: "PRAGMA synchronous = FULL"))
    #expect(!statements[full...].contains { $0.contains("synchronous = NORMAL") })
  }
}
