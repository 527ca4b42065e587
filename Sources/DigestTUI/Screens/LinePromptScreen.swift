/// A line to be typed on the status line: a note, tags. Drawn over the screen below.

import DigestCore

struct LinePromptScreen: Screen {
  enum Purpose: Sendable {
    case newNote
    case note(Bookmark)
    case tags(Bookmark)
  }

  private let purpose: Purpose
  private var prompt: PromptState

  init(_ purpose: Purpose) {
    self.purpose = purpose
    switch purpose {
    case .newNote: prompt = PromptState()
    case .note(let bookmark): prompt = PromptState(bookmark.note)
    case .tags(let bookmark): prompt = PromptState(bookmark.tags.map { "#\($0)" }.joined(separator: " "))
    }
  }

  var context: Context { [] }
  var isTyping: Bool { true }
  /// What the screen below is to keep, with the note.
  var isOverlay: Bool { true }

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool { false }

  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action]) {
    switch key {
    case .escape, .control("c"): actions.append(.pop)
    case .control("o"): session.effects.append(.edit(prompt.string))
    case .up: prompt.recall(-1)
    case .down: prompt.recall(1)
    case .enter:
      actions.append(.pop)
      switch purpose {
      case .newNote: actions.append(.keep(note: prompt.string))
      case .note(let bookmark):
        var changed = bookmark
        changed.note = prompt.string
        session.change(bookmark, to: changed)
      case .tags(let bookmark):
        var changed = bookmark
        changed.tags = Bookmark.tags(from: prompt.string)
        session.change(bookmark, to: changed)
      }
    default: _ = prompt.edit(key)
    }
  }

  mutating func paste(_ text: String, _ session: inout Session) { prompt.insert(text) }

  /// The editor gave the whole note back.
  mutating func replace(_ text: String) { prompt.set(text) }

  func draw(_ frame: inout Frame, _ session: Session) {
    let margin = Widgets.margin(session.size)
    let row = session.size.rows - 1
    frame.fill(row: row, columns: 0..<session.size.columns)
    let hint = "Ctrl-O editor"
    let room = session.size.columns - 2 * margin
    let cells = room > 50 ? CellWidth.of(hint) + 2 : 0
    let mark =
      switch purpose {
      case .newNote, .note: "note: "
      case .tags: "tags: "
      }
    let column = prompt.draw(&frame, mark: mark, row: row, column: margin, columns: max(1, room - cells))
    if cells > 0 { frame.put(hint, .meta, row: row, column: margin + room - cells + 2) }
    frame.cursor = (row, min(column, session.size.columns - 1))
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    status.ownsLine = true
    return status
  }
}
