/// reStructuredText to an article: sections, lists, quotations, code, tables, notes, links; the first field list becomes metadata.

/// Parts a reStructuredText into blocks (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html).
public struct RSTParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that a text holds. O(n) but for elements inside others, which are read once for each level. One that is beyond a page's
  /// limits is parted as plain text.
  public func parse(_ document: Document) throws -> [Article] {
    let lines = NotationLine.lines(of: document.bytes)
    var reader = RSTReader(lines)
    reader.readTargets(lines)
    reader.read(lines, depth: 0)
    guard let article = reader.page.article(source: document.source, lexicons: lexicons) else {
      return try PlainTextParser(lexicons: lexicons).parse(document)
    }
    return [article]
  }
}

/// Reads lines to HTML. What is set in is read by itself, `deepest` levels deep.
struct RSTReader {
  var page = NotationPage()
  var inline = RSTInline()
  /// The signs that underline sections, in the order of their levels; those with a line above too come as twice the sign.
  private var levels: [UInt16] = []
  private var hasFields = false
  /// How many sections have the first level: one alone is the title.
  private let isTitled: Bool

  private static let deepest = 12

  init(_ lines: [NotationLine]) {
    isTitled = Self.hasTitle(lines)
  }

  /// Whether the sign of the first section underlines no other.
  private static func hasTitle(_ lines: [NotationLine]) -> Bool {
    var first: (sign: UInt16, count: Int)?
    var index = 0
    while index < lines.count {
      if let section = section(lines, index) {
        if first == nil { first = (section.sign, 0) }
        if first?.sign == section.sign { first?.count += 1 }
        index = section.end
      } else {
        index += 1
      }
    }
    return first?.count == 1
  }

  /// The addresses that `.. _name: address` gives.
  mutating func readTargets(_ lines: [NotationLine]) {
    for line in lines where line.starts(with: ".. _") {
      let rest = line.words.dropFirst(4)
      let isQuoted = rest.first == 0x60
      let close = isQuoted ? rest.dropFirst().firstIndex(of: 0x60).map { $0 + 1 } : rest.firstIndex(of: 0x3A)
      guard let close, close < rest.endIndex, rest[close] == 0x3A else { continue }
      let address = rest[(close + 1)...].trimmed
      if !address.isEmpty, inline.targets.count < 100_000 { inline.targets[RSTInline.name(rest[..<close])] = address }
    }
  }

  /// Reads lines that have one edge.
  mutating func read(_ lines: [NotationLine], depth: Int) {
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.isBlank {
        index += 1
        continue
      }
      if depth == 0, let section = Self.section(lines, index) {
        add(section, of: lines)
        index = section.end
      } else if Self.isRule(line), index + 1 == lines.count || lines[index + 1].isBlank {
        page.add("<hr>\n")
        index += 1
      } else if line.starts(with: ".. ") || line.words.elementsEqual("..".utf8) {
        index = explicit(lines, index, depth: depth)
      } else if let end = table(lines, index) ?? list(lines, index, depth: depth) ?? fieldList(lines, index) ?? lineBlock(lines, index) {
        index = end
      } else {
        index = paragraph(lines, index, depth: depth)
      }
    }
  }

  /// The end of the lines from a place on that are blank or set in further than a column, without blank ones at their end.
  static func inset(_ lines: [NotationLine], from start: Int, beyond column: Int) -> Int {
    var end = start
    var index = start
    while index < lines.count, lines[index].isBlank || lines[index].indent > column {
      index += 1
      if !lines[index - 1].isBlank { end = index }
    }
    return end
  }

  /// Lines without their common indent.
  static func outdented(_ lines: ArraySlice<NotationLine>) -> [NotationLine] {
    let indent = lines.filter { !$0.isBlank }.map(\.indent).min() ?? 0
    return lines.map { NotationLine($0.without(indent)) }
  }

  private mutating func readInset(_ lines: [NotationLine], depth: Int) {
    if depth < Self.deepest { return read(lines, depth: depth + 1) }
    page.add("p", inline.html(Array(lines.map(\.words).joined(separator: CollectionOfOne(0x20)))[...]))
  }

  // MARK: sections

  private struct Section {
    var title: Int
    var sign: UInt16
    var end: Int
  }

  private static func isRule(_ line: NotationLine) -> Bool {
    guard line.indent == 0, line.words.count >= 4, let first = line.words.first, (0x21...0x7E).contains(first),
      !(first > 0x2F && first < 0x3A), !(first | 0x20 > 0x60 && first | 0x20 < 0x7B)
    else { return false }
    return line.words.allSatisfy { $0 == first }
  }

  private static func section(_ lines: [NotationLine], _ index: Int) -> Section? {
    func isUnderline(_ line: NotationLine, _ title: NotationLine) -> Bool {
      guard line.indent == 0, let first = line.words.first, line.words.count >= 2, line.words.allSatisfy({ $0 == first }),
        (0x21...0x2F).contains(first) || (0x3A...0x40).contains(first) || (0x5B...0x60).contains(first) || (0x7B...0x7E).contains(first)
      else { return false }
      // Wide letters take two signs, and people count badly.
      let columns = title.words.count { $0 & 0xC0 != 0x80 }
      return line.words.count + 2 >= columns || line.words.count >= 4 && line.words.count * 10 >= columns * 8
    }
    guard index + 1 < lines.count, lines[index].indent == 0 || isRule(lines[index]) else { return nil }
    if isRule(lines[index]), index + 2 < lines.count, !lines[index + 1].isBlank, lines[index + 2].words.elementsEqual(lines[index].words) {
      return Section(title: index + 1, sign: UInt16(lines[index].words.first ?? 0) << 8, end: index + 3)
    }
    guard !lines[index].isBlank, !isRule(lines[index]), index == 0 || lines[index - 1].isBlank || isRule(lines[index - 1]),
      isUnderline(lines[index + 1], lines[index])
    else { return nil }
    return Section(title: index, sign: UInt16(lines[index + 1].words.first ?? 0), end: index + 2)
  }

  private mutating func add(_ section: Section, of lines: [NotationLine]) {
    let level = levels.firstIndex(of: section.sign) ?? levels.count
    if level == levels.count { levels.append(section.sign) }
    let title = inline.html(lines[section.title].words)
    if level == 0, isTitled {
      page.add("h1", role: .title, title)
      page.set("title", lines[section.title].words)
    } else {
      page.add("h\(min(6, level + (isTitled ? 1 : 2)))", title)
    }
  }

  // MARK: paragraphs

  private mutating func paragraph(_ lines: [NotationLine], _ start: Int, depth: Int) -> Int {
    let line = lines[start]
    if line.indent > 0 {
      // Set in from the lines around it: a quotation.
      let end = Self.inset(lines, from: start, beyond: 0)
      page.add("<blockquote>\n")
      readInset(Self.outdented(lines[start..<end]), depth: depth)
      page.add("</blockquote>\n")
      return end
    }
    var end = start
    while end < lines.count, !lines[end].isBlank, lines[end].indent == 0 || end == start { end += 1 }
    // One line with lines set in right below it: a term and what it means.
    if end == start + 1, end < lines.count, !lines[end].isBlank, lines[end].indent > 0, !line.words.reversed().starts(with: [0x3A, 0x3A]) {
      let last = Self.inset(lines, from: end, beyond: 0)
      page.add("<dl>")
      page.add("dt", inline.html(line.words))
      page.add("<dd>\n")
      readInset(Self.outdented(lines[end..<last]), depth: depth)
      page.add("</dd></dl>\n")
      return last
    }
    // A line set in below belongs to the same paragraph where no empty one is between.
    while end < lines.count, !lines[end].isBlank { end += 1 }
    if line.starts(with: ">>> ") {
      page.addCode(lines[start..<end].map(\.bytes))
      return end
    }
    var text = Array(lines[start..<end].map(\.words).joined(separator: CollectionOfOne(0x20)))
    let isLiteral = text.suffix(2).elementsEqual([0x3A, 0x3A])
    if isLiteral { text.removeLast(text.count == 2 || text[text.count - 3] == 0x20 ? 2 : 1) }
    page.add("p", inline.html(text[...]))
    guard isLiteral else { return end }
    let last = Self.inset(lines, from: end, beyond: 0)
    page.addCode(Self.outdented(lines[end..<last]).map(\.bytes))
    return max(end, last)
  }

  // MARK: lists

  private mutating func list(_ lines: [NotationLine], _ start: Int, depth: Int) -> Int? {
    guard let first = item(lines, start) else { return nil }
    let tag = first.number == nil ? "ul" : "ol"
    page.add(first.number.map { $0 == 1 ? "<ol>" : "<ol start=\"\($0)\">" } ?? "<ul>")
    var index = start
    while index < lines.count, lines[index].indent == lines[start].indent, let item = item(lines, index),
      (item.number == nil) == (tag == "ul")
    {
      let end = max(index + 1, Self.inset(lines, from: index + 1, beyond: lines[index].indent))
      let head = NotationLine(lines[index].words.dropFirst(item.length))
      var inner = Self.outdented(lines[(index + 1)..<end])
      var text = Array(head.words)
      while let next = inner.first, !next.isBlank, self.item(inner, 0) == nil, next.indent == 0, !next.starts(with: ".. ") {
        text += [0x20] + next.words
        inner.removeFirst()
      }
      page.add("<li>")
      page.addInline(inline.html(text[...]))
      if inner.contains(where: { !$0.isBlank }) { readInset(inner, depth: depth) }
      page.add("</li>\n")
      index = end
      while index < lines.count, lines[index].isBlank { index += 1 }
    }
    page.add("</\(tag)>\n")
    return index
  }

  private func item(_ lines: [NotationLine], _ index: Int) -> (length: Int, number: Int?)? {
    if let item = lines[index].item(bullets: [0x2D, 0x2A, 0x2B]) { return item }
    return lines[index].starts(with: "• ") ? (4, nil) : nil
  }

  /// :Name: value, lines of which may be set in. The first before any paragraph tells of the whole text.
  private mutating func fieldList(_ lines: [NotationLine], _ start: Int) -> Int? {
    guard Self.field(lines[start]) != nil else { return nil }
    let isHead = !hasFields
    hasFields = true
    var index = start
    while index < lines.count, let field = Self.field(lines[index]) {
      let end = max(index + 1, Self.inset(lines, from: index + 1, beyond: lines[index].indent))
      var value = Array(field.value)
      for line in lines[(index + 1)..<end] { value += [0x20] + line.words }
      if isHead {
        page.set(String(decoding: field.name, as: UTF8.self).lowercased(), value[...])
        page.add("p", role: .credit, inline.html((Array(field.name) + [0x3A, 0x20] + value)[...]))
      } else {
        page.add("p", role: .list, inline.html((Array(field.name) + [0x3A, 0x20] + value)[...]))
      }
      index = end
    }
    return index
  }

  static func field(_ line: NotationLine) -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
    guard line.words.first == 0x3A, line.words.count > 2, line.words[line.words.startIndex + 1] > 0x20,
      let close = line.words.dropFirst().prefix(80).firstIndex(of: 0x3A), close > line.words.startIndex + 1,
      close + 1 == line.words.endIndex || line.words[close + 1] == 0x20
    else { return nil }
    return (line.words[(line.words.startIndex + 1)..<close], line.words[(close + 1)...].trimmed)
  }

  /// Lines of a poem or an address, each after a bar.
  private mutating func lineBlock(_ lines: [NotationLine], _ start: Int) -> Int? {
    guard lines[start].starts(with: "| ") else { return nil }
    var index = start
    page.add("<blockquote>\n")
    while index < lines.count, lines[index].words.first == 0x7C || !lines[index].isBlank && lines[index].indent > 0 {
      page.add("p", inline.html(lines[index].words.drop { $0 == 0x7C }.trimmed))
      index += 1
    }
    page.add("</blockquote>\n")
    return index
  }

  // MARK: tables

  private mutating func table(_ lines: [NotationLine], _ start: Int) -> Int? {
    guard let found = RSTTable.grid(lines, start) ?? RSTTable.simple(lines, start) else { return nil }
    page.addTable(found.rows.map { $0.map { inline.html($0[...].trimmed) } })
    return found.end
  }

  // MARK: explicit markup

  private mutating func explicit(_ lines: [NotationLine], _ start: Int, depth: Int) -> Int {
    let end = max(start + 1, Self.inset(lines, from: start + 1, beyond: lines[start].indent))
    let rest = lines[start].words.dropFirst(3)
    let inner = Self.outdented(lines[(start + 1)..<end])
    if rest.first == 0x5B, let close = rest.firstIndex(of: 0x5D) {
      let label = rest[(rest.startIndex + 1)..<close]
      var text = [0x5B] + label + [0x5D, 0x20] + rest[(close + 1)...].trimmed
      for line in inner { text += [0x20] + line.words }
      page.add("p", role: .footnote, id: "fn-\(OrgInline.identifier(label))", inline.html(text[...]))
    } else if rest.first == 0x5F || rest.starts(with: "|") {
      // A target is nothing to be seen; what a substitution stands for is said where it is used.
      if rest.first == 0x7C { page.add("p", role: .promo, NotationPage.escaped(rest)) }
    } else if let colons = Self.colons(rest) {
      directive(String(decoding: rest[..<colons], as: UTF8.self).lowercased(), rest[(colons + 2)...].trimmed, inner, depth: depth)
    } else {
      var text = Array(rest)
      for line in inner { text += [0x20] + line.words }
      page.add("p", role: .promo, NotationPage.escaped(text))
    }
    return end
  }

  /// Where the two colons behind a directive's name stand.
  private static func colons(_ rest: ArraySlice<UInt8>) -> Int? {
    var index = rest.startIndex
    while index + 1 < rest.endIndex, index - rest.startIndex < 40 {
      let byte = rest[index]
      if byte == 0x3A, rest[index + 1] == 0x3A { return index > rest.startIndex ? index : nil }
      guard byte | 0x20 > 0x60 && byte | 0x20 < 0x7B || byte > 0x2F && byte < 0x3B || byte == 0x2D || byte == 0x5F || byte == 0x2B else {
        return nil
      }
      index += 1
    }
    return nil
  }

  private mutating func directive(_ name: String, _ argument: ArraySlice<UInt8>, _ lines: [NotationLine], depth: Int) {
    var lines = lines[...]
    var options: [String: ArraySlice<UInt8>] = [:]
    while let line = lines.first, let field = Self.field(line) {
      options[String(decoding: field.name, as: UTF8.self)] = field.value
      lines = lines.dropFirst()
    }
    let content = Self.outdented(lines)
    let hasContent = content.contains { !$0.isBlank }
    switch name {
    case "image", "figure":
      if hasContent {
        for text in Self.paragraphs(content) { page.add("p", role: .caption, inline.html(text[...])) }
      } else if let alt = options["alt"] {
        page.add("p", role: .caption, inline.html(alt))
      }
    case "code", "code-block", "sourcecode", "parsed-literal", "math", "highlight": page.addCode(content.map(\.bytes))
    case "epigraph", "highlights", "pull-quote":
      page.add("<blockquote>\n")
      readInset(content, depth: depth)
      page.add("</blockquote>\n")
    case "table", "csv-table", "list-table":
      page.add("p", role: .caption, inline.html(argument))
      let rows = name == "csv-table" ? RSTTable.commas(content) : name == "list-table" ? RSTTable.items(content) : []
      if rows.isEmpty { readInset(content, depth: depth) } else { page.addTable(rows.map { $0.map { inline.html($0[...]) } }) }
    case "rubric": page.add("h5", inline.html(argument))
    case "meta", "contents", "toctree", "raw", "include", "index", "comment", "sectnum", "role", "default-role":
      for text in [Array(argument)] + Self.paragraphs(content) { page.add("p", role: .promo, NotationPage.escaped(text)) }
    default:
      // Notes, warnings, topics: words of the text.
      if !argument.isEmpty { page.add("p", inline.html(argument)) }
      readInset(content, depth: depth)
    }
  }

  private static func paragraphs(_ lines: [NotationLine]) -> [[UInt8]] {
    lines.split(whereSeparator: \.isBlank).map { Array($0.map(\.words).joined(separator: CollectionOfOne(0x20))) }
  }
}
