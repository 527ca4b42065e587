/// The files of `Content/Languages`: a newcomer's file is checked like all others, without a line here.

import DigestCore
import DigestTestSupport
import Foundation
import Testing

private let folder = SharedData.checkout + "/Content/Languages"

@Suite struct LanguageTableTests {
  static let languages =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }.sorted()
    ?? []
  /// What every language has: without these its articles are cut, summed up and attributed worse than those of other languages.
  static let required: [Lexicon.Table] = [
    .stopwords, .connectives, .cues, .roles, .namings, .organisations, .bylines, .dates, .teasers, .credits, .calendar,
  ]
  /// Here case and order tell something.
  static let cased: Set<Lexicon.Table> = [.abbreviations, .numberAbbreviations, .finalAbbreviations, .hourAbbreviations]
  static let ordered: Set<Lexicon.Table> = [.calendar]
  /// The first two languages keep their lists by meaning.
  static let byMeaning: Set<String> = ["en", "zh"]

  @Test func thereAreFiles() { #expect(Self.languages.count >= 13) }

  @Test(arguments: languages) func hasWhatItNeeds(language: String) {
    let lexicon = Lexicons(directory: folder).lexicon(for: language)
    for table in Self.required { #expect(!lexicon.words(table).isEmpty, "\(language).toml has no \(table.rawValue)") }
    #expect(lexicon.words(.calendar).count == 12)
    for word in lexicon.words(.grammar) { #expect(Lexicon.Grammar(rawValue: word) != nil, "grammar: \(word)") }
  }

  @Test(arguments: languages) func knowsAllItsKeysAndSources(language: String) throws {
    let text = try String(contentsOfFile: "\(folder)/\(language).toml", encoding: .utf8)
    #expect(text.hasPrefix("# What digest knows of "))
    if !Self.byMeaning.contains(language) { #expect(text.contains("\n# Sources: ")) }
    let known = Set(Lexicon.Table.allCases.map(\.rawValue))
    let lexicon = Lexicons(directory: folder).lexicon(for: language)
    var seen: Set<String> = []
    for line in text.split(separator: "\n") where line.first?.isLetter ?? false && line.contains(" = ") {
      let key = String(line.prefix { $0 != " " })
      #expect(known.contains(key), "no table of this name: \(key)")
      #expect(seen.insert(key).inserted, "twice: \(key)")
      let words = Lexicon.Table(rawValue: key).map { lexicon.words($0) } ?? []
      #expect(!words.isEmpty, "\(key) cannot be read, or is empty")
    }
  }

  @Test(arguments: languages) func listsAreSortedAndHoldNothingTwice(language: String) {
    let lexicon = Lexicons(directory: folder).lexicon(for: language)
    for table in Lexicon.Table.allCases where !Self.ordered.contains(table) {
      let words = lexicon.words(table)
      let keys = Self.cased.contains(table) ? words : words.map { $0.lowercased() }
      let doubles = Dictionary(grouping: keys, by: { $0 }).filter { $0.value.count > 1 }.keys
      #expect(doubles.isEmpty, "\(language) \(table.rawValue): \(doubles.sorted())")
      if Self.byMeaning.contains(language) { continue }
      let places = words.map { Array($0.lowercased().unicodeScalars.map(\.value)) }
      let wrong = zip(words, zip(places, places.dropFirst())).first { $0.1.1.lexicographicallyPrecedes($0.1.0) }
      #expect(wrong == nil, "\(language) \(table.rawValue): behind \(wrong?.0 ?? "")")
    }
  }
}
