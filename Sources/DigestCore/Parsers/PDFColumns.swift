/// The reading order of a page: its columns, found by the white between them.

/// Words that stand side by side without a wide gap.
struct PDFSegment {
  var words: [PDFWord]
  var box: PDFBox
  /// Bytes of letters: figures make tables, not prose.
  var length: Int

  init(_ word: PDFWord) {
    words = [word]
    box = word.box
    length = word.length
  }

  mutating func append(_ word: PDFWord) {
    words.append(word)
    box.formUnion(word.box)
    length += word.length
  }
}

/// One line of a column.
struct PDFRow {
  /// From left to right.
  var words: [PDFWord] = []
  /// The words' numbers before which a cell begins.
  var cells: [Int] = []
  var box: PDFBox
  var page: Int
  /// Lines of one column of one page have the same.
  var column = 0
  /// The column's edges.
  var left: Float = 0
  var right: Float = 0

  /// The height of its type, and where its letters stand: those of its longest word, as numbers of notes and initials differ.
  private(set) var height: Float = 0
  private(set) var base: Float = 0
  private var longest = 0

  init(box: PDFBox, page: Int, column: Int) {
    self.box = box
    self.page = page
    self.column = column
  }

  mutating func append(_ segment: PDFSegment) {
    words += segment.words
    box.formUnion(segment.box)
    for word in segment.words where word.text.count > longest {
      longest = word.text.count
      height = word.box.height
      base = word.box.bottom
    }
  }
}

/// Puts the lines of one page into reading order.
///
/// A page is parted at the white from top to bottom that has most text on both sides and fewest lines across; lines that cross it part what
/// is above them from what is below. Each side is parted again in the same way (a recursive X-Y cut after Nagy and Seth, which cuts
/// upright first and lets lines cross).
struct PDFColumns {
  private let page: Int
  /// White narrower than this parts no columns.
  private let gutter: Float
  private var rows: [PDFRow] = []
  private var columns = 0

  /// The page's lines in reading order. O(n log n), as a page has no more than 200 places for a cut.
  ///
  /// - Parameter columns: columns on the pages before.
  static func rows(of segments: [PDFSegment], page: Int, after columns: Int) -> [PDFRow] {
    let heights = segments.map(\.box.height).sorted()
    var order = PDFColumns(page: page, gutter: 0.55 * (heights.isEmpty ? 12 : heights[heights.count / 2]))
    order.columns = columns
    order.read(segments.sorted { $0.box.middle < $1.box.middle }, depth: 0)
    return order.rows
  }

  private init(page: Int, gutter: Float) {
    self.page = page
    self.gutter = gutter
  }

  /// The page's words joined where one is drawn right after the other on one line.
  static func segments(of words: [PDFWord]) -> [PDFSegment] {
    var segments: [PDFSegment] = []
    for word in words {
      if let last = segments.last, let before = last.words.last, follows(before.box, word.box) {
        segments[segments.count - 1].append(word)
      } else {
        segments.append(PDFSegment(word))
      }
    }
    return segments
  }

  private static func follows(_ before: PDFBox, _ box: PDFBox) -> Bool {
    let height = min(before.height, box.height)
    return before.isBeside(box) && box.left > before.right - 0.4 * height && box.left - before.right < 1.2 * height
  }

  private static let deepest = 6

  /// Reads segments that are in order from above.
  private mutating func read(_ segments: [PDFSegment], depth: Int) {
    columns += 1
    let column = columns
    let start = rows.count
    if depth < Self.deepest, let cut = cut(segments) {
      var left: [PDFSegment] = []
      var right: [PDFSegment] = []
      var across: [PDFSegment] = []
      for segment in segments {
        if segment.box.right <= cut {
          left.append(segment)
        } else if segment.box.left >= cut {
          right.append(segment)
        } else {
          flush(&left, &right, column, depth)
          across.append(segment)
          continue
        }
        append(across, column: column)
        across = []
      }
      append(across, column: column)
      flush(&left, &right, column, depth)
    } else {
      append(segments, column: column)
    }
    let own = (start..<rows.count).filter { rows[$0].column == column }
    let left = own.map { rows[$0].box.left }.min() ?? 0
    let right = own.map { rows[$0].box.right }.max() ?? 0
    for row in own {
      rows[row].left = left
      rows[row].right = right
    }
  }

  /// Reads what stands on both sides of a cut between two lines that cross it.
  private mutating func flush(_ left: inout [PDFSegment], _ right: inout [PDFSegment], _ column: Int, _ depth: Int) {
    defer { (left, right) = ([], []) }
    if left.isEmpty || right.isEmpty {
      if !left.isEmpty || !right.isEmpty { read(left + right, depth: depth + 1) }
    } else if Self.isProse(left) || Self.isProse(right), max(left.count, right.count) > 1 {
      read(left, depth: depth + 1)
      read(right, depth: depth + 1)
    } else {
      append((left + right).sorted { $0.box.middle < $1.box.middle }, column: column)
    }
  }

  // MARK: cuts

  /// Where two columns of text are parted best; nil where there is one column, or a table.
  private func cut(_ segments: [PDFSegment]) -> Float? {
    guard segments.count >= 4 else { return nil }
    let isAlone = segments.indices.map { index in
      !(index > 0 && segments[index].box.isBeside(segments[index - 1].box))
        && !(index + 1 < segments.count && segments[index].box.isBeside(segments[index + 1].box))
    }
    var best: (score: Int, cut: Float)?
    // Right behind where lines end, at most 300 places.
    let edges = (left: segments.map(\.box.left).min() ?? 0, right: segments.map(\.box.right).max() ?? 0)
    let step = max(3, (edges.right - edges.left) / 300)
    var ends: [Int: Float] = [:]
    for segment in segments {
      let place = Int((segment.box.right - edges.left) / step)
      ends[place] = max(ends[place] ?? segment.box.right, segment.box.right)
    }
    for end in ends.values.sorted() {
      let sides = Sides(segments, isAlone, cut: end + 0.5 * gutter, tolerance: 0.2 * gutter)
      guard sides.white >= gutter, let score = sides.score, best.map({ score > $0.score }) ?? true,
        Self.isProse(segments.filter { $0.box.right <= end + 0.3 * gutter }),
        Self.isProse(segments.filter { $0.box.left >= end + 0.7 * gutter })
      else { continue }
      best = (score, end + 0.5 * gutter)
    }
    return best?.cut
  }

  /// What a cut parts: bytes of letters on its sides and in lines that cross it; of these in pieces of lines that have others beside them.
  private struct Sides {
    private var left = 0
    private var right = 0
    private var across = 0
    private var torn = 0
    private var edges: (left: Float, right: Float) = (-.infinity, .infinity)

    init(_ segments: [PDFSegment], _ isAlone: [Bool], cut: Float, tolerance: Float) {
      for index in segments.indices {
        let length = segments[index].length
        if segments[index].box.right <= cut - tolerance {
          left += length
          edges.left = max(edges.left, segments[index].box.right)
        } else if segments[index].box.left >= cut + tolerance {
          right += length
          edges.right = min(edges.right, segments[index].box.left)
        } else {
          across += length
          if !isAlone[index] { torn += length }
        }
      }
    }

    var white: Float { edges.right - edges.left }

    /// The more, the better; nil where lines are torn, as those of one column with wide blanks.
    var score: Int? {
      let least = min(left, right)
      return least > 0 && torn * 10 <= least ? least - across : nil
    }
  }

  /// Whether lines read like a text's, not like the cells of a table: most letters are in lines that are long, and about as wide as the widest.
  private static func isProse(_ segments: [PDFSegment]) -> Bool {
    var lines: [(box: PDFBox, length: Int)] = []
    for segment in segments {
      if let last = lines.last, last.box.isBeside(segment.box) {
        lines[lines.count - 1].box.formUnion(segment.box)
        lines[lines.count - 1].length += segment.length
      } else {
        lines.append((segment.box, segment.length))
      }
    }
    guard lines.count > 1 else { return false }
    let letters = lines.reduce(0) { $0 + $1.length }
    var below = 0
    let wide = lines.sorted { $0.box.width < $1.box.width }.first { line in
      below += line.length
      return below * 10 >= letters * 8
    }
    let least = 0.6 * (wide?.box.width ?? 0)
    let full = lines.reduce(0) { $0 + ($1.box.width >= least && $1.length >= 14 ? $1.length : 0) }
    return full * 10 >= letters * 6
  }

  // MARK: lines

  private mutating func append(_ segments: [PDFSegment], column: Int) {
    var line: [PDFSegment] = []
    for segment in segments {
      if let first = line.first, !first.box.isBeside(segment.box) {
        close(line, column)
        line = []
      }
      line.append(segment)
    }
    close(line, column)
  }

  private mutating func close(_ line: [PDFSegment], _ column: Int) {
    let line = line.sorted { $0.box.left < $1.box.left }
    guard let first = line.first else { return }
    var row = PDFRow(box: first.box, page: page, column: column)
    for (index, segment) in line.enumerated() {
      let gap = segment.box.left - row.box.right
      // A bullet or a number stands apart from its own line's words.
      let isMark = index == 1 && first.box.width < 1.4 * segment.box.height && gap < 3 * segment.box.height
      if index > 0, gap > 0.9 * segment.box.height, !isMark {
        row.cells.append(row.words.count)
      }
      row.append(segment)
    }
    rows.append(row)
  }
}
