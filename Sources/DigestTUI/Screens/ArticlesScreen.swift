/// The list of articles: the shipped ones, or those that were named.

import DigestCore

struct ArticlesScreen: Screen {
  private let articles: ArticleRows
  private let note: String?
  private var list = ListState()

  init(articles: ArticleRows, note: String?) {
    self.articles = articles
    self.note = note
  }

  var context: Context { .articles }

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool {
    if command == .enter {
      if list.selected < articles.count { session.effects.append(.open(path: articles[list.selected].path)) }
      return true
    }
    guard list.move(command, count: count, items: articles.count, page: max(1, listRows(session) - 1)) else { return false }
    list.scroll(rows: listRows(session)) { _ in 1 }
    return true
  }

  private func previewRows(_ session: Session) -> Int { session.bodyRows < 10 ? 0 : session.bodyRows / 2 }
  private func listTop(_ session: Session) -> Int { session.bodyTop + noteRows(session) }
  /// The note and a blank row under it.
  private func noteRows(_ session: Session) -> Int {
    guard let note, session.bodyRows >= 8 else { return 0 }
    return min(2, note.wrappedWords(session.size.columns - 2 * Widgets.margin(session.size)).count) + 1
  }
  private func listRows(_ session: Session) -> Int {
    let preview = previewRows(session)
    return max(1, session.bodyTop + session.bodyRows - listTop(session) - (preview > 0 ? preview + 1 : 0))
  }

  func draw(_ frame: inout Frame, _ session: Session) {
    let margin = Widgets.margin(session.size)
    let room = session.size.columns - 2 * margin
    if !Widgets.isTiny(session.size) { Widgets.titleBar(&frame, "Articles", right: "\(articles.count)") }
    if let note, listTop(session) > session.bodyTop {
      for (index, line) in note.wrappedWords(room).prefix(2).enumerated() {
        frame.put(line, .dim, row: session.bodyTop + index, column: margin)
      }
    }
    for row in 0..<listRows(session) where list.top + row < articles.count {
      let index = list.top + row
      let article = articles[index]
      let y = listTop(session) + row
      let isSelected = index == list.selected
      let details = session.size.columns < 60 ? article.details.last ?? "" : article.details.joined(separator: " · ")
      let cells = min(CellWidth.of(details), room / 2)
      let title: String = article.title.fitted(to: max(1, room - cells - 4))
      frame.put("\(isSelected ? "▸" : " ") \(title)", isSelected ? .selection : .plain, row: y, column: margin)
      frame.put(Line(details, .meta).fitted(to: cells) as Line, row: y, column: margin + room - cells)
      if isSelected { frame.cursor = (y, margin) }
    }
    let rows = previewRows(session)
    guard rows > 0, list.selected < articles.count else { return }
    var y = session.bodyTop + session.bodyRows - rows
    Widgets.rule(&frame, row: y - 1)
    let columns = min(session.measure, room)
    for (index, words) in articles[list.selected].preview.filter({ !$0.isEmpty }).enumerated() {
      for line in words.wrappedWords(columns) where y < session.bodyTop + session.bodyRows {
        frame.put(line, index == 0 ? .standfirst : .summary, row: y, column: margin)
        y += 1
      }
      y += index == 0 ? 1 : 0
    }
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    status.commands = [(.enter, "open"), (.bookmarks, nil), (.leave, session.article == nil ? "quit" : nil)]
    return status
  }
}
