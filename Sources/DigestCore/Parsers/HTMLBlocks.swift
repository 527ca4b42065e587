/// A page's tree to blocks: every visible word in order, with what the markup says of it.

/// A stretch of a page's text that its elements keep together.
struct PageBlock {
  /// In `HTMLPage.utf8`.
  var bytes: Range<Int>
  /// The nearest element that parts text.
  var node: Int32
  /// The element that says what it is: a heading's, p, li, td, pre, table, figcaption, img (its alternative text), or any other.
  var kind: HTMLTag
  /// Letters and digits; those of scripts without spaces count more. Of these the ones in links, in bold.
  var letters: Int32 = 0
  var linkLetters: Int32 = 0
  var boldLetters: Int32 = 0
  /// Marks that end a sentence or part it.
  var stops: Int32 = 0
  var links: Int32 = 0
  /// What its own element and those around it say.
  var signs: PageSigns = []
  /// What the nearest two elements say by their own names.
  var near: PageSigns = []

  var linkShare: Float { letters > 0 ? Float(linkLetters) / Float(letters) : links > 0 ? 1 : 0 }
  /// Letters of prose: of a paragraph that is no list of links.
  var prose: Int32 {
    guard kind.headingLevel == 0, kind != .img, kind != .figcaption, kind != .button else { return 0 }
    let isLong = letters >= 60 || letters >= 25 && stops > 0 && kind == .p
    let isOwn = linkShare < 0.4 || linkShare < 0.7 && letters - linkLetters >= 60 && stops >= 2
    return isLong && isOwn ? letters - linkLetters : 0
  }
}

/// A page's text, its blocks, and the blocks that each element holds.
struct HTMLPage {
  var utf8: [UInt8] = []
  var blocks: [PageBlock] = []
  /// For each node the signs of its own name, role and class.
  var own: [PageSigns]
  /// For each node its first block and the one behind its last.
  var first: [Int32]
  var last: [Int32]
  var inlines = PageInlines()
}

/// Builds the blocks in one walk over the nodes. O(n).
struct HTMLBlockBuilder {
  private let tree: HTMLTree
  private var page: HTMLPage
  private var isDocument = false
  private var hasFences = false
  private var open: [Int32] = []
  /// The open elements that part text.
  private var holders: [Int32] = []
  private var links = 0
  /// Where the last link's text ended.
  private var linkEnd = -1
  private var bolds = 0
  private var pres = 0
  private var tables = 0
  private var quotes = 0
  private var lists = ListStack()
  private var figures = 0
  private var recorder = InlineRecorder()
  /// Whether the node that is entered has an identifier.
  private var isNamed = false
  /// The block that is being written; nil between blocks.
  private var block: PageBlock?
  private var isBlankPending = false
  private var breaks = 0

  /// - Parameters:
  ///   - isDocument: whether all of it is the article, as with Markdown: then pictures' alternative texts are kept everywhere.
  ///   - hasFences: whether the name of a code's language was a word of the text, as behind the fence in Markdown.
  static func page(of tree: HTMLTree, isDocument: Bool = false, hasFences: Bool = false) -> HTMLPage {
    var builder = HTMLBlockBuilder(tree)
    builder.isDocument = isDocument
    builder.hasFences = hasFences
    builder.run()
    return builder.page
  }

  private init(_ tree: HTMLTree) {
    self.tree = tree
    let count = tree.nodes.count
    page = HTMLPage(
      own: Array(repeating: [], count: count), first: Array(repeating: 0, count: count), last: Array(repeating: 0, count: count))
    page.utf8.reserveCapacity(tree.bytes.count / 2)
  }

  private mutating func run() {
    var index = 0
    while index < tree.nodes.count {
      close(before: index)
      let node = tree.nodes[index]
      if node.tag == .text {
        append(Int(node.text.lowerBound)..<Int(node.text.upperBound))
        index += 1
        continue
      }
      if node.tag == .rt, rubies > 0 {
        reading += tree.textContent(of: index)
        page.first[index] = Int32(page.blocks.count)
        page.last[index] = Int32(page.blocks.count)
        index = Int(node.end)
        continue
      }
      let isTemplate = node.tag == .template && tree.value(.shadowrootmode, of: index) == nil
      if node.tag.isNeverShown && !(node.isForeign && node.tag != .title && node.tag != .desc && node.tag != .style && node.tag != .script)
        || isTemplate
      {
        page.first[index] = Int32(page.blocks.count)
        page.last[index] = Int32(page.blocks.count)
        index = Int(node.end)
        continue
      }
      enter(index, node)
      index += 1
    }
    close(before: .max)
    flush()
    page.inlines = recorder.inlines
  }

  // MARK: elements

  private mutating func enter(_ index: Int, _ node: HTMLNode) {
    page.own[index] = signs(of: index, node)
    switch node.tag {
    case .a:
      if isLink(index) {
        // Neighbours in a menu, which only its style sheet parts.
        if block != nil, linkEnd == page.utf8.count, !isDocument { isBlankPending = true }
        links += 1
        block?.links += 1
      }
    case .b, .strong: bolds += 1
    case .pre, .listing, .xmp, .plaintext: pres += 1
    case .blockquote: quotes += 1
    case .figure: figures += 1
    case .ruby: rubies += 1
    case .br: lineBreak()
    case .img: image(index)
    case .option, .button, .label: isBlankPending = true
    case .input:
      isBlankPending = true
      if block == nil, let type = tree.value(.type, of: index), type.elementsEqual("checkbox".utf8) {
        lists.check(isDone: tree.value(.checked, of: index) != nil)
      }
    default: break
    }
    if hasFences, node.tag == .code, pres > 0, block == nil { codeLanguage(index) }
    if let kind = inlineKind(index, node.tag) { recorder.open(kind, node: index) }
    if node.tag == .table, tables == 0, TableShape.isData(tree, index) {
      flush()
      tables = 1
      dataTable = Int32(index)
    }
    if node.tag.isBlock {
      if tables == 0 { flush() } else { tableStep(node.tag) }
      holders.append(Int32(index))
    }
    lists.enter(node.tag, start: node.tag == .ol ? tree.value(.start, of: index) : nil)
    if isNamed { recorder.addAnchor(index, at: page.utf8.count + (block == nil && !page.utf8.isEmpty ? 1 : 0)) }
    if tool < 0, !node.tag.isBlock, !page.own[index].isDisjoint(with: .junk), let holder = holders.last,
      tree.nodes[Int(holder)].tag.headingLevel > 0
    {
      flush()
      tool = Int32(index)
    }
    page.first[index] = Int32(page.blocks.count)
    open.append(Int32(index))
  }

  private func inlineKind(_ node: Int, _ tag: HTMLTag) -> Inline.Kind? {
    switch tag {
    case .a: tree.value(.href, of: node) == nil ? nil : isNote(node) ? .note : .link
    case .em, .i, .cite: .emphasis
    case .b, .strong: .strong
    // The names of a table's columns.
    case .th: tables > 0 ? .strong : nil
    case .code, .kbd, .samp, .tt: pres > 0 ? nil : .code
    case .del, .s, .strike: .deletion
    default: nil
    }
  }

  /// Whether a link within the page is a reference to a note: a raised one, or named so.
  private func isNote(_ node: Int) -> Bool {
    if let type = tree.value(.epubType, of: node), type.elementsEqual("noteref".utf8) { return true }
    guard !isLink(node) else { return false }
    if let role = tree.value(.role, of: node), role.elementsEqual("doc-noteref".utf8) { return true }
    let parent = Int(tree.nodes[node].parent)
    if parent >= 0, tree.nodes[parent].tag == .sup { return true }
    let inner = node + 1
    return inner < tree.nodes[node].end && tree.nodes[inner].tag == .sup
  }

  /// Whether an anchor leads to another page.
  private func isLink(_ node: Int) -> Bool { tree.value(.href, of: node).map { $0.first != 0x23 } ?? false }

  /// The open elements of characters with their reading, and the reading: it stands in brackets behind all of them, so that the
  /// characters are found as a word.
  private var rubies = 0
  private var reading: [UInt8] = []

  private mutating func endRuby() {
    rubies -= 1
    let folded = reading[...].foldingBlanks()
    reading = []
    guard !folded.isEmpty else { return }
    isBlankPending = false
    append(bytes: ("（".utf8 + folded + "）".utf8)[...])
  }

  /// A tool inside a heading, as a link to edit it: a block of its own.
  private var tool: Int32 = -1
  private var dataTable: Int32 = -1

  private mutating func close(before index: Int) {
    while let last = open.last, Int(tree.nodes[Int(last)].end) <= index {
      open.removeLast()
      let tag = tree.nodes[Int(last)].tag
      if let kind = inlineKind(Int(last), tag) { recorder.close(kind, end: page.utf8.count) }
      switch tag {
      case .a:
        if isLink(Int(last)) {
          links -= 1
          linkEnd = page.utf8.count
        }
      case .b, .strong: bolds -= 1
      case .pre, .listing, .xmp, .plaintext:
        flush()
        pres -= 1
      case .blockquote: quotes -= 1
      case .figure: figures -= 1
      case .ruby: endRuby()
      case .option, .button, .label: isBlankPending = true
      default: break
      }
      if tag.isBlock {
        if tables == 0 { flush() }
        holders.removeLast()
        lists.leave(tag)
      }
      if last == tool {
        flush()
        tool = -1
      }
      if last == dataTable {
        flush()
        tables = 0
        dataTable = -1
      }
      page.last[Int(last)] = Int32(page.blocks.count + (block == nil ? 0 : 1))
    }
  }

  private mutating func signs(of index: Int, _ node: HTMLNode) -> PageSigns {
    var signs: PageSigns = []
    isNamed = false
    for attribute in node.attributes.map({ tree.attributes[Int($0)] }) {
      let value = tree.bytes[Int(attribute.value.lowerBound)..<Int(attribute.value.upperBound)]
      if attribute.name == .id || attribute.name == .name && node.tag == .a { isNamed = true }
      switch attribute.name {
      // A heading's identifier is often made of its words.
      case .id where node.tag.headingLevel > 0: break
      case .class, .id, .role, .itemprop:
        if node.tag != .html, node.tag != .body { signs.formUnion(PageWords.signs(of: value)) }
      case .epubType: if PageWords.signs(of: value).contains(.footnote) { signs.insert(.footnote) }
      case .hidden: signs.insert(.hidden)
      case .style: if Self.hides(value) { signs.insert(.hidden) }
      default: break
      }
    }
    switch node.tag {
    case .nav, .menu: signs.insert(.navigation)
    case .aside: signs.insert(.sidebar)
    case .footer: signs.insert(.footer)
    case .header: signs.insert(.header)
    case .form, .select, .button, .textarea, .video, .audio, .object, .dialog, .fieldset: signs.insert(.form)
    case .noscript: signs.insert(.noscript)
    case .figure: signs.insert(.figure)
    case .figcaption: signs.insert(.caption)
    case .blockquote: signs.insert(.quote)
    case .li, .dd, .dt: signs.insert(.list)
    case .pre, .listing, .xmp: signs.insert(.code)
    case .time: signs.insert(.date)
    case .address: signs.insert(.byline)
    case .article, .main: signs.insert(.content)
    default: break
    }
    return signs
  }

  /// display: none, visibility: hidden.
  private static func hides(_ style: ArraySlice<UInt8>) -> Bool {
    let letters = style.prefix(400).filter { $0 > 0x20 }.map { $0 | 0x20 }
    return letters.holds("display:none") || letters.holds("visibility:hidden")
  }

  /// A picture's alternative text is a caption where it has several words and stands alone in a figure without one.
  private mutating func image(_ index: Int) {
    if isDocument, let alt = tree.value(.alt, of: index), !alt.isEmpty {
      if block != nil || tables > 0 { return append(bytes: alt) }
      return caption(alt)
    }
    guard block == nil, tables == 0, figures == 1, imagesLeft > 0, let figure = open.last(where: { tree.nodes[Int($0)].tag == .figure }),
      let alt = tree.value(.alt, of: index), alt.split(separator: 0x20).count >= 3
    else { return }
    imagesLeft -= 1
    for node in Int(figure)..<Int(tree.nodes[Int(figure)].end) where tree.nodes[node].tag == .figcaption { return }
    caption(alt)
  }

  /// What stands behind the fence of a block of code in Markdown: a line of its own.
  private mutating func codeLanguage(_ node: Int) {
    guard let name = tree.value(.class, of: node), name.starts(with: "language-".utf8) else { return }
    let open = pres
    pres = 0
    kindOverride = .caption
    append(bytes: name.dropFirst(9))
    if let more = tree.value(.dataMeta, of: node) {
      isBlankPending = true
      append(bytes: more)
    }
    flush()
    kindOverride = nil
    pres = open
  }

  private mutating func caption(_ alt: ArraySlice<UInt8>) {
    flush()
    kindOverride = .img
    append(bytes: alt)
    flush()
    kindOverride = nil
  }

  private var kindOverride: HTMLTag?
  /// Each picture's figure is searched for a caption: no more of them than any article has.
  private var imagesLeft = 500

  private mutating func lineBreak() {
    if tables > 0 {
      isBlankPending = true
      return
    }
    if pres > 0, block != nil {
      page.utf8.append(0x0A)
      return
    }
    isBlankPending = true
    breaks += 1
    if breaks >= 2 { return flush() }
    if block != nil { lineEnds.append(page.utf8.count) }
  }

  /// Where a line of the block that is being written ends: the blank that follows stands there.
  private var lineEnds: [Int] = []

  /// Verse, addresses, dates of a tour: lines that were broken on purpose keep their ends. Those of a paragraph that was broken at some
  /// width are long, or begin in the middle of a sentence.
  private mutating func keepLines(_ done: PageBlock) {
    defer { lineEnds.removeAll(keepingCapacity: true) }
    guard lineEnds.count >= 2, done.kind.headingLevel == 0, Int(done.letters) <= 60 * (lineEnds.count + 1) else { return }
    let ends = lineEnds.filter { $0 + 1 < done.bytes.upperBound && page.utf8[$0] == 0x20 }
    guard ends.count >= 2 else { return }
    let isLower = ends.count { page.utf8[$0 + 1] &- 0x61 < 26 }
    let starts = [done.bytes.lowerBound] + ends
    let longest = zip(starts, ends + [done.bytes.upperBound]).map { $1 - $0 }.max() ?? 0
    guard longest <= 240, isLower * 3 <= ends.count else { return }
    for end in ends { page.utf8[end] = 0x0A }
  }

  /// Rows of a table end with a line feed, its cells with a tab.
  private mutating func tableStep(_ tag: HTMLTag) {
    guard block != nil else { return }
    switch tag {
    case .tr, .caption, .thead, .tbody, .tfoot: if page.utf8.last != 0x0A { trimAndAppend(0x0A) }
    case .td, .th: if page.utf8.last != 0x0A { trimAndAppend(0x09) }
    default: isBlankPending = true
    }
  }

  private mutating func trimAndAppend(_ byte: UInt8) {
    guard let start = block?.bytes.lowerBound else { return }
    while byte == 0x0A, page.utf8.count > start, page.utf8[page.utf8.count - 1] == 0x09 { page.utf8.removeLast() }
    page.utf8.append(byte)
    isBlankPending = false
  }

  // MARK: text

  private mutating func append(_ range: Range<Int>) { append(bytes: tree.bytes[range]) }

  private mutating func append(bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count {
        let byte = text[index]
        let isSpace = byte == 0x20 || byte >= 0x09 && byte <= 0x0D
        let isHardSpace = byte == 0xC2 && index + 1 < text.count && text[index + 1] == 0xA0
        if isSpace || isHardSpace {
          if pres > 0, block != nil, isSpace {
            if byte != 0x0D { page.utf8.append(byte) }
          } else {
            isBlankPending = true
          }
          index += isHardSpace ? 2 : 1
          continue
        }
        if block == nil {
          // A blank of no width at a block's start is nothing: alone it would be a row of nothing.
          if byte == 0xE2, index + 2 < text.count, text[index + 1] == 0x80, text[index + 2] == 0x8B {
            index += 3
            continue
          }
          begin()
        }
        if isBlankPending {
          if let start = block?.bytes.lowerBound, page.utf8.count > start, let last = page.utf8.last, last > 0x20 { page.utf8.append(0x20) }
          isBlankPending = false
        }
        breaks = 0
        if recorder.isWaiting { recorder.begin(at: page.utf8.count) }
        let end = count(text, from: index)
        page.utf8.append(contentsOf: UnsafeBufferPointer(rebasing: text[index..<end]))
        index = end
      }
    }
  }

  /// Counts the letters and stops of a word; the index behind it, at the next white space. O(its length).
  private mutating func count(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var letters: Int32 = 0
    var stops: Int32 = 0
    var index = start
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        if byte <= 0x20, byte == 0x20 || byte >= 0x09 && byte <= 0x0D { break }
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: letters += 1
        case 0x2E, 0x2C, 0x21, 0x3F: stops += 1
        default: break
        }
        index += 1
        continue
      }
      let second = index + 1 < text.count ? text[index + 1] : 0
      let third = index + 2 < text.count ? text[index + 2] : 0
      if byte == 0xC2, second == 0xA0 { break }
      switch byte {
      case 0xE3 where second == 0x80 && third <= 0x82: stops += 1
      case 0xEF where second == 0xBC && (third == 0x8C || third == 0x81 || third == 0x9F): stops += 1
      case 0xC3...0xDF: letters += 1
      case 0xE3...0xED: letters += 3
      case 0xE0...0xE1, 0xF0...: letters += 1
      default: break
      }
      index += min(length(of: byte), text.count - index)
    }
    block?.letters += letters
    block?.stops += stops
    if links > 0 { block?.linkLetters += letters }
    if bolds > 0 { block?.boldLetters += letters }
    return index
  }

  private mutating func begin() {
    if !page.utf8.isEmpty { page.utf8.append(0x0A) }
    let holder = holders.last ?? 0
    block = PageBlock(
      bytes: page.utf8.count..<page.utf8.count, node: tool >= 0 ? tool : holder, kind: tool >= 0 ? .span : kind(of: holder))
    if links > 0 { block?.links = 1 }
    isBlankPending = false
  }

  /// The innermost of the last few holders that says what a block is.
  private func kind(of holder: Int32) -> HTMLTag {
    if let kindOverride { return kindOverride }
    if tables > 0 { return .table }
    if pres > 0 { return .pre }
    for index in holders.suffix(4).reversed() {
      let tag = tree.nodes[Int(index)].tag
      switch tag {
      case .h1, .h2, .h3, .h4, .h5, .h6, .p, .li, .td, .th, .dd, .dt, .figcaption, .legend, .summary, .caption: return tag
      case .div, .span, .section, .header, .other: continue
      default: return tag
      }
    }
    return .div
  }

  /// Ends the block that is being written.
  private mutating func flush() {
    isBlankPending = false
    breaks = 0
    guard var done = block else { return }
    block = nil
    while let last = page.utf8.last, last == 0x20 || last == 0x0A || last == 0x09, page.utf8.count > done.bytes.lowerBound {
      page.utf8.removeLast()
    }
    done.bytes = done.bytes.lowerBound..<page.utf8.count
    keepLines(done)
    recorder.endBlock(done.bytes, item: tables > 0 ? nil : lists.mark(done.bytes))
    page.blocks.append(done)
  }
}

/// Tells tables of data from those that only lay out a page.
enum TableShape {
  /// At least two rows and two columns, short cells, no table and no heading inside. O(subtree); stops at the first table within.
  static func isData(_ tree: HTMLTree, _ table: Int) -> Bool {
    var rows = 0
    var cells = 0
    var longest = 0
    var inCell = 0
    for index in table + 1..<max(table + 1, Int(tree.nodes[table].end)) {
      switch tree.nodes[index].tag {
      case .table, .h1, .h2, .h3, .form, .article, .section, .nav: return false
      case .tr: rows += 1
      case .td, .th:
        cells += 1
        inCell = 0
      case .text:
        inCell += tree.nodes[index].text.count
        longest = max(longest, inCell)
      default: break
      }
    }
    return rows >= 2 && cells >= 2 * rows && longest < 600
  }
}

extension [UInt8] {
  /// Whether ASCII text stands in it. O(n · length), for short lists.
  func holds(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { needle in
      guard needle.count <= count, let first = needle.first else { return false }
      for start in 0...(count - needle.count) where self[start] == first {
        if (1..<needle.count).allSatisfy({ self[start + $0] == needle[$0] }) { return true }
      }
      return false
    }
  }
}
