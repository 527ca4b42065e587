/// The words of a text in one scan over its bytes: hashed, with their case, without a String.

/// A word of a text.
struct Word {
  /// FNV-1a over its bytes, letters lower-cased.
  var hash: UInt32
  /// The hash of its first five letters: near enough the same for all forms of a word.
  var stem: UInt32 = 0
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
      word.stem = word.hash
      word.isDense = true
      word.isAllCaps = false
      body(word)
      continue
    }
    var stemEnd = index + stemLetters
    // Most words are plain letters from end to end.
    if byte < 0x80 {
      let plain = plainWord(text, index, end)
      if !goesOn(text, plain.end, end) {
        word.hash = plain.hash
        word.stem = plain.stem
        word.isAllCaps = !plain.hasSmall
        index = plain.end
        word.end = Int32(index)
        body(word)
        continue
      }
    }
    while index < end {
      if index <= stemEnd { word.stem = word.hash }
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
      if index < stemEnd { stemEnd += stop - index - 1 }
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
    if index <= stemEnd { word.stem = word.hash }
    word.end = Int32(index)
    body(word)
  }
}

private let stemLetters = 5

/// The run of ASCII letters and digits that begins at an index: its end, its hash, the hash of its first letters, and whether one is small.
@inline(__always)
private func plainWord(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> (
  end: Int, hash: UInt32, stem: UInt32, hasSmall: Bool
) {
  var hash: UInt32 = 0x811C_9DC5
  var stem: UInt32 = 0
  var hasSmall = false
  var index = start
  while index < end {
    let byte = text[index]
    let folded = byte | 0x20
    let isLetter = folded &- 0x61 < 26
    guard isLetter || byte &- 0x30 < 10 else { break }
    if isLetter, byte & 0x20 != 0 { hasSmall = true }
    hash = (hash ^ UInt32(isLetter ? folded : byte)) &* 0x0100_0193
    index += 1
    if index - start == stemLetters { stem = hash }
  }
  return (index, hash, index - start < stemLetters ? hash : stem, hasSmall)
}

/// Whether a word may go on behind its ASCII letters: with another letter, or over an apostrophe or a number's point to one.
@inline(__always)
func goesOn(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Bool {
  guard index < end else { return false }
  let byte = text[index]
  if byte >= 0x80 { return true }
  guard byte == 0x27 || byte == 0x2C || byte == 0x2E, index + 1 < end else { return false }
  return text.isWordByte(text[index + 1])
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
