/// Passages to rows: wrapping, the rows around the text, and moving by rows. Lazy: only what is asked for is laid out.

import DigestCore

/// What a row of the text column shows.
struct TextRow: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case blank
    case title, meta, standfirst
    case headline(section: Int)
    case text(Role)
    /// A run of promos, folded: so many words.
    case folded(words: Int)
  }

  var kind: Kind
  /// The block that it belongs to.
  var block: Int
  /// UTF-8 bytes of the block's text; empty where it shows none of it.
  var bytes: Range<Int>
  /// Words of the program's own (a generated headline, the meta row), in place of the block's.
  var words: String?
  /// Cells before the text.
  var indent = 0
  /// What stands before the text, in the indent's last cells: `| ` of a caption.
  var lead = ""
  /// Where the text stands in columns, its parts; empty where all of `bytes` follows the indent.
  var parts: [RowPart] = []
}

/// A place among the rows of an article: rows are numbered within a piece, and a block has one piece for every 8 KB.
struct RowPosition: Sendable, Hashable, Comparable {
  var block: Int
  var piece: Int
  var row: Int

  static func < (a: RowPosition, b: RowPosition) -> Bool { (a.block, a.piece, a.row) < (b.block, b.piece, b.row) }
}

/// Lays out an article in a column.
///
/// Nothing is stored but what it is made of: a piece (at most 8 KB of a block) is wrapped when asked for, so that a text of any
/// length, and a line of any length, costs what is on the screen. It belongs to one thread at a time.
final class Layout {
  let article: Article
  let digest: Digest
  /// The width of the text in cells.
  let columns: Int
  let showsPromos: Bool
  /// The row under the title: byline, publication, date, length.
  let meta: String
  /// Made when something is wrapped: what was wrapped before is in the cache.
  private lazy var breaker = LineBreaker(language: article.metadata.language)
  private let cache: RowCache

  /// The most rows or paragraphs that one key goes.
  static let farthest = 10_000
  static let pieceSize = 8 * 1024
  /// A run of promos is folded in groups of so many blocks, so that none has to be counted to its end.
  private static let foldedTogether = 256
  /// So many words set aside have no row of their own: a page that puts a tool after every headline would be rows of them.
  private static let fewWords = 3

  init(article: Article, digest: Digest, columns: Int, showsPromos: Bool, meta: String, cache: RowCache = RowCache()) {
    self.article = article
    self.digest = digest
    self.columns = max(1, columns)
    self.showsPromos = showsPromos
    self.meta = meta
    self.cache = cache
  }

  // MARK: Rows

  /// The rows of a piece of a block; none for a promo that is folded into the run's first.
  func rows(_ block: Int, _ piece: Int) -> [TextRow] {
    if role(block) == .promo, !showsPromos, piece > 0 || !isFoldHead(block) { return [] }
    let key = RowCache.Key(block: block, piece: piece)
    if let known = cache[key] { return known }
    let rows = makeRows(block, piece)
    cache[key] = rows
    return rows
  }

  func row(at position: RowPosition) -> TextRow? {
    guard article.blocks.indices.contains(position.block) else { return nil }
    let rows = rows(position.block, position.piece)
    return rows.indices.contains(position.row) ? rows[position.row] : nil
  }

  func role(_ block: Int) -> Role { article.blocks[block].role }

  /// Whether a folded promo is the first of its run, or of a group of a long one: that shows the run's row.
  func isFoldHead(_ block: Int) -> Bool {
    block == 0 || role(block - 1) != .promo || block % Self.foldedTogether == 0
  }

  func pieces(ofBlock block: Int) -> Int {
    max(1, (article.blocks[block].bytes.count + Self.pieceSize - 1) / Self.pieceSize)
  }

  /// Where a piece begins in its block: at about a multiple of 8 KB, after a blank where one is near, never inside a scalar.
  func start(ofPiece piece: Int, block: Int) -> Int {
    let bytes = article.blocks[block].bytes
    guard piece > 0 else { return 0 }
    let aim = piece * Self.pieceSize
    guard aim < bytes.count else { return bytes.count }
    if keepsLines(block), let line = lineStart(after: aim, in: bytes) { return line }
    let limit = min(aim + 512, bytes.count)
    var index = aim
    while index < limit, article.utf8[bytes.lowerBound + index - 1] != 0x20 { index += 1 }
    if index == limit { index = aim }
    while index < bytes.count, article.utf8[bytes.lowerBound + index] & 0xC0 == 0x80 { index += 1 }
    return index
  }

  /// Whether a block's line ends count: code, tables, and the fields before a text.
  private func keepsLines(_ block: Int) -> Bool {
    switch role(block) {
    case .code, .table: true
    case .credit: article.utf8[article.blocks[block].bytes].prefix(Self.pieceSize).contains(0x0A)
    default: false
    }
  }

  /// The first line that begins at or after a byte of a block, and before the next piece; nil where none does.
  private func lineStart(after aim: Int, in bytes: Range<Int>) -> Int? {
    let end = min(aim + Self.pieceSize - 1, bytes.count)
    for index in aim..<end where article.utf8[bytes.lowerBound + index - 1] == 0x0A { return index }
    return nil
  }

  private func makeRows(_ block: Int, _ piece: Int) -> [TextRow] {
    let role = role(block)
    if role == .promo, !showsPromos { return foldedRows(block) }
    var rows: [TextRow] = []
    if piece == 0 { rows += leadingRows(block) }
    let bytes = start(ofPiece: piece, block: block)..<start(ofPiece: piece + 1, block: block)
    let kind: TextRow.Kind =
      switch role {
      case .title: .title
      case .standfirst: .standfirst
      case .headline: .headline(section: digest.section(ofBlock: block) ?? 0)
      default: .text(role)
      }
    if keepsLines(block) {
      rows += lineRows(block, bytes)
    } else {
      let shape = shape(of: block)
      let room = max(1, columns - shape.indent)
      var lead = piece == 0 ? shape.first : shape.rest
      // Verse and addresses keep their lines.
      for line in lines(block, bytes) {
        for row in wrap(text(block, line), cells: room) {
          rows.append(
            TextRow(
              kind: kind, block: block, bytes: line.lowerBound + row.lowerBound..<line.lowerBound + row.upperBound,
              indent: CellWidth.of(lead), lead: lead))
          lead = shape.rest
        }
      }
    }
    if piece == pieces(ofBlock: block) - 1 {
      if isLastOfHead(block), role == .title { rows.append(TextRow(kind: .meta, block: block, bytes: 0..<0, words: meta)) }
      if !isTight(block) { rows.append(TextRow(kind: .blank, block: block, bytes: 0..<0)) }
    }
    return rows
  }

  /// What stands before a block: the generated headline of the section that it opens.
  private func leadingRows(_ block: Int) -> [TextRow] {
    guard let index = digest.section(ofBlock: block) else { return [] }
    let section = digest.sections[index]
    guard section.headline.origin != .source, firstParagraph(of: section) == block else { return [] }
    // A headline that the program made says so without colours too.
    let headline = Array((section.headline.origin == .generated ? "~ " : "").utf8) + Array(section.headline.text.utf8)
    var rows = wrap(headline[...], cells: columns).map {
      TextRow(
        kind: .headline(section: index), block: block, bytes: 0..<0, words: String(decoding: headline[$0], as: UTF8.self))
    }
    rows.append(TextRow(kind: .blank, block: block, bytes: 0..<0))
    return rows
  }

  /// The block under which a generated headline goes: the first that is neither title nor standfirst, nor a byline beside them.
  func firstParagraph(of section: Section) -> Int? {
    let limit = min(section.blocks.upperBound, section.blocks.lowerBound + 64)
    let head = section.blocks.lowerBound..<limit
    return head.first { !article.blocks[$0].role.isHeading && article.blocks[$0].role != .credit }
      ?? head.first { !article.blocks[$0].role.isHeading }
  }

  private func isLastOfHead(_ block: Int) -> Bool {
    block + 1 >= article.blocks.count || article.blocks[block + 1].role != .title
  }

  /// Items of a list stand without a blank row between them.
  private func isTight(_ block: Int) -> Bool {
    guard article.blocks[block].role == .list, block + 1 < article.blocks.count else { return false }
    return article.blocks[block + 1].role == .list
  }

  private func foldedRows(_ block: Int) -> [TextRow] {
    var words = 0
    var index = block
    repeat {
      words += wordCount(article.utf8[article.blocks[index].bytes].prefix(1 << 16))
      index += 1
    } while index < article.blocks.count && role(index) == .promo && !isFoldHead(index)
    if words <= Self.fewWords { return leadingRows(block) }
    return leadingRows(block) + [
      TextRow(kind: .folded(words: words), block: block, bytes: 0..<0), TextRow(kind: .blank, block: block, bytes: 0..<0),
    ]
  }

  /// What stands before a block's first row and before its others: the mark of a caption, a bar, the mark of a list's item.
  private func shape(of block: Int) -> (indent: Int, first: String, rest: String) {
    let role = role(block)
    let bar =
      switch role {
      case .caption: "| "
      case .quote, .pullquote: "│ "
      default: ""
      }
    guard !role.isHeading, role != .caption, let item = article.markup.item(atByte: article.blocks[block].bytes.lowerBound) else {
      // A list of plain text has its marks in the text: its other rows hang under them.
      let hangs = role == .list && bar.isEmpty
      return (hangs ? 2 : CellWidth.of(bar), bar, hangs ? "  " : bar)
    }
    let deep = String(repeating: "  ", count: max(0, min(Int(item.level), columns / 8) - 1))
    let mark: String
    switch item.item {
    case .number(let number): mark = "\(number). "
    case .open: mark = "[ ] "
    case .done: mark = "[x] "
    case .bullet: mark = "• "
    case .continued, nil: mark = "  "
    }
    let first = bar + deep + mark
    let rest = bar + deep + String(repeating: " ", count: CellWidth.of(mark))
    return (CellWidth.of(first), first, rest)
  }

  // MARK: Wrapping

  /// Rows of at most so many cells: broken where ICU allows, without the blanks at their ends; a word that is longer than a row
  /// is broken between clusters.
  func wrap(_ text: ArraySlice<UInt8>, cells room: Int) -> [Range<Int>] {
    var rows: [Range<Int>] = []
    let base = text.startIndex
    var start = 0
    var end = 0
    var used = 0
    var last = 0
    for next in breaker.breaks(in: text) {
      let piece = text[base + last..<base + next]
      let cells = CellWidth.of(trimmedEnd(piece))
      if used + cells > room, end > start {
        let row = trimmed(start..<end, text)
        if !row.isEmpty { rows.append(row) }
        start = last
        used = 0
      }
      var full = CellWidth.of(piece)
      if cells > room {
        for part in clusterRows(piece, cells: room).dropLast() {
          rows.append(last + part.lowerBound..<last + part.upperBound)
          start = last + part.upperBound
        }
        full = CellWidth.of(text[base + start..<base + next])
      }
      used += full
      end = next
      last = next
    }
    if end > start { rows.append(trimmed(start..<end, text)) }
    return rows.isEmpty ? [0..<0] : rows
  }

  /// A word in rows of whole clusters.
  func clusterRows(_ word: ArraySlice<UInt8>, cells room: Int) -> [Range<Int>] {
    var rows: [Range<Int>] = []
    var start = 0
    var used = 0
    var end = 0
    word.withUnsafeBufferPointer { buffer in
      CellWidth.forEachCluster(in: buffer) { bytes, cells in
        if used + cells > room, bytes.lowerBound > start {
          rows.append(start..<bytes.lowerBound)
          start = bytes.lowerBound
          used = 0
        }
        used += cells
        end = bytes.upperBound
        return true
      }
    }
    rows.append(start..<end)
    return rows
  }

  private func trimmedEnd(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = text.endIndex
    while end > text.startIndex, text[end - 1] == 0x20 || text[end - 1] == 0x0A { end -= 1 }
    return text[text.startIndex..<end]
  }

  private func trimmed(_ range: Range<Int>, _ text: ArraySlice<UInt8>) -> Range<Int> {
    let kept = trimmedEnd(text[text.startIndex + range.lowerBound..<text.startIndex + range.upperBound])
    return range.lowerBound..<range.lowerBound + kept.count
  }

  private func wordCount(_ text: ArraySlice<UInt8>) -> Int {
    var words = 0
    var isInside = false
    for byte in text {
      let isBlank = byte <= 0x20
      if !isBlank, !isInside { words += 1 }
      isInside = !isBlank
    }
    return words
  }
}
