/// The reader's corrections: what they change in an article and its digest, and that they are found again.

import DigestCore
import DigestTestSupport
import Testing

@Suite struct CorrectionsTests {
  private static let text = """
    A quiet harbour wakes

    The boats came in before the fog. Nobody on the quay had expected them so early in the year.

    What the pilots saw

    The pilots counted nine masts in the grey light. “We rang the bell twice,” said Ada Nyberg, who keeps the lamp.

    Then the wind turned, and the harbour was quiet again until the evening.
    """

  private static func article(_ text: String = text) throws -> Article { try BlockRoleTests.article(text) }

  private static func analyze(_ article: Article, _ corrections: [Correction]) -> (article: Article, digest: Digest) {
    Analyzer(lexicons: BlockRoleTests.lexicons).analyze(article, corrections: Corrections(corrections, in: article))
  }

  private static func role(_ role: Role, _ block: Int, in article: Article, id: String = "c", time: Int64 = 1) -> Correction {
    Correction.make(id: id, role: role, ofBlock: block, in: article, time: time)
  }

  @Test func noneChangesNothing() throws {
    let article = try Self.article()
    let (same, digest) = Self.analyze(article, [])
    #expect(same == article)
    #expect(digest == Analyzer(lexicons: BlockRoleTests.lexicons).analyze(article))
  }

  @Test func aParagraphBecomesAHeadline() throws {
    let article = try Self.article()
    let (corrected, digest) = Self.analyze(article, [Self.role(.headline, 4, in: article)])
    #expect(corrected.blocks[4].role == .headline)
    #expect(corrected.blocks[4].level == corrected.blocks[2].level)
    #expect(digest.sections.last?.headline.origin == .reader)
    #expect(digest.sections.last?.headline.text == article.text(ofBlock: 4))
    #expect(digest.sections.map(\.headline.origin).contains(.source))
  }

  @Test(arguments: [Role.body, .promo]) func aHeadlineBecomes(_ role: Role) throws {
    let article = try Self.article()
    #expect(article.blocks[2].role == .headline)
    let (corrected, digest) = Self.analyze(article, [Self.role(role, 2, in: article)])
    #expect(corrected.blocks[2].role == role)
    #expect(corrected.blocks[2].level == 0)
    #expect(corrected.blocks[2].isCorrected)
    #expect(!digest.sections.contains { $0.headline.origin != .generated })
  }

  @Test func theLaterOneHolds() throws {
    let article = try Self.article()
    let (corrected, _) = Self.analyze(
      article, [Self.role(.promo, 1, in: article, id: "b", time: 9), Self.role(.headline, 1, in: article, id: "a", time: 2)])
    #expect(corrected.blocks[1].role == .promo)
  }

  @Test func aSpeakerIsNamed() throws {
    let article = try Self.article()
    let said = try #require(Analyzer(lexicons: BlockRoleTests.lexicons).analyze(article).quotations.first)
    #expect(said.shownSpeaker == "Ada Nyberg")
    let named = Correction.make(id: "c", speaker: "Olof Ek", of: said, in: article, time: 1)
    let quotation = try #require(Self.analyze(article, [named]).digest.quotations.first)
    #expect(quotation.speakerResolved == "Olof Ek")
    #expect(quotation.confidence == .certain)
    #expect(quotation.isCorrected)
    let nobody = Correction.make(id: "c", speaker: "", of: said, in: article, time: 1)
    let unknown = try #require(Self.analyze(article, [nobody]).digest.quotations.first)
    #expect(unknown.shownSpeaker == nil)
    #expect(unknown.confidence == nil)
  }

  /// Texts in which the corrected block stands elsewhere, or with a word changed, and whether it is found.
  static let changes: [(String, String, Bool)] = [
    ("A quiet harbour wakes", "Some words before it all\n\nA quiet harbour wakes", true),
    ("until the evening", "until late in the evening", true),
    ("Then the wind turned, and the harbour was quiet again until the evening.", "Nothing of it is left here.", false),
  ]

  @Test(arguments: changes) func surviveAChangedText(_ old: String, _ new: String, isFound: Bool) throws {
    let correction = Self.role(.promo, 4, in: try Self.article())
    let parts = Self.text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    let changed = try Self.article("\(parts[0])\(new)\(parts[1])")
    let (corrected, _) = Self.analyze(changed, [correction])
    #expect(corrected.blocks.last?.role == (isFound ? .promo : .body))
    #expect(corrected.blocks.count { $0.isCorrected } == (isFound ? 1 : 0))
  }

  @Test func aLongBlockIsToldByItsBeginning() throws {
    let long = String(repeating: "The tide rose slowly over the stones and fell again before noon. ", count: 40)
    let article = try Self.article("A title of its own\n\nThe first paragraph stands here and says a thing.\n\n\(long)")
    let correction = Self.role(.promo, 2, in: article)
    #expect(correction.exact.utf8.count <= 600)
    #expect(Self.analyze(article, [correction]).article.blocks[2].role == .promo)
  }

  @Test func originsShowInJSON() throws {
    let article = try Self.article()
    let said = try #require(Analyzer(lexicons: BlockRoleTests.lexicons).analyze(article).quotations.first)
    let (corrected, digest) = Self.analyze(
      article,
      [
        Self.role(.promo, 1, in: article, id: "a"), Self.role(.headline, 4, in: article, id: "b"),
        Correction.make(id: "c", speaker: "Olof Ek", of: said, in: article, time: 1),
      ])
    var json = JSONWriter()
    AnalysisJSON.write(corrected, digest, to: &json)
    let line = String(decoding: json.bytes, as: UTF8.self)
    for part in [#""roleOrigin":"reader""#, #""headlineOrigin":"reader""#, #""speakerOrigin":"reader""#] {
      #expect(line.contains(part), "\(part)")
    }
  }
}
