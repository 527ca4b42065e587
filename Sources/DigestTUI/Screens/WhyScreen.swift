/// Why: what a block or a quotation was taken for, the signs for and against it, and the reader's corrections.

import DigestCore

/// A layer over the lower part of the Reader, which shows the place that it is about.
struct WhyScreen: Screen {
  private var reader: ReaderScreen
  private(set) var place: WhyPlace
  private var explanation: Result<PlaceExplanation, DigestError>?
  /// The reading of the article that was explained.
  private var explained: Int?
  /// The first of its rows on the screen.
  private var top = 0
  private var choice: SpeakerChoice?

  /// One row of the layer.
  private struct Row {
    var sign = ""
    var words: String
    var right = ""
    var style = Style.plain
  }

  init(over reader: ReaderScreen, at place: WhyPlace) {
    self.reader = reader
    self.place = place
  }

  var context: Context { .why }
  var isTyping: Bool { choice != nil }

  mutating func refresh(_ session: inout Session) {
    reader.refresh(&session)
    if let digest = session.digest, let number = place.quotation, !digest.quotations.indices.contains(number) { place.quotation = nil }
    show(&session)
  }

  /// Brings the place to the screen, and asks why where that is not known yet.
  private mutating func show(_ session: inout Session) {
    guard let opened = session.opened, opened.article.blocks.indices.contains(place.block) else { return }
    let passage = quotation(session)?.parts.first ?? opened.article.passage(ofBlock: place.block)
    reader = reader.showing(passage, rowsAbove: min(2, panelTop(session) / 3), session)
    guard explained != session.openings else { return }
    explained = session.openings
    session.effects.append(.explain(place, opened))
  }

  private mutating func go(to place: WhyPlace, _ session: inout Session) {
    self.place = place
    top = 0
    explanation = nil
    explained = nil
    show(&session)
  }

  /// Takes what was found out of a place.
  mutating func take(_ place: WhyPlace, _ explanation: Result<PlaceExplanation, DigestError>) {
    if place == self.place { self.explanation = explanation }
  }

  private func quotation(_ session: Session) -> Quotation? {
    guard let number = place.quotation, let quotations = session.digest?.quotations, quotations.indices.contains(number) else { return nil }
    return quotations[number]
  }

  // MARK: Keys

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool {
    switch command {
    case .correctToHeadline: correct(to: .headline, &session)
    case .correctToText: correct(to: .body, &session)
    case .correctToPromo: correct(to: .promo, &session)
    case .correctSpeaker: nameSpeaker(&session)
    case .otherPart: changePart(&session)
    case .nextParagraph: stepBlock(1, &session)
    case .previousParagraph: stepBlock(-1, &session)
    case .nextQuotation: stepQuotation(1, &session)
    case .previousQuotation: stepQuotation(-1, &session)
    case .lineDown, .lineUp, .pageDown, .pageUp, .halfDown, .halfUp, .start, .end: scroll(command, count, &session)
    case .why, .enter: actions.append(.pop)
    default: return false
    }
    return true
  }

  private mutating func correct(to role: Role, _ session: inout Session) {
    if place.quotation != nil { return session.say("this is a quotation; Tab goes to its paragraph, w names its speaker") }
    session.correct(block: place.block, to: role)
  }

  private mutating func nameSpeaker(_ session: inout Session) {
    if place.quotation == nil {
      guard let first = firstQuotation(session) else { return session.say("no quotation in this paragraph") }
      go(to: WhyPlace(block: place.block, quotation: first), &session)
    }
    guard let digest = session.digest else { return }
    let known = (try? explanation?.get())?.names ?? []
    choice = SpeakerChoice(names: SpeakerChoice.cast(of: digest, and: known))
  }

  private func firstQuotation(_ session: Session) -> Int? {
    guard let digest = session.digest else { return nil }
    let index = TextPainter.firstQuotation(in: digest, atOrAfter: Passage(block: place.block, range: 0..<0))
    guard digest.quotations.indices.contains(index), digest.quotations[index].parts.first?.block == place.block else { return nil }
    return index
  }

  private mutating func changePart(_ session: inout Session) {
    if place.quotation != nil { return go(to: WhyPlace(block: place.block), &session) }
    guard let first = firstQuotation(session) else { return session.say("no quotation in this paragraph") }
    go(to: WhyPlace(block: place.block, quotation: first), &session)
  }

  private mutating func stepBlock(_ step: Int, _ session: inout Session) {
    guard let blocks = session.article?.blocks, blocks.indices.contains(place.block + step) else {
      return session.say(step > 0 ? "this is the last paragraph" : "no paragraph before this one")
    }
    go(to: WhyPlace(block: place.block + step), &session)
  }

  private mutating func stepQuotation(_ step: Int, _ session: inout Session) {
    guard let digest = session.digest else { return }
    let here = TextPainter.firstQuotation(in: digest, atOrAfter: Passage(block: place.block, range: 0..<0))
    let target = place.quotation.map { $0 + step } ?? (step > 0 ? here : here - 1)
    guard digest.quotations.indices.contains(target), let first = digest.quotations[target].parts.first else {
      return session.say(step > 0 ? "no quotation after this one" : "no quotation before this one")
    }
    go(to: WhyPlace(block: first.block, quotation: target), &session)
  }

  private mutating func scroll(_ command: CommandID, _ count: Int?, _ session: inout Session) {
    var list = ListState(selected: top)
    let most = max(0, rows(session).count - room(session))
    _ = list.move(command, count: count, items: most + 1, page: room(session))
    if list.selected == top {
      session.say(most == 0 ? "all of it is shown; } goes to the next paragraph" : ListState.end(command, items: 2))
    }
    top = list.selected
  }

  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action]) {
    guard var open = choice else { return }
    switch key {
    case .escape, .control("c"): choice = nil
    case .enter:
      guard let name = open.chosen else { return session.say("type a name, or choose one") }
      choice = nil
      if let quotation = quotation(session) { session.correct(quotation, speaker: name) }
    default:
      if !open.edit(key, rows: room(session) - 1, &session) { session.say(PromptState.refusal(key)) }
      choice = open
    }
  }

  mutating func paste(_ text: String, _ session: inout Session) { choice?.paste(text) }

  // MARK: Rows

  private func rows(_ session: Session) -> [Row] {
    if let quotation = quotation(session) { return rows(of: quotation, session) }
    return rows(ofBlock: place.block, session)
  }

  private func rows(of quotation: Quotation, _ session: Session) -> [Row] {
    guard let article = session.article else { return [] }
    let name = quotation.shownSpeaker ?? "Nobody is known to say it"
    let certainty = quotation.isCorrected ? "as you say" : quotation.confidence?.rawValue ?? ""
    var rows = [Row(words: name, right: certainty, style: .headline)]
    switch explanation {
    case nil: rows.append(Row(words: "looking…", style: .dim))
    case .failure(let error): rows.append(Row(words: "\(error)", style: .error))
    case .success(let explanation):
      if let reason = explanation.quotation {
        rows += ExplanationText.reasons(reason, of: quotation, in: article).map { Row(words: $0) }
        if reason.rule == nil, !quotation.isCorrected { rows.append(Row(words: "no words around it tell who speaks")) }
      }
    }
    rows.append(Row(words: quotation.kind == .direct ? "quoted whole" : "a fragment: part of the article's own sentence", style: .dim))
    return rows
  }

  private func rows(ofBlock block: Int, _ session: Session) -> [Row] {
    guard let article = session.article, article.blocks.indices.contains(block) else { return [] }
    let role = article.blocks[block].role
    let isCorrected = article.blocks[block].isCorrected
    guard case .success(let explanation) = explanation, let decision = explanation.block else {
      var rows = [Row(words: role.title, right: isCorrected ? "as you say" : "", style: .headline)]
      switch explanation {
      case nil: rows.append(Row(words: "looking…", style: .dim))
      case .failure(let error): rows.append(Row(words: "\(error)", style: .error))
      case .success: rows.append(Row(words: "its signs are not known: what it was read from is no file that is still there", style: .dim))
      }
      return rows
    }
    var rows = [Row(words: role.title, right: isCorrected ? "as you say" : decision.certainty, style: .headline)]
    if isCorrected { rows.append(Row(words: "the program takes it for \(ExplanationText.name(decision.role))", right: decision.certainty)) }
    if let rule = decision.rule { rows.append(Row(words: rule)) }
    for (index, weighing) in decision.weighings.enumerated() {
      if weighing.role != decision.role || decision.rule != nil {
        let words = "\(weighing.role == decision.role ? "as" : "not") \(ExplanationText.name(weighing.role))"
        rows.append(Row(words: words, right: ExplanationText.weight(weighing.score), style: .dim))
      }
      // In full the role taken, or the likeliest that was not where more speaks than the price of any role.
      guard index == 0, weighing.role == decision.role || weighing.marks.count > 1 else { continue }
      for mark in weighing.marks {
        rows.append(Row(sign: mark.weight < 0 ? "-" : "+", words: mark.sign, right: ExplanationText.weight(mark.weight)))
      }
    }
    if let beginning = explanation.section {
      rows.append(Row(words: "a section begins here: \(ExplanationText.reason(beginning))", style: .dim))
    }
    return rows
  }

  // MARK: Drawing

  /// The first row of the layer, under its rule.
  private func panelTop(_ session: Session) -> Int { session.bodyTop + (session.bodyRows < 8 ? 0 : session.bodyRows * 2 / 5) }
  /// Rows for what it says.
  private func room(_ session: Session) -> Int {
    max(1, session.bodyTop + session.bodyRows - panelTop(session) - (session.bodyRows < 8 ? 0 : 1))
  }

  func draw(_ frame: inout Frame, _ session: Session) {
    reader.draw(&frame, session)
    let margin = Widgets.margin(session.size)
    var y = panelTop(session)
    for row in y..<session.bodyTop + session.bodyRows { frame.fill(row: row, columns: 0..<session.size.columns) }
    if session.bodyRows >= 8 {
      Widgets.rule(&frame, row: y)
      y += 1
    }
    let column = margin + (session.size.columns < 60 ? 0 : 2)
    let columns = min(session.measure, session.size.columns - column - margin)
    if let choice { return choice.draw(&frame, row: y, column: column, columns: columns, rows: room(session)) }
    for row in rows(session).dropFirst(top).prefix(room(session)) {
      // On the smallest screens what it is tells more than how surely.
      let isCrowded = columns < 30 && CellWidth.of(row.words) + CellWidth.of(row.right) + 2 > columns && row.style == .headline
      let right = isCrowded ? "" : row.right
      let cells = CellWidth.of(right)
      let lead = row.sign.isEmpty ? 0 : 2
      frame.put(row.sign, .meta, row: y, column: column)
      let words: String = row.words.fitted(to: max(1, columns - lead - (cells > 0 ? cells + 2 : 0)))
      frame.put(words, row.style, row: y, column: column + lead)
      frame.put(right, .meta, row: y, column: column + columns - cells)
      y += 1
    }
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    if choice != nil {
      status.isPrompt = true
      status.items = [("Enter", "this one"), ("Down", "choose"), ("Esc", "back")]
    } else if place.quotation != nil {
      status.commands = [(.correctSpeaker, nil), (.otherPart, "paragraph"), (.nextQuotation, nil), (.undo, "undo"), (.leave, nil)]
    } else {
      let isQuoting = firstQuotation(session) != nil
      status.commands =
        [(.correctToHeadline, nil), (.correctToText, nil), (.correctToPromo, nil)]
        + (isQuoting ? [(.otherPart, "quotation")] : []) + [(.leave, nil), (.nextParagraph, "next")]
    }
    return status
  }
}

/// A prompt for a speaker's name, with the article's cast to choose from.
struct SpeakerChoice: Sendable {
  /// The names to choose from, the likeliest first.
  let names: [String]
  private var prompt = PromptState()
  private var list = ListState()

  init(names: [String]) { self.names = names }

  /// Those who speak in an article, most quotations first, then others who are named in it.
  static func cast(of digest: Digest, and others: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for quotation in digest.quotations { if let name = quotation.shownSpeaker { counts[name, default: 0] += 1 } }
    let speakers = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    return speakers + others.filter { counts[$0] == nil }.prefix(200)
  }

  /// What can be chosen: the names that hold what is typed, what is typed itself where it is none of them, and nobody.
  private var items: [(name: String, title: String)] {
    let typed = prompt.string.trimmingCharacters()
    guard !typed.isEmpty else { return names.map { ($0, $0) } + [("", "nobody: it is not known who speaks")] }
    let fitting = names.filter { name in
      guard let matcher = LiteralMatcher(typed) else { return true }
      return matcher.match(in: FoldedText(name, keepsCase: matcher.keepsCase)) != nil
    }
    return fitting.map { ($0, $0) } + (names.contains(typed) ? [] : [(typed, "“\(typed)”, as typed")])
  }

  /// The name chosen; empty for nobody.
  var chosen: String? { items.indices.contains(list.selected) ? items[list.selected].name : nil }

  /// Takes a key; false where it edits and moves nothing.
  mutating func edit(_ key: Key, rows: Int, _ session: inout Session) -> Bool {
    let command: CommandID? =
      switch key {
      case .down, .control("n"), .tab: .lineDown
      case .up, .control("p"), .backTab: .lineUp
      case .pageDown: .pageDown
      case .pageUp: .pageUp
      default: nil
      }
    if let command {
      _ = list.move(command, count: nil, items: items.count, page: max(1, rows - 1), &session)
      list.scroll(rows: max(1, rows)) { _ in 1 }
      return true
    }
    guard prompt.edit(key) else { return false }
    list = ListState()
    return true
  }

  mutating func paste(_ text: String) {
    prompt.insert(text)
    list = ListState()
  }

  func draw(_ frame: inout Frame, row: Int, column: Int, columns: Int, rows: Int) {
    let cursor = prompt.draw(&frame, mark: "speaker: ", row: row, column: column, columns: columns)
    frame.cursor = (row, min(cursor, frame.size.columns - 1))
    for (offset, item) in items.dropFirst(list.top).prefix(max(0, rows - 1)).enumerated() {
      let isSelected = list.top + offset == list.selected
      let text: String = item.title.fitted(to: max(1, columns - 2))
      frame.put("\(isSelected ? "▸" : " ") \(text)", isSelected ? .selection : .plain, row: row + 1 + offset, column: column)
    }
  }
}

extension String {
  /// Without the white space around it.
  fileprivate func trimmingCharacters() -> String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
