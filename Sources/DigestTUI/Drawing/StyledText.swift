/// Text with styles: spans make a line, and lines are fitted into cells.

/// Words in one style.
public struct Span: Sendable, Hashable {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }

  /// The cells that it takes. O(n).
  public var cells: Int { CellWidth.of(text) }
}

/// One row's worth of spans.
public struct Line: Sendable, Hashable {
  public var spans: [Span]

  public init(_ spans: [Span] = []) {
    self.spans = spans
  }

  public init(_ text: String, _ style: Style = .plain) {
    spans = [Span(text, style)]
  }

  /// The cells that it takes. O(n).
  public var cells: Int { spans.reduce(0) { $0 + $1.cells } }

  /// The words alone.
  public var text: String { spans.map(\.text).joined() }

  public mutating func append(_ text: String, _ style: Style = .plain) {
    spans.append(Span(text, style))
  }

  /// Blanks up to a column, for what stands in columns. Nothing where the line is already as long.
  public mutating func pad(to cells: Int, _ style: Style = .plain) {
    let missing = cells - self.cells
    if missing > 0 { append(String(repeating: " ", count: missing), style) }
  }

  /// The line in at most `cells` cells: cut with `…` in the style of the last words kept.
  public func fitted(to cells: Int) -> Line {
    guard self.cells > cells else { return self }
    let kept = text.fitted(to: cells)
    var left = kept.utf8.count - (kept.hasSuffix(String.cutMark) ? String.cutMark.utf8.count : 0)
    var line = Line()
    for span in spans where left > 0 {
      let length = min(left, span.text.utf8.count)
      line.append(String(decoding: span.text.utf8.prefix(length), as: UTF8.self), span.style)
      left -= length
    }
    if line.spans.isEmpty { return Line(kept, spans.first?.style ?? .plain) }
    line.spans[line.spans.count - 1].text += String.cutMark
    return line
  }
}

extension String {
  /// What shows that a text was cut.
  static let cutMark = "…"
  /// The most cells that cutting at a word's end may cost.
  private static let wordCost = 8

  /// The text in at most `cells` cells: where it is longer, cut between grapheme clusters with `…`, at a word's end where
  /// that costs at most eight cells. O(cells).
  public func fitted(to cells: Int) -> String { fitted(to: cells, wordCost: String.wordCost) }

  /// The text in at most `cells` cells, cut wherever it must be: for narrow columns, in which every letter tells.
  public func fittedBetweenClusters(to cells: Int) -> String { fitted(to: cells, wordCost: 0) }

  private func fitted(to cells: Int, wordCost: Int) -> String {
    if cells <= 0 { return "" }
    var copy = self
    let cut = copy.withUTF8 { String.cut($0, to: cells, wordCost: wordCost) }
    guard let cut else { return self }
    return String(decoding: copy.utf8.prefix(cut), as: UTF8.self) + String.cutMark
  }

  /// The bytes kept before the cut mark; nil where all fits.
  private static func cut(_ utf8: UnsafeBufferPointer<UInt8>, to cells: Int, wordCost: Int) -> Int? {
    var taken = 0
    var kept = 0  // the bytes that leave a cell for the mark
    var keptCells = 0
    var word: (bytes: Int, cells: Int)?  // the last word's end among them
    var fits = true
    var lastIsBlank = true
    CellWidth.forEachCluster(in: utf8) { bytes, width in
      let isBlank = utf8[bytes.lowerBound] == 0x20
      if isBlank, !lastIsBlank, taken <= cells - 1 { word = (bytes.lowerBound, taken) }
      lastIsBlank = isBlank
      taken += width
      if taken <= cells - 1 {
        kept = bytes.upperBound
        keptCells = taken
      }
      if taken > cells { fits = false }
      return fits
    }
    if fits { return nil }
    guard let word, word.bytes > 0, keptCells - word.cells <= wordCost, kept < utf8.count else { return kept }
    return word.bytes
  }

  /// The text with blanks after it up to so many cells, or cut to them.
  public func padded(to cells: Int) -> String {
    let text = fitted(to: cells)
    return text + String(repeating: " ", count: max(0, cells - CellWidth.of(text)))
  }

  /// The text with blanks before it up to so many cells, or cut to them.
  public func padded(before cells: Int) -> String {
    let text = fitted(to: cells)
    return String(repeating: " ", count: max(0, cells - CellWidth.of(text))) + text
  }
}
