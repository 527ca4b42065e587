/// Bookmarks as Org: headlines, quotation blocks, property drawers.

enum OrgExport {
  static func write(_ export: Export, to out: inout [UInt8]) {
    for (index, group) in export.articles.enumerated() {
      if index > 0 || export.isAppended { out.append(0x0A) }
      out += "* \(line(group.name))\n".utf8
      writeDrawer(group.fields.map { ($0.name, $0.value.words) }, to: &out)
      for section in group.sections {
        out += "\n** \(line(section.headline))\n".utf8
        for bookmark in section.bookmarks { write(bookmark, to: &out) }
      }
    }
  }

  private static func write(_ bookmark: Bookmark, to out: inout [UInt8]) {
    // Only tags that Org can read stand on the headline; the drawer has all.
    let tags = bookmark.tags.filter { isOrgTag($0) }
    out += "\n*** \(excerpt(bookmark.exact))\(tags.isEmpty ? "" : " :\(tags.joined(separator: ":")):")\n".utf8
    var fields = [("custom_id", "d-\(bookmark.id)"), ("saved", UTCTime.iso(bookmark.created))]
    if let speaker = bookmark.attributedSpeaker { fields.append(("speaker", speaker)) }
    if !bookmark.tags.isEmpty { fields.append(("tags", bookmark.tags.joined(separator: " "))) }
    writeDrawer(fields, to: &out)
    out += "#+begin_quote\n\(text(bookmark.exact))\n".utf8
    if let speaker = bookmark.attributedSpeaker { out += "\n— \(line(speaker))\n".utf8 }
    out += "#+end_quote\n".utf8
    if !bookmark.note.isEmpty { out += "\n\(text(bookmark.note))\n".utf8 }
  }

  private static func writeDrawer(_ fields: [(String, String)], to out: inout [UInt8]) {
    out += ":PROPERTIES:\n".utf8
    for (name, value) in fields { out += ":\(name.uppercased()): \(line(value))\n".utf8 }
    out += ":END:\n".utf8
  }

  /// Line breaks as spaces, for what stands on one line.
  private static func line(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
  }

  /// The first words, to know the passage by.
  private static func excerpt(_ text: String) -> String {
    let words = line(text).split(separator: " ")
    var excerpt = ""
    for word in words {
      if excerpt.count + word.count > 60 { return excerpt.isEmpty ? "\(word.prefix(60))…" : "\(excerpt)…" }
      excerpt += excerpt.isEmpty ? "\(word)" : " \(word)"
    }
    return excerpt
  }

  private static func isOrgTag(_ tag: String) -> Bool {
    tag.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType == .decimal || $0 == "_" || $0 == "@" }
  }

  /// Lines that Org would take for its own get a comma before the sign, as in Org's own blocks: a line with a comma
  /// before such a sign gets one more, so that taking one away gives the line back.
  private static func text(_ text: String) -> String {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      guard let sign = OrgSigns.placeForComma(Array(line)) else { return String(decoding: line, as: UTF8.self) }
      return String(decoding: Array(line.prefix(sign)) + [0x2C] + Array(line.dropFirst(sign)), as: UTF8.self)
    }.joined(separator: "\n")
  }
}

/// What Org takes for its own at the start of a line.
enum OrgSigns {
  /// After white space and commas: a headline, a keyword or comment, a drawer or fixed width, a table, a footnote.
  private static let signs: [[UInt8]] = ["*", "#", ":", "|", "[fn:", "CLOCK:", "SCHEDULED:", "DEADLINE:", "CLOSED:", "-----", "\\begin{"]
    .map {
      Array($0.utf8)
    }

  /// Where a comma must stand; nil where Org takes the line for text.
  static func placeForComma(_ line: [UInt8]) -> Int? {
    let blanks = line.prefix { $0 == 0x20 || $0 == 0x09 }.count
    let start = line[blanks...].prefix { $0 == 0x2C }.endIndex
    return signs.contains { line[start...].starts(with: $0) } ? blanks : nil
  }
}
