/// Bookmarks by article and by section, and what the exports tell of an article.

/// The bookmarks of one article, in its order.
public struct ArticleBookmarks: Sendable, Equatable {
  /// As the newest bookmark knows the article.
  public var article: ArticleFacts
  /// In the article's order; never empty.
  public var bookmarks: [Bookmark]

  /// Groups bookmarks by article, the articles in the order of their first bookmarks.
  public static func group(_ bookmarks: [Bookmark]) -> [ArticleBookmarks] {
    var groups: [ArticleBookmarks] = []
    var indexes: [Key: Int] = [:]
    for bookmark in bookmarks {
      let key = Key(id: bookmark.article.id, title: bookmark.article.title)
      if let index = indexes[key] {
        groups[index].bookmarks.append(bookmark)
      } else {
        indexes[key] = groups.count
        groups.append(ArticleBookmarks(article: bookmark.article, bookmarks: [bookmark]))
      }
    }
    for index in groups.indices {
      groups[index].bookmarks.sort { ($0.start, $0.end, $0.created, $0.id) < ($1.start, $1.end, $1.created, $1.id) }
      let newest = groups[index].bookmarks.max { ($0.created, $0.id) < ($1.created, $1.id) }
      groups[index].article = newest?.article ?? groups[index].article
    }
    return groups
  }

  /// A text whose title changed is another article to whoever quotes it.
  private struct Key: Hashable {
    var id: String
    var title: String?
  }

  /// The time of the first bookmark, seconds since 1970.
  var saved: Int64 { bookmarks.map(\.created).min() ?? 0 }

  /// All tags, each once, in the order in which they come.
  var tags: [String] {
    var seen: Set<String> = []
    return bookmarks.flatMap(\.tags).filter { seen.insert($0).inserted }
  }

  /// The title, else the end of the path or address.
  public var name: String {
    article.title ?? article.source.split(separator: "/").last.map(String.init) ?? article.source
  }

  /// The bookmarks under their sections' headlines.
  var sections: [(headline: String, bookmarks: ArraySlice<Bookmark>)] {
    var found: [(headline: String, bookmarks: ArraySlice<Bookmark>)] = []
    var start = 0
    for index in bookmarks.indices
    where index + 1 == bookmarks.count || bookmarks[index + 1].sectionHeadline != bookmarks[index].sectionHeadline {
      found.append((bookmarks[index].sectionHeadline, bookmarks[start...index]))
      start = index + 1
    }
    return found
  }

  /// What an export tells of the article, in this order; unknown fields are left out.
  var fields: [(name: String, value: FieldValue)] {
    let texts: [(String, String?)] = [
      ("title", article.title), ("author", article.author), ("source", article.source), ("published", article.published),
      ("saved", UTCTime.iso(saved)),
    ]
    var fields = texts.compactMap { name, value in value.map { (name: name, value: FieldValue.text($0)) } }
    if !tags.isEmpty { fields.append(("tags", .list(tags))) }
    if let words = article.words { fields.append(("words", .number(words))) }
    fields.append(("digest_id", .text(article.id)))
    return fields
  }

  enum FieldValue {
    case text(String)
    case number(Int)
    case list([String])

    /// On one line, tags as words.
    var words: String {
      switch self {
      case .text(let text): text
      case .number(let number): String(number)
      case .list(let values): values.joined(separator: " ")
      }
    }

    /// On one line, tags with their sign.
    var line: String {
      if case .list(let values) = self { return values.map { "#\($0)" }.joined(separator: " ") }
      return words
    }
  }
}

extension Bookmark {
  /// The speaker as forms for people show it: `probably NAME` where that is not certain; nil where there is none.
  public var attributedSpeaker: String? {
    speaker.map { confidence == .probable ? "probably \($0)" : $0 }
  }
}
