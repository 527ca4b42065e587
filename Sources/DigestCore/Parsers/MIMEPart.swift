/// The parts of a mail (RFC 2046): a tree of bounded depth and size.

struct MIMEPart {
  var headers: MailHeaders
  /// The body in the mail's bytes, as encoded for its way.
  var body: Range<Int>
  /// In lower case: `text/plain`.
  var type: String
  var parameters: [String: String]
  var children: [MIMEPart] = []

  /// Deeper parts are read as one text.
  static let deepest = 24
  /// More parts are left out.
  static let most = 2000

  /// Reads a mail. O(n · depth).
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var left = Self.most
    self.init(bytes, range, depth: 0, left: &left, isDigest: false)
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, depth: Int, left: inout Int, isDigest: Bool) {
    headers = MailHeaders(bytes, range)
    body = min(headers.end, range.upperBound)..<range.upperBound
    (type, parameters) = headers.value("content-type")
    if !type.contains("/") { type = isDigest ? "message/rfc822" : "text/plain" }
    left -= 1
    guard depth < Self.deepest else {
      if type.hasPrefix("multipart/") || type == "message/rfc822" { type = "text/plain" }
      return
    }
    if type.hasPrefix("multipart/") {
      let boundary = Array((parameters["boundary"] ?? "").utf8)
      let ranges = boundary.isEmpty || boundary.count > 200 ? [] : Self.parts(bytes, body, boundary, most: left)
      if ranges.isEmpty {
        type = "text/plain"
        return
      }
      for range in ranges where left > 0 {
        children.append(MIMEPart(bytes, range, depth: depth + 1, left: &left, isDigest: type == "multipart/digest"))
      }
    } else if type == "message/rfc822" || type == "message/global" {
      children = [MIMEPart(bytes, body, depth: depth + 1, left: &left, isDigest: false)]
    }
  }

  /// What stands between the boundaries. The line end before a boundary is the boundary's.
  private static func parts(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ boundary: [UInt8], most: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start: Int?
    var index = range.lowerBound
    while index < range.upperBound {
      let stop = bytes[index..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      if stop - index >= boundary.count + 2, bytes[index] == 0x2D, bytes[index + 1] == 0x2D,
        bytes[(index + 2)..<(index + 2 + boundary.count)].elementsEqual(boundary)
      {
        let rest = bytes[(index + 2 + boundary.count)..<stop]
        let isEnd = rest.starts(with: [0x2D, 0x2D])
        if isEnd || rest.allSatisfy({ $0 <= 0x20 }) {
          if let start { parts.append(start..<max(start, trimmedEnd(bytes, index))) }
          start = min(stop + 1, range.upperBound)
          if isEnd || parts.count >= most { return parts }
        }
      }
      index = stop + 1
    }
    if let start, start < range.upperBound { parts.append(start..<range.upperBound) }
    return parts
  }

  private static func trimmedEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int) -> Int {
    guard end > 0, bytes[end - 1] == 0x0A else { return end }
    return end > 1 && bytes[end - 2] == 0x0D ? end - 2 : end - 1
  }

  /// The body's own bytes.
  func content(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let encoded = UnsafeBufferPointer(rebasing: bytes[body])
    switch headers.value("content-transfer-encoding").word {
    case "base64": return MailDecoder.base64(encoded)
    case "quoted-printable": return MailDecoder.quotedPrintable(encoded)
    default: return Array(encoded)
    }
  }

  /// The name of a file that it is; nil where it has none.
  var fileName: String? {
    let name = headers.value("content-disposition").parameters["filename"] ?? parameters["name"]
    return name.flatMap { $0.foldedBlanks.isEmpty ? nil : $0.foldedBlanks }
  }

  /// Whether it is text to be read where it stands.
  var isText: Bool {
    ["text/plain", "text/html", "text/markdown", "text/enriched", "application/xhtml+xml", "message/delivery-status"].contains(type)
      && !(headers.value("content-disposition").word == "attachment" && fileName != nil)
  }
}
