/// The lines of a text: where each begins and ends, and how wide it is.

/// One line without the white space around it.
struct Line {
  /// Its bytes in the text; empty for a line without a sign to be seen.
  var bytes: Range<Int>
  /// Columns on a screen: wide signs of East Asia count two, all others one.
  var columns = 0
  /// Columns of white space before it.
  var indent = 0
  /// Columns of its first word.
  var firstWord = 0
  /// Whether words are set apart by a tab or by three and more spaces, as in a table (two also stand between sentences).
  var isTabular = false
  /// Whether it has no letter and no digit.
  var isRule = true
  /// Whether a paragraph ends with it whatever follows (U+2029).
  var endsParagraph = false

  var isBlank: Bool { bytes.isEmpty }
}

/// Walks the lines of valid UTF-8. Lines end with LF, CR, CRLF, VT, FF, NEL, LS or PS. O(n) for the whole text.
struct LineReader {
  private let text: UnsafeBufferPointer<UInt8>
  /// Where the next line begins.
  private(set) var offset = 0

  init(_ text: UnsafeBufferPointer<UInt8>, from offset: Int = 0) {
    self.text = text
    self.offset = offset
  }

  /// The next line, or nil at the end.
  mutating func next() -> Line? {
    let count = text.count
    if offset >= count { return nil }
    var line = Line(bytes: offset..<offset)
    var index = offset
    var first = -1
    var last = offset
    var spaces = 0
    var inFirstWord = true
    var words = 0
    var gaps = 0
    scan: while index < count {
      let byte = text[index]
      var width = 1
      if byte < 0x80 {
        if byte <= 0x20 {
          switch byte {
          case 0x0A, 0x0B, 0x0C:
            index += 1
            break scan
          case 0x0D:
            index += index + 1 < count && text[index + 1] == 0x0A ? 2 : 1
            break scan
          case 0x20, 0x09:
            spaces += byte == 0x09 ? 8 : 1
          default: break
          }
          index += 1
          continue
        }
        if byte == 0x7F {
          index += 1
          continue
        }
        // A run of signs of one column goes in one step.
        let start = index
        repeat {
          let byte = text[index]
          if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 { line.isRule = false }
          index += 1
        } while index < count && text[index] &- 0x21 < 0x5E
        width = index - start
      } else {
        switch text.space(at: index) {
        case .none: break
        case .seen(let length):
          spaces += byte == 0xE3 ? 2 : 1
          index += length
          continue
        case .unseen(let length):
          index += length
          continue
        case .lineEnd(let length):
          index += length
          break scan
        case .paragraphEnd(let length):
          line.endsParagraph = true
          index += length
          break scan
        }
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        width = text.isWide(at: index) ? 2 : 1
        if line.isRule, text.isLetter(at: index) { line.isRule = false }
        index += length
      }
      if first < 0 {
        first = index - (byte < 0x80 ? width : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4)
        line.indent = spaces
      } else if spaces > 0 {
        line.columns += min(spaces, 8)
        words += 1
        inFirstWord = false
        if spaces > 2 { gaps += 1 }
      }
      spaces = 0
      line.columns += width
      if inFirstWord { line.firstWord += width }
      if byte >= 0x80, width == 2 { inFirstWord = false }
      last = index
    }
    offset = index
    if first >= 0 {
      line.bytes = first..<last
      line.isTabular = gaps > 1 || gaps == 1 && words < 6
    }
    return line
  }
}

/// White space beyond ASCII, with its length in bytes.
enum WideSpace {
  case none
  case seen(Int)
  /// Zero-width space, byte order mark, C1 controls.
  case unseen(Int)
  case lineEnd(Int)
  case paragraphEnd(Int)
}

extension UnsafeBufferPointer<UInt8> {
  /// The white space beyond ASCII that begins at an index.
  func space(at index: Int) -> WideSpace {
    let lead = self[index]
    if lead == 0xC2 {
      let next = self[index + 1]
      if next == 0x85 { return .lineEnd(2) }
      if next < 0xA0 { return .unseen(2) }
      return next == 0xA0 ? .seen(2) : .none
    }
    if lead == 0xE2, self[index + 1] == 0x80 {
      let next = self[index + 2]
      if next == 0xA8 { return .lineEnd(3) }
      if next == 0xA9 { return .paragraphEnd(3) }
      if next == 0x8B { return .unseen(3) }
      return next < 0x8B || next == 0xAF ? .seen(3) : .none
    }
    if lead == 0xE3, self[index + 1] == 0x80, self[index + 2] == 0x80 { return .seen(3) }
    if lead == 0xEF, self[index + 1] == 0xBB, self[index + 2] == 0xBF { return .unseen(3) }
    return .none
  }

  /// Whether the scalar at an index takes two columns: CJK, kana, Hangul, full-width forms, most emoji. Near enough for wrapping.
  func isWide(at index: Int) -> Bool {
    let lead = self[index]
    if lead < 0xE1 { return false }
    if lead == 0xE2 { return self[index + 1] >= 0xBA }
    if lead >= 0xE3 && lead <= 0xED { return true }
    if lead == 0xEF { return self[index + 1] == 0xBC || self[index + 1] == 0xBD && self[index + 2] < 0xA1 }
    if lead == 0xF0 { return self[index + 1] == 0x9F || self[index + 1] >= 0xA0 }
    return lead == 0xE1 && self[index + 1] == 0x84
  }

  /// Whether the scalar beyond ASCII at an index is a letter or digit: all but the blocks of punctuation and signs.
  func isLetter(at index: Int) -> Bool {
    let lead = self[index]
    switch lead {
    case 0xC2: return self[index + 1] == 0xAA || self[index + 1] == 0xB5 || self[index + 1] == 0xBA
    case 0xC3: return self[index + 1] != 0x97 && self[index + 1] != 0xB7
    case 0xCC: return false
    case 0xE2: return self[index + 1] >= 0xB0 && self[index + 1] < 0xB8 || self[index + 1] >= 0xBA
    case 0xE3: return self[index + 1] != 0x80 || self[index + 2] > 0xA0 || self[index + 2] >= 0x85 && self[index + 2] <= 0x87
    case 0xEF:
      let second = self[index + 1]
      let third = self[index + 2]
      if second == 0xBC { return third >= 0x90 && third <= 0x99 || third >= 0xA1 && third <= 0xBA }
      if second == 0xBD { return third >= 0x81 && third <= 0x9A || third >= 0xA6 }
      return second >= 0xA4 && second < 0xB8
    case 0xF0: return self[index + 1] != 0x9F
    default: return true
    }
  }
}
