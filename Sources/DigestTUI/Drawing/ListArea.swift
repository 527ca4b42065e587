/// Where a list stands on a screen with what is selected in it shown below, and how its rows look.

/// The rows of a list and of the preview below it.
struct ListArea {
  /// The list's first row.
  let top: Int
  /// The list's rows; at least one.
  let rows: Int
  /// The preview's rows, under a rule; empty where there is no room for it.
  let preview: Range<Int>

  /// - Parameters:
  ///   - header: rows of the body above the list.
  ///   - preview: rows wanted for the preview; none where 0.
  init(_ session: Session, header: Int, preview: Int) {
    let end = session.bodyTop + session.bodyRows
    top = session.bodyTop + header
    self.preview = end - preview..<end
    rows = max(1, end - top - (preview > 0 ? preview + 1 : 0))
  }

  /// The rows of a page, of which one is seen on both.
  var page: Int { max(1, rows - 1) }

  /// Draws a row: what is selected has `▸`, the terminal's cursor and its style up to where the right part begins.
  ///
  /// - Parameters:
  ///   - words: cut to the room that the right part leaves.
  ///   - right: stands at the row's end, in a style of its own.
  static func drawRow(
    _ frame: inout Frame, row: Int, isSelected: Bool, words: String, style: Style = .plain, right: String = "", rightStyle: Style = .meta
  ) {
    let margin = Widgets.margin(frame.size)
    let room = frame.size.columns - 2 * margin
    let cells = CellWidth.of(right)
    let free = max(1, room - 2 - (cells > 0 ? cells + (room < 40 ? 1 : 2) : 0))
    let shown: String = words.fitted(to: free)
    frame.put(isSelected ? "▸ " : "  ", isSelected ? .selection : .plain, row: row, column: margin)
    frame.put(shown, isSelected ? .selection : style, row: row, column: margin + 2)
    frame.put(right, isSelected && rightStyle == .mark ? .selection : rightStyle, row: row, column: margin + room - cells)
  }
}
