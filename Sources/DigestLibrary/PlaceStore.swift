/// Reading places in the database.

import DigestCore
import GRDB

enum PlaceStore {
  static func place(_ db: Database, ofArticle article: Int64) throws -> ReadingPlace? {
    try Row.fetchOne(db, sql: "SELECT \"offset\", words, read_sections FROM place WHERE article = ?", arguments: [article]).map { row in
      ReadingPlace(
        offset: row["offset"], words: row["words"], readSections: (row["read_sections"] as String).split(separator: " ").map(String.init))
    }
  }

  static func keep(_ db: Database, _ place: ReadingPlace, article: Int64) throws {
    try db.execute(
      sql: """
        INSERT INTO place (article, "offset", words, read_sections) VALUES (?, ?, ?, ?)
        ON CONFLICT (article) DO UPDATE SET "offset" = excluded."offset", words = excluded.words, read_sections = excluded.read_sections
        """, arguments: [article, place.offset, place.words, place.readSections.joined(separator: " ")])
  }
}
