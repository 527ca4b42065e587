/// The lines of a text in a light notation.

/// One line without its end.
struct NotationLine {
  /// Without blanks at its end.
  let bytes: ArraySlice<UInt8>
  /// Columns of white space before it; a tab goes to the next eighth.
  let indent: Int
  /// Without the white space before it.
  let words: ArraySlice<UInt8>

  init(_ line: ArraySlice<UInt8>) {
    var line = line
    while let last = line.last, last <= 0x20 { line.removeLast() }
    bytes = line
    var columns = 0
    while let first = line.first, first == 0x20 || first == 0x09 {
      columns = first == 0x09 ? (columns / 8 + 1) * 8 : columns + 1
      line.removeFirst()
    }
    indent = columns
    words = line
  }

  var isBlank: Bool { words.isEmpty }

  func starts(with text: StaticString) -> Bool { words.starts(with: text) }

  /// The line without so many columns of white space.
  func without(_ columns: Int) -> ArraySlice<UInt8> {
    guard indent > columns else { return words }
    return Array(repeating: 0x20, count: indent - columns) + words
  }

  /// Of a text in valid UTF-8. O(n).
  static func lines(of utf8: [UInt8]) -> [NotationLine] {
    var lines: [NotationLine] = []
    var start = 0
    while start < utf8.count {
      var end = start
      while end < utf8.count, utf8[end] != 0x0A, utf8[end] != 0x0D { end += 1 }
      lines.append(NotationLine(utf8[start..<end]))
      start = end + (end + 1 < utf8.count && utf8[end] == 0x0D && utf8[end + 1] == 0x0A ? 2 : 1)
    }
    return lines
  }

  /// The mark of a list's item, with the length of it and of the blanks behind it; nil where the line begins with none.
  func item(bullets: [UInt8]) -> (length: Int, number: Int?)? {
    let line = words
    guard let first = line.first else { return nil }
    var index = line.startIndex
    var number: Int?
    if bullets.contains(first) {
      index += 1
    } else {
      if first == 0x28 { index += 1 }
      let start = index
      while index < line.endIndex, index - start < 9, line[index] > 0x2F, line[index] < 0x3A { index += 1 }
      if index > start {
        number = line[start..<index].reduce(0) { $0 * 10 + Int($1 - 0x30) }
      } else if index < line.endIndex, line[index] == 0x23 {
        index += 1
        number = 1
      } else {
        return nil
      }
      guard index < line.endIndex, line[index] == 0x2E && first != 0x28 || line[index] == 0x29 else { return nil }
      index += 1
    }
    guard index == line.endIndex || line[index] == 0x20 || line[index] == 0x09 else { return nil }
    while index < line.endIndex, line[index] == 0x20 || line[index] == 0x09 { index += 1 }
    return (index - line.startIndex, number)
  }
}

extension ArraySlice<UInt8> {
  func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { text in count >= text.count && prefix(text.count).elementsEqual(text) }
  }

  /// Without white space at both ends.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, first <= 0x20 { slice.removeFirst() }
    while let last = slice.last, last <= 0x20 { slice.removeLast() }
    return slice
  }
}

/// The open lists while items come one after the other, each with the column at which its marks stand.
struct NotationLists {
  private struct List {
    let column: Int
    let tag: String
  }

  private var open: [List] = []
  private static let deepest = 30

  var isEmpty: Bool { open.isEmpty }
  /// The column of the innermost list's marks.
  var column: Int { open.last?.column ?? -1 }

  /// Begins an item at a column.
  mutating func begin(column: Int, number: Int?, in page: inout NotationPage) {
    close(above: column, in: &page)
    let tag = number == nil ? "ul" : "ol"
    if let last = open.last, last.column >= column || open.count >= Self.deepest {
      page.add("</li>\n")
      if last.tag != tag {
        page.add("</\(last.tag)>")
        open[open.count - 1] = List(column: last.column, tag: tag)
        page.add(number.map { $0 == 1 ? "<ol>" : "<ol start=\"\($0)\">" } ?? "<ul>")
      }
    } else {
      open.append(List(column: column, tag: tag))
      page.add(number.map { $0 == 1 ? "<ol>" : "<ol start=\"\($0)\">" } ?? "<ul>")
    }
    page.add("<li>")
  }

  /// Ends the lists whose marks stand right of a column.
  mutating func close(above column: Int, in page: inout NotationPage) {
    while let last = open.last, last.column > column {
      page.add("</li></\(last.tag)>\n")
      open.removeLast()
    }
  }

  mutating func closeAll(in page: inout NotationPage) { close(above: -1, in: &page) }
}
