/// Headlines made of little texts.

import DigestTestSupport
import Testing

@testable import DigestCore

struct HeadlinerTests {
  static let lexicons = Lexicons(directory: SharedData.checkout + "/Content/Languages")

  private func headlines(_ paragraphs: [String], language: String = "en") -> [String] {
    let article = Article(paragraphs: paragraphs)
    let lexicon = Self.lexicons.lexicon(for: language)
    let spans = article.plainSpans
    let summaries = Summarizer(lexicon: lexicon).summaries(of: article, spans: spans, quotations: [])
    return Headliner(lexicon: lexicon).headlines(of: article, spans: spans, summaries: summaries.sections).map(\.text)
  }

  /// All stretches that a sentence offers, parted by `|`.
  private func spans(_ sentence: String, _ language: String = "en") -> [String] {
    let utf8 = Array(sentence.utf8)
    let lexicon = Self.lexicons.lexicon(for: language)
    return utf8.withUnsafeBufferPointer { text in
      var table = TermTable(lexicon: lexicon)
      let words = HeadlineWordReader(lexicon: lexicon).words(text, 0..<text.count, &table)
      return HeadlineSpans.spans(of: words).map { span in
        String(
          decoding: text[words[span.words.lowerBound].range.lowerBound..<words[span.words.upperBound - 1].range.upperBound], as: UTF8.self)
      }
    }
  }

  @Test(arguments: [
    ("L’hiver a fermé les grands ports du nord.", "L’hiver a fermé les grands ports du nord", true),
    ("J’avais entendu parler des ports.", "J’avais entendu parler", false),
    ("Les travaux du port ont commencé.", "travaux", false),
    ("Il parle des bonnes pratiques d’été dans les ports.", "bonnes pratiques", false),
  ])
  func spansInFrench(_ sentence: String, _ span: String, _ isOffered: Bool) {
    #expect(spans(sentence, "fr").contains(span) == isOffered, "\(spans(sentence, "fr"))")
  }

  @Test func theSourcesOwnHeadlineStays() {
    #expect(headlines(["# Storm over Aldmoor", "Rain fell."]) == ["Storm over Aldmoor"])
  }

  @Test(arguments: [
    // Articles are left out at the start, and what hangs on the end.
    ("The council sold the harbour in May.", "council sold the harbour", true),
    ("The council sold the harbour in May.", "The council", false),
    ("The council sold the harbour in May.", "council sold the harbour in", false),
    // After an opening phrase or a verb of saying the clause begins anew.
    ("On Monday, the council sold the harbour.", "council sold the harbour", true),
    ("Ray Moss said that the council sold the harbour.", "council sold the harbour", true),
    // Verbs without their subject are no headline, infinitives and gerunds are.
    ("Northway and said the harbour was old.", "Northway and said the harbour", false),
    ("Northway wants to build a new terminal.", "build a new terminal", true),
    ("Northway makes money by running old ferries.", "running old ferries", true),
    // Pronouns, addresses and marks are not crossed.
    ("Northway told them the price.", "Northway told them the price", false),
    ("The ferry, the oldest of all, sank.", "ferry, the oldest", false),
    ("Write to moss@example.org about ferries.", "moss@example.org about ferries", false),
    // A noun keeps what binds to it.
    ("The sale of the harbour angered fishermen.", "sale of the harbour angered fishermen", true),
    ("The sale of harbours ended.", "The sale", false),
    ("Workers’ rights matter.", "Workers’ rights", false),
    ("They fought for workers’ rights in Aldmoor.", "workers’ rights", true),
    // No open verb at the end, no second subject before its auxiliary, no bare comparison.
    ("Northway will finance, build and run it.", "Northway will finance", false),
    ("Moss said the harbour would close.", "Moss said the harbour", false),
    ("The letter went to an address that nobody read.", "letter went to an address", false),
    ("More people voted for Moss than for Hale.", "Moss than for Hale", false),
    ("The ferry was sold in May.", "ferry was sold", false),
    ("The ferry was sold.", "ferry was sold", true),
    // A list's number is no word of its item.
    ("3. Wash the old ferries.", "Wash the old ferries", true),
    ("This year’s ferries are new.", "year’s ferries are new", false),
  ])
  func spansAreWholePhrases(_ sentence: String, _ span: String, _ isOffered: Bool) {
    #expect(spans(sentence).contains(span) == isOffered, "\(spans(sentence))")
  }

  @Test func aHeadlineIsOfWordsOfItsSectionWithACapital() {
    let paragraphs = [
      "On Monday, the town council of Aldmoor voted to sell the harbour to Northway, a ferry company.",
      "It has lost money for years, the council said. Northway will pay four million for the harbour.",
    ]
    let headline = headlines(paragraphs)[0]
    let words = headline.split(separator: " ")
    #expect((2...10).contains(words.count))
    #expect(headline.first?.isUppercase == true)
    let text = paragraphs.joined(separator: " ").lowercased()
    #expect(text.contains(headline.lowercased()))
  }

  @Test func headlinesOfAnArticleDiffer() {
    let article = Article(paragraphs: [
      "The harbour closed in May. Ferries left the harbour.", "The harbour closed in May. Ferries left the harbour.",
    ])
    let spans = [0..<1, 1..<2].map { SectionSpan(blocks: $0, level: 1, headlineBlock: nil) }
    let found = Headliner(lexicon: Self.lexicons.lexicon(for: "en")).headlines(of: article, spans: spans, summaries: [[], []])
    #expect(found[0].text != found[1].text)
    #expect(found.allSatisfy { $0.origin == .generated })
  }

  @Test func chineseHeadlinesAreClauses() {
    let headline = headlines(["周一，市议会决定出售老港口，价格是四百万。但是渔民们反对出售老港口。他们说渔船没有去处。"], language: "zh")[0]
    #expect(headline == "市议会决定出售老港口")
  }

  @Test func aChineseClauseThatIntroducesWordsIsNone() {
    #expect(headlines(["市长陈明周三在大会上说：“老港口将在明年五月关闭。”"], language: "zh")[0] == "老港口将在明年五月关闭")
  }

  @Test(arguments: ["Photos", "* * *", "12", "…", "It was.", "“Yes.”", "港", "https://example.org/a/very/long/address/without/any/end"])
  func whateverTheTextThereIsAHeadline(_ text: String) {
    #expect(!headlines([text])[0].isEmpty)
  }

  @Test func namesKeepTheirSmallLetter() {
    #expect(headlines(["iPhone sales of Northway fell sharply."])[0].hasPrefix("iPhone"))
  }
}
