/// How feeds begin.

/// Feeds are known by their outermost element, or, as JSON, by the version that they name.
enum FeedSignature {
  private static let scanned = 1 << 16

  static func matches(_ all: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: all.prefix(scanned))
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    guard index < bytes.count else { return false }
    if bytes[index] == 0x7B { return isJSON(bytes) }
    return isXML(bytes, from: index)
  }

  private static func isJSON(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if bytes.holds("jsonfeed.org/version/") { return true }
    // The version may stand behind all items.
    return bytes.holds("\"items\"") && (bytes.holds("\"content_html\"") || bytes.holds("\"content_text\""))
  }

  /// The first element, behind a declaration, comments and a document type.
  private static func isXML(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    var index = start
    while index + 1 < bytes.count, bytes[index] == 0x3C {
      switch bytes[index + 1] {
      case 0x3F: index = end(bytes, of: "?>", from: index)
      case 0x21:
        let isComment = bytes[index...].starts(with: "<!--".utf8)
        index = isComment ? end(bytes, of: "-->", from: index) : doctypeEnd(bytes, from: index)
      default: return isRoot(bytes, at: index + 1)
      }
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }
    return false
  }

  private static func isRoot(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    let end = bytes[start...].prefix(40).firstIndex { $0 <= 0x20 || $0 == 0x3E || $0 == 0x2F } ?? start
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    let local = name.split(separator: ":").last.map { $0.lowercased() }
    switch local {
    case "rss": return true
    case "channel": return bytes.holds("<item")
    case "feed": return bytes.holds("w3.org/2005/Atom") || bytes.holds("purl.org/atom/ns") || bytes.holds("<entry")
    case "rdf": return bytes.holds("purl.org/rss/1.") || bytes.holds("netscape.com/rdf/simple") || bytes.holds("purl.org/net/rss")
    default: return false
    }
  }

  private static func end(_ bytes: UnsafeBufferPointer<UInt8>, of mark: StaticString, from start: Int) -> Int {
    mark.withUTF8Buffer { mark in
      var index = start
      while index + mark.count <= bytes.count {
        if bytes[index] == mark[0], bytes[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
        index += 1
      }
      return bytes.count
    }
  }

  private static func doctypeEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0x5B: depth += 1
      case 0x5D: depth -= 1
      case 0x3E where depth <= 0: return index + 1
      default: break
      }
      index += 1
    }
    return bytes.count
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether ASCII text stands in it. O(n · length), for short texts.
  fileprivate func holds(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { needle in
      guard needle.count <= count, let first = needle.first else { return false }
      var index = 0
      while index <= count - needle.count {
        if self[index] == first, (1..<needle.count).allSatisfy({ self[index + $0] == needle[$0] }) { return true }
        index += 1
      }
      return false
    }
  }
}
