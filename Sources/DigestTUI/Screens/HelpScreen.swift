/// The keys: of the screen that one came from, then the rest.

import DigestCore

struct HelpScreen: Screen {
  private struct Row: Sendable {
    var command: Command?
    var heading: String?
    var isHere: Bool
  }

  private let origin: Context
  private var prompt = PromptState()
  private var isInPrompt = false
  private var list = ListState()

  init(of origin: Context) {
    self.origin = origin
    list.selected = 1
  }

  var context: Context { .help }
  var isTyping: Bool { isInPrompt }

  private var rows: [Row] {
    let words = prompt.string.lowercased()
    func fits(_ command: Command) -> Bool {
      words.isEmpty || command.title.lowercased().contains(words) || command.keys.contains { $0 == prompt.string }
    }
    var rows: [Row] = []
    for isHere in [true, false] {
      for group in CommandGroup.allCases {
        let commands = Command.table.filter { $0.group == group && !$0.contexts.isDisjoint(with: origin) == isHere && fits($0) }
        if commands.isEmpty { continue }
        rows.append(Row(command: nil, heading: isHere ? group.rawValue : "\(group.rawValue) elsewhere", isHere: isHere))
        rows += commands.map { Row(command: $0, heading: nil, isHere: isHere) }
      }
    }
    return rows
  }

  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action]) {
    switch key {
    case .escape, .control("c"):
      prompt.set("")
      isInPrompt = false
    case .enter, .tab: isInPrompt = false
    case .down: move(.lineDown, nil, &session)
    case .up: move(.lineUp, nil, &session)
    default: if prompt.edit(key) { list = ListState(selected: 1) } else { session.say(PromptState.refusal(key)) }
    }
    list.clamp(to: rows.count)
  }

  mutating func paste(_ text: String, _ session: inout Session) { if isInPrompt { prompt.insert(text) } }

  private mutating func move(_ command: CommandID, _ count: Int?, _ session: inout Session) {
    let rows = rows
    let before = list.selected
    _ = list.move(command, count: count, items: rows.count, page: max(1, session.bodyRows - 3))
    let step = list.selected >= before ? 1 : -1
    while rows.indices.contains(list.selected), rows[list.selected].command == nil {
      if !rows.indices.contains(list.selected + step) {
        list.selected = min(rows.count - 1, 1)
        break
      }
      list.selected += step
    }
    if list.selected == before { session.say(ListState.end(command, items: rows.count)) }
  }

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool {
    switch command {
    case .narrow, .otherPart: isInPrompt = true
    case .leave where !prompt.isEmpty:
      prompt.set("")
      list = ListState(selected: 1)
    case .help: actions.append(.pop)
    case .enter:
      let rows = rows
      guard rows.indices.contains(list.selected), let chosen = rows[list.selected].command else { return true }
      actions += [.pop, .pass(chosen.id, nil)]
    case .lineDown, .lineUp, .pageDown, .pageUp, .halfDown, .halfUp, .start, .end: move(command, count, &session)
    default: return false
    }
    return true
  }

  func draw(_ frame: inout Frame, _ session: Session) {
    let margin = Widgets.margin(session.size)
    let room = session.size.columns - 2 * margin
    if !Widgets.isTiny(session.size) { Widgets.titleBar(&frame, "Keys", right: "digest") }
    let top = session.bodyTop + 1
    if isInPrompt || !prompt.isEmpty {
      let column = prompt.draw(&frame, mark: "/", row: session.bodyTop, column: margin, columns: room)
      if isInPrompt { frame.cursor = (session.bodyTop, min(column, session.size.columns - 1)) }
    }
    let rows = rows
    let height = max(1, session.bodyTop + session.bodyRows - top)
    let columns = session.size.columns >= 100 ? 2 : 1
    let width = room / columns
    let page = list.selected / (height * columns)
    let first = page * height * columns
    let keys = rows.compactMap { $0.command.map { CellWidth.of(Self.keys($0)) } }.max() ?? 0
    for index in first..<min(rows.count, first + height * columns) {
      let y = top + (index - first) % height
      let x = margin + (index - first) / height * width
      let row = rows[index]
      guard let command = row.command else {
        frame.put(row.heading ?? "", row.isHere ? .headline : .dim, row: y, column: x, columns: width - 2)
        continue
      }
      let isSelected = index == list.selected
      let style: Style = isSelected ? .selection : row.isHere ? .plain : .dim
      let text = "\(isSelected ? "▸" : " ") " + (Self.keys(command).padded(to: min(keys, width / 3)) as String) + "  \(command.title)"
      frame.put(Line(text, style).fitted(to: width - 2) as Line, row: y, column: x)
      if isSelected, !isInPrompt { frame.cursor = (y, x) }
    }
    if rows.isEmpty { Widgets.empty(&frame, "No key or word like that. Esc shows all.", row: top) }
  }

  static func keys(_ command: Command) -> String { command.keys.map { $0.replacingBlanks("C-", "Ctrl-") }.joined(separator: " ") }

  func status(_ session: Session) -> Status {
    var status = Status()
    status.isPrompt = isInPrompt
    if isInPrompt {
      status.items = [("Enter", "list"), ("Esc", "all")]
    } else {
      status.commands = [(.enter, "do it"), (.narrow, nil), (.leave, nil)]
    }
    return status
  }
}
