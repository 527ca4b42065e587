/// A source's content as its format's parser takes it, before anything is known of its blocks.

/// A content of a known format, with what was found out on the way to it.
///
/// Formats of text are decoded; the others (`FormatRow.Use.bytes`) come as they are, for their parsers to unpack and decode.
public struct Document: Sendable {
  /// The path or address as given; `-` for standard input.
  public var source: String
  /// Of a format of text: the text in valid UTF-8, line ends as in the input. Of a format of bytes: the input as it came.
  public var bytes: [UInt8]
  public var format: Format
  /// What was said of the content by whoever handed it over.
  public var transport: Transport
  /// The IANA name of the encoding, and how it was found; of a format of bytes, what its parser is to begin with.
  public var encoding: String
  public var encodingOrigin: EncodingOrigin
  /// How many pieces of the input could not be mapped and became U+FFFD.
  public var replacements: Int
  /// What a limit cut and what could not be read, a clause each: said on the status line and on standard error.
  public var warnings: [String]

  /// How the encoding was found.
  public enum EncodingOrigin: String, Sendable { case byteOrderMark, transport, declared, utf8, detector, assumed }

  public init(
    source: String, bytes: [UInt8], format: Format = .text, transport: Transport? = nil, encoding: String = "UTF-8",
    encodingOrigin: EncodingOrigin = .utf8, replacements: Int = 0, warnings: [String] = []
  ) {
    self.source = source
    self.bytes = bytes
    self.format = format
    self.transport = transport ?? Transport(name: source)
    self.encoding = encoding
    self.encodingOrigin = encodingOrigin
    self.replacements = replacements
    self.warnings = warnings
  }
}

/// What whoever handed bytes over said of them: a file's name, a server's headers. It may be wrong.
public struct Transport: Sendable, Equatable {
  /// The name of the content, whose extension may tell its format: a path, or an address's. Without the extension of a compression.
  public var name: String
  /// The address that the bytes came from in the end: the base of relative ones. Nil for what came from no address.
  public var address: String?
  /// Lower case, without parameters.
  public var mediaType: String?
  /// The label of the encoding.
  public var charset: String?
  /// What is wrong with the bytes already, a clause each: they are cut off.
  public var warnings: [String] = []

  public init(name: String, address: String? = nil, mediaType: String? = nil, charset: String? = nil) {
    self.name = name
    self.address = address
    self.mediaType = mediaType
    self.charset = charset
  }

  /// Takes a compression's extension off the name.
  mutating func dropExtension(of row: FormatRow) {
    if let ending = fileExtension, row.extensions.contains(ending) { name.removeLast(ending.count + 1) }
    // What was said of the packed bytes says nothing of what is in them.
    mediaType = nil
  }

  /// The name's extension in lower case, without the dot; nil where it has none.
  public var fileExtension: String? {
    let last = name.utf8.lastIndex(of: 0x2F).map { name[$0...].dropFirst() } ?? name[...]
    return last.utf8.lastIndex(of: 0x2E).map { last[$0...].dropFirst().lowercased() }
  }
}
