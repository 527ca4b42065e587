/// The roles of a page's blocks, once it is known which element holds the article.

struct HTMLRoles {
  let tree: HTMLTree
  let page: HTMLPage
  let blocks: [PageBlock]
  private let text: [UInt8]
  let range: Range<Int>
  let facts: [BlockFacts?]
  private(set) var roles: [Role]
  /// What gave each block its role; empty where nobody asks.
  private(set) var rules: [HTMLRule] = []
  /// The first and the last paragraph of the article's prose.
  private(set) var prose: Range<Int>
  /// The kind of element that the article's paragraphs mostly are.
  private let paragraphKind: HTMLTag

  /// - Parameters:
  ///   - finder: with the element that holds the article.
  ///   - title: the block that is the title, where the page shows one.
  init(tree: HTMLTree, page: HTMLPage, finder: HTMLContentFinder, title: Int?, book: PhraseBook) {
    self.tree = tree
    self.page = page
    blocks = finder.blocks
    text = page.utf8
    range = finder.range
    var letters: [HTMLTag: Int32] = [:]
    for block in blocks[range] where block.prose > 0 { letters[block.kind, default: 0] += block.prose }
    paragraphKind = letters.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key ?? .p
    facts = page.utf8.withUnsafeBufferPointer { [blocks, range] text in
      blocks.indices.map { index in
        guard range.contains(index), blocks[index].bytes.count <= BlockFacts.shortBytes else { return nil }
        return BlockFacts(text, block: Block(role: .body, bytes: blocks[index].bytes), layout: BlockLayout(), book: book)
      }
    }
    roles = Array(repeating: .promo, count: blocks.count)
    if RoleTrace.current != nil { rules = Array(repeating: .outside, count: blocks.count) }
    prose = range
    setRoles(title)
  }

  private mutating func setRoles(_ title: Int?) {
    for index in range {
      let (role, rule) = role(of: index)
      give(index, role, rule)
    }
    judgeLists()
    judgeOtherArticles(title)
    judgeBoxes(title)
    judgeCapitals()
    let body = range.filter { roles[$0] == .body || roles[$0] == .quote || roles[$0] == .list || roles[$0] == .code || roles[$0] == .table }
    let strong = body.filter { blocks[$0].prose > 0 }
    let first = strong.first ?? body.first ?? range.lowerBound
    let last = strong.last ?? body.last ?? range.lowerBound
    prose = first..<max(first, last + 1)
    if let title, range.contains(title), title < first || title == range.lowerBound {
      judgeHead(title, first)
    } else {
      judgeHead(nil, first)
    }
    judgeTail(last)
    judgeItems()
    judgeHeadings(title)
    judgeBylines(title, first)
    judgeAttributions()
    judgeCalls()
    if let title { give(title, .title, .title) }
  }

  mutating func give(_ index: Int, _ role: Role, _ rule: HTMLRule) {
    roles[index] = role
    if !rules.isEmpty { rules[index] = rule }
  }

  // MARK: one block

  private func role(of index: Int) -> (Role, HTMLRule) {
    let block = blocks[index]
    let signs = block.signs
    if !signs.isDisjoint(with: .junk) {
      // What others posted, set into the text.
      if signs.contains(.quote), signs.isDisjoint(with: PageSigns.junk.subtracting([.sidebar, .share])), block.prose > 0 || block.links > 0
      {
        return (block.links > 0 || block.letters > 300 ? .quote : .pullquote, .post)
      }
      return (.promo, .junk)
    }
    if block.letters == 0 { return (.credit, .noLetters) }
    if block.near.contains(.credit) && block.letters < 150 { return (.credit, .namedCredit) }
    if block.kind == .img || block.kind == .figcaption || signs.contains(.figure) && block.kind != .p && block.kind != .blockquote
      || signs.contains(.caption) && block.letters < 600
    {
      return (.caption, .figure)
    }
    if signs.contains(.figure), block.prose == 0 { return (.caption, .figure) }
    if isAddress(index) || isCopyright(index) { return (.credit, .rights) }
    if endsWithCredit(index) { return (.caption, .creditAtEnd) }
    if block.near.contains(.pullquote), block.letters < 400 { return (.pullquote, .namedPullquote) }
    if signs.contains(.biography), block.letters < 800 { return (.promo, .biography) }
    if block.kind.headingLevel > 0 {
      if let facts = facts[index], facts.begins(.bylines), block.near.contains(.byline) { return (.credit, .byline) }
      return block.letters < 300 ? (.headline, .heading) : (.body, .longHeading)
    }
    if signs.contains(.code) || block.kind == .pre { return (.code, .code) }
    if block.kind == .table { return (.table, .table) }
    if isTeaser(index) { return (.promo, .teaser) }
    if block.letters < 90, block.near.contains(.byline) || block.near.contains(.date) || block.near.contains(.meta), !isSentence(index) {
      return (.credit, .meta)
    }
    if let facts = facts[index], facts.begins(.dates), facts.words <= 10, facts.has(.time) || facts.has(.digits) { return (.credit, .date) }
    if signs.contains(.footnote) { return (.footnote, .footnote) }
    if signs.contains(.quote) { return (.quote, .quote) }
    if block.kind == .li || block.kind == .dd || block.kind == .dt { return (.list, .item) }
    if block.linkShare > 0.6, block.letters < 250, !(block.kind == .p && block.links > 1 && isSentence(index)) {
      return block.kind == .p && isSentence(index) && block.linkShare < 0.9 ? (.body, .sentenceOfLinks) : (.promo, .links)
    }
    if block.kind != .p, block.kind != paragraphKind, block.prose == 0, !isSentence(index) { return (.promo, .fragment) }
    if block.kind != .p, block.prose == 0, block.letters < 25, !isSentence(index) { return (.promo, .fragment) }
    if isBoldHeadline(index) { return (.headline, .bold) }
    return (.body, .paragraph)
  }

  private func isSentence(_ index: Int) -> Bool {
    guard let facts = facts[index] else { return true }
    return facts.isSentence || facts.last == .colon
  }

  /// A line that calls to act or names other articles.
  private func isTeaser(_ index: Int) -> Bool {
    guard let facts = facts[index] else { return false }
    let block = blocks[index]
    guard block.kind.headingLevel == 0 else { return false }
    if facts.begins(.footers), facts.words <= 12 { return true }
    if facts.isPhrase(.teasers) { return true }
    if facts.begins(.teasers), block.linkShare > 0.3 || facts.has(.allCaps) && facts.words <= 8 { return true }
    if facts.begins(.teasers), facts.has(.colon), block.links > 0 || facts.words <= 14 { return true }
    if facts.last == .arrow, block.links > 0 { return true }
    if facts.begins(.credits), facts.words <= 12, !facts.isSentence, facts.has(.colon) { return true }
    return false
  }

  /// A paragraph all in bold, short, no sentence: a headline by its looks.
  private func isBoldHeadline(_ index: Int) -> Bool {
    let block = blocks[index]
    guard let facts = facts[index], block.kind == .p || block.kind == .div, block.boldLetters * 10 > block.letters * 9, block.links == 0
    else { return false }
    return facts.words > 0 && facts.words <= 12 && !facts.isSentence && facts.last != .colon && facts.last != .comma
      && !facts.has(.startsLower) && !facts.has(.startsSign) && !facts.begins(.bylines) && !facts.begins(.credits)
  }

  // MARK: blocks together

  /// Lists of links are menus or other articles.
  private mutating func judgeLists() {
    var index = range.lowerBound
    while index < range.upperBound {
      guard roles[index] == .list else {
        index += 1
        continue
      }
      var end = index
      var letters: Int32 = 0
      var links: Int32 = 0
      while end < range.upperBound, roles[end] == .list {
        letters += blocks[end].letters
        links += blocks[end].linkLetters
        end += 1
      }
      if links * 10 > letters * 6 || isListOfArticles(index..<end) { for item in index..<end { give(item, .promo, .listOfLinks) } }
      index = end
    }
  }

  /// Three items and more, each with a link, in an element that holds nothing else: excerpts of other articles.
  private func isListOfArticles(_ items: Range<Int>) -> Bool {
    let linked = items.count(where: { blocks[$0].links > 0 })
    guard items.count >= 3, linked * 5 >= items.count * 4 else { return false }
    let list = tree.nodes[Int(blocks[items.lowerBound].node)].parent
    guard list > 0 else { return false }
    let around = tree.nodes[Int(list)].parent
    guard around > 0 else { return false }
    return Int(page.first[Int(around)]) >= items.lowerBound - 2 && Int(page.last[Int(around)]) <= items.upperBound + 1
      && (items.lowerBound > range.lowerBound || items.upperBound < range.upperBound)
      && range.reduce(0, { $0 + (items.contains($1) ? 0 : blocks[$1].prose) }) > 300
  }

  /// `<article>` elements with a heading of their own beside the one that has the title.
  private mutating func judgeOtherArticles(_ title: Int?) {
    guard let title else { return }
    let total = range.reduce(0) { $0 + blocks[$1].prose }
    var others: [(held: Range<Int>, parent: Int32, own: Int32)] = []
    for node in tree.nodes.indices where tree.nodes[node].tag == .article {
      let held = Int(page.first[node])..<Int(page.last[node])
      guard !held.isEmpty, range.contains(held.lowerBound), !held.contains(title), held.lowerBound > title,
        held.prefix(4).contains(where: { blocks[$0].kind.headingLevel > 0 || blocks[$0].linkShare > 0.9 && blocks[$0].letters > 15 })
      else { continue }
      let prose = held.reduce(0, { $0 + blocks[$1].prose })
      guard prose * 2 < total else { continue }
      // What leads to a page of its own is an article of its own.
      let heading = held.prefix(6).first { blocks[$0].kind.headingLevel > 0 }
      let isPart = heading.map { blocks[$0].linkShare <= 0.9 } ?? false
      others.append((held, tree.nodes[node].parent, isPart ? prose : 0))
    }
    // Several beside each other that are most of the text are its parts, as the entries of a live blog or the answers to a question.
    let groups = Dictionary(others.map { ($0.parent, $0.own) }, uniquingKeysWith: +)
    for other in others where (groups[other.parent] ?? 0) * 2 < total {
      for index in other.held { give(index, .promo, .otherArticle) }
    }
  }

  /// What stands before the first paragraph: labels, dates, names are no text.
  private mutating func judgeHead(_ title: Int?, _ first: Int) {
    for index in range.lowerBound..<max(range.lowerBound, first)
    where roles[index] == .body || roles[index] == .list || roles[index] == .headline {
      if let title, index > title, roles[index] == .body, blocks[index].letters > 20, isSentence(index) { continue }
      if roles[index] == .headline, title == nil || index > (title ?? 0), isHeadlineOfBody(index, first) { continue }
      give(index, roles[index] == .body && blocks[index].linkShare < 0.5 ? .credit : .promo, .aboveText)
    }
  }

  private func isHeadlineOfBody(_ index: Int, _ first: Int) -> Bool {
    (index + 1..<max(index + 1, first)).allSatisfy {
      roles[$0] != .headline || blocks[$0].kind.headingLevel > blocks[index].kind.headingLevel
    }
  }

  /// What stands behind the last paragraph: short lines are no text.
  private mutating func judgeTail(_ last: Int) {
    guard last + 1 < range.upperBound else { return }
    for index in last + 1..<range.upperBound {
      switch roles[index] {
      case .body where !(blocks[index].kind == .p && isSentence(index) && blocks[index].linkShare < 0.5): give(index, .promo, .belowText)
      case .list where blocks[index].linkShare > 0.4: give(index, .promo, .belowText)
      default: break
      }
    }
  }

  /// A headline without text below it is none; nor is one that leads to another page where the article's others do not.
  private mutating func judgeHeadings(_ title: Int?) {
    let headlines = range.filter { roles[$0] == .headline && $0 != title }
    let linked = headlines.filter { blocks[$0].linkShare > 0.9 && blocks[$0].letters > 15 }
    if linked.count <= 2 || linked.count * 2 < headlines.count { for index in linked { give(index, .promo, .linkedHeading) } }
    var hasText: [Bool] = Array(repeating: false, count: 8)
    for index in range.reversed() {
      switch roles[index] {
      case .headline:
        let level = max(1, blocks[index].kind.headingLevel > 0 ? blocks[index].kind.headingLevel : 6)
        // Text counts for the headline right above it and for those of higher levels above that.
        // A teaser's words head other articles, unless text stands right below.
        let next = index + 1 < range.upperBound ? roles[index + 1] : .promo
        let isTeased = facts[index].map { $0.begins(.teasers) && $0.words <= 6 || $0.begins(.footers) } ?? false
        if !hasText[level] || isAlone(index) || isTeased && (next == .promo || next == .headline)
          || blocks[index].linkShare > 0.9 && blocks[index].letters > 30 && !hasText[level]
        {
          give(index, .promo, .emptyHeading)
        } else {
          for deeper in level..<8 { hasText[deeper] = false }
        }
      case .body, .quote, .list, .code, .table, .footnote:
        for level in hasText.indices { hasText[level] = true }
      default: break
      }
    }
  }
}
