/// Frames as text that people can read and compare.

public import DigestTUI

/// Prints frames for golden files and failure messages.
public enum FramePrinter {
  /// The rows as they stand on the screen, without the blanks at their ends.
  public static func plain(_ frame: Frame) -> String {
    (0..<frame.size.rows).map { trimmed(frame.text(row: $0)) + "\n" }.joined()
  }

  /// The rows with the style of every stretch that is not plain: `⟦headline⟧Who pays⟦⟧`, and `⟦|⟧` where the cursor stands.
  public static func marked(_ frame: Frame) -> String {
    var text = ""
    for row in 0..<frame.size.rows {
      var style = Style.plain
      var line = ""
      for column in 0..<frame.size.columns {
        let cell = frame[row, column]
        if cell.style != style {
          line += cell.style == .plain ? "⟦⟧" : "⟦\(cell.style)⟧"
          style = cell.style
        }
        if let cursor = frame.cursor, cursor == (row, column) { line += "⟦|⟧" }
        line += cell.text
      }
      text += trimmed(line) + "\n"
    }
    return text
  }

  /// What is wrong with a frame's wide characters; empty where each hides exactly the cell to its right.
  public static func faults(_ frame: Frame) -> [String] {
    var faults: [String] = []
    for row in 0..<frame.size.rows {
      var hiddenExpected = false
      for column in 0..<frame.size.columns {
        let text = frame[row, column].text
        let cells = CellWidth.of(text)
        if text.isEmpty != hiddenExpected {
          faults.append("row \(row), column \(column): \(text.isEmpty ? "hidden under nothing" : "stands under a wide character")")
        }
        if !text.isEmpty, cells != 1, cells != 2 { faults.append("row \(row), column \(column): \(cells) cells in one place") }
        hiddenExpected = !text.isEmpty && cells == 2
      }
      if hiddenExpected { faults.append("row \(row): a wide character is cut at the edge") }
    }
    if let cursor = frame.cursor,
      cursor.row < 0 || cursor.row >= frame.size.rows || cursor.column < 0 || cursor.column >= frame.size.columns
    {
      faults.append("the cursor stands outside at \(cursor)")
    }
    return faults
  }

  private static func trimmed(_ line: String) -> String {
    var end = line.endIndex
    while end > line.startIndex, line[line.index(before: end)] == " " { end = line.index(before: end) }
    return String(line[..<end])
  }
}
