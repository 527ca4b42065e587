/// Pages to articles: blocks, their roles, limits, encodings, and that no visible word is lost.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

/// What the tests of pages share.
enum Pages {
  static let lexicons = Lexicons(directory: "\(SharedData.checkout)/Content/Languages")

  static func article(_ html: String) throws -> Article {
    try article(bytes: Array(html.utf8))
  }

  static func article(bytes: [UInt8]) throws -> Article {
    let document = try DocumentMaker.document(bytes, source: "page.html", format: .html)
    return try #require(try document.articles(lexicons).first)
  }

  /// The texts of an article's blocks that have a role.
  static func texts(_ article: Article, _ role: Role) -> [String] {
    article.blocks.indices.filter { article.blocks[$0].role == role }.map { article.text(ofBlock: $0) }
  }

  /// Sentences enough for a paragraph; each number gives other words.
  static func prose(_ number: Int) -> String {
    let subjects = ["The mill", "Her brother", "The archive", "Nobody on the quay", "The night clerk", "A second letter"]
    let verbs = ["kept the ledger", "had seen the barge", "counted the crates twice", "refused the offer", "opened the east gate"]
    return (0..<4).map {
      "\(subjects[(number + $0) % 6]) \(verbs[(number * 3 + $0) % 5]), and the town was told of it in week \(number * 7 + $0)."
    }
    .joined(separator: " ")
  }

  static func paragraphs(_ range: Range<Int>) -> String { range.map { "<p>\(prose($0))</p>" }.joined(separator: "\n") }

  /// A page with a menu, the article and a foot.
  static func page(_ article: String, head: String = "<title>The mill keeps its wheel | The Weir Gazette</title>") -> String {
    """
    <!doctype html><html lang=en><head><meta charset=utf-8>\(head)<style>p { color: red }</style><script>var hidden = "<p>never</p>"</script>
    </head><body><nav><ul><li><a href=/a>News</a></li><li><a href=/b>Weather</a></li></ul></nav>
    <div class="main"><article>\(article)</article></div>
    <footer><p>© The Weir Gazette</p></footer></body></html>
    """
  }
}

struct HTMLParserTests {
  /// One line a case: what stands in the article between two paragraphs, a text, and the role that it gets.
  @Test func referencesBeyondAllNumbersAreNoBytes() throws {
    let article = try Pages.article(Pages.page("<p>One &#4294967295; two &#99999999999999999999; three &#xFFFFFFFF; four.</p>"))
    #expect(String(validating: article.utf8, as: UTF8.self)?.contains("four.") == true)
  }

  @Test(arguments: [
    ("<h2>Who owns the weir</h2>", "Who owns the weir", Role.headline),
    ("<p><strong>Who owns the weir</strong></p>", "Who owns the weir", .headline),
    (
      "<blockquote><p>No stone was moved that year, says the deed.</p></blockquote>", "No stone was moved that year, says the deed.", .quote
    ),
    ("<ul><li>two barges of rye</li><li>one of salt</li></ul>", "one of salt", .list),
    ("<pre>wheel 1\n  wheel 2</pre>", "wheel 1\n  wheel 2", .code),
    ("<table><tr><th>Year</th><th>Sacks</th></tr><tr><td>1901</td><td>44</td></tr></table>", "Year\tSacks\n1901\t44", .table),
    ("<figure><img src=a.jpg alt=''><figcaption>The wheel in May</figcaption></figure>", "The wheel in May", .caption),
    ("<figure><img src=a.jpg alt='The wheel in the low water of May'></figure>", "The wheel in the low water of May", .caption),
    ("<div class=pull-quote>No stone was moved</div>", "No stone was moved", .pullquote),
    ("<div class=related><h3>Related</h3><a href=/x>Ten mills to see</a></div>", "Ten mills to see", .promo),
    ("<aside><p>Ten mills to see before the autumn rain.</p></aside>", "Ten mills to see before the autumn rain.", .promo),
    ("<div class=newsletter-signup><p>Our morning letter, each day at six.</p></div>", "Our morning letter, each day at six.", .promo),
    ("<p><a href=/x>Read more: the barge that never came</a></p>", "Read more: the barge that never came", .promo),
    ("<div class=share-bar><button>Share</button></div>", "Share", .promo),
    ("<p style='display: none'>A line that nobody sees.</p>", "A line that nobody sees.", .promo),
    ("<noscript><p>Please allow scripts.</p></noscript>", "Please allow scripts.", .promo),
    ("<p>Short, but a sentence.</p>", "Short, but a sentence.", .body),
    ("<div><h3>The morning letter</h3><p>All the news of the weir at six.</p><input type=email></div>", "The morning letter", .promo),
    (
      "<div><h3>The morning letter</h3><p>All the news of the weir at six.</p><input type=email></div>", "All the news of the weir at six.",
      .promo
    ),
    ("<div><h3>On the river</h3><p><a href=/x>Ten mills to see</a></p><p><a href=/y>Six weirs</a></p></div>", "On the river", .promo),
    ("<div>https://weir.invalid/a/b/c.html</div>", "https://weir.invalid/a/b/c.html", .credit),
    ("<p>© The Weir Gazette, 2019</p>", "© The Weir Gazette, 2019", .credit),
    ("<p>The wheel at low water (Image: Ana Lind)</p>", "The wheel at low water (Image: Ana Lind)", .caption),
    ("<blockquote><p>No stone was moved.</p></blockquote><p><a href=/x>[The Deed]</a></p>", "[The Deed]", .credit),
    ("<p>Lock Street 4<br>Weir<br>Lindholm</p>", "Lock Street 4\nWeir\nLindholm", .body),
    ("<p>One two three<br>four five<br>six and seven.</p>", "One two three four five six and seven.", .body),
    ("<p>&#8203;</p><p>Short, but a sentence.</p>", "\u{200B}", .body),
    ("<p>One <b>two</b>&nbsp;<i>three</i>four, and a&#8209;b.</p>", "One two threefour, and a\u{2011}b.", .body),
  ])
  func givesRoles(html: String, text: String, role: Role) throws {
    let article = try Pages.article(
      Pages.page("<h1>The mill keeps its wheel</h1>\(Pages.paragraphs(0..<3))\(html)\(Pages.paragraphs(3..<6))"))
    let found = article.blocks.indices.filter { article.text(ofBlock: $0) == text }.map { article.blocks[$0].role }
    #expect(found == (text == "\u{200B}" ? [] : [role]))
    #expect(Pages.texts(article, .body).count { $0.utf8.count > 100 } == 6)
  }

  @Test func whatIsAroundTheArticleIsPromo() throws {
    let article = try Pages.article(Pages.page("<h1>The mill keeps its wheel</h1>\(Pages.paragraphs(0..<4))"))
    #expect(article.title == "The mill keeps its wheel")
    #expect(Pages.texts(article, .promo) == ["News", "Weather", "© The Weir Gazette"])
    #expect(Pages.texts(article, .body) == (0..<4).map(Pages.prose))
  }

  @Test func neighbouringLinksAreParted() throws {
    let article = try Pages.article("<p><a href=a>News</a><a href=b>Weather</a>, <a href=c>Tide</a>s")
    #expect(String(decoding: article.utf8, as: UTF8.self) == "News Weather, Tides")
  }

  @Test func headlinesHaveLevels() throws {
    let article = try Pages.article(
      Pages.page(
        "<h1>T itself is long</h1>\(Pages.paragraphs(0..<2))<h2>A</h2>\(Pages.paragraphs(2..<4))<h3>B</h3>\(Pages.paragraphs(4..<6))"))
    #expect(article.blocks.filter { $0.role == .headline }.map(\.level) == [1, 2])
  }

  @Test func aHeadlineAboveNothingIsNone() throws {
    let article = try Pages.article(
      Pages.page("<h1>The mill keeps its wheel</h1>\(Pages.paragraphs(0..<4))<h2>Related</h2><ul><li><a href=/x>Ten mills</a></li></ul>"))
    #expect(Pages.texts(article, .headline) == [])
  }

  @Test func aToolInAHeadlineIsNoPartOfIt() throws {
    let edit = "<span class=mw-editsection>[<a href=/edit>edit</a>]</span>"
    let article = try Pages.article(
      Pages.page("<h1>The mill</h1>\(Pages.paragraphs(0..<2))<h2>The weir \(edit)</h2>\(Pages.paragraphs(2..<4))"))
    #expect(Pages.texts(article, .headline) == ["The weir"])
    #expect(Pages.texts(article, .promo).contains("[edit]"))
  }

  @Test func capitalsAreHeadlinesWhereThereAreSeveral() throws {
    let twice = "<p>THE WHEEL</p>\(Pages.paragraphs(2..<4))<p>THE WEIR</p>\(Pages.paragraphs(4..<6))"
    let article = try Pages.article(Pages.page("<h1>The mill keeps its wheel</h1>\(Pages.paragraphs(0..<2))\(twice)"))
    #expect(Pages.texts(article, .headline) == ["THE WHEEL", "THE WEIR"])
    let once = try Pages.article(Pages.page("<h1>The mill</h1>\(Pages.paragraphs(0..<2))<p>THE WHEEL</p>\(Pages.paragraphs(2..<4))"))
    #expect(Pages.texts(once, .headline).isEmpty)
  }

  /// Entries of a live blog and answers to a question are parts of the article; what leads to pages of its own is none.
  @Test(arguments: [(false, 4), (true, 0)]) func articlesInsideTheArticle(leadsAway: Bool, headlines: Int) throws {
    let entries = (0..<4).map { number in
      let words = "Hour \(number) at the weir gate"
      let heading = leadsAway ? "<a href=/\(number)>\(words)</a>" : words
      return
        "<article><time datetime='2021-03-0\(number + 1)T10:00'>1\(number):00</time><h2>\(heading)</h2>\(Pages.paragraphs(number * 2..<number * 2 + 1))</article>"
    }
    let article = try Pages.article(
      Pages.page("<h1>The mill keeps its wheel</h1>\(Pages.paragraphs(20..<22))<section>\(entries.joined())</section>"))
    #expect(Pages.texts(article, .headline).count == headlines)
    #expect(Pages.texts(article, .body).count { $0.utf8.count > 100 } == (leadsAway ? 2 : 6))
  }

  @Test func aPageOfSeveralArticlesIsSeveral() throws {
    let posts = (0..<3).map { number in
      "<article class=post><h2><a href='/2021/\(number)'>Post number \(number) of the weir</a></h2><time datetime=2021-03-0\(number + 1)>then</time>"
        + "\(Pages.paragraphs(number * 3..<number * 3 + 3))</article>"
    }
    let html =
      "<!doctype html><title>The weir's log</title><meta property=og:site_name content='The weir'><link rel=canonical href=https://w.invalid/>"
      + "<nav><a href=/a>News</a></nav><main>\(posts.joined())</main><footer>The end of it</footer>"
    let document = try DocumentMaker.document(Array(html.utf8), source: "log.html")
    let articles = try document.articles(Pages.lexicons)
    #expect(articles.map(\.title) == (0..<3).map { "Post number \($0) of the weir" })
    #expect(articles.map(\.source) == (0..<3).map { "https://w.invalid/2021/\($0)" })
    #expect(articles.map(\.metadata.published) == ["2021-03-01", "2021-03-02", "2021-03-03"])
    #expect(articles.map(\.metadata.publisher) == ["The weir", "The weir", "The weir"])
    for (number, article) in articles.enumerated() {
      #expect(Pages.texts(article, .body) == (number * 3..<number * 3 + 3).map(Pages.prose))
    }
    #expect(Pages.texts(articles[0], .promo).filter { $0 != "then" } == ["News"])
    #expect(Pages.texts(articles[2], .promo).filter { $0 != "then" } == ["The end of it"])
    // What calls itself an article is one.
    let one = try DocumentMaker.document(Array(("<meta property=og:type content=article>" + html).utf8), source: "log.html")
    #expect(try one.articles(Pages.lexicons).count == 1)
  }

  @Test func framesAreNamed() {
    let html = "<!doctype html><frameset><frame src=a.html><frame src=b.html></frameset>"
    #expect { try Pages.article(html) } throws: { "\($0)".contains("a.html, b.html") }
  }

  @Test func commentsLongerThanTheArticleAreNone() throws {
    let comments = "<div id=comments><h2>What readers say</h2>\(Pages.paragraphs(10..<30))</div>"
    let article = try Pages.article(Pages.page("<h1>The mill keeps its wheel</h1>\(Pages.paragraphs(0..<4))") + comments)
    #expect(Pages.texts(article, .body) == (0..<4).map(Pages.prose))
  }

  @Test(arguments: [
    ("<meta charset=windows-1251>", "windows-1251", "windows-1251"), ("<meta charset='latin1'>", "windows-1252", "windows-1252"),
    ("<meta http-equiv=content-type content='text/html; charset=koi8-r'>", "KOI8-R", "KOI8-R"),
    ("<!--\(String(repeating: "x", count: 9000))--><meta charset=shift_jis>", "Shift_JIS", "windows-31j"),
    ("<?xml version='1.0' encoding='gb2312'?>", "GBK", "GB18030"),
  ])
  func obeysThePageOnItsEncoding(head: String, name: String, converter: String) throws {
    let found = Array(head.utf8).withUnsafeBufferPointer { EncodingLabel.declared(in: $0) }
    #expect(found?.name == name)
    #expect(found?.converter == converter)
  }

  @Test func aPageThatLiesAboutUTF8IsGuessed() throws {
    let text = "Паром вернулся в гавань поздно вечером, и никто не знал, кто за это заплатит. "
    var bytes = Array("<!doctype html><meta charset=utf-8><title>x</title><p>".utf8)
    bytes += Array(try #require(String(repeating: text, count: 5).data(using: .windowsCP1251)))
    let document = try DocumentMaker.document(bytes, source: "x")
    #expect(document.format == .html)
    #expect(document.encoding == "windows-1251")
  }

  @Test(arguments: [
    ("<!DOCTYPE html><p>x", Format.html), ("  <html>", .html), ("<!-- x --><head>", .html), ("<?xml version='1.0'?><html>", .html),
    ("<p>x", .html), ("<pages> of a book", .text), ("a < b", .text), ("<!doctype book>", .text), ("<?xml version='1.0'?><rss>", .feed),
    ("1 <b>bold</b>", .text), ("", .text),
  ])
  func knowsPagesByHowTheyBegin(text: String, format: Format) {
    #expect(Array(text.utf8).withUnsafeBufferPointer { FormatRow.ofText($0, Transport(name: "x")).format } == format)
  }

  @Test func limits() throws {
    let manyTags = String(repeating: "<i>", count: HTMLGuard.tagLimit + 1)
    #expect(throws: DigestError.self) { try Pages.article(manyTags) }
    let manyAttributes = "<p " + (0...HTMLGuard.attributeLimit).map { "a\($0)" }.joined(separator: " ") + ">x"
    #expect(throws: DigestError.self) { try Pages.article(manyAttributes) }
  }

  @Test(arguments: ["div", "b", "blockquote", "table><tr><td", "ul><li", "span", "a", "font", "svg><g", "button"])
  func deepNestingIsFlattened(tags: String) throws {
    let article = try Pages.article(String(repeating: "<\(tags)>", count: 6000) + "<p>the word</p> and another")
    #expect(String(decoding: article.utf8, as: UTF8.self).contains("the word"))
    #expect(String(decoding: article.utf8, as: UTF8.self).contains("another"))
    #expect(article.warnings == ["elements that nest more than 512 deep were flattened"])
  }

  /// Pages made of pieces that hold words, and pieces that break them: every word must be there, in order.
  @Test(arguments: 0..<60)
  func noWordIsLost(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let tags = [
      "<div>", "</div>", "<p>", "</p>", "<h2>", "</h2>", "<ul><li>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<b>", "</i>",
      "<br>",
      "<a href=x>", "</a>", "<section class=sidebar>", "</section>", "<form>", "<select><option>", "</select>", "<blockquote>",
      "<figure><figcaption>", "</figure>", "<pre>", "</pre>", "<!-- - -->", "<img alt='no word'>", "<svg><path/></svg>", "&amp;",
      "<em class=comment>",
      "<noscript>", "</noscript>", "<nav>", "</nav>", "<button>", "</button>", "<span style='display:none'>", "</span>", "<hr>", "<aside>",
      "</aside>",
    ]
    var html = "<!doctype html><title>t</title><body>"
    var words: [String] = []
    for number in 0..<200 {
      for _ in 0..<Int.random(in: 0...3, using: &random) { html += tags[Int.random(in: 0..<tags.count, using: &random)] }
      words.append("wordy\(number)z")
      html += " \(words[number]) "
    }
    let text = String(decoding: try Pages.article(html).utf8, as: UTF8.self)
    // Tables move what stands in them between cells to their front, as in a browser; elsewhere the order is the page's.
    let found = text.split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { $0.hasPrefix("wordy") }
    #expect(found.sorted() == words.sorted())
    if !html.contains("<table>") && !html.contains("<tr>") { #expect(found == words) }
  }

  @Test(arguments: 0..<60)
  func anyBytes(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let alphabets: [[UInt8]] = [Array(0...255), Array("<>/=\"'!-? abpi\n".utf8), Array("<div class=\"a\"><p>é</table><!--]]>&#x0;".utf8)]
    let alphabet = alphabets[Int.random(in: 0..<3, using: &random)]
    let bytes = (0..<Int.random(in: 0...3000, using: &random)).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
    guard let article = try? Pages.article(bytes: bytes) else { return }
    #expect(String(validating: article.utf8, as: UTF8.self) != nil)
    var end = -1
    for block in article.blocks {
      #expect(block.bytes.lowerBound == end + 1 && !block.bytes.isEmpty)
      end = block.bytes.upperBound
    }
    #expect(article.blocks.isEmpty || end == article.utf8.count)
  }
}
