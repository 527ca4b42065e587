/// JSON as `CONTRACT.md` wants it: fields in a fixed order, controls escaped, no byte order mark.

/// Appends JSON to a buffer. JSONEncoder would neither keep the order of fields, nor escape DEL and C1, nor stream.
public struct JSONWriter {
  /// What was written, UTF-8.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  /// Empties the buffer and keeps its room.
  public mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Hands the bytes on and empties the buffer where at least `limit` are there; what is open stays open.
  public mutating func flush(at limit: Int, _ sink: ([UInt8]) throws -> Void) rethrows {
    guard bytes.count >= limit else { return }
    try sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Ends a line of NDJSON.
  public mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  public mutating func object(_ name: StaticString? = nil, _ body: (inout JSONWriter) throws -> Void) rethrows {
    open(name, 0x7B)
    try body(&self)
    close(0x7D)
  }

  public mutating func array(_ name: StaticString? = nil, _ body: (inout JSONWriter) throws -> Void) rethrows {
    open(name, 0x5B)
    try body(&self)
    close(0x5D)
  }

  /// A string, or null.
  public mutating func field(_ name: StaticString, _ value: String?) {
    key(name)
    if var value { value.withUTF8 { string($0) } } else { raw("null") }
  }

  public mutating func field(_ name: StaticString, _ value: Int) {
    key(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// A number with at most three digits after the point; it must be finite.
  public mutating func field(_ name: StaticString, _ value: Double) {
    key(name)
    bytes.append(contentsOf: Self.decimal(Int((value * 1000).rounded())).utf8)
  }

  /// Thousandths as a decimal number without zeros at its end.
  private static func decimal(_ thousandths: Int) -> String {
    let sign = thousandths < 0 ? "-" : ""
    let (whole, rest) = abs(thousandths).quotientAndRemainder(dividingBy: 1000)
    if rest == 0 { return "\(sign)\(whole)" }
    var digits = String(rest + 1000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }

  public mutating func field(_ name: StaticString, _ values: [String]) {
    array(name) { writer in for value in values { writer.value(value) } }
  }

  /// A string from valid UTF-8.
  public mutating func field(_ name: StaticString, utf8: ArraySlice<UInt8>) {
    key(name)
    utf8.withUnsafeBufferPointer { string($0) }
  }

  /// A string in an array.
  public mutating func value(_ value: String) {
    comma()
    var value = value
    value.withUTF8 { string($0) }
  }

  /// A string from valid UTF-8 in an array.
  public mutating func value(utf8: ArraySlice<UInt8>) {
    comma()
    utf8.withUnsafeBufferPointer { string($0) }
  }

  private mutating func open(_ name: StaticString?, _ bracket: UInt8) {
    if let name { key(name) } else { comma() }
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func key(_ name: StaticString) {
    comma()
    bytes.append(0x22)
    raw(name)
    bytes.append(0x22)
    bytes.append(0x3A)
  }

  private mutating func comma() {
    if needsComma { bytes.append(0x2C) }
    needsComma = true
  }

  private mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func string(_ utf8: UnsafeBufferPointer<UInt8>) {
    bytes.append(0x22)
    var copied = 0
    var index = 0
    while true {
      index = Self.endOfPlain(utf8, from: index)
      if index == utf8.count { break }
      let byte = utf8[index]
      // C1 controls are the two bytes C2 80 to C2 9F.
      let isC1 = byte == 0xC2 && index + 1 < utf8.count && utf8[index + 1] < 0xA0
      if byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F && !isC1 {
        index += 1
        continue
      }
      bytes.append(contentsOf: utf8[copied..<index])
      switch byte {
      case 0x22, 0x5C:
        bytes.append(0x5C)
        bytes.append(byte)
      case 0x0A: raw("\\n")
      case 0x09: raw("\\t")
      default: escape(isC1 ? utf8[index + 1] : byte)
      }
      index += isC1 ? 2 : 1
      copied = index
    }
    bytes.append(contentsOf: utf8[copied...])
    bytes.append(0x22)
  }

  /// Where the next byte stands that may need an escape; the end where none does. Eight bytes at a time.
  private static func endOfPlain(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(utf8)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    // A byte is zero where its top bit shows in (word - ones) & ~word & tops.
    func hasZero(_ word: UInt64) -> Bool { (word &- ones) & ~word & tops != 0 }
    var index = start
    while index + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let hasControl = (word &- ones &* 0x20) & ~word & tops != 0
      if hasControl || hasZero(word ^ ones &* 0x22) || hasZero(word ^ ones &* 0x5C) || hasZero(word ^ ones &* 0x7F)
        || hasZero(word ^ ones &* 0xC2)
      {
        break
      }
      index += 8
    }
    while index < utf8.count {
      let byte = utf8[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2 { break }
      index += 1
    }
    return index
  }

  private mutating func escape(_ code: UInt8) {
    let digits: StaticString = "0123456789abcdef"
    raw("\\u00")
    digits.withUTF8Buffer {
      bytes.append($0[Int(code >> 4)])
      bytes.append($0[Int(code & 15)])
    }
  }
}
