/// Bookmarks in the database: one transaction each.

import DigestCore
import GRDB

enum BookmarkStore {
  private static let select = """
    SELECT b.*, a.code, coalesce(a.path, a.address, b.source) AS place_of_article FROM bookmark b JOIN article a ON a.id = b.article
    """

  /// The bookmarks of an article, in its order.
  static func bookmarks(_ db: Database, ofArticle article: Int64) throws -> [Bookmark] {
    try fetch(db, "\(select) WHERE b.article = ? ORDER BY b.start, b.\"end\", b.created, b.id", [article])
  }

  /// All bookmarks: the article with the newest one first, each in its order.
  static func all(_ db: Database) throws -> [Bookmark] {
    try fetch(
      db,
      """
      WITH newest AS (SELECT article, max(created) AS time FROM bookmark GROUP BY article)
      \(select) JOIN newest n ON n.article = b.article
      ORDER BY n.time DESC, b.article DESC, b.start, b."end", b.created, b.id
      """)
  }

  /// Those of some identifiers that there are, in the order of articles.
  static func bookmarks(_ db: Database, ids: [Bookmark.ID]) throws -> [Bookmark] {
    // A list as JSON: no limit on how many there are.
    try fetch(db, "\(select) WHERE b.id IN (SELECT value FROM json_each(?)) ORDER BY b.article, b.start, b.id", [json(ids)])
  }

  /// The article that a bookmark is already in; where the caller does not know the article by its content, the one that
  /// the bookmark itself names (as when a removed one comes back).
  static func article(_ db: Database, of bookmark: Bookmark, isKnownByContent: Bool) throws -> Int64? {
    if let article = try Int64.fetchOne(db, sql: "SELECT article FROM bookmark WHERE id = ?", arguments: [bookmark.id]) { return article }
    if isKnownByContent { return nil }
    return try Int64.fetchOne(db, sql: "SELECT id FROM article WHERE code = ? LIMIT 1", arguments: [bookmark.article.id])
  }

  /// Adds a bookmark, or changes the one that has its identifier.
  static func save(_ db: Database, _ bookmark: Bookmark, article: Int64) throws {
    let facts = bookmark.article
    try db.execute(
      sql: """
        INSERT INTO bookmark (id, article, kind, section_headline, exact, prefix, suffix, start, "end", speaker, confidence, note, tags,
          created, modified, source, title, author, published, url, words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET article = excluded.article, kind = excluded.kind, section_headline = excluded.section_headline,
          exact = excluded.exact, prefix = excluded.prefix, suffix = excluded.suffix, start = excluded.start, "end" = excluded."end",
          speaker = excluded.speaker, confidence = excluded.confidence, note = excluded.note, tags = excluded.tags,
          created = excluded.created, modified = excluded.modified, source = excluded.source, title = excluded.title,
          author = excluded.author, published = excluded.published, url = excluded.url, words = excluded.words
        """,
      arguments: [
        bookmark.id, article, bookmark.kind.rawValue, bookmark.sectionHeadline, bookmark.exact, bookmark.prefix, bookmark.suffix,
        bookmark.start, bookmark.end, bookmark.speaker, bookmark.confidence?.rawValue, bookmark.note,
        bookmark.tags.joined(separator: " "), bookmark.created, bookmark.modified, facts.source, facts.title, facts.author,
        facts.published, facts.url, facts.words,
      ])
  }

  /// Changes note, tags and time of change of a bookmark that is there; gives whether it is.
  static func edit(_ db: Database, _ bookmark: Bookmark) throws -> Bool {
    try db.execute(
      sql: "UPDATE bookmark SET note = ?, tags = ?, modified = ? WHERE id = ?",
      arguments: [bookmark.note, bookmark.tags.joined(separator: " "), bookmark.modified, bookmark.id])
    return db.changesCount > 0
  }

  static func remove(_ db: Database, ids: [Bookmark.ID]) throws {
    try db.execute(sql: "DELETE FROM bookmark WHERE id IN (SELECT value FROM json_each(?))", arguments: [json(ids)])
  }

  private static func json(_ ids: [Bookmark.ID]) -> String {
    var json = JSONWriter()
    json.array { for id in ids { $0.value(id) } }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func fetch(_ db: Database, _ sql: String, _ arguments: StatementArguments = []) throws -> [Bookmark] {
    let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
    var found: [Bookmark] = []
    while let row = try rows.next() { found.append(bookmark(row)) }
    return found
  }

  private static func bookmark(_ row: Row) -> Bookmark {
    Bookmark(
      id: row["id"],
      article: ArticleFacts(
        id: row["code"], source: row["place_of_article"], title: row["title"], author: row["author"], published: row["published"],
        url: row["url"], words: row["words"]),
      kind: Bookmark.Kind(rawValue: row["kind"]) ?? .sentences, sectionHeadline: row["section_headline"], exact: row["exact"],
      prefix: row["prefix"], suffix: row["suffix"], start: row["start"], end: row["end"], speaker: row["speaker"],
      confidence: (row["confidence"] as String?).flatMap { Confidence(rawValue: $0) }, note: row["note"],
      tags: (row["tags"] as String).split(separator: " ").map(String.init), created: row["created"], modified: row["modified"])
  }
}
