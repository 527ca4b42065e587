/// The header fields of a mail or of one of its parts (RFC 5322, 2045, 2047, 2231).

struct MailHeaders {
  /// Names in lower case, values unfolded, in their order.
  private(set) var fields: [(name: String, value: [UInt8])] = []
  /// Where the body begins.
  private(set) var end: Int

  /// So many bytes and fields are read at most.
  static let sizeLimit = 1 << 18
  private static let countLimit = 2000

  /// Reads the fields at the start of a range, up to the first empty line. O(their length).
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    let limit = min(range.upperBound, range.lowerBound + Self.sizeLimit)
    end = index
    while index < limit {
      let stop = bytes[index..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      var line = bytes[index..<stop]
      if line.last == 0x0D { line.removeLast() }
      index = min(stop + 1, range.upperBound)
      if line.isEmpty { break }
      if let first = line.first, first == 0x20 || first == 0x09 {
        guard !fields.isEmpty else { break }
        fields[fields.count - 1].value += [0x20] + line.drop { $0 <= 0x20 }
      } else if let colon = line.firstIndex(of: 0x3A), colon > line.startIndex, fields.count < Self.countLimit,
        line[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      {
        let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
        fields.append((name, Array(line[(colon + 1)...].drop { $0 <= 0x20 })))
      } else if !line.starts(with: "From ".utf8), !line.starts(with: ">From ".utf8) {
        // No header: the body begins without an empty line.
        return
      }
      end = index
    }
    end = index
  }

  /// The first field of a name (in lower case) as it stands.
  func raw(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

  /// The first field of a name as text: encoded words decoded, white space folded; nil where it is blank.
  func text(_ name: String) -> String? {
    guard let value = raw(name) else { return nil }
    let text = String(decoding: Self.decoded(value), as: UTF8.self).foldedBlanks
    return text.isEmpty ? nil : text
  }

  // MARK: parameters

  /// A field's first word in lower case (`text/html`), and its parameters, names in lower case.
  func value(_ name: String) -> (word: String, parameters: [String: String]) {
    guard let value = raw(name) else { return ("", [:]) }
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    var index = 0
    while index < value.count {
      if value[index] == 0x5C, isQuoted { index += 1 } else if value[index] == 0x22 { isQuoted.toggle() }
      if index < value.count, value[index] == 0x3B, !isQuoted {
        pieces.append(value[start..<index])
        start = index + 1
      }
      index += 1
    }
    pieces.append(value[min(start, value.count)...])
    let word = String(decoding: pieces[0][...].trimmed, as: UTF8.self).lowercased()
    return (word.prefix { $0 != " " && $0 != "(" }.lowercased(), Self.parameters(pieces.dropFirst().prefix(100)))
  }

  private static func parameters(_ pieces: ArraySlice<ArraySlice<UInt8>>) -> [String: String] {
    var plain: [String: [UInt8]] = [:]
    var continued: [String: [(number: Int, value: [UInt8], isEncoded: Bool)]] = [:]
    for piece in pieces {
      guard let sign = piece.firstIndex(of: 0x3D) else { continue }
      var name = String(decoding: piece[..<sign].trimmed, as: UTF8.self).lowercased()
      let value = unquoted(piece[(sign + 1)...].trimmed)
      let isEncoded = name.hasSuffix("*")
      if isEncoded { name.removeLast() }
      let parts = name.split(separator: "*", maxSplits: 1)
      if parts.count == 2, let number = Int(parts[1]) {
        continued[String(parts[0]), default: []].append((number, value, isEncoded))
      } else if isEncoded {
        continued[name, default: []].append((0, value, true))
      } else if plain[name] == nil {
        plain[name] = value
      }
    }
    var found = plain.mapValues { String(decoding: decoded($0), as: UTF8.self) }
    for (name, pieces) in continued {
      let pieces = pieces.sorted { $0.number < $1.number }
      var bytes: [UInt8] = []
      var charset = "utf-8"
      for (place, piece) in pieces.enumerated() {
        guard piece.isEncoded else {
          bytes += piece.value
          continue
        }
        var value = piece.value[...]
        if place == 0 {
          // charset'language'text
          let marks = value.split(separator: 0x27, maxSplits: 2, omittingEmptySubsequences: false)
          if marks.count == 3 {
            charset = String(decoding: marks[0], as: UTF8.self)
            value = marks[2]
          }
        }
        bytes += MailDecoder.percent(value)
      }
      found[name] = String(decoding: MailDecoder.utf8(bytes, charset: charset), as: UTF8.self)
    }
    return found
  }

  private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.first == 0x22 else { return Array(text) }
    var out: [UInt8] = []
    var isEscaped = false
    for byte in text.dropFirst() {
      if isEscaped || byte != 0x5C && byte != 0x22 {
        out.append(byte)
        isEscaped = false
      } else if byte == 0x5C {
        isEscaped = true
      } else {
        break
      }
    }
    return out
  }

  // MARK: encoded words

  /// A value with its encoded words decoded, in UTF-8. O(n).
  static func decoded(_ value: [UInt8]) -> [UInt8] {
    guard value.contains(0x3D) || value.contains(where: { $0 >= 0x80 }) else { return value }
    var out: [UInt8] = []
    // Letters may be cut by the end of a word: words of one charset that follow each other are decoded together.
    var waiting: (bytes: [UInt8], charset: String) = ([], "")
    var plain: [UInt8] = []
    func flushed(_ bytes: [UInt8]) -> [UInt8] { MailDecoder.utf8(bytes, charset: nil) }
    var index = 0
    while index < value.count {
      if value[index] == 0x3D, let word = encodedWord(value, index) {
        let isBlank = plain.allSatisfy { $0 <= 0x20 }
        if !(isBlank && !waiting.bytes.isEmpty) || waiting.charset != word.charset {
          out += MailDecoder.utf8(waiting.bytes, charset: waiting.charset)
          waiting = ([], word.charset)
          if !isBlank || out.isEmpty { out += flushed(plain) }
        }
        plain = []
        waiting.bytes += word.bytes
        index = word.end
      } else {
        if !waiting.bytes.isEmpty, value[index] > 0x20 {
          out += MailDecoder.utf8(waiting.bytes, charset: waiting.charset)
          waiting = ([], "")
        }
        plain.append(value[index])
        index += 1
      }
    }
    out += MailDecoder.utf8(waiting.bytes, charset: waiting.charset)
    return out + flushed(plain)
  }

  /// =?charset?Q?text?=
  private static func encodedWord(_ value: [UInt8], _ start: Int) -> (charset: String, bytes: [UInt8], end: Int)? {
    guard start + 8 < value.count, value[start + 1] == 0x3F else { return nil }
    let limit = min(value.count, start + 1000)
    guard let first = value[(start + 2)..<limit].firstIndex(of: 0x3F), first + 2 < limit, value[first + 2] == 0x3F else { return nil }
    var end = first + 3
    while end + 1 < limit, value[end] != 0x3F || value[end + 1] != 0x3D { end += 1 }
    guard end + 1 < limit else { return nil }
    // The language behind a star says nothing of the letters.
    let charset = String(decoding: value[(start + 2)..<first].prefix { $0 != 0x2A }, as: UTF8.self).lowercased()
    let text = value[(first + 3)..<end]
    switch value[first + 1] | 0x20 {
    case 0x62: return (charset, MailDecoder.base64(text), end + 2)
    case 0x71: return (charset, MailDecoder.quotedPrintable(text.map { $0 == 0x5F ? 0x20 : $0 }[...]), end + 2)
    default: return nil
    }
  }
}

/// Transfer encodings and charsets.
enum MailDecoder {
  /// Bytes in the encoding that a label names, as UTF-8; where it lies or is unknown, in the one that they look like.
  static func utf8(_ bytes: [UInt8], charset: String?) -> [UInt8] {
    guard bytes.contains(where: { $0 >= 0x80 || $0 == 0x1B }) else { return bytes }
    let transport = Transport(name: "", charset: charset)
    let document = try? DocumentMaker.document(bytes, source: "", format: .text, transport: transport)
    return document?.bytes ?? Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  /// RFC 2045's base64. What is no sign of it is passed over, an end that is missing too. O(n).
  static func base64(_ text: some Collection<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      let value: UInt32
      switch byte {
      case 0x41...0x5A: value = UInt32(byte) - 0x41
      case 0x61...0x7A: value = UInt32(byte) - 0x61 + 26
      case 0x30...0x39: value = UInt32(byte) - 0x30 + 52
      case 0x2B, 0x2D: value = 62
      case 0x2F, 0x5F: value = 63
      // A sign that fills up ends a stretch of four.
      case 0x3D:
        bits = 0
        count = 0
        continue
      default: continue
      }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return out
  }

  /// RFC 2045's quoted-printable. A sign that is no code stays. O(n).
  static func quotedPrintable(_ text: some RandomAccessCollection<UInt8>) -> [UInt8] {
    let text = Array(text)
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      guard text[index] == 0x3D else {
        out.append(text[index])
        index += 1
        continue
      }
      if index + 2 < text.count, let high = hex(text[index + 1]), let low = hex(text[index + 2]) {
        out.append(high << 4 | low)
        index += 3
        continue
      }
      // The line goes on; blanks may have been added behind the sign.
      var end = index + 1
      while end < text.count, text[end] == 0x20 || text[end] == 0x09 { end += 1 }
      if end == text.count {
        index = end
      } else if text[end] == 0x0A {
        index = end + 1
      } else if text[end] == 0x0D {
        index = end + (end + 1 < text.count && text[end + 1] == 0x0A ? 2 : 1)
      } else {
        out.append(text[index])
        index += 1
      }
    }
    return out
  }

  /// RFC 3986's %XX.
  static func percent(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let text = Array(text)
    var out: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == 0x25, index + 2 < text.count, let high = hex(text[index + 1]), let low = hex(text[index + 2]) {
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(text[index])
        index += 1
      }
    }
    return out
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
