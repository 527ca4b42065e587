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
    for (bytes, style) in pieces(row, base) {
      line.append(layout.article.text(Passage(block: row.block, range: bytes)), style)
    }
    return line
  }

  /// The row's bytes cut where a style ends.
  private func pieces(_ row: TextRow, _ base: Style) -> [(Range<Int>, Style)] {
    var layers: [(Range<Int>, Style)] = []
    func add(_ passage: Passage, _ style: Style) {
      guard passage.block == row.block else { return }
      let part = passage.range.clamped(to: row.bytes)
      if !part.isEmpty { layers.append((part, style)) }
    }
    if base == .body {
      for quotation in Self.quotations(in: layout.digest, touching: row) {
        for part in quotation.parts { add(part, .quotation) }
      }
    }
    for overlay in overlays where overlay.style != .selection { add(overlay.passage, overlay.style) }
    if let search, search.isActive {
      let current = search.current.map { search.hits[$0] }
      for hit in search.hits(inBlock: row.block) { add(hit, hit == current ? .hitCurrent : .hit) }
    }
    for overlay in overlays where overlay.style == .selection { add(overlay.passage, overlay.style) }
    guard !layers.isEmpty else { return [(row.bytes, base)] }
    let cuts = Set(layers.flatMap { [$0.0.lowerBound, $0.0.upperBound] } + [row.bytes.lowerBound, row.bytes.upperBound]).sorted()
    return zip(cuts, cuts.dropFirst()).map { low, high in
      (low..<high, layers.last { $0.0.lowerBound <= low && $0.0.upperBound >= high }?.1 ?? base)
    }
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
