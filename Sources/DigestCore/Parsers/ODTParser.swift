/// OpenDocument texts to articles.

/// Reads a document's text, styles, lists, notes and properties. Comments, tracked deletions, headers and footers are left out.
public struct ODTParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that a document is. O(what it unpacks to).
  ///
  /// - Throws: `DigestError` where it is no archive, is encrypted, or holds no text.
  public func parse(_ document: Document) throws -> [Article] {
    let archive = try ZipArchive(document.bytes, source: document.source)
    let files = ArchiveFiles(archive)
    let texts = try files.texts(["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"])
    func xml(_ path: String) -> XMLTree? { texts[path].flatMap { XMLTree($0.utf8) } }
    if let manifest = xml("META-INF/manifest.xml"), manifest.first("encryption-data") != nil {
      throw DigestError(document.source, "is encrypted", remedy: "save it without a password first")
    }
    guard let text = texts["content.xml"] else {
      throw DigestError(document.source, "is an OpenDocument without text", remedy: "fetch it again: it may be cut off")
    }
    let reader = ODTReader()
    if let styles = texts["styles.xml"] { XML.read(styles.utf8, reader) }
    let faults = XML.read(text.utf8, reader) ?? 1
    let metadata = OfficeArticle.metadata(
      xml("meta.xml"), author: ["initial-creator", "creator"], created: "creation-date", modified: "date")
    let isDamaged = archive.isDamaged || faults > 0 || !text.isWhole
    return [
      OfficeArticle.article(
        reader.finish(), said: reader.said, metadata: metadata, document: document,
        warnings: isDamaged ? ["the document is damaged: what could be read is shown"] : [])
    ]
  }
}

/// Follows a document's elements, those of its styles first, and writes what they show.
private final class ODTReader: XMLReader {
  private var writer = OfficeWriter()
  /// Notes are written to their own tree, which stands last.
  private var notes = OfficeWriter()
  private var isInNote = false
  private var styles = OfficeStyles()
  /// The style that is being read.
  private var style: String?
  /// The list style that is being read, and of each list style which levels are numbered.
  private var listStyle: String?
  private var numbered: [String: [Int: Bool]] = [:]
  private var ends: [End] = []
  private var hidden: Int?
  /// The open lists: style and items so far.
  private var lists: [(style: String?, isNew: Bool, count: Int)] = []
  private var isInBody = false
  private var depthOfText = 0
  private var note: (id: String, label: String, isLabel: Bool)?
  private var noteCount = 0

  private enum End {
    case nothing, body, style, listStyle, paragraph
    case inlines(Int)
    case table, part, list, note, label, noteBody
  }

  func finish() -> [HTMLTree] { [writer.finish(), notes.finish()] }

  var said: [String: String] { writer.said }

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
    case .body: isInBody = false
    case .style: style = nil
    case .listStyle: listStyle = nil
    case .paragraph:
      depthOfText -= 1
      write { $0.endParagraph() }
    case .inlines(let count): for _ in 0..<count { write { $0.closeInline() } }
    case .table: write { $0.endTable() }
    case .part: write { $0.endPart() }
    case .list: lists.removeLast()
    case .label: note?.isLabel = false
    case .noteBody:
      notes.endPart()
      isInNote = false
    case .note: note = nil
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard isInBody, hidden == nil else { return }
    if note?.isLabel == true {
      note?.label += String(decoding: bytes, as: UTF8.self)
    } else if depthOfText > 0 {
      write { $0.text(bytes) }
    }
  }

  private func write(_ body: (inout OfficeWriter) -> Void) {
    if isInNote { body(&notes) } else { body(&writer) }
  }

  /// What is to be done at an element's end; nil for one that is not shown.
  private func handle(_ element: XMLElement) -> End? {
    guard isInBody else { return handleStyle(element) }
    switch element.name.local {
    case "p", "h": return paragraph(element)
    case "span": return span(element)
    case "a": return link(element)
    case "list":
      lists.append((element["style-name"] ?? lists.last?.style, false, 0))
      return .list
    case "list-item", "list-header":
      if !lists.isEmpty {
        lists[lists.count - 1].isNew = element.name.local == "list-item"
        lists[lists.count - 1].count += 1
      }
      return .nothing
    case "table" where element.name.prefix == "table", "table-row":
      write { $0.beginTable(element.name.local == "table" ? .table : .tr) }
      return .table
    case "table-cell":
      write { $0.beginPart(.td) }
      return .part
    case "text-box":
      write { $0.beginPart(.div) }
      return .part
    case "note":
      noteCount += 1
      note = (element["id"] ?? "note-\(noteCount)", "", false)
      return .note
    case "note-citation":
      note?.isLabel = true
      return .label
    case "note-body": return noteBody()
    case "tracked-changes", "annotation", "annotation-end", "binary-data", "forms", "sequence-decls", "variable-decls", "user-field-decls",
      "event-listeners":
      return nil
    case "table-of-content", "illustration-index", "table-index":
      write { $0.openInline(.div, [(.hidden, "")]) }
      return .inlines(1)
    default:
      mark(element)
      return .nothing
    }
  }

  private func paragraph(_ element: XMLElement) -> End {
    depthOfText += 1
    let name = element["style-name"]
    var kind = styles.kind(name)
    if element.name.local == "h" {
      kind = .heading(element["outline-level"].flatMap { Int($0) } ?? 1)
    }
    var item: OfficeWriter.Item?
    if kind == .body || kind == .list || kind == .numbered, let list = lists.last, lists.contains(where: \.isNew) {
      let level = lists.count - 1
      let isNumbered = list.style.flatMap { numbered[$0]?[level + 1] } ?? false
      item = OfficeWriter.Item(level: level, isNumbered: isNumbered, start: max(1, list.count))
      // A second paragraph of the same item would be an item of its own.
      if list.isNew { lists[lists.count - 1].isNew = false } else { item = nil }
    }
    write { $0.beginParagraph(kind, item: item) }
    return .paragraph
  }

  private func span(_ element: XMLElement) -> End {
    let name = element["style-name"]
    var tags: [HTMLTag] = []
    if styles.first(name, { $0.isItalic ? true : nil }) != nil { tags.append(.em) }
    if styles.first(name, { $0.isBold ? true : nil }) != nil { tags.append(.strong) }
    if styles.first(name, { $0.isStruck ? true : nil }) != nil { tags.append(.del) }
    for tag in tags { write { $0.openInline(tag) } }
    return .inlines(tags.count)
  }

  private func link(_ element: XMLElement) -> End {
    // LibreOffice adds what kind of place it is: #name|outline.
    let href = element["href"].map { $0.utf8.first == 0x23 ? String($0.split(separator: "|").first ?? "") : $0 }
    write { $0.openInline(.a, href.map { [(.href, $0)] } ?? []) }
    return .inlines(1)
  }

  private func noteBody() -> End {
    guard let note, !isInNote else { return .nothing }
    let label = note.label.isEmpty ? "\(noteCount)" : note.label
    writer.noteReference(label, to: note.id)
    notes.beginNote(label, note.id)
    isInNote = true
    return .noteBody
  }

  /// What shows a character, or a place.
  private func mark(_ element: XMLElement) {
    switch element.name.local {
    case "s", "tab": if depthOfText > 0 { write { $0.text(" ".utf8) } }
    case "line-break": if depthOfText > 0 { write { $0.lineBreak() } }
    case "bookmark", "bookmark-start", "reference-mark", "reference-mark-start":
      if let name = element["name"] { write { $0.anchor(name) } }
    default: break
    }
  }

  // MARK: styles

  private func handleStyle(_ element: XMLElement) -> End? {
    switch element.name.local {
    case "text" where element.name.prefix == "office":
      isInBody = true
      return .body
    case "style":
      guard let name = element["name"] else { return .nothing }
      style = name
      var row = OfficeStyles.Row(name: OfficeStyles.shown(name), parent: element["parent-style-name"])
      if let level = element["default-outline-level"].flatMap({ Int($0) }), level > 0, OfficeStyle(name: row.name) == nil {
        row.own = .heading(level)
      }
      styles.rows[name] = row
      return .style
    case "text-properties":
      if let style {
        if element["font-style", prefix: "fo"] == "italic" { styles.rows[style]?.isItalic = true }
        if element["font-weight", prefix: "fo"] == "bold" { styles.rows[style]?.isBold = true }
        if let line = element["text-line-through-style"], line != "none" { styles.rows[style]?.isStruck = true }
      }
      return .nothing
    case "list-style":
      listStyle = element["name"]
      return .listStyle
    case "list-level-style-number", "list-level-style-bullet":
      if let listStyle, let level = element["level"].flatMap({ Int($0) }) {
        numbered[listStyle, default: [:]][level] = element.name.local == "list-level-style-number" && element["num-format"] != ""
      }
      return .nothing
    case "master-styles": return nil
    default: return .nothing
    }
  }
}
