/// From bytes to a document: which format they are, decoded where that is one of text.

/// Makes documents. O(n).
public enum DocumentMaker {
  /// The document that the bytes hold.
  ///
  /// - Parameters:
  ///   - source: the path or address as given.
  ///   - isWhole: false for a head (`SourceReader.head()`): a character cut at its end is left out then.
  ///   - format: the format that the reader named; then nothing is refused for what it looks like.
  ///   - transport: what was said of the bytes; nil where that is only their name.
  /// - Throws: `DigestError` where they are of a format that is not read, or larger than its limit.
  public static func document(
    _ bytes: consuming [UInt8], source: String, isWhole: Bool = true, format: Format? = nil, transport: Transport? = nil
  ) throws -> Document {
    let transport = transport ?? Transport(name: source)
    let known = format?.row ?? bytes.withUnsafeBufferPointer { TextDecoder.hasMark($0) ? nil : FormatRow.ofBytes($0, transport) }
    switch known?.use {
    case .refused(let remedy): throw DigestError(source, "is \(known?.title ?? "")", remedy: remedy)
    case .unpacked: throw DigestError(source, "is \(known?.title ?? "")", remedy: "unpack it first")
    default: break
    }
    if let known, let format = known.format, !known.isText {
      try checkSize(bytes.count, of: known, source)
      return Document(source: source, bytes: bytes, format: format, transport: transport, warnings: transport.warnings)
    }
    let size = bytes.count
    let decoded = try TextDecoder.decode(bytes, source: source, isWhole: isWhole, format: format, charset: transport.charset)
    let row = known ?? decoded.utf8.withUnsafeBufferPointer { FormatRow.ofText($0, transport) }
    try checkSize(size, of: row, source)
    var document = Document(
      source: source, bytes: decoded.utf8, format: row.format ?? .text, transport: transport, encoding: decoded.encoding,
      encodingOrigin: decoded.origin, replacements: decoded.replacements, warnings: transport.warnings)
    if decoded.replacements > 0 {
      let pieces = decoded.replacements == 1 ? "1 piece" : "\(decoded.replacements) pieces"
      document.warnings.append("\(pieces) could not be read as \(decoded.encoding), shown as \u{FFFD}")
    }
    return document
  }

  static func checkSize(_ size: Int, of row: FormatRow, _ source: String) throws {
    if size > row.sizeLimit { throw tooLarge(source, row) }
  }

  private static func tooLarge(_ source: String, _ row: FormatRow) -> DigestError {
    let limit = "is larger than \(row.sizeLimit >> 20) MB"
    guard let format = row.format, format != .text else { return DigestError(source, limit, remedy: "split it") }
    let remedy = row.isText ? "split it, or read it as text with --input-format text" : "split it"
    return DigestError(source, "\(limit), the limit for the format \(format.rawValue)", remedy: remedy)
  }
}

extension SourceReader {
  /// The whole document. Gives its bytes away: a second call reads nothing.
  ///
  /// - Parameter format: the format that the reader named.
  /// - Throws: `DigestError` where it cannot be read, is of a format that is not read, or is larger than its limit.
  public func document(format: Format? = nil) throws -> Document {
    try first(format: format, inParts: false).document
  }

  /// The document that the first 256 KB make, where that is all of it or its format can be read in parts; else the whole.
  ///
  /// - Throws: as `document(format:)`.
  public func firstDocument(format: Format? = nil) throws -> (document: Document, isWhole: Bool) {
    try first(format: format, inParts: true)
  }

  /// The number, from 1, of the article that was named; nil where the whole was, and where the end of a page's address is a place in the page.
  public func entry(in document: Document) -> Int? {
    document.format.row.holdsSeveral || !HTTPAddress.isMeant(by: name) ? entry : nil
  }

  private func first(format: Format?, inParts: Bool) throws -> (document: Document, isWhole: Bool) {
    let head = try head()
    let document = try DocumentMaker.document(head.bytes, source: name, isWhole: head.isWhole, format: format, transport: transport)
    if head.isWhole || inParts && document.format.row.isReadInParts { return (document, head.isWhole) }
    // What is too large is refused before it is read.
    if let size = status?.size { try DocumentMaker.checkSize(Int(clamping: size), of: document.format.row, name) }
    return (try DocumentMaker.document(whole(), source: name, format: format, transport: transport), true)
  }
}
