/// Bookmarks as NDJSON: `digest bookmarks list --json`, see `CONTRACT.md`.

enum BookmarkJSON {
  static func write(_ export: Export, to out: inout [UInt8]) {
    var json = JSONWriter()
    for group in export.articles {
      for bookmark in group.bookmarks { write(bookmark, export.anchorings[bookmark.id] ?? .unchecked, to: &json) }
    }
    out += json.bytes
  }

  private static func write(_ bookmark: Bookmark, _ anchoring: Anchoring, to json: inout JSONWriter) {
    json.object { json in
      json.field("schema", 1)
      json.field("id", bookmark.id)
      json.field("source", bookmark.source)
      json.field("title", bookmark.title)
      json.field("kind", bookmark.kind.rawValue)
      json.field("sectionHeadline", bookmark.sectionHeadline)
      json.field("exact", bookmark.exact)
      json.field("prefix", bookmark.prefix)
      json.field("suffix", bookmark.suffix)
      json.field("start", bookmark.start)
      json.field("end", bookmark.end)
      json.field("speaker", bookmark.speaker)
      json.field("confidence", bookmark.confidence?.rawValue)
      json.field("note", bookmark.note.isEmpty ? nil : bookmark.note)
      json.field("tags", bookmark.tags)
      json.field("created", UTCTime.iso(bookmark.created))
      json.field("modified", UTCTime.iso(bookmark.modified))
      json.field("anchor", anchoring.name)
    }
    json.endLine()
  }
}
