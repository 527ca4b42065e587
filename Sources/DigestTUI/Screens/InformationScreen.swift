/// What is known of the article: source, format, encoding, language, sizes.

import DigestCore

struct InformationScreen: Screen {
  var context: Context { .information }

  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool {
    if command == .information || command == .enter {
      actions.append(.pop)
      return true
    }
    return false
  }

  private func rows(_ session: Session) -> [(String, String)] {
    guard let opened = session.opened else { return [] }
    let article = opened.article
    let found =
      switch opened.document.encodingOrigin {
      case .byteOrderMark: "by its byte order mark"
      case .transport: "named by the server"
      case .declared: "named in the document"
      case .utf8: "it is valid"
      case .detector: "guessed from its bytes"
      case .assumed: "assumed"
      }
    let promos = article.blocks.indices.filter { article.blocks[$0].role == .promo }
    let words = opened.digest.sections.reduce(0) { $0 + $1.words }
    let aside = promos.prefix(5000).reduce(0) { $0 + article.text(ofBlock: $1).split(whereSeparator: \.isWhitespace).count }
    let metadata = article.metadata
    var rows: [(String, String)] = [("source", opened.identity.path ?? article.source)]
    rows.append(("format", "\(opened.document.format.row.title), \(Wording.grouped(opened.document.bytes)) bytes"))
    rows.append(("encoding", "\(opened.document.encoding), \(found)"))
    if opened.document.replacements > 0 { rows.append(("unreadable", Wording.count(opened.document.replacements, "piece", "pieces"))) }
    rows.append(("language", metadata.language ?? "unknown"))
    for (name, value) in [
      ("byline", metadata.byline), ("publisher", metadata.publisher), ("published", metadata.published), ("address", metadata.url),
    ] {
      if let value { rows.append((name, value)) }
    }
    if let time = session.openedAt { rows.append(("opened", UTCDate.minute(time))) }
    rows.append(("words", Wording.grouped(words)))
    if let last = article.printedPages.last {
      let count = Wording.count(article.printedPages.count, "page", "pages")
      rows.append(("printed", "\(count), \(article.printedPages[0].label) to \(last.label); :p\(last.label) goes to one"))
    }
    rows.append(("sections", Wording.grouped(opened.digest.sections.count)))
    rows.append(("quotations", Wording.grouped(opened.digest.quotations.count)))
    rows.append(
      (
        "set aside",
        promos.isEmpty ? "nothing" : "\(Wording.count(aside, "word", "words")) in \(Wording.count(promos.count, "block", "blocks"))"
      ))
    return rows
  }

  func draw(_ frame: inout Frame, _ session: Session) {
    let margin = Widgets.margin(session.size)
    let room = session.size.columns - 2 * margin
    if !Widgets.isTiny(session.size) { Widgets.titleBar(&frame, session.article?.title ?? "Information", right: "information") }
    for (index, row) in rows(session).enumerated() where index < session.bodyRows - 1 {
      let y = session.bodyTop + 1 + index
      frame.put(row.0.padded(to: 12) as String, .meta, row: y, column: margin)
      frame.put(Line(row.1).fitted(to: max(1, room - 12)) as Line, row: y, column: margin + 12)
    }
  }

  func status(_ session: Session) -> Status {
    var status = Status()
    status.commands = [(.leave, nil)]
    return status
  }
}
