/// A sentence as the words that a headline can be cut from, each with its class.

/// What a word can be, as far as a language's tables know. A word can be several things.
struct WordClass: OptionSet, Sendable {
  let rawValue: UInt32

  static let determiner = WordClass(rawValue: 1)
  static let preposition = WordClass(rawValue: 2)
  /// Binds what follows to what stands before: of.
  static let binding = WordClass(rawValue: 4)
  static let conjunction = WordClass(rawValue: 8)
  /// Joins two alike: and, or.
  static let coordinator = WordClass(rawValue: 16)
  static let auxiliary = WordClass(rawValue: 32)
  static let modal = WordClass(rawValue: 64)
  static let personal = WordClass(rawValue: 128)
  static let adverb = WordClass(rawValue: 256)
  static let verb = WordClass(rawValue: 512)
  /// Ends as verbs do that no table lists.
  static let verbEnding = WordClass(rawValue: 1024)
  static let gerund = WordClass(rawValue: 2048)
  static let stopword = WordClass(rawValue: 4096)
  /// Determiners that say whose; of those, the writer's and the reader's own.
  static let possessive = WordClass(rawValue: 16384)
  static let speaker = WordClass(rawValue: 32768)
  /// Not to be cut from: addresses, words with dashes or marks inside.
  static let unusable = WordClass(rawValue: 8192)
  /// Verbs that introduce what somebody says.
  static let saying = WordClass(rawValue: 65536)

  /// Whether the word carries content.
  var isContent: Bool {
    isDisjoint(with: [
      .determiner, .preposition, .binding, .conjunction, .coordinator, .auxiliary, .modal, .personal, .adverb, .stopword, .unusable,
    ])
  }
}

/// A word of a sentence without the marks around it.
struct HeadlineWord {
  var range: Range<Int>
  var wordClass: WordClass
  /// Its term's number; nil where it has no content.
  var term: Int32?
  /// Whether a mark stands between it and the word before or after it.
  var breaksBefore = false
  var breaksAfter = false
  var isCapitalized = false
  /// Begins with a digit and has small letters: 22nd.
  var isOrdinal = false
  /// Ends in 's.
  var isPossessive = false
  /// What a word that has shrunk to its first letters is: d' in d'été.
  var elided: WordClass = []
}

/// Parts sentences into such words.
struct HeadlineWordReader: Sendable {
  private let classes: KeyTable
  private let verbEndings: [[UInt8]]
  private let gerundEndings: [[UInt8]]
  /// Whether the language's words are parted into classes; else there are stop words at best.
  let knowsClasses: Bool

  init(lexicon: Lexicon) {
    var classes: [UInt64: WordClass] = [:]
    let tables: [(Lexicon.Table, WordClass)] = [
      (.stopwords, .stopword), (.determiners, .determiner), (.prepositions, .preposition), (.bindingPrepositions, .binding),
      (.conjunctions, .conjunction), (.coordinators, .coordinator), (.auxiliaries, .auxiliary), (.modals, .modal), (.personals, .personal),
      (.adverbs, .adverb), (.verbs, .verb), (.cues, [.verb, .saying]), (.possessives, [.determiner, .possessive]),
      (.ownPossessives, [.determiner, .possessive, .speaker]), (.connectives, .stopword), (.viewpoints, .stopword),
    ]
    for (table, wordClass) in tables {
      for key in lexicon.keys(table) { classes[key, default: []].formUnion(wordClass) }
    }
    // Of a phrase such as according to the first word: no headline begins there.
    for phrase in lexicon.words(.sources) { classes[WordKey.of(lexicon.parts(ofPhrase: phrase)[0]), default: []].insert(.stopword) }
    self.classes = KeyTable(classes.mapValues(\.rawValue))
    verbEndings = lexicon.words(.verbEndings).map { Array($0.utf8) }
    gerundEndings = lexicon.words(.gerundEndings).map { Array($0.utf8) }
    knowsClasses = !lexicon.words(.prepositions).isEmpty
  }

  /// The words of a sentence in order. O(n).
  func words(_ text: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>, _ table: inout TermTable) -> [HeadlineWord] {
    var words: [HeadlineWord] = []
    var index = sentence.lowerBound
    while index < sentence.upperBound {
      if case let length = SentenceCandidates.blank(text, at: index, sentence.upperBound), length > 0 {
        index += length
        continue
      }
      let start = index
      while index < sentence.upperBound, SentenceCandidates.blank(text, at: index, sentence.upperBound) == 0 {
        index += UTF8Scalars.decode(text, at: index, end: sentence.upperBound).length
      }
      guard let word = word(text, start..<index, isLast: index == sentence.upperBound, &table) else {
        if !words.isEmpty { words[words.count - 1].breaksAfter = true }
        continue
      }
      words.append(word)
      if words.count > 1 {
        let joint = words[words.count - 2].breaksAfter || word.breaksBefore
        words[words.count - 2].breaksAfter = joint
        words[words.count - 1].breaksBefore = joint
      }
    }
    if !words.isEmpty {
      words[0].breaksBefore = true
      words[words.count - 1].breaksAfter = true
    }
    return words
  }

  /// A stretch between blanks without the marks around it; nil where it is marks alone.
  private func word(_ text: UnsafeBufferPointer<UInt8>, _ chunk: Range<Int>, isLast: Bool, _ table: inout TermTable) -> HeadlineWord? {
    var start = chunk.lowerBound
    while start < chunk.upperBound, !isCore(text, start, chunk.upperBound) {
      start += UTF8Scalars.decode(text, at: start, end: chunk.upperBound).length
    }
    guard start < chunk.upperBound else { return nil }
    var end = chunk.upperBound
    while end > start {
      let before = UTF8Scalars.decode(text, before: end, start: start).start
      if isCore(text, before, end) || text[before] == 0x25 { break }
      end = before
    }
    guard end > start else { return nil }
    let rest = text[end..<chunk.upperBound]
    let core = start..<end
    // The point of an abbreviation is part of it, that of a list's number is not.
    let isMarker = !text[core].contains { $0 &- 0x30 >= 10 } && core.count <= 3
    if rest.count == 1, rest.first == 0x2E, !isMarker, !isLast || text[core].contains(0x2E) { end += 1 }
    // A plural's possessive: workers’ rights.
    if text[end - 1] == 0x73, rest.elementsEqual([0xE2, 0x80, 0x99]) || rest.elementsEqual([0x27]) { end += rest.count }
    var wordClass = WordClass(rawValue: classes[WordKey.of(text, core)])
    if wordClass.isEmpty {
      if verbEndings.contains(where: { core.count > $0.count + 2 && text[core].suffix($0.count).elementsEqual($0) }) {
        wordClass.insert(.verbEnding)
      }
      if gerundEndings.contains(where: { core.count > $0.count + 2 && text[core].suffix($0.count).elementsEqual($0) }) {
        wordClass.insert(.gerund)
      }
    }
    if !isClean(text, core) { wordClass.insert(.unusable) }
    let term = wordClass.isContent ? table.count(text, core) : nil
    let isOrdinal = text[start] &- 0x30 < 10 && text[core].contains { $0 &- 0x61 < 26 }
    let isPossessive = text[core].suffix(2).elementsEqual([0x27, 0x73]) || text[core].suffix(4).elementsEqual([0xE2, 0x80, 0x99, 0x73])
    return HeadlineWord(
      range: start..<end, wordClass: wordClass, term: term, breaksBefore: start > chunk.lowerBound, breaksAfter: end < chunk.upperBound,
      isCapitalized: WordScanner.kind(text, at: start, end).kind == .upper, isOrdinal: isOrdinal, isPossessive: isPossessive,
      elided: elided(text, core))
  }

  /// The class of the letters before an early apostrophe, which the tables list with it.
  private func elided(_ text: UnsafeBufferPointer<UInt8>, _ core: Range<Int>) -> WordClass {
    for index in core.dropFirst().prefix(5) {
      if text[index] == 0x27 { return WordClass(rawValue: classes[WordKey.of(text, core.lowerBound..<index + 1)]) }
      if text[index] == 0x99, text[index - 1] == 0x80 { return WordClass(rawValue: classes[WordKey.of(text, core.lowerBound..<index + 1)]) }
    }
    return []
  }

  private func isCore(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Bool {
    if WordScanner.kind(text, at: index, end).kind.isWord { return true }
    let scalar = UTF8Scalars.decode(text, at: index, end: end).scalar
    return scalar == 0x24 || scalar == 0xA3 || scalar == 0x20AC || scalar == 0x23
  }

  /// Whether a word has no mark inside that would look odd in a headline.
  private func isClean(_ text: UnsafeBufferPointer<UInt8>, _ core: Range<Int>) -> Bool {
    var index = core.lowerBound
    while index < core.upperBound {
      let (scalar, length) = UTF8Scalars.decode(text, at: index, end: core.upperBound)
      let kind = CharacterKind.of(scalar)
      switch kind {
      case .opening: return false
      case .closing where scalar != 0x27 && scalar != 0x2019: return false
      case .dash where scalar != 0x2D && scalar != 0x2010 && scalar != 0x2011: return false
      case .other where [0x2026, 0x40, 0x3A, 0x5F, 0x7B, 0x7D, 0x3C, 0x3E, 0x3D, 0x5C, 0x7C, 0x2A].contains(scalar): return false
      default: break
      }
      index += length
    }
    return true
  }
}
