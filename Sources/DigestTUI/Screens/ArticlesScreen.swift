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
    guard list.move(command, count: count, items: articles.count, page: area(session).page, &session) else { return false }
    list.scroll(rows: area(session).rows) { _ in 1 }
    return true
  }

  private func area(_ session: Session) -> ListArea {
    ListArea(session, header: noteRows(session), preview: session.bodyRows < 10 ? 0 : session.bodyRows / 2)
  }
  /// The note and a blank row under it.
  private func noteRows(_ session: Session) -> Int {
    guard let note, session.bodyRows >= 8 else { return 0 }
    return min(2, note.wrappedWords(session.size.columns - 2 * Widgets.margin(session.size)).count) + 1
  }

  func draw(_ frame: inout Frame, _ session: Session) {
    let margin = Widgets.margin(session.size)
    let room = session.size.columns - 2 * margin
    if !Widgets.isTiny(session.size) { Widgets.titleBar(&frame, "Articles", right: "\(articles.count)") }
    if let note, noteRows(session) > 0 {
      for (index, line) in note.wrappedWords(room).prefix(2).enumerated() {
        frame.put(line, .dim, row: session.bodyTop + index, column: margin)
      }
    }
    for row in 0..<area(session).rows where list.top + row < articles.count {
      let index = list.top + row
      let article = articles[index]
      let y = area(session).top + row
      let isSelected = index == list.selected
      let details = session.size.columns < 60 ? article.details.last ?? "" : article.details.joined(separator: " · ")
      ListArea.drawRow(&frame, row: y, isSelected: isSelected, words: article.title, right: details.fitted(to: room / 2))
      if isSelected { frame.cursor = (y, margin) }
    }
    guard !area(session).preview.isEmpty, list.selected < articles.count else { return }
    var y = area(session).preview.lowerBound
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
