/// Export: the format, the path, the first rows of what will be written.

import DigestCore

struct ExportLayer: Screen {
  private let bookmarks: [Bookmark]
  private let isAll: Bool
  private let anchors: [Bookmark.ID: Anchoring]
  private var list = ListState()
  private var path: PromptState
  private var isInPath = false
  /// The path that is taken, once it was found so.
  private var taken: String?

  init(_ session: Session, _ bookmarks: [Bookmark], isAll: Bool) {
    self.bookmarks = bookmarks
    self.isAll = isAll
    anchors = session.anchors
    let title = isAll ? "bookmarks" : session.article?.title ?? "bookmarks"
    let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(4).joined(separator: "-")
    path = PromptState("~/\(words.isEmpty ? "bookmarks" : words).\(ExchangeFormat.all[0].fileExtension)")
  }

  var context: Context { .export }
  var isTyping: Bool { isInPath || taken != nil }

  private var format: ExchangeFormat { ExchangeFormat.all[list.selected] }

  private func bytes(appending: Bool = false) -> [UInt8] { format.export(bookmarks, anchorings: anchors, appending: appending) }

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool {
    switch command {
    case .enter: write(.create, &session)
    case .otherPart: isInPath = true
    case .copy: session.effects.append(.copy(String(decoding: bytes(), as: UTF8.self)))
    default:
      guard list.move(command, count: count, items: ExchangeFormat.all.count, page: 3, &session) else { return false }
      rename()
    }
    return true
  }

  /// The path's ending follows the format.
  private mutating func rename() {
    let text = path.string
    let endings = ExchangeFormat.all.map(\.fileExtension)
    if let dot = text.lastIndex(of: "."), endings.contains(String(text[text.index(after: dot)...])) {
      path.set(text[...dot] + format.fileExtension)
    }
  }

  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action]) {
    if taken != nil {
      switch key {
      case .character("o"): write(.overwrite, &session)
      case .character("a") where format.canAppend: write(.append, &session)
      case .escape, .control("c"):
        isInPath = true
      default: return session.say("\(path.string) exists: o overwrites\(format.canAppend ? ", a appends" : ""), Esc takes another name")
      }
      taken = nil
      return
    }
    switch key {
    case .tab: isInPath = false
    case .escape, .control("c"): actions.append(.pop)
    case .enter: write(.create, &session)
    default: if !path.edit(key) { session.say(PromptState.refusal(key)) }
    }
  }

  mutating func paste(_ text: String, _ session: inout Session) { if isInPath { path.insert(text) } }

  private func write(_ mode: ExportMode, _ session: inout Session) {
    guard !bookmarks.isEmpty else { return session.say("No bookmarks to export. m keeps what the status line names") }
    session.effects.append(.export(bytes: bytes(appending: mode == .append), path: path.string, mode: mode, count: bookmarks.count))
  }

  mutating func take(_ outcome: ExportOutcome, _ session: inout Session, _ actions: inout [Action]) {
    switch outcome {
    case .wrote(let path, let count):
      session.say("Wrote \(Wording.count(count, "bookmark", "bookmarks")) to \(path)")
      actions.append(.pop)
    case .exists(let path): taken = path
    case .failed(let error): session.complain(error)
    }
  }

  func draw(_ frame: inout Frame, _ session: Session) {
    let margin = Widgets.margin(session.size)
    let room = session.size.columns - 2 * margin
    let title = "Export \(Wording.count(bookmarks.count, "bookmark", "bookmarks")) of \(isAll ? "all articles" : "this article")"
    if !Widgets.isTiny(session.size) { Widgets.titleBar(&frame, title, right: "") }
    let width = ExchangeFormat.all.map { CellWidth.of($0.title) }.max() ?? 0
    var y = session.bodyTop + (session.bodyRows > 14 ? 1 : 0)
    let shown = min(ExchangeFormat.all.count, max(1, session.bodyRows - 3))
    let first = max(0, min(list.selected - shown + 1, ExchangeFormat.all.count - shown))
    for index in first..<first + shown {
      let row = ExchangeFormat.all[index]
      let isSelected = index == list.selected
      let text = "\(isSelected ? "▸" : " ") " + (row.title.padded(to: width) as String) + "  .\(row.fileExtension)"
      frame.put(text, isSelected ? .selection : .plain, row: y, column: margin, columns: room)
      if isSelected, !isTyping { frame.cursor = (y, margin) }
      y += 1
    }
    y += session.bodyRows > 14 ? 1 : 0
    let column = path.draw(&frame, mark: "to  ", row: y, column: margin, columns: room)
    if isInPath { frame.cursor = (y, min(column, session.size.columns - 1)) }
    y += 2
    for line in String(decoding: bytes().prefix(8192), as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      guard y < session.bodyTop + session.bodyRows else { break }
      frame.put(Line(String(line), .dim).fitted(to: room) as Line, row: y, column: margin)
      y += 1
    }
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    if let taken {
      status.left = "\(taken) exists."
      status.items = [("o", "overwrite")] + (format.canAppend ? [("a", "append")] : []) + [("Esc", "another name")]
      status.isPrompt = true
    } else if isInPath {
      status.items = [("Enter", "write"), ("Tab", "format"), ("Esc", "back")]
      status.isPrompt = true
    } else {
      status.commands = [(.enter, "write"), (.otherPart, "path"), (.copy, "copy instead"), (.leave, nil)]
    }
    return status
  }
}
