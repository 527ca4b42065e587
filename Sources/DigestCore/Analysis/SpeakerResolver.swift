/// From the speaker as written (he, Lei, the minister) to somebody of the cast.

/// Who says a quotation: as written, and who that is.
struct Voice {
  /// The speaker's words and the cue in bytes of `Article.utf8`.
  var written: Range<Int>
  var cue: Range<Int>?
  var person: Int?
  /// Tells voices without a person apart.
  var identity: UInt64
  var confidence: Confidence
  /// Where the text names those whom a pronoun means that are nobody of the cast: the drivers.
  var antecedent: Range<Int>?
  /// What led to it, for who asks why.
  var reason = QuotationReason()

  func isSame(as other: Voice) -> Bool {
    if let person, let theirs = other.person { return person == theirs }
    return person == nil && other.person == nil && identity == other.identity
  }
}

/// Keeps what was said of whom so far, and tells whom a name, a pronoun or a description means.
struct SpeakerResolver {
  /// Somebody mentioned, most recent last.
  private struct Trace {
    var person: Int
    var position: Int
    var isSubject: Bool
    var isQuoted: Bool
    var speaks = false
  }

  var cast = Cast()
  private var traces: [Trace] = []
  /// So many of them are in the order of the text.
  private var inOrder = 0
  private(set) var lastVoice: Voice?
  /// The person named last, for languages without blanks.
  private var lastNamed: Int?

  /// Several people or a body without a name who spoke last: the drivers, the newspaper.
  private var group: Range<Int>?

  /// How many mentions a pronoun looks back over, and how many bytes.
  private static let memory = 24
  private static let reach = 3000

  mutating func note(_ tokens: inout [Token], isQuoted: Bool, mentions: inout [NameMention]) {
    NameFinder.mentions(in: tokens, &cast, into: &mentions)
    for mention in mentions {
      for index in mention.titled { tokens[index].isName = true }
    }
    for mention in mentions.suffix(200) {
      var first = mention.titled.lowerBound
      while first > 0, tokens[first - 1].kind == .word, tokens[first - 1].classes.contains(.role) { first -= 1 }
      let isSubject =
        first == 0 || tokens[first - 1].kind == .stop || tokens[first - 1].kind == .quotation || tokens[first - 1].kind == .comma
        || tokens[first - 1].classes.contains(.conjunction)
      traces.append(
        Trace(
          person: mention.person, position: tokens[first].start,
          isSubject: isSubject && !tokens[mention.tokens.upperBound - 1].isPossessive, isQuoted: isQuoted))
    }
    if !isQuoted { hearPronouns(tokens, mentions) }
    if traces.count > 1024 {
      inOrder = max(0, inOrder - (traces.count - 256))
      traces.removeFirst(traces.count - 256)
    }
  }

  /// Mara Quill lost her hat. She …: what a sentence that names one person calls that person, and what begins the next one.
  private mutating func hearPronouns(_ tokens: [Token], _ mentions: [NameMention]) {
    var next = 0
    var named: Int?
    var isAmbiguous = false
    var before: Int?
    for (index, token) in tokens.enumerated() {
      if token.kind == .stop {
        before = isAmbiguous ? nil : named
        (named, isAmbiguous) = (nil, false)
        continue
      }
      if next < mentions.count, mentions[next].titled.lowerBound == index {
        let person = mentions[next].person
        next += 1
        if cast.persons[person].gender == .body { continue }
        if let named, named != person { isAmbiguous = true }
        named = person
      } else if token.kind == .word, !isAmbiguous, let gender = Self.gender(of: token), gender != .body {
        // Lei watched him: not Lei. Only whose something is, and who begins the next sentence, is likely to be the one just named.
        if let named, Self.ownsNext(index, tokens) { cast.vote(gender, for: named) }
        if named == nil, token.beginsSentence, let before { cast.vote(gender, for: before) }
        if named == nil { isAmbiguous = true }
      }
    }
  }

  /// his boat, her own car: a pronoun with its noun behind it.
  private static func ownsNext(_ index: Int, _ tokens: [Token]) -> Bool {
    guard tokens[index].classes.contains(.determiner), index + 1 < tokens.count, tokens[index + 1].kind == .word else { return false }
    return tokens[index + 1].classes.isDisjoint(with: [.preposition, .conjunction, .determiner, .relative])
  }

  /// Puts the mentions of a paragraph in the order of the text.
  ///
  /// They nearly are: each new one goes down to its place.
  mutating func sortTraces() {
    for new in inOrder..<max(inOrder, traces.count) {
      var index = new
      while index > 0, (traces[index].position, traces[index].person) < (traces[index - 1].position, traces[index - 1].person) {
        traces.swapAt(index, index - 1)
        index -= 1
      }
    }
    inOrder = traces.count
  }

  mutating func voice(
    of attribution: Attribution, speaker: SpeakerWords, in tokens: [Token], mentions: [NameMention]
  ) -> Voice {
    let words = tokens[speaker.tokens]
    let written = tokens[speaker.tokens.lowerBound].start..<tokens[speaker.tokens.upperBound - 1].end
    let cue = attribution.cue.map { tokens[$0].start..<tokens[$0].end }
    let last = tokens[speaker.tokens.upperBound - 1]
    var person: Int?
    var antecedent: Range<Int>?
    // Lei said that it was “a mess”: the name is the subject of a verb of saying.
    let isSubject =
      attribution.place == .sentence && speaker.form == .name && attribution.cue.map { tokens[$0].classes.contains(.cue) } ?? false
    var isSure = (attribution.place == .beside || isSubject) && !speaker.isFar
    var reason = QuotationReason(rule: attribution.place.rule, doubt: attribution.place == .beside && speaker.isFar ? .far : nil)
    switch speaker.form {
    case .name:
      reason.form = .name
      person =
        Self.mention(overlapping: speaker.tokens, mentions)?.person
        ?? NameFinder.mention(tokens, speaker.tokens, &cast, isSpeaker: true)?.person
      if let person, attribution.place == .beside { cast.markPerson(person) }
    case .pronoun:
      reason.form = .pronoun
      if let gender = Self.gender(of: last) {
        let found = self.person(for: gender, before: written.lowerBound)
        person = found?.person
        if isSure, found?.isSure != true { reason.doubt = .pronoun }
        isSure = isSure && (found?.isSure ?? false)
        if let found, found.isSure { cast.setGender(gender, of: found.person) }
        if found == nil, gender == .body, let group, written.lowerBound - group.upperBound < Self.reach { antecedent = group }
      }
    case .description:
      reason.form = .description
      let isIndefinite = words.first.map { $0.classes.contains(.determiner) && !$0.classes.contains(.definite) } ?? true
      // The threat, a passage: things speak seldom.
      let couldSpeak = !last.classes.isDisjoint(with: [.role, .organisation]) || last.ending == .s
      if isSure, !couldSpeak { reason.doubt = .description }
      isSure = isSure && couldSpeak
      if !isIndefinite, words.first?.isPossessive != true { person = cast.person(withRole: last.hash) }
      let isGroup = last.ending == .s || last.classes.contains(.organisation)
      if person == nil, isGroup, !speaker.isFar, attribution.place != .beat { group = written }
    }
    return Voice(
      written: written, cue: cue, person: person, identity: last.hash, confidence: isSure ? .certain : .probable, antecedent: antecedent,
      reason: reason)
  }

  /// The first of the mentions, which stand in the order of the text, that overlaps some tokens. O(log n): a paragraph may be long.
  private static func mention(overlapping tokens: Range<Int>, _ mentions: [NameMention]) -> NameMention? {
    var low = 0
    var high = mentions.count
    while low < high {
      let middle = (low + high) / 2
      if mentions[middle].titled.upperBound <= tokens.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < mentions.count && mentions[low].titled.overlaps(tokens) ? mentions[low] : nil
  }

  /// The voice of a speaker in a language without blanks.
  mutating func voice(
    of found: UnspacedAttribution, isSure: Bool, rule: SpeakerRule = .sentence, _ text: UnsafeBufferPointer<UInt8>
  ) -> Voice {
    let identity = TokenHash.of(text[found.speaker])
    var person: Int?
    if let name = found.name {
      let hash = TokenHash.of(text[name])
      person =
        cast.knows(hash) ? nil : cast.person(whoseNameBegins: name, text)
      if person == nil {
        person = cast.person(first: hash, last: hash, words: 1, name: name, gender: .unknown, hasTitle: false, isPerson: true)
      }
      lastNamed = person
      if let role = found.role, let person { cast.setRole(TokenHash.of(text[role]), of: person) }
    } else if found.isPronoun {
      person = lastNamed
    } else {
      person = cast.person(withRole: identity)
    }
    if let person, !found.isPronoun { lastNamed = person }
    return Voice(
      written: found.speaker, cue: found.cue, person: person, identity: identity, confidence: isSure ? .certain : .probable,
      reason: QuotationReason(rule: rule, form: found.name != nil ? .name : found.isPronoun ? .pronoun : .description))
  }

  static func gender(of pronoun: Token) -> Gender? {
    pronoun.classes.contains(.male)
      ? .male : pronoun.classes.contains(.female) ? .female : pronoun.classes.contains(.plural) ? .body : nil
  }

  /// Somebody speaks: the next pronoun may well mean them.
  mutating func spoke(_ voice: Voice, at position: Int) {
    lastVoice = voice
    guard let person = voice.person else { return }
    traces.append(Trace(person: person, position: position, isSubject: true, isQuoted: false, speaks: true))
  }

  /// Whom he or she means: the most recent of those who may be, subjects and speakers before others.
  private func person(for gender: Gender, before position: Int) -> (person: Int, isSure: Bool)? {
    var best: (person: Int, score: Int)?
    var second = Int.min
    var seen = 0
    for trace in traces.reversed() where trace.position < position {
      seen += 1
      let distance = position - trace.position
      if seen > Self.memory || distance > Self.reach { break }
      let person = cast.persons[trace.person]
      guard person.gender.agrees(with: gender), gender == .body ? !person.isPerson : person.gender != .body else { continue }
      var score = -min(distance / 40, 40)
      if trace.isSubject { score += 12 }
      if trace.speaks { score += 15 }
      if trace.isQuoted { score -= 25 }
      if gender == .body, !trace.isSubject, !trace.speaks { continue }
      if person.gender == gender { score += person.isTitled ? 15 : 10 } else if !person.isPerson { score -= 15 }
      if gender != .body, !person.isTitled { score += max(-12, min(12, (gender == .male ? 5 : -5) * person.lean)) }
      if let known = best, known.person == trace.person {
        best?.score = max(known.score, score) + 2
      } else if best == nil || score > (best?.score ?? 0) {
        second = best?.score ?? second
        best = (trace.person, score)
      } else {
        second = max(second, score)
      }
    }
    guard let best, best.score > -40 else { return nil }
    return (best.person, best.score - max(second, -60) >= 12)
  }
}
