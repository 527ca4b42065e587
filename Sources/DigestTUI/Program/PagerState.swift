/// A plain pager over an article's text: what is shown until the screens stand.

import DigestCore

/// Text rows and the one on top.
public struct PagerState: Sendable {
  public var size: Size
  var rows: [Line] = []
  var top = 0
  var title = ""
  var message = ""
  var article: Article?

  public init(size: Size) {
    self.size = size
  }

  mutating func layOut() {
    rows = []
    guard let article else { return }
    let room = max(1, min(72, size.columns - 2))
    for block in article.blocks {
      var rest = String(decoding: article.utf8[block.bytes], as: UTF8.self)
      let style: Style = block.role.isHeading ? .headline : .body
      while !rest.isEmpty, rows.count < 4000 {
        let cut = CellWidth.prefix(of: rest, cells: room).text
        var row = cut
        if cut.endIndex < rest.endIndex, let blank = cut.lastIndex(of: " ") { row = cut[..<blank] }
        rows.append(Line(String(row), style))
        rest = String(rest[row.endIndex...].drop { $0 == " " })
      }
      rows.append(Line())
    }
  }
}

/// What a key does.
public func updatePager(_ state: inout PagerState, _ event: Event) -> [Effect] {
  let page = max(1, state.size.rows - 3)
  state.message = ""
  switch event {
  case .opened(let opened):
    state.article = opened.article
    state.title = opened.article.title ?? opened.article.source
    state.message = opened.progress < 1 ? "reading… \(Int(opened.progress * 100)) %" : ""
    state.layOut()
  case .resize(let size):
    state.size = size
    state.layOut()
  case .key(.character("Q")), .key(.character("q")): return [.quit]
  case .key(.character("j")), .key(.down): state.top += 1
  case .key(.character("k")), .key(.up): state.top -= 1
  case .key(.character(" ")), .key(.pageDown): state.top += page
  case .key(.character("b")), .key(.pageUp): state.top -= page
  case .key(.character("g")): state.top = 0
  case .key(.character("G")): state.top = state.rows.count - page
  case .key(.character("y")): return [.copy(state.title)]
  case .key(.character("v")): return [.edit(state.title)]
  case .key(.character("m")):
    state.message = "Bookmarked"
    return [.tick(afterMilliseconds: 4000)]
  case .key(.control("z")): return [.suspend]
  case .key(.control("l")): return [.redraw]
  case .key(.control("c")): state.message = "Q quits"
  case .copied(.success(let way)): state.message = "copied by \(way)"
  case .edited(let text): state.message = text ?? "unchanged"
  default: break
  }
  state.top = max(0, min(state.top, state.rows.count - page))
  return []
}

/// The frame.
public func viewPager(_ state: PagerState) -> Frame {
  var frame = Frame(size: state.size)
  frame.put(Line(state.title, .title).fitted(to: state.size.columns), row: 0, column: 0)
  for row in 1..<max(1, state.size.rows - 1) where state.top + row - 1 < state.rows.count {
    frame.put(state.rows[state.top + row - 1], row: row, column: 1)
  }
  frame.put(state.message.isEmpty ? "? keys" : state.message, .status, row: state.size.rows - 1, column: 0)
  frame.cursor = (min(1, state.size.rows - 1), 0)
  return frame
}
