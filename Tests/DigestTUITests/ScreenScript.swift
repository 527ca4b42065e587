/// A session of the screens without a terminal: keys in, frames and effects out, a shelf in memory.

import DigestCore
import DigestTUI
import DigestTestSupport

/// Presses keys and answers the effects as the run loop would, at once.
struct ScreenScript {
  private(set) var state: State
  /// All effects since the last `press`.
  private(set) var effects: [Effect] = []
  let shelf = MemoryShelf()
  private let identity: ArticleIdentity?
  private var milliseconds: Int64 = 0

  init(
    _ opened: OpenedArticle? = FerryArticle.opened(), columns: Int = 80, rows: Int = 24, articles: [ArticleListing] = [],
    note: String? = nil,
    bookmarks: [Bookmark] = [], corrections: [Correction] = [], place: ReadingPlace? = nil
  ) throws {
    state = State(size: Size(columns: columns, rows: rows), lexicons: Lexicons(directory: nil), articles: articles, note: note)
    identity = opened?.identity
    if let identity {
      for bookmark in bookmarks { try shelf.shelf.save(bookmark, identity) }
      for correction in corrections { try shelf.shelf.saveCorrection(correction, identity) }
      if let place { try shelf.shelf.keepPlace(place, identity) }
    }
    send(.clock(1_700_000_000))
    if let opened { send(.opened(opened)) }
    effects = []
  }

  /// Presses keys: names parted by blanks, as in the table of commands.
  mutating func press(_ names: String) {
    effects = []
    for name in names.split(separator: " ") {
      if let key = KeyName.key(String(name)) {
        send(.key(key))
      } else {
        for character in name { send(.key(.character(character))) }
      }
    }
  }

  /// Types words, blanks included.
  mutating func type(_ words: String) {
    for character in words { send(.key(.character(character))) }
  }

  mutating func resize(_ columns: Int, _ rows: Int) { send(.resize(Size(columns: columns, rows: rows))) }

  /// Lets time pass.
  mutating func wait(_ time: Int64) {
    milliseconds += time
    send(.tick(milliseconds))
  }

  mutating func send(_ event: Event) {
    for effect in update(&state, event) {
      effects.append(effect)
      answer(effect)
    }
  }

  private mutating func answer(_ effect: Effect) {
    let shelf = shelf.shelf
    do {
      switch effect {
      case .save(let bookmark):
        try shelf.save(bookmark, identity ?? ArticleIdentity(path: bookmark.source))
        send(.shelf(.saved(bookmark)))
      case .saveCorrection(let correction, let identity):
        try shelf.saveCorrection(correction, identity)
        send(.shelf(.correctionSaved(correction, identity)))
      case .removeCorrection(let id):
        try shelf.removeCorrection(id)
        send(.shelf(.correctionRemoved(id)))
      case .anchor(let bookmarks, in: let opened):
        send(.anchored(Anchorer(opened.article, isWhole: opened.progress >= 1).anchor(bookmarks)))
      case .correct(let opened, let corrections):
        send(.corrected(CorrectedReading(of: opened, corrections, lexicons: Lexicons(directory: nil))))
      case .explain(let place, let opened): send(.explained(place, .success(FerryArticle.explanation(of: place, in: opened))))
      case .remove(let ids):
        let removed = try shelf.allBookmarks().filter { ids.contains($0.id) }
        try shelf.remove(ids)
        send(.shelf(.removed(removed)))
      case .loadBookmarks(let identity):
        send(.shelf(.loaded(try shelf.bookmarks(identity))))
        send(.shelf(.corrections(try shelf.corrections(identity))))
        send(.shelf(.place(try shelf.place(identity))))
      case .loadAllBookmarks: send(.shelf(.loadedAll(try shelf.allBookmarks())))
      case .keepPlace(let place, let identity): try shelf.keepPlace(place, identity)
      case .copy: send(.copied(.success("OSC 52")))
      default: break
      }
    } catch {
      guard let error = error as? DigestError else { return }
      switch effect {
      case .save(let bookmark): send(.shelf(.notKept(id: bookmark.id, error)))
      case .remove(let ids): send(.shelf(.notKept(id: ids.first ?? "", error)))
      case .saveCorrection(let correction, _): send(.shelf(.notKept(id: correction.id, error)))
      case .removeCorrection(let id): send(.shelf(.notKept(id: id, error)))
      default: send(.shelf(.failed(error)))
      }
    }
  }

  var frame: Frame { view(state) }
  /// The rows without the blanks at their ends.
  var rows: [String] { FramePrinter.plain(frame).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
  var screen: String { rows.joined(separator: "\n") }
  var marked: String { FramePrinter.marked(frame) }
  var title: String { rows[0] }
  var status: String { rows[frame.size.rows - 1] }
  /// The row on which the terminal's cursor stands.
  var cursorRow: String { frame.cursor.map { rows[$0.row] } ?? "" }
  /// The first row of the body that is not empty.
  var topRow: String { rows[1...].first { !$0.isEmpty } ?? "" }

  /// What was copied since the last `press`.
  var copied: [String] {
    effects.compactMap {
      if case .copy(let text) = $0 { text } else { nil }
    }
  }
  /// What was exported since the last `press`: path, mode and text.
  var exported: [(path: String, mode: ExportMode, text: String)] {
    effects.compactMap {
      if case .export(let bytes, let path, let mode, _) = $0 { (path, mode, String(decoding: bytes, as: UTF8.self)) } else { nil }
    }
  }
  /// The corrections that the shelf holds.
  var corrections: [Correction] { identity.flatMap { try? shelf.shelf.corrections($0) } ?? [] }
  /// The bookmarks that the shelf holds.
  var kept: [Bookmark] { (try? shelf.shelf.allBookmarks()) ?? [] }
}
