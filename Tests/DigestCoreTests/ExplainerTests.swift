/// What is told of decisions: it must be what was decided, whatever the format.

import DigestCore
import DigestTestSupport
import Foundation
import Testing

@Suite struct ExplainerTests {
  private static let lexicons = BlockRoleTests.lexicons

  private static func explain(_ text: String, _ format: Format = .text) throws -> (Explanation, [Article]) {
    let document = try DocumentMaker.document(Array(text.utf8), source: "a", format: format)
    var all: [Explanation] = []
    try Explainer(lexicons: lexicons).explain(document, corrections: { _, _, _ in Corrections() }, { all.append($0) })
    return (try #require(all.first), try document.articles(lexicons))
  }

  static let page = """
    <html><head><title>Boats</title></head><body><nav><a href="/">Home</a> <a href="/x">News</a></nav>
    <article><h1>Boats return</h1><p>By Ada Nyberg</p>
    <p>The boats came in before the fog, and nobody on the quay had expected them so early in the year, said the pilots.</p>
    <h2>What the pilots saw</h2><p>The pilots counted nine masts in the grey light and rang the bell twice before they went home.</p>
    </article><footer>All rights reserved</footer></body></html>
    """

  static let texts: [(String, Format)] = [
    (
      """
      A quiet harbour wakes

      By Ada Nyberg

      The boats came in before the fog. Nobody on the quay had expected them so early in the year, and nobody had lit the lamp.

      Sign up for our newsletter

      What the pilots saw

      The pilots counted nine masts in the grey light. “We rang the bell twice,” said Ada Nyberg. “Nobody came,” she added.

      Photo: Olof Ek

      - a bell
      - a lamp
      """, .text
    ),
    ("# A title\n\nText *of* a paragraph that says a thing or two.\n\n> quoted by somebody\n\n- one\n- two\n\n    code()\n", .markdown),
    (page, .html),
  ]

  /// The decisions told are those of the article, and each has what it was decided by.
  @Test(arguments: texts) func tellsWhatWasDecided(_ text: String, _ format: Format) throws {
    let (explanation, articles) = try Self.explain(text, format)
    let article = try #require(articles.first)
    #expect(explanation.article == article)
    #expect(explanation.blocks.map(\.role) == article.blocks.map(\.role))
    for (index, decision) in explanation.blocks.enumerated() {
      #expect(decision.rule != nil || !decision.weighings.isEmpty, "\(article.text(ofBlock: index))")
      guard decision.rule == nil else { continue }
      let taken = decision.weighings.first { $0.role == decision.role }?.score
      #expect(taken.map { $0 > 0 } ?? (decision.role == .body), "\(article.text(ofBlock: index))")
      for weighing in decision.weighings {
        #expect(abs(weighing.score - weighing.marks.reduce(0) { $0 + $1.weight }) < 0.001)
        #expect(weighing.marks.map { -abs($0.weight) } == weighing.marks.map { -abs($0.weight) }.sorted())
      }
    }
    let digest = Analyzer(lexicons: Self.lexicons).analyze(article)
    #expect(explanation.digest == digest)
    #expect(explanation.sections.count == digest.sections.count)
    #expect(explanation.quotations.count == digest.quotations.count)
  }

  @Test func tellsWhySomebodySpeaks() throws {
    let (explanation, _) = try Self.explain(Self.texts[0].0)
    #expect(explanation.quotations.map(\.rule) == [.beside, .beside])
    #expect(explanation.quotations.map(\.form) == [.name, .pronoun])
    let rows = ExplanationText.reasons(explanation.quotations[1], of: explanation.digest.quotations[1], in: explanation.article)
    #expect(rows.contains("the cue is “added”"))
    #expect(rows.contains("“she” is taken for Ada Nyberg"))
  }

  @Test func tellsWhySectionsBegin() throws {
    let (explanation, _) = try Self.explain(Self.texts[0].0)
    #expect(explanation.sections == [.start, .headline])
  }

  /// The place alone is told as in the whole.
  @Test(arguments: texts) func aPlaceIsToldAsInTheWhole(_ text: String, _ format: Format) throws {
    let (explanation, _) = try Self.explain(text, format)
    let document = try DocumentMaker.document(Array(text.utf8), source: "a", format: format)
    for block in explanation.article.blocks.indices {
      let place = try Explainer(lexicons: Self.lexicons).explain(
        block: block, quotation: nil, in: explanation.article, explanation.digest, remake: { try document.series(Self.lexicons)[0] })
      #expect(place.block == explanation.blocks[block], "\(explanation.article.text(ofBlock: block))")
    }
  }

  @Test func ofLikeBlocksTheOneThatIsMeant() throws {
    let text = "A title of some words\n\nRead more\n\nThe first paragraph stands here and says it.\n\nRead more\n\nAnd the last here."
    let document = try DocumentMaker.document(Array(text.utf8), source: "a", format: .text)
    let article = try #require(document.articles(Self.lexicons).first)
    let digest = Analyzer(lexicons: Self.lexicons).analyze(article)
    let (whole, _) = try Self.explain(text)
    for block in [1, 3] {
      let place = try Explainer(lexicons: Self.lexicons).explain(
        block: block, quotation: nil, in: article, digest, remake: { try document.series(Self.lexicons)[0] })
      #expect(place.block == whole.blocks[block])
    }
  }

  /// The entries of a feed are explained each for itself, all or the one that is named.
  @Test func entriesOfAFeed() throws {
    let feed = """
      <rss version="2.0"><channel><title>Harbour</title>
      <item><title>One</title><description>&lt;p&gt;The boats came in before the fog, and nobody had expected them.&lt;/p&gt;</description></item>
      <item><title>Two</title><description>&lt;p&gt;The pilots counted nine masts in the grey light.&lt;/p&gt;</description></item>
      </channel></rss>
      """
    let document = try DocumentMaker.document(Array(feed.utf8), source: "a", format: .feed)
    let series = try document.series(Self.lexicons)
    for (entry, expected) in [(nil, [0, 1]), (2, [1])] as [(Int?, [Int])] {
      var all: [Explanation] = []
      try Explainer(lexicons: Self.lexicons).explain(document, entry: entry, corrections: { _, _, _ in Corrections() }, { all.append($0) })
      #expect(all.map(\.article) == expected.map { series[$0] })
      for explanation in all { #expect(explanation.blocks.map(\.role) == explanation.article.blocks.map(\.role)) }
    }
  }

  @Test func withoutAFileTheSpeakersAreToldAllTheSame() throws {
    let (explanation, _) = try Self.explain(Self.texts[0].0)
    let block = try #require(explanation.digest.quotations.first?.parts.first?.block)
    let place = try Explainer(lexicons: Self.lexicons).explain(
      block: block, quotation: 0, in: explanation.article, explanation.digest, remake: nil)
    #expect(place.block == nil)
    #expect(place.quotation == explanation.quotations[0])
    #expect(place.names.contains("Ada Nyberg"))
  }

  static let weights: [(Float, String)] = [(2.1, "+2.1"), (-0.6, "-0.6"), (0, "+0.0"), (-0.04, "+0.0"), (12, "+12.0")]

  @Test(arguments: weights) func weightsAreWritten(_ weight: Float, _ written: String) {
    #expect(ExplanationText.weight(weight) == written)
  }
}
