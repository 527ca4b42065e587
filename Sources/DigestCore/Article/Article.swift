/// The article: its text, its blocks with their roles, and what is known about it.

/// What an article says of itself beside its text. Unknown fields are nil.
public struct Metadata: Sendable, Equatable {
  /// The title as metadata alone has it: nil where a block of the text is the title.
  public var title: String?
  public var byline: String?
  public var dateline: String?
  /// ISO 8601 dates.
  public var published: String?
  public var modified: String?
  public var publisher: String?
  /// The canonical address.
  public var url: String?
  /// BCP 47 tag: what the document declares, else what CLD2 finds.
  public var language: String?

  public init() {}
}

/// A page of the printed book.
public struct PrintedPage: Sendable, Equatable {
  /// Its number as printed: 12, xii.
  public let label: String
  /// Where it begins in `Article.utf8`.
  public let byte: Int
}

/// An article: an immutable value, parted into blocks.
///
/// `utf8` is the article's text: the blocks' texts in the order of the input, joined by a line
/// feed. It is valid UTF-8. White space inside a block is folded to single spaces except where
/// the role keeps lines (code, table); every letter and digit of the decoded input is in it.
public struct Article: Sendable, Equatable {
  /// The path or address as given.
  public let source: String
  /// The article's text.
  public let utf8: [UInt8]
  /// In the order of the input. Their bytes do not overlap; one line feed stands between two.
  public private(set) var blocks: [Block]
  public internal(set) var metadata: Metadata
  /// Emphasis, links, marks of lists; empty for plain text.
  public let markup: Markup
  /// What a limit cut, a clause each: said on the status line and on standard error.
  public let warnings: [String]
  /// Where the pages of the printed book begin, in order, as a book tells; empty for all else.
  public let printedPages: [PrintedPage]

  public init(
    source: String, utf8: [UInt8], blocks: [Block], metadata: Metadata, markup: Markup = Markup(), warnings: [String] = [],
    printedPages: [PrintedPage] = []
  ) {
    self.source = source
    self.utf8 = utf8
    self.blocks = blocks
    self.metadata = metadata
    self.markup = markup
    self.warnings = warnings
    self.printedPages = printedPages
  }

  /// The article with its blocks changed.
  func withBlocks(_ change: (inout [Block]) -> Void) -> Article {
    var article = self
    change(&article.blocks)
    return article
  }

  /// The text of a block. O(its length).
  public func text(ofBlock index: Int) -> String {
    String(decoding: utf8[blocks[index].bytes], as: UTF8.self)
  }

  /// The words of a passage. O(its length).
  public func text(_ passage: Passage) -> String {
    String(decoding: utf8[bytes(of: passage)], as: UTF8.self)
  }

  /// The words of passages in several blocks, joined by a line feed.
  public func text(_ passages: [Passage]) -> String {
    passages.map { text($0) }.joined(separator: "\n")
  }

  /// Where a passage stands in `utf8`.
  public func bytes(of passage: Passage) -> Range<Int> {
    let start = blocks[passage.block].bytes.lowerBound
    return start + passage.range.lowerBound..<start + passage.range.upperBound
  }

  /// The block that holds a byte of `utf8` (a line feed between two blocks belongs to the first).
  /// O(log blocks). Nil where the article has no block.
  public func block(atByte offset: Int) -> Int? {
    var low = 0
    var high = blocks.count
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].bytes.upperBound < offset { low = middle + 1 } else { high = middle }
    }
    return blocks.isEmpty ? nil : min(low, blocks.count - 1)
  }

  /// A passage for each block that the bytes of `utf8` touch.
  public func passages(ofBytes range: Range<Int>) -> [Passage] {
    guard let first = block(atByte: range.lowerBound) else { return [] }
    var found: [Passage] = []
    var index = first
    while index < blocks.count, blocks[index].bytes.lowerBound < range.upperBound {
      let part = blocks[index].bytes.clamped(to: range)
      let start = blocks[index].bytes.lowerBound
      if !part.isEmpty { found.append(Passage(block: index, range: part.lowerBound - start..<part.upperBound - start)) }
      index += 1
    }
    return found
  }

  /// The passage that a whole block is.
  public func passage(ofBlock index: Int) -> Passage {
    Passage(block: index, range: 0..<blocks[index].bytes.count)
  }

  /// A passage's range inside its block, in Unicode scalars. O(its end).
  public func scalarRange(of passage: Passage) -> Range<Int> {
    let start = blocks[passage.block].bytes.lowerBound
    let low = utf8.scalarCount(in: start..<start + passage.range.lowerBound)
    return low..<low + utf8.scalarCount(in: bytes(of: passage))
  }

  /// The title's text, else the one that metadata has; nil where the article has none. Several title blocks are joined by a space.
  public var title: String? { joined(.title) ?? metadata.title }
  /// The standfirst's text; nil where the article has none.
  public var standfirst: String? { joined(.standfirst) }

  private func joined(_ role: Role) -> String? {
    let texts = blocks.indices.filter { blocks[$0].role == role }.map { text(ofBlock: $0) }
    return texts.isEmpty ? nil : texts.joined(separator: " ")
  }
}

extension [UInt8] {
  /// The number of Unicode scalars in a range of valid UTF-8: of the bytes that continue none.
  func scalarCount(in range: Range<Int>) -> Int {
    withUnsafeBufferPointer { bytes in
      var count = 0
      for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }
}

extension ArraySlice<UInt8> {
  /// Valid UTF-8 with each run of white space as one space, without that at its ends: for forms with one item a line.
  public func foldingBlanks() -> [UInt8] {
    split { $0 == 0x20 || (0x09...0x0D).contains($0) || (0x1C...0x1F).contains($0) }.joined(separator: CollectionOfOne(0x20)).map { $0 }
  }
}
