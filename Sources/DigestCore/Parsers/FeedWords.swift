/// The words of a feed's texts: one line of them, paragraphs, names, days.

enum FeedWords {
  /// Whether a text of RSS, which does not say, is HTML: a tag or a reference stands in it. O(n).
  static func looksLikeHTML(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { text in
      for index in text.indices.dropLast() {
        let next = text[index + 1]
        let isLetter = (next | 0x20) &- 0x61 < 26
        if text[index] == 0x3C, isLetter || next == 0x2F || next == 0x21 { return true }
        if text[index] == 0x26, isLetter || next == 0x23, text[(index + 2)...].prefix(10).contains(0x3B) { return true }
      }
      return false
    }
  }

  static func isHTML(_ bytes: ArraySlice<UInt8>, _ kind: FeedText.Kind) -> Bool {
    kind == .html || kind == .loose && looksLikeHTML(bytes)
  }

  /// A text on one line, without markup; nil where no word is in it.
  static func line(_ bytes: ArraySlice<UInt8>, _ kind: FeedText.Kind) -> String? {
    var words = Array(bytes)
    if isHTML(bytes, kind), let read = FeedPage(bytes, kind) { words = read.page.utf8 }
    let line = String(decoding: words[...].foldingBlanks(), as: UTF8.self)
    return line.isEmpty ? nil : line
  }

  /// Plain text as HTML: what empty lines part are paragraphs.
  static func paragraphs(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var html = Array("<p>".utf8)
    html.reserveCapacity(bytes.count + bytes.count / 8)
    var breaks = 0
    for byte in bytes {
      switch byte {
      case 0x0A: breaks += 1
      case 0x0D, 0x20, 0x09: break
      default:
        if breaks > 1 { html += "<p>".utf8 }
        breaks = 0
      }
      switch byte {
      case 0x26: html += "&amp;".utf8
      case 0x3C: html += "&lt;".utf8
      default: html.append(byte)
      }
    }
    return html
  }

  /// The names of an entry's writers, each once: of `ann@example.org (Ann Reed)` the name, and an address alone only where there is no name.
  static func byline(_ texts: [String]) -> String? {
    var names: [String] = []
    var addresses: [String] = []
    for text in texts {
      var name = text.foldedBlanks
      if let start = name.firstIndex(of: "("), name[..<start].contains("@"), name.last == ")" {
        name = String(name[name.index(after: start)...].dropLast()).foldedBlanks
      }
      if name.isEmpty { continue }
      if name.contains("@"), !name.contains(" ") {
        addresses.append(name)
      } else if !names.contains(where: { $0.foldedLetters == name.foldedLetters }) {
        names.append(name)
      }
    }
    let all = names.isEmpty ? addresses : names
    return all.isEmpty ? nil : all.joined(separator: "; ")
  }

  /// The day of a date as feeds write it: ISO 8601, RFC 822 (also with years of two digits), or in words.
  static func day(_ text: String, _ readers: [DateReader]) -> String? {
    if let day = HTMLDates.day(text, readers) { return day }
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
    guard let place = words.firstIndex(where: { Int($0) != nil }), place + 2 < words.count, let short = Int(words[place + 2]), short < 100
    else { return nil }
    // RFC 2822: 00 to 49 are of this century.
    return HTMLDates.day("\(words[place]) \(words[place + 1]) \(short < 50 ? 2000 + short : 1900 + short)", readers)
  }
}

/// A text of a feed as a page.
struct FeedPage {
  let tree: HTMLTree
  let page: HTMLPage
  let isFlattened: Bool
  /// Whether it is beyond a limit of pages, so that its markup is shown as it stands.
  var isRaw = false

  /// Nil where even as plain text it would take more memory than a page may.
  init?(_ bytes: ArraySlice<UInt8>, _ kind: FeedText.Kind) {
    let isHTML = FeedWords.isHTML(bytes, kind)
    if let made = Self.made(isHTML ? Array(bytes) : FeedWords.paragraphs(bytes)) {
      (tree, page, isFlattened) = made
    } else if isHTML, let made = Self.made(FeedWords.paragraphs(bytes)) {
      (tree, page, isFlattened) = made
      isRaw = true
    } else {
      return nil
    }
  }

  private static func made(_ html: [UInt8]) -> (HTMLTree, HTMLPage, Bool)? {
    guard let checked = try? HTMLGuard.checked(html, source: ""), let tree = Gumbo.parse(checked.utf8, memory: HTMLGuard.memoryLimit) else {
      return nil
    }
    return (tree, HTMLBlockBuilder.page(of: tree, isDocument: true), checked.isFlattened)
  }
}
