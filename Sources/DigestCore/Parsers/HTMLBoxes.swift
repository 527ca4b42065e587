/// What stands inside an article and is none of it: boxes with a form, lists of links under a heading, calls to act, credits.

extension HTMLRoles {
  private static let boxBlocks = 10
  private static let boxLetters: Int32 = 500

  /// The largest element around a node that holds little else, inside the one that holds the article; nil where none is.
  private func box(around node: Int) -> Range<Int>? {
    var found: Range<Int>?
    var at = Int(tree.nodes[node].parent)
    while at > 0 {
      let held = Int(page.first[at])..<Int(page.last[at])
      guard held.count <= Self.boxBlocks, held.count < range.count, held.reduce(0, { $0 + blocks[$1].letters }) <= Self.boxLetters else {
        break
      }
      if !held.isEmpty { found = held }
      at = Int(tree.nodes[at].parent)
    }
    return found
  }

  /// A box with a field to type into is an offer: of a letter, of an account, of a search.
  mutating func judgeBoxes(_ title: Int?) {
    var looked = 0
    for node in tree.nodes.indices where tree.nodes[node].tag == .input && looked < 200 {
      guard range.contains(Int(page.first[node])) || range.contains(Int(page.first[node]) - 1), isField(node) else { continue }
      looked += 1
      guard let held = box(around: node), title.map({ !held.contains($0) }) ?? true, range.contains(held.lowerBound) else { continue }
      for index in held where index < range.upperBound { give(index, .promo, .box) }
    }
  }

  private func isField(_ node: Int) -> Bool {
    guard let type = tree.string(.type, of: node)?.lowercased() else { return true }
    return ["text", "email", "search", "tel", "password", "url"].contains(type)
  }

  /// Whether the element around a headline holds nothing else that is text, though it has more than the headline: a box of links.
  func isAlone(_ headline: Int) -> Bool {
    var node = Int(blocks[headline].node)
    for _ in 0..<3 {
      node = Int(tree.nodes[node].parent)
      guard node > 0 else { return false }
      let held = Int(page.first[node])..<Int(page.last[node])
      if held.count <= 1 { continue }
      guard held.lowerBound == headline, held.count <= 40, held.count < range.count else { return false }
      return held.dropFirst().allSatisfy { roles[$0] == .promo || roles[$0] == .caption || roles[$0] == .credit }
        && held.dropFirst().contains { roles[$0] == .promo }
    }
    return false
  }

  /// Items of a list most of whose items are set aside.
  mutating func judgeItems() {
    var items: [Int32: (all: Int, promos: Int)] = [:]
    func list(_ index: Int) -> Int32? { blocks[index].kind == .li ? tree.nodes[Int(blocks[index].node)].parent : nil }
    for index in range {
      guard let list = list(index) else { continue }
      items[list, default: (0, 0)].all += 1
      if roles[index] == .promo { items[list, default: (0, 0)].promos += 1 }
    }
    for index in range where roles[index] == .list {
      if let list = list(index), let count = items[list], count.all >= 3, count.promos * 3 >= count.all * 2 {
        give(index, .promo, .listOfLinks)
      }
    }
  }

  /// Short paragraphs all in capitals, each with prose below it, are headlines where there are several.
  mutating func judgeCapitals() {
    let found = range.dropLast().filter { index in
      guard roles[index] == .body, roles[index + 1] == .body, blocks[index + 1].prose > 0, let facts = facts[index] else { return false }
      return facts.has(.allCaps) && !facts.has(.dense) && facts.words <= 8 && blocks[index].letters >= 4 && blocks[index].links == 0
        && !facts.isSentence && facts.last != .colon && facts.last != .comma && !facts.has(.startsSign) && !facts.has(.startsQuote)
        && !facts.begins(.bylines) && !facts.begins(.credits) && !facts.begins(.teasers)
    }
    if found.count >= 2 { for index in found { give(index, .headline, .capitals) } }
  }

  /// Lines before the first paragraph that begin as bylines do.
  mutating func judgeBylines(_ title: Int?, _ first: Int) {
    for index in range.lowerBound..<min(range.upperBound, first + 2) where roles[index] == .headline || roles[index] == .body {
      guard index != title, let facts = facts[index], facts.begins(.bylines), facts.words <= 20, blocks[index].stops <= 4,
        facts.words <= 6 || facts.has(.time) || facts.has(.year)
      else { continue }
      if !facts.isSentence || facts.has(.time) || facts.has(.year) { give(index, .credit, .meta) }
    }
  }

  /// A short link right below a quotation, or in brackets, says where that is from.
  mutating func judgeAttributions() {
    for index in range.dropFirst() where roles[index] == .promo && roles[index - 1] == .quote {
      guard let facts = facts[index], blocks[index].signs.isDisjoint(with: .junk), blocks[index].letters < 50, blocks[index].links == 1,
        !facts.begins(.teasers), !facts.begins(.footers), facts.words <= 6
      else { continue }
      give(index, .credit, .attribution)
    }
  }

  /// Sentences that ask to subscribe, beside what is set aside already or with a link.
  mutating func judgeCalls() {
    for index in range where roles[index] == .body {
      guard let facts = facts[index], facts.words <= 25 else { continue }
      let isBeside = index > range.lowerBound && roles[index - 1] == .promo || index + 1 < range.upperBound && roles[index + 1] == .promo
      let calls =
        facts.begins(.teasers) && (facts.isOffer || facts.last == .ellipsis || facts.last == .exclamation || blocks[index].links > 0)
      if calls && isBeside || facts.begins(.footers) && blocks[index].links > 0 { give(index, .promo, .teaser) }
    }
  }

  // MARK: one block

  /// An address that is no link, alone or before its description: data, no text.
  func isAddress(_ index: Int) -> Bool {
    let bytes = page.utf8[blocks[index].bytes]
    guard blocks[index].linkLetters == 0, bytes.starts(with: "http://".utf8) || bytes.starts(with: "https://".utf8) else { return false }
    return bytes.prefix { $0 > 0x20 }.count * 2 > bytes.count || blocks[index].kind != .p && blocks[index].kind != .li
  }

  /// A line that begins with a sign of copyright.
  func isCopyright(_ index: Int) -> Bool {
    let block = blocks[index]
    guard block.letters < 250, block.kind.headingLevel == 0 else { return false }
    let bytes = page.utf8[block.bytes]
    if bytes.starts(with: [0xC2, 0xA9]) { return true }
    guard bytes.count < 200, bytes.prefix(9).map({ $0 | 0x20 }).elementsEqual("copyright".utf8) else { return false }
    return bytes.prefix(40).contains { $0 > 0x2F && $0 < 0x3A }
  }

  /// A picture's words that end with its source in brackets: (Image: …).
  func endsWithCredit(_ index: Int) -> Bool {
    let block = blocks[index]
    guard block.letters < 400, block.kind.headingLevel == 0 else { return false }
    let bytes = page.utf8[block.bytes]
    guard bytes.last == 0x29, let open = bytes.suffix(90).lastIndex(of: 0x28) else { return false }
    guard let colon = bytes[open...].prefix(24).firstIndex(of: 0x3A) else { return false }
    let word = bytes[(open + 1)..<colon].map { $0 > 0x40 && $0 < 0x5B ? $0 | 0x20 : $0 }
    return Self.creditWords.contains(String(decoding: word, as: UTF8.self))
  }

  /// The words before the colon, as pages in many languages have them.
  private static let creditWords: Set<String> = [
    "image", "images", "photo", "photos", "picture", "credit", "image credit", "photo credit", "credits", "photograph", "foto", "bild",
    "quelle", "crédit", "crédit photo", "imagen", "crédito", "imagem", "immagine", "фото", "illustration", "source",
  ]
}
