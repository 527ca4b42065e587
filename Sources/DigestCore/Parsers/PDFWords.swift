/// The words of a PDF's pages with their boxes, as `pdftotext -bbox` prints them.

/// A rectangle on a page, in points from its upper left corner.
struct PDFBox: Equatable {
  var left: Float
  var top: Float
  var right: Float
  var bottom: Float

  var width: Float { right - left }
  var height: Float { bottom - top }
  var middle: Float { (top + bottom) / 2 }

  mutating func formUnion(_ other: PDFBox) {
    left = min(left, other.left)
    top = min(top, other.top)
    right = max(right, other.right)
    bottom = max(bottom, other.bottom)
  }

  /// Whether both stand on one line: half of the lower one's height is beside the other.
  func isBeside(_ other: PDFBox) -> Bool {
    min(bottom, other.bottom) - max(top, other.top) >= 0.5 * min(height, other.height)
  }
}

/// One word.
struct PDFWord {
  /// In `PDFText.bytes`.
  var text: Range<Int>
  var box: PDFBox

  /// Whether it has several letters that do not run up or down the page, as a stamp's at its margin do, or is too short to tell.
  let isUpright: Bool
  /// Bytes of letters.
  let length: Int
}

/// One page.
struct PDFPage {
  var width: Float = 0
  var height: Float = 0
  /// In the order in which they are drawn.
  var words: [PDFWord] = []
}

/// All pages, and what the file says of itself.
struct PDFText {
  /// The words' texts, valid UTF-8 without controls, ligatures parted.
  private(set) var bytes: [UInt8] = []
  private(set) var pages: [PDFPage] = []
  private(set) var title: String?
  private(set) var author: String?
  /// The day of creation, ISO 8601.
  private(set) var created: String?

  /// Reads the output of `pdftotext -bbox`. O(n).
  init(_ output: [UInt8]) {
    bytes.reserveCapacity(output.count / 8)
    let repaired = UTF8Scan.repaired(output).0
    repaired.withUnsafeBufferPointer { text in
      var start = 0
      while start < text.count {
        let end = text[start...].firstIndex(of: 0x0A) ?? text.count
        read(UnsafeBufferPointer(rebasing: text[start..<end]))
        start = end + 1
      }
    }
  }

  private mutating func read(_ line: UnsafeBufferPointer<UInt8>) {
    guard let open = line.firstIndex(of: 0x3C) else { return }
    let tag = UnsafeBufferPointer(rebasing: line[(open + 1)...])
    if tag.starts(with: Self.wordTag) {
      var index = 0
      guard !pages.isEmpty, let left = Self.number(tag, &index), let top = Self.number(tag, &index), let right = Self.number(tag, &index),
        let bottom = Self.number(tag, &index), let close = tag[index...].firstIndex(of: 0x3E)
      else { return }
      let start = bytes.count
      let content = tag[(close + 1)...]
      append(content[..<(content.firstIndex(of: 0x3C) ?? content.endIndex)])
      guard bytes.count > start, right > left, bottom > top else { return bytes.removeLast(bytes.count - start) }
      let box = PDFBox(left: left, top: top, right: right, bottom: bottom)
      let letters = bytes[start...].count { $0 & 0xC0 != 0x80 }
      pages[pages.count - 1].words.append(
        PDFWord(
          text: start..<bytes.count, box: box, isUpright: letters < 3 || box.height < 1.6 * box.width,
          length: bytes[start...].count { $0 > 0x40 }))
    } else if tag.starts(with: Self.pageTag) {
      var index = 0
      guard let width = Self.number(tag, &index), let height = Self.number(tag, &index) else { return }
      pages.append(PDFPage(width: width, height: height))
    } else if pages.isEmpty {
      readHead(tag)
    }
  }

  private static let wordTag = Array("word ".utf8)
  private static let pageTag = Array("page ".utf8)

  private mutating func readHead(_ tag: UnsafeBufferPointer<UInt8>) {
    func content(of prefix: String, upTo end: UInt8) -> String? {
      guard tag.starts(with: prefix.utf8) else { return nil }
      let rest = tag[prefix.utf8.count...]
      let start = bytes.count
      append(rest[..<(rest.firstIndex(of: end) ?? rest.endIndex)])
      defer { bytes.removeLast(bytes.count - start) }
      let text = String(decoding: bytes[start...], as: UTF8.self).foldedBlanks
      return text.isEmpty ? nil : text
    }
    if let found = content(of: "title>", upTo: 0x3C) { title = found }
    if let found = content(of: "meta name=\"Author\" content=\"", upTo: 0x22) { author = found }
    if let found = content(of: "meta name=\"CreationDate\" content=\"", upTo: 0x22), found.utf8.count >= 10 {
      created = String(found.prefix(10))
    }
  }

  /// The number between the next two quotation marks.
  private static func number(_ tag: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Float? {
    guard let open = tag[index...].firstIndex(of: 0x22), let close = tag[(open + 1)...].prefix(40).firstIndex(of: 0x22) else { return nil }
    index = close + 1
    guard let number = Float(String(decoding: tag[open + 1..<close], as: UTF8.self)), number.isFinite, abs(number) < 1e6 else { return nil }
    return number
  }

  // MARK: text

  private static let references: [(name: [UInt8], sign: UInt8)] = [
    ("&amp;", 0x26), ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22), ("&apos;", 0x27), ("&#39;", 0x27),
  ].map { (Array($0.0.utf8), $0.1) }

  /// ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ, from U+FB00 on.
  private static let ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"].map { Array($0.utf8) }

  private mutating func append(_ content: Slice<UnsafeBufferPointer<UInt8>>) {
    var index = content.startIndex
    while index < content.endIndex {
      let byte = content[index]
      if byte == 0x26, let row = Self.references.first(where: { content[index...].starts(with: $0.name) }) {
        bytes.append(row.sign)
        index += row.name.count
      } else if byte == 0xEF, index + 2 < content.endIndex, content[index + 1] == 0xAC, (0x80...0x86).contains(content[index + 2]) {
        bytes += Self.ligatures[Int(content[index + 2] - 0x80)]
        index += 3
      } else if byte == 0xC2, index + 1 < content.endIndex, content[index + 1] <= 0xA0 {
        // C1 controls, and the space that does not break.
        if content[index + 1] == 0xA0 { bytes.append(0x20) }
        index += 2
      } else {
        if byte >= 0x20, byte != 0x7F { bytes.append(byte) }
        index += 1
      }
    }
    while let last = bytes.last, last == 0x20, bytes.count > 0 { bytes.removeLast() }
  }
}
