/// Markdown to an article: cmark-gfm makes HTML of it, whose blocks become the article's; front matter becomes metadata.

/// Parts Markdown into blocks and gives them roles. All of it is the article: only what reads like an advertisement is a promo.
public struct MarkdownParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that a text holds.
  ///
  /// - Throws: `DigestError` where the HTML made of it is beyond a limit (see `HTMLGuard`).
  public func parse(_ document: Document) throws -> [Article] {
    let matter = FrontMatter(document.utf8)
    let html = CMark.html(of: document.utf8[matter.end...])
    let (checked, _) = try HTMLGuard.checked(html, source: document.source)
    guard let tree = Gumbo.parse(checked, memory: HTMLGuard.memoryLimit) else {
      throw DigestError(document.source, "takes more memory than a text may", remedy: "read it as text with --input-format text")
    }
    var page = HTMLBlockBuilder.page(of: tree, isDocument: true)
    page.blocks = HTMLContentFinder(tree: tree, page: page).blocks
    var metadata = Metadata()
    metadata.language = guessLanguage(of: page.utf8[...]) ?? matter.first("lang", "language", "locale")
    let (blocks, matterText) = self.blocks(page, document, matter, &metadata)
    return [Article(source: document.source, utf8: matterText + page.utf8, blocks: blocks, metadata: metadata)]
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
    var text = document.utf8[matter.bytes].filter { $0 != 0x0D }
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
  private static func fixedRole(_ block: PageBlock) -> Role? {
    if block.signs.contains(.footnote) { return .footnote }
    if block.kind == .img { return .caption }
    if block.kind == .table { return .table }
    if block.kind == .pre || block.signs.contains(.code) { return .code }
    if block.signs.contains(.quote) { return .quote }
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
