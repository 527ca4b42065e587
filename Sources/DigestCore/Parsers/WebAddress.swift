/// References to absolute addresses, as RFC 3986, 5.2 has it; the paths inside a book likewise.

enum WebAddress {
  /// Parts of an address; the marks that part them are left out.
  private struct Parts {
    var scheme: Substring?
    var authority: Substring?
    var path: Substring
    var query: Substring?
    var fragment: Substring?

    init(_ address: String) {
      var rest = address[...]
      if let mark = rest.utf8.firstIndex(of: 0x23) {
        fragment = rest[rest.utf8.index(after: mark)...]
        rest = rest[..<mark]
      }
      if let mark = rest.utf8.firstIndex(of: 0x3F) {
        query = rest[rest.utf8.index(after: mark)...]
        rest = rest[..<mark]
      }
      if let mark = rest.utf8.firstIndex(where: { $0 == 0x3A || $0 == 0x2F }), rest.utf8[mark] == 0x3A, WebAddress.isScheme(rest[..<mark]) {
        scheme = rest[..<mark]
        rest = rest[rest.utf8.index(after: mark)...]
      }
      if rest.utf8.starts(with: "//".utf8) {
        let after = rest.utf8.dropFirst(2)
        let end = after.firstIndex(of: 0x2F) ?? after.endIndex
        authority = rest[after.startIndex..<end]
        rest = rest[end...]
      }
      path = rest
    }

    var text: String {
      var text = scheme.map { "\($0):" } ?? ""
      if let authority { text += "//\(authority)" }
      text += path
      if let query { text += "?\(query)" }
      if let fragment { text += "#\(fragment)" }
      return text
    }
  }

  fileprivate static func isScheme(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, (first | 0x20) &- 0x61 < 26 else { return false }
    return text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 > 0x2F && $0 < 0x3A || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
  }

  /// A reference as an address; the reference as it is where the base is empty. O(both).
  static func joined(_ reference: String, to base: String) -> String {
    if base.isEmpty { return reference }
    var parts = Parts(reference)
    if parts.scheme != nil { return reference }
    let origin = Parts(base)
    parts.scheme = origin.scheme
    if parts.authority == nil {
      parts.authority = origin.authority
      if parts.path.isEmpty {
        parts.path = origin.path
        if parts.query == nil { parts.query = origin.query }
      } else if parts.path.utf8.first != 0x2F {
        let folder = origin.path.utf8.lastIndex(of: 0x2F).map { origin.path[...$0] } ?? (origin.authority == nil ? "" : "/")
        parts.path = folder + parts.path
      }
      parts.path = withoutDots(parts.path)
    }
    return parts.text
  }

  /// A path without `.` and `..`: one that climbs out stays at the root.
  private static func withoutDots(_ path: Substring) -> Substring {
    guard path.utf8.contains(0x2E) else { return path }
    var kept: [Substring] = []
    let isRooted = path.utf8.first == 0x2F
    let pieces = path.split(separator: "/", omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      let isLast = index == pieces.count - 1
      switch piece {
      case ".": if isLast { kept.append("") }
      case "..":
        if kept.count > (isRooted ? 1 : 0) { kept.removeLast() }
        if isLast { kept.append("") }
      default: kept.append(piece)
      }
    }
    return Substring(kept.joined(separator: "/"))
  }

  /// Bytes without `%41`; as they are where nothing is encoded.
  static func unescaped(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let bytes = Array(bytes)
    guard bytes.contains(0x25) else { return bytes }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x25, index + 2 < bytes.count, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2]) {
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return out
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46, 0x61...0x66: (byte | 0x20) - 0x57
    default: nil
    }
  }
}
