/// How a text uses lines: one a paragraph, or hard-wrapped at a width. Decided from its first 256 KB.

/// What holds for all lines of a text.
struct LineLayout: Equatable {
  /// The bytes from whose start everything that holds for a whole text is decided.
  static let sample = 256 * 1024

  /// The columns at which the lines were wrapped; nil where a line is a paragraph.
  var width: Int?
  /// Whether empty lines part the paragraphs.
  var hasEmptyLines = false

  /// The layout of a text. O(sample).
  ///
  /// Lines are hard-wrapped where most lines that have a neighbour below are too full to hold its first word.
  init(of text: UnsafeBufferPointer<UInt8>) {
    var reader = LineReader(UnsafeBufferPointer(rebasing: text.prefix(Self.sample)).wholeScalars())
    var histogram = [Int](repeating: 0, count: Self.widest + 1)
    var lines: [(columns: Int, next: Int)] = []
    var previous: Line?
    var empty = 0
    var filled = 0
    while let line = reader.next() {
      if line.isBlank {
        if previous != nil { empty += 1 }
        previous = nil
        continue
      }
      filled += 1
      histogram[min(line.columns, Self.widest)] += 1
      if let above = previous, !above.isTabular || !line.isTabular { lines.append((above.columns, line.firstWord)) }
      previous = line.endsParagraph ? nil : line
    }
    hasEmptyLines = empty > 0 && empty * 30 >= filled
    // A title that was left whole, long words and addresses are wider than the rest: the width is what 24 of 25 lines keep within.
    var beyond = filled / 25 + (filled > 8 ? 1 : 0)
    var width = Self.widest
    while width > 0, histogram[width] <= beyond {
      beyond -= histogram[width]
      width -= 1
    }
    guard lines.count > 1, width >= Self.narrowest, width < Self.widest else { return }
    let full = lines.count { $0.columns <= width && $0.columns + 1 + $0.next > width }
    if full * 2 >= lines.count { self.width = width }
  }

  /// Whether two lines, one right below the other, belong to one paragraph.
  ///
  /// - Parameters:
  ///   - endsSentence: whether the upper line ends with a mark that can end a sentence or a colon.
  ///   - startsLower: whether the lower one begins with a lower-case letter.
  func joins(_ upper: Line, _ lower: Line, endsSentence: Bool, startsLower: Bool) -> Bool {
    guard let width, !upper.endsParagraph, upper.columns <= width + 8 else { return false }
    // The first line of a paragraph may be set in.
    if lower.indent > upper.indent + 1 { return startsLower }
    if upper.columns + 1 + lower.firstWord > width { return true }
    if startsLower && !endsSentence { return true }
    // Some editors break a few columns early.
    return !endsSentence && upper.columns * 100 >= width * 85
  }

  private static let widest = 160
  private static let narrowest = 24
}

extension UnsafeBufferPointer<UInt8> {
  /// The text without a scalar that is cut at its end.
  func wholeScalars() -> Self {
    var end = count
    while end > 0, count - end < 4, self[end - 1] & 0xC0 == 0x80 { end -= 1 }
    guard end > 0, self[end - 1] >= 0xC0 else { return self }
    let lead = self[end - 1]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    return end - 1 + length <= count ? self : UnsafeBufferPointer(rebasing: prefix(end - 1))
  }
}
