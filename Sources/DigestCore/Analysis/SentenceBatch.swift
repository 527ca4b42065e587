/// The sentences of a stretch of an article, with what the summarizer weighs.

/// A sentence as the summarizer sees it.
struct ScoredSentence {
  var passage: Passage
  /// The section, as an index of the spans.
  var section: Int
  /// How many sentences of its section, and of its paragraph, stand before it.
  var indexInSection: Int
  var indexInParagraph: Int
  var words = 0
  /// Its terms without repetition, ascending, in `SentenceBatch.terms`.
  var terms = 0..<0
  var traits: SentenceTraits
  var score = 0.0
}

/// What speaks against a sentence standing alone.
struct SentenceTraits: OptionSet {
  let rawValue: UInt8

  /// Begins with a word that leans on the sentence before it.
  static let leans = SentenceTraits(rawValue: 1)
  /// Holds one mark of a quotation without the other, or stands inside one.
  static let torn = SentenceTraits(rawValue: 2)
  static let question = SentenceTraits(rawValue: 4)
  /// Ends without a stop, or with a colon.
  static let unended = SentenceTraits(rawValue: 8)
  /// Under five words.
  static let short = SentenceTraits(rawValue: 16)
  /// Words of a speaker alone, without who says them, or that lean on words before.
  static let speech = SentenceTraits(rawValue: 32)
  static let hasNumber = SentenceTraits(rawValue: 64)
}

/// Sentences and terms of a stretch of whole sections.
struct SentenceBatch {
  private(set) var sentences: [ScoredSentence] = []
  private(set) var terms: [Int32] = []
  private(set) var table: TermTable
  private let segmenter: Segmenter
  private let reader: TraitReader
  private var ranges: [Range<Int>] = []
  private var scratch: [Int32] = []

  init(lexicon: Lexicon) {
    table = TermTable(lexicon: lexicon)
    segmenter = Segmenter(lexicon: lexicon)
    reader = TraitReader(lexicon: lexicon)
  }

  /// Forgets the last stretch.
  mutating func removeAll() {
    sentences.removeAll(keepingCapacity: true)
    terms.removeAll(keepingCapacity: true)
    table.removeAll()
  }

  mutating func setScore(_ score: Double, ofSentence index: Int) { sentences[index].score = score }

  /// Takes in a paragraph; returns the number of its words.
  ///
  /// - Parameter quoted: where quotations stand in the article's bytes, those that touch the paragraph.
  mutating func append(
    block: Int, of article: Article, _ text: UnsafeBufferPointer<UInt8>, section: Int, indexInSection: inout Int,
    quoted: ArraySlice<Range<Int>>
  ) -> Int {
    let bytes = article.blocks[block].bytes
    ranges.removeAll(keepingCapacity: true)
    segmenter.sentences(in: text, bytes, to: &ranges)
    var words = 0
    var open = OpenQuotation.none
    var quotes = quoted
    for (index, sentence) in ranges.enumerated() {
      let range = Self.withoutBullet(text, sentence)
      scratch.removeAll(keepingCapacity: true)
      var count = 0
      segmenter.eachKeyedWord(in: text, range) { word, key in
        count += 1
        if let term = table.count(text, word, key) { scratch.append(term) }
      }
      scratch.sort()
      let first = terms.count
      for term in scratch where terms.count == first || terms[terms.count - 1] != term { terms.append(term) }
      var traits = reader.traits(text, range)
      if open != .none { traits.insert(.torn) }
      reader.follow(text, range, &open)
      if count < 5 { traits.insert(.short) }
      // Quotations do not overlap, so one at most can hold the sentence: the first that ends after its start.
      while let quote = quotes.first, quote.upperBound <= range.lowerBound { quotes.removeFirst() }
      if let quote = quotes.first, quote.lowerBound <= range.lowerBound, quote.upperBound >= range.upperBound, quote != range {
        traits.insert(.torn)
      }
      sentences.append(
        ScoredSentence(
          passage: Passage(block: block, range: range.lowerBound - bytes.lowerBound..<range.upperBound - bytes.lowerBound),
          section: section, indexInSection: indexInSection, indexInParagraph: index, words: count, terms: first..<terms.count,
          traits: traits))
      indexInSection += 1
      words += count
    }
    return words
  }

  /// A sentence without the bullet of a list item: - * • and the like, with a space after it.
  private static func withoutBullet(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    let (scalar, length) = UTF8Scalars.decode(text, at: range.lowerBound, end: range.upperBound)
    let next = range.lowerBound + length
    let isBullet = [0x2A, 0x2D, 0x3E, 0xB7, 0x2022, 0x2023, 0x2043, 0x25AA, 0x25CF, 0x25E6].contains(scalar)
    guard isBullet, next + 1 < range.upperBound, text[next] == 0x20 else { return range }
    return next + 1..<range.upperBound
  }

  /// The number of words of a paragraph whose sentences are not wanted.
  func words(of text: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>) -> Int {
    var count = 0
    segmenter.eachWord(in: text, bytes) { _ in count += 1 }
    return count
  }

  /// The terms of a headline or title, ascending; those that no sentence has are left out.
  mutating func terms(of text: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>) -> [Int32] {
    var found: [Int32] = []
    segmenter.eachWord(in: text, bytes) { word in
      if let term = table.count(text, word) { found.append(term) }
    }
    return Array(Set(found)).sorted()
  }
}

/// The mark of a quotation that a sentence leaves open.
enum OpenQuotation {
  case none, straight, curly, low, guillemet, guillemetReversed, corner
}

/// Reads from a sentence's marks and first words what speaks against it.
struct TraitReader {
  private let leaning: KeySet
  private let selfContained: KeySet
  /// Verbs of saying where they alone tell that somebody spoke, and what follows one that names its subject.
  private let bareVerbs: KeySet
  private let nounMarkers: KeySet
  private let interposed: KeySet

  init(lexicon: Lexicon) {
    leaning = lexicon.keySet(.connectives)
    selfContained = lexicon.keySet(.selfContained)
    let isBare = lexicon.has(.dropsSubjects) && !lexicon.has(.noCapitals)
    bareVerbs = isBare ? lexicon.keySet(.cues) : KeySet([])
    nounMarkers = isBare ? lexicon.keySet(.nounMarkers) : KeySet([])
    interposed = isBare ? lexicon.keySet(.interposed) : KeySet([])
  }

  func traits(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> SentenceTraits {
    var traits: SentenceTraits = []
    var marks = 0
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if byte < 0x80 {
        if byte == 0x22 { marks += 1 } else if byte &- 0x30 < 10 { traits.insert(.hasNumber) }
      } else if byte == 0xE2, index + 2 < range.upperBound, text[index + 1] == 0x80, text[index + 2] >= 0x9C, text[index + 2] <= 0x9E {
        marks += 1
      } else if byte == 0xC2, index + 1 < range.upperBound, text[index + 1] == 0xAB || text[index + 1] == 0xBB {
        marks += 1
      } else if byte == 0xE3, index + 2 < range.upperBound, text[index + 1] == 0x80, text[index + 2] >= 0x8C, text[index + 2] <= 0x8F {
        marks += 1
      }
      index += 1
    }
    if marks % 2 == 1 { traits.insert(.torn) }
    let (first, _) = UTF8Scalars.decode(text, at: range.lowerBound, end: range.upperBound)
    let beginsQuoted = [0x22, 0x201C, 0xAB, 0x201E, 0x300C].contains(first)
    end(text, range, beginsQuoted: beginsQuoted, marks: marks, to: &traits)
    // Speech that begins with “He” needs more than its speaker.
    if leans(text, range) { traits.insert(beginsQuoted ? .speech : .leans) }
    return traits
  }

  /// Keeps account of whether a quotation of the paragraph is open after a sentence.
  func follow(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ open: inout OpenQuotation) {
    for index in range where text[index] == 0x22 || text[index] >= 0x80 {
      switch text[index] {
      case 0x22: open = open == .straight ? .none : .straight
      case 0xAB where index >= 1 && text[index - 1] == 0xC2: open = open == .guillemetReversed ? .none : .guillemet
      case 0xBB where index >= 1 && text[index - 1] == 0xC2: open = open == .guillemet ? .none : open == .none ? .guillemetReversed : open
      case 0x9C...0x9E where index >= 2 && text[index - 1] == 0x80 && text[index - 2] == 0xE2:
        // The mark that opens in English closes in German.
        let opens = text[index] == 0x9E || text[index] == 0x9C && open != .low
        open = !opens ? .none : text[index] == 0x9E ? .low : .curly
      case 0x8C,
        0x8D where index >= 2 && text[index - 1] == 0x80 && text[index - 2] == 0xE3:
        open = text[index] == 0x8C ? .corner : .none
      default: break
      }
    }
  }

  private func end(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, beginsQuoted: Bool, marks: Int, to traits: inout SentenceTraits
  ) {
    var index = range.upperBound
    var closes = false
    while index > range.lowerBound {
      let (scalar, start) = UTF8Scalars.decode(text, before: index, start: range.lowerBound)
      index = start
      let kind = CharacterKind.of(scalar)
      if kind == .closing || kind == .opening {
        closes = closes || scalar != 0x29 && scalar != 0x5D
        continue
      }
      if kind == .space || kind == .digit && text[start] == 0x5D { continue }
      if scalar == 0x3F || scalar == 0xFF1F || scalar == 0x61F { traits.insert(.question) }
      if !SentenceCandidates.isStop(scalar) { traits.insert(.unended) }
      break
    }
    if beginsQuoted, closes, marks == 2 { traits.insert(.speech) }
  }

  /// Whether the first word, or the first two to four, need the sentence before.
  private func leans(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound, !WordScanner.kind(text, at: start, range.upperBound).kind.isWord {
      start += WordScanner.kind(text, at: start, range.upperBound).length
    }
    var leans = false
    var isBare = !bareVerbs.isEmpty
    var end = start
    for count in 1...4 {
      while end < range.upperBound, !WordScanner.kind(text, at: end, range.upperBound).kind.isWord {
        // A phrase goes over single spaces only.
        if count > 1, text[end] != 0x20 { return leans }
        end += WordScanner.kind(text, at: end, range.upperBound).length
      }
      guard end < range.upperBound else { break }
      if WordScanner.kind(text, at: end, range.upperBound).kind == .unspaced {
        return leans || leansUnspaced(text, start..<range.upperBound)
      }
      end = WordScanner.endOfWord(text, end..<range.upperBound)
      let key = WordKey.of(text, start..<end)
      if selfContained.contains(key) { return false }
      if isBare, bareVerbs.contains(lastKey(text, start..<end)), !namesSubject(text, end..<range.upperBound) { return true }
      // Ha aggiunto: the verb's first part stands before it.
      isBare = isBare && count == 1 && interposed.contains(key)
      if leaning.contains(key), !(end < range.upperBound && text[end] == 0x2D) { leans = true }
    }
    return leans
  }

  /// The key of the last word of a stretch without marks.
  private func lastKey(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    let first = range.reversed().first { text[$0] == 0x20 }.map { $0 + 1 } ?? range.lowerBound
    return WordKey.of(text, first..<range.upperBound)
  }

  /// Whether a capital or an article follows a verb: Dijo Marta, Explicó la ministra.
  private func namesSubject(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard let start = range.first(where: { text[$0] != 0x20 }) else { return false }
    let kind = WordScanner.kind(text, at: start, range.upperBound).kind
    guard kind.isWord else { return false }
    return kind == .upper || nounMarkers.contains(WordKey.of(text, start..<WordScanner.endOfWord(text, start..<range.upperBound)))
  }

  /// The longest beginnings first: 这 leans, 这家 might not.
  private func leansUnspaced(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var ends: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound, ends.count < 4, WordScanner.kind(text, at: index, range.upperBound).kind == .unspaced {
      index += WordScanner.kind(text, at: index, range.upperBound).length
      ends.append(index)
    }
    return ends.contains { leaning.contains(WordKey.of(text, range.lowerBound..<$0)) }
  }
}
