/// The only place that waits, performs effects and paints.

public import DigestCore
import Dispatch
import Foundation

/// What the run loop calls to perform what is not its own: filled by the program, and by tests from memory.
public struct Services: Sendable {
  public var shelf: Shelf
  /// Writes bytes to a path.
  ///
  /// - Returns: false where the path is taken and may be neither overwritten nor appended to.
  public var export: @Sendable (_ bytes: [UInt8], _ path: String, _ mode: ExportMode) throws -> Bool
  public var environment: [String: String]

  public init(
    shelf: Shelf, export: @escaping @Sendable (_ bytes: [UInt8], _ path: String, _ mode: ExportMode) throws -> Bool,
    environment: [String: String]
  ) {
    self.shelf = shelf
    self.export = export
    self.environment = environment
  }
}

/// Events in, frames out, effects performed.
///
/// All keys that wait are taken before one frame is painted. What takes long is done on other threads, whose events come
/// back through the queue: opening on the opener's, the shelf's changes one after the other on one of its own.
public final class RunLoop<State> {
  /// How a session ended.
  public enum Ending: Equatable {
    case quit
    case signal(Int32)
    /// The terminal went away.
    case closed
    /// The only article could not be opened.
    case failed(DigestError)
  }

  /// A place is written when no key came for so many milliseconds after it changed.
  private static var placeDelay: Int64 { 1000 }
  /// The longest that leaving waits for the shelf, in seconds.
  private static var shelfPatience: Double { 5 }

  private let terminal: any Terminal
  private let queue: EventQueue
  private let opener: ArticleOpener
  private let services: Services
  private let update: (inout State, Event) -> [Effect]
  private let view: (State) -> Frame
  private let shelfQueue = DispatchQueue(label: "digest.shelf")
  /// For what is worked out from an article and may take long: bookmarks' places, corrections, reasons.
  private let workQueue = DispatchQueue(label: "digest.work")
  private let shelfWork = DispatchGroup()

  private var state: State
  private let needsArticle: Bool
  private var ending: Ending?
  /// What is to be done after the next paint.
  private var completion: (() -> Event)?
  private var hasPainted = false
  /// What the shelf is to do once something is on the screen: opening the library would take time from the first paint.
  private var heldShelfWork: [() -> Void] = []
  private var tickAt: Int64?
  /// Seconds since 1970 that the screens know of.
  private var clock: Int64 = 0
  private var place: (ReadingPlace, ArticleIdentity)?
  private var placeAt: Int64?
  /// The article that is open: what bookmarks without an identity of their own belong to.
  private var opened: ArticleIdentity?
  private var openedSource: String?
  /// Whether there is a list of articles to go back to.
  private var hasList = false

  /// - Parameter needsArticle: whether the program ends where the first article can't be opened, for it has nothing else to show.
  public init(
    terminal: any Terminal, queue: EventQueue, opener: ArticleOpener, services: Services, state: State, needsArticle: Bool,
    update: @escaping (inout State, Event) -> [Effect], view: @escaping (State) -> Frame
  ) {
    self.terminal = terminal
    self.queue = queue
    self.opener = opener
    self.services = services
    self.state = state
    self.needsArticle = needsArticle
    self.update = update
    self.view = view
  }

  /// Runs until the reader quits, a signal ends the program or the terminal is gone; the terminal is then as it was before.
  ///
  /// - Parameters:
  ///   - first: what happened before the terminal was taken: the article was opened.
  ///   - notice: what is to be said at the start.
  public func run(_ first: ArticleOpener.Opening? = nil, notice: String? = nil) -> Ending {
    tellTime()
    if let first { take(first) }
    if let notice { send(.notice(notice)) }
    if ending == nil { paint() }
    while ending == nil {
      let inputs = terminal.wait(milliseconds: timeout())
      inputs.forEach(take)
      passTime()
      queue.takeAll().forEach(send)
      if ending == nil { paint() }
    }
    terminal.restore()
    writePlace()
    // What was said to be saved is; what is on its way gets its time, but a terminal that hangs up waits for nobody.
    _ = shelfWork.wait(timeout: .now() + (ending == .quit ? Self.shelfPatience : 0.5))
    return ending ?? .quit
  }

  private func paint() {
    terminal.show(view(state))
    hasPainted = true
    if let work = completion {
      completion = nil
      send(work())
      terminal.show(view(state))
    }
    let held = heldShelfWork
    heldShelfWork = []
    for work in held { work() }
  }

  private func take(_ opening: ArticleOpener.Opening) {
    completion = opening.completion
    if let event = opening.event { send(event) }
  }

  private func take(_ input: TerminalInput) {
    switch input {
    case .event(let event):
      tellTime()
      send(event)
    case .woken: break
    case .stop: terminal.stop(wholeGroup: false)
    case .continued:
      // After a stop that could not be heard the terminal may show and be set to anything.
      terminal.restore()
      terminal.forget()
    case .signal(let number): ending = ending ?? .signal(number)
    case .closed: ending = ending ?? .closed
    }
  }

  private func send(_ event: Event) {
    if case .opened(let article) = event {
      opened = article.identity
      openedSource = article.article.source
    }
    if case .listed = event { hasList = true }
    if case .failed(let error) = event, needsArticle, opened == nil, !hasList {
      ending = ending ?? .failed(error)
      return
    }
    perform(update(&state, event))
  }

  // MARK: Time

  /// The screens know no clock: they are told the time before what a reader does, and when they asked for it.
  private func tellTime() {
    let seconds = Int64(time(nil))
    if seconds != clock {
      clock = seconds
      perform(update(&state, .clock(seconds)))
    }
    perform(update(&state, .tick(CursesTerminal.now())))
  }

  private func timeout() -> Int? {
    [tickAt, placeAt].compactMap { $0 }.min().map { Int(max(0, $0 - CursesTerminal.now())) }
  }

  private func passTime() {
    let now = CursesTerminal.now()
    if let due = tickAt, due <= now {
      tickAt = nil
      tellTime()
    }
    if let due = placeAt, due <= now { writePlace() }
  }

  private func writePlace() {
    guard let (place, identity) = place else { return }
    self.place = nil
    placeAt = nil
    onShelf { [services] in
      try services.shelf.keepPlace(place, identity)
      return nil
    }
  }

  // MARK: Effects

  private func perform(_ effects: [Effect]) {
    for effect in effects { perform(effect) }
  }

  private func perform(_ effect: Effect) {
    let shelf = services.shelf
    switch effect {
    case .open(let path):
      writePlace()
      take(opener.open(path))
    case .save(let bookmark):
      let identity = self.identity(of: bookmark)
      onShelf(changing: bookmark.id) {
        try shelf.save(bookmark, identity)
        return .saved(bookmark)
      }
    case .remove(let ids):
      onShelf(changing: ids.first) {
        let kept = (try? shelf.allBookmarks())?.filter { ids.contains($0.id) } ?? []
        try shelf.remove(ids)
        return .removed(kept)
      }
    case .loadBookmarks(let identity):
      if completion != nil { return }  // the whole article asks again
      onShelf { .loaded(try shelf.bookmarks(identity)) }
      onShelf { .corrections(try shelf.corrections(identity)) }
      onShelf { .place(try shelf.place(identity)) }
    case .saveCorrection(let correction, let identity):
      onShelf(changing: correction.id) {
        try shelf.saveCorrection(correction, identity)
        return .correctionSaved(correction, identity)
      }
    case .removeCorrection(let id):
      onShelf(changing: id) {
        try shelf.removeCorrection(id)
        return .correctionRemoved(id)
      }
    case .anchor(let bookmarks, let article):
      onWork { .anchored(Anchorer(article.article, isWhole: article.progress >= 1).anchor(bookmarks)) }
    case .correct(let article, let corrections):
      onWork { [opener] in .corrected(opener.reading(of: article, corrections)) }
    case .explain(let place, let article):
      onWork { [opener] in .explained(place, opener.explanation(of: place, in: article)) }
    case .loadAllBookmarks:
      onShelf { .loadedAll(try shelf.allBookmarks()) }
    case .keepPlace(let place, let identity):
      if let (_, other) = self.place, other != identity { writePlace() }
      self.place = (place, identity)
      placeAt = CursesTerminal.now() + Self.placeDelay
    case .copy(let text):
      send(.copied(Clipboard.copy(text, on: terminal, environment: services.environment)))
    case .edit(let text): edit(text)
    case .export(let bytes, let path, let mode, let count): export(bytes, path, mode, count)
    case .redraw: terminal.forget()
    case .suspend: terminal.stop(wholeGroup: true)
    case .quit: ending = ending ?? .quit
    case .tick(let milliseconds):
      let due = CursesTerminal.now() + Int64(milliseconds)
      tickAt = min(tickAt ?? due, due)
    }
  }

  /// Works something out on a thread of its own, in order; what comes of it is an event.
  private func onWork(_ work: @escaping @Sendable () -> Event) {
    workQueue.async { [queue] in queue.post(work()) }
  }

  /// Does something on the shelf's thread, in order; its outcome comes back as an event.
  ///
  /// - Parameter id: the bookmark or correction that is changed.
  private func onShelf(changing id: String? = nil, _ work: @escaping @Sendable () throws -> ShelfOutcome?) {
    guard hasPainted else { return heldShelfWork.append { [unowned self] in onShelf(changing: id, work) } }
    shelfQueue.async(group: shelfWork) { [queue] in
      do {
        if let outcome = try work() { queue.post(.shelf(outcome)) }
      } catch {
        let error = error as? DigestError ?? DigestError("bookmarks", "\(error)", remedy: "try again")
        queue.post(.shelf(id.map { .notKept(id: $0, error) } ?? .failed(error)))
      }
    }
  }

  /// The identity of the article that a bookmark is in.
  private func identity(of bookmark: Bookmark) -> ArticleIdentity {
    if let opened, bookmark.source == opened.path || bookmark.source == opened.address || bookmark.source == openedSource { return opened }
    let isAddress = bookmark.source.contains("://")
    return ArticleIdentity(address: isAddress ? bookmark.source : nil, path: isAddress ? nil : bookmark.source)
  }

  private func edit(_ text: String) {
    let environment = services.environment
    do {
      let edited = try terminal.lend { Result { try ForegroundProcess.edit(text, environment: environment) } }.get()
      send(.edited(edited))
    } catch {
      send(.edited(nil))
      if let error = error as? DigestError { send(.failed(error)) }
    }
  }

  private func export(_ bytes: [UInt8], _ path: String, _ mode: ExportMode, _ count: Int) {
    do {
      let isWritten = try services.export(bytes, path, mode)
      send(.exported(isWritten ? .wrote(path: path, count: count) : .exists(path: path)))
    } catch {
      send(.exported(.failed(error as? DigestError ?? DigestError(path, "cannot be written (\(error))", remedy: "choose another place"))))
    }
  }
}
