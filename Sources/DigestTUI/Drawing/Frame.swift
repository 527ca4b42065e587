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
