/// Bytes to text: byte order mark, what a page says of itself, UTF-8, ICU's detector.

/// Decodes text and pages.
///
/// The encoding is decided from the first 256 KB, in every run; where they are all ASCII, which reads the same in any of
/// them, from the 256 KB that begin with the first byte that is not. So the decoded head of a text is a prefix of the
/// decoded whole. O(n); valid UTF-8 is handed on without a copy.
public enum TextDecoder {
  /// The document that the bytes hold.
  ///
  /// - Parameters:
  ///   - isWhole: false for a head (`Source.readHead()`): a character cut at its end is left out then.
  ///   - format: the format that the reader named; then nothing is refused as binary.
  /// - Throws: `DigestError` where the bytes are no text.
  public static func decode(
    _ bytes: consuming [UInt8], source: String, isWhole: Bool = true, format: Format? = nil
  ) throws -> Document {
    let choice = try bytes.withUnsafeBufferPointer { try choose($0, source: source, format: format) }
    var document = Document(
      source: source, utf8: [], format: format ?? .text, encoding: choice.name, encodingOrigin: choice.origin, replacements: 0)
    if choice.name == "UTF-8" {
      if choice.skip > 0 { bytes.removeFirst(choice.skip) }
      if !isWhole { bytes.removeLast(bytes.withUnsafeBufferPointer { UTF8Scan.cutLength($0) }) }
      (document.utf8, document.replacements) = UTF8Scan.repaired(bytes)
    } else {
      let decoded = bytes.withUnsafeBufferPointer { buffer in
        Charset.decode(UnsafeBufferPointer(rebasing: buffer[choice.skip...]), as: choice.converter, isWhole: isWhole)
      }
      guard let decoded else { throw notText(source) }
      document.utf8 = decoded.utf8
      document.replacements = decoded.replacements
    }
    if format == nil { document.format = document.utf8.withUnsafeBufferPointer { Format.detect($0, name: source) } }
    return document
  }

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

  private static func choose(_ bytes: UnsafeBufferPointer<UInt8>, source: String, format: Format?) throws -> Choice {
    let isForced = format != nil
    for mark in marks where bytes.starts(with: mark.bytes) {
      return Choice(name: mark.name, converter: mark.name, origin: .byteOrderMark, skip: mark.bytes.count)
    }
    if !isForced, let format = BinaryFormat.match(bytes) {
      throw DigestError(source, "is \(format.name)", remedy: format.remedy)
    }
    let sample = sample(of: bytes)
    let facts = UTF8Scan.facts(of: sample)
    // Letters of two bytes are broken as UTF-8 or have a control (the high byte) in each.
    if facts.broken > 0 || facts.controls * 4 > sample.count, let name = UTF16Guess.name(of: sample) {
      return Choice(name: name, converter: name, origin: .detector)
    }
    if format == .html || format == nil && Format.detect(bytes) == .html, let choice = declared(in: bytes, facts) { return choice }
    // Random bytes hold 9 controls in 100; prose in an eight-bit encoding hardly any, however strange its letters.
    let controlsAllowed = facts.broken > facts.multibyte ? 30 : 10
    if !isForced && facts.controls * controlsAllowed > sample.count { throw notText(source) }
    // Eight-bit text holds few pairs that happen to be UTF-8, and UTF-8 few that are broken.
    if facts.broken == 0 || facts.multibyte > 4 * facts.broken { return Choice(name: "UTF-8", converter: "UTF-8", origin: .utf8) }
    if let found = EncodingGuess.best(for: sample) { return Choice(name: found.name, converter: found.converter, origin: .detector) }
    if !isForced && !EncodingGuess.looksLikeProse(sample) { throw notText(source) }
    return Choice(name: "windows-1252", converter: "windows-1252", origin: .assumed)
  }

  /// The encoding that a page names, unless its bytes say that it cannot be.
  private static func declared(in bytes: UnsafeBufferPointer<UInt8>, _ facts: UTF8Scan.Facts) -> Choice? {
    let isUTF8 = facts.multibyte > 4 * facts.broken
    guard let declared = EncodingLabel.declared(in: bytes) else { return nil }
    if declared.name == "UTF-8" {
      return facts.broken == 0 || isUTF8 ? Choice(name: "UTF-8", converter: "UTF-8", origin: .declared) : nil
    }
    // A page that was saved anew as UTF-8 may still name what it was: by chance no other text is UTF-8 throughout.
    if facts.broken == 0, facts.multibyte >= 8 { return nil }
    return Choice(name: declared.name, converter: declared.converter, origin: .declared)
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
