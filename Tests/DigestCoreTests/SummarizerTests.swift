/// Summaries and briefs of little texts.

import DigestTestSupport
import Testing

@testable import DigestCore

struct SummarizerTests {
  static let lexicons = Lexicons(directory: SharedData.checkout + "/Content/Languages")

  /// The summaries of an article of body paragraphs; one that begins with `# ` is a headline.
  private func summaries(_ paragraphs: [String], language: String = "en") -> (article: Article, found: Summarizer.Summaries) {
    let article = Article(paragraphs: paragraphs)
    let lexicon = Self.lexicons.lexicon(for: language)
    let spans = article.plainSpans
    return (article, Summarizer(lexicon: lexicon).summaries(of: article, spans: spans, quotations: []))
  }

  private func summary(_ paragraphs: [String], language: String = "en") -> [String] {
    let (article, found) = summaries(paragraphs, language: language)
    return found.sections[0].map { article.text($0) }
  }

  static let harbour = [
    "The harbour of Aldmoor will close in May.",
    "It has lost money for ten years. The town council voted to sell the harbour to a ferry company, Northway.",
    "Northway plans to build a terminal for ferries. The terminal would bring four ferries a day to Aldmoor. Fishermen say that the ferries will drive them out.",
  ]

  @Test func summaryIsOfWholeSentencesInOrderAndShorterThanTheSection() {
    let (article, found) = summaries(Self.harbour)
    let sentences = found.sections[0]
    #expect((1...3).contains(sentences.count))
    #expect(sentences == sentences.sorted())
    let all = Self.harbour.joined(separator: " ")
    #expect(sentences.allSatisfy { all.contains(article.text($0)) && article.text($0).hasSuffix(".") })
    #expect(sentences.map { article.text($0).count }.reduce(0, +) < all.count)
  }

  @Test func countsTheWords() { #expect(summaries(["Two words.", "Three more words."]).found.words == [5]) }

  @Test func aSingleSentenceIsItsOwnSummary() {
    #expect(summary(["The harbour of Aldmoor will close in May."]) == ["The harbour of Aldmoor will close in May."])
  }

  @Test(arguments: [
    // Each has one sentence that may stand alone; the others lean, ask or are torn.
    ["The harbour will be sold to Northway.", "However, the price of the harbour is low."],
    ["The harbour will be sold to Northway.", "He added that the harbour was old."],
    ["The harbour will be sold to Northway.", "Who will pay for the harbour and the harbour wall?"],
    ["The harbour will be sold to Northway.", "“The harbour is old and the harbour wall is cracked."],
    ["The harbour will be sold to Northway.", "As a result, the harbour and the harbour wall change hands."],
  ])
  func leaningTornAndAskingSentencesAreLeftOut(_ paragraphs: [String]) {
    #expect(summary(paragraphs) == ["The harbour will be sold to Northway."])
  }

  @Test func bulletsAreNoPartOfASentence() {
    #expect(summary(["- The harbour of Aldmoor will close in May."]) == ["The harbour of Aldmoor will close in May."])
    #expect(summary(["— The harbour of Aldmoor will close in May."]) == ["— The harbour of Aldmoor will close in May."])
  }

  @Test func aSentenceInsideAQuotationIsLeftOut() {
    let paragraph =
      "Moss spoke. “The harbour is old. The harbour wall is cracked and the harbour dredger is gone. Sell it,” Moss told the harbour council."
    #expect(!summary([paragraph]).contains { $0.hasPrefix("The harbour wall") })
  }

  @Test func aSectionOfNothingElseIsSummedUpAllTheSame() {
    #expect(summary(["It has lost money for ten years.", "He will sell it in May."]).count == 1)
  }

  @Test(arguments: [
    ("This week the harbour closed.", false), ("This harbour closed.", true), ("Those who fish will leave.", false),
    ("Those will leave.", true),
    ("However, it closed.", true), ("It closed.", true), ("In addition, ferries came.", true), ("In Aldmoor, ferries came.", false),
    ("“It closed,” Ray Moss said.", false), ("It-girls came to Aldmoor.", false), ("Ferries came.", false),
  ])
  func leaning(_ sentence: String, _ leans: Bool) {
    let utf8 = Array(sentence.utf8)
    let traits = utf8.withUnsafeBufferPointer { TraitReader(lexicon: Self.lexicons.lexicon(for: "en")).traits($0, 0..<$0.count) }
    #expect(traits.contains(.leans) == leans)
  }

  @Test(arguments: [
    ("但是港口关闭了。", true), ("他说港口关闭了。", true), ("港口五月关闭。", false), ("因此渔民离开。", true),
  ])
  func leaningInChinese(_ sentence: String, _ leans: Bool) {
    let utf8 = Array(sentence.utf8)
    let traits = utf8.withUnsafeBufferPointer { TraitReader(lexicon: Self.lexicons.lexicon(for: "zh")).traits($0, 0..<$0.count) }
    #expect(traits.contains(.leans) == leans)
  }

  @Test func everySectionWithProseHasASummaryAndTheBriefSpansSeveral() {
    let names = ["Aldmoor", "Birchwick", "Carrow", "Dunhill", "Eastry", "Farrow"]
    let paragraphs = names.flatMap { name in
      [
        "# \(name)",
        "The council of \(name) met about the harbour on Monday. The harbour of \(name) will be sold to the ferry company Northway.",
        "Fishermen of \(name) marched through the rain to the town hall. Northway paid four million for the quays of \(name).",
      ]
    }
    let (article, found) = summaries(paragraphs)
    #expect(found.sections.count == names.count)
    #expect(found.sections.allSatisfy { (1...3).contains($0.count) })
    #expect((3...5).contains(found.brief.count))
    #expect(found.brief == found.brief.sorted())
    #expect(Set(found.brief.map { article.text($0) }).count == found.brief.count)
    #expect(Set(found.brief.map { $0.block / 3 }).count > 1)
  }

  @Test func aShortArticleHasAShortBrief() {
    #expect(summaries(["The harbour of Aldmoor closed.", "The ferries of Northway left."]).found.brief.count == 1)
  }

  @Test func theSameSentenceIsNotSaidTwice() {
    let refrain = "The harbour of Aldmoor will close in May and the ferries will leave for good."
    let (article, found) = summaries([
      refrain, refrain, "Fishermen say that the ferries drove them out.", refrain, "Northway bought the quay.", refrain,
    ])
    let summary = found.sections[0].map { article.text($0) }
    let brief = found.brief.map { article.text($0) }
    #expect(summary.contains(refrain) && brief.contains(refrain))
    #expect(Set(summary).count == summary.count)
    #expect(Set(brief).count == brief.count)
  }

  @Test func promosAndCodeAreNoSummary() {
    var article = Article(paragraphs: [
      "Sign up for the harbour letter today.", "The harbour of Aldmoor will close in May. Ferries will leave Aldmoor in June.",
    ])
    article = article.with(role: .promo, ofBlock: 0)
    let found = Summarizer(lexicon: Self.lexicons.lexicon(for: "en")).summaries(of: article, spans: article.plainSpans, quotations: [])
    #expect(found.sections[0].allSatisfy { $0.block == 1 })
    #expect(found.words == [14])
  }

  /// Passages are inside their blocks and on the borders of scalars, whatever the text.
  @Test func passagesAreTrue() {
    var random = SplitMix(seed: 3)
    let pieces = ["Northway ", "港口。", "he ", "said ", ". ", "? ", "“", "”", "…", "\u{301}", "é", "12 ", "- ", "🎉", "And ", "\u{200B}"]
    for _ in 0..<400 {
      let paragraphs = (0..<Int(random.next() % 6) + 1).map { _ in
        "x" + (0..<Int(random.next() % 30)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      }
      let (article, found) = summaries(paragraphs, language: random.next() % 2 == 0 ? "en" : "zh")
      let spans = article.plainSpans
      let headlines = Headliner(lexicon: Self.lexicons.lexicon(for: "en")).headlines(of: article, spans: spans, summaries: found.sections)
      #expect(headlines.allSatisfy { !$0.text.isEmpty })
      for passage in found.sections.joined() + found.brief {
        let bytes = article.bytes(of: passage)
        #expect(!bytes.isEmpty && bytes.upperBound <= article.blocks[passage.block].bytes.upperBound)
        #expect(article.utf8[bytes.lowerBound] & 0xC0 != 0x80)
        #expect(bytes.upperBound == article.utf8.count || article.utf8[bytes.upperBound] & 0xC0 != 0x80)
      }
    }
  }
}

struct SectionIdentityTests {
  private func id(_ paragraphs: [String]) -> String { SectionIdentity.id(of: 0..<paragraphs.count, in: Article(paragraphs: paragraphs)) }

  @Test func onlyLettersAndDigitsCount() {
    #expect(id(["The “Harbour”, 3 May."]) == id(["the harbour 3 may"]))
    #expect(id(["ÉTÉ à Paris"]) == id(["été À PARIS"]))
    #expect(id(["The harbour"]) != id(["The harbours"]))
    #expect(id(["港口"]) != id(["港湾"]))
    #expect(id(["a"]).count == 8)
  }
}

extension Article {
  /// An article of body paragraphs; one that begins with `# ` is a headline.
  init(paragraphs: [String]) {
    var utf8: [UInt8] = []
    var blocks: [Block] = []
    for paragraph in paragraphs {
      if !blocks.isEmpty { utf8.append(0x0A) }
      let isHeadline = paragraph.hasPrefix("# ")
      let start = utf8.count
      utf8 += Array((isHeadline ? String(paragraph.dropFirst(2)) : paragraph).utf8)
      blocks.append(Block(role: isHeadline ? .headline : .body, level: isHeadline ? 1 : 0, bytes: start..<utf8.count))
    }
    self.init(source: "test", utf8: utf8, blocks: blocks, metadata: Metadata())
  }

  func with(role: Role, ofBlock index: Int) -> Article {
    var blocks = self.blocks
    blocks[index].role = role
    return Article(source: source, utf8: utf8, blocks: blocks, metadata: metadata)
  }

  /// A section for each headline, and one for what stands before the first.
  var plainSpans: [SectionSpan] {
    var starts = blocks.indices.filter { blocks[$0].role == .headline }
    if starts.first != 0 { starts.insert(0, at: 0) }
    return starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1] : blocks.count
      return SectionSpan(
        blocks: starts[index]..<end, level: 1, headlineBlock: blocks[starts[index]].role == .headline ? starts[index] : nil)
    }
  }
}
