/// The reader's corrections in the database: one transaction each.

import DigestCore
import GRDB

enum CorrectionStore {
  /// The corrections of an article, the oldest first.
  static func corrections(_ db: Database, ofArticle article: Int64) throws -> [Correction] {
    // A database that may not be written can be of the version before there were any.
    guard try db.tableExists("correction") else { return [] }
    let rows = try Row.fetchCursor(
      db, sql: "SELECT * FROM correction WHERE article = ? ORDER BY created, id", arguments: [article])
    var found: [Correction] = []
    while let row = try rows.next() { if let correction = correction(row) { found.append(correction) } }
    return found
  }

  /// Whether any article has a correction.
  static func isEmpty(_ db: Database) throws -> Bool {
    guard try db.tableExists("correction") else { return true }
    return try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM correction)") ?? true
  }

  /// Adds a correction, or changes the one that has its identifier.
  static func save(_ db: Database, _ correction: Correction, article: Int64) throws {
    let (kind, value) =
      switch correction.change {
      case .role(let role): ("role", role.rawValue)
      case .speaker(let name): ("speaker", name)
      }
    try db.execute(
      sql: """
        INSERT INTO correction (id, article, kind, value, exact, prefix, suffix, start, "end", created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET article = excluded.article, kind = excluded.kind, value = excluded.value, exact = excluded.exact,
          prefix = excluded.prefix, suffix = excluded.suffix, start = excluded.start, "end" = excluded."end", created = excluded.created
        """,
      arguments: [
        correction.id, article, kind, value, correction.exact, correction.prefix, correction.suffix, correction.start, correction.end,
        correction.created,
      ])
  }

  static func remove(_ db: Database, id: Correction.ID) throws {
    try db.execute(sql: "DELETE FROM correction WHERE id = ?", arguments: [id])
  }

  /// Nil for a change that this version does not know.
  private static func correction(_ row: Row) -> Correction? {
    let value: String = row["value"]
    let change: Correction.Change
    switch row["kind"] as String {
    case "role":
      guard let role = Role(rawValue: value), Correction.roles.contains(role) else { return nil }
      change = .role(role)
    case "speaker": change = .speaker(value)
    default: return nil
    }
    return Correction(
      id: row["id"], change: change, exact: row["exact"], prefix: row["prefix"], suffix: row["suffix"], start: row["start"],
      end: row["end"], created: row["created"])
  }
}
