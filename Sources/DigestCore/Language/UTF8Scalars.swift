/// Scalars read from bytes of valid UTF-8, forwards and backwards, and what kind of character each is.

/// Reads single scalars from valid UTF-8. A broken sequence yields some scalar and never a read past `end`.
enum UTF8Scalars {
  /// The scalar at `index` and its length in bytes.
  @inline(__always)
  static func decode(_ text: UnsafeBufferPointer<UInt8>, at index: Int, end: Int) -> (scalar: UInt32, length: Int) {
    let byte = text[index]
    if byte < 0x80 { return (UInt32(byte), 1) }
    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    guard index + length <= end else { return (0xFFFD, end - index) }
    var scalar = UInt32(byte) & (0x7F >> UInt32(length))
    for next in index + 1..<index + length { scalar = scalar << 6 | UInt32(text[next] & 0x3F) }
    return (scalar, length)
  }

  /// The scalar that ends before `index` and the byte at which it starts; `index` is above `start`.
  @inline(__always)
  static func decode(_ text: UnsafeBufferPointer<UInt8>, before index: Int, start: Int) -> (scalar: UInt32, start: Int) {
    var first = index - 1
    while first > start, index - first < 4, text[first] & 0xC0 == 0x80 { first -= 1 }
    return (decode(text, at: first, end: index).scalar, first)
  }
}

/// What the segmentation needs to know of a character.
enum CharacterKind: UInt8 {
  case other, space, digit, mark
  case lower, upper
  /// Letters without case: Arabic, Hebrew, Devanagari, Hangul.
  case uncased
  /// Letters of scripts that put no space between words, which ICU parts by dictionary: Han, kana, Thai, Lao, Khmer, Burmese.
  case unspaced
  /// Opening and closing brackets and quotation marks.
  case opening, closing
  case dash

  /// Whether the character is part of a word.
  var isWord: Bool {
    switch self {
    case .digit, .mark, .lower, .upper, .uncased, .unspaced: true
    case .other, .space, .opening, .closing, .dash: false
    }
  }

  /// The kind of a scalar. O(1).
  @inline(__always)
  static func of(_ scalar: UInt32) -> CharacterKind {
    if scalar < 0x10000 { return plane[Int(scalar)] }
    return unspacedBlocks.contains { $0.contains(scalar) } ? .unspaced : ofCategory(ICU.category(of: scalar))
  }

  /// Whether most letters at the beginning of the first of some stretches are of scripts without spaces.
  static func areUnspaced(_ text: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>]) -> Bool {
    var (letters, unspaced) = (0, 0)
    for range in ranges.prefix(3) {
      var index = range.lowerBound
      while index < min(range.upperBound, range.lowerBound + 240) {
        let (scalar, length) = UTF8Scalars.decode(text, at: index, end: range.upperBound)
        index += length
        if of(scalar).isWord { letters += 1 }
        if of(scalar) == .unspaced { unspaced += 1 }
      }
    }
    return unspaced * 2 > letters
  }

  /// The kinds of the basic multilingual plane.
  private static let plane: [CharacterKind] = {
    var plane = [CharacterKind](repeating: .other, count: 0x10000)
    let kinds = (0..<32).map(ofCategory)
    for (scalar, category) in ICU.planeCategories().enumerated() { plane[scalar] = kinds[Int(category & 31)] }
    for range in unspacedBlocks where range.upperBound < 0x10000 {
      for scalar in range { plane[Int(scalar)] = .unspaced }
    }
    for scalar in 0x09...0x0D { plane[scalar] = .space }
    // Straight quotation marks open and close; the segmenter looks at their places.
    for scalar in [0x22, 0x27] { plane[scalar] = .closing }
    for scalar in [0x201A, 0x201E] { plane[scalar] = .opening }
    return plane
  }()

  /// Thai, Lao, Burmese, Khmer, kana and the ideographs.
  private static let unspacedBlocks: [ClosedRange<UInt32>] = [
    0x0E01...0x0E3A, 0x0E40...0x0E4E, 0x0E80...0x0ECF, 0x1000...0x103F, 0x1780...0x17D3, 0x3005...0x3007, 0x3041...0x309F, 0x30A1...0x30FA,
    0x30FC...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFD,
  ]

  /// The kind of a general category as ICU numbers it.
  private static func ofCategory(_ category: Int) -> CharacterKind {
    switch category {
    case 1, 3: .upper
    case 2: .lower
    case 4, 5: .uncased
    case 6, 7, 8: .mark
    case 9, 10: .digit
    case 12, 13, 14: .space
    case 19: .dash
    case 20, 28: .opening
    case 21, 29: .closing
    default: .other
    }
  }
}
