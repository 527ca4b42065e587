/// Markdown to an article: cmark-gfm makes HTML of it, whose blocks become the article's; front matter becomes metadata.

/// Parts Markdown into blocks and gives them roles. All of it is the article: only what reads like an advertisement is a promo.
public struct MarkdownParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that a text holds. One that is beyond a limit (`MarkdownGuard`, `HTMLGuard`) is parted as plain text.
  public func parse(_ document: Document) throws -> [Article] {
    let matter = FrontMatter(document.bytes)
    // What would grow beyond measure is read as the text that it also is.
    guard MarkdownGuard.allows(document.bytes), let tree = MarkdownTree.tree(of: document.bytes[matter.end...])
    else {
      return try PlainTextParser(lexicons: lexicons).parse(document)
    }
    var page = HTMLBlockBuilder.page(of: tree, isDocument: true, hasFences: true)
    page.blocks = HTMLContentFinder(tree: tree, page: page).blocks
    var metadata = Metadata()
    metadata.language = guessLanguage(of: page.utf8[...]) ?? matter.first("lang", "language", "locale")
    let (blocks, matterText) = self.blocks(page, document, matter, &metadata)
    var joiner = MarkupJoiner(base: metadata.url ?? "")
    joiner.add(page, tree)
    var markup = joiner.markup(length: page.utf8.count)
    markup.move(by: matterText.count)
    return [Article(source: document.source, utf8: matterText + page.utf8, blocks: blocks, metadata: metadata, markup: markup)]
  }

  /// The blocks with their roles, and the front matter's text, which is the first of them.
  private func blocks(
    _ page: HTMLPage, _ document: Document, _ matter: FrontMatter, _ metadata: inout Metadata
  ) -> (blocks: [Block], matter: [UInt8]) {
    let fixed = page.blocks.map(Self.fixedRole)
    var paragraphs = Paragraphs(
      utf8: page.utf8, blocks: page.blocks.indices.map { Block(role: fixed[$0] ?? .body, bytes: page.blocks[$0].bytes) },
      layouts: page.blocks.map { BlockLayout(gap: 1, marks: UInt8($0.kind.headingLevel)) }, sample: page.blocks.count)
    let lexicon = lexicons.lexicon(for: metadata.language)
    BlockClassifier(lexicon: lexicon).classify(&paragraphs, metadata: &metadata)
    for index in paragraphs.blocks.indices {
      if let role = fixed[index] { paragraphs.blocks[index].role = role }
    }
    read(matter, lexicon, &metadata, &paragraphs)
    guard !matter.bytes.isEmpty else { return (paragraphs.blocks, []) }
    var text = document.bytes[matter.bytes].filter { $0 != 0x0D }
    while let last = text.last, last <= 0x20 { text.removeLast() }
    guard !text.isEmpty else { return (paragraphs.blocks, []) }
    let first = Block(role: .credit, bytes: 0..<text.count)
    if !page.utf8.isEmpty { text.append(0x0A) }
    let moved = paragraphs.blocks.map { block in
      Block(role: block.role, level: block.level, bytes: block.bytes.lowerBound + text.count..<block.bytes.upperBound + text.count)
    }
    return ([first] + moved, text)
  }

  /// What the notation alone decides.
  static func fixedRole(_ block: PageBlock) -> Role? {
    if block.signs.contains(.footnote) { return .footnote }
    if block.kind == .img { return .caption }
    if block.kind == .caption { return .credit }
    if block.kind == .table { return .table }
    if block.kind == .pre || block.signs.contains(.code) { return .code }
    if block.signs.contains(.quote) { return .quote }
    if block.kind == .p, block.signs.contains(.list) { return .list }
    return block.kind == .li || block.kind == .dd || block.kind == .dt ? .list : nil
  }

  private func read(_ matter: FrontMatter, _ lexicon: Lexicon, _ metadata: inout Metadata, _ paragraphs: inout Paragraphs) {
    if let title = matter.first("title") {
      // The first headline is then no title, unless it says the same.
      for index in paragraphs.blocks.indices where paragraphs.blocks[index].role == .title {
        let text = String(decoding: paragraphs.utf8[paragraphs.blocks[index].bytes], as: UTF8.self)
        if text.foldedLetters == title.foldedLetters { return readFields(matter, lexicon, &metadata) }
        paragraphs.blocks[index].role = paragraphs.layouts[index].marks > 0 ? .headline : .body
        paragraphs.blocks[index].level = paragraphs.layouts[index].marks > 0 ? 1 : 0
      }
      metadata.title = title
    }
    readFields(matter, lexicon, &metadata)
  }

  private func readFields(_ matter: FrontMatter, _ lexicon: Lexicon, _ metadata: inout Metadata) {
    let readers = [DateReader(lexicon), DateReader(lexicons.lexicon(for: "en"))]
    if let names = matter.fields["author"] ?? matter.fields["authors"], !names.isEmpty { metadata.byline = names.joined(separator: "; ") }
    if let day = matter.first("date", "published", "publishdate", "pubdate").flatMap({ HTMLDates.day($0, readers) }) {
      metadata.published = day
    }
    if let day = matter.first("lastmod", "modified", "updated").flatMap({ HTMLDates.day($0, readers) }) { metadata.modified = day }
    if let address = matter.first("url", "canonical", "canonical_url", "source"), address.hasPrefix("http") { metadata.url = address }
    if let publisher = matter.first("publisher", "publication", "site") { metadata.publisher = publisher }
  }
}

/// What Markdown must keep to before cmark-gfm gets it.
enum MarkdownGuard {
  static let sizeLimit = 32 << 20
  /// How far links by reference may make a text grow, in bytes.
  static let referenceLimit = 32 << 20
  /// Cells of all rows, where rows are filled up to the widest table's columns.
  static let cellLimit = 500_000

  /// Whether neither references nor tables can make a text much larger than it is. O(n).
  static func allows(_ utf8: [UInt8]) -> Bool {
    guard utf8.count <= sizeLimit else { return false }
    var brackets = 0
    var longest = 0
    var columns = 0
    var lines = 0
    utf8.withUnsafeBufferPointer { text in
      var start = 0
      while start < text.count {
        let end = text[start...].firstIndex(of: 0x0A) ?? text.count
        lines += 1
        var opening = 0
        var pipes = 0
        var isRule = true
        var isDefinition = false
        for index in start..<end {
          switch text[index] {
          case 0x5B: opening += 1
          case 0x7C: pipes += 1
          case 0x5D where index + 1 < end && text[index + 1] == 0x3A: isDefinition = true
          default: break
          }
          if text[index] != 0x7C, text[index] != 0x2D, text[index] != 0x3A, text[index] > 0x20 { isRule = false }
        }
        brackets += opening
        if isDefinition { longest = max(longest, end - start) }
        if isRule, pipes > 0 { columns = max(columns, pipes + 1) }
        start = end + 1
      }
    }
    return brackets * longest <= referenceLimit && columns * lines <= max(cellLimit, utf8.count)
  }
}
