/// Two articles of our own in each language: nothing that stands alone in their digests leans on a sentence that is not there.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

/// An article, how its sentences begin that must not stand alone, and who speaks in it.
struct LanguageArticle: CustomTestStringConvertible, Sendable {
  var name: String
  var leaning: [String]
  var speakers: [String]

  init(_ name: String, leaning: [String], speakers: [String]) {
    self.name = name
    self.leaning = leaning
    self.speakers = speakers
  }

  var testDescription: String { name }
}

@Suite struct LanguageArticleTests {
  private static let lexicons = Lexicons(directory: SharedData.checkout + "/Content/Languages")

  static let articles: [LanguageArticle] = [
    .init(
      "ar-1", leaning: ["وأضافت", "لكن", "لذلك", "كما"], speakers: ["سعاد منصور", "طارق الخطيب"]),
    .init("ar-2", leaning: ["لكنه", "وأضاف", "لذلك", "كما"], speakers: ["حمد السالم", "أمل نجيب"]),
    .init(
      "de-1",
      leaning: [
        "Sie fügte", "Außerdem", "Dennoch", "Deshalb", "Er rechnet", "Danach", "Das liegt", "Laut dem Ingenieur Sönke Dahl ist der",
      ],
      speakers: ["Heike Brandt", "Olaf Petersen", "Sönke Dahl"]),
    .init("de-2", leaning: ["Trotzdem", "Sie führt", "Damit", "Stattdessen"], speakers: ["Karla Nissen", "Ole Brügge"]),
    .init(
      "es-1", leaning: ["Añadió", "Sin embargo", "Por eso", "Además", "Su hija", "También", "Dice"],
      speakers: ["Andrés Llorente", "Marisa Cobo", "Rufino Sanz"]),
    .init("es-2", leaning: ["No obstante", "Ella", "Por eso", "Asimismo"], speakers: ["Felisa Roldán", "Iker Zabala"]),
    .init(
      "fr-1", leaning: ["Elle", "Cependant", "Celui-ci", "En outre", "De son côté"],
      speakers: ["Solène Marchand", "Bruno Castel", "Nadia Perrin"]),
    .init("fr-2", leaning: ["Il réclame", "Toutefois", "C’est pourquoi", "Par ailleurs"], speakers: ["Mathieu Roux", "Irène Caradec"]),
    .init("it-1", leaning: ["Ha aggiunto", "Tuttavia", "Inoltre", "Per questo"], speakers: ["Marta Ghezzi", "Luigi Farina"]),
    .init("it-2", leaning: ["Però", "Ha spiegato", "Perciò", "Nel frattempo"], speakers: ["Rosa Merlo", "Dino Fabbri"]),
    .init("ja-1", leaning: ["また", "しかし", "その結果", "同氏"], speakers: ["坂上修", "水島玲"]),
    .init("ja-2", leaning: ["しかし", "そのため", "また", "同課長"], speakers: ["小笠原恵", "木村"]),
    .init("ko-1", leaning: ["그는", "그러나", "이에", "또한"], speakers: ["윤태식", "한지우"]),
    .init("ko-2", leaning: ["하지만", "이에", "또 "], speakers: ["오미경", "박상훈"]),
    .init("nl-1", leaning: ["Ze voegde", "Toch", "Daarom", "Bovendien"], speakers: ["Tineke Hofstra", "Sjoerd Bakker"]),
    .init("nl-2", leaning: ["Toch", "Hij", "Daarom", "Ondertussen"], speakers: ["Geert Lammers", "Mieke Evers"]),
    .init("pl-1", leaning: ["Dodała", "Jednak", "Dlatego", "Ponadto"], speakers: ["Maria Wrona", "Pawła Gila"]),
    .init("pl-2", leaning: ["Mimo to", "Dodała", "Dlatego", "Ponadto"], speakers: ["Róża Wilczek", "Adama Sroki"]),
    .init("pt-1", leaning: ["Ela acrescentou", "No entanto", "Além disso", "Por isso"], speakers: ["Cecília Bastos", "Osvaldo Nunes"]),
    .init("pt-2", leaning: ["Contudo", "Acrescentou", "Por isso", "Ao mesmo tempo"], speakers: ["Rosa Meireles", "Rui Damas"]),
    .init("ru-1", leaning: ["Он добавил", "Однако", "Поэтому", "Кроме того"], speakers: ["Лев Орехов", "Тамары Зиминой"]),
    .init("ru-2", leaning: ["Тем не менее", "Она", "Поэтому", "К тому же"], speakers: ["Роза Уварова", "Антона Сомова"]),
  ]

  private func digest(_ article: LanguageArticle) throws -> (Article, Digest) {
    let path = SharedData.checkout + "/Tests/Fixtures/Languages/\(article.name).txt"
    let document = Document(source: path, bytes: try Array(Data(contentsOf: URL(fileURLWithPath: path))))
    let read = try #require(try PlainTextParser(lexicons: Self.lexicons).parse(document).first)
    return (read, Analyzer(lexicons: Self.lexicons).analyze(read))
  }

  @Test(arguments: articles) func nothingLeans(_ sample: LanguageArticle) throws {
    let (article, digest) = try digest(sample)
    #expect(article.metadata.language == String(sample.name.prefix(2)))
    var first = digest.brief
    for section in digest.sections {
      first += section.summary.prefix(1)
      for start in sample.leaning where section.headline.origin == .generated {
        #expect(!section.headline.text.hasPrefix(start), "headline: \(section.headline.text)")
      }
    }
    for passage in first {
      for start in sample.leaning { #expect(!article.text(passage).hasPrefix(start), "\(article.text(passage))") }
    }
  }

  @Test(arguments: articles) func speakers(_ sample: LanguageArticle) throws {
    let (_, digest) = try digest(sample)
    #expect(digest.quotations.map { $0.speakerResolved ?? $0.speaker ?? "-" } == sample.speakers)
  }
}
