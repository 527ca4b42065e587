/// JSON as pages hold it, read as far as it can be: line feeds in strings, commas too many and an end too early are borne.

/// A value. Its depth is bounded, so that it can be walked and freed without care.
enum LooseJSON: Sendable {
  case object([(key: String, value: LooseJSON)])
  case array([LooseJSON])
  case string(String)
  case literal(String)

  static let depthLimit = 64
  private static let valueLimit = 100_000

  /// The value that the bytes begin with; nil where there is none. O(n).
  ///
  /// - Parameter keepsLines: whether line feeds in strings stay; else they are blanks.
  static func read(_ utf8: [UInt8], keepsLines: Bool = false) -> LooseJSON? {
    var reader = Reader(utf8: utf8, lineFeed: keepsLines ? 0x0A : 0x20)
    return reader.read()
  }

  /// The value of an object's first field of that name.
  subscript(_ name: String) -> LooseJSON? {
    guard case .object(let fields) = self else { return nil }
    return fields.first { $0.key == name }?.value
  }

  /// The string that it is, or the first string of the list that it is; a literal's own words.
  var text: String? {
    switch self {
    case .string(let text): text
    case .literal(let text): text == "null" ? nil : text
    case .array(let values): values.lazy.compactMap { if case .string(let text) = $0 { text } else { nil } }.first
    case .object: self["@value"]?.text ?? self["name"]?.text
    }
  }

  /// The values of a list; any other alone.
  var items: [LooseJSON] {
    if case .array(let values) = self { values } else { [self] }
  }

  private struct Reader {
    let utf8: [UInt8]
    let lineFeed: UInt8
    var index = 0
    var values = 0
    /// The containers that are open: a list's values, or an object's fields with the key that waits for its value.
    var open: [(isObject: Bool, fields: [(key: String, value: LooseJSON)], key: String?)] = []
    /// Containers too deep to be kept.
    var tooDeep = 0

    mutating func read() -> LooseJSON? {
      while index < utf8.count, values < LooseJSON.valueLimit {
        let byte = utf8[index]
        index += 1
        switch byte {
        case 0x7B, 0x5B:
          if open.count >= LooseJSON.depthLimit { tooDeep += 1 } else { open.append((byte == 0x7B, [], nil)) }
        case 0x7D, 0x5D:
          if tooDeep > 0 { tooDeep -= 1 } else if let done = close() { return done }
        case 0x22:
          let text = string()
          if tooDeep > 0 { continue }
          if let last = open.last, last.isObject, last.key == nil {
            open[open.count - 1].key = text
          } else if let done = add(.string(text)) {
            return done
          }
        case 0x2C: if let last = open.last, last.isObject, tooDeep == 0 { open[open.count - 1].key = nil }
        case 0x2D, 0x30...0x39, 0x61...0x7A:
          let start = index - 1
          while index < utf8.count, utf8[index] > 0x2C, utf8[index] != 0x5D, utf8[index] != 0x7D, utf8[index] != 0x3A { index += 1 }
          if tooDeep == 0, let done = add(.literal(String(decoding: utf8[start..<index], as: UTF8.self))) { return done }
        default: break
        }
      }
      while !open.isEmpty { if let done = close() { return done } }
      return nil
    }

    private mutating func add(_ value: LooseJSON) -> LooseJSON? {
      values += 1
      guard let last = open.last else { return value }
      if !last.isObject {
        open[open.count - 1].fields.append(("", value))
      } else if let key = last.key {
        open[open.count - 1].fields.append((key, value))
        open[open.count - 1].key = nil
      }
      return nil
    }

    private mutating func close() -> LooseJSON? {
      guard let done = open.popLast() else { return nil }
      return add(done.isObject ? .object(done.fields) : .array(done.fields.map(\.value)))
    }

    /// The string whose first mark was just read, up to its last.
    private mutating func string() -> String {
      var out: [UInt8] = []
      var high: UInt32 = 0
      while index < utf8.count, utf8[index] != 0x22 {
        var byte = utf8[index]
        index += 1
        guard byte == 0x5C, index < utf8.count else {
          out.append(byte)
          continue
        }
        byte = utf8[index]
        index += 1
        switch byte {
        case 0x6E: out.append(lineFeed)
        case 0x72, 0x74, 0x62, 0x66: out.append(0x20)
        case 0x75:
          var value: UInt32 = 0
          var digits = 0
          while digits < 4, index < utf8.count, let digit = Self.hex(utf8[index]) {
            value = value << 4 | digit
            digits += 1
            index += 1
          }
          if (0xD800..<0xDC00).contains(value) {
            high = value
            continue
          }
          if (0xDC00..<0xE000).contains(value), high != 0 { value = 0x10000 + (high & 0x3FF) << 10 + value & 0x3FF }
          high = 0
          let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
          out += Array(String(Character(scalar)).utf8)
        default: out.append(byte)
        }
      }
      index += 1
      return String(decoding: out, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> UInt32? {
      switch byte {
      case 0x30...0x39: UInt32(byte - 0x30)
      case 0x41...0x46: UInt32(byte - 0x37)
      case 0x61...0x66: UInt32(byte - 0x57)
      default: nil
      }
    }
  }
}
