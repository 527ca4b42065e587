/// Blocks of which a notation tells some roles; the signs of their words tell the others.

/// Collects an article's blocks in order, for formats that say more than plain text and less than a page.
struct MarkedBlocks {
  /// One block that was added.
  struct Item {
    /// In `utf8`.
    var bytes: Range<Int>
    /// Nil where the signs of its words decide.
    var role: Role?
    /// A headline's level from 1 on; 0 for what is none.
    var level: UInt8
  }

  private(set) var utf8: [UInt8] = []
  private(set) var items: [Item] = []

  /// Adds a block; nothing where its text is blank.
  ///
  /// - Parameters:
  ///   - text: valid UTF-8. White space is folded except in code and tables.
  ///   - level: of a headline, in a document whose title has the level 1; 0 for what is none.
  mutating func append(_ text: some Collection<UInt8>, role: Role? = nil, level: Int = 0) {
    let start = utf8.isEmpty ? 0 : utf8.count + 1
    let folded = role == .code || role == .table ? Self.trimmed(text) : Array(text)[...].foldingBlanks()
    guard !folded.isEmpty else { return }
    if start > 0 { utf8.append(0x0A) }
    utf8 += folded
    items.append(Item(bytes: start..<utf8.count, role: role, level: UInt8(clamping: level)))
  }

  /// Lines without empty ones at both ends and without blanks at their ends.
  private static func trimmed(_ text: some Collection<UInt8>) -> [UInt8] {
    var lines: [ArraySlice<UInt8>] = []
    for line in Array(text).split(separator: 0x0A, omittingEmptySubsequences: false) {
      var line = line
      while let last = line.last, last <= 0x20 { line.removeLast() }
      if !line.isEmpty || !lines.isEmpty { lines.append(line) }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Array(lines.joined(separator: CollectionOfOne(0x0A)))
  }

  /// The article that the blocks are.
  ///
  /// - Parameter known: what the document says of itself; it wins over what is read from the blocks.
  func article(source: String, known: Metadata = Metadata(), lexicons: Lexicons, warnings: [String] = []) -> Article {
    var metadata = Metadata()
    metadata.language = guessLanguage(of: utf8.prefix(1 << 15)) ?? known.language
    var paragraphs = Paragraphs(
      utf8: utf8, blocks: items.map { Block(role: $0.role.map { $0.isHeading ? .body : $0 } ?? .body, bytes: $0.bytes) },
      layouts: items.map { BlockLayout(gap: 1, marks: $0.level) }, sample: items.count)
    BlockClassifier(lexicon: lexicons.lexicon(for: metadata.language)).classify(&paragraphs, metadata: &metadata)
    Self.settle(&paragraphs.blocks, roles: items.map(\.role), levels: items.map(\.level))
    metadata.title = known.title.flatMap { paragraphs.blocks.contains { $0.role == .title } ? nil : $0 }
    metadata.byline = known.byline ?? metadata.byline
    metadata.published = known.published ?? metadata.published
    metadata.modified = known.modified ?? metadata.modified
    metadata.publisher = known.publisher ?? metadata.publisher
    metadata.url = known.url
    return Article(source: source, utf8: paragraphs.utf8, blocks: paragraphs.blocks, metadata: metadata, warnings: warnings)
  }

  /// What the notation says stands.
  ///
  /// - Parameters:
  ///   - roles: for each block what the notation says; nil where it says nothing.
  ///   - levels: for each block a headline's level; 0 for what is none.
  static func settle(_ blocks: inout [Block], roles: [Role?], levels: [UInt8]) {
    let hasTitle = roles.contains(.title)
    for index in blocks.indices {
      if let role = roles[index] {
        blocks[index].role = role
        if role != .headline { blocks[index].level = 0 }
      } else if hasTitle, blocks[index].role == .title {
        blocks[index].role = levels[index] > 0 ? .headline : .body
      }
      if blocks[index].role == .headline, blocks[index].level == 0 { blocks[index].level = 1 }
    }
  }
}
