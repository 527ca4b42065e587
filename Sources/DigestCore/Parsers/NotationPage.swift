/// A text in a light notation (Org, reStructuredText) as HTML, which then passes the same code as Markdown's.

/// Collects HTML of paragraphs, and makes the article of it. All of it is the article.
struct NotationPage {
  private(set) var html: [UInt8] = []
  /// What the text says of itself in fields; the names in lower case.
  private(set) var fields: [String: String] = [:]

  /// Adds markup as it is.
  mutating func add(_ markup: String) { html += markup.utf8 }

  /// Adds inline HTML in an element; nothing where it is blank.
  ///
  /// - Parameter role: what the paragraph is, where the element's name does not say so.
  mutating func add(_ tag: String, role: Role? = nil, id: String? = nil, _ inline: [UInt8]) {
    guard inline.contains(where: { $0 > 0x20 }) else { return }
    add("<\(tag)" + (role.map { " class=\"\(Self.classPrefix)\($0.rawValue)\"" } ?? ""))
    if let id { add(" id=\"\(id)\"") }
    add(">")
    html += inline
    add("</\(tag)>\n")
  }

  /// Adds HTML that belongs into a paragraph.
  mutating func addInline(_ inline: [UInt8]) { html += inline }

  /// Adds lines of code; nothing where they are blank.
  mutating func addCode(_ lines: [ArraySlice<UInt8>]) {
    guard lines.contains(where: { $0.contains { $0 > 0x20 } }) else { return }
    add("<pre>\n")
    for line in lines {
      html += Self.escaped(line)
      html.append(0x0A)
    }
    add("</pre>\n")
  }

  /// Adds a table's rows of inline HTML.
  mutating func addTable(_ rows: [[[UInt8]]]) {
    let rows = rows.filter { $0.contains { !$0.isEmpty } }
    // What lays out no columns is no table to the reader either.
    guard rows.count > 1, rows.contains(where: { $0.count > 1 }) else {
      for cell in rows.joined() { add("p", cell) }
      return
    }
    add("<table>")
    for row in rows {
      add("<tr>")
      for cell in row {
        add("<td>")
        html += cell
        add("</td>")
      }
      add("</tr>\n")
    }
    add("</table>\n")
  }

  mutating func set(_ name: String, _ value: ArraySlice<UInt8>) {
    let text = String(decoding: value, as: UTF8.self).foldedBlanks
    if !text.isEmpty, fields[name] == nil { fields[name] = text }
  }

  /// Text as HTML has it.
  static func escaped(_ text: some Sequence<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    for byte in text {
      switch byte {
      case 0x26: out += Array("&amp;".utf8)
      case 0x3C: out += Array("&lt;".utf8)
      case 0x3E: out += Array("&gt;".utf8)
      case 0x22: out += Array("&quot;".utf8)
      default: out.append(byte)
      }
    }
    return out
  }

  // MARK: article

  private static let classPrefix = "digest-"

  /// The article; nil where the HTML is beyond a page's limits.
  func article(source: String, lexicons: Lexicons, warnings: [String] = []) -> Article? {
    guard let checked = try? HTMLGuard.checked(html, source: ""), let tree = Gumbo.parse(checked.utf8, memory: HTMLGuard.memoryLimit) else {
      return nil
    }
    var page = HTMLBlockBuilder.page(of: tree, isDocument: true)
    page.blocks = HTMLContentFinder(tree: tree, page: page).blocks
    let roles = page.blocks.map { Self.role(of: $0, tree) }
    var metadata = Metadata()
    metadata.language = guessLanguage(of: page.utf8.prefix(1 << 15)) ?? fields["language"]
    let lexicon = lexicons.lexicon(for: metadata.language)
    var paragraphs = Paragraphs(
      utf8: page.utf8,
      blocks: page.blocks.indices.map { Block(role: roles[$0].map { $0.isHeading ? .body : $0 } ?? .body, bytes: page.blocks[$0].bytes) },
      layouts: page.blocks.map { BlockLayout(gap: 1, marks: UInt8($0.kind.headingLevel)) }, sample: page.blocks.count)
    BlockClassifier(lexicon: lexicon).classify(&paragraphs, metadata: &metadata)
    MarkedBlocks.settle(&paragraphs.blocks, roles: roles, levels: page.blocks.map { UInt8($0.kind.headingLevel) })
    read(
      into: &metadata, hasTitle: paragraphs.blocks.contains { $0.role == .title },
      [DateReader(lexicon), DateReader(lexicons.lexicon(for: "en"))])
    var joiner = MarkupJoiner(base: metadata.url ?? "")
    joiner.add(page, tree)
    return Article(
      source: source, utf8: page.utf8, blocks: paragraphs.blocks, metadata: metadata, markup: joiner.markup(length: page.utf8.count),
      warnings: warnings)
  }

  private func read(into metadata: inout Metadata, hasTitle: Bool, _ readers: [DateReader]) {
    if !hasTitle { metadata.title = fields["title"] }
    if let author = fields["author"] ?? fields["authors"] { metadata.byline = author }
    if let day = (fields["date"] ?? fields["published"]).flatMap({ HTMLDates.day($0, readers) }) { metadata.published = day }
    if let day = (fields["modified"] ?? fields["updated"]).flatMap({ HTMLDates.day($0, readers) }) { metadata.modified = day }
    if let publisher = fields["publisher"] ?? fields["organization"] { metadata.publisher = publisher }
    if let address = fields["url"] ?? fields["source"], address.hasPrefix("http") { metadata.url = address }
  }

  /// What the notation says; nil where the words decide.
  private static func role(of block: PageBlock, _ tree: HTMLTree) -> Role? {
    if let name = tree.string(.class, of: Int(block.node)), name.hasPrefix(classPrefix) {
      return Role(rawValue: String(name.dropFirst(classPrefix.count)))
    }
    return MarkdownParser.fixedRole(block) ?? (block.signs.contains(.list) ? .list : nil)
  }
}
