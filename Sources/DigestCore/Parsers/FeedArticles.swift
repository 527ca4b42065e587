/// The entries of a feed as articles: each is made when it is asked for.

struct FeedArticles: Sendable {
  let feed: Feed
  /// The path or address of the feed as given.
  let source: String
  let lexicons: Lexicons

  // MARK: For lists

  /// Bytes of an entry that are looked at for the beginning of its text.
  private static let beginning = 4096

  /// What a list shows of an entry.
  func heading(_ index: Int) -> ArticleSeries.Heading {
    let entry = feed.entries[index]
    var text: String?
    for field in [entry.summary, entry.content] where text == nil {
      guard let field else { continue }
      text = FeedWords.line(prefix(of: feed[field]), field.kind)
    }
    return ArticleSeries.Heading(
      title: entry.title.flatMap { FeedWords.line(feed[$0], $0.kind) }, byline: byline(of: entry),
      date: day(entry.published) ?? day(entry.updated), beginning: text ?? "")
  }

  /// At most the first bytes, cut between scalars.
  private func prefix(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = min(bytes.endIndex, bytes.startIndex + Self.beginning)
    while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return bytes[..<end]
  }

  private func day(_ text: FeedText?) -> String? {
    feed.string(text).flatMap { FeedWords.day($0, [DateReader(lexicons.lexicon(for: "en"))]) }
  }

  private func byline(of entry: FeedEntry) -> String? {
    let names = entry.authors.compactMap { feed.string($0) }
    return FeedWords.byline(names.isEmpty ? [feed.author].compactMap { $0 } : names)
  }

  // MARK: The article

  /// The article that an entry is: its title, its summary as the standfirst where the text does not begin with it, its text, and behind that
  /// what else the feed says in words: categories and enclosures as credits, other texts as promos. O(its length).
  func article(_ index: Int) -> Article {
    let entry = feed.entries[index]
    let body = entry.content ?? entry.summary
    let lead = entry.content == nil ? nil : entry.summary
    let page = body.flatMap { FeedPage(feed[$0], $0.kind) }
    var text = EntryText()
    if let title = entry.title.flatMap({ FeedWords.line(feed[$0], $0.kind) }) { text.add(title, .title) }
    var metadata = metadata(of: entry)
    metadata.language = language(of: entry, page)
    let late = lead.flatMap { addLead($0, page, &text) }
    var joiner = MarkupJoiner(base: entry.base ?? metadata.url ?? feed.base)
    if let page {
      joiner.add(page.page, page.tree, at: addBody(page, lexicons.lexicon(for: metadata.language), &text))
    } else if let body {
      text.add(feed[body].foldingBlanks(), .body)
    }
    addRest(of: entry, late, &text)
    var warnings: [String] = []
    if page?.isFlattened == true { warnings.append("elements that nest more than \(HTMLGuard.depthLimit) deep were flattened") }
    if page?.isRaw == true { warnings.append("the entry has more markup than a page may, which is shown as it stands") }
    let markup = joiner.markup(length: text.utf8.count)
    text.setNotes(markup)
    return Article(
      source: self.source(of: entry, index), utf8: text.utf8, blocks: text.blocks, metadata: metadata, markup: markup, warnings: warnings)
  }

  /// Its own address, else its place in the feed.
  private func source(of entry: FeedEntry, _ index: Int) -> String {
    address(of: entry) ?? EntryName.name(of: source, entry: index + 1)
  }

  /// The first entry of an address.
  func index(ofAddress address: String) -> Int? {
    let wanted = Array(address.utf8)
    return feed.entries.firstIndex { entry in
      (entry.address ?? entry.identifier).map { feed[$0].elementsEqual(wanted) } ?? false
    }
  }

  private func address(of entry: FeedEntry) -> String? {
    if let address = feed.string(entry.address), isAddress(address) { return address }
    return feed.string(entry.identifier).flatMap { isAddress($0) ? $0.foldedBlanks : nil }
  }

  private func isAddress(_ text: String) -> Bool { text.hasPrefix("http://") || text.hasPrefix("https://") }

  private func metadata(of entry: FeedEntry) -> Metadata {
    var metadata = Metadata()
    metadata.byline = byline(of: entry)
    metadata.published = day(entry.published)
    metadata.modified = day(entry.updated)
    metadata.publisher = feed.string(entry.origin)?.foldedBlanks ?? feed.title
    metadata.url = address(of: entry)
    return metadata
  }

  /// What the text itself says, where it is long enough to be believed, else what the entry or the feed declares.
  private func language(of entry: FeedEntry, _ page: FeedPage?) -> String? {
    let declared = (entry.language ?? feed.language).map { $0.foldedBlanks.split(separator: "_").joined(separator: "-") }
    var sample = page.map { Array($0.page.utf8.prefix(1 << 14)) } ?? []
    if sample.count >= 200 || declared?.isEmpty != false {
      if sample.count < 200, let title = entry.title { sample += [0x0A] + feed[title] }
      if let found = guessLanguage(of: sample[...]) { return found }
    }
    return declared?.isEmpty == false ? declared : nil
  }

  /// A summary of so many bytes and more is no standfirst.
  private static let longestLead = 1200

  /// Adds the summary, unless the text begins with it; gives what is to stand behind the text then.
  private func addLead(_ lead: FeedText, _ body: FeedPage?, _ text: inout EntryText) -> String? {
    guard let words = FeedWords.line(feed[lead], lead.kind) else { return nil }
    let letters = Array(words.foldedLetters.utf8)
    let start = body.map { Letters.folded(Array($0.page.utf8.prefix(4 * words.utf8.count + 200))) } ?? []
    let common = zip(letters, start).prefix { $0 == $1 }.count
    if common == letters.count { return nil }
    // An excerpt that ends with a call to read on.
    if common > 40, common * 10 > letters.count * 7 { return words }
    text.add(words, words.utf8.count < Self.longestLead ? .standfirst : .body)
    return nil
  }

  /// Adds the text; gives where it begins.
  private func addBody(_ page: FeedPage, _ lexicon: Lexicon, _ text: inout EntryText) -> Int {
    var shown = page.page
    // What stands in an entry by itself is a paragraph.
    for index in shown.blocks.indices where shown.blocks[index].kind == .body || shown.blocks[index].kind == .div {
      shown.blocks[index].kind = .p
    }
    let finder = HTMLContentFinder(tree: page.tree, page: shown, isWhole: true)
    guard !finder.blocks.isEmpty else { return text.utf8.count }
    let book = CueTable.book(lexicon)
    var roles = HTMLRoles(tree: page.tree, page: page.page, finder: finder, title: nil, book: book).roles
    setAside(shown, lexicon, &roles)
    for index in roles.indices where roles[index] == .credit && finder.blocks[index].kind == .p && finder.blocks[index].stops > 0 {
      // Above a page's first long paragraph stand names and dates; an entry's text begins with its first sentence.
      roles[index] = .body
    }
    if !roles.contains(where: { $0.isText || $0 == .caption }) {
      for index in roles.indices where roles[index] == .promo || roles[index] == .credit { roles[index] = .body }
    }
    if let title = text.title, let first = page.page.blocks.first, first.bytes.count < 1000,
      Letters.folded(Array(page.page.utf8[first.bytes])) == Letters.folded(title)
    {
      roles[0] = .promo
    }
    return text.add(page.page.utf8, HTMLParser.blocks(page.page, roles))
  }

  /// Paragraphs that read like an advertisement are promos, as in plain text.
  private func setAside(_ page: HTMLPage, _ lexicon: Lexicon, _ roles: inout [Role]) {
    var paragraphs = Paragraphs(
      utf8: page.utf8,
      blocks: page.blocks.indices.map { Block(role: roles[$0] == .headline ? .body : roles[$0], bytes: page.blocks[$0].bytes) },
      layouts: page.blocks.map { BlockLayout(gap: 1, marks: UInt8($0.kind.headingLevel)) }, sample: page.blocks.count)
    var nothing = Metadata()
    BlockClassifier(lexicon: lexicon).classify(&paragraphs, metadata: &nothing)
    for index in roles.indices where roles[index] == .body && paragraphs.blocks[index].role == .promo { roles[index] = .promo }
  }

  private func addRest(of entry: FeedEntry, _ late: String?, _ text: inout EntryText) {
    if let late { text.add(late, .promo) }
    var known: [UInt8]?
    for other in entry.others {
      guard let words = FeedWords.line(feed[other], other.kind) else { continue }
      let all = known ?? Letters.folded(text.utf8)
      known = all
      // What an element of another kind says again.
      if Letters.holds(all, Array(words.foldedLetters.utf8)) { continue }
      text.add(words, .promo)
      known = nil
    }
    let categories = entry.categories.compactMap { FeedWords.line(feed[$0], $0.kind) }
    if !categories.isEmpty { text.add(categories.joined(separator: ", "), .credit) }
    for enclosure in entry.enclosures { text.add(feed[enclosure].foldingBlanks(), .credit) }
  }
}

/// An article's text while it grows.
private struct EntryText {
  var utf8: [UInt8] = []
  var blocks: [Block] = []

  /// The title's bytes, where it has one.
  var title: [UInt8]? { blocks.first.flatMap { $0.role == .title ? Array(utf8[$0.bytes]) : nil } }

  /// Adds a text with its blocks; gives where it begins.
  mutating func add(_ page: [UInt8], _ more: [Block]) -> Int {
    if !utf8.isEmpty { utf8.append(0x0A) }
    let start = utf8.count
    utf8 += page
    for var block in more {
      block.bytes = block.bytes.lowerBound + start..<block.bytes.upperBound + start
      blocks.append(block)
    }
    return start
  }

  /// Paragraphs that references to notes lead to, further down, are notes. O(references × log blocks).
  mutating func setNotes(_ markup: Markup) {
    for inline in markup.inlines where inline.kind == .note {
      guard case .place(let byte)? = markup.target(of: inline), byte > inline.bytes.upperBound else { continue }
      var low = 0
      var high = blocks.count
      while low < high {
        let middle = (low + high) / 2
        if blocks[middle].bytes.upperBound <= byte { low = middle + 1 } else { high = middle }
      }
      if low < blocks.count, blocks[low].role == .body, !blocks[low].bytes.contains(inline.bytes.lowerBound) {
        blocks[low].role = .footnote
      }
    }
  }

  mutating func add(_ words: String, _ role: Role) { add(Array(words.utf8), role) }

  mutating func add(_ bytes: some Collection<UInt8>, _ role: Role) {
    guard !bytes.isEmpty else { return }
    if !utf8.isEmpty { utf8.append(0x0A) }
    let start = utf8.count
    utf8 += bytes
    blocks.append(Block(role: role, bytes: start..<utf8.count))
  }
}

/// Texts compared by their letters and digits alone.
private enum Letters {
  static func folded(_ utf8: [UInt8]) -> [UInt8] { Array(String(decoding: utf8, as: UTF8.self).foldedLetters.utf8) }

  /// Whether one stands in the other: Knuth, Morris and Pratt's search. O(n).
  static func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard !part.isEmpty, part.count <= text.count else { return part.isEmpty }
    // For each length of a match, how much of it may still be one where the next letter does not fit.
    var shorter = [0, 0]
    shorter.reserveCapacity(part.count + 1)
    for index in part.indices.dropFirst() {
      var length = shorter[index]
      while length > 0, part[length] != part[index] { length = shorter[length] }
      shorter.append(part[length] == part[index] ? length + 1 : 0)
    }
    var matched = 0
    for letter in text {
      while matched > 0, part[matched] != letter { matched = shorter[matched] }
      if part[matched] == letter { matched += 1 }
      if matched == part.count { return true }
    }
    return false
  }
}
