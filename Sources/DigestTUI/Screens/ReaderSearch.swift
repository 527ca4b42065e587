/// The search in the text: its prompt, the way to its hits and back.

import DigestCore

extension ReaderScreen {
  mutating func stepHit(_ count: Int, _ layout: Layout, _ session: inout Session) {
    if !session.search.isActive, let last = session.searchHistory.last {
      session.lookFor(last, from: layout.passage(at: top))
    } else if session.search.isActive {
      if session.search.step(count, from: layout.passage(at: top)) { session.say("search wrapped") }
    } else {
      return session.say("nothing was searched for; / searches")
    }
    guard let current = session.search.current else { return session.say("no hit for “\(session.search.words)”") }
    session.leave(anchor)
    show(session.search.hits[current], layout, session)
    moved(layout, &session)
  }

  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action]) {
    if linkLetters != nil { return typeLinkLetter(key, &session) }
    guard var open = prompt, let layout = session.layout() else { return }
    switch key {
    case .escape, .control("c"), .control("g"):
      session.search = open.before
      prompt = nil
      session.showsPromos = open.showedPromos
      if let layout = session.layout() {
        top = open.top
        settle(layout)
      }
      if open.leavesReader { actions.append(.pop) }
      return
    case .enter:
      prompt = nil
      let words = open.text.isEmpty ? session.searchHistory.last ?? "" : open.text.string
      if words.isEmpty { return }
      if open.text.isEmpty { session.lookFor(words, from: open.origin) }
      session.searchHistory.removeAll { $0 == words }
      session.searchHistory.append(words)
      session.leave(open.origin)
      focused = nil
      if let current = session.search.current {
        show(session.search.hits[current], layout, session)
      } else {
        session.say("no hit for “\(words)”")
      }
      return moved(layout, &session)
    case .up: open.text.recall(-1)
    case .down: open.text.recall(1)
    default: guard open.text.edit(key) else { return }
    }
    prompt = open
    seek(layout, &session)
  }

  mutating func paste(_ text: String, _ session: inout Session) {
    guard prompt != nil, let layout = session.layout() else { return }
    prompt?.text.insert(text)
    seek(layout, &session)
  }

  /// Moves to the nearest hit of what is typed; without one the last good place stays.
  mutating func seek(_ layout: Layout, _ session: inout Session) {
    guard let open = prompt, let article = session.article else { return }
    if open.text.isEmpty {
      session.search.clear()
      session.showsPromos = open.showedPromos
      top = open.top
    } else {
      session.lookFor(open.text.string, from: open.origin)
      if let current = session.search.current {
        let hit = session.search.hits[current]
        // What a shorter word found in a promo does not keep it unfolded.
        session.showsPromos = open.showedPromos || article.blocks[hit.block].role == .promo
        top = open.top
        show(hit, session.layout() ?? layout, session)
        shownHit = hit
      }
    }
    settle(session.layout() ?? layout)
  }

  mutating func passTime(_ session: inout Session) {
    if let until = markedUntil, until <= session.ticks {
      marked = nil
      markedUntil = nil
    }
    // The nearest hit may have come with the last piece.
    guard prompt != nil, let current = session.search.current, shownHit != session.search.hits[current], let layout = session.layout()
    else {
      return
    }
    show(session.search.hits[current], layout, session)
    shownHit = session.search.hits[current]
    settle(session.layout() ?? layout)
  }
}
