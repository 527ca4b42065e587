/// A source's text as decoded, before anything is known of its blocks.

/// A decoded text with what decoding found out.
public struct Document: Sendable {
  /// The path or address as given; `-` for standard input.
  public var source: String
  /// The text in valid UTF-8, line ends as in the input.
  public var utf8: [UInt8]
  public var format: Format
  /// The IANA name of the encoding, and how it was found.
  public var encoding: String
  public var encodingOrigin: EncodingOrigin
  /// How many pieces of the input could not be mapped and became U+FFFD.
  public var replacements: Int

  /// How the encoding was found.
  public enum EncodingOrigin: String, Sendable { case byteOrderMark, declared, utf8, detector, assumed }

  public init(
    source: String, utf8: [UInt8], format: Format = .text, encoding: String = "UTF-8",
    encodingOrigin: EncodingOrigin = .utf8, replacements: Int = 0
  ) {
    self.source = source
    self.utf8 = utf8
    self.format = format
    self.encoding = encoding
    self.encodingOrigin = encodingOrigin
    self.replacements = replacements
  }
}
