/// The links of the text: letters over those on the screen, the one that has the focus, and where it leads.

import DigestCore

/// The links on the screen, each with the letters that choose it.
struct LinkLetters: Sendable, Equatable {
  var links: [Inline]
  var typed = ""

  /// Those that are found without looking first; never `y`, which copies.
  private static let letters = Array("asdfghjklqwertuiopzxcvbnm")

  /// One letter each, two where the links are more than the letters. Those past all pairs have none.
  var labels: [String] {
    if links.count <= Self.letters.count { return links.indices.map { String(Self.letters[$0]) } }
    let most = Self.letters.count * Self.letters.count
    return (0..<min(links.count, most)).map { String([Self.letters[$0 / Self.letters.count], Self.letters[$0 % Self.letters.count]]) }
  }
}

extension ReaderScreen {
  /// The links that begin on the screen, or come into it from above.
  private func linksOnScreen(_ layout: Layout, _ session: Session) -> [Inline] {
    var found: [Inline] = []
    forEachLink(layout, session) { inline, _, _ in
      if found.last(where: { $0 == inline }) == nil { found.append(inline) }
    }
    return found
  }

  /// Each stretch of a link on the screen: the link, the row of the body, and the first of its bytes there.
  private func forEachLink(_ layout: Layout, _ session: Session, _ body: (Inline, Int, Int) -> Void) {
    guard !layout.article.markup.isEmpty else { return }
    var position: RowPosition? = top
    for y in 0..<session.bodyRows {
      guard let at = position, let row = layout.row(at: at) else { return }
      if row.words == nil, !row.bytes.isEmpty {
        let start = layout.article.blocks[row.block].bytes.lowerBound
        for bytes in row.parts.isEmpty ? [row.bytes] : row.parts.filter({ !$0.isLabel }).map(\.bytes) {
          for inline in layout.article.markup.inlines(touching: start + bytes.lowerBound..<start + bytes.upperBound)
          where inline.kind == .link || inline.kind == .note {
            body(inline, y, max(bytes.lowerBound, inline.bytes.lowerBound - start))
          }
        }
      }
      position = layout.next(at)
    }
  }

  mutating func showLinkLetters(_ layout: Layout, _ session: inout Session) {
    let links = linksOnScreen(layout, session)
    if links.isEmpty { return session.say("no link on this screen") }
    focusedLink = nil
    linkLetters = LinkLetters(links: links)
  }

  mutating func typeLinkLetter(_ key: Key, _ session: inout Session) {
    guard var open = linkLetters else { return }
    linkLetters = nil
    guard case .character(let letter) = key else { return }
    open.typed.append(letter)
    let labels = open.labels
    if let chosen = labels.firstIndex(of: open.typed) {
      focused = nil
      focusedLink = open.links[chosen]
    } else if labels.contains(where: { $0.hasPrefix(open.typed) }) {
      linkLetters = open
    } else {
      session.say("no link has the letter \(letter)")
    }
  }

  /// The passages of the link that has the focus.
  func linkPassages(_ session: Session) -> [Passage] {
    guard let focusedLink, let article = session.article else { return [] }
    return article.passages(ofBytes: focusedLink.bytes)
  }

  /// Does what a focused link does with a command; false where it does nothing.
  mutating func performOnLink(_ command: CommandID, _ layout: Layout, _ session: inout Session) -> Bool {
    guard let link = focusedLink, let target = layout.article.markup.target(of: link) else { return false }
    switch (command, target) {
    case (.copy, .address(let address)): session.effects.append(.copy(Sanitizer.address(address)))
    case (.copy, .place): session.say("this link leads within the article; Enter goes there")
    case (.enter, .address): session.say("y copies the address; `digest ADDRESS` reads what is there")
    case (.enter, .place(let byte)):
      focusedLink = nil
      go(toByte: byte, &session)
    case (.leave, _), (.cancel, _): focusedLink = nil
    default: return false
    }
    return true
  }

  /// Goes to a place in the text: its first sentence is marked for a moment, and `<` comes back.
  mutating func go(toByte byte: Int, _ session: inout Session) {
    guard let article = session.article, let block = article.block(atByte: byte), byte < article.utf8.count else {
      return session.say("the place is not read yet; try again in a moment")
    }
    if article.blocks[block].role == .promo { session.showsPromos = true }
    guard let layout = session.layout() else { return }
    session.leave(anchor)
    let start = max(0, byte - article.blocks[block].bytes.lowerBound)
    let place = Passage(block: block, range: start..<start)
    let sentence = session.sentence(at: place)
    mark(sentence?.block == block ? sentence : nil, &session)
    show(sentence?.block == block ? sentence ?? place : place, layout, session)
    top = min(top, max(endTop(layout, session), layout.first))
    moved(layout, &session)
  }

  private mutating func mark(_ passage: Passage?, _ session: inout Session) {
    marked = passage
    markedUntil = nil
    refresh(&session)
  }

  // MARK: Drawing

  func drawLinkLetters(_ frame: inout Frame, _ painter: TextPainter, _ session: Session) {
    guard let open = linkLetters else { return }
    let labels = open.labels
    var drawn = Set<Int>()
    var rows: [Int: TextRow] = [:]
    var position: RowPosition? = top
    for y in 0..<session.bodyRows {
      guard let at = position else { break }
      rows[y] = painter.layout.row(at: at)
      position = painter.layout.next(at)
    }
    forEachLink(painter.layout, session) { inline, y, byte in
      guard let index = open.links.firstIndex(of: inline), labels.indices.contains(index), drawn.insert(index).inserted,
        labels[index].hasPrefix(open.typed), let row = rows[y], let column = painter.column(of: byte, in: row)
      else { return }
      frame.put(
        String(labels[index].dropFirst(open.typed.count)), .linkLetter, row: session.bodyTop + y, column: session.textColumn + column)
    }
  }

  func linkStatus(_ session: Session) -> Status? {
    var status = Status()
    if linkLetters != nil {
      status.left = "Which link?"
      status.items = [("a…z", "choose"), ("Esc", "back")]
      status.isPrompt = true
      return status
    }
    guard let focusedLink, let article = session.article, let target = article.markup.target(of: focusedLink) else { return nil }
    switch target {
    case .address(let address):
      let room = max(12, session.size.columns - 44)
      status.left = (Sanitizer.address(address).fitted(to: room) as String)
      status.commands = [(.copy, "copy address"), (.links, nil), (.leave, nil)]
    case .place(let byte):
      let block = article.block(atByte: byte) ?? 0
      status.left = "→ " + (Sanitizer.clean(article.text(ofBlock: block)).fitted(to: max(12, session.size.columns - 44)) as String)
      status.commands = [(.enter, "go there"), (.links, nil), (.leave, nil)]
    }
    return status
  }
}
