/// File names whose bytes are no UTF-8, carried through Swift's strings.

import Glibc

/// A file's name is bytes; a Swift string is Unicode. A byte that is no UTF-8 is carried as a private scalar
/// (U+10FE80 to U+10FEFF for 80 to FF), and becomes that byte again where the file is opened.
public enum PathBytes {
  private static let base: UInt32 = 0x10FE00

  /// The string that carries a name as the system gave it.
  public static func string(_ name: UnsafePointer<CChar>) -> String {
    var bytes: [UInt8] = []
    var next = name
    while next.pointee != 0 {
      bytes.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    return string(bytes)
  }

  /// The string that carries a name's bytes.
  public static func string(_ bytes: [UInt8]) -> String {
    if let valid = String(validating: bytes, as: UTF8.self) { return valid }
    var text = ""
    var index = 0
    while index < bytes.count {
      let length = [1, 2, 3, 4].first { length in
        index + length <= bytes.count && String(validating: bytes[index..<index + length], as: UTF8.self) != nil
      }
      if let length {
        text += String(decoding: bytes[index..<index + length], as: UTF8.self)
      } else if let scalar = Unicode.Scalar(base + UInt32(bytes[index])) {
        text.unicodeScalars.append(scalar)
      }
      index += length ?? 1
    }
    return text
  }

  /// The name's bytes, ended by a zero, for the system.
  public static func withCString<Result>(_ path: String, _ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    var bytes: [CChar] = []
    for scalar in path.unicodeScalars {
      if (base + 0x80...base + 0xFF).contains(scalar.value) {
        bytes.append(CChar(bitPattern: UInt8(scalar.value - base)))
      } else {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { bytes.append(CChar(bitPattern: byte)) }
      }
    }
    return try (bytes + [0]).withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return try path.withCString(body) }
      return try body(start)
    }
  }

  /// The absolute path of a file: from the working folder on, without `.`, `..` and doubled slashes. Links are left as they are.
  public static func absolute(_ path: String) -> String {
    var whole = path
    if !path.utf8.starts(with: "/".utf8), let folder = getcwd(nil, 0) {
      whole = "\(string(folder))/\(path)"
      free(folder)
    }
    var parts: [Substring] = []
    for part in whole.split(separator: "/") {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    return parts.isEmpty ? "/" : parts.reduce(into: "") { $0 += "/\($1)" }
  }

  /// The name as messages and JSON show it: U+FFFD for what is no UTF-8.
  public static func shown(_ path: String) -> String {
    guard path.unicodeScalars.contains(where: { (base + 0x80...base + 0xFF).contains($0.value) }) else { return path }
    return String(
      String.UnicodeScalarView(path.unicodeScalars.map { (base + 0x80...base + 0xFF).contains($0.value) ? "\u{FFFD}" : $0 }))
  }
}
