/// The tables of the library: migrations in order, append-only.

import GRDB

/// The schema's versions. `PRAGMA user_version` counts how many of them a database has.
enum LibrarySchema {
  /// A released row is never edited; a change is a new row at the end.
  static let migrations: [String] = [
    """
    CREATE TABLE article (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL,      -- digest_id of the exports
      path TEXT,               -- under which it was last opened
      address TEXT,
      size INTEGER,            -- of that file, in bytes
      changed INTEGER          -- its time of change, seconds since 1970
    );
    -- All that an article was ever known by: hash:…, address:…, path:…
    CREATE TABLE article_key (
      key TEXT PRIMARY KEY,
      article INTEGER NOT NULL REFERENCES article(id)
    ) WITHOUT ROWID;
    CREATE INDEX article_code ON article(code);
    CREATE INDEX article_key_article ON article_key(article);
    CREATE TABLE bookmark (
      id TEXT PRIMARY KEY,
      article INTEGER NOT NULL REFERENCES article(id),
      kind TEXT NOT NULL,
      section_headline TEXT NOT NULL,
      exact TEXT NOT NULL,
      prefix TEXT NOT NULL,
      suffix TEXT NOT NULL,
      start INTEGER NOT NULL,  -- Unicode scalars of the article's text
      "end" INTEGER NOT NULL,
      speaker TEXT,
      confidence TEXT,
      note TEXT NOT NULL,
      tags TEXT NOT NULL,      -- separated by spaces
      created INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      -- the article as it was when the bookmark was saved
      source TEXT NOT NULL,
      title TEXT,
      author TEXT,
      published TEXT,
      url TEXT,
      words INTEGER
    );
    CREATE INDEX bookmark_article ON bookmark(article, start);
    CREATE TABLE place (
      article INTEGER PRIMARY KEY REFERENCES article(id),
      "offset" INTEGER NOT NULL,
      words TEXT NOT NULL,
      read_sections TEXT NOT NULL  -- separated by spaces
    );
    """,
    """
    -- What a reader said against the analysis.
    CREATE TABLE correction (
      id TEXT PRIMARY KEY,
      article INTEGER NOT NULL REFERENCES article(id),
      kind TEXT NOT NULL,      -- role, speaker
      value TEXT NOT NULL,     -- the role, or the speaker's name; empty: nobody is known
      exact TEXT NOT NULL,
      prefix TEXT NOT NULL,
      suffix TEXT NOT NULL,
      start INTEGER NOT NULL,  -- Unicode scalars of the article's text
      "end" INTEGER NOT NULL,
      created INTEGER NOT NULL
    );
    CREATE INDEX correction_article ON correction(article, created);
    """,
  ]

  /// Brings a database to the newest version, in one transaction that other programs wait for.
  ///
  /// - Throws: `NewerSchema` where a newer version of the program wrote it; nothing is changed then.
  static func migrate(_ db: Database) throws {
    if try isCurrent(db) { return }
    try db.inTransaction(.immediate) {
      let version = try version(db)
      guard version <= migrations.count else { throw NewerSchema() }
      for migration in migrations[version...] { try db.execute(sql: migration) }
      try db.execute(sql: "PRAGMA user_version = \(migrations.count)")
      return .commit
    }
  }

  /// Whether a database is of the newest version.
  ///
  /// - Throws: `NewerSchema` where a newer version of the program wrote it.
  static func isCurrent(_ db: Database) throws -> Bool {
    let version = try version(db)
    if version > migrations.count { throw NewerSchema() }
    return version == migrations.count
  }

  private static func version(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }

  struct NewerSchema: Error {}
}
