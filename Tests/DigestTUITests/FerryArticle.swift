/// The article that the screens are drawn with in tests: written down with its digest, so that a better analysis changes no picture.

import DigestCore
import DigestTUI

/// An invented report with five sections, of which two have headlines that the program made; a promo, a caption, quotations.
enum FerryArticle {
  static let path = "/articles/ferries.txt"

  static func opened(progress: Double = 1) -> OpenedArticle {
    let (article, digest) = build(progress < 1 ? Array(paragraphs.prefix(9)) : paragraphs)
    return OpenedArticle(
      article: article, digest: digest,
      identity: ArticleIdentity(contentHash: progress < 1 ? nil : "f00d", path: path, size: 7000, changed: 1_700_000_000),
      document: DocumentFacts(format: .text, encoding: "UTF-8", encodingOrigin: .utf8, replacements: 0, bytes: 7000), progress: progress)
  }

  /// An article of its own paragraphs, each with a letter for its role: see `role`.
  static func opened(_ paragraphs: [String]) -> OpenedArticle {
    let (article, digest) = build(paragraphs)
    return OpenedArticle(
      article: article, digest: digest, identity: ArticleIdentity(contentHash: "cafe", path: path),
      document: DocumentFacts(format: .text, encoding: "UTF-8", encodingOrigin: .utf8, replacements: 0, bytes: article.utf8.count),
      progress: 1)
  }

  /// The speakers of the quotations in `paragraphs`, in their order; an empty one is unknown.
  private static let speakers = [
    "Ingrid Vall", "Jonas Brandt", "Jonas Brandt", "Siri Molander", "Petra Sunde", "Hanne Lind", "Osman Rieck", "", "Hanne Lind",
  ]

  /// `T` title, `S` standfirst, `=` headline, `~` a section whose headline the program made (the words up to the bar), `B` body,
  /// `P` promo, `|` caption, `C` credit, `>` block quotation, `-` list.
  private static let paragraphs = [
    "T Night ferries return to Lindholm after a three-year gap",
    "S Boats will run until two in the morning from October. Residents ask who pays when the city's money ends.",
    "~ Boats every forty minutes|Boats will leave every forty minutes between ten and two from 1 October. The night ferry from the Customs"
      + " Quay made its last trip on 30 September 2023, and comes back six nights a week.",
    "B Councillors voted by 31 to 18 for the agreement with Vestra Line. The city pays two thirds of the cost for two years, and nothing"
      + " after that.",
    "B “A part of town that shuts at twenty past nine is a postcard,” said Ingrid Vall, who chairs the traffic committee.",
    "= Who pays after two years",
    "B The council agreed on Tuesday to cover two thirds of the cost until 2028. After that the operator must find the money itself, or"
      + " raise fares.",
    "B “We will not run empty boats for the look of it,” said Jonas Brandt, who leads the company's passenger arm. “If the riders come,"
      + " the boats stay.”",
    "P Harbour news before your first coffee",
    "P Sign up for Quayside, our free newsletter: what sails, what is late and what the council would rather you did not read.",
    "P Subscribe to Quayside",
    "B Brandt would not say what a single crossing costs. A council paper seen by the Courier puts it at 900 crowns at night, three times"
      + " the figure for the morning.",
    "| What a crossing costs, in crowns",
    "C Chart: The Harbour Courier",
    "B The treasurer had advised a grant that shrinks. “I was asked for a sum that ends before the next election, and I supplied one,” said"
      + " Siri Molander.",
    "= Crews ask for a second deckhand",
    "B Unions say one person cannot watch the ramp and the passengers at once. Vestra Line means to sail at night as it does by day.",
    "B “By day a drunk passenger is a story, and at night he is the timetable,” said Petra Sunde, who worked the ramps for twenty-two"
      + " years.",
    "> The accident board found that the crew had made no mistake and that their number had been lawful and too small.",
    "= What riders want",
    "B In a survey of 1,200 residents, two thirds asked for boats on Sundays. A heated waiting room came second, the 猫カフェ of the"
      + " Customs Quay third 🛳️.",
    "- boats on Sundays: two thirds",
    "- a heated waiting room with a clock that tells the time on the other side of the harbour as well",
    "- space for bicycles",
    "B Hanne Lind collected 2,300 signatures. “Boats are roads. Nobody asks a road to make money.”",
    "B “Give me one boat at half past three and you can keep the other seven,” said Osman Rieck, whose bakery lights its ovens at four. The"
      + " word “deficit” fell forty times.",
    "~ The last boat|“I have missed it twice this week,” said Hanne Lind, a nurse. It was 21:34 on Tuesday, and the vote was half an hour"
      + " old.",
    "B Her late shift at St Olai's ends at nine, the quay is a brisk quarter of an hour off, and there are evenings when a patient wants"
      + " the five minutes that she has in hand. Bus 16 left at 21:50. She was home at a quarter to eleven.",
  ]

  private static func role(_ letter: Character) -> Role {
    switch letter {
    case "T": .title
    case "S": .standfirst
    case "=": .headline
    case "P": .promo
    case "|": .caption
    case "C": .credit
    case ">": .quote
    case "-": .list
    default: .body
    }
  }

  private static func build(_ paragraphs: [String]) -> (Article, Digest) {
    var utf8: [UInt8] = []
    var blocks: [Block] = []
    var starts: [(block: Int, headline: Headline)] = []
    for paragraph in paragraphs {
      let letter = paragraph.first ?? "B"
      var text = String(paragraph.dropFirst(2))
      if letter == "~", let bar = text.firstIndex(of: "|") {
        starts.append((starts.isEmpty ? 0 : blocks.count, Headline(text: String(text[..<bar]), origin: .generated)))
        text = String(text[text.index(after: bar)...])
      } else if letter == "=" {
        starts.append((blocks.count, Headline(text: text, origin: .source)))
      }
      if !blocks.isEmpty { utf8.append(0x0A) }
      blocks.append(Block(role: role(letter), level: letter == "=" ? 1 : 0, bytes: utf8.count..<utf8.count + text.utf8.count))
      utf8 += text.utf8
    }
    if starts.isEmpty { starts = [(0, Headline(text: "The beginning", origin: .generated))] }
    var metadata = Metadata()
    metadata.byline = "Mara Ekdal"
    metadata.publisher = "The Harbour Courier"
    metadata.published = "2026-05-12"
    metadata.language = "en"
    let article = Article(source: path, utf8: utf8, blocks: blocks, metadata: metadata)
    let sections = starts.indices.map { index in
      let range = starts[index].block..<(index + 1 < starts.count ? starts[index + 1].block : blocks.count)
      return Section(
        id: "s\(index)", headline: starts[index].headline, level: 1, blocks: range, summary: summary(range, article),
        words: words(range, article))
    }
    let brief = sections.prefix(3).compactMap(\.summary.first)
    return (article, Digest(sections: sections, brief: brief, quotations: quotations(article)))
  }

  /// The first two sentences of a section's first paragraph.
  private static func summary(_ blocks: Range<Int>, _ article: Article) -> [Passage] {
    guard let block = blocks.first(where: { article.blocks[$0].role == .body }) else { return [] }
    let bytes = article.blocks[block].bytes
    return Segmenter(lexicon: Lexicon(language: "en")).sentences(in: article.utf8[bytes]).prefix(2).map {
      Passage(block: block, range: $0.lowerBound - bytes.lowerBound..<$0.upperBound - bytes.lowerBound)
    }
  }

  private static func words(_ blocks: Range<Int>, _ article: Article) -> Int {
    blocks.filter { article.blocks[$0].role.isText }.reduce(0) { $0 + article.text(ofBlock: $1).split(separator: " ").count }
  }

  /// What stands between “ and ” in body paragraphs; a single word is a fragment.
  private static func quotations(_ article: Article) -> [Quotation] {
    var found: [Quotation] = []
    for block in article.blocks.indices where article.blocks[block].role == .body {
      var offset = 0
      for part in article.text(ofBlock: block).split(separator: "“", omittingEmptySubsequences: false).enumerated() {
        let words = part.element.prefix { $0 != "”" }
        if part.offset > 0 {
          let speaker: String? = found.count < speakers.count && !speakers[found.count].isEmpty ? speakers[found.count] : nil
          found.append(
            Quotation(
              parts: [Passage(block: block, range: offset..<offset + words.utf8.count)], kind: words.contains(" ") ? .direct : .fragment,
              speaker: speaker, speakerResolved: speaker, confidence: speaker == nil ? nil : .certain))
        }
        offset += part.element.utf8.count + 3
      }
    }
    return found
  }

  /// What a program could have decided at a place: invented, so that no better weight changes a picture.
  static func explanation(of place: WhyPlace, in opened: OpenedArticle) -> PlaceExplanation {
    let names = ["Jonas Brandt", "Hanne Lind", "Mara Ekdal"]
    if let number = place.quotation {
      let isKnown = opened.digest.quotations[number].shownSpeaker != nil
      return PlaceExplanation(quotation: isKnown ? QuotationReason(rule: .beside, form: .name) : QuotationReason(), names: names)
    }
    func weighing(_ role: Role, _ marks: [(String, Float)]) -> Weighing {
      Weighing(role: role, marks: marks.map { Weighing.Mark($0, $1) })
    }
    let promo: [(String, Float)] = [
      ("begins like a teaser", 3.2), ("any short block", -3), ("at most eight words", 0.7), ("ends as a sentence does", -0.7),
    ]
    let headline: [(String, Float)] = [("ends with a full stop", -2.1), ("prose behind", 0.9), ("more than twenty words", -1.6)]
    let role = opened.article.blocks[place.block].role
    let block =
      switch role {
      case .promo: BlockDecision(role: .promo, weighings: [weighing(.promo, promo + [("a footer's words", 2)]), weighing(.credit, promo)])
      case .headline: BlockDecision(role: .headline, weighings: [weighing(.headline, [("prose behind", 0.9), ("two words", 1.4)])])
      default: BlockDecision(role: role, weighings: [weighing(.headline, headline), weighing(.promo, [("any short block", -3)])])
      }
    return PlaceExplanation(block: block, section: role == .headline ? .headline : nil, names: names)
  }
}
