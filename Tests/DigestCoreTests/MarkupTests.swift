/// What is emphasised, linked or an item of a list, in pages and in Markdown; where links lead.

import Testing

@testable import DigestCore

struct MarkupTests {
  /// The inlines of an article as lines: kind, words, where a link leads (the words there), an item's mark and level.
  private func shown(_ article: Article) -> [String] {
    article.markup.inlines.map { inline in
      let words = String(decoding: article.utf8[inline.bytes], as: UTF8.self)
      var line = "\(inline.kind) \(words)"
      switch article.markup.target(of: inline) {
      case .address(let address): line += " → \(address)"
      case .place(let byte): line += " ↓ \(article.text(ofBlock: article.block(atByte: byte) ?? 0))"
      case nil: break
      }
      if let item = inline.item { line += " [\(item) \(inline.level)]" }
      return line
    }
  }

  private func article(page body: String, head: String = "") throws -> Article {
    try Pages.article("<!doctype html><html><head><title>T</title>\(head)</head><body>\(body)</body></html>")
  }

  @Test(arguments: [
    ("<p>a <em>b c</em> d</p>", ["emphasis b c"]),
    ("<p>a<b> b <i>c</i></b> d</p>", ["strong b c", "emphasis c"]),
    ("<p><b><strong>a</strong></b> <kbd>b</kbd> <s>c</s></p>", ["strong a", "code b", "deletion c"]),
    ("<b><p>one</p><p>two</p></b>", ["strong one", "strong two"]),
    ("<p><a href=' /x?a=1&amp;b '>see</a> <a>no</a> <a href=''>none</a></p>", ["link see → /x?a=1&b"]),
    ("<p><a href='JavaScript:go()'>a</a> <a href='#'>b</a> <a href='#nowhere'>c</a></p>", []),
    ("<p><a href='#two'>down</a></p><p id=two>second</p>", ["link down ↓ second"]),
    ("<p><a href='#t%20wo'>down</a></p><div id='t wo'><p>second</p></div>", ["link down ↓ second"]),
    ("<p>one<sup><a href=#n>1</a></sup></p><p><a name=n></a>note</p>", ["note 1 ↓ note"]),
    ("<pre><code>a\n</code></pre>", []),
    ("<ul><li>a<li>b<ol start=3><li>c</ol></ul>", ["item a [bullet 1]", "item b [bullet 1]", "item c [number(3) 2]"]),
    ("<ul><li><p>a</p><p>b</p></li></ul><p>c</p>", ["item a [bullet 1]", "item b [continued 1]"]),
    ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", ["strong a", "strong b"]),
    ("<ul><li><a href=b>a</a> c</li></ul>", ["item a c [bullet 1]", "link a → b"]),
  ])
  func pages(body: String, expected: [String]) throws {
    #expect(try shown(article(page: body)) == expected)
  }

  @Test(arguments: [
    ("<link rel=canonical href='https://a.invalid/b/c'>", "d", "address https://a.invalid/b/d"),
    ("<link rel=canonical href='https://a.invalid/b/c'><base href='/x/'>", "d", "address https://a.invalid/x/d"),
    ("<link rel=canonical href='https://a.invalid/b/c'>", "https://a.invalid/b/c#p", "place"),
  ])
  func addressesAreJoined(head: String, href: String, expected: String) throws {
    let article = try article(page: "<p>\(Pages.prose(1)) <a href='\(href)'>see</a></p><p id=p>\(Pages.prose(2))</p>", head: head)
    let link = try #require(article.markup.inlines.first)
    switch article.markup.target(of: link) {
    case .address(let address): #expect("address \(address)" == expected)
    case .place(let byte):
      #expect(expected == "place")
      #expect(article.block(atByte: byte) == 1)
    case nil: Issue.record("no target")
    }
  }

  /// RFC 3986, 5.4.
  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
    ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
    ("", "http://a/b/c/d;p?q"),
    (".", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../../../g", "http://a/g"), ("g;x=1/../y", "http://a/b/c/y"),
  ])
  func references(reference: String, expected: String) {
    #expect(WebAddress.joined(reference, to: "http://a/b/c/d;p?q") == expected)
  }

  @Test(arguments: [
    ("a *b* **c** `d` ~~e~~", ["emphasis b", "strong c", "code d", "deletion e"]),
    ("[a](http://x.invalid/y) <http://z.invalid>", ["link a → http://x.invalid/y", "link http://z.invalid → http://z.invalid"]),
    ("1. a\n2. b\n   - [x] c\n   - [ ] d", ["item a [number(1) 1]", "item b [number(2) 1]", "item c [done 2]", "item d [open 2]"]),
    ("---\ntitle: t\n---\n\na *b*", ["emphasis b"]),
  ])
  func markdown(text: String, expected: [String]) throws {
    let document = try DocumentMaker.document(Array(text.utf8), source: "a.md")
    #expect(try shown(#require(try document.articles(Pages.lexicons).first)) == expected)
  }

  @Test func footnotesLeadThereAndBack() throws {
    let document = try DocumentMaker.document(Array("One.[^1]\n\nTwo.\n\n[^1]: A note.\n".utf8), source: "a.md")
    let article = try #require(try document.articles(Pages.lexicons).first)
    let lines = shown(article)
    #expect(lines.contains { $0.hasPrefix("note 1 ↓ A note.") })
    #expect(lines.contains { $0.hasPrefix("link") && $0.hasSuffix("↓ One.1") })
  }

  @Test func plainTextHasNone() throws {
    let document = try DocumentMaker.document(Array("One *two* http://three.invalid".utf8), source: "a.txt")
    #expect(try #require(try document.articles(Pages.lexicons).first).markup.isEmpty)
  }

  /// What a row asks for: all that reach into it, wherever they begin.
  @Test func findsWhatTouches() throws {
    let article = try article(page: "<p><b>aa <i>bb</i> cc dd</b> ee <i>ff</i></p>")
    #expect(article.markup.inlines(touching: 8..<9).map(\.kind) == [.strong])
    #expect(article.markup.inlines(touching: 3..<4).map(\.kind) == [.strong, .emphasis])
    #expect(article.markup.inlines(touching: 12..<14).isEmpty)
  }
}
