/// The front page: what the article says, in ten seconds.

import DigestCore

struct FrontPageScreen: Screen {
  enum Density: Sendable { case summaries, headlines }

  /// One row of the page.
  struct Row {
    var line: Line
    /// The section that it belongs to; nil in the head.
    var section: Int?
    /// The sentence that it is part of.
    var sentence: Passage?
    /// Marks at the right of a headline.
    var isHeadline = false
  }

  var density = Density.summaries
  var list = ListState()
  /// The sentence that has the cursor after `Tab`: an index among those that can be gone to.
  var sentence: Int?
  /// The row on top: of the head, or of a section.
  private var topUnit = 0
  private var topRow = 0
  /// Whether a section was chosen, or the text read; before that `Enter` goes on where the article was left.
  private var wasUsed = false
  private var cameInParts = false

  var context: Context { .front }

  mutating func refresh(_ session: inout Session) {
    list.clamp(to: session.digest?.sections.count ?? 0)
    if !session.isComplete, session.digest?.sections.isEmpty == false { cameInParts = true }
  }

  // MARK: Rows

  /// The column at which the page begins.
  private func column(_ session: Session) -> Int {
    let margin = Widgets.margin(session.size)
    return margin + session.inset(margin, columns(session))
  }

  /// Rows of the text's beginning that stand in the place of the brief while a long text is read.
  private static let beginningRows = 9

  /// The first paragraphs as text, as far as they fit.
  private func beginning(_ layout: Layout, _ room: Int) -> [Row] {
    var rows: [Row] = []
    for block in layout.article.blocks.indices.prefix(60) where layout.article.blocks[block].role == .body {
      let whole = layout.article.passage(ofBlock: block)
      let lines = wrapped(Self.shown(whole, in: layout.article), room, layout)
      let free = Self.beginningRows - rows.count
      if free < 2 || free == 2 && lines.count > 1 { break }
      rows.append(Row(line: Line()))
      for (index, line) in lines.prefix(free - 1).enumerated() {
        let isCut = index == free - 2 && lines.count > free - 1
        rows.append(Row(line: Line(isCut ? (line + " " + lines[index + 1]).fitted(to: room) as String : line, .body)))
      }
    }
    return rows
  }

  /// The brief of a text that came in parts is not pushed between what is already read: `g` brings it.
  private func showsBrief(_ session: Session) -> Bool { session.isComplete && !cameInParts }

  /// The head is unit 0, section i is unit i + 1.
  private func rows(_ unit: Int, _ session: Session, _ layout: Layout) -> [Row] {
    unit == 0 ? head(session, layout) : section(unit - 1, session, layout)
  }

  private func columns(_ session: Session) -> Int {
    min(session.measure + 8, session.size.columns - 2 * Widgets.margin(session.size))
  }

  private func wrapped(_ text: String, _ cells: Int, _ layout: Layout) -> [String] {
    let utf8 = Array(text.utf8)
    return layout.wrap(utf8[...], cells: max(1, cells)).map { String(decoding: utf8[$0], as: UTF8.self) }
  }

  private func head(_ session: Session, _ layout: Layout) -> [Row] {
    guard let article = session.article, let digest = session.digest else { return [] }
    let room = columns(session)
    var rows: [Row] = []
    func add(_ text: String, _ style: Style, limit: Int) {
      let lines = wrapped(text, room, layout)
      for (index, line) in lines.prefix(limit).enumerated() {
        let isCut = index == limit - 1 && lines.count > limit
        rows.append(Row(line: Line(isCut ? (line + " " + lines[limit]).fitted(to: room) as String : line, style)))
      }
    }
    add(String((article.title ?? article.source).prefix(600)), .title, limit: 3)
    let meta = session.meta
    if !meta.isEmpty { add(meta.joined(separator: " · "), .meta, limit: 2) }
    if let standfirst = article.standfirst {
      rows.append(Row(line: Line()))
      add(String(standfirst.prefix(2000)), .standfirst, limit: 5)
    }
    if !digest.brief.isEmpty, showsBrief(session) {
      rows.append(Row(line: Line()))
      rows.append(Row(line: Line("In brief", .headline)))
      for sentence in digest.brief { rows += self.sentence(sentence, lead: "· ", style: .summary, room: room, nil, layout) }
    }
    if cameInParts, !digest.sections.isEmpty { rows += beginning(layout, room) }
    rows.append(Row(line: Line()))
    return rows
  }

  private func sentence(_ passage: Passage, lead: String, style: Style, room: Int, _ section: Int?, _ layout: Layout) -> [Row] {
    let cells = CellWidth.of(lead)
    return wrapped(Self.shown(passage, in: layout.article), room - cells, layout).enumerated().map { index, line in
      Row(
        line: Line([Span(index == 0 ? lead : String(repeating: " ", count: cells), .dim), Span(line, style)]), section: section,
        sentence: passage)
    }
  }

  /// A sentence; of one that runs over pages its beginning.
  private static func shown(_ passage: Passage, in article: Article) -> String {
    guard passage.range.count > longestSentence else { return article.text(passage) }
    let bytes = article.bytes(of: passage)
    var end = bytes.lowerBound + longestSentence
    while end > bytes.lowerBound, article.utf8[end] & 0xC0 == 0x80 { end -= 1 }
    return String(decoding: article.utf8[bytes.lowerBound..<end], as: UTF8.self) + "…"
  }

  private static let longestSentence = 1200

  private func section(_ index: Int, _ session: Session, _ layout: Layout) -> [Row] {
    guard let digest = session.digest, let article = session.article else { return [] }
    let section = digest.sections[index]
    let digits = String(digest.sections.count).count
    let lead = 2 + digits + 3 + 2 * max(0, min(3, section.level - 1))
    var rows = [Row(line: headline(index, session), section: index, isHeadline: true)]
    if density == .summaries {
      for sentence in section.summary {
        rows += self.sentence(
          sentence, lead: String(repeating: " ", count: lead), style: .summary, room: columns(session), index, layout)
      }
      let promos = section.blocks.prefix(500).filter { article.blocks[$0].role == .promo }
      if !promos.isEmpty, !session.showsPromos {
        let words = promos.reduce(0) { $0 + article.text(ofBlock: $1).split(whereSeparator: \.isWhitespace).count }
        rows.append(
          Row(
            line: Line(String(repeating: " ", count: lead) + "┄ \(Wording.count(words, "word", "words")) set aside (z shows)", .promo),
            section: index))
      }
    }
    return rows
  }

  /// The row of a section: number, `~`, headline, bar, quotations, marks, each in its column.
  private func headline(_ index: Int, _ session: Session) -> Line {
    guard let digest = session.digest else { return Line() }
    let section = digest.sections[index]
    let isSelected = index == list.selected && sentence == nil
    let digits = String(digest.sections.count).count
    let room = columns(session)
    let indent = String(repeating: " ", count: 2 * max(0, min(3, section.level - 1)))
    let isGenerated = section.headline.origin == .generated
    var line = Line([Span(isSelected ? "▸ " : "  ", isSelected ? .selection : .plain)])
    let number = String(repeating: " ", count: digits - String(index + 1).count) + String(index + 1)
    line.append("\(number) \(isGenerated ? "~" : " ") \(indent)", isSelected ? .selection : .plain)
    let total = max(1, session.words)
    var marks = Line()
    if session.size.columns >= 60 { marks.append((Widgets.bar(Double(section.words) / Double(total)) as String).padded(to: 7), .bar) }
    if session.size.columns >= 36 {
      let quotations = quotationCount(index, digest)
      marks.append(
        (quotations == 0 ? "" : quotations > 999 ? "\(quotations / 1000)k “" : "\(quotations) “").padded(before: 5) + "  ", .meta)
    }
    marks.append(session.isKept(section: index) ? "★ " : "  ", .mark)
    marks.append(session.readSections.contains(section.id) ? "✓" : " ", .mark)
    let free = max(1, room - line.cells - marks.cells - 1)
    let style: Style = isSelected ? .selection : isGenerated ? .headlineGenerated : .headline
    line.append(section.headline.text.fitted(to: free), style)
    line.pad(to: room - marks.cells)
    line.spans += marks.spans
    return line
  }

  private func quotationCount(_ index: Int, _ digest: Digest) -> Int {
    let blocks = digest.sections[index].blocks
    let low = TextPainter.firstQuotation(in: digest, atOrAfter: Passage(block: blocks.lowerBound, range: 0..<0))
    return TextPainter.firstQuotation(in: digest, atOrAfter: Passage(block: blocks.upperBound, range: 0..<0)) - low
  }

  // MARK: Commands

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool {
    guard let digest = session.digest, let layout = session.layout() else { return false }
    let page = max(1, session.bodyRows - 2)
    defer { wasUsed = wasUsed || ![.note, .undo, .help, .bookmark, .copy, .density].contains(command) }
    if sentence != nil, performInSentences(command, count, &session, &actions, layout) { return true }
    switch command {
    case .enter: actions.append(.push(reader(session, layout)))
    case .density:
      if density == .summaries {
        density = .headlines
      } else {
        density = .summaries
        actions.append(.push(reader(session, layout)))
      }
      scrollToSelection(session, layout)
    case .otherPart:
      let sentences = sentences(session, layout)
      if sentences.isEmpty {
        session.say("no summary here; s shows the summaries")
      } else {
        sentence = sentences.firstIndex { digest.section(ofBlock: $0.block) == list.selected } ?? 0
        scrollToSelection(session, layout)
      }
    case .search:
      var screen = reader(session, layout)
      screen.prompt = ReaderScreen.SearchPrompt(
        text: PromptState(history: session.searchHistory), origin: screen.anchor, before: session.search, leavesReader: true,
        showedPromos: session.showsPromos)
      actions.append(.push(screen))
    case .nextSection: step(count ?? 1, &session, layout)
    case .previousSection: step(-(count ?? 1), &session, layout)
    case .bookmark:
      keep(note: "", &session)
    case .bookmarkWithNote: actions.append(.push(LinePromptScreen(.newNote)))
    case .copy:
      if digest.sections.indices.contains(list.selected), let article = session.article {
        let section = digest.sections[list.selected]
        session.effects.append(.copy(session.citation(article.text(section.summary), speaker: nil)))
      }
    case .export: actions.append(.push(ExportLayer(session, session.bookmarks, isAll: false)))
    case .nextQuotation, .previousQuotation, .nextHit, .previousHit, .back, .forward, .percent:
      actions.append(.push(reader(session, layout)))
      actions.append(.pass(command, count))
    case .start where count == nil:
      list.selected = 0
      topUnit = 0
      topRow = 0
      if session.isComplete { cameInParts = false }
    case .pageDown, .pageUp, .halfDown, .halfUp:
      let rows = command == .pageDown || command == .pageUp ? page : max(1, page / 2)
      let before = (topUnit, topRow)
      scroll(command == .pageDown || command == .halfDown ? rows : -rows, session, layout)
      if before == (topUnit, topRow) {
        let isUp = command == .pageUp || command == .halfUp
        session.say(isUp ? "this is the start" : session.isComplete ? "End. q goes back" : "still reading…")
      }
    default:
      let before = (list.selected, topUnit, topRow)
      guard list.move(command, count: count, items: digest.sections.count, page: 5) else { return false }
      if command == .lineUp, list.selected == 0 {
        topUnit = 0
        topRow = 0
      }
      scrollToSelection(session, layout)
      if before == (list.selected, topUnit, topRow) {
        let isFirst = list.selected == 0 && command != .lineDown && command != .end
        session.say(isFirst ? "this is the first section" : "this is the last section")
      }
    }
    return true
  }

  private mutating func step(_ count: Int, _ session: inout Session, _ layout: Layout) {
    let before = list.selected
    list.selected += count
    list.clamp(to: session.digest?.sections.count ?? 0)
    if before == list.selected { session.say(count > 0 ? "this is the last section" : "this is the first section") }
    scrollToSelection(session, layout)
  }

  /// The reader at the selected section, or where the article was left; at the start where the selected row is off the screen.
  private func reader(_ session: Session, _ layout: Layout) -> ReaderScreen {
    guard let digest = session.digest, digest.sections.indices.contains(list.selected), isSelectedVisible(session, layout) else {
      return ReaderScreen(at: Passage(block: 0, range: 0..<0))
    }
    if !wasUsed, let place = restored(session) { return ReaderScreen(at: place) }
    if list.selected == 0 { return ReaderScreen(at: Passage(block: 0, range: 0..<0)) }
    return ReaderScreen(at: layout.passage(at: layout.position(ofSection: list.selected)))
  }

  /// `go on at 31 %`; nil where the article is new or was left at its start.
  private func left(_ session: Session) -> String? {
    guard let place = restored(session), let article = session.article else { return nil }
    let share = article.bytes(of: place).lowerBound * 100 / max(1, article.utf8.count)
    return share > 0 ? "go on at \(share) %" : nil
  }

  /// The bytes of about a minute's reading.
  private static let minute = 1400

  /// A place on the first screens, or within the first minute, is near enough to the start, where an article is begun anew.
  private func restored(_ session: Session) -> Passage? {
    guard let place = session.restored, let layout = session.layout(), let article = session.article,
      article.bytes(of: place).lowerBound > Self.minute
    else { return nil }
    return layout.position(of: place) > layout.moved(layout.first, by: 2 * session.bodyRows) ? place : nil
  }

  mutating func keep(note: String, _ session: inout Session) {
    guard let opened = session.opened, opened.digest.sections.indices.contains(list.selected) else { return }
    session.keep(.section, Bookmark.passages(ofSection: list.selected, in: opened.article, opened.digest), note: note)
  }

  private mutating func performInSentences(
    _ command: CommandID, _ count: Int?, _ session: inout Session, _ actions: inout [Action], _ layout: Layout
  ) -> Bool {
    let all = sentences(session, layout)
    guard let index = sentence, all.indices.contains(index) else {
      sentence = nil
      return false
    }
    switch command {
    case .lineDown: sentence = min(all.count - 1, index + (count ?? 1))
    case .lineUp: sentence = max(0, index - (count ?? 1))
    case .start: sentence = 0
    case .end: sentence = all.count - 1
    case .enter: actions.append(.push(ReaderScreen(at: all[index], marking: all[index])))
    case .bookmark: session.keep(.sentences, [all[index]])
    case .copy:
      if let article = session.article { session.effects.append(.copy(session.citation(article.text(all[index]), speaker: nil))) }
    case .otherPart, .leave, .cancel: sentence = nil
    default: return false
    }
    if sentence == index, [.lineDown, .lineUp, .start, .end].contains(command) {
      session.say(index == 0 && command != .lineDown && command != .end ? "this is the first sentence" : "this is the last sentence")
    }
    if let now = sentence, let section = session.digest?.section(ofBlock: all[now].block) { list.selected = section }
    scrollToSelection(session, layout)
    return true
  }

  /// The sentences that can be gone to, in the order of the page: the brief's, then the summaries'.
  private func sentences(_ session: Session, _ layout: Layout) -> [Passage] {
    guard let digest = session.digest else { return [] }
    let brief = showsBrief(session) ? digest.brief : []
    return density == .summaries ? brief + digest.sections.prefix(2000).flatMap(\.summary) : brief
  }

  // MARK: Scrolling

  private func height(_ unit: Int, _ session: Session, _ layout: Layout) -> Int { rows(unit, session, layout).count }

  private mutating func scroll(_ count: Int, _ session: Session, _ layout: Layout) {
    let units = (session.digest?.sections.count ?? 0) + 1
    for _ in 0..<abs(count) {
      if count > 0 {
        if isEndShown(session, layout) { break }
        topRow += 1
        if topRow >= height(topUnit, session, layout), topUnit + 1 < units {
          topUnit += 1
          topRow = 0
        }
      } else if topRow > 0 {
        topRow -= 1
      } else if topUnit > 0 {
        topUnit -= 1
        topRow = max(0, height(topUnit, session, layout) - 1)
      }
    }
    if !isSelectedVisible(session, layout), topUnit > 0 { list.selected = max(0, topRow == 0 ? topUnit - 1 : topUnit) }
    list.clamp(to: units - 1)
  }

  private func isEndShown(_ session: Session, _ layout: Layout) -> Bool {
    var used = -topRow
    for unit in topUnit...(session.digest?.sections.count ?? 0) {
      used += height(unit, session, layout)
      if used > pageRows(session) { return false }
    }
    return true
  }

  private func pageRows(_ session: Session) -> Int { session.size.rows - 1 }

  private func isSelectedVisible(_ session: Session, _ layout: Layout) -> Bool {
    var used = -topRow
    for unit in topUnit...max(topUnit, session.digest?.sections.count ?? 0) {
      if unit == list.selected + 1 { return used < pageRows(session) - 1 }
      used += height(unit, session, layout)
      if used >= pageRows(session) { return false }
    }
    return false
  }

  private mutating func scrollToSelection(_ session: Session, _ layout: Layout) {
    let all = sentence.map { ($0, sentences(session, layout)) }
    var unit = list.selected + 1
    if let (index, passages) = all, index < (session.digest?.brief.count ?? 0), passages.indices.contains(index) { unit = 0 }
    if unit < topUnit || (unit == topUnit && topRow > 0) || height(unit, session, layout) > pageRows(session) {
      topUnit = unit
      topRow = 0
    }
    // Backwards from the selected section: how much above it still fits.
    var free = pageRows(session) - min(pageRows(session), height(unit, session, layout))
    var first = unit
    while first > topUnit, free > 0 {
      first -= 1
      free -= height(first, session, layout)
    }
    let skipped = max(0, -free)
    if first > topUnit || skipped > topRow {
      topUnit = first
      topRow = min(skipped, max(0, height(first, session, layout) - 1))
    }
  }

  // MARK: Drawing

  func draw(_ frame: inout Frame, _ session: Session) {
    guard let layout = session.layout(), let digest = session.digest else {
      return Widgets.empty(&frame, "reading…", row: 0)
    }
    let margin = column(session)
    let all = sentence.map { index in (index, sentences(session, layout)) }
    let selected = all.flatMap { $0.1.indices.contains($0.0) ? $0.1[$0.0] : nil }
    var unit = topUnit
    var skip = topRow
    var y = 0
    while y < pageRows(session), unit <= digest.sections.count {
      for row in rows(unit, session, layout).dropFirst(skip) {
        guard y < pageRows(session) else { break }
        frame.put(row.line, row: y, column: margin, columns: max(0, session.size.columns - margin))
        if let selected, row.sentence == selected {
          let lead = row.line.spans.first.map(\.cells) ?? 0
          frame.restyle(.selection, row: y, columns: margin + lead..<margin + row.line.cells)
          if frame.cursor == nil { frame.cursor = (y, margin + lead) }
        }
        if row.isHeadline, row.section == list.selected, selected == nil { frame.cursor = (y, margin) }
        y += 1
      }
      skip = 0
      unit += 1
    }
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    if cameInParts, session.isComplete, session.digest?.brief.isEmpty == false { status.left = "g shows it in brief" }
    if !session.isComplete { status.left = "reading… \(Int((session.opened?.progress ?? 0) * 100)) %" }
    status.commands =
      sentence != nil
      ? [(.enter, "go there"), (.bookmark, "keep sentence"), (.copy, nil), (.otherPart, "sections")]
      : [
        (.enter, wasUsed ? "read" : left(session) ?? "read"), (.quotations, nil), (.search, nil), (.bookmarks, nil),
        (.density, density == .summaries ? "headlines only" : "full text"),
        (.bookmark, "keep section"),
      ]
    return status
  }
}
