/// How the reader looks: title bar, outline, text with its marks, prompt.

import DigestCore

extension ReaderScreen {
  func draw(_ frame: inout Frame, _ session: Session) {
    guard let layout = session.layout() else { return Widgets.empty(&frame, "reading…", row: session.bodyTop) }
    if context == .outline, !session.hasOutline { return drawOutlineScreen(&frame, session) }
    drawText(&frame, layout, session)
    if session.hasOutline { drawOutline(&frame, session, columns: 1..<1 + session.outlineColumns) }
    drawTitleBar(&frame, layout, session)
    drawPrompt(&frame, session)
  }

  /// `2 of 5 · 31 % · 5 min left`.
  private func place(_ layout: Layout, _ session: Session) -> String {
    guard let article = session.article, let digest = session.digest else { return "" }
    let bottom = layout.moved(top, by: session.bodyRows - 1)
    let isEnd = bottom >= layout.last
    let byte = isEnd ? article.utf8.count : article.bytes(of: layout.passage(at: top)).lowerBound
    let share = article.utf8.isEmpty ? 100 : byte * 100 / article.utf8.count
    var parts: [String] = []
    if let section = section(session) { parts.append("\(section + 1) of \(digest.sections.count)") }
    if !session.isComplete { return "reading… \(Int((session.opened?.progress ?? 0) * 100)) %" }
    parts.append("\(share) %")
    if share < 100 { parts.append("\(max(1, Wording.minutes(session.words * (100 - share) / 100))) min left") }
    return parts.joined(separator: " · ")
  }

  private func drawTitleBar(_ frame: inout Frame, _ layout: Layout, _ session: Session) {
    guard !Widgets.isTiny(session.size) else { return }
    let place = place(layout, session)
    let short = place.split(separator: " · ").first { $0.hasSuffix("%") }.map(String.init) ?? place
    Widgets.titleBar(&frame, session.article?.title ?? session.article?.source ?? "", right: session.size.columns < 60 ? short : place)
  }

  private func drawText(_ frame: inout Frame, _ layout: Layout, _ session: Session) {
    let painter = TextPainter(layout: layout, overlays: overlays(session), search: session.search)
    let kept = session.keptPassages()
    let keptSections = Set(session.bookmarks.filter { $0.kind == .section }.compactMap { session.anchors[$0.id]?.passages.first?.block })
    let focus = marked ?? linkPassages(session).first ?? focusedPassages(session)?.first ?? selection?.sentences.first
    var position: RowPosition? = top
    for index in 0..<session.bodyRows {
      guard let at = position, let row = layout.row(at: at) else { break }
      let y = session.bodyTop + index
      frame.put(painter.line(row), row: y, column: session.textColumn, columns: max(0, session.size.columns - session.textColumn))
      let isFocus = focus.map { $0.block == row.block && !row.bytes.isEmpty && row.bytes.contains($0.range.lowerBound) } ?? false
      if isFocus { frame.cursor = (y, session.textColumn) }
      if let mark = mark(row, at, kept, keptSections, isFocus: isFocus, session) {
        frame.put(mark, .mark, row: y, column: session.gutter > 0 ? session.textColumn - 2 : 0, columns: 1)
      }
      position = layout.next(at)
    }
    drawLinkLetters(&frame, painter, session)
    if frame.cursor == nil { frame.cursor = (session.bodyTop, session.textColumn) }
  }

  private func mark(
    _ row: TextRow, _ at: RowPosition, _ kept: [Passage], _ keptSections: Set<Int>, isFocus: Bool, _ session: Session
  ) -> String? {
    if case .headline(let section) = row.kind, at.row == 0 || row.words == nil,
      let blocks = session.digest?.sections[section].blocks, keptSections.contains(where: { blocks.contains($0) })
    {
      return "★"
    }
    if kept.contains(where: { $0.block == row.block && row.bytes.contains($0.range.lowerBound) }) { return "★" }
    return isFocus ? "▸" : nil
  }

  private func overlays(_ session: Session) -> [Overlay] {
    var overlays = (focusedPassages(session) ?? []).map { Overlay(passage: $0, style: .quotationFocused) }
    overlays += linkPassages(session).map { Overlay(passage: $0, style: .linkFocused) }
    if let marked { overlays.append(Overlay(passage: marked, style: .selection)) }
    overlays += (selection?.sentences ?? []).map { Overlay(passage: $0, style: .selection) }
    return overlays
  }

  // MARK: Outline

  private func drawOutlineScreen(_ frame: inout Frame, _ session: Session) {
    if !Widgets.isTiny(session.size) { Widgets.titleBar(&frame, "Outline", right: "\(session.digest?.sections.count ?? 0)") }
    drawOutline(&frame, session, columns: Widgets.margin(session.size)..<session.size.columns - Widgets.margin(session.size))
  }

  private func drawOutline(_ frame: inout Frame, _ session: Session, columns: Range<Int>) {
    guard let digest = session.digest else { return }
    let current = section(session) ?? 0
    let selected = outline?.selected
    let first = max(0, min((selected ?? current) - session.bodyRows / 2, digest.sections.count - session.bodyRows))
    let digits = String(digest.sections.count).count
    for row in 0..<session.bodyRows {
      let y = session.bodyTop + row
      if session.hasOutline { frame.put("│", .rule, row: y, column: columns.upperBound + 1) }
      let index = first + row
      guard index < digest.sections.count else { continue }
      let section = digest.sections[index]
      let hasHits = session.search.isActive && session.search.hasHits(in: section.blocks)
      let mark = session.isKept(section: index) ? "★" : hasHits ? "·" : session.readSections.contains(section.id) ? "✓" : " "
      let number = String(repeating: " ", count: digits - String(index + 1).count) + String(index + 1)
      let generated = section.headline.origin == .generated ? "~" : " "
      let indent = String(repeating: " ", count: 2 * max(0, min(3, section.level - 1)))
      let style: Style = index == selected ? .selection : index == current ? .selectionSoft : .plain
      let room = max(0, columns.count - digits - 5 - indent.utf8.count)
      let text = "\(number) \(generated) \(indent)" + section.headline.text.fittedBetweenClusters(to: room).padded(to: room) + " \(mark)"
      frame.put(text, style, row: y, column: columns.lowerBound, columns: columns.count)
      if index == selected { frame.cursor = (y, columns.lowerBound) }
    }
  }

  // MARK: Status line

  private func drawPrompt(_ frame: inout Frame, _ session: Session) {
    guard let prompt else { return }
    let margin = Widgets.margin(session.size)
    let row = session.size.rows - 1
    let room = session.size.columns - 2 * margin
    let count: String
    if prompt.text.isEmpty {
      count = ""
    } else if session.search.current == nil, !session.search.isRunning {
      count = room < 44 ? "no hit" : "no hit; Esc goes back"
    } else {
      count = session.search.count
    }
    let cells = CellWidth.of(count)
    let column = prompt.text.draw(&frame, mark: "/", row: row, column: margin, columns: max(1, room - cells - 2))
    if cells < room / 2 + 8 { frame.put(count, .meta, row: row, column: margin + room - cells) }
    frame.cursor = (row, min(column, session.size.columns - 1))
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    if prompt != nil {
      status.ownsLine = true
      return status
    }
    if let status = linkStatus(session) { return status }
    if let selection, let article = session.article {
      let words = article.text(selection.sentences).split(whereSeparator: \.isWhitespace).count
      status.left = "\(Wording.count(selection.sentences.count, "sentence", "sentences")), \(Wording.count(words, "word", "words"))"
      status.commands = [(.bookmark, nil), (.bookmarkWithNote, nil), (.copy, nil), (.extendDown, nil), (.leave, "give up")]
      return status
    }
    if outline != nil {
      status.commands = [(.enter, "go there"), (.otherPart, "text"), (.bookmark, "keep section")]
      return status
    }
    if Widgets.isTiny(session.size), let layout = session.layout() {
      status.left = place(layout, session).split(separator: " · ").prefix(2).joined(separator: " ").replacingBlanks(" of ", "/")
      return status
    }
    if let focused, let quotation = session.digest?.quotations[focused] {
      let name = quotation.attributedSpeaker.map { $0 + ", quotation" } ?? "Quotation"
      status.left = "\(name) \(focused + 1) of \(session.digest?.quotations.count ?? 0)"
      status.commands = [(.bookmark, "keep quotation"), (.copy, nil), (.nextQuotation, "next"), (.quotations, "all quotations")]
    } else if session.search.isActive {
      status.left = "/\(session.search.words)  \(session.search.count)"
      status.commands = [(.nextHit, "next"), (.previousHit, "before"), (.leave, "clear"), (.bookmark, "keep section")]
    } else {
      status.commands = [
        (.bookmark, "keep section"), (.nextSection, "next"), (.nextQuotation, "quotation"), (.quotations, "find quotation"),
        (.search, nil), (.leave, nil),
      ]
    }
    return status
  }
}

extension String {
  /// The text with one piece of it in another's place.
  func replacingBlanks(_ piece: String, _ other: String) -> String {
    guard let range = firstRange(of: piece) else { return self }
    return String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
