/// Org to an article: headlines, lists, quotations, code, tables, notes, links; keywords become metadata.

/// Parts an Org text into blocks (https://orgmode.org/worg/org-syntax.html).
public struct OrgParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that a text holds. O(n). One that is beyond a page's limits is parted as plain text.
  public func parse(_ document: Document) throws -> [Article] {
    var reader = OrgReader(document.bytes)
    reader.run()
    guard let article = reader.page.article(source: document.source, lexicons: lexicons) else {
      return try PlainTextParser(lexicons: lexicons).parse(document)
    }
    return [article]
  }

  /// Whether a text begins as Org texts do: with a keyword, or a line that names the mode. O(its first lines).
  static func isSigned(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let head = Array(text.prefix(400))[...].trimmed
    if head.starts(with: "#+") {
      let name = head.dropFirst(2).prefix { $0 | 0x20 > 0x60 && $0 | 0x20 < 0x7B || $0 == 0x5F }
      return name.count > 2 && head.dropFirst(2 + name.count).first == 0x3A
    }
    return Array(head.prefix { $0 != 0x0A }).holds("-*- mode: org") || Array(head.prefix { $0 != 0x0A }).holds("-*- org -*-")
  }
}

/// Reads lines to HTML.
private struct OrgReader {
  private let lines: [NotationLine]
  private var index = 0
  private(set) var page = NotationPage()
  private var lists = NotationLists()
  /// The lines of the paragraph that is read, joined.
  private var paragraph: [UInt8] = []
  /// Whether the paragraph is the first of a list's item.
  private var isItem = false
  private var quotes = 0
  /// What a caption's keyword says of the picture below.
  private var caption: [UInt8] = []

  init(_ utf8: [UInt8]) {
    lines = NotationLine.lines(of: utf8)
  }

  mutating func run() {
    while index < lines.count { step() }
    flush()
    lists.closeAll(in: &page)
    while quotes > 0 { endQuote() }
  }

  private mutating func step() {
    let line = lines[index]
    index += 1
    if line.isBlank {
      flush()
      // Two empty lines end all lists.
      if index < lines.count, lines[index].isBlank { lists.closeAll(in: &page) }
    } else if headline(line) || keyword(line) || drawer(line) || fixedWidth(line) || table(line) || note(line) {
      return
    } else if line.indent == 0 || lists.isEmpty, line.words.count >= 5, line.words.allSatisfy({ $0 == 0x2D }) {
      end()
      page.add("<hr>\n")
    } else if let item = line.item(bullets: line.indent > 0 ? [0x2D, 0x2B, 0x2A] : [0x2D, 0x2B]) {
      flush()
      lists.begin(column: line.indent, number: item.number, in: &page)
      isItem = true
      paragraph = Array(checkbox(line.words.dropFirst(item.length)))
    } else {
      if line.indent <= lists.column {
        flush()
        lists.close(above: line.indent - 1, in: &page)
      }
      if !paragraph.isEmpty { paragraph.append(0x20) }
      paragraph += line.words
    }
  }

  /// Ends the paragraph.
  private mutating func flush() {
    let text = paragraph[...].trimmed
    let isItem = exchange(&isItem, with: false)
    paragraph = []
    guard !text.isEmpty else { return }
    if let address = Self.picture(text) {
      if !caption.isEmpty || address.isEmpty { page.add("p", role: .caption, OrgInline.html(caption[...])) }
      caption = []
      return
    }
    if !caption.isEmpty {
      page.add("p", role: .caption, OrgInline.html(caption[...]))
      caption = []
    }
    let inline = OrgInline.html(text)
    if isItem { page.addInline(inline) } else { page.add("p", role: lists.isEmpty ? nil : .list, inline) }
  }

  private mutating func end() {
    flush()
    lists.closeAll(in: &page)
  }

  /// [ ] and [X] as a box.
  private mutating func checkbox(_ words: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard words.count >= 3, words.first == 0x5B, words[words.startIndex + 2] == 0x5D else { return words }
    let sign = words[words.startIndex + 1]
    guard sign == 0x20 || sign == 0x58 || sign == 0x78 || sign == 0x2D else { return words }
    page.add(sign | 0x20 == 0x78 ? "<input type=\"checkbox\" checked>" : "<input type=\"checkbox\">")
    return words.dropFirst(3)
  }

  /// The address of a paragraph that is a link to a picture without a text of its own; nil for any other.
  private static func picture(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard text.starts(with: "[["), text.suffix(2).elementsEqual([0x5D, 0x5D]) else { return nil }
    let address = text.dropFirst(2).dropLast(2)
    guard !address.contains(0x5B), !address.contains(0x5D), let dot = address.lastIndex(of: 0x2E) else { return nil }
    let ending = String(decoding: address[(dot + 1)...], as: UTF8.self).lowercased()
    return ["jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "bmp", "tif", "tiff"].contains(ending) ? address : nil
  }

  // MARK: headlines

  private mutating func headline(_ line: NotationLine) -> Bool {
    let stars = line.words.prefix { $0 == 0x2A }.count
    guard line.indent == 0, stars > 0, line.words.count > stars, line.words[line.words.startIndex + stars] == 0x20 else { return false }
    end()
    while quotes > 0 { endQuote() }
    var words = line.words.dropFirst(stars).trimmed
    var tags: ArraySlice<UInt8> = []
    // Tags stand at the end between colons.
    if words.last == 0x3A, let blank = words.lastIndex(of: 0x20), words[(blank + 1)...].first == 0x3A, words.endIndex - blank > 3 {
      tags = words[(blank + 1)...]
      words = words[..<blank].trimmed
    }
    page.add("h\(min(6, stars + 1))", OrgInline.html(words))
    page.add("p", role: .credit, OrgInline.html(tags))
    return true
  }

  // MARK: keywords and blocks

  private mutating func keyword(_ line: NotationLine) -> Bool {
    if line.starts(with: "#"), line.words.count == 1 || line.words[line.words.startIndex + 1] == 0x20 {
      flush()
      page.add("p", role: .promo, NotationPage.escaped(line.words.dropFirst().trimmed))
      return true
    }
    guard line.starts(with: "#+") else { return false }
    let rest = line.words.dropFirst(2)
    let name = String(decoding: rest.prefix { $0 != 0x3A && $0 > 0x20 }, as: UTF8.self).lowercased()
    if name.hasPrefix("begin_") {
      block(String(name.dropFirst(6)), line)
      return true
    }
    if name.hasPrefix("end_") {
      flush()
      if quotes > 0 { endQuote() }
      return true
    }
    guard rest.dropFirst(name.utf8.count).first == 0x3A else { return false }
    flush()
    let value = rest.dropFirst(name.utf8.count + 1).trimmed
    switch name {
    case "title":
      page.set("title", value)
      page.add("h1", role: .title, OrgInline.html(value))
    case "subtitle": page.add("p", role: .standfirst, OrgInline.html(value))
    case "caption": caption += (caption.isEmpty ? [] : [0x20]) + value
    case "language": page.set(name, value)
    case "author", "date", "publisher", "url", "source", "modified":
      page.set(name, value)
      page.add("p", role: .credit, OrgInline.html(value))
    case "results", "name", "attr_html", "attr_latex", "attr_org": break
    default: page.add("p", role: .credit, NotationPage.escaped(rest))
    }
    return true
  }

  private mutating func block(_ name: String, _ line: NotationLine) {
    if ["quote", "verse", "epigraph", "pullquote"].contains(name) {
      flush()
      quotes += 1
      page.add("<blockquote>\n")
      return
    }
    guard ["src", "example", "export", "comment"].contains(name) else { return flush() }
    let end = Array("#+end_\(name)".utf8)
    var inner: [NotationLine] = []
    while index < lines.count, !lines[index].words.prefix(end.count).map({ $0 > 0x40 && $0 < 0x5B ? $0 | 0x20 : $0 }).elementsEqual(end) {
      inner.append(lines[index])
      index += 1
    }
    index += 1
    flush()
    let indent = inner.filter { !$0.isBlank }.map(\.indent).min() ?? 0
    if name == "comment" {
      page.add("p", role: .promo, NotationPage.escaped(inner.map(\.words).joined(separator: CollectionOfOne(0x20))))
    } else {
      page.addCode(inner.map { $0.without(indent) })
    }
  }

  private mutating func endQuote() {
    lists.closeAll(in: &page)
    quotes -= 1
    page.add("</blockquote>\n")
  }

  // MARK: other elements

  /// :PROPERTIES: up to :END:, if that comes soon.
  private mutating func drawer(_ line: NotationLine) -> Bool {
    guard line.words.first == 0x3A, line.words.last == 0x3A, line.words.count > 2,
      line.words.dropFirst().dropLast().allSatisfy({ $0 | 0x20 > 0x60 && $0 | 0x20 < 0x7B || $0 == 0x2D || $0 == 0x5F }),
      let end = lines[index...].prefix(200).firstIndex(where: { String(decoding: $0.words, as: UTF8.self).lowercased() == ":end:" })
    else { return false }
    flush()
    for inner in lines[index..<end] { page.add("p", role: .credit, NotationPage.escaped(inner.words)) }
    index = end + 1
    return true
  }

  private mutating func fixedWidth(_ line: NotationLine) -> Bool {
    func isFixed(_ line: NotationLine) -> Bool {
      line.words.first == 0x3A && (line.words.count == 1 || line.words[line.words.startIndex + 1] == 0x20)
    }
    guard isFixed(line) else { return false }
    flush()
    var code = [line.words.dropFirst(2)]
    while index < lines.count, isFixed(lines[index]) {
      code.append(lines[index].words.dropFirst(2))
      index += 1
    }
    page.addCode(code)
    return true
  }

  private mutating func table(_ line: NotationLine) -> Bool {
    guard line.words.first == 0x7C else { return false }
    flush()
    var rows: [[[UInt8]]] = []
    index -= 1
    while index < lines.count, lines[index].words.first == 0x7C {
      let words = lines[index].words
      index += 1
      if words.starts(with: "|-") { continue }
      let cells = words.dropFirst().split(separator: 0x7C, omittingEmptySubsequences: false)
      rows.append((words.last == 0x7C && words.count > 1 ? cells.dropLast() : cells[...]).map { OrgInline.html($0.trimmed) })
    }
    page.addTable(rows)
    if !caption.isEmpty { page.add("p", role: .caption, OrgInline.html(exchange(&caption, with: [])[...])) }
    // Formulas.
    while index < lines.count, lines[index].starts(with: "#+TBLFM") || lines[index].starts(with: "#+tblfm") { index += 1 }
    return true
  }

  private mutating func note(_ line: NotationLine) -> Bool {
    guard line.indent == 0, line.starts(with: "[fn:"), let close = line.words.prefix(60).firstIndex(of: 0x5D) else { return false }
    end()
    let label = line.words[(line.words.startIndex + 4)..<close]
    var text = Array(line.words[(close + 1)...])
    while index < lines.count, !lines[index].isBlank, !lines[index].starts(with: "[fn:"), !lines[index].starts(with: "* ") {
      text += [0x20] + lines[index].words
      index += 1
    }
    page.add("p", role: .footnote, id: "fn-\(OrgInline.identifier(label))", OrgInline.html(([0x5B] + label + [0x5D, 0x20] + text)[...]))
    return true
  }
}

private func exchange<Value>(_ place: inout Value, with new: Value) -> Value {
  var value = new
  swap(&place, &value)
  return value
}
