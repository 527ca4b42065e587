/// The formats that digest reads, and how one is known from another.

/// A format that digest reads: one row of `FormatRow.table`. `--input-format`, help and documentation are made from it.
public enum Format: String, Sendable, CaseIterable {
  case text, markdown, html, feed, epub, docx, odt, pdf, mail, mhtml, org, rst

  /// The format's row.
  public var row: FormatRow { FormatRow.table.first { $0.format == self } ?? FormatRow.table[0] }
}

/// One format: by which signs it is known, within which limits, and what becomes of it.
public struct FormatRow: Sendable {
  /// What is done with a format.
  public enum Use: Sendable {
    /// Its parser takes the text, decoded to UTF-8.
    case text(@Sendable (Lexicons) -> any Parser)
    /// Its parser takes the bytes as they came.
    case bytes(@Sendable (Lexicons) -> any Parser)
    /// It is unpacked, and what is inside is looked at anew (`SourceReader`).
    case unpacked
    /// It is refused by its name, with what can be done instead.
    case refused(remedy: String)
  }

  /// Nil for what is only known in order to be refused by its name.
  public let format: Format?
  /// For people: what it is called. With its article where it is refused: "a PNG picture".
  public let title: String
  /// The bytes that it begins with; any one of these tells it.
  let signatures: [Signature]
  /// Whether the bytes (a beginning, of any length) are the format's, where fixed places do not tell it. Bounded in time.
  let isSigned: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool
  /// Without the dot, lower case.
  public let extensions: [String]
  /// Lower case.
  public let mediaTypes: [String]
  /// The most bytes that are read.
  public let sizeLimit: Int
  /// Whether bytes that bear no sign may be of the format all the same, so that its extension or media type tells it. Bounded in time.
  let fits: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool
  /// Whether it may name its own encoding, in `<meta>` or an XML declaration.
  let namesEncoding: Bool
  /// Whether the beginning alone can be parted, as the whole will be: then the first screen need not wait for the rest.
  public let isReadInParts: Bool
  /// Whether it may hold several articles, which are listed.
  public let holdsSeveral: Bool
  public let use: Use

  init(
    _ format: Format, title: String, signatures: [Signature] = [],
    isSigned: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Bool = { _ in false },
    fits: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Bool = { _ in false },
    extensions: [String], mediaTypes: [String], sizeLimit: Int = Source.sizeLimit,
    namesEncoding: Bool = false, isReadInParts: Bool = false, holdsSeveral: Bool = false, use: Use
  ) {
    self.format = format
    self.title = title
    self.signatures = signatures
    self.isSigned = isSigned
    self.extensions = extensions
    self.mediaTypes = mediaTypes
    self.sizeLimit = sizeLimit
    self.fits = fits
    self.namesEncoding = namesEncoding
    self.isReadInParts = isReadInParts
    self.holdsSeveral = holdsSeveral
    self.use = use
  }

  /// A compressed form of any other format.
  init(unpacked title: String, signature: [UInt8], extensions: [String], mediaTypes: [String]) {
    format = nil
    self.title = title
    signatures = [Signature([(0, signature)])]
    isSigned = { _ in false }
    fits = { _ in false }
    self.extensions = extensions
    self.mediaTypes = mediaTypes
    sizeLimit = Source.sizeLimit
    namesEncoding = false
    isReadInParts = false
    holdsSeveral = false
    use = .unpacked
  }

  /// A format that is refused.
  init(refused title: String, _ remedy: String, _ signature: (Int, [UInt8])...) {
    format = nil
    self.title = title
    signatures = [Signature(signature.map { (offset: $0.0, bytes: $0.1) })]
    isSigned = { _ in false }
    extensions = []
    mediaTypes = []
    sizeLimit = Source.sizeLimit
    fits = { _ in false }
    namesEncoding = false
    isReadInParts = false
    holdsSeveral = false
    use = .refused(remedy: remedy)
  }
}

/// Bytes at places: all must be there.
struct Signature: Sendable {
  let parts: [(offset: Int, bytes: [UInt8])]

  init(_ parts: [(offset: Int, bytes: [UInt8])]) { self.parts = parts }

  /// Bytes at a format's start.
  static func starts(_ text: String) -> Signature { Signature([(0, Array(text.utf8))]) }

  /// Bytes at a zip archive's start, whose first entry has a name (and, where it is stored, a content) that tells the format.
  static func zip(firstEntry text: String) -> Signature { Signature([(0, [0x50, 0x4B, 3, 4]), (30, Array(text.utf8))]) }

  func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    parts.allSatisfy { part in
      part.offset + part.bytes.count <= bytes.count
        && part.bytes.elementsEqual(UnsafeBufferPointer(rebasing: bytes[part.offset..<part.offset + part.bytes.count]))
    }
  }
}

// MARK: Detection

extension FormatRow {
  /// The first row whose signs the bytes bear; nil where none does.
  static func signed(_ bytes: UnsafeBufferPointer<UInt8>) -> FormatRow? {
    table.first { $0.isBorne(by: bytes) }
  }

  /// The row of compressed bytes; nil where they are not compressed.
  static func compression(_ bytes: UnsafeBufferPointer<UInt8>) -> FormatRow? {
    table.first { row in
      guard case .unpacked = row.use else { return false }
      return row.isBorne(by: bytes)
    }
  }

  private func isBorne(by bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    signatures.contains { $0.matches(bytes) } || isSigned(bytes)
  }

  /// What bytes as they came are, as far as that can be known before they are decoded: nil for text.
  static func ofBytes(_ bytes: UnsafeBufferPointer<UInt8>, _ transport: Transport) -> FormatRow? {
    if let row = signed(bytes) { return row.isText ? nil : row }
    return named(transport) { !$0.isText && $0.fits(bytes) }
  }

  /// What decoded text is: known by how it begins, else by its media type or its name where any bytes may be of that format.
  static func ofText(_ utf8: UnsafeBufferPointer<UInt8>, _ transport: Transport) -> FormatRow {
    if let row = table.first(where: { $0.isText && $0.isBorne(by: utf8) }) { return row }
    return named(transport) { $0.isText && $0.fits(utf8) } ?? Format.text.row
  }

  /// The row of the media type, else of the name's extension.
  private static func named(_ transport: Transport, where isWanted: (FormatRow) -> Bool) -> FormatRow? {
    // Servers send as plain text whatever they do not know.
    if let type = transport.mediaType, type != "text/plain",
      let row = table.first(where: { $0.mediaTypes.contains(type) && isWanted($0) })
    {
      return row
    }
    guard let ending = transport.fileExtension else { return nil }
    return table.first { $0.extensions.contains(ending) && isWanted($0) }
  }

  /// Its parser; nil for what has none.
  fileprivate var parser: (@Sendable (Lexicons) -> any Parser)? {
    switch use {
    case .text(let parser), .bytes(let parser): parser
    case .unpacked, .refused: nil
    }
  }

  /// Whether its parser takes decoded text.
  public var isText: Bool { if case .text = use { true } else { false } }
}

extension Document {
  /// The document's articles, by its format's parser.
  ///
  /// - Throws: `DigestError` where it holds none or is beyond a limit.
  public func articles(_ lexicons: Lexicons) throws -> [Article] {
    guard let parser = format.row.parser else { return [] }
    var articles = try parser(lexicons).parse(self)
    // What a page does not say of itself: where it was found. Entries of a feed have addresses of their own.
    if articles.count == 1, articles[0].metadata.url == nil { articles[0].metadata.url = transport.address }
    return articles
  }

  /// The document's articles that are not empty, each made when it is asked for; at least one.
  ///
  /// - Throws: `DigestError` where it holds none or is beyond a limit.
  public func series(_ lexicons: Lexicons) throws -> ArticleSeries {
    let series =
      if format.row.holdsSeveral, let parser = format.row.parser { try parser(lexicons).series(self) } else {
        ArticleSeries(try articles(lexicons).filter { !$0.blocks.isEmpty })
      }
    if series.isEmpty { throw DigestError(source, "holds no text", remedy: "name a file with text in it") }
    return series
  }

  /// The beginning of the document's first article; see `Parser.beginning`.
  public func beginning(_ lexicons: Lexicons) throws -> Article? {
    var article = try format.row.parser.flatMap { try $0(lexicons).beginning(of: self) }
    if article?.metadata.url == nil { article?.metadata.url = transport.address }
    return article
  }
}
