/// Clauses of scripts that put no space between words.

/// Parts sentences at their marks.
struct ClauseReader: Sendable {
  /// How many characters a headline may have.
  private static let lengths = 6...20
  private let leaning: [[UInt8]]
  private let cues: [[UInt8]]
  private let openEndings: [[UInt8]]

  init(lexicon: Lexicon) {
    cues = lexicon.words(.cues).map { Array($0.utf8) }
    leaning = lexicon.words(.connectives).map { Array($0.utf8) }
    openEndings = lexicon.words(.openEndings).map { Array($0.utf8) }
  }

  /// The stretches between the marks of a sentence. O(n).
  func clauses(_ text: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = sentence.lowerBound
    var index = start
    while index < sentence.upperBound {
      let (scalar, length) = UTF8Scalars.decode(text, at: index, end: sentence.upperBound)
      if !Self.isInside(scalar) {
        if start < index { found.append(start..<index) }
        start = index + length
      }
      index += length
    }
    if start < sentence.upperBound { found.append(start..<sentence.upperBound) }
    return found
  }

  /// Whether a clause has a headline's length, leans on nothing before it and introduces no quotation.
  func isHeadline(_ text: UnsafeBufferPointer<UInt8>, _ clause: Range<Int>) -> Bool {
    let count = clause.reduce(0) { $0 + (text[$1] & 0xC0 == 0x80 ? 0 : 1) }
    let letters = count - clause.count { text[$0] < 0x80 }
    return Self.lengths.contains(count) && letters >= Self.lengths.lowerBound
      && !leaning.contains { clause.count > $0.count && text[clause].starts(with: $0) }
      && !openEndings.contains { text[clause].suffix($0.count).elementsEqual($0) }
      && !cues.contains { clause.count > $0.count && text[clause].suffix($0.count).elementsEqual($0) }
  }

  /// The first characters of a text, as many as a headline may have.
  func start(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    let first = clauses(text, range).first ?? range
    return String(String(decoding: text[first], as: UTF8.self).prefix(Self.lengths.upperBound))
  }

  /// Letters and digits, and what stands inside numbers and names.
  private static func isInside(_ scalar: UInt32) -> Bool {
    CharacterKind.of(scalar).isWord || [0x20, 0x25, 0x2D, 0x2E, 0xB7, 0x2022, 0x30FB, 0xFF05, 0x300A, 0x300B].contains(scalar)
  }
}
