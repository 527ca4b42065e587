/// Pictures of every screen at five sizes, as text. `make golden` records them.

import DigestCore
import DigestTUI
import DigestTestSupport
import Testing

@Suite struct GoldenScreenTests {
  /// A screen and how one comes to it.
  struct Picture: Sendable, CustomTestStringConvertible {
    let name: String
    let keys: String
    var words = ""
    var after = ""
    var bookmarks = false
    var testDescription: String { name }
  }

  static let pictures: [Picture] = [
    Picture(name: "front", keys: "", bookmarks: true),
    Picture(name: "front-headlines", keys: "s", bookmarks: true),
    Picture(name: "front-text", keys: "s s j"),
    Picture(name: "reader", keys: "j j Enter", bookmarks: true),
    Picture(name: "reader-quotation", keys: "j j Enter ) )", bookmarks: true),
    Picture(name: "reader-promos", keys: "j j Enter z"),
    Picture(name: "reader-outline", keys: "Enter Tab"),
    Picture(name: "reader-selecting", keys: "j j Enter v J"),
    Picture(name: "why-headline", keys: "j Enter W"),
    Picture(name: "why-promo", keys: "j Enter z W } } } } }"),
    Picture(name: "why-quotation", keys: "j Enter ) W"),
    Picture(name: "why-speaker", keys: "j Enter ) W w"),
    Picture(name: "search", keys: "Enter /", words: "boats"),
    Picture(name: "search-hits", keys: "Enter /", words: "boats", after: "Enter n"),
    Picture(name: "search-none", keys: "Enter /", words: "zeppelin"),
    Picture(name: "finder", keys: "\"", words: "boats"),
    Picture(name: "finder-list", keys: "\" Tab j j"),
    Picture(name: "speakers", keys: "\" Tab s"),
    Picture(name: "bookmarks", keys: "'", bookmarks: true),
    Picture(name: "bookmarks-empty", keys: "'"),
    Picture(name: "bookmark-note", keys: "' n", bookmarks: true),
    Picture(name: "export", keys: "' e", bookmarks: true),
    Picture(name: "help", keys: "?"),
    Picture(name: "help-reader", keys: "Enter ?"),
    Picture(name: "palette", keys: "Enter :", words: "quo"),
    Picture(name: "information", keys: "Enter i"),
  ]

  static let sizes = [(80, 24), (120, 40), (200, 60), (40, 12), (20, 5)]

  @Test(arguments: pictures) func picture(_ picture: Picture) throws {
    for (columns, rows) in Self.sizes {
      var script = try ScreenScript(columns: columns, rows: rows, bookmarks: picture.bookmarks ? Self.bookmarks() : [])
      script.press(picture.keys)
      script.type(picture.words)
      script.press(picture.after)
      let difference = Golden.difference(of: script.frame, from: "\(picture.name)-\(columns)x\(rows).txt")
      #expect(difference == nil, "\(difference ?? "")")
    }
  }

  @Test func articles() throws {
    let listings = [
      ArticleListing(
        path: "/a/ferries.txt", title: "Night ferries return to Lindholm after a three-year gap",
        details: ["The Harbour Courier", "12 May 2026", "7 min"],
        preview: ["Boats will run until two in the morning from October.", "The city pays two thirds of the cost for two years."]),
      ArticleListing(path: "/a/keys.txt", title: "Forty-one keys", details: ["9 min"], preview: ["I was given the keys on a Monday."]),
      ArticleListing(path: "/a/train.txt", title: "慢火车", details: ["山报", "2026年5月2日", "6 min"], preview: ["火车每天早上六点开。"]),
    ]
    for (columns, rows) in Self.sizes {
      let script = try ScreenScript(
        nil, columns: columns, rows: rows, articles: listings, note: "Articles that come with digest. `digest FILE` reads yours.")
      let difference = Golden.difference(of: script.frame, from: "articles-\(columns)x\(rows).txt")
      #expect(difference == nil, "\(difference ?? "")")
    }
  }

  @Test func unfinished() throws {
    for (columns, rows) in Self.sizes {
      let script = try ScreenScript(FerryArticle.opened(progress: 0.34), columns: columns, rows: rows)
      let difference = Golden.difference(of: script.frame, from: "front-unfinished-\(columns)x\(rows).txt")
      #expect(difference == nil, "\(difference ?? "")")
    }
  }

  @Test func tooSmall() throws {
    for (columns, rows) in [(19, 5), (20, 4), (1, 1)] {
      let script = try ScreenScript(columns: columns, rows: rows)
      let difference = Golden.difference(of: script.frame, from: "too-small-\(columns)x\(rows).txt")
      #expect(difference == nil, "\(difference ?? "")")
    }
  }

  /// A kept section, a quotation with note and tags, sentences whose words changed, one that is lost.
  static func bookmarks() -> [Bookmark] {
    let opened = FerryArticle.opened()
    let facts = ArticleFacts(of: opened.article, opened.digest, identity: opened.identity)
    func make(_ id: String, _ kind: Bookmark.Kind, _ passages: [Passage], note: String = "", tags: [String] = []) -> Bookmark {
      Bookmark.make(
        id: id, kind: kind, passages: passages, article: opened.article, digest: opened.digest, facts: facts, note: note, tags: tags,
        time: 1_777_680_000)
    }
    let quotation = make(
      "aaa", .quotation, opened.digest.quotations[1].parts, note: "Ask the council for the paper he means.", tags: ["money", "ferry"])
    let section = make("bbb", .section, Bookmark.passages(ofSection: 1, in: opened.article, opened.digest))
    var changed = make("ccc", .sentences, Array(opened.digest.sections[3].summary.prefix(1)))
    changed.exact = changed.exact.replacingFirst("two thirds", with: "three quarters")
    changed.end = changed.start + changed.exact.unicodeScalars.count
    var lost = make("ddd", .quotation, opened.digest.quotations[0].parts)
    lost.exact = "Sunday boats are a promise."
    lost.speaker = "Hanne Lind"
    lost.prefix = "nothing of this "
    lost.suffix = " stands here"
    return [quotation, section, changed, lost]
  }
}

extension String {
  /// With the first place of some words replaced.
  fileprivate func replacingFirst(_ words: String, with others: String) -> String {
    guard let range = firstRange(of: words) else { return self }
    return replacingCharacters(in: range, with: others)
  }

  private func replacingCharacters(in range: Range<String.Index>, with others: String) -> String {
    String(self[..<range.lowerBound]) + others + String(self[range.upperBound...])
  }
}
