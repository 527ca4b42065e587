/// Sentence ends and words, as marked text: `|` stands where a sentence ends.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

struct SegmenterTests {
  static let lexicons = Lexicons(directory: SharedData.checkout + "/Content/Languages")

  /// The text parted by `|` at the ends that the segmenter finds.
  private func marked(_ text: String, _ language: String) -> String {
    let utf8 = Array(text.utf8)
    let chinese = Lexicon(language: "zh", tables: [.cues: ["说", "问道"]])
    return Segmenter(lexicon: language == "zh" ? chinese : Self.lexicons.lexicon(for: language)).sentences(in: utf8[...])
      .map { String(decoding: utf8[$0], as: UTF8.self) }.joined(separator: "|")
  }

  /// Takes the marks out: a space where the next sentence is parted by one.
  private func check(_ case: String, _ language: String, unspaced: Bool = false) {
    let text = `case`.replacingOccurrences(of: "|", with: unspaced ? "" : " ")
    #expect(marked(text, language) == `case`)
  }

  @Test(arguments: [
    "Rain fell.|The river rose.",
    "Who paid?|Nobody knows.",
    "It burned!|Two fled.",
    "Really?!|Yes.",
    "Mr. Hale met Dr. Osei.|They spoke.",
    "Gen. Ada Poole and Lt. Gov. Ray Moss left.|Nobody followed.",
    "St. Anne’s Church is on 4th St. near Mt. Hood.|It is old.",
    "See p. 12 and fig. 3.|Then read on.",
    "She came in No. 4.|No. 1 was late.",
    "It opened on Jan. 3, 2020.|It closed in Feb. 2021.",
    "The trial began in Sept. 1988.|It went on for years.",
    "Oakley Inc. bought Fern & Co. for $2.5 million.|Shares rose 4.1 percent.",
    "He works for Oakley Inc.|The firm is small.",
    "They asked Fern and co.|It said no.",
    "J. R. Hale and Ann B. Moss wrote it.|Critics liked it.",
    "We agreed, you and I.|Did they?",
    "The U.S. Senate met.|The U.N. Council did not.",
    "He lived in the U.S.|Then he left.",
    "She flew to the U.K.|She stayed there.",
    "Doors open at 7 a.m. and close at 9 p.m. on Friday.|Entry is free.",
    "They left at 6 p.m.|Buses had stopped.",
    "At 5 a.m. Mr. Hale woke.|He was cold.",
    "Maria Chen, Ph.D., runs it.|She began in May.",
    "Use sweets, e.g. Turkish delight.|Avoid nuts, i.e. Brazil nuts.",
    "The score was 3.5 to 2.|A draw was near.",
    "Version 2.0.1 is out.|Version 2.1 will follow.",
    "Write to ann.moss@example.org.|She answers.",
    "See https://example.org/a.b?c=d.|It is short.",
    "“We won,” she said.|“It was close.”",
    "“Why now?” asked Mr. Osei.|Nobody answered.",
    "“Why now?” Mr. Osei asked.|Nobody answered.",
    "“Why now?” Ruth Adeyemi-Hale said.|Nobody answered.",
    "“Go!” he shouted.|They went.",
    "“Is it over?”|The hall was still.",
    "“Why?”|He asked again.",
    "'Stop it!' she cried.|He stopped.",
    "\"Come in.\" she said.|He came.",
    "She said: “Come alone.|Bring the keys.”|He came.",
    "He called it “a shame.”|She called it worse.",
    "He left (she stayed).|They wrote.",
    "He left (she saw it.) and came back.|They wrote.",
    "(It was a lie.)|They knew.",
    "She waited … and waited.|Nobody came.",
    "He paused…|Then he spoke.",
    "He paused...|Then he spoke.",
    "“Well … I do not know,” she said.|He did.",
    "“I… I saw it,” she said.|He had not.",
    "It is old [...] and worn.|It holds.",
    "The saint died in 250.[1]|A cult began.[2][3]|It spread.",
    "The method is slow (type 2).10|This model is not.",
    "1. Wash the rice.|2. Boil it.|3. Serve.",
    "1) Wash the rice|2) Boil it|3) Serve",
    "a.) Wash the rice|b.) Boil it",
    "(a) Wash the rice.|(b) Boil it.",
    "• Wash the rice|• Boil it",
    "1. Rice",
    "3.2. Methods of the survey",
    "He paid 2.|Nobody paid 3.",
    "The iPhone sold well.|iPads did not.",
    "She shops at Yahoo! in the evening.|He does not.",
    "Stir it and -- voila! -- it is done.|Eat.",
    "The plan was his.|—Reuters",
    "It cost £3.50.|€4 was asked.",
    "Plan B failed.|Plan C. worked.",
    "Is it? is not a question.|It is one here.",
    "Prices fell by 3 %.|Wages rose.",
    "He met the president.|President Moss said no.",
    "She is from Austin, Tex., and he is from Eugene, Ore., I think.|They met here.",
    "Judge Lucy H. Koh ruled.|Lawyers left.",
    "He finished 1st.|She finished 2nd.",
    "No stop at all",
  ])
  func english(_ marked: String) { check(marked, "en") }

  @Test(arguments: [
    "雨停了。|河水退了。", "谁付的钱？|没有人知道。", "“还要多久？”|没有人回答。", "“为什么是现在？”他问道。|没有人回答。", "“我们赢了。”她说。|大家鼓掌。",
    "增长了3.5%。|专家感到意外。", "他说：“来吧。|带上钥匙。”|她来了。", "他沉默了很久……|然后开口。", "“我……我看见了。”她说。", "什么？！|他不信。",
    "她写道（那时她还小。没有人教她。）很多信。|信都丢了。", "他问。|“谁来？”|没有人。", "（本报记者赵静报道）市里公布了新规。|新规下月生效。",
  ])
  func chinese(_ marked: String) { check(marked, "zh", unspaced: true) }

  @Test(arguments: [
    ("fr", "« Qui paiera ? » demande-t-elle.|Personne ne répond."), ("fr", "Il pleut.|La rivière monte."),
    ("de", "„Wer zahlt?“, fragte sie.|Niemand antwortete."), ("de", "Das kostet 1.000,50 Euro.|Es ist viel."),
    ("es", "¿Quién paga?|¡Nadie!|Así fue."), ("ru", "Дождь шёл.|Река поднялась."),
    ("ru", "«Кто платит? – спросила она. – Никто не знает».|Все молчали."),
    ("ko", "비가 왔다.|강이 불었다."), ("ar", "نزل المطر.|هل ارتفع النهر؟|نعم."), ("hi", "बारिश हुई।|नदी बढ़ी।"), ("el", "Έβρεξε.|Το ποτάμι ανέβηκε."),
  ])
  func others(_ language: String, _ marked: String) { check(marked, language) }

  @Test func japanese() {
    check("「増税はしない。」と首相は述べた。|「なぜ。」|野党は反発した。", "ja", unspaced: true)
    check("首相は「増税はしない」と述べた。|野党は反発した。|「なぜ」と聞いた！", "ja", unspaced: true)
  }

  @Test(arguments: [
    ("en", "Don’t stop: 3,500 well-known U.S. rules!", ["Don’t", "stop", "3,500", "well", "known", "U.S", "rules"]),
    ("fr", "L’été, c'est fini.", ["L’été", "c'est", "fini"]), ("en", "", []), ("en", "…—!", []),
    ("en", "1.2 3. a.b", ["1.2", "3", "a", "b"]),
  ])
  func words(_ language: String, _ text: String, _ expected: [String]) {
    let utf8 = Array(text.utf8)
    let words = Segmenter(lexicon: Self.lexicons.lexicon(for: language)).words(in: utf8[...])
    #expect(words.map { String(decoding: utf8[$0], as: UTF8.self) } == expected)
  }

  @Test func wordsOfScriptsWithoutSpacesAreParted() {
    let utf8 = Array("新规将于下月生效。OK".utf8)
    let words = Segmenter(lexicon: Self.lexicons.lexicon(for: "zh")).words(in: utf8[...]).map { String(decoding: utf8[$0], as: UTF8.self) }
    #expect(words.count >= 4)
    #expect(words.joined() == "新规将于下月生效OK")
  }

  /// Where only `. ! ? …` can end a sentence, the scan must see every boundary of ICU's.
  @Test func theScanFindsAllOfICUsBoundaries() {
    var random = SplitMix(seed: 7)
    let pieces = ["a", "B", "1", " ", " ", ".", "!", "?", "…", "“", "”", "\"", "(", ")", "é", "Ж", ",", "-", "—", "’"]
    for _ in 0..<2000 {
      let utf8 = Array((0..<24).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined().utf8)
      utf8.withUnsafeBufferPointer { text in
        let range = 0..<text.count
        let places = Set(SentenceCandidates.scan(text, range).map(\.next))
        let breaker = TextBreaker(.sentences, locale: "en")
        breaker.eachBoundary(in: text) { offset, _ in
          // Boundaries that no space follows are marks on their own; the rules would not part there.
          guard offset < text.count, text[offset - 1] == 0x20, SentenceCandidates.trimmed(text, range.lowerBound..<offset) > 0 else {
            return
          }
          let end = SentenceCandidates.trimmed(text, 0..<offset)
          let (last, _) = UTF8Scalars.decode(text, before: end, start: 0)
          // A closing mark that stands apart goes to the sentence before it.
          guard SentenceCandidates.isStop(last), UTF8Scalars.decode(text, at: offset, end: text.count).scalar != 0x201D else { return }
          #expect(places.contains(offset), "\(String(decoding: text, as: UTF8.self)) at \(offset)")
        }
      }
    }
  }

  /// Ranges are in order, inside the text, on the borders of scalars, and leave out white space alone, whatever the text.
  @Test(arguments: ["en", "zh", "und"]) func rangesAreTrue(_ language: String) {
    var random = SplitMix(seed: 11)
    let segmenter = Segmenter(lexicon: Self.lexicons.lexicon(for: language))
    for _ in 0..<3000 {
      let count = Int(random.next() % 60)
      let bytes = (0..<count).map { _ in Self.sample[Int(random.next() % UInt64(Self.sample.count))] }
      let utf8 = Array(String(decoding: bytes, as: UTF8.self).utf8)
      var last = 0
      for range in segmenter.sentences(in: utf8[...]) {
        #expect(range.lowerBound >= last && range.lowerBound < range.upperBound && range.upperBound <= utf8.count)
        #expect(utf8[range.lowerBound] & 0xC0 != 0x80)
        #expect(range.upperBound == utf8.count || utf8[range.upperBound] & 0xC0 != 0x80)
        #expect(isBlank(utf8[last..<range.lowerBound]))
        last = range.upperBound
      }
      #expect(isBlank(utf8[last...]))
      last = 0
      for range in segmenter.words(in: utf8[...]) {
        #expect(range.lowerBound >= last && range.lowerBound < range.upperBound && range.upperBound <= utf8.count)
        #expect(utf8[range.lowerBound] & 0xC0 != 0x80)
        last = range.upperBound
      }
    }
  }

  private func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }

  /// Bytes of random texts: stops, marks, letters, list markers, and parts of longer sequences.
  private static let sample: [UInt8] =
    Array("aB1 . .!?\"'()[]-\n\t".utf8) + Array("…“”。！「」（）中文é«»\u{00A0}–ЖЯ🎉".utf8) + [0xFF, 0xC2, 0xE2, 0x80]
}

/// A small generator of random numbers with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
