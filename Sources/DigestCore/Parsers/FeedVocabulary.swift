/// What the elements of feeds mean: RSS 0.9 to 2.0, RSS 1.0, Atom 0.3 and 1.0, and the modules that many of them use.

/// What an element of a feed or of one of its entries holds.
enum FeedField: Sendable {
  case entry
  case title, link, summary, content, published, updated, category, enclosure, identifier, language
  /// A person, or text that names one.
  case author
  /// The feed that an entry was taken over from.
  case origin
  /// What holds fields of the entry.
  case group
  /// What has a title and addresses of its own, or words that nobody reads.
  case skipped
}

enum FeedVocabulary {
  /// The families of names.
  private enum Family: Hashable {
    case core, content, dublinCore, media, podcast, rdf, html
  }

  private struct Key: Hashable {
    let family: Family
    let local: String
  }

  /// An element's meaning and, where several may mean the same, which is believed: the higher.
  static func field(_ name: XMLName) -> (field: FeedField, rank: Int)? {
    guard let family = family(of: name) else { return nil }
    return table[Key(family: family, local: name.local)] ?? table[Key(family: family, local: name.local.lowercased())]
  }

  /// By the namespace's address, or, where that is not declared, by the prefix that everybody gives it.
  private static func family(of name: XMLName) -> Family? {
    if !name.namespace.isEmpty { return families[name.namespace] ?? families[name.namespace.lowercased()] }
    return name.prefix.isEmpty ? .core : prefixes[name.prefix]
  }

  private static let families: [String: Family] = [
    "http://purl.org/rss/1.0/": .core, "http://my.netscape.com/rdf/simple/0.9/": .core,
    "http://channel.netscape.com/rdf/simple/0.9/": .core, "http://purl.org/net/rss1.1#": .core,
    "http://backend.userland.com/rss2": .core, "http://backend.userland.com/rss": .core, "http://blogs.law.harvard.edu/tech/rss": .core,
    "http://www.w3.org/2005/atom": .core, "http://purl.org/atom/ns#": .core,
    "http://purl.org/rss/1.0/modules/content/": .content,
    "http://purl.org/dc/elements/1.1/": .dublinCore, "http://purl.org/dc/terms/": .dublinCore,
    "http://purl.org/dc/elements/1.0/": .dublinCore,
    "http://search.yahoo.com/mrss/": .media, "http://search.yahoo.com/mrss": .media,
    "http://www.itunes.com/dtds/podcast-1.0.dtd": .podcast,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": .rdf,
    "http://www.w3.org/1999/xhtml": .html,
  ]

  private static let prefixes: [String: Family] = [
    "rss": .core, "atom": .core, "a10": .core, "content": .content, "dc": .dublinCore, "dcterms": .dublinCore, "media": .media,
    "itunes": .podcast, "rdf": .rdf, "xhtml": .html,
  ]

  private static let table: [Key: (field: FeedField, rank: Int)] = {
    var table: [Key: (FeedField, Int)] = [:]
    func row(_ family: Family, _ locals: String, _ field: FeedField, _ rank: Int = 1) {
      for local in locals.split(separator: " ") { table[Key(family: family, local: String(local))] = (field, rank) }
    }
    row(.core, "item entry", .entry)
    row(.core, "title", .title, 3)
    row(.core, "link", .link)
    row(.core, "description summary", .summary, 2)
    row(.core, "content", .content, 2)
    row(.core, "author", .author, 2)
    row(.core, "pubdate published", .published, 3)
    row(.core, "issued created", .published, 2)
    row(.core, "updated modified", .updated, 2)
    row(.core, "category", .category)
    row(.core, "enclosure", .enclosure)
    row(.core, "guid id", .identifier)
    row(.core, "language", .language)
    row(.core, "source", .origin)
    row(.core, "contributor image textinput cloud skiphours skipdays generator docs ttl comments rating", .skipped)
    row(.core, "logo icon managingeditor webmaster lastbuilddate rights copyright", .skipped)
    row(.content, "encoded", .content, 3)
    row(.dublinCore, "title", .title, 2)
    row(.dublinCore, "creator", .author, 1)
    row(.dublinCore, "date issued created", .published, 1)
    row(.dublinCore, "modified", .updated, 1)
    row(.dublinCore, "subject", .category)
    row(.dublinCore, "description", .summary, 1)
    row(.dublinCore, "language", .language)
    row(.dublinCore, "identifier", .identifier)
    row(.dublinCore, "contributor rights format type publisher", .skipped)
    row(.media, "title", .title, 1)
    row(.media, "description", .summary, 1)
    row(.media, "group content", .group)
    row(.media, "thumbnail community rating", .skipped)
    row(.podcast, "title", .title, 1)
    row(.podcast, "author", .author, 0)
    row(.podcast, "summary", .summary, 1)
    row(.podcast, "image owner explicit duration episode season episodetype block category", .skipped)
    row(.podcast, "keywords", .category)
    row(.html, "body div", .content, 1)
    return table
  }()
}
