/// The dash with which a paragraph of speech begins: — Bonjour, dit-il. —Hola —dijo Juan—. ¿Qué tal?

/// Finds paragraphs that are turns of a dialogue. A list under dashes is none: a turn has a verb of saying beside it, or stands among
/// others and ends as a sentence does.
struct DialogueDash {
  private let cues: Set<UInt64>

  /// So near a paragraph's end the words begin that tell the speaker, in bytes; and so many words the verb may stand behind its comma.
  private static let reach = 160
  private static let cueWords = 3

  init(lexicon: Lexicon) { cues = lexicon.keys(.cues) }

  /// What a block says, without dash, blanks and the words that tell the speaker at its end; nil where it is no turn. A speaker told in the
  /// midst stays in, as within one pair of marks. O(the block's length).
  func turn(_ text: UnsafeBufferPointer<UInt8>, _ article: Article, _ index: Int) -> Range<Int>? {
    guard let words = Self.words(text, article.blocks[index]) else { return nil }
    if let end = cueStart(text, words) {
      let said = TextBytes.trimmed(text, words.lowerBound..<end)
      return said.isEmpty ? nil : said
    }
    if holdsCue(text, words) { return words }
    let isAmong = [index - 1, index + 1].contains { next in
      article.blocks.indices.contains(next) && Self.words(text, article.blocks[next]).map { Self.endsSentence(text, $0) } ?? false
    }
    return isAmong && Self.endsSentence(text, words) ? words : nil
  }

  /// The words behind a paragraph's dash; nil where it begins otherwise.
  private static func words(_ text: UnsafeBufferPointer<UInt8>, _ block: Block) -> Range<Int>? {
    guard block.role == .body else { return nil }
    let bytes = TextBytes.trimmed(text, block.bytes)
    let dash = dashLength(text, bytes.lowerBound, bytes.upperBound)
    // A hyphen only with a blank behind it: -5 is a number.
    guard dash > 0, bytes.count > dash + 2, dash > 1 || text[bytes.lowerBound + 1] == 0x20 else { return nil }
    let words = TextBytes.trimmed(text, bytes.lowerBound + dash..<bytes.upperBound)
    guard let first = words.first, text[first] >= 0x80 || text[first] | 0x20 >= 0x61 && text[first] | 0x20 <= 0x7A else { return nil }
    return dashLength(text, first, words.upperBound) == 0 ? words : nil
  }

  private static func dashLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
    guard index < end else { return 0 }
    if text[index] == 0x2D { return 1 }
    return index + 2 < end && text[index] == 0xE2 && text[index + 1] == 0x80 && (0x93...0x95).contains(text[index + 2]) ? 3 : 0
  }

  private static func endsSentence(_ text: UnsafeBufferPointer<UInt8>, _ words: Range<Int>) -> Bool {
    guard words.count >= 3 else { return false }
    let last = text[words.upperBound - 1]
    return [0x2E, 0x21, 0x3F].contains(last) || last == 0xA6 && text[words.upperBound - 3] == 0xE2
  }

  /// Where the words begin that tell the speaker behind what is said; nil where none do.
  private func cueStart(_ text: UnsafeBufferPointer<UInt8>, _ words: Range<Int>) -> Int? {
    var index = max(words.lowerBound + 1, words.upperBound - Self.reach)
    while index < words.upperBound {
      let dash = Self.dashLength(text, index, words.upperBound)
      if dash == 3 || dash == 1 && text[index - 1] == 0x20 {
        if tellsSpeaker(text, index + dash..<words.upperBound, commasEnd: false) { return withoutComma(text, words.lowerBound..<index) }
      } else if text[index] == 0x2C {
        if tellsSpeaker(text, index + 1..<words.upperBound, commasEnd: true) { return index }
      } else if text[index] == 0x21 || text[index] == 0x3F {
        if tellsSpeaker(text, index + 1..<words.upperBound, commasEnd: true) { return index + 1 }
      }
      index += 1
    }
    return nil
  }

  /// « Bonjour, — dit-il »: the comma before the dash belongs to the telling.
  private func withoutComma(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    let said = TextBytes.trimmed(text, range)
    return said.last.map { text[$0] == 0x2C ? $0 : said.upperBound } ?? range.upperBound
  }

  /// Whether a verb of saying is among the first words and nothing but the speaker follows: no dash, no further sentence.
  private func tellsSpeaker(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, commasEnd: Bool) -> Bool {
    guard hasCue(text, range), range.upperBound - range.lowerBound >= 4 else { return false }
    for index in range.dropLast(2) {
      if Self.dashLength(text, index, range.upperBound) == 3 || commasEnd && text[index] == 0x2C { return false }
      if [0x2E, 0x21, 0x3F].contains(text[index]), text[index + 1] == 0x20 { return false }
    }
    return true
  }

  /// Whether a verb of saying is among the first words of a stretch.
  private func hasCue(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    for _ in 0..<Self.cueWords {
      while index < range.upperBound, !WordScanner.kind(text, at: index, range.upperBound).kind.isWord {
        index += WordScanner.kind(text, at: index, range.upperBound).length
      }
      let start = index
      while index < range.upperBound, case let next = WordScanner.kind(text, at: index, range.upperBound), next.kind.isWord {
        index += next.length
      }
      if index > start, cues.contains(WordKey.of(text, start..<index)) { return true }
    }
    return false
  }

  /// Whether the speaker is told between dashes in the midst.
  private func holdsCue(_ text: UnsafeBufferPointer<UInt8>, _ words: Range<Int>) -> Bool {
    var seen = 0
    for index in words where Self.dashLength(text, index, words.upperBound) == 3 {
      seen += 1
      if seen > 16 { return false }
      if hasCue(text, index + 3..<min(words.upperBound, index + 60)) { return true }
    }
    return false
  }
}
