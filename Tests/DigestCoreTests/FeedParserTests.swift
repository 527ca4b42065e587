/// Feeds to articles: every kind of feed, what becomes of each field, broken and hostile feeds, and that no word is lost.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

/// What the tests of feeds share.
enum Feeds {
  static let lexicons = Lexicons(directory: "\(SharedData.checkout)/Content/Languages")

  static func series(_ text: String) throws -> ArticleSeries {
    let document = try DocumentMaker.document(Array(text.utf8), source: "weir.xml")
    #expect(document.format == .feed)
    return try document.series(lexicons)
  }

  static func rss(_ items: String, channel: String = "<title>The Weir Gazette</title><link>https://weir.example/</link>") -> String {
    """
    <?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\(channel)\(items)</channel></rss>
    """
  }

  static func atom(_ entries: String, attributes: String = "") -> String {
    "<feed xmlns='http://www.w3.org/2005/Atom' \(attributes)><title>The Weir Gazette</title><id>urn:x</id>\(entries)</feed>"
  }

  /// `role: text` of each block, in order.
  static func blocks(_ article: Article) -> [String] {
    article.blocks.indices.map { "\(article.blocks[$0].role.rawValue): \(article.text(ofBlock: $0))" }
  }
}

@Suite struct FeedParserTests {
  private static let body = "<p>The mill kept its wheel, and the town was told of it in week seven.</p><p>A second letter came.</p>"

  /// One entry, the same in each kind of feed.
  static let kinds: [(name: String, feed: String)] = [
    (
      "RSS 2.0",
      Feeds.rss(
        """
        <item><title>The mill keeps its wheel</title><link>https://weir.example/1</link><dc:creator>Ida Vane</dc:creator>
        <pubDate>Mon, 18 Mar 2024 06:30:00 +0000</pubDate><category>mills</category><category>rivers</category>
        <enclosure url="https://weir.example/1.mp3" type="audio/mpeg" length="10"/>
        <description>What the deed says.</description><content:encoded><![CDATA[\(body)]]></content:encoded></item>
        """)
    ),
    (
      "RSS 0.91",
      """
      <!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
      <rss version="0.91"><channel><title>The Weir Gazette</title><link>https://weir.example/</link>
      <item><title>The mill keeps its wheel</title><link>https://weir.example/1</link><author>ida@weir.example (Ida Vane)</author>
      <pubDate>18 Mar 24 06:30 GMT</pubDate><category>mills</category><category>rivers</category>
      <enclosure url="https://weir.example/1.mp3" type="audio/mpeg"/>
      <summary>What the deed says.</summary><content>\(body.replacingOccurrences(of: "<", with: "&lt;"))</content></item></channel></rss>
      """
    ),
    (
      "RSS 1.0",
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/"
      xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel rdf:about="x"><title>The Weir Gazette</title>
      <items><rdf:Seq><rdf:li resource="https://weir.example/1"/></rdf:Seq></items></channel><image><title>Not this</title></image>
      <item rdf:about="https://weir.example/1"><title>The mill keeps its wheel</title><link>https://weir.example/1</link>
      <d:creator>Ida Vane</d:creator><d:date>2024-03-18T06:30:00+00:00</d:date><d:subject>mills</d:subject><d:subject>rivers</d:subject>
      <enclosure url="https://weir.example/1.mp3" type="audio/mpeg"/>
      <description>What the deed says.</description><c:encoded><![CDATA[\(body)]]></c:encoded></item></rdf:RDF>
      """
    ),
    (
      "Atom 1.0",
      Feeds.atom(
        """
        <entry><title type="text">The mill keeps its wheel</title><id>tag:x,1</id><link rel="self" href="https://weir.example/no"/>
        <link href="/1"/><link rel="enclosure" href="1.mp3" type="audio/mpeg"/><published>2024-03-18T06:30:00Z</published>
        <author><name>Ida Vane</name><email>ida@weir.example</email></author><category term="x" label="mills"/><category term="rivers"/>
        <summary>What the deed says.</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">\(body)</div></content></entry>
        """, attributes: "xml:base='https://weir.example/'")
    ),
    (
      "Atom 0.3",
      """
      <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>The Weir Gazette</title>
      <entry><title>The mill keeps its wheel</title><link rel="alternate" href="https://weir.example/1"/>
      <link rel="enclosure" href="https://weir.example/1.mp3" type="audio/mpeg"/>
      <issued>2024-03-18</issued><author><name>Ida Vane</name></author><category term="mills"/><category term="rivers"/>
      <summary>What the deed says.</summary><content type="text/html" mode="escaped"><![CDATA[\(body)]]></content></entry></feed>
      """
    ),
    (
      "JSON Feed",
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "The Weir Gazette", "home_page_url": "https://weir.example/", "items": [
      {"id": "1", "url": "https://weir.example/1", "title": "The mill keeps its wheel", "summary": "What the deed says.",
      "content_html": "\(body.replacingOccurrences(of: "/", with: "\\/"))", "date_published": "2024-03-18T06:30:00Z",
      "authors": [{"name": "Ida Vane"}], "tags": ["mills", "rivers"],
      "attachments": [{"url": "https://weir.example/1.mp3", "mime_type": "audio/mpeg"}]}]}
      """
    ),
  ]

  @Test(arguments: kinds.map(\.name)) func everyKind(name: String) throws {
    let series = try Feeds.series(try #require(Self.kinds.first { $0.name == name }).feed)
    #expect(series.count == 1)
    #expect(series.warnings.isEmpty)
    let article = series[0]
    #expect(article.source == "https://weir.example/1")
    #expect(article.metadata.url == "https://weir.example/1")
    #expect(article.metadata.byline == "Ida Vane")
    #expect(article.metadata.published == "2024-03-18")
    #expect(article.metadata.publisher == "The Weir Gazette")
    #expect(
      Feeds.blocks(article) == [
        "title: The mill keeps its wheel", "standfirst: What the deed says.",
        "body: The mill kept its wheel, and the town was told of it in week seven.", "body: A second letter came.",
        "credit: mills, rivers", "credit: https://weir.example/1.mp3 audio/mpeg",
      ])
    let heading = series.heading(0)
    #expect(heading == .init(title: "The mill keeps its wheel", byline: "Ida Vane", date: "2024-03-18", beginning: "What the deed says."))
    #expect(series.index(ofAddress: "https://weir.example/1") == 0)
    #expect(series.index(ofAddress: "https://weir.example/2") == nil)
  }

  /// One line a case: what an item holds, and its blocks.
  @Test(arguments: [
    ("plain text", "<description>One line.\n\nAnother &amp; more.</description>", ["body: One line.", "body: Another & more."]),
    (
      "escaped HTML", "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Caf&amp;eacute;.&lt;/p&gt;</description>",
      ["body: One.", "body: Café."]
    ),
    (
      "HTML that is not escaped", "<description><p>One <b>bold</b> word.</p><p>Two.<br/>Three.</p></description>",
      ["body: One bold word.", "body: Two. Three."]
    ),
    ("no title", "<description>Only words.</description>", ["body: Only words."]),
    ("a title alone", "<title>Only a title</title>", ["title: Only a title"]),
    ("a title with markup", "<title>&lt;i&gt;Weir&lt;/i&gt; &amp;amp; mill</title>", ["title: Weir & mill"]),
    ("a title with an angle", "<title>1 &lt; 2</title>", ["title: 1 < 2"]),
    (
      "a summary that the text begins with",
      "<description>The mill kept its wheel</description><content:encoded>The mill kept its wheel, and more.</content:encoded>",
      ["body: The mill kept its wheel, and more."]
    ),
    (
      "words of other elements",
      "<description>The wheel turns.</description><media:description>A wheel in the dusk</media:description><x:n>7</x:n>",
      ["body: The wheel turns.", "promo: A wheel in the dusk"]
    ),
    (
      "what others say again", "<description>The wheel turns at dusk.</description><media:description>The wheel turns.</media:description>",
      ["body: The wheel turns at dusk."]
    ),
    (
      "the same words again", "<description>The wheel turns.</description><media:description>the wheel turns</media:description>",
      ["body: The wheel turns."]
    ),
    ("fields of another thing", "<title>Weir</title><source url='x'>Elsewhere</source><image><title>Logo</title></image>", ["title: Weir"]),
    ("a CDATA section in two", "<description><![CDATA[One ]]]]><![CDATA[> two]]></description>", ["body: One ]]> two"]),
  ]) func items(_ name: String, _ item: String, _ expected: [String]) throws {
    #expect(Feeds.blocks(try Feeds.series(Feeds.rss("<item>\(item)</item>"))[0]) == expected, "\(name)")
  }

  @Test(arguments: [
    ("text", "<content type='text'>a &lt;b&gt; c</content>", "body: a <b> c"),
    ("html", "<content type='html'>a &lt;b&gt;c&lt;/b&gt; &amp;amp; d</content>", "body: a c & d"),
    (
      "xhtml", "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>c</b> &lt;i> &amp;amp; d</div></content>",
      "body: a c <i> &amp; d"
    ),
  ]) func atomSaysHowTextIsWritten(_ type: String, _ content: String, _ expected: String) throws {
    #expect(Feeds.blocks(try Feeds.series(Feeds.atom("<entry>\(content)</entry>"))[0]) == [expected], "\(type)")
  }

  @Test func whatIsSaidOfAFilmIsTheTextWhereThereIsNoOther() throws {
    let film = "<media:group><media:description>A wheel is built.</media:description></media:group>"
    #expect(Feeds.blocks(try Feeds.series(Feeds.rss("<item>\(film)</item>"))[0]) == ["body: A wheel is built."])
    let both = Feeds.rss("<item>\(film)<content:encoded>The carpenter came.</content:encoded></item>")
    #expect(Feeds.blocks(try Feeds.series(both)[0]) == ["body: The carpenter came.", "promo: A wheel is built."])
  }

  @Test func promosOfEntriesAreSetAside() throws {
    let text = """
      <p>\(Pages.prose(1))</p><p>Sign up for our newsletter</p><p>\(Pages.prose(2))</p>
      <div class="share-buttons"><h3>Share this:</h3><ul><li><a href="x">Here</a></li></ul></div>
      <p>The post <a href="x">The wheel</a> appeared first on <a href="y">The Weir Gazette</a>.</p>
      """
    let article = try Feeds.series(Feeds.rss("<item><description><![CDATA[\(text)]]></description></item>"))[0]
    #expect(article.blocks.map(\.role) == [.body, .promo, .body, .promo, .promo, .promo])
  }

  @Test func linesWithoutParagraphsAreText() throws {
    let article = try Feeds.series(Feeds.rss("<item><description><![CDATA[Line one<br>line two<br><br>Three]]></description></item>"))[0]
    #expect(Feeds.blocks(article) == ["body: Line one line two", "body: Three"])
  }

  @Test func notesAreFootnotes() throws {
    let text = "<p>The wheel turns.<sup><a href='#n'>1</a></sup></p><p>It stops at dusk.</p><p id='n'>In summer. <a href='#r'>back</a></p>"
    let article = try Feeds.series(Feeds.rss("<item><description><![CDATA[\(text)]]></description></item>"))[0]
    #expect(article.blocks.map(\.role) == [.body, .body, .footnote])
  }

  @Test func relativeAddressesOfAFetchedFeed() throws {
    let feed = Array("<rss><channel><item><title>A</title><link>1</link></item></channel></rss>".utf8)
    let document = Document(
      source: "x", bytes: feed, format: .feed, transport: Transport(name: "x", address: "https://weir.example/feeds/all.xml"))
    #expect(try document.series(Feeds.lexicons)[0].metadata.url == "https://weir.example/feeds/1")
  }

  @Test func entriesKeepTheirOrderAndNames() throws {
    let series = try Feeds.series(Feeds.rss((1...3).map { "<item><title>Entry \($0)</title></item>" }.joined()))
    #expect(series.map(\.title) == ["Entry 1", "Entry 2", "Entry 3"])
    #expect(series.map(\.source) == ["weir.xml#entry-1", "weir.xml#entry-2", "weir.xml#entry-3"])
  }

  @Test(arguments: [
    ("an address as identifier", "<guid>https://weir.example/9</guid>", "https://weir.example/9"),
    ("an identifier that is no address", "<guid isPermaLink='false'>https://weir.example/9</guid>", "weir.xml#entry-1"),
    ("a relative address", "<link>/9</link>", "https://weir.example/9"),
    ("a script", "<link>javascript:alert(1)</link>", "weir.xml#entry-1"),
  ]) func sources(_ name: String, _ item: String, _ source: String) throws {
    #expect(try Feeds.series(Feeds.rss("<item><title>x</title>\(item)</item>"))[0].source == source, "\(name)")
  }

  @Test func linksOfEntriesAreReadAgainstTheBase() throws {
    let entry = "<entry xml:base='b/'><content type='html'>&lt;p>See &lt;a href='c'>there&lt;/a>.&lt;/p></content></entry>"
    let article = try Feeds.series(Feeds.atom(entry, attributes: "xml:base='https://weir.example/a/'"))[0]
    let link = try #require(article.markup.inlines.first { $0.kind == .link })
    #expect(article.markup.target(of: link) == .address("https://weir.example/a/b/c"))
    #expect(String(decoding: article.utf8[link.bytes], as: UTF8.self) == "there")
  }

  @Test(arguments: [
    ("one name", ["Ida Vane"], "Ida Vane"), ("two", ["Ida Vane", "Per Holm", "ida vane"], "Ida Vane; Per Holm"),
    ("a name behind an address", ["ida@weir.example (Ida Vane)"], "Ida Vane"),
    ("an address beside a name", ["ida@weir.example", "Ida Vane"], "Ida Vane"),
    ("an address alone", ["ida@weir.example"], "ida@weir.example"),
  ]) func bylines(_ name: String, _ texts: [String], _ byline: String) { #expect(FeedWords.byline(texts) == byline, "\(name)") }

  @Test(arguments: [
    ("Mon, 18 Mar 2024 06:30:00 +0000", "2024-03-18"), ("18 Mar 24 06:30 GMT", "2024-03-18"), ("Wed, 02 Oct 99 08:00 EST", "1999-10-02"),
    ("2024-03-18T06:30:00Z", "2024-03-18"), ("2024-03-18", "2024-03-18"), ("yesterday", nil), ("0000-00-00", nil), ("-1", nil),
  ]) func days(_ text: String, _ day: String?) { #expect(FeedWords.day(text, [DateReader(Feeds.lexicons.lexicon(for: "en"))]) == day) }

  @Test func languageOfShortEntriesIsTheFeeds() throws {
    let channel = "<title>T</title><language>de_AT</language>"
    #expect(try Feeds.series(Feeds.rss("<item><title>Ja</title></item>", channel: channel))[0].metadata.language == "de-AT")
  }

  @Test(arguments: [Feeds.rss(""), Feeds.rss("<item/>"), Feeds.atom(""), #"{"version": "https://jsonfeed.org/version/1", "items": []}"#])
  func aFeedWithoutEntriesIsAnError(feed: String) {
    let error = #expect(throws: DigestError.self) { try Feeds.series(feed) }
    #expect(error?.problem == "is a feed without entries")
  }

  @Test(arguments: [
    ("rss", "<?xml version='1.0'?><!-- x --><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>", true),
    ("a prefix", "<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", true),
    ("feed without a namespace", "<feed><entry>", true), ("another feed", "<feed><animal>", false),
    ("rdf of something else", "<rdf:RDF xmlns:rdf='x'><foaf>", false), ("a page", "<html><rss>", false), ("words", "rss <rss>", false),
    ("JSON", #"{"a": 1}"#, false), ("JSON with the version last", #"{"items": [{"content_text": "x"}], "version": "#, true),
  ]) func isKnownByItsBeginning(_ name: String, _ text: String, _ isFeed: Bool) {
    #expect(Array(text.utf8).withUnsafeBufferPointer { FeedSignature.matches($0) } == isFeed, "\(name)")
  }

  /// Every word of the sample feeds' titles, summaries and texts stands in the entry's article.
  @Test(.enabled(if: SharedData.path != nil), arguments: ["en-rss-2.0.xml", "en-rss-1.0.rdf", "en-atom.xml", "en-json-feed.json"])
  func noWordIsLost(name: String) throws {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(SharedData.path ?? "")/corpora/formats/\(name)"))
    let series = try DocumentMaker.document(Array(bytes), source: name).series(Feeds.lexicons)
    let marks =
      name.hasSuffix("json")
      ? ("{\n   \"id\"", "\"date_published\"") : name.contains("atom") ? ("<entry>", "</entry>") : ("<item>", "</item>")
    let raw = String(decoding: bytes, as: UTF8.self).replacing("<item rdf", with: "<item><x rdf").components(separatedBy: marks.0)
      .dropFirst()
    #expect(raw.count == series.count)
    for (entry, article) in zip(raw, series) {
      // Tags, escaped ones too, and the names and values that are no words.
      var text = entry.components(separatedBy: marks.1)[0].replacingOccurrences(of: "\\n", with: " ").replacingOccurrences(
        of: "\\", with: "")
      for (from, to) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("<![CDATA[", " "), ("]]>", " ")] {
        text = text.replacingOccurrences(of: from, with: to)
      }
      for tag in ["link", "guid", "pubDate", "id", "updated", "published", "dc:date", "dc:creator", "author"] {
        while let start = text.range(of: "<\(tag)>"), let end = text.range(of: "</\(tag)>") {
          text.removeSubrange(start.lowerBound..<end.upperBound)
        }
      }
      if name.hasSuffix("json") {
        text = text.components(separatedBy: "\"title\": ").dropFirst().joined().replacingOccurrences(of: "\"summary\":", with: "")
          .replacingOccurrences(of: "\"content_html\":", with: "")
      }
      let words = text.split(separator: "<", omittingEmptySubsequences: false).enumerated()
        .flatMap { $0 == 0 ? [$1] : $1.split(separator: ">", maxSplits: 1).dropFirst() }.joined(separator: " ")
        .split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
      let found = Set(String(decoding: article.utf8, as: UTF8.self).split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() })
      #expect(words.count > 10)
      #expect(words.filter { !found.contains($0) } == [])
    }
  }

  // MARK: Broken feeds

  /// Titles and bodies of all entries that are read all the same.
  @Test(arguments: [
    ("an item that is not closed", "<item><title>A</title><description>one</description><item><title>B</title></item>", ["A", "one", "B"]),
    ("a title that is not closed", "<item><title>A<description>one</description></item><item><title>B</title></item>", ["A", "one", "B"]),
    ("HTML that is not closed", "<item><description><p>one<br>two<i></description></item><item><title>B</title></item>", ["one two", "B"]),
    ("end tags of nothing", "<item><title>A</b></title></i></item></channel></rss><item><title>B</title></item>", ["A", "B"]),
    ("a prefix that is not declared", "<item><q:title>no</q:title><itunes:title>A</itunes:title></item>", ["A"]),
    ("names of characters", "<item><title>Caf&eacute; &mdash; R&D</title></item>", ["Café — R&D"]),
    ("cut in a tag", "<item><title>A</title></item><item><title>B</ti", ["A", "B"]),
    ("cut in CDATA", "<item><description><![CDATA[<p>one</p><p>tw", ["one", "tw"]),
  ]) func broken(_ name: String, _ items: String, _ expected: [String]) throws {
    let feed = "<rss version='2.0'><channel><title>T</title>\(items)"
    #expect(try Feeds.series(feed).flatMap { article in article.blocks.indices.map { article.text(ofBlock: $0) } } == expected, "\(name)")
  }

  @Test func brokenFeedsAreSaidToBe() throws {
    #expect(
      try Feeds.series(Feeds.rss("<item><title>A</item>")).warnings == ["the feed is broken in 1 place; it was read as far as it goes"])
  }

  @Test func jsonThatIsCutIsReadAsFarAsItGoes() throws {
    let feed = #"{"version": "https://jsonfeed.org/version/1", "items": [{"title": "A"}, {"title": "B", "content_text": "on"#
    let series = try Feeds.series(feed)
    #expect(series.map(\.title) == ["A", "B"])
    #expect(series.warnings.count == 1)
  }

  // MARK: Hostile feeds

  @Test func entitiesStayWords() throws {
    let bomb = "<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b '&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    let series = try Feeds.series(bomb + "<rss><channel><item><title>&b; &f; word</title></item></channel></rss>")
    #expect(series[0].title == "&b; &f; word")
  }

  @Test func deepEntriesAreFlattened() throws {
    let deep = String(repeating: "<a>", count: 20_000) + "word" + String(repeating: "</a>", count: 20_000)
    let series = try Feeds.series(Feeds.rss("<item><description>\(deep)</description></item><item><title>B</title></item>"))
    #expect(series[0].blocks.indices.map { series[0].text(ofBlock: $0) } == ["word"])
    #expect(series[1].title == "B")
  }

  @Test func anEntryWithMoreMarkupThanAPageIsReadAsText() throws {
    let many = String(repeating: "<![CDATA[<b>x]]>", count: HTMLGuard.tagLimit + 1)
    let article = try Feeds.series(Feeds.rss("<item><description>\(many)</description></item>"))[0]
    #expect(article.warnings.count == 1)
    #expect(article.blocks.count == 1)
  }

  @Test func manyEntriesTakeLinearRoom() throws {
    let count = 20_000
    let xml = Feeds.rss((0..<count).map { "<item><title>Entry \($0)</title><description>The wheel turns.</description></item>" }.joined())
    #expect(try Feeds.series(xml).count == count)
    let items = (0..<count).map { #"{"id": "\#($0)", "title": "Entry \#($0)", "content_text": "The wheel turns."}"# }.joined(separator: ",")
    let json = try Feeds.series(#"{"version": "https://jsonfeed.org/version/1.1", "items": [\#(items)]}"#)
    #expect(json.count == count)
    #expect(json[count - 1].title == "Entry \(count - 1)")
  }

  // MARK: Properties

  /// Whatever is cut out of a feed, doubled or put elsewhere: what is read is valid, and every letter of it comes from the feed.
  @Test(arguments: 0..<40) func nothingBreaksIt(seed: UInt64) throws {
    var random = SeededRandom(seed)
    for kind in Self.kinds {
      var bytes = Array(kind.feed.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let low = Int.random(in: 0..<bytes.count, using: &random)
        let high = min(bytes.count, low + Int.random(in: 0...30, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.removeSubrange(low..<high)
        case 1: bytes.insert(contentsOf: bytes[low..<high], at: Int.random(in: 0...bytes.count, using: &random))
        case 2: for index in low..<high { bytes[index] = UInt8.random(in: 0...255, using: &random) }
        default: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0...200, using: &random)))
        }
      }
      let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
      let document = Document(source: "weir.xml", bytes: text, format: .feed)
      guard let series = try? document.series(Feeds.lexicons) else { continue }
      for (index, article) in series.enumerated() {
        #expect(String(validating: article.utf8, as: UTF8.self) != nil)
        var end = -1
        for block in article.blocks {
          #expect(block.bytes.lowerBound == end + 1 && block.bytes.upperBound <= article.utf8.count)
          end = block.bytes.upperBound
        }
        _ = series.heading(index)
      }
    }
  }

  @Test(arguments: [
    ("a.xml#entry-3", "a.xml", 3), ("-#entry-1", "-", 1), ("https://weir.example/feed#entry-12", "https://weir.example/feed", 12),
    ("a#entry-1#entry-2", "a#entry-1", 2),
  ]) func namesOfEntries(name: String, file: String, entry: Int) throws {
    let parts = try #require(EntryName.parts(of: name))
    #expect(parts == (file, entry))
    #expect(EntryName.name(of: file, entry: entry) == name)
  }

  @Test(arguments: ["a.xml", "a.xml#entry-", "a.xml#entry-0", "a.xml#entry--1", "#entry-1", "a.xml#entry-1x", "a.xml#part-1"])
  func otherNames(name: String) { #expect(EntryName.parts(of: name) == nil) }
}
