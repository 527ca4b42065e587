/// reStructuredText's marks inside a paragraph as HTML: emphasis, literals, links, notes, substitutions.

/// Turns inline markup to HTML, with what the text defines for it.
struct RSTInline {
  /// The addresses of the names that targets define, in lower case, white space folded.
  var targets: [String: ArraySlice<UInt8>] = [:]

  private static let searched = 2000

  /// A paragraph's text as HTML. O(n): what a search for a closing mark has passed it does not pass again.
  func html(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    /// For each mark how far it was looked for in vain.
    var passed: [UInt8: Int] = [:]
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == 0x5C, index + 1 < text.endIndex {
        // A mark after a backslash is a sign like others; white space after one is nothing.
        if text[index + 1] > 0x20 { out += NotationPage.escaped(CollectionOfOne(text[index + 1])) }
        index += 2
        continue
      }
      if [0x2A, 0x60, 0x7C, 0x5F, 0x5B].contains(byte), isOpening(text, index),
        let found = marked(text, index, &passed)
      {
        out += found.html
        index = found.end
        continue
      }
      // word_
      if byte == 0x5F, let end = reference(text, index, &out) {
        index = end
        continue
      }
      out += NotationPage.escaped(CollectionOfOne(byte))
      index += 1
    }
    return out
  }

  private func isOpening(_ text: ArraySlice<UInt8>, _ index: Int) -> Bool {
    guard index + 1 < text.endIndex, text[index + 1] > 0x20 else { return false }
    guard index > text.startIndex else { return true }
    let before = text[index - 1]
    return before <= 0x20 || [0x27, 0x22, 0x28, 0x5B, 0x7B, 0x3C, 0x2D, 0x2F, 0x3A].contains(before) || before >= 0x80
  }

  private func marked(_ text: ArraySlice<UInt8>, _ index: Int, _ passed: inout [UInt8: Int]) -> (html: [UInt8], end: Int)? {
    switch text[index] {
    case 0x2A where text[index + 1] == 0x2A: return between(text, index, "**", "strong", &passed)
    case 0x2A: return between(text, index, "*", "em", &passed)
    case 0x60 where text[index + 1] == 0x60: return between(text, index, "``", "code", &passed)
    case 0x60: return interpreted(text, index, &passed)
    case 0x7C: return between(text, index, "|", nil, &passed)
    case 0x5F where text[index + 1] == 0x60:
      guard let end = end(text, of: "`", from: index + 2, &passed) else { return nil }
      return (NotationPage.escaped(text[(index + 2)..<end]), end + 1)
    case 0x5B: return note(text, index)
    default: return nil
    }
  }

  /// Where a closing mark stands behind a sign that is no blank.
  private func end(_ text: ArraySlice<UInt8>, of mark: StaticString, from start: Int, _ passed: inout [UInt8: Int]) -> Int? {
    let key = mark.utf8Start.pointee &+ UInt8(mark.utf8CodeUnitCount)
    let length = mark.utf8CodeUnitCount
    let isCode = mark.utf8Start.pointee == 0x60
    var index = max(start + 1, passed[key] ?? 0)
    let limit = min(text.endIndex, start + Self.searched)
    while index + length <= limit {
      if text[index] == mark.utf8Start.pointee, text[index...].starts(with: mark), text[index - 1] > 0x20,
        isCode || text[index - 1] != 0x5C,
        length == 2 || index + 1 == text.endIndex || text[index + 1] != text[index]
      {
        return index
      }
      index += 1
    }
    passed[key] = max(index, passed[key] ?? 0)
    return nil
  }

  private func between(
    _ text: ArraySlice<UInt8>, _ index: Int, _ mark: StaticString, _ tag: String?, _ passed: inout [UInt8: Int]
  ) -> (html: [UInt8], end: Int)? {
    let start = index + mark.utf8CodeUnitCount
    guard start < text.endIndex, text[start] > 0x20, let end = end(text, of: mark, from: start, &passed) else { return nil }
    let inner = NotationPage.escaped(tag == "code" ? text[start..<end] : Self.unescaped(text[start..<end]))
    guard let tag else { return (inner, end + 1) }
    return (Array("<\(tag)>".utf8) + inner + Array("</\(tag)>".utf8), end + mark.utf8CodeUnitCount)
  }

  /// `text`, `text <address>`_, `name`_, `text`:role:.
  private func interpreted(_ text: ArraySlice<UInt8>, _ index: Int, _ passed: inout [UInt8: Int]) -> (html: [UInt8], end: Int)? {
    guard let close = end(text, of: "`", from: index + 1, &passed) else { return nil }
    let inner = text[(index + 1)..<close]
    var end = close + 1
    let isLink = end < text.endIndex && text[end] == 0x5F
    if isLink { end += end + 1 < text.endIndex && text[end + 1] == 0x5F ? 2 : 1 }
    // Roles that refer, as :doc:`text <place>`, are written like links.
    if inner.last == 0x3E, let open = inner.lastIndex(of: 0x3C), open > inner.startIndex {
      let words = Self.unescaped(inner[..<open].trimmed[...])
      let address = inner[(open + 1)..<(inner.endIndex - 1)]
      guard isLink else { return (NotationPage.escaped(words), end) }
      let target = address.last == 0x5F ? targets[Self.name(address.dropLast())] ?? address : address
      return (Self.anchor(target, words), end)
    }
    if isLink, let target = targets[Self.name(inner)] { return (Self.anchor(target, Self.unescaped(inner)), end) }
    return (NotationPage.escaped(Self.unescaped(inner)), end)
  }

  /// [1]_, [#name]_, [*]_
  private func note(_ text: ArraySlice<UInt8>, _ index: Int) -> (html: [UInt8], end: Int)? {
    guard let close = text[index...].prefix(60).firstIndex(of: 0x5D), close + 1 < text.endIndex, text[close + 1] == 0x5F,
      !text[index..<close].contains(0x20)
    else { return nil }
    let label = text[(index + 1)..<close]
    let words = String(decoding: NotationPage.escaped(label), as: UTF8.self)
    return (Array("<sup><a href=\"#fn-\(OrgInline.identifier(label))\">[\(words)]</a></sup>".utf8), close + 2)
  }

  /// Makes a link of the word before an underscore that ends it, where a target has its name.
  private func reference(_ text: ArraySlice<UInt8>, _ index: Int, _ out: inout [UInt8]) -> Int? {
    func isWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || byte | 0x20 > 0x60 && byte | 0x20 < 0x7B || byte > 0x2F && byte < 0x3A || byte == 0x2D
    }
    guard index > text.startIndex, isWord(text[index - 1]) else { return nil }
    let end = index + 1 < text.endIndex && text[index + 1] == 0x5F ? index + 2 : index + 1
    guard end == text.endIndex || !isWord(text[end]) && text[end] != 0x5F else { return nil }
    let word = text[..<index].suffix(60)
    let name = word.lastIndex { !isWord($0) }.map { word[($0 + 1)...] } ?? word
    guard let target = targets[Self.name(name)], out.count >= name.count else { return nil }
    out.removeLast(name.count)
    out += Self.anchor(target, Array(name)[...])
    return end
  }

  private static func anchor(_ address: ArraySlice<UInt8>, _ words: ArraySlice<UInt8>) -> [UInt8] {
    Array("<a href=\"".utf8) + NotationPage.escaped(address.filter { $0 > 0x20 }) + Array("\">".utf8) + NotationPage.escaped(words)
      + Array("</a>".utf8)
  }

  /// Text without its backslashes.
  private static func unescaped(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard text.contains(0x5C) else { return text }
    var out: [UInt8] = []
    var isEscaped = false
    for byte in text {
      if byte == 0x5C, !isEscaped {
        isEscaped = true
      } else {
        if !isEscaped || byte > 0x20 { out.append(byte) }
        isEscaped = false
      }
    }
    return out[...]
  }

  /// A target's name as it is compared.
  static func name(_ text: ArraySlice<UInt8>) -> String {
    String(decoding: text.filter { $0 != 0x60 }, as: UTF8.self).foldedBlanks.lowercased()
  }
}
