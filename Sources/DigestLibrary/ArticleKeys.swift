/// Which row an article has: by its content, else its address, else the path under which it was last opened.

import DigestCore
import GRDB

/// Finds articles by what they are known by. An article keeps all keys that it ever had, so that the old version of a
/// changed file is found again too.
struct ArticleKeys {
  let identity: ArticleIdentity

  /// Standard input has no path of its own.
  private var path: String? { identity.path == "-" ? nil : identity.path }

  /// The keys, the strongest first.
  private var keys: [String] {
    [identity.contentHash.map { "hash:\($0)" }, identity.address.map { "address:\($0)" }, path.map { "path:\($0)" }]
      .compactMap { $0 }
  }

  /// What the database knows of an article.
  struct Found {
    /// Its row.
    var article: Int64
    /// Whether what is known of the article has changed since: a new content, path, size.
    var isStale: Bool
    /// Whether size and time of change are those of the file when it was last opened.
    var isUnchanged: Bool
    /// Rows that are the same article, found by its other keys: to be merged into the first.
    var others: [Int64]
  }

  /// The article's row, or nil. One statement.
  func find(_ db: Database) throws -> Found? {
    let keys = keys
    guard !keys.isEmpty else { return nil }
    let marks = keys.map { _ in "?" }.joined(separator: ",")
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT k.key, k.article, a.path, a.size, a.changed,
          EXISTS (SELECT 1 FROM article_key o WHERE o.article = k.article AND o.key >= 'hash:' AND o.key < 'hash;') AS hashed
        FROM article_key k JOIN article a ON a.id = k.article WHERE k.key IN (\(marks))
        """, arguments: StatementArguments(keys))
    let byKey = Dictionary(rows.map { ($0["key"] as String, $0) }, uniquingKeysWith: { first, _ in first })
    guard let best = keys.lazy.compactMap({ byKey[$0] }).first else { return nil }
    let article: Int64 = best["article"]
    let isUnchanged = best["path"] == path && best["size"] == identity.size && best["changed"] == identity.changed
    let others = Set(rows.filter { $0["article"] != article && $0["hashed"] == false }.map { $0["article"] as Int64 })
    let isKnown = rows.count == keys.count && rows.allSatisfy { $0["article"] == article }
    return Found(
      article: article, isStale: !isKnown || path != nil && !isUnchanged, isUnchanged: isUnchanged, others: others.sorted())
  }

  /// The article's row, made where there is none, with all of its keys.
  func adopt(_ db: Database, code: String) throws -> Int64 {
    guard let found = try find(db) else {
      try db.execute(sql: "INSERT INTO article (code) VALUES (?)", arguments: [code])
      let article = db.lastInsertedRowID
      try record(db, article)
      return article
    }
    if found.isStale { try record(db, found.article) }
    for other in found.others { try merge(db, other, into: found.article) }
    return found.article
  }

  private func record(_ db: Database, _ article: Int64) throws {
    for key in keys {
      try db.execute(
        sql: "INSERT INTO article_key (key, article) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET article = excluded.article",
        arguments: [key, article])
    }
    try db.execute(
      sql: """
        UPDATE article SET path = coalesce(?1, path), address = coalesce(?2, address),
          size = iif(?1 IS NULL, size, ?3), changed = iif(?1 IS NULL, changed, ?4) WHERE id = ?5
        """, arguments: [path, identity.address, identity.size, identity.changed, article])
  }

  /// An article that was known by its path alone turns out to be one that is known by its content.
  private func merge(_ db: Database, _ other: Int64, into article: Int64) throws {
    try db.execute(sql: "UPDATE bookmark SET article = ? WHERE article = ?", arguments: [article, other])
    try db.execute(sql: "UPDATE correction SET article = ? WHERE article = ?", arguments: [article, other])
    try db.execute(sql: "UPDATE article_key SET article = ? WHERE article = ?", arguments: [article, other])
    try db.execute(sql: "UPDATE OR IGNORE place SET article = ? WHERE article = ?", arguments: [article, other])
    try db.execute(sql: "DELETE FROM place WHERE article = ?", arguments: [other])
    try db.execute(sql: "DELETE FROM article WHERE id = ?", arguments: [other])
  }
}
