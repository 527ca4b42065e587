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
  enum Kind { case words, sentences, lines }

  private let kind: Kind
  private let locale: String
  /// Opened when first needed: most texts in Latin letters never need it.
  private var breaker: OpaquePointer?
  private var units: [UInt16] = []
  /// For each UTF-16 unit the byte at which its scalar starts; empty for ASCII, where they are the same.
  private var starts: [Int32] = []

  /// - Parameter locale: a BCP 47 tag; ICU falls back to its root rules where it has none for it.
  init(_ kind: Kind, locale: String) {
    self.kind = kind
    self.locale = locale
  }

  private func open() -> OpaquePointer? {
    let number =
      switch kind {
      case .words: Int32(CICU_WORD)
      case .sentences: Int32(CICU_SENTENCE)
      case .lines: Int32(CICU_LINE)
      }
    return cicu_breaker_open(number, locale) ?? cicu_breaker_open(number, "en")
  }

  deinit { if let breaker { cicu_breaker_close(breaker) } }

  /// The boundaries in valid UTF-8 as offsets from its start, with ICU's status of each; the start itself is left out. O(n).
  func eachBoundary(in text: UnsafeBufferPointer<UInt8>, _ body: (_ offset: Int, _ status: Int) -> Void) {
    if text.isEmpty { return }
    if breaker == nil { breaker = open() }
    guard let breaker else { return }
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

  /// The general categories of the 65,536 scalars of the basic plane, in a hundredth of the time that asking for each would take.
  static func planeCategories() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 0x10000) { plane, count in
      plane.initialize(repeating: 0)
      if let start = plane.baseAddress { cicu_categories(start) }
      count = 0x10000
    }
  }

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

/// Guesses and converts encodings other than UTF-8.
enum Charset {
  /// ICU's guesses for the encoding of some bytes, best first: names and confidences from 1 to 100. It looks at the first 8,000 bytes.
  static func guesses(for bytes: [UInt8]) -> [(name: String, confidence: Int)] {
    var found: [(String, Int)] = []
    bytes.withUnsafeBufferPointer { buffer in
      var name = [CChar](repeating: 0, count: 64)
      while found.count < 40 {
        let confidence = Int(
          cicu_detect_rank(buffer.baseAddress, Int32(clamping: buffer.count), Int32(found.count), &name, Int32(name.count)))
        if confidence <= 0 { break }
        found.append((String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), confidence))
      }
    }
    return found
  }

  /// Bytes in an encoding as UTF-8, and how many pieces could not be mapped and became U+FFFD. Nil where ICU lacks the encoding.
  ///
  /// - Parameter isWhole: false for the beginning of a longer text: a character cut at its end is left out then.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, as name: String, isWhole: Bool) -> (utf8: [UInt8], replacements: Int)? {
    guard let converter = cicu_converter_open(name) else { return nil }
    defer { cicu_converter_close(converter) }
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count + bytes.count / 2)
    var replaced: Int64 = 0
    var high: UInt32 = 0
    var units = [UInt16](repeating: 0, count: 1 << 14)
    guard var source = bytes.baseAddress else { return (utf8, 0) }
    let end = source + bytes.count
    while true {
      let before = source
      var next: UnsafePointer<UInt8>? = source
      let count = cicu_converter_decode(converter, &next, end, &units, Int32(units.count), isWhole ? 1 : 0, &replaced)
      guard count >= 0, let next else { return nil }
      source = next
      for unit in units[..<Int(count)] { append(unit, to: &utf8, &high) }
      if count == 0 && source == before || source == end && count < units.count { break }
    }
    return (utf8, Int(replaced))
  }

  /// Appends a UTF-16 unit as UTF-8; ICU gives surrogates in pairs only, and a pair may be parted by the buffer's end.
  @inline(__always) private static func append(_ unit: UInt16, to utf8: inout [UInt8], _ high: inout UInt32) {
    let value = UInt32(unit)
    switch value {
    case 0..<0x80: utf8.append(UInt8(value))
    case 0x80..<0x800:
      utf8.append(UInt8(0xC0 | value >> 6))
      utf8.append(UInt8(0x80 | value & 0x3F))
    case 0xD800..<0xDC00: high = value
    case 0xDC00..<0xE000:
      let scalar = 0x10000 + (high & 0x3FF) << 10 + (value & 0x3FF)
      utf8.append(UInt8(0xF0 | scalar >> 18))
      utf8.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      utf8.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      utf8.append(UInt8(0x80 | scalar & 0x3F))
    default:
      utf8.append(UInt8(0xE0 | value >> 12))
      utf8.append(UInt8(0x80 | value >> 6 & 0x3F))
      utf8.append(UInt8(0x80 | value & 0x3F))
    }
  }
}

/// Names of hosts in any script.
enum DomainName {
  /// The ASCII form by which a name is looked up; nil where it is no name.
  static func ascii(_ name: String) -> String? {
    let units = name.utf8.map { CChar(bitPattern: $0) }
    guard units.count <= 1000 else { return nil }
    var out = [CChar](repeating: 0, count: 512)
    let length = cicu_domain_to_ascii(units, Int32(units.count), &out, Int32(out.count))
    guard length > 0 else { return nil }
    return String(decoding: out.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
