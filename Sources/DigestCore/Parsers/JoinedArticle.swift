/// Several articles and lines as one article, in order.

struct JoinedArticle {
  private let source: String
  private var utf8: [UInt8] = []
  private var blocks: [Block] = []
  /// Of the first article; the others' links and emphasis are not kept.
  private var markup = Markup()
  /// Of the first article.
  private(set) var metadata = Metadata()

  init(source: String) { self.source = source }

  var hasTitle: Bool { blocks.contains { $0.role == .title } }

  /// Adds a line of its own; nothing where it is blank.
  mutating func add(_ line: [UInt8], as role: Role) {
    guard line.contains(where: { $0 > 0x20 }) else { return }
    let start = open()
    utf8 += line
    blocks.append(Block(role: role, bytes: start..<utf8.count))
  }

  /// Adds an article's blocks; a title that is not the first's is a headline.
  mutating func add(_ article: Article, isFirst: Bool) {
    guard !article.blocks.isEmpty else { return }
    let start = open()
    utf8 += article.utf8
    if isFirst {
      metadata = article.metadata
      markup = article.markup
      markup.move(by: start)
    }
    for block in article.blocks {
      var block = block
      block.bytes = start + block.bytes.lowerBound..<start + block.bytes.upperBound
      if !isFirst, block.role == .title {
        block.role = .headline
        block.level = 1
      } else if !isFirst, block.role == .standfirst {
        block.role = .body
      }
      blocks.append(block)
    }
  }

  private mutating func open() -> Int {
    if !utf8.isEmpty { utf8.append(0x0A) }
    return utf8.count
  }

  func article(_ metadata: Metadata, warnings: [String] = []) -> Article {
    Article(source: source, utf8: utf8, blocks: blocks, metadata: metadata, markup: markup, warnings: warnings)
  }
}
