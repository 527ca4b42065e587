/// The words and phrases of a language's tables, found in a text in one look-up a word.

/// Finds which tables have the words at a place of a text. Case does not count; in scripts without spaces each sign is a word.
struct PhraseBook: Sendable {
  /// A set of tables, one bit each, in the order given to `init`.
  typealias Tables = UInt32

  private struct Phrase {
    /// Hashes of the words behind the first.
    var rest: [UInt32]
    var tables: Tables
  }

  private var phrases: [UInt32: [Phrase]] = [:]
  /// A bit for each hash that begins a phrase: most words of a text need no more than this.
  private var filter = [UInt64](repeating: 0, count: 1024)

  /// - Parameter lists: bit i of what is found stands for the i-th list of phrases.
  init(_ lists: [[String]]) {
    for (bit, list) in lists.enumerated() {
      for text in list {
        var words: [UInt32] = []
        Array(text.utf8).withUnsafeBufferPointer { bytes in
          forEachWord(in: bytes, 0..<bytes.count) { word in words.append(word.hash) }
        }
        guard let first = words.first else { continue }
        phrases[first, default: []].append(Phrase(rest: Array(words.dropFirst()), tables: 1 << Tables(bit)))
        filter[Int(first >> 6) & 1023] |= 1 << UInt64(first & 63)
      }
    }
  }

  /// The tables that have a phrase beginning with the word at `index` of a block's words. O(phrases that begin with that word).
  func tables(of words: UnsafeBufferPointer<Word>, at index: Int) -> Tables {
    let first = words[index].hash
    guard filter[Int(first >> 6) & 1023] & 1 << UInt64(first & 63) != 0, let candidates = phrases[first] else { return 0 }
    var found: Tables = 0
    for phrase in candidates where index + phrase.rest.count < words.count {
      if phrase.rest.indices.allSatisfy({ words[index + 1 + $0].hash == phrase.rest[$0] }) { found |= phrase.tables }
    }
    return found
  }

  /// The bytes of the longest phrase of a table at the start of a stretch of valid UTF-8; 0 where there is none.
  func length(of table: CueTable, in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var words: [Word] = []
    forEachWord(in: text, range.prefix(100)) { words.append($0) }
    guard let first = words.first, let candidates = phrases[first.hash] else { return 0 }
    var longest = 0
    for phrase in candidates where phrase.tables & table.bit != 0 && phrase.rest.count < words.count {
      if phrase.rest.indices.allSatisfy({ words[1 + $0].hash == phrase.rest[$0] }) { longest = max(longest, phrase.rest.count + 1) }
    }
    return longest > 0 ? Int(words[longest - 1].end) - range.lowerBound : 0
  }
}

/// A word of a text.
struct Word {
  /// FNV-1a over its bytes, letters lower-cased.
  var hash: UInt32
  /// Where it stands, in bytes.
  var start: Int32
  var end: Int32
  /// Whether it begins with a capital, and whether it has no small letter.
  var isCapitalized: Bool
  var isAllCaps: Bool
  var isNumber: Bool
  /// Whether it is one sign of a script without spaces.
  var isDense: Bool
}

/// Calls `body` with each word in a stretch of valid UTF-8: runs of letters, digits and the apostrophes between them. O(n).
func forEachWord(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Word) -> Void) {
  var index = range.lowerBound
  let end = range.upperBound
  while index < end {
    let byte = text[index]
    if byte < 0x80 ? !text.isWordByte(byte) : !text.isLetter(at: index) {
      index += length(of: byte)
      continue
    }
    var word = Word(
      hash: 0x811C_9DC5, start: Int32(index), end: 0, isCapitalized: false, isAllCaps: true, isNumber: byte > 0x2F && byte < 0x3A,
      isDense: false)
    let first = text.caseOfLetter(at: index)
    word.isCapitalized = first == .upper
    if byte >= 0xE3, text.isWide(at: index), !text.isHangul(at: index) {
      let next = index + length(of: byte)
      while index < next {
        word.hash = (word.hash ^ UInt32(text[index])) &* 0x0100_0193
        index += 1
      }
      word.end = Int32(index)
      word.isDense = true
      word.isAllCaps = false
      body(word)
      continue
    }
    while index < end {
      let byte = text[index]
      if byte < 0x80 {
        if text.isWordByte(byte) {
          if byte > 0x60 { word.isAllCaps = false }
          let folded = byte > 0x40 && byte < 0x5B ? byte | 0x20 : byte
          word.hash = (word.hash ^ UInt32(folded)) &* 0x0100_0193
          index += 1
          continue
        }
        // An apostrophe between letters; a comma or full stop between digits.
        let next = index + 1 < end ? text[index + 1] : 0
        if byte == 0x27, text.isWordByte(next) {
          word.hash = (word.hash ^ 0x27) &* 0x0100_0193
          index += 1
          continue
        }
        if byte == 0x2C || byte == 0x2E, next > 0x2F, next < 0x3A, text[index - 1] > 0x2F, text[index - 1] < 0x3A {
          index += 1
          continue
        }
        break
      }
      if byte == 0xE2, text[index + 1] == 0x80, text[index + 2] == 0x99, index + 3 < end, text.isWordByte(text[index + 3]),
        text[index + 3] < 0xE2
      {
        word.hash = (word.hash ^ 0x27) &* 0x0100_0193
        index += 3
        continue
      }
      guard text.isLetter(at: index) || byte == 0xCC || byte == 0xCD else { break }
      if byte >= 0xE3, text.isWide(at: index), !text.isHangul(at: index) { break }
      let stop = index + length(of: byte)
      if text.caseOfLetter(at: index) == .lower { word.isAllCaps = false }
      var (lead, second) = (byte, text[index + 1])
      foldCase(&lead, &second)
      word.hash = (word.hash ^ UInt32(lead)) &* 0x0100_0193
      word.hash = (word.hash ^ UInt32(second)) &* 0x0100_0193
      index += 2
      while index < stop {
        word.hash = (word.hash ^ UInt32(text[index])) &* 0x0100_0193
        index += 1
      }
    }
    word.end = Int32(index)
    body(word)
  }
}

/// The bytes of the scalar that a lead byte begins.
@inline(__always)
func length(of lead: UInt8) -> Int { lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }

/// The small letter of a two-byte capital of Latin-1, Latin Extended-A, Greek or Cyrillic.
private func foldCase(_ lead: inout UInt8, _ second: inout UInt8) {
  switch lead {
  case 0xC3 where second < 0x9F && second != 0x97: second += 0x20
  case 0xC4, 0xC5: second |= 1
  case 0xCE where second >= 0x91 && second <= 0x9F: second += 0x20
  case 0xCE where second >= 0xA0 && second <= 0xA9:
    lead = 0xCF
    second -= 0x20
  case 0xD0 where second >= 0x90 && second <= 0x9F: second += 0x20
  case 0xD0 where second >= 0xA0 && second <= 0xAF:
    lead = 0xD1
    second -= 0x20
  case 0xD0 where second < 0x90:
    lead = 0xD1
    second += 0x10
  default: break
  }
}
