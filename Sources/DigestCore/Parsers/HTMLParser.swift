/// A saved page to an article: its tree, its blocks, the one element that holds the article, roles, and what the page says of itself.

/// Parts a page into blocks and gives them roles. Every visible word stays, in order; what is not the article is a promo.
public struct HTMLParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The article that a page holds, or the several of a page that has more than one in full. O(n) but for Gumbo, whose time is bounded by
  /// n × the depth allowed.
  ///
  /// - Throws: `DigestError` where the page is beyond a limit (see `HTMLGuard`), or only frames others.
  public func parse(_ document: Document) throws -> [Article] {
    let (utf8, isFlattened) = try HTMLGuard.checked(document.bytes, source: document.source)
    guard let tree = Gumbo.parse(utf8, memory: HTMLGuard.memoryLimit) else {
      throw DigestError(document.source, "takes more memory than a page may", remedy: "read it as text with --input-format text")
    }
    let warnings = isFlattened ? ["elements that nest more than \(HTMLGuard.depthLimit) deep were flattened"] : []
    let page = HTMLBlockBuilder.page(of: tree)
    if page.blocks.isEmpty, let frames = Self.frames(tree) {
      throw DigestError(document.source, "is a page of frames, without text of its own", remedy: "open what they show: \(frames)")
    }
    let head = HTMLHead(tree)
    let parts = HTMLSplitter.parts(tree, page, head)
    if parts.isEmpty { return [article(tree, page, head, document, warnings)] }
    return parts.enumerated().map { number, part in
      let kept = tree.keeping(part.nodes)
      var own = HTMLHead(kept)
      let address = part.address.map { WebAddress.joined($0, to: head.best(.address).first?.text ?? document.transport.address ?? "") }
      own.add(of: head, [.publisher, .language])
      if let address { own.add(.address, address, 9) }
      let isAddress = address?.hasPrefix("http") == true
      let source = isAddress ? address ?? document.source : "\(document.source)#entry-\(number + 1)"
      return article(kept, HTMLBlockBuilder.page(of: kept), own, document, source: source, heading: part.heading, warnings)
    }
  }

  /// The addresses that a page of frames shows; nil where it is none.
  private static func frames(_ tree: HTMLTree) -> String? {
    let found = tree.nodes.indices.filter { tree.nodes[$0].tag == .frame }.compactMap { tree.string(.src, of: $0) }
    return found.isEmpty ? nil : found.prefix(8).joined(separator: ", ")
  }

  /// - Parameters:
  ///   - source: its own, where it is one of several.
  ///   - heading: the node of the title, where that is known.
  private func article(
    _ tree: HTMLTree, _ page: HTMLPage, _ head: HTMLHead, _ document: Document, source: String? = nil, heading: Int? = nil,
    _ warnings: [String]
  ) -> Article {
    let finder = HTMLContentFinder(tree: tree, page: page)
    var metadata = Metadata()
    metadata.language = language(page, finder, head)
    let lexicon = lexicons.lexicon(for: metadata.language)
    let book = CueTable.book(lexicon)
    let titles = HTMLTitle(page: page, finder: finder, head: head)
    let title = heading.flatMap { node in page.blocks.firstIndex { Int($0.node) == node } } ?? titles.block()
    let judged = HTMLRoles(tree: tree, page: page, finder: finder, title: title, book: book)
    var roles = judged.roles
    if let standfirst = titles.standfirst(title: title, roles: judged) { roles[standfirst] = .standfirst }
    if title == nil { metadata.title = titles.claimed() }
    HTMLMetadata(tree: tree, page: page, blocks: finder.blocks, head: head, book: book, lexicons: lexicons, lexicon: lexicon)
      .read(title: title, prose: judged.prose, roles: &roles, into: &metadata)
    keepSomething(&roles, page)
    if let trace = RoleTrace.current { tell(trace, page, finder, judged, roles) }
    let own = document.transport.address ?? metadata.url ?? ""
    var joiner = MarkupJoiner(base: head.base.map { WebAddress.joined($0, to: own) } ?? own)
    joiner.add(page, tree, path: own)
    return Article(
      source: source ?? document.source, utf8: page.utf8, blocks: Self.blocks(page, roles), metadata: metadata,
      markup: joiner.markup(length: page.utf8.count), warnings: warnings)
  }

  /// Tells why each block has its role: the rule, and what it was worth where the element of the article was looked for.
  private func tell(_ trace: RoleTrace, _ page: HTMLPage, _ finder: HTMLContentFinder, _ judged: HTMLRoles, _ roles: [Role]) {
    for index in page.blocks.indices {
      let text = page.utf8[page.blocks[index].bytes]
      guard trace.wants(text) else { continue }
      let block = finder.blocks[index]
      let names = block.signs.names
      var marks = [Weighing.Mark(block.prose > 0 ? "prose" : "no prose", finder.worth(block))]
      if block.linkShare > 0.5 { marks[0].sign += ", mostly links" }
      if !names.isEmpty { marks[0].sign += ", in a part named as " + names.joined(separator: ", ") }
      let rule = roles[index] == judged.roles[index] ? judged.rules[index].rawValue : Self.rule(of: roles[index])
      trace.add(text, BlockDecision(role: roles[index], rule: rule, weighings: [Weighing(role: .body, marks: marks)]))
    }
  }

  /// What gave a block the role that the page's head gave it after its place did.
  private static func rule(of role: Role) -> String {
    switch role {
    case .standfirst: "the standfirst that the page names, or that stands right below the title"
    case .credit: "a byline or a date, as the page's head has it"
    default: "a page without a paragraph shows all of its blocks as text"
    }
  }

  /// A page without a paragraph shows all of its blocks as text.
  private func keepSomething(_ roles: inout [Role], _ page: HTMLPage) {
    guard !roles.contains(where: { $0.isText || $0 == .caption }) else { return }
    for index in roles.indices where roles[index] == .promo { roles[index] = .body }
  }

  private func language(_ page: HTMLPage, _ finder: HTMLContentFinder, _ head: HTMLHead) -> String? {
    var sample: [UInt8] = []
    for block in finder.blocks[finder.range] where block.prose > 0 && sample.count < 1 << 15 {
      sample += page.utf8[block.bytes]
      sample.append(0x0A)
    }
    if sample.count < 200 { sample = Array(page.utf8.prefix(1 << 15)) }
    if let found = guessLanguage(of: sample[...]) { return found }
    return head.best(.language).first.map { $0.text.split(separator: "_").joined(separator: "-") }
  }

  /// The blocks with their roles; headlines with levels, the page's highest being 1.
  static func blocks(_ page: HTMLPage, _ roles: [Role]) -> [Block] {
    let levels = page.blocks.indices.filter { roles[$0] == .headline }.map { page.blocks[$0].kind.headingLevel }.filter { $0 > 0 }
    let top = levels.min() ?? 1
    let bold = (levels.max() ?? 0) + 1
    return page.blocks.indices.map { index in
      let block = page.blocks[index]
      guard roles[index] == .headline else { return Block(role: roles[index], bytes: block.bytes) }
      let level = block.kind.headingLevel > 0 ? block.kind.headingLevel : bold
      return Block(role: .headline, level: UInt8(clamping: max(1, level - top + 1)), bytes: block.bytes)
    }
  }
}
