/// The quote finder: quotations by their words and speakers, and the speakers as a list.

import DigestCore

struct QuoteFinderScreen: Screen {
  private var prompt = PromptState()
  private var isInPrompt = true
  private var list = ListState()
  private var hits: [QuotationHit] = []
  /// The speakers with their number of quotations; nil while the quotations are shown.
  private var speakers: [Speaker]?

  /// Somebody who speaks, or the unnamed, with their quotations and those of them that are but probable.
  private struct Speaker: Sendable {
    var name: String?
    var count = 0
    var probable = 0
  }

  init(_ session: Session) { find(session) }

  var context: Context { speakers != nil ? .speakers : .quotations }
  var isTyping: Bool { isInPrompt }

  private mutating func find(_ session: Session) {
    guard let opened = session.opened else { return }
    hits = QuotationSearcher(opened.article, opened.digest).search(Query(prompt.string))
    list.clamp(to: hits.count)
    list.scroll(rows: area(session).rows) { _ in 1 }
  }

  mutating func refresh(_ session: inout Session) { find(session) }

  // MARK: Keys

  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action]) {
    switch key {
    case .escape, .control("c"): actions.append(.pop)
    case .enter: go(&session, &actions)
    case .tab: isInPrompt = false
    case .down, .control("n"): move(.lineDown, nil, &session)
    case .up, .control("p"): move(.lineUp, nil, &session)
    case .pageDown: move(.pageDown, nil, &session)
    case .pageUp: move(.pageUp, nil, &session)
    default:
      guard prompt.edit(key) else { return session.say(PromptState.refusal(key)) }
      list = ListState()
      find(session)
    }
  }

  mutating func paste(_ text: String, _ session: inout Session) {
    prompt.insert(text)
    list = ListState()
    find(session)
  }

  private mutating func move(_ command: CommandID, _ count: Int?, _ session: inout Session) {
    _ = list.move(command, count: count, items: speakers?.count ?? hits.count, page: area(session).page, &session)
    list.scroll(rows: area(session).rows) { _ in 1 }
  }

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool {
    switch command {
    case .narrow, .otherPart: isInPrompt = true
    case .quotations: isInPrompt = true
    case .speakers: toggleSpeakers(session)
    case .enter: go(&session, &actions)
    case .leave where speakers != nil: speakers = nil
    case .bookmark:
      guard let quotation = selected(session) else {
        session.say("no quotation is selected")
        return true
      }
      session.keep(.quotation, quotation.parts, quotation: quotation)
    case .bookmarkWithNote:
      guard selected(session) != nil else {
        session.say("no quotation is selected")
        return true
      }
      actions.append(.push(LinePromptScreen(.newNote)))
    case .copy:
      guard let quotation = selected(session) else {
        session.say("no quotation is selected")
        return true
      }
      if let article = session.article {
        session.effects.append(.copy(session.citation(article.text(quotation.parts), speaker: quotation.attributedSpeaker)))
      }
    case .lineDown, .lineUp, .pageDown, .pageUp, .halfDown, .halfUp, .start, .end: move(command, count, &session)
    default: return false
    }
    return true
  }

  mutating func keep(note: String, _ session: inout Session) {
    if let quotation = selected(session) { session.keep(.quotation, quotation.parts, quotation: quotation, note: note) }
  }

  func selected(_ session: Session) -> Quotation? {
    guard speakers == nil, hits.indices.contains(list.selected), let digest = session.digest else { return nil }
    return digest.quotations[hits[list.selected].quotation]
  }

  private mutating func go(_ session: inout Session, _ actions: inout [Action]) {
    if let speakers {
      guard speakers.indices.contains(list.selected) else { return }
      prompt.set(Query.speakerText(speakers[list.selected].name ?? "unnamed"))
      self.speakers = nil
      list = ListState()
      return find(session)
    }
    guard let quotation = selected(session), let first = quotation.parts.first else { return session.say("no quotation is selected") }
    if session.article?.blocks[first.block].role == .promo { session.showsPromos = true }
    actions.append(.push(ReaderScreen(at: first, quotation: hits[list.selected].quotation)))
  }

  private mutating func toggleSpeakers(_ session: Session) {
    list = ListState()
    guard speakers == nil, let digest = session.digest else {
      speakers = nil
      return
    }
    var known: [String?: Speaker] = [:]
    for quotation in digest.quotations {
      var speaker = known[quotation.shownSpeaker] ?? Speaker(name: quotation.shownSpeaker)
      speaker.count += 1
      if quotation.confidence == .probable { speaker.probable += 1 }
      known[quotation.shownSpeaker] = speaker
    }
    // The unnamed last.
    speakers = known.values.sorted {
      ($0.name == nil ? 1 : 0, $1.count, $0.name ?? "") < ($1.name == nil ? 1 : 0, $0.count, $1.name ?? "")
    }
  }

  // MARK: Drawing

  private func area(_ session: Session) -> ListArea {
    let isWithPreview = session.bodyRows >= 8 && speakers == nil
    return ListArea(session, header: session.bodyRows < 6 ? 1 : 2, preview: isWithPreview ? max(4, session.size.rows / 3) : 0)
  }

  func draw(_ frame: inout Frame, _ session: Session) {
    guard let digest = session.digest, let article = session.article else { return }
    let margin = Widgets.margin(session.size)
    if !Widgets.isTiny(session.size) {
      let total = digest.quotations.count
      Widgets.titleBar(
        &frame, speakers == nil ? "Quotations" : "Speakers",
        right: speakers.map { "\($0.count)" } ?? (hits.count == total ? "\(total)" : "\(hits.count) of \(total)"))
    }
    if digest.quotations.isEmpty {
      Widgets.empty(&frame, "No quotations in this article. Esc goes back.", row: session.bodyTop + 1)
      return
    }
    let column = prompt.draw(
      &frame, mark: "> ", row: session.bodyTop, column: margin, columns: session.size.columns - 2 * margin)
    if isInPrompt { frame.cursor = (session.bodyTop, min(column, session.size.columns - 1)) }
    if let speakers { return drawSpeakers(&frame, speakers, session) }
    if hits.isEmpty { Widgets.empty(&frame, "No quotation has these words. Esc goes back.", row: area(session).top) }
    let nameWidth = min(
      (session.size.columns - 2 * margin) / 3,
      hits.prefix(500).map { CellWidth.of(digest.quotations[$0.quotation].attributedSpeaker ?? "") }.max() ?? 0)
    let digits = String(digest.sections.count).count
    for row in 0..<area(session).rows where list.top + row < hits.count {
      let index = list.top + row
      let hit = hits[index]
      let quotation = digest.quotations[hit.quotation]
      let isSelected = index == list.selected
      let y = area(session).top + row
      let base: Style = isSelected ? .selection : quotation.kind == .fragment ? .dim : .quotation
      frame.put(isSelected ? "▸ " : "  ", base, row: y, column: margin)
      let right = margin + session.size.columns - 2 * margin
      let nameColumn = right - digits - 2 - nameWidth
      var line = Line(quotation.kind == .fragment ? "" : "“", base)
      line.spans += marked(article, quotation, hit.marks, base)
      line.append(quotation.kind == .fragment ? "" : "”", base)
      frame.put(line.fitted(to: max(1, nameColumn - margin - 4)) as Line, row: y, column: margin + 2)
      if isSelected { frame.restyle(.selection, row: y, columns: margin..<right) }
      frame.put(speakerLine(quotation, hit, isSelected: isSelected).fitted(to: nameWidth) as Line, row: y, column: nameColumn)
      let number = quotation.parts.first.flatMap { digest.section(ofBlock: $0.block) }.map { "\($0 + 1)" } ?? ""
      frame.put(number.padded(before: digits) as String, isSelected ? .selection : .meta, row: y, column: right - digits)
      if isSelected, !isInPrompt { frame.cursor = (y, margin) }
    }
    drawPreview(&frame, session)
  }

  /// The words with the matched letters marked; white space of several paragraphs is one blank.
  private func marked(_ article: Article, _ quotation: Quotation, _ marks: [Passage], _ base: Style) -> [Span] {
    var spans: [Span] = []
    for (index, part) in quotation.parts.enumerated() {
      if index > 0 { spans.append(Span(" ", base)) }
      let shown = part.range.lowerBound..<min(part.range.upperBound, part.range.lowerBound + 2000)
      var at = shown.lowerBound
      for mark in marks where mark.block == part.block && mark.range.lowerBound >= at && mark.range.upperBound <= shown.upperBound {
        spans.append(Span(article.text(Passage(block: part.block, range: at..<mark.range.lowerBound)), base))
        spans.append(Span(article.text(mark), base == .selection ? .selection : .match))
        at = mark.range.upperBound
      }
      spans.append(Span(article.text(Passage(block: part.block, range: at..<shown.upperBound)), base))
    }
    return spans
  }

  private func speakerLine(_ quotation: Quotation, _ hit: QuotationHit, isSelected: Bool) -> Line {
    let base: Style = isSelected ? .selection : .meta
    guard let name = quotation.shownSpeaker else { return Line("", base) }
    var line = Line(quotation.confidence == .probable ? "probably " : "", base)
    let utf8 = Array(name.utf8)
    var at = 0
    for mark in hit.speakerMarks where mark.lowerBound >= at && mark.upperBound <= utf8.count {
      line.append(String(decoding: utf8[at..<mark.lowerBound], as: UTF8.self), base)
      line.append(String(decoding: utf8[mark], as: UTF8.self), isSelected ? .selection : .match)
      at = mark.upperBound
    }
    line.append(String(decoding: utf8[at...], as: UTF8.self), base)
    return line
  }

  private func drawSpeakers(_ frame: inout Frame, _ speakers: [Speaker], _ session: Session) {
    let margin = Widgets.margin(session.size)
    let digits = speakers.map { String($0.count).count }.max() ?? 1
    for row in 0..<area(session).rows where list.top + row < speakers.count {
      let index = list.top + row
      let y = area(session).top + row
      let speaker = speakers[index]
      let number = String(speaker.count).padded(before: digits) as String
      let probable = speaker.probable == 0 ? "" : speaker.probable == speaker.count ? "probably" : "\(speaker.probable) probably"
      ListArea.drawRow(
        &frame, row: y, isSelected: index == list.selected, words: "\(number)  \(speaker.name ?? "unnamed")", right: probable)
      if index == list.selected { frame.cursor = (y, margin) }
    }
  }

  private func drawPreview(_ frame: inout Frame, _ session: Session) {
    let rows = area(session).preview.count
    guard rows > 0, let quotation = selected(session), let first = quotation.parts.first else { return }
    let top = area(session).preview.lowerBound
    Widgets.rule(&frame, row: top - 1)
    Preview(session: session).draw(&frame, quotation.parts, at: first, style: .quotationFocused, row: top, rows: rows)
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    status.isPrompt = isInPrompt
    if isInPrompt {
      status.items = [("Enter", "go there"), ("Tab", "list: m keep, y copy, s speakers"), ("Esc", "back")]
    } else if speakers != nil {
      status.commands = [(.enter, "that speaker's quotations"), (.speakers, "quotations"), (.leave, nil)]
    } else {
      status.commands = [
        (.enter, "go there"), (.bookmark, "keep quotation"), (.copy, nil), (.speakers, nil), (.otherPart, "prompt"), (.leave, nil),
      ]
    }
    return status
  }
}

/// A section's headline and the paragraph around a passage, with the passage marked and seen whole where it fits.
struct Preview {
  let session: Session

  func draw(_ frame: inout Frame, _ passages: [Passage], at first: Passage, style: Style, row: Int, rows: Int) {
    let margin = Widgets.margin(session.size)
    let columns = min(session.measure, session.size.columns - 2 * margin)
    guard let layout = session.layout(columns: columns), let digest = session.digest else { return }
    var y = row
    if let index = digest.section(ofBlock: first.block) {
      let headline = "\(index + 1) \(digest.sections[index].headline.text)"
      frame.put(Line(headline, .headline).fitted(to: columns) as Line, row: y, column: margin)
      y += 1
    }
    let painter = TextPainter(layout: layout, overlays: passages.map { Overlay(passage: $0, style: style) })
    let room = row + rows - y
    let target = layout.position(of: first)
    var start = layout.position(of: Passage(block: first.block, range: 0..<0))
    while let here = layout.row(at: start), here.bytes.isEmpty, start < target { start = layout.moved(start, by: 1) }
    let end =
      passages.last.map { layout.position(of: Passage(block: $0.block, range: $0.range.upperBound..<$0.range.upperBound)) } ?? target
    // Down to where the passage's end is seen, but never past its start.
    while start < target, layout.moved(start, by: room - 1) < end { start = layout.moved(start, by: 1) }
    var position: RowPosition? = start
    while y < row + rows, let at = position, let here = layout.row(at: at), here.kind != .blank {
      frame.put(painter.line(here), row: y, column: margin, columns: columns)
      y += 1
      position = layout.next(at)
    }
  }
}
