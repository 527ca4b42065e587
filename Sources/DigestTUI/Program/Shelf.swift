/// What the screens may ask of a library, as a value of functions: `digest` fills it from the library, tests from memory.

public import DigestCore

/// Bookmarks, corrections and reading places. Every function may be called from any thread and throws `DigestError`.
public struct Shelf: Sendable {
  /// The bookmarks of an article, in its order. Re-keys them where the article is known by its path or address alone.
  public var bookmarks: @Sendable (ArticleIdentity) throws -> [Bookmark]
  public var allBookmarks: @Sendable () throws -> [Bookmark]
  /// Durable when it returns. Also changes one that is kept under the same identifier.
  public var save: @Sendable (Bookmark, ArticleIdentity) throws -> Void
  public var remove: @Sendable ([Bookmark.ID]) throws -> Void
  /// The reader's corrections of an article, the oldest first.
  public var corrections: @Sendable (ArticleIdentity) throws -> [Correction]
  /// Durable when it returns. Also changes one that is kept under the same identifier.
  public var saveCorrection: @Sendable (Correction, ArticleIdentity) throws -> Void
  public var removeCorrection: @Sendable (Correction.ID) throws -> Void
  public var place: @Sendable (ArticleIdentity) throws -> ReadingPlace?
  public var keepPlace: @Sendable (ReadingPlace, ArticleIdentity) throws -> Void

  public init(
    bookmarks: @escaping @Sendable (ArticleIdentity) throws -> [Bookmark],
    allBookmarks: @escaping @Sendable () throws -> [Bookmark],
    save: @escaping @Sendable (Bookmark, ArticleIdentity) throws -> Void,
    remove: @escaping @Sendable ([Bookmark.ID]) throws -> Void,
    corrections: @escaping @Sendable (ArticleIdentity) throws -> [Correction],
    saveCorrection: @escaping @Sendable (Correction, ArticleIdentity) throws -> Void,
    removeCorrection: @escaping @Sendable (Correction.ID) throws -> Void,
    place: @escaping @Sendable (ArticleIdentity) throws -> ReadingPlace?,
    keepPlace: @escaping @Sendable (ReadingPlace, ArticleIdentity) throws -> Void
  ) {
    self.bookmarks = bookmarks
    self.allBookmarks = allBookmarks
    self.save = save
    self.remove = remove
    self.corrections = corrections
    self.saveCorrection = saveCorrection
    self.removeCorrection = removeCorrection
    self.place = place
    self.keepPlace = keepPlace
  }
}
