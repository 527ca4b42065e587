/// Feeds on the screens: a list of their entries, each of which opens and is known by its own name.

import DigestCore
import DigestTestSupport
import Testing

@testable import DigestTUI

@Suite struct FeedOpeningTests {
  private static let feed = """
    <rss><channel><title>The Weir Gazette</title><description>News of a river</description>
    <item><title>The mill</title><link>https://weir.example/1</link><pubDate>Mon, 18 Mar 2024 06:30:00 GMT</pubDate>
    <description>The mill kept its wheel.</description></item>
    <item><title>The barge</title><author>Ida Vane</author><description>A barge came at dusk.</description></item></channel></rss>
    """

  private func opener() -> ArticleOpener {
    ArticleOpener(lexicons: { Lexicons(directory: nil) }, format: nil, queue: EventQueue(wake: {}))
  }

  private func opened(_ opening: ArticleOpener.Opening) -> OpenedArticle? {
    if case .opened(let article)? = opening.completion?() ?? opening.event { article } else { nil }
  }

  @Test func aFeedIsAListOfItsEntries() throws {
    try TemporaryFolder.withFile(Self.feed.utf8, name: "feed.xml") { path in
      guard case .listed(let rows, let note, let warnings)? = opener().open(path).event else {
        Issue.record("no list")
        return
      }
      #expect(note == "The Weir Gazette — News of a river")
      #expect(warnings.isEmpty)
      #expect(rows.count == 2)
      #expect(rows[0].path == "\(path)#entry-1")
      #expect(rows[0].title == "The mill")
      #expect(rows[1].details == ["Ida Vane"])
      #expect(rows[1].preview == ["A barge came at dusk."])
    }
  }

  /// What names an entry, in a session that has read the feed and in one that has not.
  @Test(arguments: [true, false]) func anEntryOpensByItsName(isListed: Bool) throws {
    try TemporaryFolder.withFile(Self.feed.utf8, name: "feed.xml") { path in
      let opener = opener()
      if isListed { _ = opener.open(path) }
      let first = try #require(opened(opener.open("\(path)#entry-1")))
      #expect(first.article.title == "The mill")
      #expect(first.identity.address == "https://weir.example/1")
      #expect(first.identity.path == nil)
      let second = try #require(opened(opener.open("\(path)#entry-2")))
      #expect(second.article.title == "The barge")
      #expect(second.identity.path == "\(path)#entry-2")
      let byAddress = try #require(opened(opener.open("https://weir.example/1")))
      #expect(byAddress.article.title == "The mill")
    }
  }

  @Test func aNumberTooLargeIsAnError() throws {
    try TemporaryFolder.withFile(Self.feed.utf8, name: "feed.xml") { path in
      guard case .failed(let error)? = opener().open("\(path)#entry-3").event else {
        Issue.record("no error")
        return
      }
      #expect(error.description.hasSuffix("has no entry 3; it has entries 1 to 2"))
    }
  }

  @Test func theListComesBackBehindAnEntry() throws {
    try TemporaryFolder.withFile(Self.feed.utf8, name: "feed.xml") { path in
      let opener = opener()
      var state = State(size: Size(columns: 80, rows: 24), lexicons: Lexicons(directory: nil))
      _ = update(&state, try #require(opener.open(path).event))
      #expect(FramePrinter.plain(view(state)).contains("▸ The mill"))
      #expect(update(&state, .key(.character("j"))).isEmpty)
      #expect(update(&state, .key(.enter)) == [.open(path: "\(path)#entry-2")])
      _ = update(&state, .opened(try #require(opened(opener.open("\(path)#entry-2")))))
      #expect(FramePrinter.plain(view(state)).contains("A barge came at dusk."))
      _ = update(&state, .key(.character("q")))
      #expect(FramePrinter.plain(view(state)).contains("▸ The barge"))
    }
  }

  @Test func rowsOfSeveralDocumentsStandOneBehindTheOther() {
    let rows = ArticleRows(
      joining: [2, 0, 1, 3].enumerated().map { part, count in
        ArticleRows(count: count) { ArticleListing(path: "\(part).\($0)", title: "", details: [], preview: []) }
      })
    #expect((0..<rows.count).map { rows[$0].path } == ["0.0", "0.1", "2.0", "3.0", "3.1", "3.2"])
  }
}
