/// How HTML pages begin.

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

  /// Whether a tag stands in the first 64 KB: for pieces of pages, which begin with anything.
  static func hasTag(_ all: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: all.prefix(scanned))
    var index = 0
    while let mark = bytes[index...].firstIndex(of: 0x3C) {
      index = mark + 1
      let start = index < bytes.count && bytes[index] == 0x2F ? index + 1 : index
      let (_, end) = name(bytes, at: start)
      if end > start, (bytes[start] | 0x20) &- 0x61 < 26, end < bytes.count, bytes[end] <= 0x20 || bytes[end] == 0x3E { return true }
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
