/// Blocks that keep their lines: code, and tables in columns that fit.

import DigestCore

/// A part of a row that stands at a column of its own, as a table's cell.
struct RowPart: Sendable, Equatable {
  /// UTF-8 bytes of the block's text.
  var bytes: Range<Int>
  /// Cells from where the row's text begins.
  var column: Int
  /// Whether it is the name of the column that the part after it belongs to.
  var isLabel = false
}

extension Layout {
  /// Where a tab reaches in code: eight cells would leave deeply indented lines no room.
  private static let codeTab = 4
  /// What begins the rest of a line that is longer than the column.
  private static let goesOn = "↳ "
  /// Blanks between the columns of a table.
  private static let gap = 2

  /// The rows of a piece of a block that keeps its lines.
  func lineRows(_ block: Int, _ bytes: Range<Int>) -> [TextRow] {
    let lines = lines(block, bytes)
    if role(block) == .table, let plan = tablePlan(block) { return tableRows(block, lines, plan) }
    return lines.flatMap { codeRows(block, $0) }
  }

  func lines(_ block: Int, _ bytes: Range<Int>) -> [Range<Int>] {
    split(block, bytes, at: 0x0A)
  }

  private func split(_ block: Int, _ bytes: Range<Int>, at byte: UInt8) -> [Range<Int>] {
    let base = article.blocks[block].bytes.lowerBound
    var found: [Range<Int>] = []
    var start = bytes.lowerBound
    for index in bytes where article.utf8[base + index] == byte {
      found.append(start..<index)
      start = index + 1
    }
    if start < bytes.upperBound || found.isEmpty { found.append(start..<bytes.upperBound) }
    return found
  }

  func text(_ block: Int, _ bytes: Range<Int>) -> ArraySlice<UInt8> {
    let base = article.blocks[block].bytes.lowerBound
    return article.utf8[base + bytes.lowerBound..<base + bytes.upperBound]
  }

  // MARK: Code

  /// A line of code: as it is, and where it is too long, gone on with on the next row.
  private func codeRows(_ block: Int, _ line: Range<Int>) -> [TextRow] {
    var rows: [TextRow] = []
    var parts: [RowPart] = []
    var start = line.lowerBound
    var column = 0
    var lead = codeLead(block)
    func finish(_ end: Int) {
      let isWhole = parts.count == 1 && parts[0].column == 0
      rows.append(
        TextRow(
          kind: .text(role(block)), block: block, bytes: start..<end, indent: CellWidth.of(lead), lead: lead,
          parts: isWhole || parts.isEmpty ? [] : parts))
      parts = []
      start = end
      column = 0
      lead = codeLead(block) + (columns >= 8 ? Self.goesOn : "")
    }
    for (index, segment) in split(block, line, at: 0x09).enumerated() {
      if index > 0 { column = (column / Self.codeTab + 1) * Self.codeTab }
      var rest = segment
      while !rest.isEmpty {
        let room = max(1, columns - CellWidth.of(lead))
        let fit = fitting(text(block, rest), cells: room - column, atLeastOne: column == 0)
        if fit.bytes > 0 {
          parts.append(RowPart(bytes: rest.lowerBound..<rest.lowerBound + fit.bytes, column: column))
          column += fit.cells
          rest = rest.lowerBound + fit.bytes..<rest.upperBound
        }
        if !rest.isEmpty { finish(rest.lowerBound) }
      }
    }
    if start < line.upperBound || rows.isEmpty { finish(line.upperBound) }
    return rows
  }

  /// Code stands in from the text, where there is room.
  private func codeLead(_ block: Int) -> String { columns >= 40 && role(block) == .code ? "  " : "" }

  /// The longest start of whole clusters in so many cells.
  private func fitting(_ text: ArraySlice<UInt8>, cells: Int, atLeastOne: Bool) -> (bytes: Int, cells: Int) {
    var bytes = 0
    var taken = 0
    text.withUnsafeBufferPointer { buffer in
      CellWidth.forEachCluster(in: buffer) { range, width in
        guard taken + width <= cells || atLeastOne && bytes == 0 else { return false }
        bytes = range.upperBound
        taken += width
        return true
      }
    }
    return (bytes, taken)
  }

  // MARK: Tables

  /// How a table is drawn: in columns, or, where these do not fit, each row as a list of its cells.
  private struct TablePlan {
    var widths: [Int]
    var isRight: [Bool]
    /// The cells of the first row where they are the columns' names.
    var names: [Range<Int>]
    var isFolded: Bool
  }

  /// What of a table is measured for its columns.
  private static let measured = 64 << 10
  private static let narrowest = 10
  private static let mostColumns = 48

  /// Nil where the block has no cells, only lines.
  private func tablePlan(_ block: Int) -> TablePlan? {
    let length = min(article.blocks[block].bytes.count, Self.measured)
    guard text(block, 0..<length).contains(0x09) else { return nil }
    var widths: [Int] = []
    var figures: [Int] = []
    var filled: [Int] = []
    var names: [Range<Int>] = []
    for (index, line) in lines(block, 0..<length).enumerated() {
      let cells = split(block, line, at: 0x09)
      if index == 0, isNames(block, cells) { names = cells }
      for (column, cell) in cells.enumerated() {
        if column == widths.count {
          widths.append(1)
          figures.append(0)
          filled.append(0)
        }
        widths[column] = max(widths[column], min(1000, CellWidth.of(text(block, cell))))
        guard !cell.isEmpty, index > 0 || names.isEmpty else { continue }
        filled[column] += 1
        if isFigure(text(block, cell)) { figures[column] += 1 }
      }
    }
    let isRight = widths.indices.map { filled[$0] > 0 && figures[$0] == filled[$0] }
    let room = columns - Self.gap * (widths.count - 1)
    let isFolded = widths.count > Self.mostColumns || room < widths.reduce(0, { $0 + min($1, Self.narrowest) })
    if !isFolded { Self.fit(&widths, to: room) }
    return TablePlan(widths: widths, isRight: isRight, names: names, isFolded: isFolded)
  }

  /// Takes from the widest columns until all fit.
  private static func fit(_ widths: inout [Int], to room: Int) {
    var excess = widths.reduce(0, +) - room
    while excess > 0, let widest = widths.max(), widest > 1 {
      let all = widths.indices.filter { widths[$0] == widest }
      let next = max(1, widths.filter { $0 < widest }.max() ?? 1)
      let step = max(1, min(widest - next, excess / all.count))
      for index in all where excess > 0 {
        widths[index] -= step
        excess -= step
      }
    }
  }

  /// Whether all cells of a row are header cells: those are strong.
  private func isNames(_ block: Int, _ cells: [Range<Int>]) -> Bool {
    let base = article.blocks[block].bytes.lowerBound
    let filled = cells.filter { !$0.isEmpty }
    return !filled.isEmpty
      && filled.allSatisfy { cell in
        let bytes = base + cell.lowerBound..<base + cell.upperBound
        return article.markup.inlines(touching: bytes).contains { $0.kind == .strong && $0.bytes.clamped(to: bytes) == bytes }
      }
  }

  /// Digits with what goes with them: signs, marks, one short word as a unit.
  private func isFigure(_ text: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    var others = 0
    for byte in text {
      if byte > 0x2F && byte < 0x3A { digits += 1 } else if byte > 0x40 { others += 1 }
    }
    return digits > 0 && others <= 3 || text.count <= 3 && digits == 0 && !text.contains { ($0 | 0x20) &- 0x61 < 26 }
  }

  private func tableRows(_ block: Int, _ lines: [Range<Int>], _ plan: TablePlan) -> [TextRow] {
    var rows: [TextRow] = []
    for line in lines where !line.isEmpty {
      let cells = split(block, line, at: 0x09)
      let isHead = !plan.names.isEmpty && line.lowerBound == 0
      rows += plan.isFolded ? foldedRows(block, line, cells, plan, isHead: isHead) : columnRows(block, line, cells, plan)
      if isHead, !plan.isFolded {
        let width = plan.widths.reduce(0, +) + Self.gap * (plan.widths.count - 1)
        rows.append(TextRow(kind: .text(.table), block: block, bytes: 0..<0, words: String(repeating: "─", count: width)))
      }
    }
    return rows
  }

  /// A row of a table, each cell wrapped in its column.
  private func columnRows(_ block: Int, _ line: Range<Int>, _ cells: [Range<Int>], _ plan: TablePlan) -> [TextRow] {
    var columnOf: [Int] = []
    var column = 0
    for width in plan.widths {
      columnOf.append(column)
      column += width + Self.gap
    }
    let wrapped = cells.prefix(plan.widths.count).enumerated().map { index, cell in
      wrap(text(block, cell), cells: plan.widths[index]).map { cell.lowerBound + $0.lowerBound..<cell.lowerBound + $0.upperBound }
    }
    return (0..<max(1, wrapped.map(\.count).max() ?? 1)).map { row in
      var parts: [RowPart] = []
      for (index, lines) in wrapped.enumerated() where lines.indices.contains(row) && !lines[row].isEmpty {
        let shift = plan.isRight[index] ? max(0, plan.widths[index] - CellWidth.of(text(block, lines[row]))) : 0
        parts.append(RowPart(bytes: lines[row], column: columnOf[index] + shift))
      }
      let start = parts.map(\.bytes.lowerBound).min() ?? line.lowerBound
      return TextRow(
        kind: .text(.table), block: block, bytes: start..<max(start, parts.map(\.bytes.upperBound).max() ?? start), parts: parts)
    }
  }

  /// A row of a table that is too wide: its first cell, and the others below with the names of their columns.
  private func foldedRows(
    _ block: Int, _ line: Range<Int>, _ cells: [Range<Int>], _ plan: TablePlan, isHead: Bool
  ) -> [TextRow] {
    var rows: [TextRow] = []
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      let indent = index == 0 || isHead || columns < 12 ? 0 : 2
      var name: RowPart?
      if index > 0, !isHead, plan.names.indices.contains(index), !plan.names[index].isEmpty {
        let fit = fitting(text(block, plan.names[index]), cells: max(4, columns / 3), atLeastOne: true)
        name = RowPart(bytes: plan.names[index].lowerBound..<plan.names[index].lowerBound + fit.bytes, column: indent, isLabel: true)
      }
      let before = name.map { CellWidth.of(text(block, $0.bytes)) + 2 } ?? 0
      for (row, part) in wrap(text(block, cell), cells: max(1, columns - indent - before)).enumerated() {
        let bytes = cell.lowerBound + part.lowerBound..<cell.lowerBound + part.upperBound
        var parts = [RowPart(bytes: bytes, column: indent + before)]
        if row == 0, let name { parts.insert(name, at: 0) }
        rows.append(TextRow(kind: .text(.table), block: block, bytes: bytes, parts: parts))
      }
    }
    return rows
  }
}
