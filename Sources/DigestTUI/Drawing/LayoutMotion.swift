/// Ways from row to row, and between rows and places in the article.

import DigestCore

extension Layout {
  /// The first row.
  var first: RowPosition { settled(RowPosition(block: 0, piece: 0, row: 0)) ?? RowPosition(block: 0, piece: 0, row: 0) }

  /// The last row that shows something.
  var last: RowPosition {
    var block = article.blocks.count - 1
    while block >= 0 {
      let piece = pieces(ofBlock: block) - 1
      let rows = rows(block, piece)
      if let row = rows.lastIndex(where: { $0.kind != .blank }) { return RowPosition(block: block, piece: piece, row: row) }
      block -= 1
    }
    return RowPosition(block: 0, piece: 0, row: 0)
  }

  /// The same place or, where it is none, the first after it; nil past the end.
  private func settled(_ position: RowPosition) -> RowPosition? {
    var at = position
    while at.block < article.blocks.count {
      if at.piece < pieces(ofBlock: at.block) {
        if at.row < rows(at.block, at.piece).count { return at }
        at = RowPosition(block: at.block, piece: at.piece + 1, row: 0)
      } else {
        at = RowPosition(block: at.block + 1, piece: 0, row: 0)
      }
    }
    return nil
  }

  func next(_ position: RowPosition) -> RowPosition? {
    settled(RowPosition(block: position.block, piece: position.piece, row: position.row + 1))
  }

  func previous(_ position: RowPosition) -> RowPosition? {
    var at = position
    while true {
      if at.row > 0 { return RowPosition(block: at.block, piece: at.piece, row: at.row - 1) }
      if at.piece > 0 {
        at = RowPosition(block: at.block, piece: at.piece - 1, row: rows(at.block, at.piece - 1).count)
      } else if at.block > 0 {
        let piece = pieces(ofBlock: at.block - 1) - 1
        at = RowPosition(block: at.block - 1, piece: piece, row: rows(at.block - 1, piece).count)
      } else {
        return nil
      }
    }
  }

  /// So many rows on (or back, where negative), as far as there are rows.
  func moved(_ position: RowPosition, by count: Int) -> RowPosition {
    var at = position
    for _ in 0..<min(abs(count), Self.farthest) {
      guard let step = count > 0 ? next(at) : previous(at) else { break }
      at = step
    }
    return at
  }

  /// The first row at or after a block's first; nil past the end.
  func start(ofBlock block: Int) -> RowPosition? { settled(RowPosition(block: block, piece: 0, row: 0)) }

  /// So many paragraphs on (or back), each at its first row; from inside a paragraph, back goes to its start.
  func movedByParagraphs(_ position: RowPosition, _ count: Int) -> RowPosition {
    var at = position
    for _ in 0..<min(abs(count), Self.farthest) {
      if count > 0 {
        guard let next = start(ofBlock: at.block + 1) else { break }
        at = next
      } else if at.piece > 0 || at.row > 0 {
        at = RowPosition(block: at.block, piece: 0, row: 0)
      } else {
        guard let before = previous(at) else { break }
        at = RowPosition(block: before.block, piece: 0, row: 0)
      }
    }
    return at
  }

  /// Where a row stands to the text of its block: so many rows before or after it.
  enum Side: Sendable, Equatable {
    case before(Int)
    case text
    case after(Int)

    var isAfter: Bool { if case .after = self { true } else { false } }
  }

  func side(of position: RowPosition) -> Side {
    let rows = rows(position.block, position.piece)
    let isText = { (row: TextRow) in row.words == nil && row.kind != .blank }
    guard rows.indices.contains(position.row), !isText(rows[position.row]) else { return .text }
    if let start = rows[position.row...].firstIndex(where: isText) { return .before(start - position.row) }
    return rows[..<position.row].lastIndex(where: isText).map { .after(position.row - $0) } ?? .text
  }

  /// The row that shows a byte of a block, or one of the rows before or after the block's text.
  func position(of passage: Passage, _ side: Side) -> RowPosition {
    let at = position(of: passage)
    switch side {
    case .text: return at
    case .before(let count):
      let first = rows(at.block, 0).firstIndex { $0.words == nil && $0.kind != .blank } ?? 0
      return RowPosition(block: at.block, piece: 0, row: max(0, first - count))
    case .after(let count):
      let piece = pieces(ofBlock: at.block) - 1
      let rows = rows(at.block, piece)
      let last = rows.lastIndex { $0.words == nil && $0.kind != .blank } ?? 0
      return RowPosition(block: at.block, piece: piece, row: max(0, min(rows.count - 1, last + count)))
    }
  }

  /// The row that shows a byte of a block; for a folded promo the row of its run.
  func position(of passage: Passage) -> RowPosition {
    var block = min(max(0, passage.block), max(0, article.blocks.count - 1))
    if article.blocks.isEmpty { return RowPosition(block: 0, piece: 0, row: 0) }
    if article.blocks[block].role == .promo, !showsPromos {
      while !isFoldHead(block) { block -= 1 }
      let head = RowPosition(block: block, piece: 0, row: 0)
      return settled(head) ?? previous(head) ?? head
    }
    let byte = passage.range.lowerBound
    var piece = min(byte / Self.pieceSize, pieces(ofBlock: block) - 1)
    while piece > 0, start(ofPiece: piece, block: block) > byte { piece -= 1 }
    let rows = rows(block, piece)
    let row =
      rows.firstIndex { $0.parts.contains { !$0.isLabel && $0.bytes.contains(byte) } }
      ?? rows.lastIndex { $0.words == nil && $0.kind != .blank && $0.bytes.lowerBound <= byte } ?? 0
    return RowPosition(block: block, piece: piece, row: row)
  }

  /// The row at which a section begins: its headline's first.
  func position(ofSection index: Int) -> RowPosition {
    let section = digest.sections[index]
    if section.headline.origin == .source { return RowPosition(block: section.blocks.lowerBound, piece: 0, row: 0) }
    return RowPosition(block: firstParagraph(of: section) ?? section.blocks.lowerBound, piece: 0, row: 0)
  }

  /// The place in the article that a row shows, for what must survive a new layout.
  func passage(at position: RowPosition) -> Passage {
    let rows = rows(position.block, position.piece)
    let here = rows.indices.contains(position.row) ? rows[position.row] : nil
    let start = here?.bytes.lowerBound ?? 0
    return Passage(block: position.block, range: start..<start)
  }
}
