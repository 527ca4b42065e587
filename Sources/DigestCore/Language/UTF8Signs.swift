/// Questions about single signs of valid UTF-8, for scanners that walk bytes.

/// The case of a letter.
enum LetterCase { case upper, lower, none }

extension UnsafeBufferPointer<UInt8> {
  /// The first byte of the scalar that ends before an index; the index must be above 0.
  func scalarStart(before index: Int) -> Int {
    var start = index - 1
    while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// The case of the letter at an index: of Latin, Greek, Cyrillic and Armenian scalars; `none` for all else.
  func caseOfLetter(at index: Int) -> LetterCase {
    let byte = self[index]
    if byte < 0x80 {
      if byte > 0x60 && byte < 0x7B { return .lower }
      return byte > 0x40 && byte < 0x5B ? .upper : .none
    }
    guard byte >= 0xC3, byte <= 0xD5 else { return .none }
    let next = self[index + 1]
    switch byte {
    case 0xC3: return next == 0x97 || next == 0xB7 ? .none : next < 0x9F ? .upper : .lower
    case 0xC4, 0xC5: return next & 1 == 0 ? .upper : .lower
    case 0xCE: return next >= 0x86 && next <= 0xA9 ? .upper : .lower
    case 0xCF: return .lower
    case 0xD0: return next < 0xB0 ? .upper : .lower
    case 0xD1: return next < 0xA0 || next & 1 == 1 ? .lower : .upper
    case 0xD4: return .upper
    default: return .none
    }
  }

  /// Whether the scalar at an index is a Hangul syllable: wide, but written with spaces.
  func isHangul(at index: Int) -> Bool {
    self[index] >= 0xEA && self[index] <= 0xED && (self[index] > 0xEA || self[index + 1] >= 0xB0)
  }

  /// Whether bytes end with a letter and a hyphen.
  func endsWithHyphen(_ bytes: Range<Int>) -> Bool {
    guard bytes.count > 1 else { return false }
    let last = bytes.upperBound - 1
    if self[last] == 0x2D { return isWordByte(self[last - 1]) }
    // The soft hyphen U+00AD and the hyphen U+2010.
    if self[last] == 0xAD, self[last - 1] == 0xC2 { return true }
    return bytes.count > 3 && self[last] == 0x90 && self[last - 1] == 0x80 && self[last - 2] == 0xE2
  }

  /// Whether bytes end with a mark that can end a sentence, or a colon, behind which marks of closing may stand.
  func endsSentence(lower: Int, upper: Int) -> Bool {
    var end = upper
    for _ in 0..<3 where end > lower {
      let start = scalarStart(before: end)
      switch finalMark(at: start) {
      case .stop, .question, .exclamation, .colon, .ellipsis: return true
      case .closing: end = start
      default: return false
      }
    }
    return false
  }

  /// What kind of mark the scalar at an index is, seen as the last of a block.
  func finalMark(at index: Int) -> FinalMark {
    let byte = self[index]
    switch byte {
    case 0x2E: return .stop
    case 0x3F: return .question
    case 0x21: return .exclamation
    case 0x3A: return .colon
    case 0x2C: return .comma
    case 0x3B: return .semicolon
    case 0x29, 0x5D, 0x22, 0x27, 0x7D: return .closing
    case 0x3E: return .arrow
    case 0x2D: return .dash
    case 0x00..<0x80: return isWordByte(byte) ? .word : .other
    case 0xC2: return self[index + 1] == 0xBB ? .closing : .other
    case 0xE2:
      guard self[index + 1] == 0x80 else { return self[index + 1] >= 0x86 && self[index + 1] < 0x90 ? .arrow : .other }
      switch self[index + 2] {
      case 0x98...0x9F: return .closing
      case 0xA6: return .ellipsis
      case 0x90...0x95: return .dash
      case 0xBA: return .arrow
      default: return .other
      }
    case 0xE3:
      guard self[index + 1] == 0x80 else { return .word }
      switch self[index + 2] {
      case 0x82: return .stop
      case 0x81: return .comma
      case 0x8B, 0x8D, 0x8F, 0x91, 0x95: return .closing
      default: return .word
      }
    case 0xEF:
      if self[index + 1] == 0xBD { return self[index + 2] == 0xA1 ? .stop : .word }
      guard self[index + 1] == 0xBC else { return .other }
      switch self[index + 2] {
      case 0x8E: return .stop
      case 0x9F: return .question
      case 0x81: return .exclamation
      case 0x9A: return .colon
      case 0x8C: return .comma
      case 0x9B: return .semicolon
      case 0x89, 0x82, 0xBD: return .closing
      default: return .word
      }
    default: return isLetter(at: index) ? .word : .other
    }
  }

  /// Whether a byte is an ASCII letter or digit or part of a longer scalar.
  @inline(__always)
  func isWordByte(_ byte: UInt8) -> Bool {
    byte > 0x60 && byte < 0x7B || byte > 0x40 && byte < 0x5B || byte > 0x2F && byte < 0x3A || byte >= 0x80
  }
}

/// The kind of the last sign of a block.
enum FinalMark: UInt8 {
  case word, stop, question, exclamation, colon, comma, semicolon, ellipsis, dash, arrow, closing, other
}
