/// The only file that sees ICU.

import CICU

/// What ICU knows of a character that the terminal's cells depend on.
public enum CharacterWidth {
  /// Whether a scalar takes two cells: its East Asian Width is W or F. O(1).
  public static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let width = cicu_east_asian_width(scalar.value)
    return width == 3 || width == 5
  }
}

/// Breaks one paragraph after the other into sentences by ICU's rules. Belongs to one thread at a time.
final class SentenceBreaker {
  private let breaker: OpaquePointer?
  private var units: [UInt16] = []
  /// For each UTF-16 unit the byte at which its scalar starts.
  private var starts: [Int32] = []

  init(locale: String) {
    breaker = cicu_breaker_open(Int32(CICU_SENTENCE), locale) ?? cicu_breaker_open(Int32(CICU_SENTENCE), "en")
  }

  deinit { cicu_breaker_close(breaker) }

  /// The sentences of valid UTF-8 as ranges of its indexes, without the white space around them.
  func sentences(in text: ArraySlice<UInt8>) -> [Range<Int>] {
    guard let breaker, !text.isEmpty else { return [] }
    load(text)
    var ranges: [Range<Int>] = []
    units.withUnsafeBufferPointer { buffer in
      guard cicu_breaker_set_text(breaker, buffer.baseAddress, Int32(buffer.count)) != 0 else { return }
      var start = 0
      while case let next = Int(cicu_breaker_next(breaker)), next >= 0 {
        var low = Int(starts[start])
        var high = Int(starts[next])
        while low < high, isBlank(text[low]) { low += 1 }
        while high > low, isBlank(text[high - 1]) { high -= 1 }
        if low < high { ranges.append(low..<high) }
        start = next
      }
    }
    return ranges
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  private func load(_ text: ArraySlice<UInt8>) {
    units.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      var scalar = length == 1 ? UInt32(byte) : UInt32(byte) & (0x7F >> UInt32(length))
      for next in index + 1..<max(index + 1, min(index + length, text.endIndex)) { scalar = scalar << 6 | UInt32(text[next] & 0x3F) }
      if scalar < 0x10000 {
        units.append(UInt16(scalar))
        starts.append(Int32(index))
      } else {
        units.append(UInt16(0xD800 + (scalar - 0x10000) >> 10))
        units.append(UInt16(0xDC00 + (scalar - 0x10000) & 0x3FF))
        starts.append(Int32(index))
        starts.append(Int32(index))
      }
      index += length
    }
    starts.append(Int32(text.endIndex))
  }
}

/// Character data and foldings.
enum ICU {
  /// Compatibility decomposition of UTF-16.
  static func nfkd(_ units: [UInt16]) -> [UInt16] { normalize(units, cicu_nfkd) }

  /// Compatibility composition with full case folding, without what is to be ignored.
  static func nfkcCasefold(_ units: [UInt16]) -> [UInt16] { normalize(units, cicu_nfkc_casefold) }

  /// Whether Unicode says that a scalar has no shape of its own: soft hyphens, joiners, variation selectors, bidi controls.
  static func isDefaultIgnorable(_ scalar: UInt32) -> Bool {
    cicu_has_property(scalar, Int32(CICU_PROPERTY_DEFAULT_IGNORABLE)) != 0
  }

  /// Whether a scalar is a letter, a mark or a digit.
  static func isWordPart(_ scalar: UInt32) -> Bool { (1...11).contains(cicu_category(scalar)) }

  private static func normalize(
    _ units: [UInt16], _ function: (UnsafePointer<UInt16>?, Int32, UnsafeMutablePointer<UInt16>?, Int32) -> Int32
  ) -> [UInt16] {
    var out = [UInt16](repeating: 0, count: units.count * 18 + 8)
    let length = function(units, Int32(clamping: units.count), &out, Int32(clamping: out.count))
    guard length >= 0, length <= out.count else { return units }
    return Array(out[..<Int(length)])
  }
}
