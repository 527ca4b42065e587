/// Plain text to an article: paragraphs from lines, then roles.

/// Parts plain text into blocks and gives them roles.
public struct PlainTextParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  public func parse(_ document: Document) throws -> [Article] {
    var utf8: [UInt8] = []
    utf8.reserveCapacity(document.utf8.count)
    var blocks: [Block] = []
    for line in document.utf8.split(separator: 0x0A) {
      let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D })
      if words.isEmpty { continue }
      if !blocks.isEmpty { utf8.append(0x0A) }
      let start = utf8.count
      utf8.append(contentsOf: words.joined(separator: CollectionOfOne(0x20)))
      blocks.append(Block(role: .body, bytes: start..<utf8.count))
    }
    var metadata = Metadata()
    metadata.language = guessLanguage(of: document.utf8[...])
    BlockClassifier(lexicon: lexicons.lexicon(for: metadata.language)).classify(&blocks, in: utf8, metadata: &metadata)
    return [Article(source: document.source, utf8: utf8, blocks: blocks, metadata: metadata)]
  }
}
