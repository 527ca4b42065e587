/// Plain text to an article: paragraphs from lines, then roles.

/// Parts plain text into blocks and gives them roles.
public struct PlainTextParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that a text holds. O(n); beside the document it keeps the article's text, which is no longer, and its blocks.
  public func parse(_ document: Document) throws -> [Article] {
    var paragraphs = ParagraphBuilder.paragraphs(of: document.bytes)
    var metadata = Metadata()
    metadata.language = guessLanguage(of: document.bytes[...])
    BlockClassifier(lexicon: lexicons.lexicon(for: metadata.language)).classify(&paragraphs, metadata: &metadata)
    return [Article(source: document.source, utf8: paragraphs.utf8, blocks: paragraphs.blocks, metadata: metadata)]
  }
}

extension PlainTextParser {
  /// The short blocks of a text and the names of the headline signs that hold for each: what weights are fitted from.
  public func headlineSigns(_ document: Document) -> [(text: String, signs: [String])] {
    let paragraphs = ParagraphBuilder.paragraphs(of: document.bytes)
    let classifier = BlockClassifier(lexicon: lexicons.lexicon(for: guessLanguage(of: document.bytes[...])))
    return classifier.headlineSigns(paragraphs).map { row in
      (String(decoding: paragraphs.utf8[paragraphs.blocks[row.block].bytes], as: UTF8.self), row.signs.map { HeadlineSigns.table[$0].name })
    }
  }
}
