/// Bytes to text: byte order mark, what the transport and then a page say, UTF-8, ICU's detector.

/// Decodes text and pages.
///
/// The encoding is decided from the first 256 KB, in every run; where they are all ASCII, which reads the same in any of
/// them, from the 256 KB that begin with the first byte that is not. So the decoded head of a text is a prefix of the
/// decoded whole. O(n); valid UTF-8 is handed on without a copy.
enum TextDecoder {
  /// A text and how it was read.
  struct Decoded {
    var utf8: [UInt8]
    /// The encoding's IANA name.
    var encoding: String
    var origin: Document.EncodingOrigin
    /// How many pieces became U+FFFD.
    var replacements: Int
  }

  /// The text that the bytes hold.
  ///
  /// - Parameters:
  ///   - isWhole: false for a head: a character cut at its end is left out then.
  ///   - format: the format that the reader named; then nothing is refused as no text.
  ///   - charset: the label by which the transport names the encoding.
  /// - Throws: `DigestError` where the bytes are no text.
  static func decode(
    _ bytes: consuming [UInt8], source: String, isWhole: Bool, format: Format?, charset: String? = nil
  ) throws -> Decoded {
    let choice = try bytes.withUnsafeBufferPointer { try choose($0, source: source, format: format, charset: charset) }
    if choice.name == "UTF-8" {
      if choice.skip > 0 { bytes.removeFirst(choice.skip) }
      if !isWhole { bytes.removeLast(bytes.withUnsafeBufferPointer { UTF8Scan.cutLength($0) }) }
      let (utf8, replacements) = UTF8Scan.repaired(bytes)
      return Decoded(utf8: utf8, encoding: choice.name, origin: choice.origin, replacements: replacements)
    }
    let decoded = bytes.withUnsafeBufferPointer { buffer in
      Charset.decode(UnsafeBufferPointer(rebasing: buffer[choice.skip...]), as: choice.converter, isWhole: isWhole)
    }
    guard let decoded else { throw notText(source) }
    return Decoded(utf8: decoded.utf8, encoding: choice.name, origin: choice.origin, replacements: decoded.replacements)
  }

  /// Whether the bytes begin with a byte order mark, as nothing but text does.
  static func hasMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { marks.contains { bytes.starts(with: $0.bytes) } }

  /// An encoding that was chosen.
  private struct Choice {
    /// Its IANA name.
    var name: String
    /// ICU's name for it.
    var converter: String
    var origin: Document.EncodingOrigin
    /// Bytes of a byte order mark.
    var skip = 0
  }

  /// The longer marks first, as one begins with another.
  private static let marks: [(bytes: [UInt8], name: String)] = [
    ([0xFF, 0xFE, 0x00, 0x00], "UTF-32LE"), ([0x00, 0x00, 0xFE, 0xFF], "UTF-32BE"), ([0xEF, 0xBB, 0xBF], "UTF-8"),
    ([0xFF, 0xFE], "UTF-16LE"),
    ([0xFE, 0xFF], "UTF-16BE"), ([0x84, 0x31, 0x95, 0x33], "GB18030"),
  ]

  private static func choose(_ bytes: UnsafeBufferPointer<UInt8>, source: String, format: Format?, charset: String?) throws -> Choice {
    let isForced = format != nil
    for mark in marks where bytes.starts(with: mark.bytes) {
      return Choice(name: mark.name, converter: mark.name, origin: .byteOrderMark, skip: mark.bytes.count)
    }
    let sample = sample(of: bytes)
    let facts = UTF8Scan.facts(of: sample)
    // Letters of two bytes are broken as UTF-8 or have a control (the high byte) in each.
    if facts.broken > 0 || facts.controls * 4 > sample.count, let name = UTF16Guess.name(of: sample) {
      return Choice(name: name, converter: name, origin: .detector)
    }
    if let label = charset.flatMap(EncodingLabel.encoding), let choice = plausible(label, .transport, facts) { return choice }
    if namesEncoding(bytes, format), let label = EncodingLabel.declared(in: bytes), let choice = plausible(label, .declared, facts) {
      return choice
    }
    // Random bytes hold 9 controls in 100; prose in an eight-bit encoding hardly any, however strange its letters.
    let controlsAllowed = facts.broken > facts.multibyte ? 30 : 10
    if !isForced && facts.controls * controlsAllowed > sample.count { throw notText(source) }
    // Eight-bit text holds few pairs that happen to be UTF-8, and UTF-8 few that are broken.
    if facts.broken == 0 || facts.multibyte > 4 * facts.broken { return Choice(name: "UTF-8", converter: "UTF-8", origin: .utf8) }
    if let found = EncodingGuess.best(for: sample) { return Choice(name: found.name, converter: found.converter, origin: .detector) }
    if !isForced && !EncodingGuess.looksLikeProse(sample) { throw notText(source) }
    return Choice(name: "windows-1252", converter: "windows-1252", origin: .assumed)
  }

  /// Whether the bytes may name their own encoding: pages and XML do.
  private static func namesEncoding(_ bytes: UnsafeBufferPointer<UInt8>, _ format: Format?) -> Bool {
    if let format { return format.row.namesEncoding }
    return bytes.starts(with: Array("<?xml ".utf8)) || FormatRow.signed(bytes)?.namesEncoding == true
  }

  /// The encoding that somebody named, unless the bytes say that it cannot be.
  private static func plausible(
    _ label: (name: String, converter: String), _ origin: Document.EncodingOrigin, _ facts: UTF8Scan.Facts
  ) -> Choice? {
    let isUTF8 = facts.multibyte > 4 * facts.broken
    if label.name == "UTF-8" { return facts.broken == 0 || isUTF8 ? Choice(name: "UTF-8", converter: "UTF-8", origin: origin) : nil }
    // What was saved anew as UTF-8 may still be named what it was: by chance no other text is UTF-8 throughout.
    if facts.broken == 0, facts.multibyte >= 8 { return nil }
    return Choice(name: label.name, converter: label.converter, origin: origin)
  }

  /// The bytes that decide: 256 KB from the start, or, where those are ASCII, from the first byte that is not.
  private static func sample(of bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let head = UnsafeBufferPointer(rebasing: bytes.prefix(Source.headLimit))
    guard bytes.count > head.count, UTF8Scan.asciiPrefix(of: head) == head.count else { return head }
    let ascii = UTF8Scan.asciiPrefix(of: bytes)
    return ascii == bytes.count ? head : UnsafeBufferPointer(rebasing: bytes[ascii...].prefix(Source.headLimit))
  }

  private static func notText(_ source: String) -> DigestError {
    DigestError(source, "is not text", remedy: "name a text file")
  }
}
