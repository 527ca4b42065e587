/// Cue and speaker in languages that mark the subject by a particle behind it: Japanese, Korean.

/// What the words around a quotation tell.
struct ParticleReading {
  var speaker: UnspacedAttribution?
  /// A verb of saying governs the quotation, or a phrase such as によると names who says it.
  var isTold: Bool
  /// The marks hold a name, an inscription or a word as a word.
  var isNamed: Bool
  /// A particle that takes up quoted words stands right behind them: と, 고.
  var isTaken: Bool
}

/// Reads at most `reach` signs on either side of a quotation, as far as its sentence goes.
struct ParticleAttributor {
  private let cues: WordsBySign
  private let roles: WordsBySign
  private let pronouns: WordsBySign
  private let sources: WordsBySign
  private let topics: WordsBySign
  private let subjects: WordsBySign
  private let quotatives: WordsBySign
  private let namings: WordsBySign
  private let inscribed: WordsBySign
  private let bodies: WordsBySign
  private let surnames: WordsBySign
  private let openers: WordsBySign
  private let markers: WordsBySign

  private static let reach = 90
  private static let longestName = 8

  init(lexicon: Lexicon) {
    cues = WordsBySign(lexicon.words(.cues) + lexicon.words(.weakCues))
    roles = WordsBySign(lexicon.words(.roles))
    pronouns = WordsBySign(
      lexicon.words(.malePronouns) + lexicon.words(.femalePronouns) + lexicon.words(.pluralPronouns) + lexicon.words(.speakerPronouns))
    sources = WordsBySign(lexicon.words(.sourcesAfter))
    topics = WordsBySign(lexicon.words(.topicMarks))
    subjects = WordsBySign(lexicon.words(.subjectMarks))
    quotatives = WordsBySign(lexicon.words(.quotatives))
    namings = WordsBySign(lexicon.words(.namings))
    inscribed = WordsBySign(lexicon.words(.inscribed))
    bodies = WordsBySign(lexicon.words(.organisations))
    surnames = WordsBySign(lexicon.words(.surnames))
    openers = WordsBySign(lexicon.words(.clauseOpeners))
    markers = WordsBySign(lexicon.words(.nounMarkers))
  }

  /// - Parameters:
  ///   - before: the stretch from the quotation before, or the paragraph's start, to this one; `after` the one behind it.
  ///   - cast: those named so far: a name that somebody bears needs no role.
  func read(_ text: UnsafeBufferPointer<UInt8>, before: Range<Int>, after: Range<Int>, _ cast: Cast) -> ParticleReading {
    let isKnown: (Range<Int>) -> Bool = { cast.knows(TokenHash.of(text[$0])) || cast.person(whoseNameBegins: $0, text) != nil }
    let left = Signs(text, lastOf: before, Self.reach, keepsBlanks: true)
    let right = Signs(text, firstOf: after, Self.reach, keepsBlanks: true)
    let end = right.values.firstIndex { Self.isStop($0) } ?? right.values.count
    let lead = left.values.lastIndex { !TextBytes.isBlank($0) }.map { $0 + 1 } ?? 0
    // 市長は言った。「…」: the sentence before leads up to the words.
    let isSentenceBefore = lead > 0 && (Self.isStop(left.values[lead - 1]) || Self.isColon(left.values[lead - 1]))
    let limit = isSentenceBefore ? lead - 1 : left.values.count
    let start = (left.values[..<limit].lastIndex { Self.isStop($0) } ?? -1) + 1
    let sentence = start..<limit
    let isTaken = quotatives.length(in: right.values, at: 0) > 0
    var isNamed = namings.length(endingAt: lead, in: left.values, from: start) > 0
    if let place = (0..<min(end, 12)).first(where: { inscribed.length(in: right.values, at: $0) > 0 }) { isNamed = isNamed || place < 10 }
    let cue = firstCue(right, 0..<end)
    let cueBefore = isSentenceBefore && cue == nil ? lastCue(left, sentence) : nil
    let isColon = isSentenceBefore && Self.isColon(left.values[lead - 1])
    if let found = source(left, sentence, isKnown) {
      return ParticleReading(speaker: found, isTold: true, isNamed: isNamed, isTaken: isTaken)
    }
    var speaker: UnspacedAttribution?
    if !isSentenceBefore || cueBefore != nil || isColon { speaker = subject(left, sentence, isKnown) }
    if speaker == nil, cue != nil { speaker = subject(right, 0..<end, isKnown) }
    // 「…」と社長の小栗氏。
    if speaker == nil, isTaken, cue == nil { speaker = phrase(right, 0, end, isKnown) }
    // 「…」。知事は笑った。
    let endsSentence = lead == 0 && right.values.first.map(Self.isStop) ?? false
    if speaker == nil, endsSentence {
      let next = right.values[1...].firstIndex { Self.isStop($0) } ?? right.values.count
      speaker = subject(right, 1..<next, isKnown)
    }
    if speaker == nil, isColon { speaker = phrase(left, sentence.lowerBound, limit, isKnown) }
    speaker?.cue = cue ?? cueBefore
    return ParticleReading(
      speaker: speaker, isTold: cue != nil || cueBefore != nil || isColon, isNamed: isNamed,
      isTaken: isTaken || endsSentence)
  }

  /// Whom the last sentence of a stretch is about.
  func subject(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ cast: Cast) -> UnspacedAttribution? {
    let signs = Signs(text, lastOf: range, Self.reach, keepsBlanks: true)
    var end = signs.values.count
    while end > 0, Self.isStop(signs.values[end - 1]) || TextBytes.isBlank(signs.values[end - 1]) { end -= 1 }
    let start = (signs.values[..<end].lastIndex { Self.isStop($0) } ?? -1) + 1
    return subject(signs, start..<end) { cast.knows(TokenHash.of(text[$0])) || cast.person(whoseNameBegins: $0, text) != nil }
  }

  // MARK: Parts of a sentence

  private func firstCue(_ signs: Signs, _ range: Range<Int>) -> Range<Int>? {
    for index in range {
      let length = cues.length(in: signs.values, at: index)
      if length > 0, index + length <= range.upperBound { return signs.bytes(index..<index + length) }
    }
    return nil
  }

  private func lastCue(_ signs: Signs, _ range: Range<Int>) -> Range<Int>? {
    for index in range.reversed().prefix(16) {
      let length = cues.length(in: signs.values, at: index)
      if length > 0, index + length <= range.upperBound { return signs.bytes(index..<index + length) }
    }
    return nil
  }

  /// The last phrase before words such as によると, 에 따르면.
  private func source(_ signs: Signs, _ range: Range<Int>, _ isKnown: (Range<Int>) -> Bool) -> UnspacedAttribution? {
    for index in range.reversed() {
      let length = sources.length(in: signs.values, at: index)
      guard length > 0 else { continue }
      if var found = phrase(signs, range.lowerBound, index, isKnown) {
        found.cue = signs.bytes(index..<index + length)
        return found
      }
    }
    return nil
  }

  /// The last phrase under a topic's particle, else under a subject's.
  private func subject(_ signs: Signs, _ range: Range<Int>, _ isKnown: (Range<Int>) -> Bool) -> UnspacedAttribution? {
    for (marks, isSubject) in [(topics, false), (subjects, true)] {
      for index in range.reversed() {
        let length = marks.length(in: signs.values, at: index)
        guard length > 0, index > range.lowerBound, endsPhrase(signs, index + length) else { continue }
        // 記者が尋ねると、…: the subject of a clause that only leads up to the words.
        if isSubject, signs.values[min(index + length + 1, range.upperBound)..<range.upperBound].contains(where: Self.isComma) { continue }
        if let found = phrase(signs, range.lowerBound, index, isKnown) { return found }
      }
    }
    return nil
  }

  /// Whether a particle may end at a place: before a blank, where the language has blanks.
  private func endsPhrase(_ signs: Signs, _ index: Int) -> Bool {
    guard index < signs.values.count, Self.isHangul(signs.values[index - 1]) else { return true }
    return !Self.isHangul(signs.values[index])
  }

  /// The one whom the words that end at a place mean: a name with its role, a role, a body, a pronoun.
  private func phrase(_ signs: Signs, _ start: Int, _ limit: Int, _ isKnown: (Range<Int>) -> Bool) -> UnspacedAttribution? {
    var end = limit
    while end > start, TextBytes.isBlank(signs.values[end - 1]) { end -= 1 }
    // 女性（72）は: what stands in brackets is no part of it.
    if end > start, Self.isClosing(signs.values[end - 1]),
      let open = signs.values[max(start, end - 12)..<end].lastIndex(where: { Self.isOpening($0) })
    {
      end = open
    }
    guard end > start else { return nil }
    if case let length = pronouns.length(endingAt: end, in: signs.values, from: start), length > 0, isBorder(signs, start, end - length) {
      return UnspacedAttribution(speaker: signs.bytes(end - length..<end), name: nil, isPronoun: true, cue: nil)
    }
    if case let length = roles.length(endingAt: end, in: signs.values, from: start), length > 0 {
      return titled(signs, start, end - length, end, isKnown)
    }
    let first = wordStart(signs, start, end)
    guard first < end, end - first <= 14 else { return nil }
    let bytes = signs.bytes(first..<end)
    let isBody =
      bodies.length(endingAt: end, in: signs.values, from: first) < end - first
      && bodies.length(endingAt: end, in: signs.values, from: first) > 0 || bodies.length(in: signs.values, at: first) == end - first
    let isName =
      (2...5).contains(end - first) && surnames.length(in: signs.values, at: first) > 0
      && surnames.length(in: signs.values, at: first) < end - first || isKnown(bytes)
    guard isBody || isName else { return nil }
    return UnspacedAttribution(speaker: bytes, name: bytes, isPronoun: false, cue: nil)
  }

  /// The role from `role` to `end` with the name before it.
  private func titled(
    _ signs: Signs, _ start: Int, _ role: Int, _ end: Int, _ isKnown: (Range<Int>) -> Bool
  ) -> UnspacedAttribution? {
    var nameEnd = role
    while nameEnd > start, TextBytes.isBlank(signs.values[nameEnd - 1]) { nameEnd -= 1 }
    let first = wordStart(signs, start, nameEnd)
    let count = nameEnd - first
    let isSpaced = nameEnd < role
    let isBody = count > 2 && bodies.length(endingAt: nameEnd, in: signs.values, from: first) > 0 && !(isSpaced && count <= 3)
    // 한 주민: one, not a surname, unless somebody bears it.
    let isMarker =
      isSpaced && markers.length(endingAt: nameEnd, in: signs.values, from: first) == count && !isKnown(signs.bytes(first..<nameEnd))
    let isName = count > 0 && count <= (isSpaced ? 4 : Self.longestName) && !isBody && !isMarker
    // A role that is only the end of a longer word: 대변인 is none of 인.
    if count == 0 || !isName {
      let from = isSpaced && !isMarker || count > Self.longestName ? role : first
      return UnspacedAttribution(
        speaker: signs.bytes(from..<end), name: nil, isPronoun: false, cue: nil, role: signs.bytes(role..<end))
    }
    return UnspacedAttribution(
      speaker: signs.bytes(first..<end), name: signs.bytes(first..<nameEnd), isPronoun: false, cue: nil, role: signs.bytes(role..<end))
  }

  /// Where the word begins that ends at a place: at a blank, or where Japanese changes from kana to kanji.
  private func wordStart(_ signs: Signs, _ start: Int, _ end: Int) -> Int {
    var index = end
    while index > start, end - index < 16, Self.isNameSign(signs.values[index - 1]) { index -= 1 }
    // また佐藤 begins with a kana, その後高橋 with a word that opens the clause.
    while index < end, case let length = openers.length(in: signs.values, at: index), length > 0, index + length < end { index += length }
    return index
  }

  private func isBorder(_ signs: Signs, _ start: Int, _ index: Int) -> Bool {
    guard index > start else { return true }
    let before = signs.values[index - 1]
    return !Self.isNameSign(before) || openers.length(endingAt: index, in: signs.values, from: start) > 0
  }

  private static func isStop(_ sign: UInt32) -> Bool {
    sign == 0x3002 || sign == 0xFF01 || sign == 0xFF1F || sign == 0x0A || sign == 0x2E || sign == 0x21 || sign == 0x3F
  }

  private static func isColon(_ sign: UInt32) -> Bool { sign == 0xFF1A || sign == 0x3A }

  private static func isClosing(_ sign: UInt32) -> Bool { sign == 0xFF09 || sign == 0x29 }

  private static func isOpening(_ sign: UInt32) -> Bool { sign == 0xFF08 || sign == 0x28 }

  private static func isComma(_ sign: UInt32) -> Bool { sign == 0x3001 || sign == 0xFF0C || sign == 0x2C }

  private static func isHangul(_ sign: UInt32) -> Bool { (0xAC00...0xD7A3).contains(sign) }

  /// Kanji, katakana, Hangul, and letters: what names are written in.
  private static func isNameSign(_ sign: UInt32) -> Bool {
    switch sign {
    case 0x30A1...0x30FA, 0x30FC, 0x30FB, 0x3005, 0x3400...0x9FFF, 0x20000...: true
    case 0xAC00...0xD7A3, 0x41...0x5A, 0x61...0x7A, 0xFF21...0xFF3A: true
    default: false
    }
  }
}
