/// The reader: the article's text, its outline, its quotations one after the other.

import DigestCore

struct ReaderScreen: Screen {
  /// The row on top, and the place in the article that it shows: by that it is found again in another layout.
  var top = RowPosition(block: 0, piece: 0, row: 0)
  var anchor = Passage(block: 0, range: 0..<0)
  private var anchorSide = Layout.Side.text
  /// The quotation that has the focus.
  var focused: Int?
  /// The link that has the focus, and the letters over links while one is being chosen.
  var focusedLink: Inline?
  var linkLetters: LinkLetters?
  /// Marked for a moment: the sentence that was gone to.
  var marked: Passage?
  var markedUntil: Int64?
  var selection: Selection?
  var prompt: SearchPrompt?
  var outline: ListState?
  private var isAtEnd = false
  /// The hit that the prompt brought to the screen.
  var shownHit: Passage?
  private var layoutKey = LayoutKey()

  private static let markMilliseconds: Int64 = 2000

  /// Sentences chosen with `v`.
  struct Selection: Sendable, Equatable {
    var sentences: [Passage]
    /// Whether `j` and `k` extend.
    var isExtending = false
  }

  /// The search prompt, and where one was when it opened.
  struct SearchPrompt: Sendable {
    var text: PromptState
    var origin: Passage
    var before: TextSearch
    var leavesReader: Bool
    /// The row that was on top, and whether promos were shown: a hit in one unfolds them.
    var top = RowPosition(block: 0, piece: 0, row: 0)
    var showedPromos = false
  }

  private struct LayoutKey: Sendable, Equatable {
    var columns = 0
    var showsPromos = false
    var blocks = 0
    /// The reading of the article: the reader's corrections change what a block shows.
    var opening = 0
  }

  /// - Parameter place: what is to be on top.
  init(at place: Passage? = nil, marking marked: Passage? = nil, quotation: Int? = nil) {
    if let place { anchor = place }
    self.marked = marked
    focused = quotation
  }

  var context: Context {
    if selection != nil { return .selecting }
    return outline != nil ? .outline : .reader
  }
  var isTyping: Bool { prompt != nil || linkLetters != nil }

  // MARK: Layout

  mutating func refresh(_ session: inout Session) {
    if marked != nil, markedUntil == nil {
      markedUntil = session.ticks + Self.markMilliseconds
      session.effects.append(.tick(afterMilliseconds: Int(Self.markMilliseconds)))
    }
    guard let layout = session.layout() else { return }
    if let focused, focused >= layout.digest.quotations.count { self.focused = nil }
    let key = LayoutKey(
      columns: layout.columns, showsPromos: layout.showsPromos, blocks: layout.article.blocks.count,
      opening: session.openings)
    if key != layoutKey {
      let isFirst = layoutKey.blocks == 0
      layoutKey = key
      top = layout.position(of: anchor, anchorSide)
      if isFirst, focused != nil || marked != nil { show(marked ?? anchor, layout, session) }
    }
    noteRead(layout, &session)
  }

  /// Scrolls so that a passage is seen, a third down from the top where it was not on the screen.
  mutating func show(_ passage: Passage, _ layout: Layout, _ session: Session) {
    let target = layout.position(of: passage)
    let bottom = layout.moved(top, by: session.bodyRows - 2)
    if target < top || target > bottom { top = layout.moved(target, by: -session.bodyRows / 3) }
    if target < top { top = target }
  }

  /// Keeps the place of the row on top, by which it is found in another layout.
  mutating func settle(_ layout: Layout) {
    anchor = layout.passage(at: top)
    anchorSide = layout.side(of: top)
  }

  /// Settles after a move: the place is kept, sections whose end was seen are read.
  mutating func moved(_ layout: Layout, _ session: inout Session) {
    settle(layout)
    noteRead(layout, &session)
    // The blank row after a paragraph stands for the paragraph that follows.
    session.movedTo = anchorSide.isAfter ? layout.next(top).map { layout.passage(at: $0) } ?? anchor : anchor
  }

  private mutating func noteRead(_ layout: Layout, _ session: inout Session) {
    let bottom = layout.moved(top, by: session.bodyRows - 1)
    let isEnd = bottom >= layout.last
    guard let first = session.digest?.section(ofBlock: top.block), let last = session.digest?.section(ofBlock: bottom.block) else { return }
    for index in first...max(first, last) {
      if let section = session.digest?.sections[index], section.blocks.upperBound <= bottom.block || isEnd {
        session.readSections.insert(section.id)
      }
    }
  }

  private mutating func go(to place: Passage, _ layout: Layout, _ session: inout Session, isJump: Bool = true) {
    if isJump { session.leave(anchor) }
    top = layout.position(of: place)
    moved(layout, &session)
  }

  // MARK: Commands

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool {
    marked = nil
    guard let layout = session.layout() else { return false }
    if focusedLink != nil, performOnLink(command, layout, &session) { return true }
    if outline != nil, performInOutline(command, count, layout, &session, &actions) { return true }
    if selection != nil, performInSelection(command, count, layout, &session) { return true }
    if move(command, count, layout, &session) { return true }
    switch command {
    case .nextQuotation, .previousQuotation: stepQuotation(command == .nextQuotation ? count ?? 1 : -(count ?? 1), layout, &session)
    case .back, .forward: walk(command == .back ? -1 : 1, layout, &session)
    case .search:
      prompt = SearchPrompt(
        text: PromptState(history: session.searchHistory), origin: layout.passage(at: top), before: session.search, leavesReader: false,
        top: top, showedPromos: session.showsPromos)
    case .nextHit, .previousHit: stepHit(command == .nextHit ? count ?? 1 : -(count ?? 1), layout, &session)
    case .bookmark: keep(note: "", &session)
    case .bookmarkWithNote: actions.append(.push(LinePromptScreen(.newNote)))
    case .select:
      if let sentence = focusedPassages(session)?.first.flatMap({ session.sentence(at: $0) }) ?? session.sentence(at: anchor) {
        selection = Selection(sentences: [sentence])
        show(sentence, layout, session)
      }
    case .copy: copy(&session)
    case .links: showLinkLetters(layout, &session)
    case .why: actions.append(.push(WhyScreen(over: self, at: whyPlace(layout, session))))
    case .export: actions.append(.push(ExportLayer(session, session.bookmarks, isAll: false)))
    case .outline where session.size.columns < Session.columnsForOutline:
      session.say("the outline needs \(Session.columnsForOutline) columns beside the text; Tab opens it")
    case .outline:
      session.showsOutline.toggle()
      refresh(&session)
    case .otherPart: outline = ListState(selected: section(session) ?? 0)
    case .density: actions.append(.popToFront)
    case .leave:
      guard session.search.isActive else { return false }
      session.search.clear()
    default: return false
    }
    return true
  }

  private mutating func move(_ command: CommandID, _ count: Int?, _ layout: Layout, _ session: inout Session) -> Bool {
    let page = max(1, session.bodyRows - 1)
    let before = top
    switch command {
    case .lineDown: scroll(count ?? 1, layout, &session)
    case .lineUp: scroll(-(count ?? 1), layout, &session)
    case .pageDown: scroll(page * (count ?? 1), layout, &session)
    case .pageUp: scroll(-page * (count ?? 1), layout, &session)
    case .halfDown: scroll(max(1, page / 2) * (count ?? 1), layout, &session)
    case .halfUp: scroll(-max(1, page / 2) * (count ?? 1), layout, &session)
    case .start:
      if let count { go(toSection: count - 1, layout, &session) } else { go(to: Passage(block: 0, range: 0..<0), layout, &session) }
    case .end:
      session.leave(anchor)
      top = endTop(layout, session)
      moved(layout, &session)
    case .percent: go(toPercent: count ?? 0, layout, &session)
    case .nextSection, .previousSection: stepSection(command == .nextSection ? count ?? 1 : -(count ?? 1), layout, &session)
    case .nextParagraph, .previousParagraph: stepParagraph(command == .nextParagraph ? count ?? 1 : -(count ?? 1), layout, &session)
    default: return false
    }
    if before != top {
      focused = nil
      focusedLink = nil
    } else if session.message == nil {
      let isUp = [.start, .lineUp, .pageUp, .halfUp, .previousSection].contains(command)
      session.say(isUp ? "this is the start" : command == .end ? "this is the end" : "this is that place")
    }
    return true
  }

  func endTop(_ layout: Layout, _ session: Session) -> RowPosition {
    layout.moved(layout.last, by: -(session.bodyRows - 1))
  }

  private mutating func scroll(_ rows: Int, _ layout: Layout, _ session: inout Session) {
    let end = endTop(layout, session)
    if rows > 0, top >= end {
      isAtEnd = true
      return session.say(session.isComplete ? "End. q goes back" : "still reading…")
    }
    isAtEnd = false
    top = layout.moved(top, by: rows)
    if rows > 0, top > end { top = end }
    moved(layout, &session)
  }

  mutating func go(toSection index: Int, _ layout: Layout, _ session: inout Session) {
    guard let digest = session.digest, digest.sections.indices.contains(index) else {
      return session.say("there are \(session.digest?.sections.count ?? 0) sections")
    }
    session.leave(anchor)
    top = layout.position(ofSection: index)
    moved(layout, &session)
  }

  mutating func go(toPercent share: Int, _ layout: Layout, _ session: inout Session) {
    guard let article = session.article, let passage = article.passages(ofBytes: byte(at: share, article)..<article.utf8.count).first else {
      return
    }
    go(to: passage, layout, &session)
  }

  private func byte(at share: Int, _ article: Article) -> Int {
    var byte = min(article.utf8.count - 1, article.utf8.count / 100 * min(100, share) + article.utf8.count % 100 * min(100, share) / 100)
    while byte > 0, article.utf8[byte] & 0xC0 == 0x80 { byte -= 1 }
    return max(0, byte)
  }

  private mutating func stepSection(_ count: Int, _ layout: Layout, _ session: inout Session) {
    guard let digest = session.digest, let current = section(session) else { return }
    var target = current + count
    if count < 0, layout.position(ofSection: current) < top { target += 1 }
    if top < layout.position(ofSection: 0), count > 0 { target = count - 1 }
    if target >= digest.sections.count { return session.say("this is the last section") }
    if target < 0 { return go(to: Passage(block: 0, range: 0..<0), layout, &session) }
    session.leave(anchor)
    top = layout.position(ofSection: target)
    moved(layout, &session)
  }

  private mutating func stepParagraph(_ count: Int, _ layout: Layout, _ session: inout Session) {
    let target = layout.movedByParagraphs(top, count)
    if target == top { return session.say(count > 0 ? "this is the last paragraph" : "no paragraph before this one") }
    top = min(target, max(endTop(layout, session), layout.first))
    moved(layout, &session)
  }

  /// The section at the top of the screen.
  func section(_ session: Session) -> Int? { session.digest?.section(ofBlock: top.block) }

  private mutating func stepQuotation(_ count: Int, _ layout: Layout, _ session: inout Session) {
    guard let digest = session.digest, !digest.quotations.isEmpty else { return session.say("no quotations in this article") }
    var target: Int
    if let focused {
      target = focused + count
    } else {
      let next = TextPainter.firstQuotation(in: digest, atOrAfter: layout.passage(at: top))
      target = count > 0 ? next + count - 1 : next + count
    }
    if target >= digest.quotations.count { return session.say("no quotation after this one") }
    if target < 0 { return session.say("no quotation before this one") }
    target = max(0, min(target, digest.quotations.count - 1))
    focused = target
    focusedLink = nil
    if let first = digest.quotations[target].parts.first {
      if session.article?.blocks[first.block].role == .promo { session.showsPromos = true }
      show(first, layout, session)
    }
    moved(layout, &session)
  }

  private mutating func walk(_ step: Int, _ layout: Layout, _ session: inout Session) {
    if step < 0, session.jump == session.jumps.count, session.jump > 0 {
      session.jumps.append(anchor)
    }
    guard session.jumps.indices.contains(session.jump + step) else {
      return session.say(step < 0 ? "no place before this one" : "no place after this one")
    }
    session.jump += step
    top = layout.position(of: session.jumps[session.jump])
    moved(layout, &session)
  }

  /// What `W` is about: the focused quotation, the chosen sentences' block, else the first block on the screen.
  private func whyPlace(_ layout: Layout, _ session: Session) -> WhyPlace {
    if let focused, let first = focusedPassages(session)?.first { return WhyPlace(block: first.block, quotation: focused) }
    if let chosen = selection?.sentences.first { return WhyPlace(block: chosen.block) }
    let here = anchorSide.isAfter ? layout.next(top).map { layout.passage(at: $0) } ?? anchor : anchor
    return WhyPlace(block: here.block)
  }

  /// The reader as the layer Why shows it: a passage marked, a few rows below the top.
  func showing(_ passage: Passage, rowsAbove: Int, _ session: Session) -> ReaderScreen {
    guard let layout = session.layout() else { return self }
    var reader = self
    reader.focused = nil
    reader.focusedLink = nil
    reader.selection = nil
    reader.outline = nil
    reader.marked = passage
    reader.top = layout.moved(layout.position(of: passage), by: -rowsAbove)
    reader.settle(layout)
    return reader
  }

  // MARK: Keeping

  func focusedPassages(_ session: Session) -> [Passage]? {
    guard let focused, let digest = session.digest, digest.quotations.indices.contains(focused) else { return nil }
    return digest.quotations[focused].parts
  }

  mutating func keep(note: String, _ session: inout Session) {
    if let selection {
      session.keep(.sentences, selection.sentences, note: note)
      self.selection = nil
    } else if let focused, let digest = session.digest {
      session.keep(.quotation, digest.quotations[focused].parts, quotation: digest.quotations[focused], note: note)
    } else if let section = section(session), let opened = session.opened {
      session.keep(.section, Bookmark.passages(ofSection: section, in: opened.article, opened.digest), note: note)
    }
  }

  private mutating func copy(_ session: inout Session) {
    guard let article = session.article, let digest = session.digest else { return }
    if let selection {
      session.effects.append(.copy(session.citation(article.text(selection.sentences), speaker: nil)))
      self.selection = nil
    } else if let focused {
      let quotation = digest.quotations[focused]
      session.effects.append(.copy(session.citation(article.text(quotation.parts), speaker: quotation.attributedSpeaker)))
    } else if let sentence = session.sentence(at: anchor) {
      session.effects.append(.copy(session.citation(article.text(sentence), speaker: nil)))
    }
  }

  private mutating func performInSelection(_ command: CommandID, _ count: Int?, _ layout: Layout, _ session: inout Session) -> Bool {
    guard var chosen = selection, let first = chosen.sentences.first, let last = chosen.sentences.last else { return false }
    let extends = chosen.isExtending || command == .extendDown || command == .extendUp
    switch command {
    case .lineDown, .extendDown:
      guard let next = session.sentence(1, from: last) else {
        session.say("no sentence after this one")
        return true
      }
      chosen.sentences = extends ? chosen.sentences + [next] : [next]
    case .lineUp, .extendUp:
      if extends, chosen.sentences.count > 1 {
        chosen.sentences.removeLast()
      } else if let before = session.sentence(-1, from: first) {
        chosen.sentences = extends ? [before] + chosen.sentences : [before]
      } else {
        session.say("no sentence before this one")
        return true
      }
    case .select:
      if chosen.isExtending { session.say("j and k extend already; Esc gives up") }
      chosen.isExtending = true
    case .leave, .cancel:
      selection = nil
      return true
    default: return false
    }
    selection = chosen
    if let shown = chosen.sentences.last { show(shown, layout, session) }
    moved(layout, &session)
    return true
  }

  // MARK: Outline

  private mutating func performInOutline(
    _ command: CommandID, _ count: Int?, _ layout: Layout, _ session: inout Session, _ actions: inout [Action]
  ) -> Bool {
    guard var list = outline, let sections = session.digest?.sections else { return false }
    switch command {
    case .enter:
      outline = nil
      go(toSection: list.selected, layout, &session)
    case .otherPart, .leave, .cancel: outline = nil
    case .bookmark, .bookmarkWithNote:
      if let opened = session.opened, sections.indices.contains(list.selected) {
        session.keep(.section, Bookmark.passages(ofSection: list.selected, in: opened.article, opened.digest))
      }
    default:
      guard list.move(command, count: count, items: sections.count, page: session.bodyRows - 1, &session) else { return false }
      outline = list
    }
    return true
  }

  // MARK: What cannot be done

  func refusal(_ command: CommandID, _ session: Session) -> String? {
    command == .enter ? "Enter goes deeper in lists; ) goes to a quotation, o to a link" : nil
  }
}
