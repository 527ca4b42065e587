/// How a bookmark is made from passages of an article.

extension Bookmark {
  /// About so many scalars before and after the words are kept to tell alike places apart.
  public static let contextLength = 32

  /// A bookmark of passages. Pure: identifier and time come from outside. O(n) in the article, as positions count scalars.
  ///
  /// - Parameters:
  ///   - passages: in the order of the text; must not be empty.
  ///   - quotation: the quotation that the passages are; found in the digest where nil and `kind` is `.quotation`.
  ///   - facts: the article's; `ArticleFacts(of:_:identity:)`.
  ///   - time: seconds since 1970.
  public static func make(
    id: String, kind: Kind, passages: [Passage], quotation: Quotation? = nil, article: Article, digest: Digest, facts: ArticleFacts,
    note: String = "", tags: [String] = [], time: Int64
  ) -> Bookmark {
    let words = AnchoredWords(passages, in: article)
    let said = quotation ?? (kind == .quotation ? digest.quotations.first { $0.parts == passages } : nil)
    let section = passages.first.flatMap { digest.section(ofBlock: $0.block) }
    let start = article.utf8.scalarCount(in: 0..<words.bytes.lowerBound)
    return Bookmark(
      id: id, article: facts, kind: kind, sectionHeadline: section.map { digest.sections[$0].headline.text } ?? "",
      exact: words.exact, prefix: words.prefix, suffix: words.suffix, start: start,
      end: start + article.utf8.scalarCount(in: words.bytes), speaker: said?.speakerResolved ?? said?.speaker,
      confidence: said?.confidence, note: note, tags: tags, created: time, modified: time)
  }

  /// What a bookmark of a section holds: its paragraphs without what is not the article; its headline where it has none.
  public static func passages(ofSection index: Int, in article: Article, _ digest: Digest) -> [Passage] {
    let paragraphs = digest.paragraphs(ofSection: index, in: article).filter {
      article.blocks[$0].role != .promo && article.blocks[$0].role != .credit
    }
    let blocks = paragraphs.isEmpty ? Array(digest.sections[index].blocks) : paragraphs
    return blocks.map { article.passage(ofBlock: $0) }
  }

  /// An identifier of ten letters and digits, without those that are mistaken for one another (Crockford's base 32): 50 bits.
  public static func newID(using generator: inout some RandomNumberGenerator) -> String {
    let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    return String(decoding: (0..<10).map { _ in digits[Int(generator.next() >> 59)] }, as: UTF8.self)
  }

  /// The words of a text as tags: in order, each once, a leading `#` left out.
  public static func tags(from text: String) -> [String] {
    var seen: Set<String> = []
    return text.split(whereSeparator: \.isWhitespace).map { String($0.drop { $0 == "#" }) }
      .filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}

/// The words of passages with what stands around them.
struct AnchoredWords {
  /// From the first passage's start to the last one's end.
  let bytes: Range<Int>
  /// What stands there; where words that are not meant (a promo) lie between two passages, the passages alone,
  /// joined by a line feed.
  let exact: String
  let prefix: String
  let suffix: String

  init(_ passages: [Passage], in article: Article) {
    let ranges = passages.map { article.bytes(of: $0) }
    let start = ranges.first?.lowerBound ?? 0
    bytes = start..<max(start, ranges.last?.upperBound ?? start)
    let hasGap = zip(ranges, ranges.dropFirst()).contains {
      Self.holdsWords(article.utf8, $0.upperBound..<max($0.upperBound, $1.lowerBound))
    }
    exact = hasGap ? article.text(passages) : String(decoding: article.utf8[bytes], as: UTF8.self)
    prefix = String(
      decoding: article.utf8[article.utf8.start(ofScalars: Bookmark.contextLength, before: bytes.lowerBound)..<bytes.lowerBound],
      as: UTF8.self)
    suffix = String(
      decoding: article.utf8[bytes.upperBound..<article.utf8.end(ofScalars: Bookmark.contextLength, after: bytes.upperBound)], as: UTF8.self
    )
  }

  /// Whether a stretch between two passages holds more than white space and marks. A mark that opens a quotation's
  /// next paragraph is short; words are not.
  private static func holdsWords(_ utf8: [UInt8], _ range: Range<Int>) -> Bool {
    range.count > 64
      || String(decoding: utf8[range], as: UTF8.self).unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
  }
}

extension [UInt8] {
  /// The byte at which the last so many scalars before an offset begin.
  func start(ofScalars count: Int, before offset: Int) -> Int {
    var index = offset
    var left = count
    while index > 0, left > 0 {
      index -= 1
      if self[index] & 0xC0 != 0x80 { left -= 1 }
    }
    return index
  }

  /// The byte at which the first so many scalars after an offset end.
  func end(ofScalars count: Int, after offset: Int) -> Int {
    var index = offset
    var left = count
    while index < self.count {
      if self[index] & 0xC0 != 0x80 {
        if left == 0 { break }
        left -= 1
      }
      index += 1
    }
    return index
  }
}
