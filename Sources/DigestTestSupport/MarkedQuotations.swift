/// Texts in which marks show what the analysis must find, for tests of quotations.

public import DigestCore

/// A text with its quotations marked: ❶ before the quoted words, ❷ after them, ❸ in place of ❶ where a later paragraph goes
/// on with the quotation; ¶ ends a paragraph.
public struct MarkedQuotations {
  /// The article without the marks; every paragraph is body.
  public let article: Article
  /// The parts of each quotation, in order.
  public let expected: [[Passage]]

  public init(_ marked: String, language: String? = "en") {
    var utf8: [UInt8] = []
    var blocks: [Block] = []
    var expected: [[Passage]] = []
    for paragraph in marked.split(separator: "¶") {
      if !blocks.isEmpty { utf8.append(0x0A) }
      let start = utf8.count
      var opened = start
      for sign in paragraph.unicodeScalars {
        switch sign {
        case "❶":
          opened = utf8.count
          expected.append([])
        case "❸": opened = utf8.count
        case "❷":
          if !expected.isEmpty {
            expected[expected.count - 1].append(Passage(block: blocks.count, range: opened - start..<utf8.count - start))
          }
        default: utf8.append(contentsOf: UTF8.encode(sign).map(Array.init) ?? [])
        }
      }
      blocks.append(Block(role: .body, bytes: start..<utf8.count))
    }
    var metadata = Metadata()
    metadata.language = language
    article = Article(source: "marked", utf8: utf8, blocks: blocks, metadata: metadata)
    self.expected = expected
  }
}
