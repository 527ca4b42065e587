/// Bookmarks as Markdown, escaped so that any CommonMark program gives back exactly the words.

enum MarkdownExport {
  static func write(_ export: Export, to out: inout [UInt8]) {
    let isSingle = export.articles.count == 1 && !export.isAppended
    for (index, group) in export.articles.enumerated() {
      if index > 0 || export.isAppended { out.append(0x0A) }
      if isSingle { writeFrontMatter(group, to: &out) } else { writeHead(group, to: &out) }
      for section in group.sections {
        out += "\n## \(MarkdownText.inline(section.headline))\n".utf8
        for bookmark in section.bookmarks { write(bookmark, to: &out) }
      }
    }
  }

  private static func writeFrontMatter(_ group: ArticleBookmarks, to out: inout [UInt8]) {
    out += "---\n".utf8
    for field in group.fields {
      switch field.value {
      case .text(let text): out += "\(field.name): \(YAMLText.quoted(text))\n".utf8
      case .number(let number): out += "\(field.name): \(number)\n".utf8
      case .list(let values): out += "\(field.name): [\(values.map { YAMLText.quoted($0) }.joined(separator: ", "))]\n".utf8
      }
    }
    out += "---\n".utf8
  }

  private static func writeHead(_ group: ArticleBookmarks, to out: inout [UInt8]) {
    out += "# \(MarkdownText.inline(group.name))\n\n".utf8
    for field in group.fields where field.name != "title" {
      out += "- \(field.name): ".utf8
      if case .list(let tags) = field.value { out += tagLine(tags).utf8 } else { out += MarkdownText.inline(field.value.line).utf8 }
      out.append(0x0A)
    }
  }

  private static func write(_ bookmark: Bookmark, to out: inout [UInt8]) {
    out.append(0x0A)
    for line in MarkdownText.lines(bookmark.exact) { out += line.isEmpty ? ">\n".utf8 : "> \(line)\n".utf8 }
    if let speaker = bookmark.attributedSpeaker { out += ">\n> — \(MarkdownText.inline(speaker))\n".utf8 }
    out += "\n^d-\(bookmark.id)\n".utf8
    if !bookmark.note.isEmpty {
      out.append(0x0A)
      for line in MarkdownText.lines(bookmark.note) { out += "\(line)\n".utf8 }
    }
    if !bookmark.tags.isEmpty { out += "\n\(tagLine(bookmark.tags))\n".utf8 }
  }

  private static func tagLine(_ tags: [String]) -> String {
    tags.map { "#" + MarkdownText.inline($0) }.joined(separator: " ")
  }
}

/// Text to Markdown that means that text and nothing else.
///
/// By CommonMark any ASCII punctuation may stand behind a backslash, and a numeric reference is never structure: so
/// white space that a parser would strip and line feeds that no line can hold are references.
enum MarkdownText {
  /// Signs that mean something anywhere in a line, in CommonMark or in a common extension (tables, strikethrough,
  /// mathematics, block identifiers, tags).
  private static let active: Set<UInt8> = Set("\\`*_[]<|~$^#".utf8)
  /// Signs that mean something only where a line begins.
  private static let atStart: Set<UInt8> = Set(">-+=:".utf8)

  /// On one line: for headlines and names. Line breaks are references.
  static func inline(_ text: String) -> String {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    var out: [UInt8] = []
    for (index, line) in lines.enumerated() {
      if index > 0 { out += "&#10;".utf8 }
      escape(Array(line), to: &out)
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// As lines of paragraphs: a single line break is a hard one, two part paragraphs, more are references.
  static func lines(_ text: String) -> [String] {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    var out: [[UInt8]] = []
    var current: [UInt8] = []
    var index = 0
    while index < lines.count {
      escape(lines[index], to: &current)
      var breaks = 0
      index += 1
      while index < lines.count {
        breaks += 1
        if !lines[index].isEmpty { break }
        index += 1
      }
      let isAtEdge = current.isEmpty || index == lines.count
      if breaks == 0 || isAtEdge {
        for _ in 0..<breaks { current += "&#10;".utf8 }
        if index == lines.count { out.append(current) }
      } else if breaks == 1 {
        out.append(current + [0x5C])
        current = []
      } else {
        for _ in 2..<breaks { current += "&#10;".utf8 }
        out += [current, []]
        current = []
      }
    }
    return out.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func escape(_ line: [UInt8], to out: inout [UInt8]) {
    let (start, end) = (blanksBefore(line), blanksAfter(line))
    references(line[..<start], to: &out)
    guard start < line.count else { return }
    var index = start
    if atStart.contains(line[index]) {
      out += [0x5C, line[index]]
      index += 1
    } else if let stop = endOfNumber(line, from: index) {
      out += line[index..<stop]
      out += [0x5C, line[stop]]
      index = stop + 1
    }
    while index < end {
      let byte = line[index]
      if active.contains(byte) || byte == 0x26 && isReference(line, at: index) { out.append(0x5C) }
      // A carriage return ends a line too.
      if byte == 0x0D { out += "&#13;".utf8 } else { out.append(byte) }
      index += 1
    }
    references(line[max(start, end)...], to: &out)
  }

  /// White space as references.
  private static func references(_ blanks: ArraySlice<UInt8>, to out: inout [UInt8]) {
    for scalar in String(decoding: blanks, as: UTF8.self).unicodeScalars { out += "&#\(scalar.value);".utf8 }
  }

  /// Where the white space of any kind at the start ends.
  private static func blanksBefore(_ line: [UInt8]) -> Int {
    guard let first = line.first, first <= 0x20 || first >= 0x80 else { return 0 }
    return String(decoding: line, as: UTF8.self).unicodeScalars.prefix { isBlank($0) }.reduce(0) { $0 + UTF8.width($1) }
  }

  /// Where the white space of any kind at the end begins.
  private static func blanksAfter(_ line: [UInt8]) -> Int {
    guard let last = line.last, last <= 0x20 || last >= 0x80 else { return line.count }
    let tail = String(decoding: line, as: UTF8.self).unicodeScalars.reversed().prefix { isBlank($0) }
    return line.count - tail.reduce(0) { $0 + UTF8.width($1) }
  }

  /// White space as Unicode, and as programs have it that strip more: the separators among the controls.
  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }

  /// The place of the point or bracket where a line begins like an item of an ordered list.
  private static func endOfNumber(_ line: [UInt8], from start: Int) -> Int? {
    var index = start
    while index < line.count, index < start + 9, line[index] &- 0x30 < 10 { index += 1 }
    return index > start && index < line.count && (line[index] == 0x2E || line[index] == 0x29) ? index : nil
  }

  /// Whether an ampersand begins a character reference: `&amp;`, `&#8;`.
  private static func isReference(_ line: [UInt8], at index: Int) -> Bool {
    for byte in line[(index + 1)...].prefix(40) {
      if byte == 0x3B { return true }
      if !(byte == 0x23 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26) { return false }
    }
    return false
  }
}

/// Text to a YAML scalar that means that text, in YAML 1.1 and 1.2.
enum YAMLText {
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: out += "\\\""
      case 0x5C: out += "\\\\"
      case 0x0A: out += "\\n"
      case 0x09: out += "\\t"
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: out += escape(scalar.value)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private static func escape(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension UTF8 {
  /// The number of bytes of a scalar.
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
    scalar.value < 0x80 ? 1 : scalar.value < 0x800 ? 2 : scalar.value < 0x10000 ? 3 : 4
  }
}
