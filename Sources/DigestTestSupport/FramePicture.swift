/// Frames as SVG pictures, for the README: made from the same frames as the golden screens.

public import DigestTUI

/// Draws frames as a terminal with a dark ground would.
public enum FramePicture {
  private static let cellWidth = 8.4
  private static let cellHeight = 18.0
  private static let margin = 14.0
  private static let ground = "#16181d"
  private static let ink = "#d7dae0"
  /// The sixteen colours of a terminal.
  private static let colors = [
    "#16181d", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0",
    "#5c6370", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#ffffff",
  ]

  /// An SVG of a frame; `title` is its text for those who do not see it.
  public static func svg(_ frame: Frame, title: String) -> String {
    let width = Double(frame.size.columns) * cellWidth + 2 * margin
    let height = Double(frame.size.rows) * cellHeight + 2 * margin
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(short(width)) \(short(height))" width="\(short(width))" height="\(short(height))" role="img">
      <title>\(escaped(title))</title>
      <rect width="100%" height="100%" rx="8" fill="\(ground)"/>
      <g font-family="'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace" font-size="14" xml:space="preserve">

      """
    let theme = Theme(hasColors: true, hasItalic: true)
    for row in 0..<frame.size.rows {
      for run in runs(frame, row: row) { svg += draw(run, row: row, look: theme.look(run.style)) }
    }
    if let cursor = frame.cursor {
      let (x, y) = place(row: cursor.row, column: cursor.column)
      svg +=
        "<rect x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(cellWidth))\" height=\"\(short(cellHeight))\" fill=\"none\" stroke=\"\(ink)\" opacity=\"0.7\"/>\n"
    }
    return svg + "</g>\n</svg>\n"
  }

  /// Neighbouring cells in one style.
  private struct Run {
    var column: Int
    var cells: Int
    var text: String
    var style: Style
  }

  private static func runs(_ frame: Frame, row: Int) -> [Run] {
    var runs: [Run] = []
    for column in 0..<frame.size.columns {
      let cell = frame[row, column]
      if let last = runs.last, last.style == cell.style {
        runs[runs.count - 1].cells += 1
        runs[runs.count - 1].text += cell.text
      } else {
        runs.append(Run(column: column, cells: 1, text: cell.text, style: cell.style))
      }
    }
    return runs
  }

  private static func draw(_ run: Run, row: Int, look: Look) -> String {
    var foreground = look.foreground.map { colors[$0] } ?? ink
    var background = look.background.map { colors[$0] }
    if look.attributes.contains(.reverse) { (foreground, background) = (background ?? ground, foreground) }
    let (x, y) = place(row: row, column: run.column)
    var svg = ""
    if let background {
      svg +=
        "<rect x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(Double(run.cells) * cellWidth))\" height=\"\(short(cellHeight))\" fill=\"\(background)\"/>\n"
    }
    let blanks = run.text.prefix { $0 == " " }.count
    let words = run.text.dropFirst(blanks).reversed().drop { $0 == " " }.reversed()
    guard !words.isEmpty else { return svg }
    let text = String(words)
    var attributes = ""
    if look.attributes.contains(.bold) { attributes += " font-weight=\"bold\"" }
    if look.attributes.contains(.italic) { attributes += " font-style=\"italic\"" }
    if look.attributes.contains(.underline) { attributes += " text-decoration=\"underline\"" }
    if look.attributes.contains(.dim) { attributes += " opacity=\"0.6\"" }
    // The length holds the columns, whatever font stands in.
    let start = short(x + Double(blanks) * cellWidth)
    let length = short(Double(CellWidth.of(text)) * cellWidth)
    svg +=
      "<text x=\"\(start)\" y=\"\(short(y + 13.5))\" textLength=\"\(length)\" lengthAdjust=\"spacingAndGlyphs\" fill=\"\(foreground)\"\(attributes)>\(escaped(text))</text>\n"
    return svg
  }

  private static func place(row: Int, column: Int) -> (x: Double, y: Double) {
    (margin + Double(column) * cellWidth, margin + Double(row) * cellHeight)
  }

  /// A number with one digit after the point.
  private static func short(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
