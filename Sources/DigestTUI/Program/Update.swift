/// From an event to the next state and what is to be done: pure.

import DigestCore

/// Takes an event in.
///
/// It reads no clock and no file: times and sizes arrive in events, and what must be done is returned.
public func update(_ state: inout State, _ event: Event) -> [Effect] {
  state.take(event)
  state.keepPlace(now: event.letsTimePass)
  defer { state.session.effects = [] }
  return state.session.effects
}

extension Event {
  /// Whether the reader rests, so that work for later can be done.
  fileprivate var letsTimePass: Bool {
    if case .tick = self { true } else { false }
  }
}

extension State {
  fileprivate mutating func take(_ event: Event) {
    var actions: [Action] = []
    switch event {
    case .key(let key): take(key, &actions)
    case .paste(let text):
      if top.isTyping {
        onTop { $0.paste(text, &$1) }
      } else {
        session.say("paste goes into a prompt: / or \" or :")
      }
    case .resize(let size):
      session.size = size
      refreshAll()
    case .clock(let seconds): session.clock = seconds
    case .tick(let time): passTime(to: time)
    case .opened(let opened): open(opened)
    case .listed(let rows, let note, let warnings):
      screens = [ArticlesScreen(articles: rows, note: note)]
      if !warnings.isEmpty { session.message = Message(text: warnings.joined(separator: "; ")) }
    case .failed(let error): session.complain(error)
    case .notice(let text): session.say(text)
    case .shelf(let outcome):
      session.take(outcome)
      refreshAll()
    case .anchored(let found):
      session.take(found)
      refreshAll()
      if let awaited = session.awaited, let found = session.anchors[awaited]?.passages.first {
        session.awaited = nil
        actions.append(.push(ReaderScreen(at: found, marking: found)))
      }
    case .corrected(let reading):
      session.take(reading)
      refreshAll()
    case .explained(let place, let explanation):
      if var layer = top as? WhyScreen {
        layer.take(place, explanation)
        top = layer
      }
    case .edited(let text): if let text { onTop { screen, _ in screen.replace(text) } }
    case .exported(let outcome):
      if var layer = top as? ExportLayer {
        layer.take(outcome, &session, &actions)
        top = layer
      }
    case .copied(.success(let way)): session.say("Copied (\(way))")
    case .copied(.failure(let error)): session.complain(error)
    }
    perform(actions)
  }

  private mutating func take(_ key: Key, _ actions: inout [Action]) {
    session.message = nil
    if Widgets.isTooSmall(session.size) {
      if key == .character("Q") { session.effects.append(.quit) }
      return
    }
    if top.isTyping {
      switch key {
      case .control("l"): session.effects.append(.redraw)
      case .control("z"): session.effects.append(.suspend)
      case .function(1): actions.append(.push(HelpScreen(of: top.context)))
      default: onTop { $0.type(key, &$1, &actions) }
      }
      return
    }
    let context = top.context
    switch Keymap.standard.take(key, &pending, in: context) {
    case .moreKeysNeeded: break
    case .notFound: session.say("\(KeyName.name(key)) has no meaning here; ? shows the keys")
    case .command(let command, let count): perform(command, count, &actions)
    }
  }

  private mutating func passTime(to time: Int64) {
    session.ticks = time
    if let until = session.message?.until {
      if until <= time { session.message = nil } else { session.effects.append(.tick(afterMilliseconds: Int(until - time))) }
    }
    if session.search.isRunning, let article = session.article {
      session.search.goOn(in: article)
      if session.search.isRunning { session.effects.append(.tick(afterMilliseconds: 1)) }
    }
    onTop { $0.passTime(&$1) }
  }

  /// Does a command: the screen first, then what counts everywhere.
  private mutating func perform(_ command: CommandID, _ count: Int?, _ actions: inout [Action]) {
    if onTop({ $0.perform(command, count: count, &$1, &actions) }) { return }
    switch command {
    case .quit: session.effects.append(.quit)
    case .leave: if screens.count > 1 { actions.append(.pop) } else { session.effects.append(.quit) }
    case .cancel: session.say("Q quits")
    case .suspend: session.effects.append(.suspend)
    case .redraw: session.effects.append(.redraw)
    case .undo: session.undoLast()
    case .help: actions.append(.push(HelpScreen(of: top.context)))
    case .palette: actions.append(.push(PaletteScreen(of: top, session)))
    case .quotations where session.article != nil: actions.append(.push(QuoteFinderScreen(session)))
    case .bookmarks: actions.append(.push(BookmarksScreen(session, all: session.article == nil)))
    case .information where session.article != nil: actions.append(.push(InformationScreen()))
    case .promos where session.article != nil:
      session.showsPromos.toggle()
      refreshAll()
      session.say(session.showsPromos ? "What was set aside is shown" : "What was set aside is folded")
    case .wider, .narrower:
      let step = command == .wider ? 4 : -4
      session.measure = min(Session.widest, max(Session.narrowest, session.measure + step * (count ?? 1)))
      refreshAll()
      session.say("\(session.measure) cells wide")
    default:
      session.say(top.refusal(command, session) ?? "\(Command.row(command).title): not here")
    }
  }

  private mutating func perform(_ actions: [Action]) {
    for action in actions {
      switch action {
      case .push(let screen):
        screens.append(screen)
        onTop { $0.refresh(&$1) }
      case .pop:
        if screens.count > 1 { screens.removeLast() }
        onTop { $0.refresh(&$1) }
      case .popToFront:
        if let front = screens.lastIndex(where: { $0 is FrontPageScreen }) { screens.removeSubrange((front + 1)...) }
        onTop { $0.refresh(&$1) }
      case .replaceAll(let screen):
        screens.removeSubrange(1...)
        screens.append(screen)
        onTop { $0.refresh(&$1) }
      case .go(let byte): go(toByte: byte)
      case .keep(let note): onTop { $0.keep(note: note, &$1) }
      case .pass(let command, let count):
        var more: [Action] = []
        perform(command, count, &more)
        perform(more)
      }
    }
  }

  /// Shows a place in the text: in the reader, which opens for it.
  private mutating func go(toByte byte: Int) {
    if !(top is ReaderScreen) { screens.append(ReaderScreen()) }
    guard var reader = top as? ReaderScreen else { return }
    reader.refresh(&session)
    reader.go(toByte: byte, &session)
    screens[screens.count - 1] = reader
  }

  /// Takes an article, or a longer part of the one that is open.
  private mutating func open(_ opened: OpenedArticle) {
    let isSame = session.opened.map { $0.article.source == opened.article.source && $0.progress < 1 } ?? false
    let known = isSame ? session.opened.map { $0.document.warnings + $0.article.warnings } ?? [] : []
    let warnings = (opened.document.warnings + opened.article.warnings).filter { !known.contains($0) }
    session.opened = opened
    session.uncorrected = opened
    if isSame {
      if !session.corrections.isEmpty { session.applyCorrections() }
      if session.search.isActive { session.lookFor(session.search.words, from: session.search.place) }
    } else {
      session.forgetArticle()
      // What showed the other article goes; the list from which a bookmark of this one was chosen stays, to come back to.
      let lists = session.awaited == nil ? [] : screens.filter { $0 is BookmarksScreen }
      screens = screens.prefix(1).filter { $0 is ArticlesScreen } + [FrontPageScreen()] + lists
    }
    if !warnings.isEmpty { session.message = Message(text: warnings.joined(separator: "; ")) }
    if !isSame || opened.progress >= 1 { session.effects.append(.loadBookmarks(opened.identity)) }
    session.anchorBookmarks()
    refreshAll()
  }

  private mutating func refreshAll() {
    for index in screens.indices { screens[index].refresh(&session) }
  }

  /// Does something with the screen on top and what it shares with the others.
  @discardableResult
  private mutating func onTop<Result>(_ body: (inout any Screen, inout Session) -> Result) -> Result {
    body(&screens[screens.count - 1], &session)
  }

  /// Has the reading place kept when the reader rests or leaves: counting its scalars may take a while in a long text.
  fileprivate mutating func keepPlace(now: Bool) {
    guard session.movedTo != nil else { return }
    if now || session.effects.contains(where: { $0 == .quit || $0 == .suspend }) {
      if let effect = session.placeToKeep() { session.effects.insert(effect, at: 0) }
    } else if !session.effects.contains(.tick(afterMilliseconds: Session.restMilliseconds)) {
      session.effects.append(.tick(afterMilliseconds: Session.restMilliseconds))
    }
  }
}
