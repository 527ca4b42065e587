/// The public face of what is kept: bookmarks, corrections and reading places. Everything else in this module is internal.

public import DigestCore
import GRDB

/// The reader's library, an SQLite database in a folder that only the reader may enter.
///
/// Opening costs nothing: the database is opened, and made, at the first use. Every function may be called from any
/// thread, also while another program uses the same database, and throws `DigestError`; what is written is synchronised
/// with the disk when the function returns. Where the database cannot be written, reading goes on.
public final class Library: Sendable {
  private let connection: LibraryConnection

  /// - Parameters:
  ///   - folder: absolute path of the folder.
  ///   - timeout: how long another program's lock is waited for, in seconds.
  ///   - trace: is called with each SQL statement that is run.
  public init(folder: String = Directories.data(), timeout: Double = 10, trace: (@Sendable (String) -> Void)? = nil) {
    connection = LibraryConnection(folder: folder, timeout: timeout, trace: trace)
  }

  /// The database's file.
  public var path: String { connection.path }

  /// The bookmarks of an article, in its order. Two statements.
  ///
  /// An article whose path, address or content is new since is known by them too from now on.
  public func bookmarks(of identity: ArticleIdentity) throws -> [Bookmark] {
    try kept(of: identity) { try BookmarkStore.bookmarks($0, ofArticle: $1) }
  }

  /// What is kept of an article; the article's new name with it, where something is.
  private func kept<Item>(of identity: ArticleIdentity, _ fetch: (Database, Int64) throws -> [Item]) throws -> [Item] {
    let keys = ArticleKeys(identity: identity)
    let nothing: (ArticleKeys.Found?, [Item]) = (nil, [])
    let (found, items) = try connection.read(orEmpty: nothing) { db in
      let found = try keys.find(db)
      return (found, try found.map { try fetch(db, $0.article) } ?? [])
    }
    guard let found, found.isStale, !items.isEmpty || !found.others.isEmpty else { return items }
    do {
      return try connection.write(lost: "the article's new name was not kept") { db in try fetch(db, keys.adopt(db, code: "")) }
    } catch {
      // They are found again without: the next one that can write keeps the name.
      return items
    }
  }

  /// All bookmarks: the article with the newest one first, each article's in its order. One statement.
  public func allBookmarks() throws -> [Bookmark] {
    try connection.read(orEmpty: []) { try BookmarkStore.all($0) }
  }

  /// Those of some identifiers that there are.
  public func bookmarks(ids: [Bookmark.ID]) throws -> [Bookmark] {
    try connection.read(orEmpty: []) { try BookmarkStore.bookmarks($0, ids: ids) }
  }

  /// Keeps a bookmark of an article, or changes the one that has its identifier. Durable when it returns.
  public func save(_ bookmark: Bookmark, of identity: ArticleIdentity) throws {
    try connection.write(lost: "the bookmark was not saved") { db in
      let kept = try BookmarkStore.article(db, of: bookmark, isKnownByContent: identity.contentHash != nil)
      let article = try kept ?? ArticleKeys(identity: identity).adopt(db, code: bookmark.article.id)
      try BookmarkStore.save(db, bookmark, article: article)
    }
  }

  /// Changes note, tags and time of change of a bookmark that is there. Durable when it returns.
  ///
  /// - Returns: whether it is there.
  public func edit(_ bookmark: Bookmark) throws -> Bool {
    try connection.write(lost: "the change was not saved") { try BookmarkStore.edit($0, bookmark) }
  }

  /// Removes bookmarks. Durable when it returns; identifiers that there are not are passed over.
  public func remove(_ ids: [Bookmark.ID]) throws {
    try connection.write(lost: "nothing was removed") { try BookmarkStore.remove($0, ids: ids) }
  }

  /// The reader's corrections of an article, the oldest first. Two statements.
  public func corrections(of identity: ArticleIdentity) throws -> [Correction] {
    try kept(of: identity) { try CorrectionStore.corrections($0, ofArticle: $1) }
  }

  /// Whether any article has a correction: where none has, no article needs to be looked for.
  public func hasCorrections() throws -> Bool {
    try connection.read(orEmpty: false) { try !CorrectionStore.isEmpty($0) }
  }

  /// Keeps a correction of an article, or changes the one that has its identifier. Durable when it returns.
  public func save(_ correction: Correction, of identity: ArticleIdentity) throws {
    try connection.write(lost: "the correction was not saved") { db in
      try CorrectionStore.save(db, correction, article: ArticleKeys(identity: identity).adopt(db, code: ArticleFacts.id(of: identity)))
    }
  }

  /// Removes a correction. Durable when it returns; one that is not there is passed over.
  public func remove(correction id: Correction.ID) throws {
    try connection.write(lost: "the correction was not removed") { try CorrectionStore.remove($0, id: id) }
  }

  /// Where an article was left; nil where it was never left.
  ///
  /// While its content's hash isn't known, a file is taken for the one that was left only if its size and time of change are the same.
  public func place(of identity: ArticleIdentity) throws -> ReadingPlace? {
    try connection.read(orEmpty: nil) { db in
      guard let found = try ArticleKeys(identity: identity).find(db) else { return nil }
      if identity.contentHash == nil, identity.address == nil, !found.isUnchanged { return nil }
      return try PlaceStore.place(db, ofArticle: found.article)
    }
  }

  /// Keeps where an article was left. Durable when it returns.
  public func keep(_ place: ReadingPlace, of identity: ArticleIdentity) throws {
    try connection.write(lost: "the reading place was not kept") { db in
      try PlaceStore.keep(db, place, article: ArticleKeys(identity: identity).adopt(db, code: ArticleFacts.id(of: identity)))
    }
  }
}
