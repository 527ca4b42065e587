/// The marks that quotations stand in: a table of signs, and what each may do.

/// A family of marks: a mark closes only what one of its own family opened.
enum MarkFamily: UInt8 {
  case double, single, guillemet, angle, corner, whiteCorner, prime
  /// The dash before a turn of a dialogue; nothing closes it.
  case dash
}

/// Which way a mark is written. Languages differ in what they use it for, so it is a hint only.
enum MarkFace: UInt8 {
  /// “ « 「: opens in most languages.
  case opening
  /// ” » 」: closes in most languages.
  case closing
  /// „ ‚: opens in all languages.
  case low
  /// " ': may do both.
  case straight
}

/// A mark where it stands in a block.
struct QuotationMark {
  /// Bytes in `Article.utf8`.
  var start: Int
  var end: Int
  var family: MarkFamily
  var face: MarkFace
  /// Blank, nothing or an opening sign before it, and no blank after it.
  var looksOpening = false
  /// No blank before it, and blank, nothing or punctuation after it.
  var looksClosing = false
  /// A letter or digit on both sides.
  var isInsideWord = false
  var followsDigit = false
  /// A letter or digit after it.
  var entersWord = false
  /// Made of two single marks.
  var isTwoSingles = false
  /// An equals sign before it: the value of an attribute in left-over markup.
  var isAttribute = false
}

/// One row a sign. Two single marks only close what two grave accents opened: alone they are too often something else.
enum QuotationMarks {
  struct Row {
    var sign: String
    var family: MarkFamily
    var face: MarkFace
  }

  static let rows: [Row] = [
    Row(sign: "\"", family: .double, face: .straight),
    Row(sign: "''", family: .double, face: .closing),
    Row(sign: "``", family: .double, face: .opening),
    Row(sign: "\u{201C}", family: .double, face: .opening),
    Row(sign: "\u{201D}", family: .double, face: .closing),
    Row(sign: "\u{201E}", family: .double, face: .low),
    Row(sign: "\u{201F}", family: .double, face: .opening),
    Row(sign: "\u{FF02}", family: .double, face: .straight),
    Row(sign: "'", family: .single, face: .straight),
    Row(sign: "\u{2018}", family: .single, face: .opening),
    Row(sign: "\u{2019}", family: .single, face: .closing),
    Row(sign: "\u{201A}", family: .single, face: .low),
    Row(sign: "\u{201B}", family: .single, face: .opening),
    Row(sign: "\u{AB}", family: .guillemet, face: .opening),
    Row(sign: "\u{BB}", family: .guillemet, face: .closing),
    Row(sign: "\u{2039}", family: .angle, face: .opening),
    Row(sign: "\u{203A}", family: .angle, face: .closing),
    Row(sign: "\u{300C}", family: .corner, face: .opening),
    Row(sign: "\u{300D}", family: .corner, face: .closing),
    Row(sign: "\u{FE41}", family: .corner, face: .opening),
    Row(sign: "\u{FE42}", family: .corner, face: .closing),
    Row(sign: "\u{FF62}", family: .corner, face: .opening),
    Row(sign: "\u{FF63}", family: .corner, face: .closing),
    Row(sign: "\u{300E}", family: .whiteCorner, face: .opening),
    Row(sign: "\u{300F}", family: .whiteCorner, face: .closing),
    Row(sign: "\u{FE43}", family: .whiteCorner, face: .opening),
    Row(sign: "\u{FE44}", family: .whiteCorner, face: .closing),
    Row(sign: "\u{301D}", family: .prime, face: .opening),
    Row(sign: "\u{301E}", family: .prime, face: .closing),
    Row(sign: "\u{301F}", family: .prime, face: .closing),
  ]

  /// The rows under the first byte of their signs, longer signs first.
  static let rowsByFirstByte: [[(sign: [UInt8], family: MarkFamily, face: MarkFace)]] = {
    var table = [[(sign: [UInt8], family: MarkFamily, face: MarkFace)]](repeating: [], count: 256)
    for row in rows { table[Int(row.sign.utf8.first ?? 0)].append((Array(row.sign.utf8), row.family, row.face)) }
    for index in table.indices { table[index].sort { $0.sign.count > $1.sign.count } }
    return table
  }()

  /// Whether a sign may begin with a byte.
  static let mayBegin: [Bool] = rowsByFirstByte.map { !$0.isEmpty }

  /// The marks of `text[range]` from an index on, in order, added to `marks`, at most `limit` of them; apostrophes inside
  /// words are left out, and of a run of one sign only the first two count. Gives the index at which it stopped. O(n).
  @discardableResult
  static func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, from: Int? = nil, limit: Int = .max, into marks: inout [QuotationMark]
  ) -> Int {
    mayBegin.withUnsafeBufferPointer { mayBegin in
      var index = from ?? range.lowerBound
      while index < range.upperBound, marks.count < limit {
        guard mayBegin[Int(text[index])], let mark = mark(at: index, text, range) else {
          index += 1
          continue
        }
        index = mark.end
        if mark.family == .single, mark.isInsideWord { continue }
        let byte = text[mark.end - 1]
        if mark.start - range.lowerBound >= 6, byte == text[mark.start - 1], byte == text[mark.start - 1 - (mark.end - mark.start)],
          mark.face != .straight || text[mark.start - 2] == byte
        {
          continue
        }
        marks.append(mark)
      }
      return index
    }
  }

  private static func mark(at index: Int, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> QuotationMark? {
    for row in rowsByFirstByte[Int(text[index])] {
      let end = index + row.sign.count
      guard end <= range.upperBound, (0..<row.sign.count).allSatisfy({ text[index + $0] == row.sign[$0] }) else { continue }
      var mark = QuotationMark(start: index, end: end, family: row.family, face: row.face)
      let before = Neighbour(before: index, text, range)
      let after = Neighbour(after: end, text, range)
      mark.looksOpening = before.isOutside && !after.isBlank
      mark.looksClosing = !before.isBlank && (after.isOutside || after.isPunctuation)
      mark.isInsideWord = before.isWord && after.isWord
      mark.followsDigit = before.isDigit
      mark.entersWord = after.isWord
      mark.isTwoSingles = row.family == .double && text[index] == 0x27
      mark.isAttribute = index > range.lowerBound && text[index - 1] == 0x3D
      return mark
    }
    return nil
  }
}

/// The sign beside a mark, as far as its class matters.
struct Neighbour {
  var isBlank = false
  var isWord = false
  var isDigit = false
  var isPunctuation = false
  /// An opening bracket, a dash or another mark.
  var isOpening = false
  /// Nothing of the quoted words: a blank, an opening sign, the paragraph's border.
  var isOutside: Bool { isBlank || isOpening }

  init(before index: Int, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard index > range.lowerBound else {
      isBlank = true
      return
    }
    var start = index - 1
    while start > range.lowerBound, text[start] & 0xC0 == 0x80 { start -= 1 }
    classify(text, start..<index)
  }

  init(after index: Int, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard index < range.upperBound else {
      isBlank = true
      return
    }
    var end = index + 1
    while end < range.upperBound, text[end] & 0xC0 == 0x80 { end += 1 }
    classify(text, index..<end)
  }

  private mutating func classify(_ text: UnsafeBufferPointer<UInt8>, _ scalar: Range<Int>) {
    let byte = text[scalar.lowerBound]
    switch byte {
    case 0x00...0x20: isBlank = true
    case 0x30...0x39:
      isDigit = true
      isWord = true
    case 0x41...0x5A, 0x61...0x7A: isWord = true
    case 0x28, 0x5B, 0x7B, 0x2D, 0x2F, 0x3C, 0x3E, 0x3D, 0x7C, 0x5F, 0x2A: isOpening = true
    case 0x21...0x7E: isPunctuation = true
    default:
      let value = TextBytes.scalar(text, scalar)
      switch value {
      case 0xA0, 0x2000...0x200B, 0x202F, 0x3000, 0xFEFF, 0x85: isBlank = true
      case 0x2010...0x2015, 0xFF08, 0x300A, 0x3010, 0xBF, 0xA1, 0x201C...0x201F, 0x2018, 0x201A, 0x201B, 0x22EF: isOpening = true
      case 0x2026, 0x2019, 0x3001...0x303F, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0x060C, 0x061B, 0x061F,
        0xBB,
        0xAB, 0x203A, 0x2039:
        isPunctuation = true
      default: isWord = true
      }
    }
  }
}

/// Small readings of UTF-8.
enum TextBytes {
  /// The scalar that the bytes of valid UTF-8 hold.
  static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt32 {
    let byte = text[range.lowerBound]
    guard byte >= 0xC0 else { return UInt32(byte) }
    var value = UInt32(byte) & (0x7F >> UInt32(range.count))
    for index in range.dropFirst() { value = value << 6 | UInt32(text[index] & 0x3F) }
    return value
  }

  /// The length of the scalar that begins with a byte.
  static func length(_ byte: UInt8) -> Int { byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }

  /// The range without white space at its ends (no-break and ideographic blanks too).
  static func trimmed(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let end = min(low + length(text[low]), high)
      guard isBlank(scalar(text, low..<end)) else { break }
      low = end
    }
    while low < high {
      var start = high - 1
      while start > low, text[start] & 0xC0 == 0x80 { start -= 1 }
      guard isBlank(scalar(text, start..<high)) else { break }
      high = start
    }
    return low..<high
  }

  static func isBlank(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0...0x20, 0x85, 0xA0, 0x2000...0x200F, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF: true
    default: false
    }
  }
}
