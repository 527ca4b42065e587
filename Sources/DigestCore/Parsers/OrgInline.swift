/// Org's marks inside a paragraph as HTML: links, notes, emphasis.

enum OrgInline {
  private static let tags: [UInt8: String] = [0x2A: "strong", 0x2F: "em", 0x3D: "code", 0x7E: "code", 0x2B: "del", 0x5F: "u"]

  /// A paragraph's text as HTML. O(n): what a search for a closing mark has passed it does not pass again.
  static func html(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    var open: [(sign: UInt8, end: Int)] = []
    var known: [UInt8: Int] = [:]
    var bracket = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if let last = open.last, last.end == index {
        out += "</\(tags[last.sign] ?? "")>".utf8
        open.removeLast()
        index += 1
      } else if byte == 0x5B, let link = link(text, index, within: open.last?.end ?? text.endIndex, &bracket) {
        out += link.html
        index = link.end
      } else if let tag = tags[byte], isOpening(text, index),
        let end = closing(byte, text, from: index + 2, &known), end < open.last?.end ?? text.endIndex
      {
        out += "<\(tag)>".utf8
        index += 1
        if tag == "code" {
          out += NotationPage.escaped(text[index..<end])
          out += "</code>".utf8
          index = end + 1
        } else {
          open.append((byte, end))
        }
      } else {
        out += NotationPage.escaped(CollectionOfOne(byte))
        index += 1
      }
    }
    return out
  }

  private static func isOpening(_ text: ArraySlice<UInt8>, _ index: Int) -> Bool {
    guard index + 2 < text.endIndex, text[index + 1] > 0x20, text[index + 1] != text[index] else { return false }
    guard index > text.startIndex else { return true }
    return [0x20, 0x2D, 0x28, 0x7B, 0x27, 0x22].contains(text[index - 1]) || tags[text[index - 1]] != nil
      || isQuotationMark(text, endingAt: index)
  }

  private static func isQuotationMark(_ text: ArraySlice<UInt8>, endingAt index: Int) -> Bool {
    index - 3 >= text.startIndex && text[index - 3] == 0xE2 && text[index - 2] == 0x80
  }

  /// Where the next mark of a kind stands that can close.
  private static func closing(_ sign: UInt8, _ text: ArraySlice<UInt8>, from start: Int, _ known: inout [UInt8: Int]) -> Int? {
    if let place = known[sign], place >= start { return place < text.endIndex ? place : nil }
    var index = start
    while index < text.endIndex {
      if text[index] == sign, text[index - 1] > 0x20,
        index + 1 == text.endIndex || text[index + 1] < 0x30 || text[index + 1] > 0x39 && text[index + 1] < 0x41 || text[index + 1] > 0x7A
          || (0x5B...0x60).contains(text[index + 1])
      {
        break
      }
      index += 1
    }
    known[sign] = index
    return index < text.endIndex ? index : nil
  }

  /// A link or a note that begins at a bracket.
  ///
  /// - Parameter bracket: the next closing one that is known; what has been passed is not passed again.
  private static func link(
    _ text: ArraySlice<UInt8>, _ index: Int, within limit: Int, _ bracket: inout Int
  ) -> (html: [UInt8], end: Int)? {
    if bracket <= index { bracket = text[index...].firstIndex(of: 0x5D) ?? text.endIndex }
    let last = min(limit, index + 2000)
    guard bracket < last else { return nil }
    let rest = text[index..<last]
    if rest.starts(with: "[fn:") {
      guard let close = rest.firstIndex(of: 0x5D) else { return nil }
      let label = rest[(index + 4)..<close]
      // A note inside the text stays there.
      guard !label.contains(0x3A), !label.isEmpty else { return nil }
      let name = identifier(label)
      let words = String(decoding: NotationPage.escaped(label), as: UTF8.self)
      return (Array("<sup><a href=\"#fn-\(name)\">[\(words)]</a></sup>".utf8), close + 1)
    }
    guard rest.starts(with: "[["), let close = rest.dropFirst(2).firstIndex(of: 0x5D), close + 1 < rest.endIndex, close > index + 2 else {
      return nil
    }
    let address = rest[(index + 2)..<close]
    if rest[close + 1] == 0x5D { return (anchor(address, address), close + 2) }
    guard rest[close + 1] == 0x5B else { return nil }
    var end = close + 2
    while end + 1 < rest.endIndex, rest[end] != 0x5D || rest[end + 1] != 0x5D { end += 1 }
    guard end + 1 < rest.endIndex else { return nil }
    return (anchor(address, rest[(close + 2)..<end]), end + 2)
  }

  private static func anchor(_ address: ArraySlice<UInt8>, _ words: ArraySlice<UInt8>) -> [UInt8] {
    Array("<a href=\"".utf8) + NotationPage.escaped(address) + Array("\">".utf8) + NotationPage.escaped(words) + Array("</a>".utf8)
  }

  /// A label as a name in HTML.
  static func identifier(_ label: ArraySlice<UInt8>) -> String {
    label.prefix(60).map { ($0 | 0x20) > 0x60 && ($0 | 0x20) < 0x7B || $0 > 0x2F && $0 < 0x3A ? String(UnicodeScalar($0)) : "-\($0)" }
      .joined()
  }
}
