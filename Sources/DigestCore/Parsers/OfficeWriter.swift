/// Paragraphs of office documents to a page's tree: what they serve as, lists, code that goes on, notes.

/// Writes an office document as the tree of a page.
struct OfficeWriter {
  private var tree = HTMLTreeWriter()
  /// For the text and for each cell or frame around the place: its open lists, by whether they are numbered.
  private var lists: [[Bool]] = [[]]
  private var isInCode = false
  /// How many elements each open paragraph has opened.
  private var open: [Int] = []
  /// The text of the paragraphs of a style that tells of the document itself, the first of each.
  private(set) var said: [String: String] = [:]
  private var listening: String?
  /// A note's mark, which its first paragraph begins with.
  private var waiting: (label: String, note: String)?

  /// An item's place in its list.
  struct Item {
    /// From 0.
    var level: Int
    var isNumbered: Bool
    /// The number of the first item of a list that begins here.
    var start = 1
  }

  mutating func beginParagraph(_ style: OfficeStyle, item: Item? = nil) {
    if style == .code, item == nil {
      if isInCode { tree.text("\n".utf8) } else { beginCode() }
      open.append(0)
      return
    }
    endCode()
    setLists(item)
    let elements: [(HTMLTag, [(HTMLAttributeName, String)])]
    switch style {
    case _ where item != nil: elements = [(.li, [])]
    case .heading(let level): elements = [(Self.headings[min(max(level, 1), 6) - 1], [])]
    case .quote: elements = [(.blockquote, []), (.p, [])]
    case .caption: elements = [(.figcaption, [])]
    // A table of contents is no part of the text.
    case .contents: elements = [(.p, [(.hidden, "")])]
    case .subtitle: elements = [(.p, [(.class, "subtitle")])]
    default: elements = [(.p, [])]
    }
    for (tag, attributes) in elements { tree.open(tag, attributes) }
    open.append(elements.count)
    listening = said["\(style)"] == nil ? "\(style)" : nil
    if let (label, note) = waiting {
      tree.element(.a, label, [(.href, "#\(note)-back")])
      tree.text(" ".utf8)
      waiting = nil
    }
  }

  private static let headings: [HTMLTag] = [.h1, .h2, .h3, .h4, .h5, .h6]

  mutating func endParagraph() {
    guard let count = open.popLast() else { return }
    for _ in 0..<count { tree.close() }
    listening = nil
  }

  private mutating func beginCode() {
    setLists(nil)
    tree.open(.pre)
    isInCode = true
  }

  private mutating func endCode() {
    if isInCode { tree.close() }
    isInCode = false
  }

  /// Opens and closes lists until an item stands as deep as it says.
  private mutating func setLists(_ item: Item?) {
    guard var here = lists.popLast() else { return }
    let depth = min((item?.level ?? -1) + 1, 32)
    while here.count > depth || here.count == depth && depth > 0 && here.last != item?.isNumbered {
      here.removeLast()
      tree.close()
    }
    while let item, here.count < depth {
      here.append(item.isNumbered)
      tree.open(item.isNumbered ? .ol : .ul, item.isNumbered && item.start > 1 ? [(.start, "\(item.start)")] : [])
    }
    lists.append(here)
  }

  /// A part with paragraphs of its own: a cell, a frame, a note.
  mutating func beginPart(_ tag: HTMLTag, _ attributes: [(HTMLAttributeName, String)] = []) {
    endCode()
    tree.open(tag, attributes)
    lists.append([])
  }

  mutating func endPart() {
    endCode()
    guard lists.count > 1 else { return }
    setLists(nil)
    lists.removeLast()
    tree.close()
  }

  /// A table or a row: no paragraph stands in it but in cells.
  mutating func beginTable(_ tag: HTMLTag) {
    endCode()
    setLists(nil)
    tree.open(tag)
  }

  mutating func endTable() { tree.close() }

  mutating func openInline(_ tag: HTMLTag, _ attributes: [(HTMLAttributeName, String)] = []) { tree.open(tag, attributes) }
  mutating func closeInline() { tree.close() }

  mutating func text(_ bytes: some Collection<UInt8>) {
    tree.text(bytes)
    if let listening, said[listening, default: ""].utf8.count < 2000 {
      said[listening, default: ""] += String(decoding: bytes, as: UTF8.self)
    }
  }

  mutating func lineBreak() {
    if isInCode {
      tree.text("\n".utf8)
    } else {
      tree.open(.br)
      tree.close()
    }
  }

  /// A place that links may name.
  mutating func anchor(_ name: String) {
    tree.open(.span, [(.id, name)])
    tree.close()
  }

  /// A reference to a note, which has a link back to it.
  mutating func noteReference(_ label: String, to note: String) {
    tree.open(.a, [(.href, "#\(note)"), (.id, "\(note)-back")])
    tree.element(.sup, label)
    tree.close()
  }

  mutating func beginNote(_ label: String, _ note: String) {
    beginPart(.div, [(.class, "footnote"), (.id, note)])
    waiting = (label, note)
  }

  consuming func finish() -> HTMLTree { tree.finish() }
}

/// An office document's parts, made into an article.
enum OfficeArticle {
  /// - Parameters:
  ///   - text: the document, then its notes.
  ///   - said: what paragraphs of styles for that say of the document.
  static func article(_ text: [HTMLTree], said: [String: String], metadata: Metadata, document: Document, warnings: [String]) -> Article {
    var metadata = metadata
    // What the reader sees is worth more than a property that programs fill in.
    if let title = said["title"] { metadata.title = folded(title) }
    if let author = said["author"] { metadata.byline = folded(author) }
    if let date = said["date"].flatMap({ HTMLDates.day(folded($0), []) }) { metadata.published = date }
    var builder = BookBuilder(metadata)
    for tree in text { builder.add(tree, path: "document") }
    if builder.hasTitle { metadata.title = nil }
    metadata.language = guessLanguage(of: builder.utf8.prefix(1 << 15)) ?? metadata.language
    return Article(
      source: document.source, utf8: builder.utf8, blocks: builder.blocks, metadata: metadata, markup: builder.markup(), warnings: warnings)
  }

  private static func folded(_ text: String) -> String { String(decoding: Array(text.utf8)[...].foldingBlanks(), as: UTF8.self) }

  /// The metadata of a part of Dublin Core's names; `created` and `author` name the elements for those.
  static func metadata(_ tree: XMLTree?, author: [String], created: String, modified: String) -> Metadata {
    var metadata = Metadata()
    guard let tree else { return metadata }
    func text(_ name: String) -> String? { tree.elements(name).map { folded(tree.text(of: $0)) }.first { !$0.isEmpty } }
    metadata.title = text("title")
    metadata.byline = author.lazy.compactMap(text).first
    metadata.language = text("language")
    metadata.published = text(created).flatMap { HTMLDates.day($0, []) }
    metadata.modified = text(modified).flatMap { HTMLDates.day($0, []) }
    return metadata
  }
}
