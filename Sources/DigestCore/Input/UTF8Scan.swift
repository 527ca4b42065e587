/// Bytes looked at as UTF-8: valid or not, how much of it, and repaired.

enum UTF8Scan {
  /// How many ASCII bytes a text begins with.
  static func asciiPrefix(of bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index + 32 <= raw.count {
      let word =
        raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) | raw.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
        | raw.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self) | raw.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
      if word & 0x8080_8080_8080_8080 != 0 { break }
      index += 32
    }
    while index < bytes.count, bytes[index] < 0x80 { index += 1 }
    return index
  }

  /// The length of the valid sequence at an index, or minus the length of the longest broken piece that could begin one
  /// (Unicode's and the WHATWG's practice: each such piece becomes one U+FFFD).
  @inline(__always) static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = bytes[index]
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    let length: Int
    switch lead {
    case 0x00..<0x80: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if lead == 0xE0 { low = 0xA0 } else if lead == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      length = 4
      if lead == 0xF0 { low = 0x90 } else if lead == 0xF4 { high = 0x8F }
    default: return -1
    }
    var have = 1
    while have < length {
      guard index + have < bytes.count, bytes[index + have] >= low, bytes[index + have] <= high else { return -have }
      low = 0x80
      high = 0xBF
      have += 1
    }
    return length
  }

  /// What a sample holds.
  struct Facts {
    /// Valid sequences of two bytes and more.
    var multibyte = 0
    /// Broken pieces; one that is cut by the sample's end is none.
    var broken = 0
    /// NUL and other controls that no text has: not white space, escape, bell, backspace.
    var controls = 0
  }

  static func facts(of bytes: UnsafeBufferPointer<UInt8>) -> Facts {
    var facts = Facts()
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte < 0x20, byte < 0x07 || byte > 0x0D, byte != 0x1B { facts.controls += 1 }
        index += 1
        continue
      }
      let length = sequence(bytes, at: index)
      if length > 0 {
        facts.multibyte += 1
      } else if index - length < bytes.count {
        facts.broken += 1
      }
      index += abs(length)
    }
    return facts
  }

  /// How many bytes at the end are the beginning of a sequence that was cut.
  static func cutLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte & 0xC0 == 0x80 { continue }
      return byte >= 0xC2 && sequence(bytes, at: bytes.count - back) == -back ? back : 0
    }
    return 0
  }

  /// The text with U+FFFD for each broken piece, and their number. Valid text comes back as it is, without a copy.
  static func repaired(_ bytes: consuming [UInt8]) -> (utf8: [UInt8], replacements: Int) {
    guard let first = bytes.withUnsafeBufferPointer({ firstBroken($0, from: 0) }) else { return (bytes, 0) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 16)
    var replacements = 0
    bytes.withUnsafeBufferPointer { bytes in
      var copied = 0
      var next: Int? = first
      while let broken = next {
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<broken]))
        out += [0xEF, 0xBF, 0xBD]
        replacements += 1
        copied = broken - sequence(bytes, at: broken)
        next = firstBroken(bytes, from: copied)
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
    }
    return (out, replacements)
  }

  /// Where the first broken piece begins.
  static func firstBroken(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    while true {
      index = asciiPrefix(of: bytes, from: index)
      // After a letter that is no ASCII another one is likely: the fast way over ASCII comes after them.
      while index < bytes.count, bytes[index] >= 0x80 {
        let length = sequence(bytes, at: index)
        if length < 0 { return index }
        index += length
      }
      if index >= bytes.count { return nil }
    }
  }
}
