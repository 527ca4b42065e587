/// What a book says of itself: its container names the package, the package its metadata and its pages in their order.

/// An EPUB book's package, as far as it can be read.
struct EPUBPackage {
  var metadata = Metadata()
  /// The paths in the archive of the pages, in the order of reading, once each.
  var pages: [String] = []
  /// The paths of the tables of contents: EPUB 3's page, EPUB 2's file.
  var navigation: String?
  var ncx: String?
  /// The pages that are a table of contents.
  var contents: Set<String> = []
  /// What was missing, a clause each.
  var warnings: [String] = []

  private let files: ArchiveFiles

  /// The package of a book; where the container or the package is missing, all pages that are in the archive.
  init(_ files: ArchiveFiles, lexicons: Lexicons) throws {
    self.files = files
    if let path = try packagePath() {
      if let tree = try files.xml(path) { read(tree, path, lexicons) } else { warnings.append("the book's package cannot be read") }
    } else {
      warnings.append("the book has no package")
    }
    let known = pages
    pages = known.filter { files.contains($0) }
    if pages.count < known.count {
      warnings.append(
        known.count - pages.count == 1 ? "a page of the book is missing" : "\(known.count - pages.count) pages of the book are missing")
    }
    if pages.isEmpty {
      pages = files.pages
      if !known.isEmpty || warnings.isEmpty { warnings.append("the book does not say in which order its pages are") }
    }
  }

  private func packagePath() throws -> String? {
    if let container = try files.xml("META-INF/container.xml") {
      let roots = container.elements("rootfile").compactMap { container.attribute("full-path", of: $0) }.compactMap(files.path)
      if let found = roots.first(where: { files.contains($0) }) { return found }
    }
    return files.names.first { $0.hasSuffix(".opf") }
  }

  /// An item of the manifest.
  private struct Item {
    var path: String
    var mediaType: String
    var properties: String
    var fallback: String?

    var isPage: Bool {
      ["application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document", "application/html+xml"].contains(mediaType)
        || mediaType.isEmpty && ArchiveFiles.isPage(path)
    }
  }

  private mutating func read(_ tree: XMLTree, _ path: String, _ lexicons: Lexicons) {
    metadata = EPUBMetadata(tree).metadata(lexicons)
    var items: [String: Item] = [:]
    var order: [Item] = []
    for node in tree.elements("item") {
      guard let href = tree.attribute("href", of: node), let target = files.path(href, from: path) else { continue }
      let item = Item(
        path: target, mediaType: tree.attribute("media-type", of: node)?.lowercased() ?? "",
        properties: tree.attribute("properties", of: node) ?? "", fallback: tree.attribute("fallback", of: node))
      order.append(item)
      if let id = tree.attribute("id", of: node), items[id] == nil { items[id] = item }
      if item.properties.split(separator: " ").contains("nav"), navigation == nil { navigation = target }
      if item.mediaType == "application/x-dtbncx+xml", ncx == nil { ncx = target }
    }
    if let navigation { contents.insert(navigation) }
    for node in tree.elements("reference") where tree.attribute("type", of: node)?.lowercased() == "toc" {
      if let href = tree.attribute("href", of: node), let target = files.path(href, from: path) { contents.insert(target) }
    }
    let references = tree.elements("itemref").compactMap { tree.attribute("idref", of: $0) }
    var seen: Set<String> = []
    var unknown = 0
    for id in references {
      guard let item = items[id] else {
        unknown += 1
        continue
      }
      guard let page = Self.page(item, items), seen.insert(page).inserted else { continue }
      pages.append(page)
    }
    if unknown > 0 { warnings.append(unknown == 1 ? "a page of the book is unknown" : "\(unknown) pages of the book are unknown") }
    if pages.isEmpty { pages = order.filter { $0.isPage && seen.insert($0.path).inserted }.map(\.path) }
    if !pages.isEmpty, references.isEmpty { warnings.append("the book does not say in which order its pages are") }
  }

  /// An item's page, or that of the item that stands in for it. Chains of them may go in a circle.
  private static func page(_ item: Item, _ items: [String: Item]) -> String? {
    var item = item
    for _ in 0..<16 {
      if item.isPage { return item.path }
      guard let next = item.fallback.flatMap({ items[$0] }) else { return nil }
      item = next
    }
    return nil
  }
}

/// The metadata of a package, by the names of Dublin Core.
private struct EPUBMetadata {
  private let tree: XMLTree
  /// What EPUB 3 says of other elements: identifier, property, value.
  private var refinements: [String: [String: String]] = [:]
  private var modified: String?

  init(_ tree: XMLTree) {
    self.tree = tree
    for node in tree.elements("meta") {
      guard let property = tree.attribute("property", of: node) else { continue }
      let value = Self.folded(tree.text(of: node))
      if let target = tree.attribute("refines", of: node) {
        refinements[String(target.drop { $0 == "#" }), default: [:]][property] = value
      } else if property == "dcterms:modified" {
        modified = value
      }
    }
  }

  private static func folded(_ text: String) -> String { String(decoding: Array(text.utf8)[...].foldingBlanks(), as: UTF8.self) }

  /// The elements of a name that hold something.
  private func all(_ name: String) -> [(text: String, node: Int)] {
    tree.elements(name).map { (Self.folded(tree.text(of: $0)), $0) }.filter { !$0.0.isEmpty }
  }

  /// What an attribute says, or in EPUB 3 an element that refines it.
  private func detail(_ node: Int, attribute: String, property: String) -> String? {
    tree.attribute(attribute, of: node) ?? tree.attribute("id", of: node).flatMap { refinements[$0]?[property] }
  }

  func metadata(_ lexicons: Lexicons) -> Metadata {
    var made = Metadata()
    let titles = all("title")
    let main = titles.first { detail($0.node, attribute: "title-type", property: "title-type") == "main" }
    made.title = (main ?? titles.first)?.text
    let creators = all("creator").map { ($0.text, detail($0.node, attribute: "role", property: "role")) }
    let authors = creators.filter { $0.1 == "aut" || $0.1 == nil }
    let names = (authors.isEmpty ? creators : authors).map(\.0)
    made.byline = names.isEmpty ? nil : names.joined(separator: "; ")
    made.language = all("language").map(\.text).first { $0 != "und" }?.split(separator: "_").joined(separator: "-")
    made.publisher = all("publisher").first?.text
    let readers = [DateReader(lexicons.lexicon(for: made.language)), DateReader(lexicons.lexicon(for: "en"))]
    let dates = all("date").map { ($0.text, tree.attribute("event", of: $0.node)?.lowercased()) }
    let published = dates.first { $0.1 == "publication" } ?? dates.first { $0.1 == nil } ?? dates.first { $0.1 != "modification" }
    made.published = published.flatMap { Self.date($0.0, readers) }
    made.modified = (modified ?? dates.first { $0.1 == "modification" }?.0).flatMap { Self.date($0, readers) }
    // What names this book and no other; identifiers that programs make up are the same in many.
    made.url = all("identifier").map(\.text).first { text in
      ["http://", "https://", "urn:isbn:"].contains { text.lowercased().hasPrefix($0) }
    }
    return made
  }

  /// A day, or a year and no more.
  private static func date(_ text: String, _ readers: [DateReader]) -> String? {
    if let day = HTMLDates.day(text, readers) { return day }
    let digits = text.utf8.prefix { $0 > 0x2F && $0 < 0x3A }
    guard digits.count == 4, let year = Int(text.prefix(4)), (1400..<2200).contains(year) else { return nil }
    return "\(year)"
  }
}
