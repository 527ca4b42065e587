/// The encoding of a text that is not UTF-8: ICU's guesses, tried on the text, and UTF-16 without a mark.

/// Weighs ICU's guesses by how the text reads in them.
enum EncodingGuess {
  /// One row an encoding: ICU's name, the name to show, and ICU's name of the superset that is read in its place, as browsers do.
  private static let encodings: [(detected: String, name: String, converter: String)] = [
    ("ISO-8859-1", "windows-1252", "windows-1252"), ("windows-1252", "windows-1252", "windows-1252"),
    ("ISO-8859-2", "ISO-8859-2", "ISO-8859-2"),
    ("windows-1250", "windows-1250", "windows-1250"), ("ISO-8859-5", "ISO-8859-5", "ISO-8859-5"),
    ("windows-1251", "windows-1251", "windows-1251"),
    ("KOI8-R", "KOI8-R", "KOI8-R"), ("ISO-8859-6", "ISO-8859-6", "ISO-8859-6"), ("windows-1256", "windows-1256", "windows-1256"),
    ("ISO-8859-7", "ISO-8859-7", "ISO-8859-7"), ("windows-1253", "windows-1253", "windows-1253"),
    ("ISO-8859-8", "windows-1255", "windows-1255"),
    ("ISO-8859-8-I", "windows-1255", "windows-1255"), ("windows-1255", "windows-1255", "windows-1255"),
    ("ISO-8859-9", "windows-1254", "windows-1254"),
    ("windows-1254", "windows-1254", "windows-1254"), ("GB18030", "GB18030", "GB18030"), ("Big5", "Big5", "Big5-HKSCS"),
    ("Shift_JIS", "Shift_JIS", "windows-31j"), ("EUC-JP", "EUC-JP", "EUC-JP"), ("EUC-KR", "EUC-KR", "windows-949"),
  ]

  /// The most likely encoding; nil where none is likely.
  ///
  /// ICU counts letters and pairs in the first 8,000 bytes that it gets, so it gets the lines that are not ASCII. A guess
  /// in which the text has unmapped bytes, controls or private letters loses.
  static func best(for sample: UnsafeBufferPointer<UInt8>) -> (name: String, converter: String)? {
    let lines = telling(sample)
    var best: (score: Int, row: Int)?
    for guess in Charset.guesses(for: lines) {
      guard let row = encodings.firstIndex(where: { $0.detected == guess.name }),
        let decoded = lines.withUnsafeBufferPointer({ Charset.decode($0, as: encodings[row].converter, isWhole: false) })
      else { continue }
      let score = guess.confidence - 20 * strangeness(decoded.utf8, replacements: decoded.replacements)
      if score > max(0, best?.score ?? 0) { best = (score, row) }
    }
    return best.map { (encodings[$0.row].name, encodings[$0.row].converter) }
  }

  /// Whether bytes read as windows-1252 are mostly letters and blanks, so that they may be prose with odd letters in it.
  static func looksLikeProse(_ sample: UnsafeBufferPointer<UInt8>) -> Bool {
    var prose = 0
    for byte in sample where byte | 0x20 &- 0x61 < 26 || byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x2E || byte == 0x2C {
      prose += 1
    }
    return prose * 2 > sample.count
  }

  /// The lines with a byte that is not ASCII, up to 8,000 bytes. No encoding that comes here has a line feed inside a letter.
  private static func telling(_ sample: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var lines: [UInt8] = []
    var start = 0
    while start < sample.count, lines.count < 8000 {
      let stop = sample[start...].firstIndex(of: 0x0A) ?? sample.count
      let line = sample[start..<stop]
      if UTF8Scan.asciiPrefix(of: UnsafeBufferPointer(rebasing: line)) < line.count {
        lines.append(contentsOf: line.prefix(8000 - lines.count))
        lines.append(0x0A)
      }
      start = stop + 1
    }
    return lines
  }

  /// How many in a hundred letters that are not ASCII are none that prose has.
  private static func strangeness(_ utf8: [UInt8], replacements: Int) -> Int {
    var strange = replacements
    var all = 0
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 || scalar.value < 0x20 {
      all += 1
      if (0x80..<0xA0).contains(scalar.value) || (0xE000..<0xF900).contains(scalar.value) || scalar.value >= 0xF0000 { strange += 1 }
    }
    return all == 0 ? 0 : (100 * strange + all - 1) / all
  }
}

/// UTF-16 without a byte order mark, which ICU's detector does not name.
enum UTF16Guess {
  /// `UTF-16LE`, `UTF-16BE`, or nil.
  static func name(of sample: UnsafeBufferPointer<UInt8>) -> String? {
    let little = Count(sample, littleEndian: true)
    let big = Count(sample, littleEndian: false)
    if little.isText && little.common > 4 * big.common { return "UTF-16LE" }
    if big.isText && big.common > 4 * little.common { return "UTF-16BE" }
    return nil
  }

  /// What the units are, read in one order.
  private struct Count {
    /// Units that nearly every text has: blanks, line ends, stops and commas.
    var common = 0
    /// Units that no text has: controls, private letters, surrogates without a partner.
    private var strange = 0
    private var units = 0

    /// Few units are strange, and blanks or stops are as frequent as in any text.
    var isText: Bool { units >= 4 && strange * 50 <= units && common * 60 >= units }

    init(_ sample: UnsafeBufferPointer<UInt8>, littleEndian: Bool) {
      var isAfterHigh = false
      for index in stride(from: 0, to: sample.count - 1, by: 2) {
        let unit = UInt16(sample[index + (littleEndian ? 1 : 0)]) << 8 | UInt16(sample[index + (littleEndian ? 0 : 1)])
        units += 1
        let isLow = (0xDC00..<0xE000).contains(unit)
        if isLow != isAfterHigh { strange += 1 }
        isAfterHigh = (0xD800..<0xDC00).contains(unit)
        switch unit {
        case 0x20, 0x0A, 0x0D, 0x2C, 0x2E, 0x3000...0x3002, 0xFF0C: common += 1
        case 0..<0x09, 0x0E..<0x1B, 0x7F..<0xA0, 0xE000..<0xF900, 0xFFFE...: strange += 1
        default: break
        }
      }
    }
  }
}
