/// Bookmarks as plain text, for people.

enum PlainTextExport {
  static func write(_ export: Export, to out: inout [UInt8]) {
    for (index, group) in export.articles.enumerated() {
      if index > 0 || export.isAppended { out += "\n\n".utf8 }
      out += "\(line(group.name))\n".utf8
      for field in group.fields where field.name != "title" { out += "\(field.name): \(line(field.value.line))\n".utf8 }
      for section in group.sections {
        out += "\n\(line(section.headline))\n".utf8
        for bookmark in section.bookmarks { write(bookmark, to: &out) }
      }
    }
  }

  private static func write(_ bookmark: Bookmark, to out: inout [UInt8]) {
    out += bookmark.kind == .quotation ? "\n“\(bookmark.exact)”\n".utf8 : "\n\(bookmark.exact)\n".utf8
    if let speaker = bookmark.attributedSpeaker { out += "— \(line(speaker))\n".utf8 }
    if !bookmark.note.isEmpty { out += "\(bookmark.note)\n".utf8 }
    if !bookmark.tags.isEmpty { out += "\(bookmark.tags.map { "#\($0)" }.joined(separator: " "))\n".utf8 }
  }

  /// Line breaks as spaces, for what stands on one line.
  private static func line(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
  }
}
