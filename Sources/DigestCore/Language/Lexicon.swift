/// A language's tables, read from `Content/Languages/*.toml`.

import Foundation
import Synchronization
import TOMLKit

/// What the analysis knows of one language: named lists of words.
///
/// A language without a file has an empty lexicon: it still gets sections, quotations and summaries.
public struct Lexicon: Sendable {
  /// The lists that a language file may have; the raw value is the key in its `[words]` table.
  public enum Table: String, Sendable, CaseIterable {
    /// Verbs that introduce a quotation, in all their forms: said, says, added.
    case cues
    /// Verbs that introduce a quotation only right beside it: called, read.
    case weakCues
    /// Words before a name that belong to it: Mr, Dr, President.
    case titles
    /// Titles that tell a man, or a woman.
    case maleTitles, femaleTitles
    /// Nouns that stand for a person: minister, spokeswoman.
    case roles
    /// Pronouns that stand for a man, a woman, several people.
    case malePronouns, femalePronouns, pluralPronouns
    /// Pronouns that speak without standing for somebody named: I, we, it.
    case speakerPronouns
    /// who, which.
    case relatives
    /// Words that begin the description of a speaker: the, a, his.
    case nounMarkers
    /// Prepositions: a name under one is no subject.
    case governors
    /// Conjunctions.
    case clauseOpeners
    /// Words that may stand between a speaker and the verb: also, later, has.
    case interposed
    /// Days as they stand beside a cue: said Tuesday.
    case days
    /// Words that begin with an apostrophe, without it: tis, em.
    case elisions
    /// Words after which marks hold a name or a word as a word: so-called, titled.
    case namings
    /// Words that tell a body of people from a person: ministry, council.
    case organisations
    /// Small words inside a name: de, van.
    case particles
    /// Given names: what begins with one is a person's name. They tell no gender.
    case givenNames
    /// Nouns for what somebody says: comment, promise, view.
    case sayings
    /// Signs with which names begin, in languages without blanks.
    case surnames
    /// Phrases after which stands who says it: according to, laut, по словам.
    case sources
    /// Words after the one who says it: zufolge, によると.
    case sourcesAfter
    /// Prepositions that name who says it where they open a sentence: Pour l'économiste, …
    case viewpoints
    /// Words that name the speaker right after quoted words, and only there: „…“, so Senn.
    case tags
    /// Of the noun markers those for somebody known: the, le, der.
    case definiteArticles
    /// Endings of compounds that stand for a person, or for a body: sprecherin, gericht.
    case roleEndings, organisationEndings
    /// Things that words are written on: sign, envelope.
    case bearers
    /// Words behind marks that hold a name or an inscription: 書かれ, 적혀.
    case inscribed
    /// Short words that lose their vowel and join the next one, with their apostrophe: l', dell'.
    case elided
    /// What a hyphen joins to a verb: -t-il, -lhe.
    case enclitics
    /// Words that are written together with the next one: و, ال.
    case proclitics
    /// Endings by which the cases of a noun or a name differ: Соколова, Соколовой.
    case nameEndings
    /// Particles after what a sentence is about, and after a subject: は, 은; が, 이.
    case topicMarks, subjectMarks
    /// Signs with which a clause ends that goes on: て, で.
    case openEndings
    /// Particles that take up quoted words: と, 라고.
    case quotatives
    /// Names of `Grammar`.
    case grammar
    /// Words after which a full stop ends no sentence, without it: Mr, Gen, vs.
    case abbreviations
    /// Words that only before a number are abbreviations, without their stop: No, p, Jan.
    case numberAbbreviations
    /// Abbreviations that may also end a sentence, and do so before a word that begins sentences: Inc, U.S, Jr.
    case finalAbbreviations
    /// Abbreviations after a time of day, which end a sentence before any capital: a.m.
    case hourAbbreviations
    /// The months' names, as they follow a day's number and its stop.
    case months
    /// Words that, capitalised, begin a sentence rather than go on in a name; stop words and connectives need not be listed again.
    case starters
    /// Words that say that there is nobody: who begins with one speaks no quotation.
    case negations
    /// Words and phrases of advertisements, teasers and calls to act.
    case teasers
    /// Words and phrases that begin lines of credit: Photo, Source, End of text.
    case credits
    /// Words and phrases that begin a byline: by, written by, words.
    case bylines
    /// Labels of a newspaper's parts that stand above titles: Opinion, Interview, Long read.
    case kickers
    /// Words and phrases that begin captions: pictured, left to right, figure.
    case captions
    /// Words and phrases that begin a line of a date: published, updated, posted on.
    case dates
    /// The twelve months from January on, each with all its forms parted by spaces.
    case calendar
    case weekdays
    /// Words that begin questions: how, what, why.
    case questions
    /// Words that begin the names of parts of articles: introduction, conclusion, background.
    case parts
    /// Words of an offer to the reader: free, newsletter, inbox, cancel.
    case offers
    /// Lines that only say that the text ends.
    case endMarks
    /// Words and phrases of a page's foot: all rights reserved, comments are closed.
    case footers
    /// Words and phrases by which a standfirst sums up: in this interview, we look at.
    case standfirsts
    /// Third-person pronouns that can stand for a speaker.
    case pronouns
    /// Words without content of their own.
    case stopwords
    /// Words at a sentence's start that lean on the sentence before: however, but, he.
    case connectives
    /// Beginnings that look like these and lean on nothing: this week, those who.
    case selfContained
    /// Word classes, for headlines that begin and end where a phrase does.
    case determiners, prepositions, conjunctions, auxiliaries, adverbs
    /// Determiners that say whose: his, their; of those the writer's and the reader's own: our.
    case possessives, ownPossessives
    /// Prepositions that bind more closely (of), and conjunctions that join two alike (and).
    case bindingPrepositions, coordinators
    /// Personal and other pronouns that a headline must not begin with.
    case personals
    /// What an infinitive follows: to, can, will.
    case modals
    /// Common finite verbs, and the endings by which others are known.
    case verbs, verbEndings
    /// The endings of verb forms that can begin a headline: building.
    case gerundEndings
  }

  /// What sets a language apart where the analysis must know it; the raw value is its name in the table `grammar`.
  public enum Grammar: String, Sendable, CaseIterable {
    /// All nouns have capitals, so that a capital alone makes no name: German.
    case capitalNouns = "capital-nouns"
    /// What people are has no capital before their name: minister De Boer, and Els Bakker is a name.
    case smallRoles = "small-roles"
    /// Letters have no case: names are found by the titles, roles and verbs beside them.
    case noCapitals = "no-capitals"
    /// The verb is the second part of a sentence, and a participle its last: hat der Minister gesagt.
    case verbSecond = "verb-second"
    /// The subject may follow its verb, and phrases may stand between them: a déclaré mardi à Lyon le maire.
    case freeOrder = "free-order"
    /// A verb alone may stand for who did it: añadió.
    case dropsSubjects = "drops-subjects"
    /// A particle behind it marks the subject: 市長は.
    case topicMarks = "topic-marks"
    /// A paragraph that begins with a dash is what somebody says.
    case dialogueDash = "dialogue-dash"
    /// The words that tell the speaker stand between commas inside the marks: « Non, dit-il, jamais. »
    case innerCommas = "inner-commas"
  }

  /// The words of a phrase, those that lose their vowel parted from the next: d'après as two. Never empty.
  func parts(ofPhrase phrase: String) -> [String] {
    let elided = Set(words(.elided))
    let parts = phrase.split(separator: " ").flatMap { word -> [String] in
      guard let end = word.firstIndex(of: "'").map({ word.index(after: $0) }), elided.contains(String(word[..<end])) else {
        return [String(word)]
      }
      return [String(word[..<end]), String(word[end...])]
    }
    return parts.isEmpty ? [phrase] : parts
  }

  /// Whether the language's table `grammar` has a name.
  func has(_ grammar: Grammar) -> Bool { words(.grammar).contains(grammar.rawValue) }

  /// BCP 47 tag, or "und" where the language is unknown.
  public let language: String
  private enum List: Sendable {
    case words([String])
    /// A key and its value as they stand in the file. They are read when the table is first asked for: most are not needed for the first
    /// screen, and to read them all takes as long as to read an article.
    case entry(String)
  }

  private let tables: [Table: List]
  private let memo = Memo()

  /// What was worked out from the tables, shared by all copies of a lexicon.
  private final class Memo: Sendable {
    let values = Mutex<[String: any Sendable]>([:])
  }

  public init(language: String, tables: [Table: [String]] = [:]) {
    self.language = language
    self.tables = tables.mapValues { .words($0) }
  }

  /// The lexicon that a language file holds; nil where it holds no table of words.
  ///
  /// An entry begins with its key at a line's start; the lines of its value have no key before an equals sign.
  fileprivate init?(language: String, file: String) {
    self.language = language
    var tables: [Table: List] = [:]
    var file = file
    file.withUTF8 { bytes in
      var open: (table: Table?, start: Int) = (nil, 0)
      var line = 0
      while line < bytes.count {
        let end = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
        if let table = Self.key(UnsafeBufferPointer(rebasing: bytes[line..<end])) {
          if let open = open.table.map({ ($0, open.start) }) {
            tables[open.0] = .entry(String(decoding: bytes[open.1..<line], as: UTF8.self))
          }
          open = (table, line)
        }
        line = end + 1
      }
      if let last = open.table { tables[last] = .entry(String(decoding: bytes[open.start...], as: UTF8.self)) }
    }
    if tables.isEmpty { return nil }
    self.tables = tables
  }

  /// The table whose entry begins on a line.
  private static func key(_ line: UnsafeBufferPointer<UInt8>) -> Table? {
    guard let first = line.first, (first | 0x20) &- 0x61 < 26, let blank = line.firstIndex(of: 0x20), blank + 1 < line.count,
      line[blank + 1] == 0x3D
    else { return nil }
    return Table(rawValue: String(decoding: line[..<blank], as: UTF8.self))
  }

  /// The words of a table as written in the file; empty where it has none.
  public func words(_ table: Table) -> [String] {
    switch tables[table] {
    case .words(let words): words
    case .entry(let entry): once(table.rawValue) { _ in Self.words(in: entry, of: table) }
    case nil: []
    }
  }

  /// The words of an entry: an array's texts, or one text's words, parted by blanks and line ends.
  private static func words(in entry: String, of table: Table) -> [String] {
    guard let value = (try? TOMLTable(string: entry))?[table.rawValue] else { return [] }
    if let list = value.array { return list.compactMap { $0.string } }
    return (value.string ?? "").utf8.split { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// What `make` makes of this lexicon, made once: reading many short articles would else spend its time on their words.
  ///
  /// - Parameter name: the same for the same thing.
  func once<Value: Sendable>(_ name: String, _ make: (Lexicon) -> Value) -> Value {
    if let known = memo.values.withLock({ $0[name] }) as? Value { return known }
    let value = make(self)
    memo.values.withLock { $0[name] = value }
    return value
  }
}

/// The lexicons that are at hand, each read when first asked for.
public struct Lexicons: Sendable {
  /// The lexicons read so far; nil for a language without a file.
  private final class Shelf: Sendable {
    let read = Mutex<[String: Lexicon?]>([:])
  }

  private let directory: String?
  private let shelf = Shelf()

  /// Lexicons of the files `LANGUAGE.toml` of a folder; one that cannot be read is left out.
  ///
  /// - Parameter directory: `Content/Languages`; nil where there is none.
  public init(directory: String?) {
    self.directory = directory
  }

  /// The lexicon of a language: of its tag, else of the tag's first part, else an empty one.
  public func lexicon(for language: String?) -> Lexicon {
    guard let language else { return Lexicon(language: "und") }
    if let exact = file(language) { return exact }
    let base = String(language.prefix { $0 != "-" })
    return (base == language ? nil : file(base)) ?? Lexicon(language: language)
  }

  /// The lexicon of a file. A tag may come from a document: only one of letters, digits and hyphens can be a file's name.
  private func file(_ language: String) -> Lexicon? {
    guard let directory, language.utf8.allSatisfy({ $0 == 0x2D || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }) else { return nil }
    return shelf.read.withLock { known in
      if let lexicon = known[language] { return lexicon }
      let lexicon = Self.read("\(directory)/\(language).toml", language: language)
      known[language] = .some(lexicon)
      return lexicon
    }
  }

  private static func read(_ path: String, language: String) -> Lexicon? {
    (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { Lexicon(language: language, file: $0) }
  }
}
