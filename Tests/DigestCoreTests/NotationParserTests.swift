/// Org and reStructuredText: what becomes of each element.

import Testing

@testable import DigestCore

struct NotationParserTests {
  private func shown(_ text: String, _ name: String) throws -> [String] {
    let article = try self.article(text, name)
    return article.blocks.indices.map { index in
      let level = article.blocks[index].level
      return "\(article.blocks[index].role)\(level > 0 ? " \(level)" : ""): \(article.text(ofBlock: index))"
    }
  }

  private func article(_ text: String, _ name: String) throws -> Article {
    try #require(DocumentMaker.document(Array(text.utf8), source: name).articles(Pages.lexicons).first)
  }

  private func check(_ text: String, _ name: String, _ expected: [String]) throws {
    #expect(try shown(Self.filled(text), name) == expected.map(Self.filled))
  }

  private static let prose = "The wheel of the old mill has stopped, and nobody in the village knows who could mend it."

  /// A text with its paragraphs.
  private static func filled(_ text: String) -> String {
    text.replacing("§", with: prose).replacing(
      "¶", with: "Below the weir the boats lie dry, as they have since the flood of last spring took the bank."
    )
    .replacing("¤", with: "A carpenter from the next valley came to look, shook his head twice and went home again.")
  }

  /// The signs § ¶ ¤ stand for paragraphs.
  private static let orgCases: [(String, [String])] = [
    ("#+TITLE: Mill\n\n§", ["title: Mill", "body: §"]),
    (
      "#+TITLE: Mill\n* One\n§\n** Two\n¶",
      ["title: Mill", "headline 1: One", "body: §", "headline 2: Two", "body: ¶"]
    ),
    ("#+TITLE: Mill\n* One :a:b:\n§", ["title: Mill", "headline 1: One", "credit: :a:b:", "body: §"]),
    (
      "#+TITLE: Mill\n- one\n  more\n- two\n  + three\n\n§",
      ["title: Mill", "list: one more", "list: two", "list: three", "body: §"]
    ),
    ("#+TITLE: Mill\n1. one\n2. two", ["title: Mill", "list: one", "list: two"]),
    ("#+TITLE: Mill\n#+begin_quote\n§\n#+end_quote\n\n¶", ["title: Mill", "quote: §", "body: ¶"]),
    ("#+TITLE: Mill\n#+BEGIN_SRC sh\n  if x\n    y\n#+END_SRC", ["title: Mill", "code: if x\n  y"]),
    ("#+TITLE: Mill\n: a  b\n: c", ["title: Mill", "code: a  b\nc"]),
    ("#+TITLE: Mill\n| a | b |\n|---+---|\n| 1 | 2 |", ["title: Mill", "table: a\tb\n1\t2"]),
    ("#+TITLE: Mill\n§[fn:1]\n\n[fn:1] A note.", ["title: Mill", "body: §[1]", "footnote: [1] A note."]),
    ("#+TITLE: Mill\n# hidden\n§", ["title: Mill", "promo: hidden", "body: §"]),
    (
      "#+TITLE: Mill\n* One\n:PROPERTIES:\n:ID: x\n:END:\n§", ["title: Mill", "headline 1: One", "credit: :ID: x", "body: §"]
    ),
    ("#+TITLE: Mill\n#+CAPTION: A wheel.\n[[file:a.jpg]]\n\n§", ["title: Mill", "caption: A wheel.", "body: §"]),
    (
      "#+TITLE: A & B <c>\n\nSee *bold*, /slanted/, =a*b= and [[https://x.invalid][the <page>]] of 2*3*4 or a/b/c, /not closed.",
      ["title: A & B <c>", "body: See bold, slanted, a*b and the <page> of 2*3*4 or a/b/c, /not closed."]
    ),
  ]

  @Test(arguments: orgCases) func org(text: String, expected: [String]) throws { try check(text, "a.org", expected) }

  @Test func orgSaysWhatItIs() throws {
    let article = try article("#+TITLE: Mill\n#+AUTHOR: Ada Quill\n#+DATE: <2024-03-05 Tue>\n#+LANGUAGE: en\n\n\(Self.prose)", "a")
    #expect(article.title == "Mill")
    #expect(article.metadata.byline == "Ada Quill")
    #expect(article.metadata.published == "2024-03-05")
    #expect(article.text(ofBlock: 1) == "Ada Quill")
  }

  private static let rstCases: [(String, [String])] = [
    ("Mill\n====\n\n§", ["title: Mill", "body: §"]),
    (
      "====\nMill\n====\n\nOne\n---\n\n§\n\nTwo\n~~~\n\n¶",
      ["title: Mill", "headline 1: One", "body: §", "headline 2: Two", "body: ¶"]
    ),
    (
      "Mill\n====\n\n- one\n  more\n- two\n\n  * three\n\n§",
      ["title: Mill", "list: one more", "list: two", "list: three", "body: §"]
    ),
    ("Mill\n====\n\n1. one\n#. two", ["title: Mill", "list: one", "list: two"]),
    ("Mill\n====\n\nAs one says::\n\n  a\n    b\n\n§", ["title: Mill", "body: As one says:", "code: a\n  b", "body: §"]),
    ("Mill\n====\n\n§\n\n   ¶\n\n¤", ["title: Mill", "body: §", "quote: ¶", "body: ¤"]),
    ("Mill\n====\n\n=== ===\na   b\n=== ===\n1   2\n=== ===\n\n§", ["title: Mill", "table: a\tb\n1\t2", "body: §"]),
    ("Mill\n====\n\n+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n|   | 3 |\n+---+---+", ["title: Mill", "table: a\tb\n1\t2 3"]),
    ("Mill\n====\n\n.. figure:: a.jpg\n   :alt: no\n\n   A wheel.\n\n§", ["title: Mill", "caption: A wheel.", "body: §"]),
    ("Mill\n====\n\n.. code-block:: sh\n\n   a\n     b\n\n§", ["title: Mill", "code: a\n  b", "body: §"]),
    ("Mill\n====\n\n.. note:: §\n\n¶", ["title: Mill", "body: §", "body: ¶"]),
    ("Mill\n====\n\n.. hidden\n   words\n\n§", ["title: Mill", "promo: hidden words", "body: §"]),
    (
      "Mill\n====\n\n§ [1]_\n\n.. [1] A note\n   in two lines.",
      ["title: Mill", "body: § [1]", "footnote: [1] A note in two lines."]
    ),
    ("Mill\n====\n\nterm\n  What it means.\n\n§", ["title: Mill", "list: term", "list: What it means.", "body: §"]),
    ("Mill\n====\n\n.. list-table::\n\n   * - a\n     - b\n   * - 1\n     - 2\n", ["title: Mill", "table: a\tb\n1\t2"]),
    (
      "Mill\n====\n\nSee *em*, **strong**, ``a*b``, `the <page <https://x.invalid>`_, word_, 2*3*4, a_b and \\*that\\*.\n\n.. _word: https://y.invalid",
      ["title: Mill", "body: See em, strong, a*b, the <page, word, 2*3*4, a_b and *that*."]
    ),
  ]

  @Test(arguments: rstCases) func rst(text: String, expected: [String]) throws { try check(text, "a.rst", expected) }

  @Test func rstSaysWhatItIs() throws {
    let article = try article("Mill\n====\n\n:Author: Ada Quill\n:Date: 2024-03-05\n\n\(Self.prose)", "a.rst")
    #expect(article.title == "Mill")
    #expect(article.metadata.byline == "Ada Quill")
    #expect(article.metadata.published == "2024-03-05")
  }

  /// Depth and marks without an end cost no more than their length.
  @Test(arguments: ["a.org", "a.rst"])
  func hostile(name: String) throws {
    let pieces = [
      String(repeating: "*a /b =c ~d +e `f ``g |h [i ", count: 4000),
      (0..<300).map { String(repeating: " ", count: $0) + "- x\n" }.joined(),
      String(repeating: "a\n=\n", count: 4000), String(repeating: "[[x", count: 6000),
      String(repeating: "#+begin_quote\n", count: 1000),
      String(repeating: ".. a::\n\n   ", count: 1000), String(repeating: "| a ", count: 6000) + "\n| b\n",
      String(repeating: "x_ ", count: 6000),
    ]
    for piece in pieces {
      let article = try article("words before\n\n\(piece)\n\nwords behind\n", name)
      let text = String(decoding: article.utf8, as: UTF8.self)
      #expect(text.contains("words before") && text.contains("words behind"))
    }
  }
}
