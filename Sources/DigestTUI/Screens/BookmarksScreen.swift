/// The bookmarks: of this article under its headlines, or of all articles under their titles.

import DigestCore

struct BookmarksScreen: Screen {
  /// One item of the list: a heading, or a bookmark.
  private enum Item: Sendable {
    /// With the bookmark of the section under it, where that is itself kept.
    case heading(String, Bookmark?)
    case bookmark(Bookmark)

    var bookmark: Bookmark? {
      switch self {
      case .heading(_, let bookmark): bookmark
      case .bookmark(let bookmark): bookmark
      }
    }
  }

  private var isAll: Bool
  private var prompt = PromptState()
  private var isInPrompt = false
  private var list = ListState()
  private var items: [Item] = []
  private var count = 0

  init(_ session: Session, all: Bool) {
    isAll = all
  }

  var context: Context { .bookmarks }
  var isTyping: Bool { isInPrompt }

  // MARK: Items

  mutating func refresh(_ session: inout Session) {
    if isAll, session.allBookmarks == nil { session.effects.append(.loadAllBookmarks) }
    let kept = (isAll ? session.allBookmarks ?? [] : session.bookmarks).filter { matches($0) }
    count = kept.count
    items = isAll ? byArticle(kept) : bySection(kept, session)
    list.clamp(to: items.count)
    skipHeading(1)
    scroll(session)
  }

  private func matches(_ bookmark: Bookmark) -> Bool {
    let words = prompt.string.split(separator: " ")
    guard !words.isEmpty else { return true }
    let text = [
      bookmark.exact, bookmark.speaker ?? "", bookmark.note, bookmark.tags.map { "#\($0)" }.joined(separator: " "), bookmark.title ?? "",
    ]
    .joined(separator: "\n")
    return words.allSatisfy { word in
      guard let matcher = LiteralMatcher(String(word)) else { return true }
      return matcher.match(in: FoldedText(text, keepsCase: matcher.keepsCase)) != nil
    }
  }

  private func bySection(_ kept: [Bookmark], _ session: Session) -> [Item] {
    guard let digest = session.digest else { return kept.map { .bookmark($0) } }
    var items: [Item] = []
    var lost: [Bookmark] = []
    var last = -1
    for bookmark in kept {
      guard let first = session.anchors[bookmark.id]?.passages.first, let index = digest.section(ofBlock: first.block) else {
        lost.append(bookmark)
        continue
      }
      if index != last {
        let headline = digest.sections[index].headline
        // A section that is itself kept has its star on its headline.
        let whole = kept.first {
          $0.kind == .section && session.anchors[$0.id]?.passages.first.map { digest.section(ofBlock: $0.block) } == index
        }
        items.append(.heading("\(index + 1) \(headline.origin == .generated ? "~" : " ") \(headline.text)", whole))
        last = index
      }
      if case .heading(_, let whole)? = items.last(where: { if case .heading = $0 { true } else { false } }), whole?.id == bookmark.id {
        continue
      }
      items.append(.bookmark(bookmark))
    }
    if !lost.isEmpty { items += [.heading(Self.lostHeading, nil)] + lost.map { .bookmark($0) } }
    return items
  }

  private static let lostHeading = "Not found in the text any more"

  private func byArticle(_ kept: [Bookmark]) -> [Item] {
    var items: [Item] = []
    var last: String?
    for bookmark in kept {
      if bookmark.article.id != last {
        items.append(.heading(bookmark.title ?? bookmark.source, nil))
        last = bookmark.article.id
      }
      items.append(.bookmark(bookmark))
    }
    return items
  }

  /// The selection stands on a bookmark, never on a heading.
  private mutating func skipHeading(_ step: Int) {
    while items.indices.contains(list.selected), items[list.selected].bookmark == nil {
      let next = list.selected + step
      if !items.indices.contains(next) {
        if let first = items.firstIndex(where: { $0.bookmark != nil }) { list.selected = first }
        return
      }
      list.selected = next
    }
  }

  private func height(_ item: Item) -> Int {
    guard let bookmark = item.bookmark else { return 1 }
    return bookmark.note.isEmpty && bookmark.tags.isEmpty ? 1 : 2
  }

  private mutating func scroll(_ session: Session) {
    let heights = items.map { height($0) }
    list.scroll(rows: area(session).rows) { heights.indices.contains($0) ? heights[$0] : 1 }
  }

  private var selected: Bookmark? { items.indices.contains(list.selected) ? items[list.selected].bookmark : nil }

  // MARK: Keys

  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action]) {
    switch key {
    case .escape, .control("c"):
      prompt.set("")
      isInPrompt = false
      refresh(&session)
    case .enter, .tab: isInPrompt = false
    case .down: _ = perform(.lineDown, count: nil, &session, &actions)
    case .up: _ = perform(.lineUp, count: nil, &session, &actions)
    case .pageDown: _ = perform(.pageDown, count: nil, &session, &actions)
    case .pageUp: _ = perform(.pageUp, count: nil, &session, &actions)
    default: if prompt.edit(key) { refresh(&session) } else { session.say(PromptState.refusal(key)) }
    }
  }

  mutating func paste(_ text: String, _ session: inout Session) {
    guard isInPrompt else { return }
    prompt.insert(text)
    refresh(&session)
  }

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool {
    switch command {
    case .narrow, .otherPart: isInPrompt = true
    case .allBookmarks:
      isAll = !isAll || session.article == nil
      list = ListState()
      refresh(&session)
    case .leave where !prompt.isEmpty:
      prompt.set("")
      refresh(&session)
    case .export:
      let kept = items.compactMap(\.bookmark)
      actions.append(.push(ExportLayer(session, kept, isAll: isAll)))
    case .undo: return false
    case .enter, .note, .tags, .delete, .copy:
      guard let bookmark = selected else {
        session.say("no bookmark is selected")
        return true
      }
      perform(command, on: bookmark, &session, &actions)
    default:
      let before = list.selected
      guard list.move(command, count: count, items: items.count, page: area(session).page) else { return false }
      skipHeading(list.selected >= before ? 1 : -1)
      if list.selected == before { session.say(ListState.end(command, items: self.count)) }
      scroll(session)
      if list.selected > 0, list.top == list.selected, items[list.selected - 1].bookmark == nil { list.top -= 1 }
    }
    return true
  }

  private mutating func perform(_ command: CommandID, on bookmark: Bookmark, _ session: inout Session, _ actions: inout [Action]) {
    switch command {
    case .note: actions.append(.push(LinePromptScreen(.note(bookmark))))
    case .tags: actions.append(.push(LinePromptScreen(.tags(bookmark))))
    case .delete: session.delete(bookmark)
    case .copy: session.effects.append(.copy(session.citation(bookmark.exact, speaker: bookmark.attributedSpeaker)))
    default:
      if let first = session.anchors[bookmark.id]?.passages.first {
        actions.append(.push(ReaderScreen(at: first, marking: first)))
      } else if bookmark.article.id != session.facts?.id, bookmark.source.hasPrefix("/") {
        session.awaited = bookmark.id
        session.effects.append(.open(path: bookmark.source))
      } else {
        session.say("these words are not in the text any more; their own are kept here")
      }
    }
  }

  // MARK: Drawing

  private func area(_ session: Session) -> ListArea {
    ListArea(session, header: session.bodyRows < 6 ? 1 : 2, preview: session.bodyRows < 10 ? 0 : max(4, session.size.rows / 4))
  }

  func draw(_ frame: inout Frame, _ session: Session) {
    let margin = Widgets.margin(session.size)
    let room = session.size.columns - 2 * margin
    if !Widgets.isTiny(session.size) {
      Widgets.titleBar(&frame, isAll ? "Bookmarks · all articles" : "Bookmarks · this article", right: "\(count)")
    }
    let hint = isAll ? "a this article" : "a all articles"
    if room > 40 { frame.put(hint, .meta, row: session.bodyTop, column: margin + room - hint.utf8.count) }
    if isInPrompt || !prompt.isEmpty {
      let column = prompt.draw(&frame, mark: "/", row: session.bodyTop, column: margin, columns: max(1, room - 16))
      if isInPrompt { frame.cursor = (session.bodyTop, column) }
    } else {
      frame.put("/", .dim, row: session.bodyTop, column: margin)
    }
    if items.isEmpty {
      let words =
        prompt.isEmpty
        ? "No bookmarks yet. In the text, m keeps the section, and v then m keeps sentences."
        : "No bookmark has these words. Esc shows all."
      for (index, line) in words.wrappedWords(room).enumerated() {
        frame.put(line, .dim, row: area(session).top + index, column: margin)
      }
      return
    }
    var y = area(session).top
    let bottom = y + area(session).rows
    var index = list.top
    while y < bottom, index < items.count {
      draw(items[index], &frame, y, isSelected: index == list.selected, session)
      if index == list.selected, !isInPrompt { frame.cursor = (y, margin) }
      y += height(items[index])
      index += 1
    }
    drawPreview(&frame, session)
  }

  private func draw(_ item: Item, _ frame: inout Frame, _ y: Int, isSelected: Bool, _ session: Session) {
    let margin = Widgets.margin(session.size)
    let room = session.size.columns - 2 * margin
    switch item {
    case .heading(let words, let whole):
      ListArea.drawRow(
        &frame, row: y, isSelected: isSelected, words: words, style: .headline, right: whole == nil ? "" : "★ section", rightStyle: .mark)
    case .bookmark(let bookmark):
      ListArea.drawRow(&frame, row: y, isSelected: isSelected, words: words(bookmark, room - 2, session))
    }
    guard height(item) == 2, let bookmark = item.bookmark else { return }
    let tags = bookmark.tags.map { "#\($0)" }.joined(separator: " ").fitted(to: room / 2) as String
    let note: String = bookmark.note.split(whereSeparator: \.isNewline).joined(separator: " ").fitted(
      to: max(1, room - 6 - CellWidth.of(tags)))
    frame.put(note, .summary, row: y + 1, column: margin + 4)
    frame.put(tags, .meta, row: y + 1, column: max(margin + 4, margin + room - CellWidth.of(tags)))
  }

  /// A bookmark's row: sign, words in their marks, speaker; when it was kept where it is lost.
  private func words(_ bookmark: Bookmark, _ room: Int, _ session: Session) -> String {
    let anchoring = session.anchors[bookmark.id]
    let sign =
      switch anchoring {
      case .changed: "≈"
      case .orphaned: "?"
      default: "★"
      }
    let speaker = bookmark.attributedSpeaker.map { " — \($0)" } ?? ""
    let kept = sign == "?" ? "kept \(UTCDate.day(bookmark.created))" : ""
    let tail: String = speaker.fitted(to: room / 2)
    let isQuotation = bookmark.kind == .quotation
    let words = bookmark.exact.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let free = room - 2 - CellWidth.of(tail) - (isQuotation ? 2 : 0) - (kept.isEmpty ? 0 : kept.utf8.count + 2)
    let shown: String = words.fitted(to: max(1, free))
    let row = "\(sign) " + (isQuotation ? "“\(shown)”" : shown) + tail
    return kept.isEmpty ? row : (row.padded(to: room - kept.utf8.count) as String) + kept
  }

  private func drawPreview(_ frame: inout Frame, _ session: Session) {
    let rows = area(session).preview.count
    guard rows > 0, let bookmark = selected else { return }
    let margin = Widgets.margin(session.size)
    let top = area(session).preview.lowerBound
    Widgets.rule(&frame, row: top - 1)
    let anchoring = session.anchors[bookmark.id]
    var y = top
    if anchoring == nil || anchoring?.name == "changed" || anchoring?.name == "orphaned" {
      let columns = min(session.measure, session.size.columns - 2 * margin)
      let words = bookmark.exact.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for line in words.wrappedWords(columns).prefix(anchoring?.name == "changed" ? rows / 2 : rows) {
        frame.put(line, anchoring?.name == "changed" ? .dim : .body, row: y, column: margin)
        y += 1
      }
    }
    if let anchoring, let first = anchoring.passages.first {
      Preview(session: session).draw(&frame, anchoring.passages, at: first, style: .quotationFocused, row: y, rows: top + rows - y)
    }
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    status.isPrompt = isInPrompt
    if isInPrompt {
      status.items = [("Enter", "list"), ("Esc", "all")]
    } else {
      status.commands =
        items.isEmpty
        ? [(.allBookmarks, nil), (.leave, nil)]
        : [(.enter, "go there"), (.note, nil), (.tags, nil), (.delete, nil), (.undo, "undo"), (.export, nil)]
    }
    return status
  }
}

extension String {
  /// The words in lines of at most so many cells, broken at blanks.
  func wrappedWords(_ cells: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if !line.isEmpty, CellWidth.of(line) + 1 + CellWidth.of(String(word)) > cells {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
