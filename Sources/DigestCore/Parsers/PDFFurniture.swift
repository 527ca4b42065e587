/// What stands on every page of a PDF and is no part of its text: running heads and feet, page numbers.

/// Tells the lines at the upper and lower edges of pages that come again.
enum PDFFurniture {
  /// Parts of a page's height, at its top and at its bottom, in which running heads and feet stand.
  private static let zone: Float = 0.13
  /// Lines at each edge that are looked at.
  private static let depth = 3

  /// A line at an edge: its segments' numbers, and its text with each number as one sign, so that pages can be compared.
  private struct Line {
    var segments: [Int]
    var key: [UInt8]
    /// 0 for the outermost.
    var place: Int
  }

  /// For each page the numbers of its segments that are furniture. O(n log n).
  static func segments(of pages: [[PDFSegment]], heights: [Float], bytes: [UInt8]) -> [Set<Int>] {
    let lines = pages.indices.map { page in
      edge(pages[page], zone * heights[page], bytes, isTop: true)
        + edge(pages[page], zone * heights[page], bytes, isTop: false, of: heights[page])
    }
    var pagesOfKey: [[UInt8]: Int] = [:]
    for page in lines {
      for key in Set(page.map(\.key)) { pagesOfKey[key, default: 0] += 1 }
    }
    // Heads that differ on left and right pages, or from chapter to chapter, still come on many pages.
    let least = max(2, min(5, pages.count / 6))
    return lines.map { page in
      var found: Set<Int> = []
      for line in page where pagesOfKey[line.key, default: 0] >= least || line.place == 0 && isNumber(line.key) {
        found.formUnion(line.segments)
      }
      return found
    }
  }

  private static func edge(
    _ segments: [PDFSegment], _ zone: Float, _ bytes: [UInt8], isTop: Bool, of height: Float = 0
  ) -> [Line] {
    let inside = segments.indices.filter { isTop ? segments[$0].box.bottom < zone : segments[$0].box.top > height - zone }
      .sorted { (segments[$0].box.middle < segments[$1].box.middle) == isTop }
    var lines: [[Int]] = []
    for index in inside {
      if let last = lines.last, segments[last[0]].box.isBeside(segments[index].box) {
        lines[lines.count - 1].append(index)
      } else if lines.count < depth {
        lines.append([index])
      } else {
        break
      }
    }
    return lines.enumerated().map { place, line in
      let line = line.sorted { segments[$0].box.left < segments[$1].box.left }
      return Line(segments: line, key: key(line.flatMap { segments[$0].words }, bytes), place: place)
    }
  }

  private static func key(_ words: [PDFWord], _ bytes: [UInt8]) -> [UInt8] {
    var key: [UInt8] = []
    for word in words {
      for byte in bytes[word.text] {
        if byte > 0x2F, byte < 0x3A {
          if key.last != number { key.append(number) }
        } else if byte > 0x20 {
          key.append(byte | 0x20 > 0x60 && byte | 0x20 < 0x7B ? byte | 0x20 : byte)
        }
      }
    }
    return key
  }

  private static let number: UInt8 = 0x23

  /// 7, - 7 -, [7], vii, Page 7, Seite 7 von 9, 7/9.
  private static func isNumber(_ key: [UInt8]) -> Bool {
    let letters = key.count { $0 | 0x20 > 0x60 && $0 | 0x20 < 0x7B || $0 >= 0x80 }
    let others = key.count - letters
    if key.contains(number) { return letters <= 9 && others <= 4 || letters == 0 && others <= 6 }
    return letters == key.count && key.count <= 6 && key.allSatisfy { $0 == 0x69 || $0 == 0x76 || $0 == 0x78 }
  }
}
