/// `:`: a section, a place, or any command by its name.

import DigestCore

struct PaletteScreen: Screen {
  /// Why a command can do nothing where one came from; those that can are missing.
  private let obstacles: [CommandID: String]
  private var prompt = PromptState()
  private var list = ListState()

  init(of origin: any Screen, _ session: Session) {
    obstacles = Command.table.reduce(into: [:]) { obstacles, command in
      obstacles[command.id] =
        command.contexts.isDisjoint(with: origin.context) ? "not on this screen" : session.obstacle(command.id)
    }
  }

  var context: Context { .help }
  var isTyping: Bool { true }

  /// The commands whose title has every word, those that can run here first.
  private var commands: [Command] {
    let words = prompt.string.lowercased().split(separator: " ")
    let fitting = Command.table.filter { command in
      words.allSatisfy { command.title.lowercased().contains($0) || command.short.contains($0) }
    }
    return fitting.filter { canRun($0) } + fitting.filter { !canRun($0) }
  }

  private func canRun(_ command: Command) -> Bool { obstacles[command.id] == nil }

  /// `3` a section, `40%` a place.
  private var target: (number: Int, isShare: Bool)? {
    let text = prompt.string
    if text.hasSuffix("%"), let share = Int(text.dropLast()) { return (share, true) }
    return Int(text).map { ($0, false) }
  }

  /// `p12` a page of the printed book, where the article has such.
  private func printedPage(_ session: Session) -> PrintedPage? {
    guard prompt.string.first == "p", let pages = session.article?.printedPages else { return nil }
    let label = prompt.string.dropFirst().lowercased()
    return pages.first { $0.label.lowercased() == label }
  }

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool { false }

  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action]) {
    switch key {
    case .escape, .control("c"): actions.append(.pop)
    case .down, .tab, .control("n"): _ = list.move(.lineDown, count: nil, items: commands.count, page: 1, &session)
    case .up, .backTab, .control("p"): _ = list.move(.lineUp, count: nil, items: commands.count, page: 1, &session)
    case .enter:
      if let page = printedPage(session) {
        actions += [.pop, .go(byte: page.byte)]
      } else if let target {
        actions += [.pop, .pass(target.isShare ? .percent : .start, target.number)]
      } else if commands.indices.contains(list.selected) {
        let command = commands[list.selected]
        if let obstacle = obstacles[command.id] {
          session.say("\(command.title): \(obstacle)")
        } else {
          actions += [.pop, .pass(command.id, nil)]
        }
      } else {
        session.say("no command has these words")
      }
    default: if prompt.edit(key) { list = ListState() } else { session.say(PromptState.refusal(key)) }
    }
    list.clamp(to: commands.count)
    list.scroll(rows: max(1, session.bodyRows - 2)) { _ in 1 }
  }

  mutating func paste(_ text: String, _ session: inout Session) { prompt.insert(text) }

  func draw(_ frame: inout Frame, _ session: Session) {
    let margin = Widgets.margin(session.size)
    let room = session.size.columns - 2 * margin
    if !Widgets.isTiny(session.size) { Widgets.titleBar(&frame, "Go to a section, a place, or do a command", right: "") }
    let column = prompt.draw(&frame, mark: ":", row: session.bodyTop, column: margin, columns: room)
    frame.cursor = (session.bodyTop, min(column, session.size.columns - 1))
    var y = session.bodyTop + 2
    if let page = printedPage(session) {
      frame.put("Enter goes to page \(page.label) of the printed book" as String, .dim, row: y, column: margin)
      return
    }
    if let target {
      frame.put(
        target.isShare ? "Enter goes to \(target.number) %" : "Enter goes to section \(target.number)", .dim, row: y, column: margin)
      return
    }
    let commands = commands
    if commands.isEmpty { Widgets.empty(&frame, "No command has these words. Esc goes back.", row: y) }
    for index in list.top..<commands.count where y < session.bodyTop + session.bodyRows {
      let command = commands[index]
      let isSelected = index == list.selected
      let keys = HelpScreen.keys(command)
      let style: Style = isSelected ? .selection : canRun(command) ? .plain : .dim
      let why = obstacles[command.id].map { " (\($0))" } ?? ""
      let text: String = (command.title + why).fitted(to: max(1, room - CellWidth.of(keys) - 4))
      frame.put("\(isSelected ? "▸" : " ") \(text)", style, row: y, column: margin)
      frame.put(keys, .meta, row: y, column: margin + room - CellWidth.of(keys))
      y += 1
    }
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    status.isPrompt = true
    status.items = [("Enter", "do it"), ("Esc", "back")]
    return status
  }
}
