/// The tables of reStructuredText: drawn as a grid or with rules, as lists, with commas.

enum RSTTable {
  typealias Rows = [[[UInt8]]]

  /// A table of cells in boxes of + - and |. O(its bytes).
  static func grid(_ lines: [NotationLine], _ start: Int) -> (rows: Rows, end: Int)? {
    func isRule(_ line: NotationLine) -> Bool {
      line.words.count >= 3 && line.words.first == 0x2B && line.words.last == 0x2B
        && line.words.allSatisfy { $0 == 0x2B || $0 == 0x2D || $0 == 0x3D }
    }
    guard isRule(lines[start]) else { return nil }
    var rows: Rows = []
    var row: [[UInt8]] = []
    var index = start
    while index < lines.count, lines[index].words.first == 0x2B || lines[index].words.first == 0x7C {
      if isRule(lines[index]) {
        if !row.isEmpty { rows.append(row) }
        row = []
      } else {
        // A box may reach over several columns or rows: then its line has fewer bars.
        let cells = lines[index].words.split(whereSeparator: { $0 == 0x7C }).map(\.trimmed)
        for (place, cell) in cells.enumerated() {
          if place == row.count { row.append([]) }
          if !cell.isEmpty { row[place] += (row[place].isEmpty ? [] : [0x20]) + cell }
        }
      }
      index += 1
    }
    if !row.isEmpty { rows.append(row) }
    return index > start + 1 ? (rows, index) : nil
  }

  /// A table whose columns are ruled with = signs. O(its bytes).
  static func simple(_ lines: [NotationLine], _ start: Int) -> (rows: Rows, end: Int)? {
    func isRule(_ line: NotationLine) -> Bool {
      line.words.first == 0x3D && line.words.allSatisfy { $0 == 0x3D || $0 == 0x20 } && line.words.contains(0x20)
    }
    guard isRule(lines[start]) else { return nil }
    let rule = lines[start].bytes
    // Columns by scalars, as the lines are aligned for the eye.
    var edges: [Int] = []
    for (place, index) in rule.indices.enumerated() where rule[index] == 0x3D && (place == 0 || rule[index - 1] == 0x20) {
      edges.append(place)
    }
    var rows: Rows = []
    var index = start + 1
    var end: Int?
    while index < lines.count, index - start < 20_000 {
      let line = lines[index]
      index += 1
      if isRule(line) {
        end = index
        // The rule below the head, else the table's end.
        if index < lines.count, !lines[index].isBlank { continue }
        break
      }
      // Rules of - part heads that reach over columns.
      if line.isBlank || line.words.allSatisfy({ $0 == 0x2D || $0 == 0x20 }) { continue }
      var cells = cells(of: line.bytes, edges)
      if cells.first?.isEmpty == true, !rows.isEmpty {
        for (place, cell) in cells.enumerated() where !cell.isEmpty {
          rows[rows.count - 1][place] += (rows[rows.count - 1][place].isEmpty ? [] : [0x20]) + cell
        }
      } else {
        if cells.isEmpty { cells = [Array(line.words)] }
        rows.append(cells)
      }
    }
    return end.map { (rows, $0) }
  }

  private static func cells(of line: ArraySlice<UInt8>, _ edges: [Int]) -> Rows.Element {
    var cells = [[UInt8]](repeating: [], count: edges.count)
    var column = -1
    var cell = 0
    for byte in line {
      if byte & 0xC0 != 0x80 { column += 1 }
      // A cell may begin a sign early where letters are wide; it never begins inside a word.
      while cell + 1 < edges.count, column >= edges[cell + 1] { cell += 1 }
      cells[cell].append(byte)
    }
    return cells.map { Array($0[...].trimmed) }
  }

  /// One row a line, cells between commas, perhaps in quotation marks.
  static func commas(_ lines: [NotationLine]) -> Rows {
    lines.filter { !$0.isBlank }.map { line in
      var cells: [[UInt8]] = [[]]
      var isQuoted = false
      for byte in line.words {
        if byte == 0x22 {
          isQuoted.toggle()
        } else if byte == 0x2C, !isQuoted {
          cells.append([])
        } else {
          cells[cells.count - 1].append(byte)
        }
      }
      return cells.map { Array($0[...].trimmed) }
    }
  }

  /// A list of lists: * - first cell.
  static func items(_ lines: [NotationLine]) -> Rows {
    var rows: Rows = []
    for line in lines where !line.isBlank {
      if line.starts(with: "* - ") {
        rows.append([Array(line.words.dropFirst(4))])
      } else if line.starts(with: "- "), !rows.isEmpty {
        rows[rows.count - 1].append(Array(line.words.dropFirst(2)))
      } else if let last = rows.last?.count {
        rows[rows.count - 1][last - 1] += [0x20] + line.words
      }
    }
    return rows
  }
}
