/// What a page's markup says of its article: JSON-LD, Open Graph, `<meta>`, `<link>`, `<time>`, microdata.

/// A statement and how much it is to be trusted.
struct Claim: Sendable {
  var text: String
  var weight: Int
}

/// All that a page's markup claims, field by field, in its order.
struct HTMLHead {
  enum Field: Sendable { case title, description, author, published, modified, publisher, language, address }

  private(set) var claims: [Field: [Claim]] = [:]
  /// The article's text as JSON-LD gives it.
  private(set) var articleBody: String?
  /// The text of `<title>`.
  private(set) var pageTitle: String?
  /// What the page's relative addresses are joined to, where it says so.
  private(set) var base: String?
  /// Whether the page says that it is an article.
  private(set) var isArticle = false

  /// The names of `<meta>` and of microdata, the field they tell of, and their weight.
  private static let names: [String: (Field, Int)] = [
    "og:title": (.title, 6), "twitter:title": (.title, 4), "headline": (.title, 6), "dc.title": (.title, 4), "dcterms.title": (.title, 4),
    "sailthru.title": (.title, 4), "parsely-title": (.title, 5), "title": (.title, 2), "citation_title": (.title, 6),
    "description": (.description, 3), "og:description": (.description, 4), "twitter:description": (.description, 3),
    "dc.description": (.description, 2), "author": (.author, 5), "article:author": (.author, 3), "article:author_name": (.author, 5),
    "parsely-author": (.author, 5), "sailthru.author": (.author, 5), "dc.creator": (.author, 4), "dcterms.creator": (.author, 4),
    "byl": (.author, 5), "byline": (.author, 4), "citation_author": (.author, 5), "article.author": (.author, 4),
    "article:published_time": (.published, 7), "og:article:published_time": (.published, 6), "datepublished": (.published, 7),
    "parsely-pub-date": (.published, 6), "sailthru.date": (.published, 5), "pubdate": (.published, 6), "publishdate": (.published, 6),
    "publish-date": (.published, 6), "published": (.published, 5), "publish_date": (.published, 6), "article.published": (.published, 6),
    "ptime": (.published, 6), "date": (.published, 4), "dc.date": (.published, 4), "dc.date.issued": (.published, 6),
    "dcterms.date": (.published, 4), "dcterms.created": (.published, 5), "dcterms.issued": (.published, 6), "og:pubdate": (.published, 5),
    "og:published_time": (.published, 6), "originalpublicationdate": (.published, 6), "publication_date": (.published, 6),
    "citation_publication_date": (.published, 5), "cxenseparse:recs:publishtime": (.published, 6), "displaydate": (.published, 5),
    "article_date_original": (.published, 6), "datecreated": (.published, 3), "date.created": (.published, 3),
    "article:modified_time": (.modified, 7), "og:updated_time": (.modified, 4), "datemodified": (.modified, 7), "lastmod": (.modified, 5),
    "last-modified": (.modified, 3), "dcterms.modified": (.modified, 5), "article.updated": (.modified, 5), "utime": (.modified, 5),
    "og:site_name": (.publisher, 6), "application-name": (.publisher, 3), "dc.publisher": (.publisher, 3), "publisher": (.publisher, 2),
    "og:url": (.address, 4), "og:locale": (.language, 2), "language": (.language, 2), "content-language": (.language, 2),
    "dc.language": (.language, 2), "inlanguage": (.language, 3),
  ]

  init(_ tree: HTMLTree) {
    for index in tree.nodes.indices { read(tree, index) }
  }

  /// The claims of a field, the weightiest first; of equal ones the first.
  func best(_ field: Field) -> [Claim] {
    (claims[field] ?? []).enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element)
  }

  mutating func add(_ field: Field, _ text: String, _ weight: Int) {
    let trimmed = text.foldedBlanks
    guard !trimmed.isEmpty, trimmed.utf8.count < 2000, claims[field, default: []].count < 40 else { return }
    claims[field, default: []].append(Claim(text: trimmed, weight: weight))
  }

  /// Takes over what another head claims of some fields.
  mutating func add(of other: HTMLHead, _ fields: [Field]) {
    for field in fields { claims[field, default: []] += other.claims[field] ?? [] }
  }

  private mutating func read(_ tree: HTMLTree, _ index: Int) {
    switch tree.nodes[index].tag {
    case .meta: meta(tree, index)
    case .base: if base == nil { base = tree.string(.href, of: index) }
    case .link:
      if let rel = tree.string(.rel, of: index)?.lowercased(), let href = tree.string(.href, of: index) {
        if rel == "canonical" { add(.address, href, 6) }
      }
    case .html: if let lang = tree.string(.lang, of: index) { add(.language, lang, 4) }
    case .title:
      if pageTitle == nil, !tree.nodes[index].isForeign {
        let text = String(decoding: tree.textContent(of: index), as: UTF8.self).foldedBlanks
        if !text.isEmpty { pageTitle = text }
      }
    case .script:
      if let type = tree.string(.type, of: index), type.lowercased().contains("ld+json"),
        let json = LooseJSON.read(tree.textContent(of: index, limit: 4 << 20))
      {
        linked(json)
      }
    case .text: break
    case .time:
      guard let value = tree.string(.datetime, of: index) else { break }
      let isNamed = tree.value(.pubdate, of: index) != nil
      let property = tree.string(.itemprop, of: index)?.lowercased() ?? ""
      let own = PageWords.signs(of: tree.value(.class, of: index) ?? [])
      if property.contains("datepublished") || isNamed {
        add(.published, value, 6)
      } else if property.contains("datemodified") {
        add(.modified, value, 6)
      } else {
        let isUpdate = (tree.string(.class, of: index) ?? "").lowercased().contains("updated")
        let isEntry = (tree.string(.class, of: index) ?? "").lowercased().contains("publish")
        add(isUpdate && !isEntry ? .modified : .published, value, isEntry ? 4 : own.contains(.date) ? 2 : 1)
      }
    default: microdata(tree, index)
    }
  }

  private mutating func meta(_ tree: HTMLTree, _ index: Int) {
    guard let content = tree.string(.content, of: index) else { return }
    for attribute in [HTMLAttributeName.property, .name, .itemprop, .httpEquiv] {
      guard let names = tree.string(attribute, of: index)?.lowercased() else { continue }
      for name in names.split(separator: " ") {
        if let (field, weight) = Self.names[String(name)] { add(field, content, weight) }
        if name == "og:type", content.lowercased().hasPrefix("article") { isArticle = true }
      }
    }
  }

  /// `itemprop` on an element that is shown; `rel=author`.
  private mutating func microdata(_ tree: HTMLTree, _ index: Int) {
    if let rel = tree.value(.rel, of: index), rel.elementsEqual("author".utf8), tree.nodes[index].tag == .a {
      add(.author, shown(tree, index), 4)
    }
    guard let property = tree.string(.itemprop, of: index)?.lowercased() else { return }
    for name in property.split(separator: " ") {
      switch name {
      case "headline": add(.title, shown(tree, index), 6)
      case "author", "creator": add(.author, tree.string(.content, of: index) ?? named(tree, index), 5)
      case "datepublished": add(.published, tree.string(.content, of: index) ?? tree.string(.datetime, of: index) ?? shown(tree, index), 6)
      case "datemodified": add(.modified, tree.string(.content, of: index) ?? tree.string(.datetime, of: index) ?? shown(tree, index), 6)
      default: break
      }
    }
  }

  private func shown(_ tree: HTMLTree, _ index: Int) -> String {
    String(decoding: tree.textContent(of: index, limit: 1000), as: UTF8.self)
  }

  /// The `itemprop=name` inside an element, else its text.
  private func named(_ tree: HTMLTree, _ index: Int) -> String {
    for inner in index..<min(Int(tree.nodes[index].end), index + 60)
    where tree.value(.itemprop, of: inner)?.elementsEqual("name".utf8) == true {
      return tree.string(.content, of: inner) ?? shown(tree, inner)
    }
    return shown(tree, index)
  }

  // MARK: JSON-LD

  private static let articles: Set<String> = [
    "NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "ReviewNewsArticle", "LiveBlogPosting", "TechArticle", "ScholarlyArticle", "SocialMediaPosting", "Report", "MedicalScholarlyArticle",
    "AdvertiserContentArticle", "SatiricalArticle", "Review", "Recipe", "HowTo",
  ]

  private mutating func linked(_ json: LooseJSON) {
    var objects: [LooseJSON] = []
    var stack = [json]
    while let next = stack.popLast(), objects.count < 200 {
      switch next {
      case .array(let values): stack += values.reversed()
      case .object(let fields):
        objects.append(next)
        for field in fields where ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"].contains(field.key) {
          if case .string = field.value { continue }
          stack.append(field.value)
        }
      default: break
      }
    }
    let people = Dictionary(
      objects.compactMap { object in object["@id"]?.text.flatMap { id in object["name"]?.text.map { (id, $0) } } },
      uniquingKeysWith: { first, _ in first })
    for object in objects {
      let types = (object["@type"]?.items ?? []).compactMap(\.text)
      if types.contains(where: { Self.articles.contains($0) }) {
        isArticle = true
        article(object, people)
      } else if types.contains("WebPage") {
        if let date = object["datePublished"]?.text { add(.published, date, 5) }
        if let date = object["dateModified"]?.text { add(.modified, date, 5) }
        if let language = object["inLanguage"]?.text { add(.language, language, 3) }
      } else if types.contains("WebSite") || types.contains("NewsMediaOrganization") {
        if let name = object["name"]?.text { add(.publisher, name, 3) }
      }
    }
  }

  private mutating func article(_ object: LooseJSON, _ people: [String: String]) {
    if let text = object["headline"]?.text { add(.title, text, 7) }
    if let text = object["name"]?.text { add(.title, text, 4) }
    if let text = object["description"]?.text { add(.description, text, 3) }
    if let text = object["datePublished"]?.text { add(.published, text, 8) }
    if let text = object["dateCreated"]?.text { add(.published, text, 3) }
    if let text = object["dateModified"]?.text { add(.modified, text, 8) }
    if let text = object["inLanguage"]?.text { add(.language, text, 3) }
    if let text = object["publisher"]?["name"]?.text { add(.publisher, text, 5) }
    if let text = object["url"]?.text { add(.address, text, 3) }
    if let text = object["articleBody"]?.text, text.utf8.count > (articleBody?.utf8.count ?? 0) { articleBody = text }
    for field in ["author", "creator"] {
      for author in object[field]?.items ?? [] {
        let type = author["@type"]?.text
        let name = author["name"]?.text ?? author.text.map { people[$0] ?? $0 } ?? author["@id"]?.text.flatMap { people[$0] }
        guard let name else { continue }
        add(.author, name, type == "Organization" ? 1 : field == "author" ? 7 : 5)
      }
    }
  }
}

extension String {
  /// Without white space at its ends and with each run of it inside as one space.
  var foldedBlanks: String {
    split { $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}" }.joined(separator: " ")
  }
}
