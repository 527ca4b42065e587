/// Which element of a page holds the article, and what the words of class names say.

import Testing

@testable import DigestCore

struct ContentFinderTests {
  /// What stands around the paragraphs, and whether all of them and nothing else are found.
  @Test(arguments: [
    ("<div id=content>", "</div>"), ("<table><tr><td><a href=/>Home</a></td><td>", "</td></tr></table>"),
    ("<form action=/ method=post><div>", "</div></form>"), ("<div class='page has-sidebar'><section>", "</section></div>"),
    ("<aside class=sidebar><ul><li><a href=/x>Ten mills to see before the rain</a></li></ul></aside><div>", "</div>"),
    ("<div>", "<div class=comment-list><p>I never liked that mill, nor the wheel, nor its noise.</p></div></div>"),
    ("<div style='display:none'><p>\(Pages.prose(40)) \(Pages.prose(41))</p></div><div>", "</div>"),
  ])
  func findsTheParagraphs(before: String, after: String) throws {
    let html = "<!doctype html><title>x</title><body>\(before)\(Pages.paragraphs(0..<5))\(after)"
    #expect(Pages.texts(try Pages.article(html), .body) == (0..<5).map(Pages.prose))
  }

  @Test func textPartedByLineBreaks() throws {
    let html = "<!doctype html><title>x</title><div>\((0..<4).map(Pages.prose).joined(separator: "<br><br>"))</div>"
    #expect(Pages.texts(try Pages.article(html), .body) == (0..<4).map(Pages.prose))
  }

  @Test func otherArticlesBelowAreNone() throws {
    let other = "<article class=card><h2><a href=/y>Another mill</a></h2><p>\(Pages.prose(30))</p></article>"
    let html =
      "<!doctype html><title>The mill keeps its wheel</title><main><article><h1>The mill keeps its wheel</h1>\(Pages.paragraphs(0..<5))</article>"
      + "\(other)\(other)</main>"
    #expect(Pages.texts(try Pages.article(html), .body) == (0..<5).map(Pages.prose))
  }

  @Test func aPageWithoutParagraphsShowsWhatItHas() throws {
    let article = try Pages.article("<!doctype html><title>x</title><div>Closed</div>")
    #expect(Pages.texts(article, .body) == ["Closed"])
  }

  @Test(arguments: [
    ("comment-list", PageSigns.comment), ("relatedArticles", .related), ("post_share", .share), ("sidebar2", .sidebar),
    ("site-footer", .footer),
    ("EntryContent", .articleBody), ("wp-caption-text", .caption), ("newsletterSignup", .newsletter), ("a b nav c", .navigation),
  ])
  func wordsOfClasses(name: String, signs: PageSigns) {
    #expect(PageWords.signs(of: Array(name.utf8)[...]).contains(signs))
  }

  @Test(arguments: ["shadow", "header-image", "gadget", "lead", "commendable", "readable"])
  func wordsThatOnlyLookLikeOthers(name: String) {
    #expect(PageWords.signs(of: Array(name.utf8)[...]).isDisjoint(with: .junk))
  }
}
