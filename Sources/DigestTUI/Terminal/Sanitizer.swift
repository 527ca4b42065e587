/// The one gate for text to any terminal, and to a pipe that may end at one.

/// Makes text harmless: no byte of an article reaches a terminal uninterpreted.
///
/// Controls become pictures of one cell (`␛`), so do bidi overrides and isolates (`␦`); tabs become blanks; soft hyphens,
/// byte order marks, bidi marks and tags are left out, and so are marks past the fourth on a letter. All else stays as it is.
/// Pure; O(n), a copy where the text is plain.
public enum Sanitizer {
  /// What to do with line ends.
  public enum LineEnds: Sendable {
    /// They stay; NEL, LS and PS become line feeds, a carriage return before one goes.
    case kept
    /// Each becomes a blank: for names, messages and whatever must stay on one line.
    case blanks
  }

  /// A text made harmless.
  public static func clean(_ text: String, lineEnds: LineEnds = .blanks) -> String {
    var text = text
    return text.withUTF8 { bytes in
      var out: [UInt8] = []
      append(bytes, to: &out, lineEnds: lineEnds)
      return String(decoding: out, as: UTF8.self)
    }
  }

  /// An address on one line: blanks, controls and what is not seen are percent-encoded, so that it leads where it did.
  public static func address(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.value > 0x20, picture(of: scalar) == nil, !scalar.properties.isWhitespace {
        out.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          out.append(contentsOf: "%\(String(0x100 | Int(byte), radix: 16, uppercase: true).dropFirst())".unicodeScalars)
        }
      }
    }
    return String(out)
  }

  /// Appends valid UTF-8, made harmless.
  public static func append(_ utf8: ArraySlice<UInt8>, to out: inout [UInt8], lineEnds: LineEnds = .kept) {
    utf8.withUnsafeBufferPointer { append($0, to: &out, lineEnds: lineEnds) }
  }

  /// What stands for a scalar: a picture of one cell, nothing, or nil where the scalar may pass. Line ends and tabs are not asked for.
  ///
  /// The layout of the screens uses it too, so that both show the same.
  public static func picture(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String($0) }
    case 0x20..<0x7F: nil
    case 0x7F: "␡"
    case 0x80...0x9F: "␛"  // C1: each is an escape and a letter in one
    case 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: "␦"
    case 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060...0x2064, 0x206A...0x206F, 0xFEFF, 0xE0000...0xE0FFF: ""
    case 0x2028, 0x2029: " "
    case let value where value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value): "␦"
    default: nil
    }
  }

  private static func append(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8], lineEnds: LineEnds) {
    var copied = 0
    var index = 0
    var lineStart = 0
    var marks = 0
    func copy(until end: Int) { out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<end])) }
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F {
        index += 1
        marks = 0
        continue
      }
      let length = min(byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4, bytes.count - index)
      let scalar = String(decoding: bytes[index..<index + length], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
      var replacement: String?
      switch scalar.value {
      case 0x0A where lineEnds == .kept: lineStart = index + 1
      case 0x0D where index + 1 < bytes.count && bytes[index + 1] == 0x0A: replacement = ""
      case 0x0A, 0x85, 0x2028, 0x2029:
        replacement = lineEnds == .kept ? "\n" : " "
        lineStart = index + length
      case 0x09: replacement = String(repeating: " ", count: 8 - columns(bytes, lineStart, index) % 8)
      default: replacement = picture(of: scalar)
      }
      if byte >= 0x80 {
        marks = isMark(scalar) ? marks + 1 : 0
        if marks > 4 { replacement = "" }
      }
      if let replacement {
        copy(until: index)
        out.append(contentsOf: replacement.utf8)
        copied = index + length
      }
      index += length
    }
    copy(until: bytes.count)
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .nonspacingMark || scalar.properties.generalCategory == .enclosingMark
  }

  /// How far into its line a tab stands, a cell a scalar, looked back over a bounded distance.
  private static func columns(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var column = 0
    for index in max(start, end - 256)..<max(start, end) {
      if bytes[index] == 0x09 { column = column / 8 * 8 + 8 } else if bytes[index] & 0xC0 != 0x80 { column += 1 }
    }
    return column
  }
}
