/// Quotations and their speakers, a marked text a line.

import DigestCore
import DigestTestSupport
import Testing

/// One text, and who says each of its quotations: the fullest name, `written>name` where both matter, `-` for nobody.
struct QuotationCase: CustomTestStringConvertible, Sendable {
  var text: String
  var speakers: [String]
  var language: String? = "en"

  init(_ text: String, _ speakers: String..., language: String? = "en") {
    self.text = text
    self.speakers = speakers
    self.language = language
  }

  var testDescription: String { text }
}

private let lexicons = Lexicons(directory: SharedData.checkout + "/Content/Languages")

func checkQuotations(_ sample: QuotationCase) {
  let marked = MarkedQuotations(sample.text, language: sample.language)
  let found = Analyzer(lexicons: lexicons).analyze(marked.article).quotations
  #expect(found.map { marked.article.text($0.parts) } == marked.expected.map { marked.article.text($0) })
  #expect(found.map(\.parts) == marked.expected)
  guard !sample.speakers.isEmpty, found.count == sample.speakers.count else {
    #expect(sample.speakers.isEmpty, "found \(found.count) quotations")
    return
  }
  for (quotation, speaker) in zip(found, sample.speakers) {
    let names = speaker.split(separator: ">").map(String.init)
    if names.count == 2 {
      #expect(quotation.speaker == names[0])
      #expect(quotation.speakerResolved == names[1])
    } else {
      #expect((quotation.speakerResolved ?? quotation.speaker ?? "-") == speaker)
    }
  }
}

@Suite struct QuotationMarkTests {
  /// Every pair of marks opens and closes, whatever the words around them do.
  static let pairs = [
    ("“", "”"), ("\"", "\""), ("‘", "’"), ("'", "'"), ("„", "“"), ("„", "”"), ("«", "»"), ("»", "«"), ("‹", "›"), ("「", "」"), ("『", "』"),
    ("”", "”"), ("“", "\""), ("\"", "”"), ("‟", "”"), ("``", "''"), ("＂", "＂"), ("« ", " »"), ("“ ", " ”"), ("“", "“"), ("〝", "〞"),
  ]
  static let frames = [
    "OThe bridge will hold through the winter,C said Mara Quill.",
    "Mara Quill said, OThe bridge will hold through the winter.C",
    "OThe bridge will hold,C Mara Quill said, Oand so will we, whatever comes.C",
    "Mara Quill told the council: OThe bridge will hold through the winter.C",
    "OWill it hold through the winter?C asked Mara Quill.",
  ]
  static let cases = pairs.flatMap { pair in
    frames.map { frame in
      QuotationCase(
        frame.split(separator: "O", omittingEmptySubsequences: false).joined(separator: pair.0 + "❶")
          .split(separator: "C", omittingEmptySubsequences: false).joined(separator: "❷" + pair.1))
    }
  }

  @Test(arguments: cases) func pairedMarks(_ sample: QuotationCase) { checkQuotations(sample) }

  static let odd: [QuotationCase] = [
    // Apostrophes, feet, inches and possessives are no marks.
    .init("The boys' coats and the dogs' bowls were gone by five o'clock."),
    .init("'Tis the season, and rock 'n' roll of the '60s is back."),
    .init("He is 6'4\" tall and she is 5'10\" in her socks."),
    .init("A 12\" record costs more than a 7\" one."),
    .init("“❶He is 6'4\" in his socks,❷” said Mara Quill.", "Mara Quill"),
    .init("‘❶The boys’ coats are gone,❷’ said Mara Quill. ‘❶I looked for the boys’ coats in the hall.❷’", "Mara Quill", "Mara Quill"),
    .init("‘❶I don’t know where they’re kept,❷’ he said.", "he"),
    // Nested marks belong to the quotation around them.
    .init("“❶She told me, ‘Go home,’ and I went,❷” said Mara Quill.", "Mara Quill"),
    .init("‘❶She told me, “Go home,” and I went,❷’ said Mara Quill. ‘❶Nobody asked.❷’", "Mara Quill", "Mara Quill"),
    .init("“❶He called it \"nuts\" and left at once,❷” said Mara Quill.", "Mara Quill"),
    .init("\"❶He called it “nuts” and left at once,❷\" said Mara Quill.", "Mara Quill"),
    .init("“❶The “deal” that they call “fair” is neither,❷” said Mara Quill.", "Mara Quill"),
    // Marks that do not match.
    .init("“❶The ferry runs again.❷ ” He was glad."),
    .init("Mara Quill said, “❶After this we start anew, with other people.❷” ”", "Mara Quill"),
    .init("Mara Quill said: “❶The ferry runs again, and I am glad of it.❷", "Mara Quill"),
    .init("Mara Quill said: “❶The ferry runs again, and I am glad of it.❷ (Agencies, own report)", "Mara Quill"),
    .init("The ferry runs again.” Nobody was surprised."),
    .init("“❶The ferry runs again,❷ “❶and I am glad of it, very glad.❷”"),
    // Over several paragraphs.
    .init("Mara Quill said: “❶We begin at dawn.❷¶“❸We end at dusk.❷¶“❸Then we rest.❷”", "Mara Quill"),
    .init("\"❶We begin at dawn,❷\" said Mara Quill. \"❶Then we work.❷¶\"❸Then we rest.❷\"", "Mara Quill", "Mara Quill"),
    .init("La abogada Ana Prado celebró: «❶Es una victoria.❷¶»❸Ahora falta cumplirla.❷»", language: "es"),
    .init("“❶We begin at dawn.❷”¶“❶We end at dusk.❷”"),
    // Marks of attributes in left-over markup are none.
    .init("<post author=\"mq\" time=\"12\"> The ferry runs again."),
  ]

  @Test(arguments: odd) func oddMarks(_ sample: QuotationCase) { checkQuotations(sample) }
}

@Suite struct QuotationPropertyTests {
  static let pieces = [
    "“", "”", "\"", "‘", "’", "'", "„", "«", "»", "「", "」", "''", "``", " ", " ", ".", ",", "?", ":", "said Mara Quill", "He said",
    "the bridge", "12",
    "说", "市长陈立新", "é", "😀", "¶", "Mr. Stone", "(x)", "=", "—",
    "dit-il", "l’", "dijo", "sagte er", "сказал Громов", "市長は", "と述べた", "김 시장은 ", "고 말했다", "قال الوزير ", "وأضاف", "。", "-t-elle",
    "disse-o",
  ]

  /// Whatever the marks: parts stand in order, overlap nothing, begin and end at words, on the borders of scalars.
  @Test(arguments: ["en", "zh", "und", "de", "fr", "pt", "ru", "ja", "ko", "ar"]) func partsAreTrue(language: String) {
    var state: UInt64 = 0x5EED
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<800 {
      let text = (0..<next(60)).map { _ in Self.pieces[next(Self.pieces.count)] }.joined()
      let article = MarkedQuotations(text, language: language).article
      var last = Passage(block: -1, range: 0..<0)
      for quotation in Analyzer(lexicons: lexicons).analyze(article).quotations {
        #expect(!quotation.parts.isEmpty)
        for part in quotation.parts {
          let words = article.text(part)
          #expect(part.block > last.block || part.range.lowerBound >= last.range.upperBound, "in order: \(text)")
          #expect(!words.isEmpty && words.first != " " && words.last != " ", "trimmed: \(text)")
          #expect(Array(words.utf8) == Array(article.utf8[article.bytes(of: part)]), "whole scalars: \(text)")
          last = part
        }
        #expect((quotation.speaker == nil) == (quotation.confidence == nil))
        #expect(quotation.speaker != nil || quotation.speakerResolved == nil)
      }
    }
  }

  /// Texts of nothing but marks, of names, of one word: ten times the text costs at most about ten times the time.
  @Test(arguments: ["\"", "“", "“a” ", "“a ", "said ", "Mara Quill ", "‘a’ said Mara. ", "\"a\" b, ", "市长说“a”", "he said. "])
  func isLinear(unit: String) {
    func seconds(_ count: Int) -> Double {
      let article = MarkedQuotations(String(repeating: unit, count: count)).article
      let clock = ContinuousClock()
      let best = (0..<3).map { _ in clock.measure { _ = Analyzer(lexicons: lexicons).analyze(article) } }.min() ?? .zero
      return Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds)
    }
    let short = seconds(200)
    #expect(seconds(2_000) < 25 * short + 0.1)
  }
}

@Suite struct QuotationChoiceTests {
  static let cases: [QuotationCase] = [
    // Words as words, names of works, scare quotes are none.
    .init("The so-called “bridge of sighs” is shut."),
    .init("Her new novel, “The Glass Orchard,” appears in May."),
    .init("He spoke on “Morning Table” about the bridge."),
    .init("It stood in a federal “supermax” prison near the coast."),
    .init("The film “Harbour Lights” opens on Friday."),
    // Fragments of what somebody said are.
    .init("Quill called the plan “❶a disaster❷” and left.", "Quill"),
    .init("Quill said that the plan was “❶dead on arrival.❷”", "Quill"),
    .init("The mayor described the bridge as “❶safe enough for goats.❷”", "The mayor"),
    .init("Quill accused the council of “❶sleeping through the winter.❷”", "Quill"),
  ]

  @Test(arguments: cases) func choice(_ sample: QuotationCase) { checkQuotations(sample) }

  @Test func kinds() {
    let marked = MarkedQuotations("“❶We will not go,❷” said Quill, who called it “❶a disgrace.❷”")
    let found = Analyzer(lexicons: lexicons).analyze(marked.article).quotations
    #expect(found.map(\.kind) == [.direct, .fragment])
  }

  @Test func headlinesAndPromosHoldNone() {
    var blocks: [Block] = []
    var utf8: [UInt8] = []
    for role in Role.allCases {
      if !utf8.isEmpty { utf8.append(0x0A) }
      let start = utf8.count
      utf8 += Array("“We will not go,” said Quill.".utf8)
      blocks.append(Block(role: role, bytes: start..<utf8.count))
    }
    let article = Article(source: "roles", utf8: utf8, blocks: blocks, metadata: Metadata())
    let roles = Analyzer(lexicons: lexicons).analyze(article).quotations.map { blocks[$0.parts[0].block].role }
    #expect(roles == [.body, .caption, .quote, .list, .footnote, .pullquote])
  }
}

@Suite struct SpeakerTests {
  /// Where the speaker stands.
  static let places: [QuotationCase] = [
    .init("“❶We stay,❷” said Mara Quill.", "Mara Quill"),
    .init("“❶We stay,❷” Mara Quill said.", "Mara Quill"),
    .init("“❶We stay,❷” Mara Quill told reporters.", "Mara Quill"),
    .init("“❶We stay,❷” Mara Quill later said.", "Mara Quill"),
    .init("“❶We stay,❷” said Mara Quill, the mayor of Lindholm.", "Mara Quill"),
    .init("“❶We stay,❷” Mara Quill, the mayor of Lindholm, said.", "Mara Quill"),
    .init("“❶We stay,❷” Mara Quill, who leads the council, said on Tuesday.", "Mara Quill"),
    .init("“❶We stay,❷” said on Tuesday Mara Quill.", "Mara Quill"),
    .init("“❶We stay,❷” according to Mara Quill.", "Mara Quill"),
    .init("According to Mara Quill, “❶the bridge is safe.❷”", "Mara Quill"),
    .init("Mara Quill said, “❶We stay.❷”", "Mara Quill"),
    .init("Mara Quill: “❶We stay where we are.❷”", "Mara Quill"),
    .init("In a statement, Mara Quill, a spokeswoman for the Lindholm council, said: “❶We stay.❷”", "Mara Quill"),
    .init("Asked about the bridge, Mara Quill said: “❶We stay.❷”", "Mara Quill"),
    .init("Mara Quill closed her folder, saying, “❶We stay.❷”", "Mara Quill"),
    .init("Mara Quill closed her folder and said, “❶We stay.❷”", "Mara Quill"),
    .init("“❶We stay,❷” Mara Quill said. “❶Nobody leaves.❷”", "Mara Quill", "Mara Quill"),
    .init("“❶We stay,❷” Mara Quill said, “❶and nobody leaves.❷”", "Mara Quill", "Mara Quill"),
    .init("Mara Quill shook her head. “❶We stay where we are.❷”", "Mara Quill"),
    .init("Mara Quill said that the bridge was safe.¶“❶We looked at every bolt of it, twice.❷”", "Mara Quill"),
    .init("Mara Quill concluded, so the bridge is safe.¶“❶We looked at every bolt of it, twice.❷”", "Mara Quill"),
    .init("“❶We stay,❷” said a senior official.", "a senior official"),
    .init("“❶We stay,❷” the officer said.", "the officer"),
    .init("“❶We stay,❷” residents said.", "residents"),
    .init("“❶We stay,❷” said the old man in the corner.", "the old man"),
    .init("“❶We stay,❷” said council spokesman Jon Ferris.", "Jon Ferris"),
    .init("“❶We stay,❷” I said.", "I"),
    .init("A spokesman for the council said, “❶We stay.❷”", "A spokesman"),
    .init("The head of the council said, “❶We stay.❷”", "The head"),
    // Nouns of saying, clauses without a comma, clauses that only join.
    .init("Jon Ferris regretted Mara Quill’s comment that “❶the old bridge is dead.❷”", "Mara Quill"),
    .init("Mrs. Quill came late. Mr. Ferris welcomed her promise: “❶The bridge will be rebuilt.❷”", "Mrs. Quill"),
    .init("Mara Quill came late. When she returned she began by saying, “❶We stay.❷”", "she>Mara Quill"),
    .init("Mara Quill talks about “❶saving the old bridge,❷” and people cheer.", "Mara Quill"),
    .init("Mara Quill told the mayor that he would not get “❶a second chance.❷”", "Mara Quill"),
    .init("They wrote to Mara Quill, who told the council when asked last week about the bridge: “❶It holds.❷”", "Mara Quill"),
  ]

  @Test(arguments: places) func place(_ sample: QuotationCase) { checkQuotations(sample) }

  /// Who that is.
  static let names: [QuotationCase] = [
    .init("Mara Quill came late. “❶We stay,❷” Quill said.", "Quill>Mara Quill"),
    .init("Mara Quill came late. “❶We stay,❷” she said.", "she>Mara Quill"),
    .init("Lei Jun came late. “❶We stay,❷” Lei said.", "Lei>Lei Jun"),
    .init("“❶We stay,❷” Quill said. It was Mara Quill who had built it.", "Quill>Mara Quill"),
    // What the text calls somebody tells whether he or she is meant; a given name does not.
    .init("Robin Adler sold his boat. Kim Stone sold her car. “❶Never again,❷” she said.", "she>Kim Stone"),
    .init("Kim Stone sold her car. Robin Adler sold his boat. “❶Never again,❷” she said.", "she>Kim Stone"),
    .init("The drivers left. “❶Enough,❷” the drivers said. They added: “❶We are tired of it.❷”", "the drivers", "They>the drivers"),
    .init("Mr. Stone met Mrs. Ferris. “❶We stay,❷” she said.", "she>Mrs. Ferris"),
    .init("Transport minister Petra Holl came late. “❶We stay,❷” the minister said.", "the minister>Petra Holl"),
    .init("Petra Holl, the minister, came late. “❶We stay,❷” the minister said.", "the minister>Petra Holl"),
    .init("Dr. Jane Stone came late. “❶We stay,❷” Dr. Stone said.", "Dr. Stone>Jane Stone"),
    .init("“❶We stay,❷” said Prime Minister Olga Brandt.", "Olga Brandt>Olga Brandt"),
    .init("“❶We stay,❷” said Willem van der Berg.", "Willem van der Berg"),
    .init("“❶We stay,❷” said J. K. Stone.", "J. K. Stone"),
    .init("“❶We stay,❷” said Jun O’Brien.", "Jun O’Brien"),
    // Nobody rather than somebody wrong.
    .init("“❶We stay where we are, all of us.❷”", "-"),
    .init("The bridge opened in May. “❶We stay where we are, all of us.❷”", "-"),
    .init("A wrong turn led there. “❶We stay,❷” he said.", "he"),
  ]

  @Test(arguments: names) func name(_ sample: QuotationCase) { checkQuotations(sample) }

  /// Turns of a dialogue.
  static let dialogues: [QuotationCase] = [
    .init(
      "“❶Where is it?❷” asked Mara.¶“❶In the shed,❷” said Jon.¶“❶Which shed?❷”¶“❶The green one.❷”", "Mara", "Jon", "Mara", "Jon"),
    .init("Mary turned. “❶Come here!❷”¶John shook his head. “❶Not yet.❷”", "Mary", "John"),
  ]

  @Test(arguments: dialogues) func dialogue(_ sample: QuotationCase) { checkQuotations(sample) }

  /// Chinese, in both kinds of signs.
  static let chinese: [QuotationCase] = [
    .init("市长陈立新说：“❶大桥明年通车。❷”", "陈立新", language: "zh"),
    .init("“❶大桥明年通车，❷”陈立新表示，“❶不会再推迟。❷”", "陈立新", "陈立新", language: "zh"),
    .init("市长陈立新来到现场。“❶大桥明年通车。❷”他说。", "他>陈立新", language: "zh"),
    .init("陳立新市長說：「❶大橋明年通車。❷」", language: "zh"),
    .init("教授黃志明指出：「❶這裡很安全。❷」", "黃志明", language: "zh"),
    .init("市环保局通报称，“❶水质已经恢复正常❷”。", "市环保局", language: "zh"),
    .init("展览名为“永宝”，将持续到十月底。", language: "zh"),
    .init("一位投资人说：“❶钱烧完了。❷”", "一位投资人", language: "zh"),
  ]

  @Test(arguments: chinese) func inChinese(_ sample: QuotationCase) { checkQuotations(sample) }

  /// How sure that is: a subject of its own verb, and whoever the sentence right before is about, are; what a paragraph leads to is not.
  @Test(arguments: [
    ("“❶We stay,❷” said Mara Quill.", Confidence.certain),
    ("Mara Quill said that the plan was “❶a waste of timber.❷”", .certain),
    ("Mary Quill shook her head. “❶We stay where we are.❷”", .certain),
    ("Mara Quill, in a hall that cheered, spoke of “❶a waste of timber.❷”", .probable),
    ("The hall was full. Mara Quill came.¶“❶We stay where we are.❷”", .probable),
  ])
  func certainty(of text: String, _ expected: Confidence) {
    let found = Analyzer(lexicons: lexicons).analyze(MarkedQuotations(text).article).quotations
    #expect(found.map(\.confidence) == [expected])
  }

  @Test func certainty() {
    let marked = MarkedQuotations("“❶We stay,❷” said Mara Quill.¶“❶Nobody has asked us to leave.❷”")
    let found = Analyzer(lexicons: lexicons).analyze(marked.article).quotations
    #expect(found.map(\.confidence) == [.certain, .probable])
    #expect(found.first?.cue.map { marked.article.text($0) } == "said")
  }
}
