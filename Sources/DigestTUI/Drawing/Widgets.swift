/// The parts that every screen is made of: title bar, status line, list, prompt.

import DigestCore

/// A list with one selected item. The items may have any number of rows.
struct ListState: Sendable, Equatable {
  var selected = 0
  /// The first item on the screen.
  var top = 0

  mutating func clamp(to count: Int) {
    selected = max(0, min(selected, count - 1))
    top = max(0, min(top, max(0, count - 1)))
  }

  /// Moves by a command; false where the command moves no list.
  mutating func move(_ command: CommandID, count: Int?, items: Int, page: Int) -> Bool {
    switch command {
    case .lineDown: selected += count ?? 1
    case .lineUp: selected -= count ?? 1
    case .pageDown: selected += page * (count ?? 1)
    case .pageUp: selected -= page * (count ?? 1)
    case .halfDown: selected += max(1, page / 2)
    case .halfUp: selected -= max(1, page / 2)
    case .start: selected = (count ?? 1) - 1
    case .end: selected = count.map { $0 - 1 } ?? items - 1
    default: return false
    }
    clamp(to: items)
    return true
  }

  /// Moves by a command, and says so where there is nothing further; false where the command moves no list.
  mutating func move(_ command: CommandID, count: Int?, items: Int, page: Int, _ session: inout Session) -> Bool {
    let before = selected
    guard move(command, count: count, items: items, page: page) else { return false }
    if selected == before { session.say(Self.end(command, items: items)) }
    return true
  }

  /// Why a command moves no further.
  static func end(_ command: CommandID, items: Int) -> String {
    if items == 0 { return "the list is empty" }
    if items == 1 { return "this is the only one" }
    return [.lineUp, .pageUp, .halfUp, .start].contains(command) ? "this is the first one" : "this is the last one"
  }

  /// Scrolls so that the selected item is seen whole.
  ///
  /// - Parameter height: the rows of an item.
  mutating func scroll(rows: Int, height: (Int) -> Int) {
    if selected < top { top = selected }
    var used = 0
    var first = selected
    while first >= top {
      used += height(first)
      if used > rows, first < selected { break }
      first -= 1
    }
    if first >= top { top = first + 1 }
  }
}

/// A line that is typed, with its cursor. Every prompt is one of these.
struct PromptState: Sendable, Equatable {
  private(set) var text: [Character] = []
  private(set) var cursor = 0
  /// What was entered before, oldest first, and which of it is shown; nil: what is being typed.
  var history: [String] = []
  private var shownEntry: Int?
  private var draft = ""

  init(_ text: String = "", history: [String] = []) {
    self.history = history
    set(text)
  }

  var string: String { String(text) }
  var isEmpty: Bool { text.isEmpty }

  mutating func set(_ string: String) {
    text = Array(string)
    cursor = text.count
  }

  mutating func insert(_ string: String) {
    let added = string.map { $0.isNewline || $0 == "\t" ? " " : $0 }.filter {
      !$0.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    text.insert(contentsOf: added, at: cursor)
    cursor += added.count
  }

  /// Edits by a key; false where the key edits nothing.
  mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace:
      guard cursor > 0 else { return true }
      cursor -= 1
      text.remove(at: cursor)
    case .delete, .control("d"): if cursor < text.count { text.remove(at: cursor) }
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .control("u"):
      text.removeSubrange(0..<cursor)
      cursor = 0
    case .control("k"): text.removeSubrange(cursor...)
    case .control("w"):
      let start = wordStart()
      text.removeSubrange(start..<cursor)
      cursor = start
    case .alt("b"): cursor = wordStart()
    case .alt("f"): cursor = wordEnd()
    default: return false
    }
    return true
  }

  /// The entry before (or after) in the history.
  mutating func recall(_ step: Int) {
    guard !history.isEmpty else { return }
    if shownEntry == nil { draft = string }
    let next = (shownEntry ?? history.count) + step
    guard next >= 0 else { return }
    if next >= history.count {
      shownEntry = nil
      set(draft)
    } else {
      shownEntry = next
      set(history[next])
    }
  }

  /// What is said of a key that edits nothing.
  static func refusal(_ key: Key) -> String { "\(KeyName.name(key)) has no meaning in a prompt; F1 shows the keys" }

  private func wordStart() -> Int {
    var index = cursor
    while index > 0, text[index - 1].isWhitespace { index -= 1 }
    while index > 0, !text[index - 1].isWhitespace { index -= 1 }
    return index
  }

  private func wordEnd() -> Int {
    var index = cursor
    while index < text.count, text[index].isWhitespace { index += 1 }
    while index < text.count, !text[index].isWhitespace { index += 1 }
    return index
  }

  /// Draws it with its mark before it, scrolled so that the cursor is seen; gives the cursor's column.
  func draw(_ frame: inout Frame, mark: String, row: Int, column: Int, columns: Int) -> Int {
    var at = frame.put(mark, .prompt, row: row, column: column, columns: columns)
    let room = max(1, column + columns - at - 1)
    var start = 0
    while start < cursor, CellWidth.of(String(text[start..<cursor])) > room { start += 1 }
    let before = String(text[start..<cursor])
    let origin = at
    at = frame.put(before, .prompt, row: row, column: origin, columns: room)
    frame.put(String(text[cursor...]), .prompt, row: row, column: at, columns: max(0, column + columns - at))
    return at
  }
}

/// What a status line says.
struct Status: Sendable {
  /// Its left part: the focused passage, a count; empty where there is none.
  var left = ""
  /// The most useful commands here and now, the first first, with other words than the table's where given.
  var commands: [(CommandID, String?)] = []
  /// The keys of a prompt are not commands: written out.
  var items: [(key: String, words: String)] = []
  var isPrompt = false
  /// The screen itself draws the status line's row: a prompt stands there.
  var ownsLine = false
}

enum Widgets {
  /// One blank column left and right of everything, but on the smallest screens.
  static func margin(_ size: Size) -> Int { isTiny(size) ? 0 : 1 }

  /// Under 30 columns or 8 rows title bar and status line share one row.
  static func isTiny(_ size: Size) -> Bool { size.columns < 30 || size.rows < 8 }

  /// Nothing fits below 20×5.
  static func isTooSmall(_ size: Size) -> Bool { size.columns < 20 || size.rows < 5 }

  /// The title bar: words at the left, a place at the right.
  static func titleBar(_ frame: inout Frame, _ title: String, right: String) {
    let margin = margin(frame.size)
    let room = frame.size.columns - 2 * margin
    let cells = CellWidth.of(right)
    let left: String = title.fitted(to: max(0, room - (right.isEmpty ? 0 : cells + 2)))
    frame.put(left, .title, row: 0, column: margin)
    if cells <= room { frame.put(right, .meta, row: 0, column: margin + room - cells) }
  }

  /// The status line: a message or what the screen says at the left, what the next keys do, `? keys` always.
  static func statusLine(_ frame: inout Frame, _ status: Status, message: Message?, pending: String) {
    let margin = margin(frame.size)
    let row = frame.size.rows - 1
    let room = frame.size.columns - 2 * margin
    var items = status.items
    for (id, words) in status.commands.prefix(6) {
      let command = Command.row(id)
      items.append((command.keys[0].filter { $0 != " " }, words ?? command.short))
    }
    let help = status.isPrompt ? (key: "F1", words: "keys") : (key: "?", words: "keys")
    let helpCells = CellWidth.of(help.key) + 1 + CellWidth.of(help.words)
    let left = message?.text ?? status.left
    var fitted: String = left.fitted(to: max(0, room - helpCells - 3))
    if !pending.isEmpty { fitted = fitted.isEmpty ? pending : fitted }
    let style: Style = message.map { $0.isError ? .error : .statusMessage } ?? .status
    let leftEnd = left.isEmpty && pending.isEmpty ? margin : frame.put(fitted, style, row: row, column: margin) + 3
    var free = margin + room - leftEnd - helpCells
    var shown: [(key: String, words: String)] = []
    for item in items {
      let cells = CellWidth.of(item.key) + 1 + CellWidth.of(item.words) + 3
      if cells > free { break }
      free -= cells
      shown.append(item)
    }
    shown.append(help)
    let width = shown.reduce(-3) { $0 + CellWidth.of($1.key) + CellWidth.of($1.words) + 4 }
    var column = left.isEmpty && pending.isEmpty ? margin : max(leftEnd, margin + room - width)
    for item in shown {
      column = frame.put(item.key, .statusKey, row: row, column: column)
      column = frame.put(" " + item.words, .status, row: row, column: column) + 3
    }
  }

  /// A rule across the body.
  static func rule(_ frame: inout Frame, row: Int) {
    let margin = margin(frame.size)
    frame.put(String(repeating: "─", count: max(0, frame.size.columns - 2 * margin)), .rule, row: row, column: margin)
  }

  /// A share as a bar of six cells, in eighths.
  static func bar(_ share: Double) -> String {
    let eighths = max(1, Int((share * 48).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: min(6, eighths / 8)) + (eighths / 8 < 6 ? parts[eighths % 8] : "")
  }

  /// Words in the middle of an empty body.
  static func empty(_ frame: inout Frame, _ words: String, row: Int) {
    let margin = margin(frame.size)
    frame.put(Line(words, .dim).fitted(to: frame.size.columns - 2 * margin), row: row, column: margin)
  }
}
