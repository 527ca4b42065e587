/// Rows of text with their styles: roles, quotations, hits, what is selected.

import DigestCore

/// What lies over the text and how it looks; later ones win.
struct Overlay: Sendable {
  var passage: Passage
  var style: Style
}

/// Turns rows of a layout into lines of spans.
struct TextPainter {
  let layout: Layout
  /// In any order; few, for every row looks through them.
  var overlays: [Overlay] = []
  /// The hits of the search, by block.
  var search: TextSearch?

  /// The style of a row's words.
  static func style(of row: TextRow, origin: Headline.Origin?) -> Style {
    switch row.kind {
    case .blank: .plain
    case .title: .title
    case .meta: .meta
    case .standfirst: .standfirst
    case .headline: origin == .generated ? .headlineGenerated : .headline
    case .folded: .promo
    case .text(let role):
      switch role {
      case .promo: .promo
      case .caption: .caption
      case .credit, .footnote: .credit
      case .code, .table: .code
      default: .body
      }
    }
  }

  /// A row as a line, its indent and lead included.
  func line(_ row: TextRow) -> Line {
    var origin: Headline.Origin?
    if case .headline(let section) = row.kind { origin = layout.digest.sections[section].headline.origin }
    let base = Self.style(of: row, origin: origin)
    if case .folded(let words) = row.kind {
      return Line("┄ \(Wording.count(words, "word", "words")) set aside (z shows)", base)
    }
    if let words = row.words { return Line(words, base) }
    guard row.kind != .blank else { return Line() }
    var line = Line()
    if row.indent > 0 { line.append(String(repeating: " ", count: row.indent - CellWidth.of(row.lead)) + row.lead, .dim) }
    func append(_ bytes: Range<Int>) {
      for (bytes, style) in pieces(row, bytes, base) {
        line.append(layout.article.text(Passage(block: row.block, range: bytes)), style)
      }
    }
    if row.parts.isEmpty { append(row.bytes) }
    for part in row.parts {
      line.pad(to: row.indent + part.column)
      if part.isLabel {
        line.append(layout.article.text(Passage(block: row.block, range: part.bytes)) + ": ", .meta)
      } else {
        append(part.bytes)
      }
    }
    return line
  }

  /// The cells before a byte of a row's text, from the row's start on; nil where the row does not show it.
  func column(of byte: Int, in row: TextRow) -> Int? {
    guard row.words == nil, row.kind != .blank else { return nil }
    let part =
      row.parts.first { !$0.isLabel && $0.bytes.contains(byte) } ?? (row.parts.isEmpty ? RowPart(bytes: row.bytes, column: 0) : nil)
    guard let part, part.bytes.contains(byte) else { return nil }
    let start = layout.article.blocks[row.block].bytes.lowerBound
    return row.indent + part.column + CellWidth.of(layout.article.utf8[start + part.bytes.lowerBound..<start + byte])
  }

  /// A part of a row's bytes, cut where a style ends.
  private func pieces(_ row: TextRow, _ bytes: Range<Int>, _ base: Style) -> [(Range<Int>, Style)] {
    var layers: [(Range<Int>, Style)] = []
    func add(_ range: Range<Int>, _ style: Style) {
      let part = range.clamped(to: bytes)
      if !part.isEmpty { layers.append((part, style)) }
    }
    func add(_ passage: Passage, _ style: Style) {
      if passage.block == row.block { add(passage.range, style) }
    }
    let links = addInlines(row, bytes, base, add)
    if base == .body {
      for quotation in Self.quotations(in: layout.digest, touching: row) {
        for part in quotation.parts { add(part, .quotation) }
      }
    }
    for link in links { add(link, .link) }
    for overlay in overlays where overlay.style != .selection { add(overlay.passage, overlay.style) }
    if let search, search.isActive {
      let current = search.current.map { search.hits[$0] }
      for hit in search.hits(inBlock: row.block) { add(hit, hit == current ? .hitCurrent : .hit) }
    }
    for overlay in overlays where overlay.style == .selection { add(overlay.passage, overlay.style) }
    guard !layers.isEmpty else { return [(bytes, base)] }
    let cuts = Set(layers.flatMap { [$0.0.lowerBound, $0.0.upperBound] } + [bytes.lowerBound, bytes.upperBound]).sorted()
    return zip(cuts, cuts.dropFirst()).map { low, high in
      let over = layers.filter { $0.0.lowerBound <= low && $0.0.upperBound >= high }.map(\.1)
      // Both at once are one style of their own.
      if let last = over.last, last == .emphasis || last == .strong, over.contains(.emphasis), over.contains(.strong) {
        return (low..<high, .strongEmphasis)
      }
      return (low..<high, over.last ?? base)
    }
  }

  /// Adds emphasis and code; gives the links, which stand above quotations.
  private func addInlines(_ row: TextRow, _ bytes: Range<Int>, _ base: Style, _ add: (Range<Int>, Style) -> Void) -> [Range<Int>] {
    guard !layout.article.markup.isEmpty else { return [] }
    let start = layout.article.blocks[row.block].bytes.lowerBound
    var links: [Range<Int>] = []
    for inline in layout.article.markup.inlines(touching: start + bytes.lowerBound..<start + bytes.upperBound) {
      let range = inline.bytes.lowerBound - start..<inline.bytes.upperBound - start
      switch inline.kind {
      case .link, .note: links.append(range)
      case _ where base != .body && base != .code: break
      case .emphasis: add(range, .emphasis)
      case .strong: add(range, .strong)
      case .code: add(range, .inlineCode)
      case .deletion: add(range, .dim)
      case .item: break
      }
    }
    return links
  }

  /// The quotations that have a part in a row. O(log quotations): none lies in another, so few begin before the row and reach into it.
  private static func quotations(in digest: Digest, touching row: TextRow) -> [Quotation] {
    var found: [Quotation] = []
    var index = max(0, firstQuotation(in: digest, atOrAfter: Passage(block: row.block, range: row.bytes)) - reachingIn)
    while index < digest.quotations.count, let first = digest.quotations[index].parts.first,
      (first.block, first.range.lowerBound) < (row.block, row.bytes.upperBound)
    {
      if digest.quotations[index].parts.contains(where: { $0.block == row.block && $0.range.overlaps(row.bytes) }) {
        found.append(digest.quotations[index])
      }
      index += 1
    }
    return found
  }

  private static let reachingIn = 4

  /// The index of the first quotation that begins at or after a place; their number where none does.
  static func firstQuotation(in digest: Digest, atOrAfter place: Passage) -> Int {
    var low = 0
    var high = digest.quotations.count
    while low < high {
      let middle = (low + high) / 2
      let start = digest.quotations[middle].parts.first ?? Passage(block: 0, range: 0..<0)
      if (start.block, start.range.lowerBound) < (place.block, place.range.lowerBound) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
