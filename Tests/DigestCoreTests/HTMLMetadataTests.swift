/// What pages say of their articles: titles, writers, days, languages, and who is believed where they disagree.

import Testing

@testable import DigestCore

struct HTMLMetadataTests {
  private static let body = "<h1>The mill keeps its wheel</h1>" + Pages.paragraphs(0..<4)

  private func metadata(head: String, body: String = body) throws -> Metadata {
    try Pages.article(Pages.page(body, head: "<title>The mill keeps its wheel | The Weir Gazette</title>" + head)).metadata
  }

  @Test(
    arguments: [
      ("<meta property=og:site_name content='The Weir Gazette'><meta name=author content='By Ana Lind'>", "Ana Lind"),
      ("<meta name=author content='Ana Lind and Bo Ek'>", "Ana Lind; Bo Ek"),
      ("<meta property=og:site_name content='Weir Gazette'><meta name=author content='Weir Gazette'>", nil),
      ("<meta name=author content='admin'>", nil), ("<meta property=article:author content='https://social.invalid/ana'>", nil),
      (
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[{\"name\":\"Ana Lind\"},{\"name\":\"Bo Ek\"}]}</script>",
        "Ana Lind; Bo Ek"
      ),
      (
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":\"Ana Lind\",}</script><meta name=author content='Web Desk'>",
        "Ana Lind"
      ),
      (
        "<script type=application/ld+json>{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"}},{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ana Lind\"}]}</script>",
        "Ana Lind"
      ),
    ] as [(String, String?)])
  func bylines(head: String, byline: String?) throws {
    #expect(try metadata(head: head).byline == byline)
  }

  @Test(arguments: [
    "<p class=byline>By <a href=/ana>Ana Lind</a></p>", "<div><span class=author>Ana Lind</span> | 3 min</div>", "<p>By Ana Lind</p>",
    "<p>Words by Ana Lind, staff writer</p>",
  ])
  func bylinesThatThePageShows(html: String) throws {
    let body = "<h1>The mill keeps its wheel</h1>\(html)" + Pages.paragraphs(0..<4)
    #expect(try metadata(head: "", body: body).byline == "Ana Lind")
  }

  @Test(
    arguments: [
      ("<meta property=article:published_time content='2021-03-04T05:06:07Z'>", "2021-03-04"),
      ("<meta name=pubdate content='Thu, 04 Mar 2021 05:06:07 GMT'>", "2021-03-04"), ("<meta name=date content='20210304'>", "2021-03-04"),
      ("<meta itemprop=datePublished content='1614834367'>", "2021-03-04"), ("<meta name=date content='March 4, 2021'>", "2021-03-04"),
      (
        "<script type=application/ld+json>{\"@type\":\"BlogPosting\",\"datePublished\":\"2021-03-04\"}</script><meta name=date content='2020-01-01'>",
        "2021-03-04"
      ),
      ("<meta name=date content='9999-99-99'>", nil), ("<link rel=canonical href='https://weir.invalid/2021/03/04/mill'>", "2021-03-04"),
    ] as [(String, String?)])
  func days(head: String, day: String?) throws {
    #expect(try metadata(head: head).published == day)
  }

  @Test(arguments: [
    "<p>4 March 2021</p>", "<p class=date>Posted on March 4th, 2021 at 9:15 p.m.</p>", "<time datetime=2021-03-04>yesterday</time>",
  ])
  func daysThatThePageShows(html: String) throws {
    let body = "<h1>The mill keeps its wheel</h1>\(html)" + Pages.paragraphs(0..<4)
    #expect(try metadata(head: "", body: body).published == "2021-03-04")
  }

  /// The head, what stands above the paragraphs, and the title.
  @Test(arguments: [
    (
      "<title>Weir Gazette</title><meta property=og:site_name content='Weir Gazette'>",
      "<h1>Weir Gazette</h1><h2>The mill keeps its wheel for good</h2>", "The mill keeps its wheel for good"
    ),
    ("<title>The mill keeps its wheel - Weir Gazette</title>", "", "The mill keeps its wheel"),
    ("<title>Gazette: mill</title><meta property=og:title content='A wheel stays'>", "", "A wheel stays"),
    (
      "<title>A wheel stays | Weir</title>", "<div class=logo><h1>Weir</h1></div><h1>A wheel stays, and turns</h1>",
      "A wheel stays, and turns"
    ),
    ("<title>x</title>", "<h1>The <em>mill</em> keeps<br>its wheel</h1>", "The mill keeps its wheel"),
  ])
  func titles(head: String, html: String, title: String) throws {
    #expect(try Pages.article(Pages.page(html + Pages.paragraphs(0..<4), head: head)).title == title)
  }

  @Test func theRest() throws {
    let head = """
      <meta property=og:site_name content="The Weir Gazette"><link rel=canonical href="https://weir.invalid/mill">
      <meta property=article:modified_time content="2021-03-05T00:00:00Z"><meta name=description content="A wheel stays where it was.">
      """
    let body =
      "<h1>The mill keeps its wheel</h1><p class=standfirst>A wheel stays where it was, for six years more.</p>" + Pages.paragraphs(0..<4)
    let article = try Pages.article(Pages.page(body, head: "<title>x</title>" + head))
    #expect(article.standfirst == "A wheel stays where it was, for six years more.")
    #expect(article.metadata.publisher == "The Weir Gazette")
    #expect(article.metadata.url == "https://weir.invalid/mill")
    #expect(article.metadata.modified == "2021-03-05")
    #expect(article.metadata.language == "en")
  }

  @Test func theTextsLanguageCountsMoreThanThePagesWord() throws {
    let text =
      "<p>Die Mühle behält ihr Rad, und niemand in der Stadt weiß, wer es in den nächsten Jahren bezahlen wird, sagte der Rat am Abend.</p>"
    let article = try Pages.article("<!doctype html><html lang=en><title>x</title>" + String(repeating: text, count: 4))
    #expect(article.metadata.language == "de")
  }

  @Test(
    arguments: [
      ("{\"a\": [1, \"x\\u00e9\\ud83d\\ude00\", {\"b\": null}],}", "x\u{e9}😀"), ("{\"a\": [\"line\nfeed\"", "line\nfeed"),
      ("[{\"a\": \"\\ud800\"}]", nil), (String(repeating: "[", count: 50_000), nil),
    ] as [(String, String?)])
  func looseJSON(text: String, found: String?) {
    let value = LooseJSON.read(Array(text.utf8))
    #expect(value?["a"]?.items.compactMap { if case .string(let text) = $0 { text } else { nil } }.first == found)
  }
}
