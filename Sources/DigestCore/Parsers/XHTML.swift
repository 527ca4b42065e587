/// A page of a book to a tree: as XML where it is well-formed, as books' pages should be, else as the HTML that it nearly is.

/// Reads XHTML.
enum XHTML {
  /// The tree of a page. Nil where it is beyond a limit of XML and of HTML. O(n).
  ///
  /// - Parameters:
  ///   - utf8: valid UTF-8.
  ///   - isWhole: false for a page's beginning, whose end is missing.
  static func tree(_ utf8: [UInt8], isWhole: Bool = true) -> HTMLTree? {
    if utf8.count <= XML.sizeLimit {
      let reader = XHTMLReader()
      // A page that ends early has that fault, told for what it leaves open.
      if let faults = XML.read(utf8, reader), faults <= (isWhole ? 0 : 64) { return reader.finish() }
    }
    guard let (html, _) = try? HTMLGuard.checked(asHTML(utf8), source: "") else { return nil }
    return Gumbo.parse(html, memory: HTMLGuard.memoryLimit)
  }

  /// Elements that HTML knows to have no content.
  private static let void = Set(
    "area base br col embed hr img input link meta param source track wbr".split(separator: " ").map { NameHash.of($0.utf8) })

  /// XHTML as HTML: an element that closes itself gets the end tag that HTML asks for (`<title/>` would else hold all that follows), and
  /// sections of character data become text. O(n).
  static func asHTML(_ utf8: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(utf8.count + utf8.count / 16)
    utf8.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count {
        guard text[index] == 0x3C else {
          let next = text[index...].firstIndex(of: 0x3C) ?? text.count
          out.append(contentsOf: text[index..<next])
          index = next
          continue
        }
        if text[index...].starts(with: "<![CDATA[".utf8) {
          index = appendData(text, index + 9, to: &out)
        } else {
          index = appendTag(text, index, to: &out)
        }
      }
    }
    return out
  }

  /// A section of character data; the index behind it.
  private static func appendData(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, to out: inout [UInt8]) -> Int {
    var index = start
    while index < text.count {
      switch text[index] {
      case 0x5D where text[index...].starts(with: "]]>".utf8): return index + 3
      case 0x3C: out += "&lt;".utf8
      case 0x26: out += "&amp;".utf8
      default: out.append(text[index])
      }
      index += 1
    }
    return index
  }

  /// A tag or what else begins with a `<`; the index behind it.
  private static func appendTag(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, to out: inout [UInt8]) -> Int {
    var index = start + 1
    while index < text.count, text[index] > 0x20, text[index] != 0x2F, text[index] != 0x3E { index += 1 }
    let name = text[start + 1..<index]
    guard let first = name.first, (first | 0x20) &- 0x61 < 26 else {
      out.append(0x3C)
      return start + 1
    }
    while index < text.count, text[index] != 0x3E {
      let byte = text[index]
      index += 1
      guard byte == 0x22 || byte == 0x27 else { continue }
      guard let end = text[index...].firstIndex(of: byte) else { break }
      index = end + 1
    }
    let end = min(index + 1, text.count)
    out.append(contentsOf: text[start..<end])
    if index < text.count, text[index - 1] == 0x2F, !void.contains(NameHash.of(name)) {
      out += "</".utf8
      out.append(contentsOf: name)
      out.append(0x3E)
    }
    return end
  }
}

/// Writes a page's elements into a tree as they come.
private final class XHTMLReader: XMLReader {
  private var writer = HTMLTreeWriter()
  private static let foreign: Set<String> = ["http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"]

  func begin(_ element: XMLElement) {
    let attributes = element.attributes.compactMap { attribute -> (HTMLAttributeName, String)? in
      let name = attribute.name
      if let known = HTMLAttributeName.byHash[NameHash.of(name.local.utf8)], name.prefix.isEmpty { return (known, attribute.value) }
      if name.local == "lang", name.prefix == "xml" { return (.lang, attribute.value) }
      if name.local == "type", name.prefix == "epub" { return (.epubType, attribute.value) }
      return nil
    }
    writer.open(
      HTMLTag.byHash[NameHash.of(element.name.local.utf8)] ?? .other, isForeign: Self.foreign.contains(element.name.namespace), attributes)
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) { writer.text(bytes) }

  func end() { writer.close() }

  func finish() -> HTMLTree { writer.finish() }
}
