/// Bookmarks as the CSV that Readwise imports.

/// RFC 4180: fields with commas, quotation marks or line breaks stand in quotation marks, lines end with CR LF.
enum HighlightsCSV {
  private static let header = ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]

  static func write(_ export: Export, to out: inout [UInt8]) {
    if !export.isAppended { writeRow(header, to: &out) }
    for group in export.articles {
      for (index, bookmark) in group.bookmarks.enumerated() {
        let source = bookmark.article.source
        let address = bookmark.article.url ?? (source.contains("://") ? source : "")
        writeRow(
          [
            bookmark.exact, group.name, bookmark.article.author ?? "", address, note(bookmark), String(index + 1),
            UTCTime.spaced(bookmark.created),
          ], to: &out)
      }
    }
  }

  /// Readwise takes words with a point in the last line for tags.
  private static func note(_ bookmark: Bookmark) -> String {
    let tags = bookmark.tags.map { ".\($0)" }.joined(separator: " ")
    return [bookmark.note, tags].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func writeRow(_ fields: [String], to out: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { out.append(0x2C) }
      let isPlain = field.utf8.allSatisfy { $0 != 0x2C && $0 != 0x22 && $0 != 0x0A && $0 != 0x0D }
      let hasEdge = field.utf8.first == 0x20 || field.utf8.last == 0x20
      if isPlain && !hasEdge {
        out += field.utf8
      } else {
        out.append(0x22)
        for byte in field.utf8 { if byte == 0x22 { out += [0x22, 0x22] } else { out.append(byte) } }
        out.append(0x22)
      }
    }
    out += [0x0D, 0x0A]
  }
}
