/// A language's exceptions: where a stop ends no sentence.

/// Judges the places where a sentence may end. Each judgement looks at a bounded window around the place.
struct SentenceRules {
  private let abbreviations: KeySet
  private let numberAbbreviations: KeySet
  private let finalAbbreviations: KeySet
  private let hours: KeySet
  private let months: KeySet
  private let cues: KeySet
  private let starters: KeySet
  /// Cue words of scripts without spaces, found by their bytes.
  private let unspacedCues: [[UInt8]]
  private let negations: [[UInt8]]
  private let hasTable: Bool

  init(lexicon: Lexicon) {
    abbreviations = lexicon.keySet(.abbreviations)
    numberAbbreviations = lexicon.keySet(.numberAbbreviations)
    finalAbbreviations = lexicon.keySet(.finalAbbreviations)
    hours = lexicon.keySet(.hourAbbreviations)
    months = lexicon.keySet(.months)
    cues = lexicon.keySet(.cues)
    starters = lexicon.keySet(.starters, .stopwords, .connectives, .pronouns)
    unspacedCues = lexicon.words(.cues).map { Array($0.utf8) }.filter { ($0.first ?? 0) >= 0xE3 }
    negations = lexicon.words(.negations).map { Array($0.utf8) }
    hasTable = !abbreviations.isEmpty
  }

  /// Whether the sentence that begins at `start` ends at a place.
  func ends(_ text: UnsafeBufferPointer<UInt8>, from start: Int, _ place: SentenceCandidate, limit: Int) -> Bool {
    guard place.stop > start else { return isParagraphEnd(text, place) }
    let next = Next(text, at: place.next, limit)
    if next.scalar == 0x2E { return next.isEllipsisOfWord }
    // […] and (…) stand for words left out.
    if text[place.stop - 1] == 0x5B || text[place.stop - 1] == 0x28 { return false }
    let stops = place.end > place.stop ? text[place.stop..<place.end] : text[place.stop..<place.stop]
    guard let first = stops.first else { return true }
    switch next.kind {
    case .lower:
      if !next.isCamel { return false }
    case .unspaced:
      if isInsideBrackets(text, from: start, place, limit: limit) || isCuedUnspaced(text, place, limit)
        || isGovernedQuotation(text, place, next.scalar)
      {
        return false
      }
      if first == 0xE2 { return place.stop - start >= 12 }
      if first == 0x2E, isMarker(text, from: start, Previous(text, from: start, before: place.stop), place) { return false }
      return true
    default: break
    }
    if next.hasDash, isInsideGuillemets(text, from: start, place.stop) { return false }
    if first == 0x2E, stops.count < 2 || stops[stops.startIndex + 1] != 0x2E {
      return endsAfterPoint(text, from: start, place, next, limit: limit)
    }
    if first == 0x2E || first == 0xE2 {
      // An ellipsis after one word only hesitates.
      return next.isWord && !next.isI && wordCount(text, start..<place.stop, upTo: 2) >= 2
    }
    return !(next.kind == .upper && place.end > place.stop + 1 && isNamedCue(text, place, limit))
  }

  /// A line break inside a block that keeps its lines.
  private func isParagraphEnd(_ text: UnsafeBufferPointer<UInt8>, _ place: SentenceCandidate) -> Bool {
    text[place.end..<place.next].contains { $0 == 0x0A || $0 == 0x0D }
  }

  private func endsAfterPoint(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ place: SentenceCandidate, _ next: Next, limit: Int
  ) -> Bool {
    let word = Previous(text, from: start, before: place.stop)
    guard !word.range.isEmpty else { return text[place.stop - 1] != 0x20 || !next.isI }
    // Closing marks after the stop close a sentence, not an abbreviation; a bracket may close either.
    if text[place.stop + 1..<place.end].contains(where: { $0 == 0x22 || $0 == 0x9D }) { return true }
    if isMarker(text, from: start, word, place) { return false }
    let key = WordKey.of(text, word.range)
    let startsSentence = next.kind == .upper && starters.contains(next.key) || next.isQuoted
    if abbreviations.contains(key) { return false }
    if next.kind == .digit, numberAbbreviations.contains(key) { return false }
    if hours.contains(key) { return next.kind == .upper && wordCount(text, start..<place.stop, upTo: 4) >= 4 }
    if finalAbbreviations.contains(key) || word.isDotted {
      return startsSentence && wordCount(text, start..<place.stop, upTo: 3) >= 3
    }
    if word.isNumber, next.hasDash, next.kind == .digit { return false }
    if word.isNumber { return !(next.kind == .upper || next.kind == .lower) || !months.contains(next.key) }
    if word.hasDigits || word.hasSign { return !(word.letters <= 2 && next.kind == .digit) }
    if word.letters == 1, word.isCased {
      if next.kind == .digit { return false }
      if word.isI { return startsSentence }
      return startsSentence && !word.followsName
    }
    if word.letters == 1 { return next.kind != .uncased || place.stop - word.range.lowerBound > 3 }
    if !word.hasVowel, word.letters <= 5, !word.isAllUpper, word.isCased { return startsSentence && next.kind != .digit }
    if !hasTable, word.letters <= 4, word.isCased {
      return next.kind != .digit && !(word.letters <= 3 && word.isCapitalized && next.kind == .upper)
    }
    return true
  }

  /// Whether all that the sentence has so far is the number of a list item, a section or a paragraph.
  private func isMarker(_ text: UnsafeBufferPointer<UInt8>, from start: Int, _ word: Previous, _ place: SentenceCandidate) -> Bool {
    // A marker stands near the start: a bound that keeps long runs of marks linear.
    guard word.range.lowerBound - start <= 24 else { return false }
    var index = start
    while index < word.range.lowerBound, !WordScanner.kind(text, at: index, word.range.lowerBound).kind.isWord {
      index += WordScanner.kind(text, at: index, word.range.lowerBound).length
    }
    guard index == word.range.lowerBound, place.end - place.stop <= 4 else { return false }
    return word.isNumber && word.range.count <= 3 || word.letters == 1 && !word.isI || word.isSectionNumber
  }

  /// Whether a name and a cue follow a quoted question: “Why now?” Mr. Osei asked.
  private func isNamedCue(_ text: UnsafeBufferPointer<UInt8>, _ place: SentenceCandidate, _ limit: Int) -> Bool {
    let closes = text[place.stop..<place.end].contains { $0 == 0x22 || $0 == 0x9D || $0 == 0x27 || $0 == 0xBB }
    guard closes else { return false }
    var index = place.next
    for count in 0..<6 {
      guard index < limit, WordScanner.kind(text, at: index, limit).kind.isWord else { return false }
      let kind = WordScanner.kind(text, at: index, limit).kind
      let end = WordScanner.endOfWord(text, index..<limit)
      guard end > index else { return false }
      let key = WordKey.of(text, index..<end)
      if count > 0, cues.contains(key) { return true }
      guard kind == .upper, !starters.contains(key) else { return false }
      index = end
      if index < limit, text[index] == 0x2E || text[index] == 0x2D { index += 1 }
      while case let length = SentenceCandidates.blank(text, at: index, limit), length > 0 { index += length }
    }
    return false
  }

  /// Whether a short subject and a cue follow closing marks in a script without spaces: “……？”他问道。
  private func isCuedUnspaced(_ text: UnsafeBufferPointer<UInt8>, _ place: SentenceCandidate, _ limit: Int) -> Bool {
    guard place.end >= 3, place.end > place.stop + 3, !unspacedCues.isEmpty else { return false }
    let (last, _) = UTF8Scalars.decode(text, before: place.end, start: place.stop)
    guard last == 0x201D || last == 0x300D || last == 0x300F || last == 0x2019 else { return false }
    var end = place.next
    while end < limit, end < place.next + 60, WordScanner.kind(text, at: end, limit).kind.isWord {
      end += WordScanner.kind(text, at: end, limit).length
    }
    let clause = text[place.next..<min(end, limit)]
    // Nobody asked: no speaker.
    if negations.contains(where: { clause.starts(with: $0) }) { return false }
    return unspacedCues.contains { clause.count >= $0.count && clause.suffix($0.count).elementsEqual($0) }
  }

  /// Whether a Japanese particle takes up a quotation in corner brackets: 「……。」と述べた.
  private func isGovernedQuotation(_ text: UnsafeBufferPointer<UInt8>, _ place: SentenceCandidate, _ next: UInt32) -> Bool {
    let (last, _) = UTF8Scalars.decode(text, before: place.end, start: place.stop)
    return (last == 0x300D || last == 0x300F) && "とはがをにのもでっや".unicodeScalars.contains { $0.value == next }
  }

  /// Whether a full-width bracket that opened inside this sentence is open at a place and closes soon after it.
  private func isInsideBrackets(_ text: UnsafeBufferPointer<UInt8>, from start: Int, _ place: SentenceCandidate, limit: Int) -> Bool {
    var index = place.stop - 3
    while index > max(start, place.stop - 300) {
      if let bracket = Self.bracket(text, at: index, limit) {
        guard bracket == .opening else { return false }
        var after = place.stop
        while after < min(limit, place.stop + 300) {
          if let bracket = Self.bracket(text, at: after, limit) { return bracket == .closing }
          after += 1
        }
        return false
      }
      index -= 1
    }
    return false
  }

  /// The kind of a full-width bracket at a place; nil where there is none.
  private static func bracket(_ text: UnsafeBufferPointer<UInt8>, at index: Int, _ limit: Int) -> CharacterKind? {
    guard text[index] == 0xEF, index + 2 < limit, text[index + 1] == 0xBC else { return nil }
    return text[index + 2] == 0x88 ? .opening : text[index + 2] == 0x89 ? .closing : nil
  }

  /// Whether guillemets are open at a place: what stands between dashes there is the cue of one quotation.
  private func isInsideGuillemets(_ text: UnsafeBufferPointer<UInt8>, from start: Int, _ place: Int) -> Bool {
    var index = place
    while index - 1 > max(start, place - 400) {
      index -= 1
      if text[index - 1] == 0xC2, text[index] == 0xBB { return false }
      if text[index - 1] == 0xC2, text[index] == 0xAB { return true }
    }
    return false
  }

  /// The number of words of a stretch, as far as it matters; a long stretch has enough of them.
  private func wordCount(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, upTo most: Int) -> Int {
    if range.count > 200 { return most }
    var count = 0
    var index = range.lowerBound
    while index < range.upperBound, count < most {
      while index < range.upperBound, text[index] == 0x20 { index += 1 }
      if index < range.upperBound { count += 1 }
      while index < range.upperBound, text[index] != 0x20 { index += 1 }
    }
    return count
  }
}

/// What follows a possible end.
private struct Next {
  /// The first character, marks before it included.
  var scalar: UInt32 = 0
  /// The kind of the first character after opening marks and dashes; `.other` at the end.
  var kind = CharacterKind.other
  var key = WordKey.seed
  var isQuoted = false
  var hasDash = false
  /// A name such as iPhone: a small letter, then a capital.
  var isCamel = false
  /// Three points and at once a word.
  var isEllipsisOfWord = false
  /// The English pronoun.
  var isI = false

  var isWord: Bool { kind.isWord }

  init(_ text: UnsafeBufferPointer<UInt8>, at place: Int, _ limit: Int) {
    guard place < limit else { return }
    var index = place
    scalar = UTF8Scalars.decode(text, at: index, end: limit).scalar
    isEllipsisOfWord =
      index + 3 < limit && text[index + 1] == 0x2E && text[index + 2] == 0x2E && WordScanner.kind(text, at: index + 3, limit).kind.isWord
    while index < limit, index < place + 12 {
      let (kind, length) = WordScanner.kind(text, at: index, limit)
      switch kind {
      case .opening: isQuoted = isQuoted || text[index] >= 0x80
      case .closing: isQuoted = isQuoted || text[index] == 0x22
      case .dash: hasDash = true
      case .space: break
      case .other where text[index] == 0xC2 || text[index] == 0x2A: break
      default:
        self.kind = kind
        guard kind.isWord, kind != .unspaced else { return }
        let end = WordScanner.endOfWord(text, index..<min(limit, index + 64))
        key = WordKey.of(text, index..<end)
        isI = text[index] == 0x49 && end == index + 1
        isCamel = kind == .lower && index + length < end && WordScanner.kind(text, at: index + length, end).kind == .upper
        return
      }
      index += length
    }
  }
}

/// The word before a stop, points and signs inside it included.
private struct Previous {
  var range: Range<Int>
  var letters = 0
  var isCased = true
  var isCapitalized = false
  var isAllUpper = true
  var hasVowel = false
  /// Points between letters: U.S, a.m, Ph.D.
  var isDotted = false
  /// Digits alone, points and commas included.
  var isNumber = true
  /// Digits parted by points.
  var isSectionNumber = false
  var hasDigits = false
  /// A degree or number sign: N°.
  var hasSign = false
  /// The English pronoun after a small word: “you and I”.
  var isI = false
  /// A single capital after a capitalised word may be an initial.
  var followsName = false

  init(_ text: UnsafeBufferPointer<UInt8>, from start: Int, before stop: Int) {
    var first = stop
    var points = 0
    let floor = max(start, stop - 48)
    scan: while first > floor {
      let (scalar, before) = UTF8Scalars.decode(text, before: first, start: floor)
      let kind = CharacterKind.of(scalar)
      switch kind {
      case .digit: hasDigits = true
      case .mark: isNumber = false
      case .lower, .upper, .uncased, .unspaced:
        letters += 1
        isNumber = false
        if kind != .upper { isAllUpper = false }
        if kind == .uncased || kind == .unspaced { isCased = false }
        isCapitalized = kind == .upper
        if Self.isVowel(scalar) { hasVowel = true }
      default:
        switch scalar {
        case 0x2E: points += 1
        case 0x2C where first < stop && before > floor && text[before - 1] &- 0x30 < 10: break
        case 0xB0, 0xBA: hasSign = true
        case 0x26: isNumber = false
        default: break scan
        }
      }
      first = before
    }
    // Points before the word are no part of it.
    while first < stop, text[first] == 0x2E { first += 1 }
    range = first..<stop
    isSectionNumber = isNumber && points > 0
    isDotted = points > 0 && letters > 0 && letters <= points * 3 + 2 && Self.hasShortParts(text, range)
    if letters == 1, range.count == 1, text[first] == 0x49 { isI = Self.wordBefore(text, start, first) == .lower }
    if letters == 1 { followsName = Self.wordBefore(text, start, first) == .upper }
  }

  private static func hasShortParts(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    !text[range].split(separator: 0x2E).contains { part in part.count > 4 || part.contains { $0 &- 0x30 < 10 } }
  }

  /// The kind of the first letter of the word before a place.
  private static func wordBefore(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ place: Int) -> CharacterKind {
    let floor = max(start, place - 48)
    var index = place
    while index > floor, text[index - 1] == 0x20 { index -= 1 }
    while index > floor, text[index - 1] != 0x20 { index -= 1 }
    guard index < place else { return .other }
    return WordScanner.kind(text, at: index, place).kind
  }

  private static func isVowel(_ scalar: UInt32) -> Bool {
    switch scalar | (scalar < 0x80 ? 0x20 : 0) {
    case 0x61, 0x65, 0x69, 0x6F, 0x75, 0x79: true
    // Accented letters of Latin scripts and everything beyond them but Cyrillic: taken as vowels.
    case 0x80..<0x400, 0x500...: true
    // а е и о у ы э ю я ё і ї є, small and capital.
    case 0x430, 0x435, 0x438, 0x43E, 0x443, 0x44B, 0x44D...0x44F, 0x451, 0x454, 0x456, 0x457: true
    case 0x410, 0x415, 0x418, 0x41E, 0x423, 0x42B, 0x42D...0x42F, 0x401, 0x404, 0x406, 0x407: true
    default: false
    }
  }
}
