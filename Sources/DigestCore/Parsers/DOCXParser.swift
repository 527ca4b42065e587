/// Word's documents (Office Open XML) to articles.

/// Reads a document's text, styles, lists, notes and properties. What was deleted under tracking, comments, headers and footers are left out.
public struct DOCXParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that a document is. O(what it unpacks to).
  ///
  /// - Throws: `DigestError` where it is no archive or holds no text.
  public func parse(_ document: Document) throws -> [Article] {
    let archive = try ZipArchive(document.bytes, source: document.source)
    let files = ArchiveFiles(archive)
    let main = try mainPart(files)
    let folder = main.utf8.lastIndex(of: 0x2F).map { String(main[...$0]) } ?? ""
    let parts = ["styles.xml", "numbering.xml", "footnotes.xml", "endnotes.xml"].map { folder + $0 }
    let name = main.utf8.lastIndex(of: 0x2F).map { String(main[$0...].dropFirst()) } ?? main
    let links = "\(folder)_rels/\(name).rels"
    let texts = try files.texts([main, links, "docProps/core.xml"] + parts)
    guard let text = texts[main] else {
      throw DigestError(document.source, "is a Word document without text", remedy: "fetch it again: it may be cut off")
    }
    func xml(_ path: String) -> XMLTree? { texts[path].flatMap { XMLTree($0.utf8) } }
    let reader = DOCXReader(
      styles: Self.styles(xml(parts[0])), numbering: Self.numbering(xml(parts[1])), addresses: xml(links).map(Self.addresses) ?? [:])
    var faults = XML.read(text.utf8, reader) ?? 1
    let said = reader.said
    var trees = [reader.finish()]
    for (index, kind) in ["footnote", "endnote"].enumerated() {
      guard let notes = texts[parts[2 + index]], !reader.notes.isEmpty else { continue }
      reader.begin(notes: kind)
      faults += XML.read(notes.utf8, reader) ?? 1
      trees.append(reader.finish())
    }
    let metadata = OfficeArticle.metadata(xml("docProps/core.xml"), author: ["creator"], created: "created", modified: "modified")
    let isDamaged = archive.isDamaged || faults > 0 || !text.isWhole
    return [
      OfficeArticle.article(
        trees, said: said, metadata: metadata, document: document,
        warnings: isDamaged ? ["the document is damaged: what could be read is shown"] : [])
    ]
  }

  /// The part that the archive names as the document.
  private func mainPart(_ files: ArchiveFiles) throws -> String {
    if let tree = try files.xml("_rels/.rels") {
      for node in tree.elements("Relationship") where tree.attribute("Type", of: node)?.hasSuffix("/officeDocument") == true {
        if let path = tree.attribute("Target", of: node).flatMap(files.path), files.contains(path) { return path }
      }
    }
    return "word/document.xml"
  }

  private static func addresses(_ tree: XMLTree) -> [String: String] {
    var found: [String: String] = [:]
    for node in tree.elements("Relationship") where tree.attribute("Type", of: node)?.hasSuffix("/hyperlink") == true {
      if let id = tree.attribute("Id", of: node) { found[id] = tree.attribute("Target", of: node) }
    }
    return found
  }

  private static func styles(_ tree: XMLTree?) -> OfficeStyles {
    var styles = OfficeStyles()
    guard let tree else { return styles }
    for node in tree.elements("style") {
      guard let id = tree.attribute("styleId", of: node) else { continue }
      var row = OfficeStyles.Row(name: id)
      if let name = tree.first("name", below: node) { row.name = tree.attribute("val", of: name) ?? id }
      if let parent = tree.first("basedOn", below: node) { row.parent = tree.attribute("val", of: parent) }
      if let level = tree.first("outlineLvl", below: node).flatMap({ tree.attribute("val", of: $0) }).flatMap(Int.init), level < 9 {
        // A title may have an outline level too.
        row.own = OfficeStyle(name: row.name) ?? .heading(level + 1)
      }
      if let number = tree.first("numId", below: node).flatMap({ tree.attribute("val", of: $0) }) {
        let level = tree.first("ilvl", below: node).flatMap { tree.attribute("val", of: $0) }.flatMap(Int.init) ?? 0
        row.list = (number, level)
      }
      styles.rows[id] = row
    }
    return styles
  }

  /// For each list and level whether it is numbered.
  private static func numbering(_ tree: XMLTree?) -> [String: [Int: Bool]] {
    guard let tree else { return [:] }
    var kinds: [String: [Int: Bool]] = [:]
    for node in tree.elements("abstractNum") {
      guard let id = tree.attribute("abstractNumId", of: node) else { continue }
      for level in tree.elements("lvl", below: node) {
        guard let number = tree.attribute("ilvl", of: level).flatMap(Int.init), let format = tree.first("numFmt", below: level) else {
          continue
        }
        let kind = tree.attribute("val", of: format)
        kinds[id, default: [:]][number] = kind != "bullet" && kind != "none"
      }
    }
    var lists: [String: [Int: Bool]] = [:]
    for node in tree.elements("num") {
      guard let id = tree.attribute("numId", of: node), let kind = tree.first("abstractNumId", below: node) else { continue }
      lists[id] = tree.attribute("val", of: kind).flatMap { kinds[$0] }
    }
    return lists
  }
}

/// Follows a document's elements and writes what they show.
private final class DOCXReader: XMLReader {
  private var writer = OfficeWriter()
  private let styles: OfficeStyles
  private let numbering: [String: [Int: Bool]]
  private let addresses: [String: String]
  /// What is to be done when each open element ends.
  private var ends: [End] = []
  /// The innermost element that is not shown, with all that is in it.
  private var hidden: Int?
  private var paragraphs: [Paragraph] = []
  private var run = Run()
  private var isText = false
  /// The notes referred to, in order, by kind and identifier.
  private(set) var notes: [String: Int] = [:]
  private var noteKind: String?
  /// How many items a list has had on a level.
  private var counts: [String: Int] = [:]

  private enum End { case nothing, paragraph, run, text, inline, table, part, shown }

  private struct Paragraph {
    var style: String?
    var list: String?
    var level: Int?
    var outline: Int?
    var isBegun = false
  }

  private struct Run {
    var tags: [HTMLTag] = []
    var isHidden = false
    var opened = 0
    var isBegun = false
  }

  init(styles: OfficeStyles, numbering: [String: [Int: Bool]], addresses: [String: String]) {
    self.styles = styles
    self.numbering = numbering
    self.addresses = addresses
  }

  var said: [String: String] { writer.said }

  func finish() -> HTMLTree {
    let done = writer
    writer = OfficeWriter()
    return done.finish()
  }

  /// What is read next are notes of a kind: those that the text refers to are written.
  func begin(notes kind: String) {
    noteKind = kind
    (ends, paragraphs, hidden) = ([], [], nil)
  }

  func begin(_ element: XMLElement) {
    let end = hidden == nil ? handle(element) : .nothing
    ends.append(end ?? .nothing)
    if end == nil { hidden = ends.count }
  }

  func end() {
    let depth = ends.count
    guard let end = ends.popLast() else { return }
    if let hidden {
      if depth == hidden { self.hidden = nil }
      return
    }
    switch end {
    case .nothing: break
    case .paragraph:
      beginParagraph()
      writer.endParagraph()
      paragraphs.removeLast()
    case .run:
      for _ in 0..<run.opened { writer.closeInline() }
      run = Run()
    case .text: isText = false
    case .inline: writer.closeInline()
    case .table: writer.endTable()
    case .part: writer.endPart()
    case .shown: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isText, hidden == nil else { return }
    beginRun()
    if !run.isHidden { writer.text(bytes) }
  }

  /// What is to be done at an element's end; nil for one that is not shown.
  private func handle(_ element: XMLElement) -> End? {
    switch element.name.local {
    case "p":
      paragraphs.append(Paragraph())
      return .paragraph
    case "tbl": return table(.table)
    case "tr": return table(.tr)
    case "tc", "txbxContent":
      if element.name.local == "txbxContent" { beginParagraph() }
      writer.beginPart(element.name.local == "tc" ? .td : .div)
      return .part
    case "r":
      run = Run()
      return .run
    case "t":
      isText = true
      return .text
    case "footnote", "endnote": return note(element)
    case "hyperlink": return link(element)
    case "del", "moveFrom", "instrText", "delText", "Fallback", "sectPr", "pPrChange", "rPrChange", "tblPr", "tcPr", "trPr": return nil
    default:
      property(element)
      return mark(element)
    }
  }

  private func table(_ tag: HTMLTag) -> End {
    writer.beginTable(tag)
    return .table
  }

  private func link(_ element: XMLElement) -> End {
    beginParagraph()
    let href = element["id"].flatMap { addresses[$0] } ?? element["anchor"].map { "#\($0)" }
    writer.openInline(.a, href.map { [(.href, $0)] } ?? [])
    return .inline
  }

  private func note(_ element: XMLElement) -> End? {
    guard let noteKind, let id = element["id"], let number = notes["\(noteKind)\(id)"] else { return nil }
    writer.beginNote("\(number)", "\(noteKind)\(id)")
    return .part
  }

  /// Properties of the paragraph or the run that is open.
  private func property(_ element: XMLElement) {
    let isOn = element["val"] != "0" && element["val"] != "false" && element["val"] != "none"
    switch element.name.local {
    case "pStyle": if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].style = element["val"] }
    case "numId": if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].list = element["val"] }
    case "ilvl": if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].level = element["val"].flatMap { Int($0) } }
    case "outlineLvl": if !paragraphs.isEmpty { paragraphs[paragraphs.count - 1].outline = element["val"].flatMap { Int($0) } }
    case "b": if isOn { run.tags.append(.strong) }
    case "i": if isOn { run.tags.append(.em) }
    case "strike", "dstrike": if isOn { run.tags.append(.del) }
    case "vanish", "webHidden": if isOn { run.isHidden = true }
    default: break
    }
  }

  /// What shows a character, or a place.
  private func mark(_ element: XMLElement) -> End {
    switch element.name.local {
    case "tab" where !paragraphs.isEmpty && run.isBegun || element.attributes.isEmpty && !paragraphs.isEmpty: put(" ")
    case "br", "cr":
      beginRun()
      if !run.isHidden { writer.lineBreak() }
    case "noBreakHyphen": put("\u{2011}")
    case "bookmarkStart":
      if let name = element["name"], !paragraphs.isEmpty {
        beginParagraph()
        writer.anchor(name)
      }
    case "footnoteReference", "endnoteReference":
      let kind = String(element.name.local.dropLast("Reference".count))
      if noteKind == nil, let id = element["id"] {
        beginRun()
        let key = "\(kind)\(id)"
        let number = notes[key] ?? notes.count + 1
        notes[key] = number
        writer.noteReference("\(number)", to: key)
      }
    case "docPr":
      // A picture's alternative text.
      if let text = element["descr"], !text.isEmpty {
        beginParagraph()
        writer.openInline(.img, [(.alt, text)])
        writer.closeInline()
      }
    default: break
    }
    return .nothing
  }

  private func put(_ text: String) {
    beginRun()
    if !run.isHidden { writer.text(text.utf8) }
  }

  private func beginRun() {
    beginParagraph()
    guard !run.isBegun else { return }
    run.isBegun = true
    for tag in run.tags { writer.openInline(tag) }
    run.opened = run.tags.count
  }

  /// Begins the innermost paragraph at its first content: by then its properties are known.
  private func beginParagraph() {
    guard let paragraph = paragraphs.last, !paragraph.isBegun else { return }
    paragraphs[paragraphs.count - 1].isBegun = true
    var kind = styles.kind(paragraph.style)
    if let outline = paragraph.outline, outline < 9, kind == .body { kind = .heading(outline + 1) }
    writer.beginParagraph(kind, item: item(paragraph, kind))
  }

  private func item(_ paragraph: Paragraph, _ kind: OfficeStyle) -> OfficeWriter.Item? {
    switch kind {
    case .body, .list, .numbered: break
    default: return nil
    }
    let styled = styles.first(paragraph.style) { $0.list }
    // The list 0 is none.
    guard let list = paragraph.list ?? styled?.name, list != "0" else {
      return kind == .body ? nil : OfficeWriter.Item(level: 0, isNumbered: kind == .numbered)
    }
    let level = min(max(paragraph.level ?? styled?.level ?? 0, 0), 8)
    let isNumbered = numbering[list]?[level] ?? (kind == .numbered)
    let key = "\(list) \(level)"
    counts[key, default: 0] += 1
    for deeper in level + 1..<10 { counts["\(list) \(deeper)"] = nil }
    return OfficeWriter.Item(level: level, isNumbered: isNumbered, start: counts[key] ?? 1)
  }
}
