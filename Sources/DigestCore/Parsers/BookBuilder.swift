/// One article from the pages of a book: all of them are the article, and what markup and tables of contents say gives the roles.

/// Puts pages together, one after the other. What a page becomes depends on those before it and on the tables alone, so that the article
/// of a book's beginning is a prefix of the whole one. O(n).
struct BookBuilder {
  private(set) var utf8: [UInt8] = []
  private(set) var blocks: [Block] = []
  private(set) var printedPages: [PrintedPage] = []
  private var joiner = MarkupJoiner()
  private var pages = 0
  /// The title and what else the head of a book repeats of its metadata, as letters; the title until it was found.
  private var title: String?
  private let credits: [String]
  /// The level and the heading's rank of the latest headline that a table of contents names.
  private var latest: (level: Int, rank: Int)?
  private(set) var hasTitle = false
  /// Where the latest page begins.
  private var pageStart = 0

  /// How many pages may hold the title and the credits, and how many blocks.
  private static let headPages = 4
  private static let headBlocks = 24
  /// So many letters are no headline.
  private static let longHeadline = 400
  /// A headline stands at most so many blocks behind the place that a table of contents names.
  private static let near = 4

  /// - Parameter metadata: the book's, for the lines of its head that repeat it.
  init(_ metadata: Metadata) {
    title = metadata.title?.foldedLetters
    credits =
      ((metadata.byline?.split(separator: ";").map(String.init) ?? [])
      + [metadata.byline, metadata.published, metadata.publisher]
      .compactMap { $0 }).map(\.foldedLetters).filter { !$0.isEmpty }
  }

  /// Adds a page.
  ///
  /// - Parameters:
  ///   - path: as links of other pages name it.
  ///   - entries: what tables of contents name in it.
  ///   - printed: the pages of the printed book that a list of them names in it; nil where there is no list: then its own marks count.
  ///   - isContents: whether it is a table of contents itself: that is no part of the text.
  ///   - leaving: how many blocks at its end are left out, as what follows may still change them.
  mutating func add(
    _ tree: HTMLTree, path: String, entries: [BookEntry] = [], printed: [BookEntry]? = nil, isContents: Bool = false, leaving: Int = 0
  ) {
    var page = HTMLBlockBuilder.page(of: tree, isDocument: true)
    page.blocks = HTMLContentFinder(tree: tree, page: page).blocks
    let isContents = isContents || Self.isListOfLinks(page, tree)
    var roles = page.blocks.map { isContents ? Role.promo : Self.role($0) }
    var levels = [Int](repeating: 0, count: roles.count)
    if !isContents {
      let marks = self.marks(entries, page, tree)
      let missing = name(marks, &page, &roles, &levels)
      insert(missing, into: &page, &roles, &levels)
      setHead(page, &roles)
      setLevels(page, roles, &levels)
    }
    append(page, tree, path, roles, levels, leaving)
    addPrintedPages(printed, page, tree)
    pages += 1
  }

  /// The markup of all pages.
  func markup() -> Markup { joiner.markup(length: utf8.count) }

  // MARK: roles

  private static func role(_ block: PageBlock) -> Role {
    if block.signs.contains(.hidden) { return .promo }
    if block.signs.contains(.footnote) { return .footnote }
    if block.kind.headingLevel > 0, block.letters > 0, block.letters < longHeadline, block.signs.isDisjoint(with: [.quote, .cell]) {
      return .headline
    }
    if block.kind == .img || block.kind == .figcaption || block.near.contains(.caption) { return .caption }
    if block.kind == .table { return .table }
    if block.kind == .pre || block.signs.contains(.code) { return .code }
    if block.signs.contains(.quote) { return .quote }
    return block.signs.contains(.list) ? .list : .body
  }

  /// Whether nearly all of a page leads to other pages of the book: a table of contents that no one calls so.
  private static func isListOfLinks(_ page: HTMLPage, _ tree: HTMLTree) -> Bool {
    let lines = page.blocks.filter { $0.kind.headingLevel == 0 }
    let letters = lines.reduce(0) { $0 + Int($1.letters) }
    guard lines.count > 1, lines.reduce(0, { $0 + Int($1.linkLetters) }) * 10 > letters * 7 else { return false }
    return !tree.nodes.indices.contains { node in
      tree.nodes[node].tag == .a && tree.string(.href, of: node)?.contains("://") == true
    }
  }

  /// The title, once, and lines that hold a name or a date of the metadata alone: in the first pages.
  private mutating func setHead(_ page: HTMLPage, _ roles: inout [Role]) {
    guard pages < Self.headPages else { return }
    for index in page.blocks.indices where blocks.count + index < Self.headBlocks && page.blocks[index].letters < Self.longHeadline {
      let letters = Self.text(page, index).foldedLetters
      if letters == title, roles[index] == .headline || roles[index] == .body {
        roles[index] = .title
        title = nil
        hasTitle = true
      } else if roles[index] == .body, credits.contains(letters) {
        roles[index] = .credit
      }
    }
  }

  private static func text(_ page: HTMLPage, _ block: Int) -> String {
    String(decoding: page.utf8[page.blocks[block].bytes], as: UTF8.self)
  }

  // MARK: headlines

  /// An entry of a table of contents and the block at which it points.
  private struct Mark {
    var entry: BookEntry
    var block: Int
  }

  private func marks(_ entries: [BookEntry], _ page: HTMLPage, _ tree: HTMLTree) -> [Mark] {
    guard !entries.isEmpty else { return [] }
    let places = Self.places(page, tree)
    let marks = entries.map { entry -> Mark in
      let byte = entry.fragment.flatMap { places[$0] } ?? 0
      var low = 0
      var high = page.blocks.count
      while low < high {
        let middle = (low + high) / 2
        if page.blocks[middle].bytes.upperBound <= byte { low = middle + 1 } else { high = middle }
      }
      return Mark(entry: entry, block: low)
    }
    return marks.enumerated().sorted { ($0.element.block, $0.offset) < ($1.element.block, $1.offset) }.map(\.element)
  }

  /// The places of a page that have names.
  private static func places(_ page: HTMLPage, _ tree: HTMLTree) -> [String: Int] {
    var places: [String: Int] = [:]
    for anchor in page.inlines.anchors {
      for attribute in [HTMLAttributeName.id, .name] {
        if let name = tree.string(attribute, of: Int(anchor.node)), places[name] == nil { places[name] = anchor.byte }
      }
    }
    return places
  }

  /// The pages of the printed book, where a list or the page itself marks them.
  private mutating func addPrintedPages(_ printed: [BookEntry]?, _ page: HTMLPage, _ tree: HTMLTree) {
    var found: [PrintedPage] = []
    if let printed {
      guard !printed.isEmpty else { return }
      let places = Self.places(page, tree)
      for entry in printed {
        guard let byte = entry.fragment.map({ places[$0] }) ?? 0 else { continue }
        found.append(PrintedPage(label: entry.label, byte: pageStart + byte))
      }
    } else {
      for anchor in page.inlines.anchors {
        guard let type = tree.value(.epubType, of: Int(anchor.node)), type.elementsEqual("pagebreak".utf8),
          let label = tree.string(.title, of: Int(anchor.node))
        else { continue }
        found.append(PrintedPage(label: label, byte: pageStart + anchor.byte))
      }
    }
    printedPages += found.filter { $0.byte < utf8.count }
  }

  /// Makes headlines of the blocks that entries name; those that no block bears are given back. Lines that are one headline become one block.
  private func name(_ marks: [Mark], _ page: inout HTMLPage, _ roles: inout [Role], _ levels: inout [Int]) -> [Mark] {
    var missing: [Mark] = []
    var joined: [Range<Int>] = []
    for (number, mark) in marks.enumerated() {
      let next = number + 1 < marks.count ? marks[number + 1].block : page.blocks.count
      let label = mark.entry.label.foldedLetters
      let range = mark.block..<max(mark.block, min(max(next, mark.block + 1), mark.block + Self.near, page.blocks.count))
      // Several entries may point at one block: each takes what says the same, else a headline at the place that no other of them says.
      let free = range.filter { levels[$0] == 0 }
      let others = marks.filter { $0.block == mark.block && $0.entry != mark.entry }.prefix(20).map(\.entry.label.foldedLetters)
      if let found = bearing(label, free, page, roles) {
        for index in found { roles[index] = .headline }
        for index in found { levels[index] = mark.entry.level }
        if found.count > 1 { joined.append(found) }
      } else if let index = free.first(where: { roles[$0] == .headline }),
        !others.contains(Self.text(page, index).foldedLetters), !free.contains(where: { $0 < index && isLong($0, page, roles) })
      {
        levels[index] = mark.entry.level
      } else if !label.isEmpty, (mark.block..<max(next, range.upperBound)).contains(where: { roles[$0].isText }) {
        missing.append(mark)
      }
    }
    return join(joined, missing, &page, &roles, &levels)
  }

  /// Whether a block is more than a line before a headline, as a number or an ornament.
  private func isLong(_ block: Int, _ page: HTMLPage, _ roles: [Role]) -> Bool { roles[block].isText && page.blocks[block].letters > 20 }

  /// The lines that together are a label; or one that is most of it, with the short lines before it, as the chapter's number.
  private func bearing(_ label: String, _ free: [Int], _ page: HTMLPage, _ roles: [Role]) -> Range<Int>? {
    guard !label.isEmpty else { return nil }
    var joined = ""
    for (offset, index) in free.enumerated() {
      // A picture's alternative text says what it shows; that is a headline where text follows.
      let isLine = roles[index] == .headline || roles[index] == .body || roles[index] == .caption && roles.contains(where: \.isText)
      guard index == free[0] + offset, isLine, page.blocks[index].letters < 200 else { return nil }
      let letters = Self.text(page, index).foldedLetters
      joined += letters
      if joined == label { return free[0]..<index + 1 }
      let isPart = letters.utf8.count >= 4 && (label.hasSuffix(letters) || label.utf8.count >= 4 && letters.hasSuffix(label))
      let isMost = letters.utf8.count * 3 > label.utf8.count && letters.utf8.count < label.utf8.count * 3
      if letters == label || isPart && isMost && roles[index] != .caption {
        let isNumbered = free[..<offset].allSatisfy { page.blocks[$0].letters <= 20 && roles[$0] != .caption }
        return isNumbered ? free[0]..<index + 1 : index..<index + 1
      }
    }
    return nil
  }

  /// Makes one block of each run of blocks, which a blank parts then; gives the marks with the blocks' new numbers.
  private func join(
    _ runs: [Range<Int>], _ marks: [Mark], _ page: inout HTMLPage, _ roles: inout [Role], _ levels: inout [Int]
  ) -> [Mark] {
    guard !runs.isEmpty else { return marks }
    var heads: [Int: Range<Int>] = [:]
    var isTaken = [Bool](repeating: false, count: page.blocks.count)
    for run in runs {
      heads[run.lowerBound] = run
      for index in run.dropFirst() { isTaken[index] = true }
    }
    var numbers: [Int] = []
    var kept: [Int] = []
    for index in page.blocks.indices {
      numbers.append(kept.count)
      if !isTaken[index] { kept.append(index) }
    }
    for (head, run) in heads {
      for index in run.dropFirst() { page.utf8[page.blocks[index].bytes.lowerBound - 1] = 0x20 }
      page.blocks[head].bytes = page.blocks[head].bytes.lowerBound..<page.blocks[run.upperBound - 1].bytes.upperBound
    }
    page.blocks = kept.map { page.blocks[$0] }
    roles = kept.map { roles[$0] }
    levels = kept.map { levels[$0] }
    return marks.map { Mark(entry: $0.entry, block: $0.block < numbers.count ? numbers[$0.block] : page.blocks.count) }
  }

  /// Puts entries that no block bears as headlines before the blocks at which they point.
  private func insert(_ missing: [Mark], into page: inout HTMLPage, _ roles: inout [Role], _ levels: inout [Int]) {
    guard !missing.isEmpty else { return }
    var text: [UInt8] = []
    var made: [PageBlock] = []
    var madeRoles: [Role] = []
    var madeLevels: [Int] = []
    /// Where the old text goes on after something was put in, and by how much it moved.
    var moves: [(from: Int, by: Int)] = []
    var next = missing[...]
    for (index, block) in page.blocks.enumerated() {
      while let mark = next.first, mark.block == index {
        next.removeFirst()
        let start = text.count
        text += mark.entry.label.utf8
        var headline = PageBlock(bytes: start..<text.count, node: block.node, kind: .h2)
        headline.letters = Int32(clamping: mark.entry.label.utf8.count)
        made.append(headline)
        madeRoles.append(.headline)
        madeLevels.append(mark.entry.level)
        text.append(0x0A)
      }
      var moved = block
      moved.bytes = text.count..<text.count + block.bytes.count
      moves.append((block.bytes.lowerBound, text.count - block.bytes.lowerBound))
      text += page.utf8[block.bytes]
      if index + 1 < page.blocks.count { text.append(0x0A) }
      made.append(moved)
      madeRoles.append(roles[index])
      madeLevels.append(levels[index])
    }
    page.inlines.move(moves)
    (page.utf8, page.blocks, roles, levels) = (text, made, madeRoles, madeLevels)
  }

  /// Headlines that no table names stand below the latest that one names, as much as their headings' ranks differ.
  private mutating func setLevels(_ page: HTMLPage, _ roles: [Role], _ levels: inout [Int]) {
    for index in roles.indices where roles[index] == .headline {
      let rank = max(1, page.blocks[index].kind.headingLevel)
      if levels[index] > 0 {
        latest = (levels[index], rank)
      } else if let latest {
        levels[index] = max(1, min(9, latest.level + rank - latest.rank))
      } else {
        latest = (1, rank)
        levels[index] = 1
      }
    }
  }

  // MARK: text

  private mutating func append(
    _ page: HTMLPage, _ tree: HTMLTree, _ path: String, _ roles: [Role], _ levels: [Int], _ leaving: Int
  ) {
    let count = max(0, page.blocks.count - leaving)
    if !utf8.isEmpty, count > 0 { utf8.append(0x0A) }
    let offset = utf8.count
    pageStart = offset
    joiner.add(page, tree, at: offset, path: path)
    guard count > 0 else { return }
    utf8 += page.utf8[..<page.blocks[count - 1].bytes.upperBound]
    for index in 0..<count {
      let bytes = page.blocks[index].bytes
      blocks.append(
        Block(
          role: roles[index], level: roles[index] == .headline ? UInt8(clamping: levels[index]) : 0,
          bytes: bytes.lowerBound + offset..<bytes.upperBound + offset))
    }
  }
}

extension PageInlines {
  /// Follows a text into which something was put: from each place on it moved by so many bytes. O(n log places).
  mutating func move(_ moves: [(from: Int, by: Int)]) {
    func moved(_ byte: Int) -> Int {
      var low = 0
      var high = moves.count
      while low < high {
        let middle = (low + high) / 2
        if moves[middle].from <= byte { low = middle + 1 } else { high = middle }
      }
      return low > 0 ? byte + moves[low - 1].by : byte
    }
    for index in found.indices {
      let old = found[index].bytes
      let start = moved(old.lowerBound)
      found[index].bytes = start..<start + old.count
    }
    for index in anchors.indices { anchors[index].byte = moved(anchors[index].byte) }
  }
}
