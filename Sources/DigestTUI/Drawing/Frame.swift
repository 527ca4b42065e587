/// What is shown: cells, cursor and title. The same frame is printed by ncurses and compared in tests as text.

/// Width and height in cells.
public struct Size: Sendable, Hashable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// What a cell is there for. The theme gives each its colours and attributes (`docs/SCREENS.md`, words in brackets).
public enum Style: UInt8, Sendable, CaseIterable {
  case plain, dim, title, meta, standfirst, headline, headlineGenerated, summary, body, quotation, quotationFocused
  case selection, selectionSoft, hit, hitCurrent, match, caption, credit, promo, code, link, mark, bar, rule
  case status, statusKey, statusMessage, error, prompt
  case emphasis, strong, strongEmphasis, inlineCode, linkFocused, linkLetter
}

/// One place of the screen: a grapheme cluster in its shown form, or the hidden right half of a wide one.
public struct Cell: Sendable, Hashable {
  /// The shown form: a spacing character and at most four zero-width ones. Empty: hidden under the wide cell to its left.
  public var text: String
  public var style: Style

  public init(_ text: String, style: Style = .plain) {
    self.text = text
    self.style = style
  }

  public static let blank = Cell(" ")
}

/// Everything that is on the screen.
public struct Frame: Sendable, Equatable {
  public let size: Size
  /// Row by row.
  public internal(set) var cells: [Cell]
  /// Where the terminal's own cursor stands; nil hides it.
  public var cursor: (row: Int, column: Int)? {
    get { cursorCell.map { ($0 / max(size.columns, 1), $0 % max(size.columns, 1)) } }
    set { cursorCell = newValue.map { $0.row * size.columns + $0.column } }
  }
  private var cursorCell: Int?

  public init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: max(0, size.columns * size.rows))
  }

  public subscript(row: Int, column: Int) -> Cell {
    get { cells[row * size.columns + column] }
    set { cells[row * size.columns + column] = newValue }
  }
}

extension Frame {
  /// Puts a text from a place on, in its shown form, and gives the column after it.
  ///
  /// It is cut at the end of `columns` (the frame's, if not given); a wide character that would be cut in two there is left
  /// out, and a blank stands in its stead. Cutting with a sign is `Line.fitted(to:)`'s work. A row outside the frame is nothing.
  @discardableResult
  public mutating func put(_ text: String, _ style: Style = .plain, row: Int, column: Int, columns: Int? = nil) -> Int {
    put(Line(text, style), row: row, column: column, columns: columns)
  }

  /// Puts a line from a place on, and gives the column after it: see `put(_:_:row:column:columns:)`.
  ///
  /// - Parameter columns: how many cells it may take from `column` on.
  @discardableResult
  public mutating func put(_ line: Line, row: Int, column: Int, columns: Int? = nil) -> Int {
    guard row >= 0, row < size.rows else { return column }
    let limit = min(size.columns, columns.map { column + $0 } ?? size.columns)
    var at = column
    for span in line.spans {
      for cluster in span.text {
        guard at < limit else { return at }
        if cluster == "\n" {
          set(Glyph(text: " ", cells: 1), span.style, row: row, column: at)
          at += 1
        } else if cluster == "\t" {
          let end = min(limit, at + CellWidth.tabStop - (at - column) % CellWidth.tabStop)
          while at < end {
            set(Glyph(text: " ", cells: 1), span.style, row: row, column: at)
            at += 1
          }
        } else if let byte = cluster.asciiValue, byte >= 0x20, byte < 0x7F {
          set(Glyph(text: String(cluster), cells: 1), span.style, row: row, column: at)
          at += 1
        } else {
          CellWidth.forEachGlyph(of: cluster) { glyph in
            if at + glyph.cells > limit {
              if at < limit { set(Glyph(text: " ", cells: 1), span.style, row: row, column: at) }
              at = limit
            } else {
              set(glyph, span.style, row: row, column: at)
              at += glyph.cells
            }
          }
        }
      }
    }
    return at
  }

  /// Blanks in a style, over whatever is there.
  public mutating func fill(_ style: Style = .plain, row: Int, columns: Range<Int>) {
    guard row >= 0, row < size.rows else { return }
    for column in columns.clamped(to: 0..<size.columns) { set(Glyph(text: " ", cells: 1), style, row: row, column: column) }
  }

  /// Gives the cells of a region another style and keeps their text. A wide character is styled whole.
  public mutating func restyle(_ style: Style, row: Int, columns: Range<Int>) {
    guard row >= 0, row < size.rows else { return }
    for column in columns.clamped(to: 0..<size.columns) {
      self[row, column].style = style
      if column + 1 < size.columns, self[row, column + 1].text.isEmpty { self[row, column + 1].style = style }
    }
  }

  /// The text of a row, without the hidden halves.
  public func text(row: Int) -> String {
    (0..<size.columns).map { self[row, $0].text }.joined()
  }

  /// Puts one glyph where there is room for it, and blanks the other half of any wide character that it cuts.
  private mutating func set(_ glyph: Glyph, _ style: Style, row: Int, column: Int) {
    guard column >= 0 else { return }
    let index = row * size.columns + column
    if column > 0, cells[index].text.isEmpty { cells[index - 1].text = " " }
    cells[index] = Cell(glyph.text, style: style)
    var end = index + 1
    if glyph.cells == 2 {
      // The cell after a wide one that is overwritten may itself be the left half of another.
      if column + 2 < size.columns, cells[index + 2].text.isEmpty, !cells[index + 1].text.isEmpty { cells[index + 2].text = " " }
      cells[index + 1] = Cell("", style: style)
      end = index + 2
    }
    if end < (row + 1) * size.columns, cells[end].text.isEmpty, glyph.cells == 1 { cells[end].text = " " }
  }
}
