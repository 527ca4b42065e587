/// The paragraphs of a PDF from its lines: joined over lines, columns and pages, with the roles that their type tells.

/// A paragraph and what its type tells.
struct PDFParagraph {
  enum Kind { case text, heading, item, table, note }

  var kind: Kind
  var rows: [PDFRow]
  /// The height of its type, in points.
  var height: Float
}

/// Joins lines to paragraphs. O(n).
struct PDFParagraphs {
  private let text: PDFText
  private let rows: [PDFRow]
  /// The height of most letters.
  let bodyHeight: Float
  /// From line to line, for each height of type in half points.
  private var pitches: [Int: Float] = [:]
  /// In reading order, without the notes.
  private(set) var all: [PDFParagraph] = []
  private(set) var notes: [PDFParagraph] = []
  /// Of the last item: a number begins an item where it is the next.
  private var lastNumber = 0

  init(_ text: PDFText, rows: [PDFRow]) {
    self.text = text
    self.rows = rows
    var letters: [Int: Int] = [:]
    for row in rows { letters[Int(row.height * 4), default: 0] += row.words.reduce(0) { $0 + $1.text.count } }
    bodyHeight = letters.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { Float($0.key) / 4 + 0.125 } ?? 12
    pitches = Self.pitches(rows)
    let isNote = noteRows()
    var index = 0
    while index < rows.count {
      let end = tableEnd(from: index)
      if end > index {
        all.append(PDFParagraph(kind: .table, rows: Array(rows[index..<end]), height: rows[index].height))
        index = end
        continue
      }
      if isNote[index] { addNote(index) } else { add(index) }
      index += 1
    }
    releaseHeadlines()
  }

  private static func pitches(_ rows: [PDFRow]) -> [Int: Float] {
    var counts: [Int: [Int: Int]] = [:]
    for (above, below) in zip(rows, rows.dropFirst()) where above.column == below.column && isAlike(above.height, below.height) {
      let pitch = below.base - above.base
      if pitch > 0.5 * below.height, pitch < 3 * below.height {
        counts[Int(below.height * 2), default: [:]][Int(pitch * 4), default: 0] += 1
      }
    }
    return counts.compactMapValues { found in
      found.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { Float($0.key) / 4 + 0.125 }
    }
  }

  private static func isAlike(_ first: Float, _ second: Float) -> Bool { abs(first - second) < 0.07 * max(first, second) }

  private func pitch(_ height: Float) -> Float {
    let found = pitches[Int(height * 2)] ?? pitches[Int(height * 2) + 1] ?? pitches[Int(height * 2) - 1]
    return min(max(found ?? 1.15 * height, 0.8 * height), 2.2 * height)
  }

  // MARK: notes

  /// For each line whether it belongs to the notes at its column's foot: smaller than the text, nothing of the text below, the first begins
  /// with a mark.
  private func noteRows() -> [Bool] {
    var isNote = [Bool](repeating: false, count: rows.count)
    var start = rows.count
    while start > 0 {
      let end = start
      let column = rows[end - 1].column
      while start > 0, rows[start - 1].column == column { start -= 1 }
      var first = end
      while first > start, rows[first - 1].height < 0.93 * bodyHeight { first -= 1 }
      guard first < end else { continue }
      // A figure's caption may stand above the notes.
      if let marked = (first..<end).first(where: { startsNote(rows[$0]) }), rows[start..<end].count > end - marked || column > 1 {
        for index in marked..<end { isNote[index] = true }
      }
    }
    return isNote
  }

  /// 1, [1], *, †, ‡, §.
  private func startsNote(_ row: PDFRow) -> Bool {
    guard let word = row.words.first else { return false }
    let bytes = text.bytes[word.text]
    let isSign = bytes.starts(with: [0x2A]) || bytes.starts(with: [0xE2, 0x80, 0xA0]) || bytes.starts(with: [0xE2, 0x80, 0xA1])
    let digits = bytes.drop { $0 == 0x5B || $0 == 0x28 }.prefix { $0 > 0x2F && $0 < 0x3A }.count
    return isSign || (1...3).contains(digits) && (word.box.height < 0.95 * row.height || bytes.count <= digits + 2)
  }

  // MARK: tables

  /// Where the table that begins with a line ends; the line itself where none begins. At least two lines in cells, perhaps below a head.
  private func tableEnd(from index: Int) -> Int {
    var end = index
    if rows[index].cells.isEmpty {
      guard index + 2 < rows.count, !rows[index + 1].cells.isEmpty, !rows[index + 2].cells.isEmpty, isTableRow(rows[index + 1]),
        abs(rows[index].box.left - rows[index + 1].box.left) < rows[index].height, isBelow(index, index + 1),
        text.endOfSentence(rows[index]) == false, rows[index].words.count <= 12
      else { return index }
      end = index + 1
    }
    let first = end
    while end < rows.count, !rows[end].cells.isEmpty, isTableRow(rows[end]), end == first || isBelow(end - 1, end) { end += 1 }
    return end - first >= 2 ? end : index
  }

  /// No cell is a paragraph.
  private func isTableRow(_ row: PDFRow) -> Bool { row.words.count <= 12 * (row.cells.count + 1) }

  private func isBelow(_ upper: Int, _ lower: Int) -> Bool {
    let step = rows[lower].base - rows[upper].base
    return rows[upper].column == rows[lower].column && step > 0 && step < 2.5 * pitch(rows[lower].height)
  }

  // MARK: paragraphs

  private mutating func add(_ index: Int) {
    let row = rows[index]
    let isHeading = row.height > 1.1 * bodyHeight
    let number = isHeading ? nil : text.itemNumber(row)
    let isItem = !isHeading && (text.startsBullet(row) || number == 1 || number != nil && number == lastNumber + 1)
    if isItem, let number { lastNumber = number }
    if let last = all.last, let before = last.rows.last, continues(last, before, row, isItem: isItem) {
      all[all.count - 1].rows.append(row)
    } else {
      all.append(PDFParagraph(kind: isHeading ? .heading : isItem ? .item : .text, rows: [row], height: row.height))
    }
  }

  /// A numbered line between paragraphs is a headline rather than a list's item: its words decide.
  private mutating func releaseHeadlines() {
    for index in all.indices where all[index].kind == .item && all[index].rows.count == 1 {
      let row = all[index].rows[0]
      let isBetween = (index == 0 || all[index - 1].kind != .item) && index + 1 < all.count && all[index + 1].kind != .item
      if isBetween, !text.startsBullet(row), !text.endOfSentence(row) { all[index].kind = .text }
    }
  }

  private mutating func addNote(_ index: Int) {
    let row = rows[index]
    if let before = notes.last?.rows.last, Self.isAlike(before.height, row.height),
      !startsNote(row) || !text.endOfSentence(before) && row.box.left > before.left + 0.5 * row.height
    {
      notes[notes.count - 1].rows.append(row)
    } else {
      notes.append(PDFParagraph(kind: .note, rows: [row], height: row.height))
    }
  }

  private func continues(_ paragraph: PDFParagraph, _ before: PDFRow, _ row: PDFRow, isItem: Bool) -> Bool {
    guard Self.isAlike(before.height, row.height) || row.words.count == 1 && row.height < before.height, paragraph.kind != .table else {
      return false
    }
    let ends = text.endOfSentence(before)
    let step = row.base - before.base
    if before.page == row.page, step > 0, row.box.left < before.box.right, row.box.right > before.box.left {
      if step > 1.65 * pitch(row.height) { return false }
      if paragraph.kind == .heading { return true }
      let isFull = !fits(row, behind: before)
      if step > 1.25 * pitch(row.height), ends || !isFull { return false }
      if isItem, ends || !isFull || text.startsBullet(row) || paragraph.kind == .item && abs(paragraph.rows[0].box.left - row.box.left) < 1
      {
        return false
      }
      return isFlush(paragraph, before, row, ends: ends) && (isFull || !ends && !text.startsUpper(row))
    }
    // On the next column or page only what breaks off goes on.
    if paragraph.kind == .heading || isItem { return false }
    if text.startsLower(row) { return true }
    return !ends && !fits(row, behind: before)
  }

  /// Whether the first word of a line would have fitted behind the one above: then that was a paragraph's last.
  private func fits(_ row: PDFRow, behind before: PDFRow) -> Bool {
    guard let word = row.words.first else { return true }
    // What is set in on the left often is on the right.
    let inset = before.box.left - before.left > 1.2 * row.height ? before.box.left - before.left : 0
    return before.box.right + 0.3 * row.height + word.box.width < before.right - inset - 0.8 * row.height
  }

  /// Whether a line begins where the paragraph's next line is to be expected: not set in, not set out.
  private func isFlush(_ paragraph: PDFParagraph, _ before: PDFRow, _ row: PDFRow, ends: Bool) -> Bool {
    let shift = row.box.left - before.box.left
    let tolerance = 0.5 * row.height
    if paragraph.kind == .item {
      return paragraph.rows.count == 1 ? shift > -tolerance : shift < tolerance && shift > -tolerance
    }
    if shift > tolerance {
      return !ends && before.words.first.map { $0.box.height > 1.5 * row.height } == true || !ends && shift > 4 * row.height
    }
    // Below a first line that is set in, and below an initial.
    if shift < -tolerance { return paragraph.rows.count == 1 || !ends && shift < -2 * row.height }
    return true
  }
}
