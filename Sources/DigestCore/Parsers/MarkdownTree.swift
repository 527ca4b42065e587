/// Markdown to a tree without losing words: what cmark-gfm would drop is written so that it stays.

enum MarkdownTree {
  /// The tree of a text's HTML; nil where that is beyond a limit. HTML inside is parsed as HTML is. O(n).
  static func tree(of utf8: ArraySlice<UInt8>) -> HTMLTree? {
    let text = mended(utf8)
    if let tree = CMark.tree(of: text) { return tree }
    guard let html = try? HTMLGuard.checked(MarkdownTags.escaped(CMark.html(of: text)), source: "") else { return nil }
    return Gumbo.parse(html.utf8, memory: HTMLGuard.memoryLimit)
  }

  private static func mended(_ utf8: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let places = MarkdownMender.escapes(in: utf8)
    guard !places.isEmpty else { return utf8 }
    var mended: [UInt8] = []
    mended.reserveCapacity(utf8.count + places.count)
    var copied = utf8.startIndex
    for place in places {
      mended += utf8[copied..<place]
      mended.append(0x5C)
      copied = place
    }
    mended += utf8[copied...]
    return mended[...]
  }
}

/// Finds what cmark-gfm drops: cells past a table's columns, notes that nothing refers to. A backslash before their marks keeps them.
struct MarkdownMender {
  private let text: UnsafeBufferPointer<UInt8>
  private var escapes: [Int] = []
  /// The open fence: its sign and its length.
  private var fence: (sign: UInt8, length: Int)?
  /// The columns of the table that is open; 0 where none is.
  private var columns = 0
  private var definitions: [(label: [UInt8], place: Int)] = []
  private var references: Set<[UInt8]> = []

  /// The places in the slice before which a backslash is to stand. O(n).
  static func escapes(in utf8: ArraySlice<UInt8>) -> [Int] {
    utf8.withUnsafeBufferPointer { text in
      var mender = MarkdownMender(text: text)
      mender.run()
      return mender.escapes.map { $0 + utf8.startIndex }
    }
  }

  private init(text: UnsafeBufferPointer<UInt8>) { self.text = text }

  private mutating func run() {
    var before = 0..<0
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      let line = content(start..<end)
      read(line, before: before)
      before = line
      start = end + 1
    }
    var seen: Set<[UInt8]> = []
    let lost = definitions.filter { !references.contains($0.label) || !seen.insert($0.label).inserted }
    guard !lost.isEmpty else { return }
    escapes += lost.map(\.place)
    escapes.sort()
  }

  /// A line without blanks at its ends and the marks of the quotations that it stands in.
  private func content(_ line: Range<Int>) -> Range<Int> {
    var low = line.lowerBound
    var high = line.upperBound
    while low < high, text[low] <= 0x20 || text[low] == 0x3E { low += 1 }
    while high > low, text[high - 1] <= 0x20 { high -= 1 }
    return low..<high
  }

  private mutating func read(_ line: Range<Int>, before: Range<Int>) {
    if isFence(line) || fence != nil {
      columns = 0
      return
    }
    if line.isEmpty {
      columns = 0
      return
    }
    readNotes(line)
    if columns > 0 {
      escapeCells(line)
    } else if isRule(line), cells(line).count == cells(before).count, !before.isEmpty {
      columns = cells(line).count
    }
  }

  private mutating func isFence(_ line: Range<Int>) -> Bool {
    guard let sign = line.first.map({ text[$0] }), sign == 0x60 || sign == 0x7E else { return false }
    let length = line.prefix { text[$0] == sign }.count
    if let open = fence {
      guard sign == open.sign, length >= open.length, length == line.count else { return false }
      fence = nil
      return true
    }
    guard length >= 3, sign == 0x7E || !text[line.dropFirst(length)].contains(0x60) else { return false }
    fence = (sign, length)
    return true
  }

  // MARK: tables

  /// Hyphens, colons and bars alone.
  private func isRule(_ line: Range<Int>) -> Bool {
    var bars = 0
    var hyphens = 0
    for index in line {
      switch text[index] {
      case 0x7C: bars += 1
      case 0x2D: hyphens += 1
      case 0x3A, 0x20, 0x09: break
      default: return false
      }
    }
    return bars > 0 && hyphens > 0
  }

  /// The bars between the cells of a row, and one more for its last cell's end.
  private func cells(_ line: Range<Int>) -> [Int] {
    guard !line.isEmpty else { return [] }
    var bars: [Int] = []
    var isEscaped = false
    for index in line {
      if text[index] == 0x7C, !isEscaped, index > line.lowerBound { bars.append(index) }
      isEscaped = text[index] == 0x5C && !isEscaped
    }
    if bars.last != line.upperBound - 1 { bars.append(line.upperBound) }
    return bars
  }

  /// Bars past the last column belong to its words.
  private mutating func escapeCells(_ line: Range<Int>) {
    let bars = cells(line)
    guard bars.count > columns else { return }
    escapes += bars[(columns - 1)..<(bars.count - 1)]
  }

  // MARK: notes

  private mutating func readNotes(_ line: Range<Int>) {
    var index = line.lowerBound
    while index + 2 < line.upperBound {
      guard text[index] == 0x5B, text[index + 1] == 0x5E else {
        index += 1
        continue
      }
      let limit = min(line.upperBound, index + 1000)
      guard let end = text[(index + 2)..<limit].firstIndex(of: 0x5D) else {
        index += 2
        continue
      }
      let label = text[(index + 2)..<end].map { $0 > 0x40 && $0 < 0x5B ? $0 | 0x20 : $0 }
      if index == line.lowerBound, end + 1 < text.count, text[end + 1] == 0x3A {
        definitions.append((label, index))
      } else {
        references.insert(label)
      }
      index = end + 1
    }
  }
}

/// What looks like a tag and is none: `List<String>` in prose.
enum MarkdownTags {
  private static let known: Set<UInt32> = Set(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br button canvas caption
    center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption
    figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins kbd keygen label
    legend li link listing main map mark marquee math menu menuitem meta meter nav nobr noembed noframes noscript object ol
    optgroup option output p param picture plaintext portal pre progress q rb rbc rp rt rtc ruby s samp script search section select
    slot small source spacer span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track
    tt u ul var video wbr xmp
    """.split(whereSeparator: \.isWhitespace).map { NameHash.of($0.utf8) })

  /// HTML whose unknown tags are text. Names with a hyphen or a colon are elements of somebody's own; drawings and formulas have names of
  /// their own. O(n).
  static func escaped(_ html: [UInt8]) -> [UInt8] {
    let places = html.withUnsafeBufferPointer { unknown(in: $0) }
    guard !places.isEmpty else { return html }
    var out: [UInt8] = []
    out.reserveCapacity(html.count + 3 * places.count)
    var copied = 0
    for place in places {
      out += html[copied..<place]
      out += "&lt;".utf8
      copied = place + 1
    }
    out += html[copied...]
    return out
  }

  private static func unknown(in html: UnsafeBufferPointer<UInt8>) -> [Int] {
    var places: [Int] = []
    var foreign = 0
    var index = 0
    while let open = html[index...].firstIndex(of: 0x3C) {
      index = open + 1
      let isEnd = index < html.count && html[index] == 0x2F
      if isEnd { index += 1 }
      guard index < html.count, (html[index] | 0x20) &- 0x61 < 26 else { continue }
      var hash = NameHash.start
      var isOwn = false
      while index < html.count, html[index] > 0x20, html[index] != 0x3E, html[index] != 0x2F {
        if html[index] == 0x2D || html[index] == 0x3A { isOwn = true }
        hash = NameHash.adding(html[index], to: hash)
        index += 1
      }
      if hash == svg || hash == math { foreign += isEnd ? (foreign > 0 ? -1 : 0) : 1 }
      if !isOwn, foreign == 0, !known.contains(hash) { places.append(open) }
    }
    return places
  }

  private static let svg = NameHash.of("svg".utf8)
  private static let math = NameHash.of("math".utf8)
}
