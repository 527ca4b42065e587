/// The table of formats: what digest reads, by which signs it knows it, who parses it, within which limits.

/// The formats that digest reads: one row of `FormatRow.table` each. `--input-format`, help and documentation are made from it.
public enum Format: String, Sendable, CaseIterable {
  case text, markdown, html

  /// The format's row.
  public var row: FormatRow { FormatRow.table.first { $0.format == self } ?? FormatRow.table[0] }

  /// The format of bytes in an encoding that has ASCII, or of decoded text: known by how it begins, else by its name where any bytes may be
  /// of that format. O(1).
  static func detect(_ bytes: UnsafeBufferPointer<UInt8>, name: String = "") -> Format {
    if let row = FormatRow.table.first(where: { $0.isSigned(bytes) }) { return row.format }
    let ending = name.utf8.lastIndex(of: 0x2E).map { name[$0...].dropFirst().lowercased() }
    return FormatRow.table.first { $0.isKnownByName && ending.map($0.extensions.contains) == true }?.format ?? .text
  }
}

/// One format.
public struct FormatRow: Sendable {
  public let format: Format
  /// For people: what it is called.
  public let title: String
  /// Without the dot.
  public let extensions: [String]
  public let mediaTypes: [String]
  /// The most bytes that are read.
  public let sizeLimit: Int
  /// Whether the beginning alone can be parted, as the whole will be: then the first screen need not wait for the rest.
  public let isReadInParts: Bool
  /// Whether its name tells it where nothing else does.
  let isKnownByName: Bool
  /// Whether the bytes begin as the format does.
  let isSigned: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool
  /// Its parser.
  public let parser: @Sendable (Lexicons) -> any Parser

  /// More special rows first; text, which has no signature, last.
  public static let table: [FormatRow] = [
    FormatRow(
      format: .html, title: "HTML page", extensions: ["html", "htm", "xhtml", "xht"], mediaTypes: ["text/html", "application/xhtml+xml"],
      sizeLimit: HTMLGuard.sizeLimit, isReadInParts: false, isKnownByName: false, isSigned: HTMLSignature.matches,
      parser: { HTMLParser(lexicons: $0) }),
    FormatRow(
      format: .markdown, title: "Markdown", extensions: ["md", "markdown", "mdown", "mkd"], mediaTypes: ["text/markdown"],
      sizeLimit: HTMLGuard.sizeLimit, isReadInParts: false, isKnownByName: true, isSigned: { _ in false },
      parser: { MarkdownParser(lexicons: $0) }),
    FormatRow(
      format: .text, title: "text", extensions: ["txt", "text"], mediaTypes: ["text/plain"], sizeLimit: Source.sizeLimit,
      isReadInParts: true, isKnownByName: true, isSigned: { _ in false }, parser: { PlainTextParser(lexicons: $0) }),
  ]
}

extension Document {
  /// The document's articles, by its format's parser.
  ///
  /// - Throws: `DigestError` where it holds none or is beyond a limit.
  public func articles(_ lexicons: Lexicons) throws -> [Article] {
    try format.row.parser(lexicons).parse(self)
  }
}

/// How pages begin: the WHATWG's list for sniffing types, after white space, comments and an XML declaration.
enum HTMLSignature {
  private static let scanned = 1 << 16

  private static let names: Set<UInt32> = Set(
    "html head script iframe h1 div font table a style title b body br p meta link main article section nav header frameset".split(
      separator: " "
    ).map { NameHash.of($0.utf8) })

  static func matches(_ all: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: all.prefix(scanned))
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
      guard index + 1 < bytes.count, bytes[index] == 0x3C else { return false }
      switch bytes[index + 1] {
      case 0x21 where index + 3 < bytes.count && bytes[index + 2] == 0x2D && bytes[index + 3] == 0x2D:
        guard let end = self.end(bytes, from: index + 4) else { return false }
        index = end
      case 0x21:
        // <!doctype html
        let (name, end) = self.name(bytes, at: index + 2)
        guard name == NameHash.of("doctype".utf8) else { return false }
        var next = end
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        return self.name(bytes, at: next).hash == NameHash.of("html".utf8)
      case 0x3F:
        // <?xml … ?>: another word follows.
        guard let end = bytes[index...].firstIndex(of: 0x3E) else { return false }
        index = end + 1
      default:
        let (name, end) = self.name(bytes, at: index + 1)
        return names.contains(name) && end < bytes.count && (bytes[end] <= 0x20 || bytes[end] == 0x3E || bytes[end] == 0x2F)
      }
    }
    return false
  }

  /// Behind a comment's end.
  private static func end(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    while index + 2 < bytes.count {
      if bytes[index] == 0x2D, bytes[index + 1] == 0x2D, bytes[index + 2] == 0x3E { return index + 3 }
      index += 1
    }
    return nil
  }

  private static func name(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (hash: UInt32, end: Int) {
    var hash = NameHash.start
    var index = start
    while index < bytes.count, index - start < 16, (bytes[index] | 0x20) &- 0x61 < 26 || bytes[index] > 0x2F && bytes[index] < 0x3A {
      hash = NameHash.adding(bytes[index], to: hash)
      index += 1
    }
    return (hash, index)
  }
}
