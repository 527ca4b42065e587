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

/// Finds boundaries in one text after the other by ICU's rules. Belongs to one thread at a time.
final class TextBreaker {
  enum Kind { case words, sentences }

  private let breaker: OpaquePointer?
  private var units: [UInt16] = []
  /// For each UTF-16 unit the byte at which its scalar starts; empty for ASCII, where they are the same.
  private var starts: [Int32] = []

  /// - Parameter locale: a BCP 47 tag; ICU falls back to its root rules where it has none for it.
  init(_ kind: Kind, locale: String) {
    let number = Int32(kind == .words ? CICU_WORD : CICU_SENTENCE)
    breaker = cicu_breaker_open(number, locale) ?? cicu_breaker_open(number, "en")
  }

  deinit { cicu_breaker_close(breaker) }

  /// The boundaries in valid UTF-8 as offsets from its start, with ICU's status of each; the start itself is left out. O(n).
  func eachBoundary(in text: UnsafeBufferPointer<UInt8>, _ body: (_ offset: Int, _ status: Int) -> Void) {
    guard let breaker, !text.isEmpty else { return }
    load(text)
    units.withUnsafeBufferPointer { buffer in
      guard cicu_breaker_set_text(breaker, buffer.baseAddress, Int32(buffer.count)) != 0 else { return }
      while case let next = Int(cicu_breaker_next(breaker)), next >= 0 {
        body(starts.isEmpty ? next : Int(starts[next]), Int(cicu_breaker_status(breaker)))
      }
    }
  }

  private func load(_ text: UnsafeBufferPointer<UInt8>) {
    units.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    units.reserveCapacity(text.count)
    if !text.contains(where: { $0 >= 0x80 }) {
      for byte in text { units.append(UInt16(byte)) }
      return
    }
    starts.reserveCapacity(text.count + 1)
    var index = 0
    while index < text.count {
      let (scalar, length) = UTF8Scalars.decode(text, at: index, end: text.count)
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
    starts.append(Int32(text.count))
  }
}

/// Character data and foldings.
enum ICU {
  /// The general category as ICU numbers it (`u_charType`).
  static func category(of scalar: UInt32) -> Int { Int(cicu_category(scalar)) }

  /// Simple case folding.
  static func foldCase(_ scalar: UInt32) -> UInt32 { cicu_fold_case(scalar) }

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
