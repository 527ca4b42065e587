/// A book's tables of contents: its section tree and its printed pages, as EPUB 3's page or EPUB 2's file tell them.

/// Where a table of contents points.
struct BookEntry: Sendable, Equatable {
  var label: String
  /// The page's path in the archive.
  var path: String
  /// The identifier in it; nil for its beginning.
  var fragment: String?
  /// How deep the entry stands, from 1.
  var level: Int
}

/// The entries of a book, in the order of its tables.
struct EPUBNavigation {
  /// The table of contents.
  private(set) var contents: [BookEntry] = []
  /// Where the printed book's pages begin: EPUB's page list.
  private(set) var printedPages: [BookEntry] = []

  /// Entries beyond this are left out.
  private static let limit = 50_000

  /// Reads the tables; EPUB 3's where there is one with something in it.
  init(_ package: EPUBPackage, _ files: ArchiveFiles) throws {
    let texts = try files.texts([package.navigation, package.ncx].compactMap { $0 })
    if let path = package.navigation, let text = texts[path], let tree = XHTML.tree(text.utf8) { readPage(tree, path, files) }
    if let path = package.ncx, contents.isEmpty || printedPages.isEmpty, let text = texts[path], let tree = XMLTree(text.utf8) {
      readFile(tree, path, files)
    }
  }

  // MARK: EPUB 3

  private mutating func readPage(_ tree: HTMLTree, _ path: String, _ files: ArchiveFiles) {
    for node in tree.nodes.indices where tree.nodes[node].tag == .nav {
      let types = (tree.string(.epubType, of: node) ?? "").split(separator: " ")
      if types.contains("toc"), contents.isEmpty { contents = Self.entries(tree, node, path, files) }
      if types.contains("page-list"), printedPages.isEmpty { printedPages = Self.entries(tree, node, path, files) }
    }
  }

  /// The links of lists within lists.
  private static func entries(_ tree: HTMLTree, _ nav: Int, _ path: String, _ files: ArchiveFiles) -> [BookEntry] {
    var found: [BookEntry] = []
    // The ends of the open lists.
    var lists: [Int32] = []
    for node in nav..<Int(tree.nodes[nav].end) where found.count < limit {
      while let last = lists.last, last <= Int32(node) { lists.removeLast() }
      switch tree.nodes[node].tag {
      case .ol, .ul: lists.append(tree.nodes[node].end)
      case .a:
        guard let href = tree.string(.href, of: node) else { continue }
        let label = tree.textContent(of: node, limit: 1000)[...].foldingBlanks()
        add(String(decoding: label, as: UTF8.self), href, lists.count, path, files, to: &found)
      default: break
      }
    }
    return found
  }

  // MARK: EPUB 2

  private mutating func readFile(_ tree: XMLTree, _ path: String, _ files: ArchiveFiles) {
    if contents.isEmpty { contents = Self.points(tree, "navPoint", path, files) }
    if printedPages.isEmpty { printedPages = Self.points(tree, "pageTarget", path, files) }
  }

  private static func points(_ tree: XMLTree, _ name: String, _ path: String, _ files: ArchiveFiles) -> [BookEntry] {
    var found: [BookEntry] = []
    // The ends of the open points.
    var open: [Int] = []
    for node in tree.nodes.indices where found.count < limit && tree.nodes[node].name?.local == name {
      while let last = open.last, last <= node { open.removeLast() }
      open.append(tree.nodes[node].end)
      var label: String?
      var source: String?
      for child in tree.children(of: node) {
        switch tree.nodes[child].name?.local {
        case "navLabel" where label == nil: label = tree.text(of: child)
        case "content" where source == nil: source = tree.attribute("src", of: child)
        default: break
        }
      }
      guard let label, let source else { continue }
      let folded = String(decoding: Array(label.utf8.prefix(1000))[...].foldingBlanks(), as: UTF8.self)
      add(folded, source, open.count, path, files, to: &found)
    }
    return found
  }

  private static func add(
    _ label: String, _ href: String, _ level: Int, _ base: String, _ files: ArchiveFiles, to found: inout [BookEntry]
  ) {
    guard !label.isEmpty, let path = files.path(href, from: base) else { return }
    let fragment = href.utf8.firstIndex(of: 0x23).map { WebAddress.unescaped(href.utf8[href.utf8.index(after: $0)...]) }
    found.append(
      BookEntry(
        label: label, path: path, fragment: fragment.flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) },
        level: min(max(level, 1), 9)))
  }
}
