/// Who says a quotation, as the words beside it tell: cue and speaker.

/// A speaker as written.
struct SpeakerWords {
  enum Form {
    case name
    /// he, she, they, I.
    case pronoun
    /// The minister, a spokeswoman.
    case description
  }

  /// Tokens of the paragraph's narrative.
  var tokens: Range<Int>
  var form: Form
  /// Found at a clause's far end, not beside its verb.
  var isFar = false
}

/// What the words beside a quotation tell.
struct Attribution {
  /// Where the speaker stands, from the plainest to the vaguest.
  enum Place {
    /// Beside the quotation, in its own sentence.
    case beside
    /// Farther off in the same sentence.
    case sentence
    /// The quotation goes on with the one before it in its sentence or paragraph.
    case continued
    /// The sentence before tells of saying, or ends in a colon.
    case sentenceBefore
    /// The sentence before or after tells what somebody does.
    case beat

    var rule: SpeakerRule {
      switch self {
      case .beside: .beside
      case .sentence: .sentence
      case .continued: .continued
      case .sentenceBefore: .sentenceBefore
      case .beat: .beat
      }
    }
  }

  var speaker: SpeakerWords?
  /// The cue's token.
  var cue: Int?
  var place: Place
}

/// Reads one paragraph at a time: looks from each quotation a bounded number of tokens back and forth.
struct Attributor {
  /// How far a cue may stand from its quotation, in tokens.
  private static let cueReach = 30
  /// From so many bytes on quoted words are more than a word or two.
  private static let longWords = 30
  /// How far a sentence's beginning is looked for, in tokens.
  private static let sentenceReach = 80

  let told: Set<UInt64> = Set(["told", "tell", "tells", "telling"].map { TokenHash.of(Array($0.utf8)) })
  /// and, or.
  private let joins: Set<UInt64>
  /// Without a table of cues any verb beside a name will do.
  let knowsCues: Bool
  let grammar: Grammar
  /// The words of the phrases after which stands who says it, under their first words.
  private let sources: [UInt64: [[UInt64]]]

  /// What the language's sentences are like.
  struct Grammar {
    var capitalNouns: Bool
    var verbSecond: Bool
    var dropsSubjects: Bool
    var innerCommas: Bool
    /// Whether the subject may follow its verb wherever that stands.
    var freeOrder: Bool
  }

  init(lexicon: Lexicon) {
    knowsCues = !lexicon.words(.cues).isEmpty
    joins = Set(lexicon.words(.coordinators).map { TokenHash.of($0.utf8) })
    grammar = Grammar(
      capitalNouns: lexicon.has(.capitalNouns), verbSecond: lexicon.has(.verbSecond), dropsSubjects: lexicon.has(.dropsSubjects),
      innerCommas: lexicon.has(.innerCommas), freeOrder: lexicon.has(.freeOrder))
    let classes = lexicon.once("token classes") { TokenClasses(lexicon: $0) }
    sources = Dictionary(
      grouping: lexicon.words(.sources).map { phrase in lexicon.parts(ofPhrase: phrase).map { classes.hash(of: $0) } }, by: { $0[0] }
    ).mapValues { $0.sorted { $0.count > $1.count } }
  }

  /// What is told of the quotation at token `index`: nil where its own sentence tells nothing.
  func attribution(of index: Int, in tokens: [Token]) -> Attribution? {
    let start = sentenceStart(of: index, in: tokens)
    let before = segmentStart(of: index, from: start, in: tokens)
    let isEmbedded = before < index && tokens[before..<index].contains { $0.kind == .word }
    let after = endsSentence(index, tokens) || isEmbedded && isJoined(index, tokens) ? nil : self.after(index, tokens)
    if isEmbedded {
      let introduced = self.before(index, segment: before, sentence: start, tokens)
      if let introduced, introduced.place == .beside, after?.place != .beside || isIntroduced(index, tokens) { return introduced }
      if let after, after.place == .beside { return after }
      return introduced ?? after
    }
    return after
  }

  /// Lei talks of “a mess,” and people cheer: what is joined to a sentence behind a quotation inside it tells of something else.
  private func isJoined(_ index: Int, _ tokens: [Token]) -> Bool {
    var next = index + 1
    while next < tokens.count, tokens[next].kind == .comma { next += 1 }
    return next < tokens.count && joins.contains(tokens[next].hash)
  }

  /// The first token of the sentence that holds a token; quotations inside it are passed over.
  func sentenceStart(of index: Int, in tokens: [Token]) -> Int {
    var start = index
    while start > 0, index - start < Self.sentenceReach {
      let token = tokens[start - 1]
      if token.kind == .stop || token.kind == .quotation && endsSentence(start - 1, tokens) { break }
      start -= 1
    }
    return start
  }

  /// Where the words before a quotation begin: after the quotation before it, or with the sentence.
  private func segmentStart(of index: Int, from start: Int, in tokens: [Token]) -> Int {
    var segment = index
    while segment > start, tokens[segment - 1].kind != .quotation { segment -= 1 }
    return segment
  }

  /// Whether a quotation ends its sentence: its last words do, and what follows begins another.
  func endsSentence(_ index: Int, _ tokens: [Token]) -> Bool {
    let quotation = tokens[index]
    guard quotation.ending == .fullStop || quotation.ending == .call else { return false }
    guard index + 1 < tokens.count else { return true }
    let next = tokens[index + 1]
    switch next.kind {
    case .word:
      guard next.isCapital else { return false }
      return !isShortCue(index + 1, tokens, afterStop: quotation.ending == .fullStop)
    case .comma, .semicolon, .dash, .colon: return false
    default: return true
    }
  }

  /// “No!” He said. “No?” Lei asked: a capital after the mark, and yet no new sentence.
  private func isShortCue(_ index: Int, _ tokens: [Token], afterStop: Bool) -> Bool {
    var next = index
    if !tokens[next].classes.isDisjoint(with: [.male, .female, .plural]) {
      // “No!” He said.
      if !afterStop { return false }
      next += 1
    } else {
      next = NameFinder.runEnd(tokens, next)
    }
    guard next < tokens.count, tokens[next].kind == .word, tokens[next].classes.contains(.cue) else { return false }
    if !afterStop { return true }
    return next + 1 >= tokens.count || tokens[next + 1].kind == .stop || tokens[next + 1].kind == .comma
  }

  // MARK: After the quotation

  private func after(_ index: Int, _ tokens: [Token]) -> Attribution? {
    var end = index + 1
    while end < tokens.count, end - index < Self.cueReach, tokens[end].kind != .quotation, tokens[end].kind != .stop { end += 1 }
    var first = index + 1
    while first < end, tokens[first].kind == .comma || tokens[first].kind == .dash { first += 1 }
    guard first < end else { return nil }
    for cue in first..<end {
      if let found = sourced(cue, from: first, isTag: cue == first, isLong: false, tokens) { return found }
      guard !tokens[cue].classes.contains(.source), isCue(cue, tokens, distance: cue - first) else { continue }
      if grammar.verbSecond, let speaker = subjectOfAuxiliary(ofParticiple: cue, from: first, in: tokens) {
        return Attribution(speaker: speaker, cue: cue, place: .beside)
      }
      if let speaker = subject(ofCue: cue, from: first, in: tokens) {
        let near = cue - speaker.tokens.upperBound <= 3 && speaker.tokens.lowerBound - first <= 3
        return Attribution(speaker: speaker, cue: cue, place: near ? .beside : .sentence)
      }
      if cue - first <= 2, !told.contains(tokens[cue].hash), let speaker = inverted(cue, tokens) {
        return Attribution(speaker: speaker, cue: cue, place: .beside)
      }
      if cue - first <= 2, grammar.dropsSubjects { return Attribution(speaker: nil, cue: cue, place: .continued) }
      if cue - first > 2 || isParticiple(tokens[cue], cue, tokens) { return nil }
    }
    return nil
  }

  /// Whom a phrase such as according to names: after it, or before it.
  private func sourced(_ index: Int, from start: Int, isTag: Bool, isLong: Bool, _ tokens: [Token]) -> Attribution? {
    let token = tokens[index]
    guard !token.classes.isDisjoint(with: [.source, .sourceAfter, .viewpoint, .tag]), token.kind == .word else { return nil }
    if token.classes.contains(.sourceAfter), let speaker = speakerEnding(at: index - 1, from: start, in: tokens) {
      return Attribution(speaker: speaker, cue: index, place: .beside)
    }
    var next = sourceEnd(index, tokens)
    // For a word or two it says little: Pour lui, c'est une « litote ».
    let isViewpoint = isLong && next == nil && token.classes.contains(.viewpoint) && token.beginsSentence
    if isViewpoint || isTag && token.classes.contains(.tag) { next = index + 1 }
    guard var next else { return nil }
    // nach Angaben von …, según dijo …
    if next < tokens.count, governs(tokens[next]) { next += 1 }
    guard let speaker = speakerStarting(at: next, in: tokens) else { return nil }
    let last = tokens[speaker.tokens.upperBound - 1]
    guard !isViewpoint || speaker.form == .name || !last.classes.isDisjoint(with: [.role, .organisation]) else { return nil }
    return Attribution(speaker: speaker, cue: index, place: .beside)
  }

  /// Where the words behind a phrase of the table of sources begin; nil where none stands.
  private func sourceEnd(_ index: Int, _ tokens: [Token]) -> Int? {
    guard tokens[index].classes.contains(.source), let phrases = sources[tokens[index].hash] else { return nil }
    for phrase in phrases where index + phrase.count <= tokens.count {
      if phrase.indices.allSatisfy({ tokens[index + $0].hash == phrase[$0] }) { return index + phrase.count }
    }
    return nil
  }

  /// hat der Minister gesagt, der Minister hat in Kiel gesagt: the subject stands beside the verb that has the clause's second place.
  private func subjectOfAuxiliary(ofParticiple cue: Int, from start: Int, in tokens: [Token]) -> SpeakerWords? {
    var index = cue - 1
    while index >= start, cue - index < 20, tokens[index].kind == .word || tokens[index].kind == .number {
      if tokens[index].classes.contains(.auxiliary) {
        if index == cue - 1 { return nil }
        return subject(ofCue: index, from: start, in: tokens) ?? speakerStarting(at: index + 1, in: tokens)
      }
      index -= 1
    }
    return nil
  }

  /// said Lei; said on Tuesday the minister.
  private func inverted(_ cue: Int, _ tokens: [Token]) -> SpeakerWords? {
    var index = cue + 1
    if grammar.freeOrder { index = phrasesEnd(from: index, tokens) }
    while index < tokens.count, index - cue < 6, tokens[index].kind == .word,
      tokens[index].classes.contains(.adverb) || tokens[index].classes.contains(.day) || tokens[index].ending == .ly
        || governs(tokens[index]) && index + 1 < tokens.count && tokens[index + 1].classes.contains(.day)
    {
      index += 1
    }
    guard index < tokens.count, !tokens[index].classes.contains(.preposition), !beginsClause(index, tokens) else { return nil }
    return speakerStarting(at: index, in: tokens)
  }

  /// said that he: what was said, not who said it.
  private func beginsClause(_ index: Int, _ tokens: [Token]) -> Bool {
    guard tokens[index].classes.contains(.relative), index + 1 < tokens.count else { return false }
    let next = tokens[index + 1].classes
    return !next.isDisjoint(with: .pronoun) && !next.contains(.determiner)
  }

  /// este lunes, diesen Montag: a day under a determiner.
  private func isDay(_ index: Int, after token: Token, _ tokens: [Token]) -> Bool {
    token.classes.contains(.determiner) && index < tokens.count && tokens[index].classes.contains(.day)
  }

  /// Where the adverbs, the days and the phrases under prepositions end that stand between a verb and its subject.
  private func phrasesEnd(from start: Int, _ tokens: [Token]) -> Int {
    var index = start
    while index < tokens.count, index - start < 16, tokens[index].kind == .word || tokens[index].kind == .number {
      let token = tokens[index]
      if token.kind == .number || token.classes.contains(.day) || isDay(index + 1, after: token, tokens)
        || !token.classes.isDisjoint(with: .adverb) && token.classes.isDisjoint(with: .pronoun)
      {
        index += 1
      } else if governs(token) {
        var next = index + 1
        while next < tokens.count, tokens[next].kind == .word, tokens[next].classes.contains(.determiner) { next += 1 }
        guard next < tokens.count, tokens[next].kind == .word else { return index }
        index = tokens[next].isCapital && !tokens[next].classes.contains(.day) ? NameFinder.runEnd(tokens, next) : next + 1
      } else {
        break
      }
    }
    return index
  }

  /// Whether a comma, a colon or a verb of saying stands right before a quotation.
  private func isIntroduced(_ index: Int, _ tokens: [Token]) -> Bool {
    let last = tokens[index - 1]
    return last.kind == .colon || last.kind == .comma || last.classes.contains(.cue)
      || index > 1 && last.kind == .word && tokens[index - 2].classes.contains(.cue)
  }

  // MARK: Before the quotation

  private func before(_ index: Int, segment: Int, sentence: Int, _ tokens: [Token]) -> Attribution? {
    let low = max(segment, index - Self.cueReach)
    let last = tokens[index - 1]
    let isIntroduced = last.kind == .comma || last.kind == .colon
    var far: Attribution?
    var cue = index - 1
    while cue >= low {
      if let owner = owner(ofSaying: cue, before: index, from: segment, tokens) {
        return far ?? Attribution(speaker: owner, cue: cue, place: isIntroduced ? .beside : .sentence)
      }
      if let found = sourced(cue, from: segment, isTag: false, isLong: tokens[index].end - tokens[index].start >= Self.longWords, tokens) {
        return found.speaker.map { $0.tokens.upperBound <= index } ?? false ? found : nil
      }
      if !tokens[cue].classes.contains(.source), isCue(cue, tokens, distance: index - 1 - cue) {
        let isStrong = tokens[cue].classes.contains(.cue)
        let near = isStrong && (isIntroduced || index - cue <= 5 && last.kind == .word) || isIntroduced && index - cue <= 3
        if grammar.verbSecond, let speaker = secondPlace(cue, segment, tokens), speaker.tokens.upperBound <= index {
          return Attribution(speaker: speaker, cue: cue, place: near ? .beside : .sentence)
        }
        if let speaker = subject(ofCue: cue, from: segment, in: tokens) ?? subject(ofCue: cue, from: sentence, in: tokens) {
          let found = Attribution(speaker: speaker, cue: cue, place: near ? .beside : .sentence)
          // who told the court when asked: the verb farther back has its subject beside it.
          if !speaker.isFar { return found }
          guard cue > low, tokens[cue - 1].kind == .word, tokens[cue - 1].classes.contains(.conjunction) else { return far ?? found }
          far = far ?? found
          cue -= 1
          continue
        }
        if let speaker = inverted(cue, tokens), speaker.tokens.upperBound <= index, !told.contains(tokens[cue].hash),
          cue - segment <= 2 || grammar.freeOrder
        {
          return Attribution(speaker: speaker, cue: cue, place: near ? .beside : .sentence)
        }
        if grammar.dropsSubjects, near { return Attribution(speaker: nil, cue: cue, place: .continued) }
        if tokens[..<cue].suffix(cue - sentence).contains(where: { $0.kind == .quotation }) {
          return Attribution(speaker: nil, cue: cue, place: .continued)
        }
        break
      }
      cue -= 1
    }
    if let far { return far }
    if last.kind == .colon, let speaker = leftmost(from: sentence, to: index - 1, in: tokens) {
      return Attribution(speaker: speaker, cue: nil, place: .beside)
    }
    return nil
  }

  /// The subject behind a verb before which something else stands: Auf die Frage antwortete sie.
  private func secondPlace(_ cue: Int, _ start: Int, _ tokens: [Token]) -> SpeakerWords? {
    if let speaker = subjectOfAuxiliary(ofParticiple: cue, from: start, in: tokens) { return speaker }
    guard start < cue, governs(tokens[start]) || tokens[start].classes.contains(.adverb) && tokens[start].classes.isDisjoint(with: .pronoun)
    else { return nil }
    return inverted(cue, tokens)
  }

  /// What stands inside the marks to tell the speaker: «Играли плохо, — сказал тренер. — Мы не били».
  ///
  /// - Parameter tokens: those of the quoted words, `range` among them.
  func attribution(inside range: Range<Int>, of tokens: [Token]) -> Attribution? {
    var seen = 0
    for index in range where tokens[index].kind == .dash || grammar.innerCommas && tokens[index].kind == .comma {
      seen += 1
      if seen > 64 { break }
      let isDash = tokens[index].kind == .dash
      var cue = index + 1
      while cue < range.upperBound, cue - index <= 4, tokens[cue].kind == .word {
        if isCue(cue, tokens, distance: 0), tokens[cue].classes.contains(.cue) {
          let found = subject(ofCue: cue, from: index + 1, in: tokens) ?? inverted(cue, tokens)
          if let found, found.tokens.upperBound <= range.upperBound, isDash || !tokens[found.tokens.lowerBound].classes.contains(.speaker) {
            return Attribution(speaker: found, cue: cue, place: .beside)
          }
          if isDash, grammar.dropsSubjects { return Attribution(speaker: nil, cue: cue, place: .continued) }
          break
        }
        cue += 1
      }
    }
    return nil
  }

  /// Lei's comment, her latest promise: whose words a noun of saying announces.
  private func owner(ofSaying index: Int, before quotation: Int, from start: Int, _ tokens: [Token]) -> SpeakerWords? {
    guard tokens[index].kind == .word, tokens[index].classes.contains(.saying), quotation - index <= 6,
      tokens[index + 1..<quotation].allSatisfy({ token in
        token.kind != .word || !token.classes.isDisjoint(with: [.preposition, .relative, .determiner])
      })
    else { return nil }
    for owner in stride(from: index - 1, through: max(start, index - 3), by: -1) where tokens[owner].kind == .word {
      if tokens[owner].isPossessive { return speakerEnding(at: owner, from: start, in: tokens, climbs: false) }
      let classes = tokens[owner].classes
      if !classes.isDisjoint(with: [.male, .female, .plural]), classes.contains(.determiner) {
        return SpeakerWords(tokens: owner..<owner + 1, form: .pronoun)
      }
      if !classes.isDisjoint(with: [.determiner, .preposition, .cue, .conjunction]) { return nil }
    }
    return nil
  }

  /// The subject of a sentence that tells of saying, else of the doing in it.
  func subjectOfSentence(from start: Int, to end: Int, in tokens: [Token]) -> (speaker: SpeakerWords, cue: Int?)? {
    for cue in start..<end where tokens[cue].classes.contains(.cue) && isCue(cue, tokens, distance: 0) {
      if let speaker = subject(ofCue: cue, from: start, in: tokens) { return (speaker, cue) }
    }
    return leftmost(from: start, to: end, in: tokens).map { ($0, nil) }
  }

  // MARK: Cues and subjects

  /// Whether a token says that somebody says: a verb of the list that is used as a verb.
  private func isCue(_ index: Int, _ tokens: [Token], distance: Int) -> Bool {
    let token = tokens[index]
    guard token.kind == .word, !token.isPossessive else { return false }
    let isStrong = token.classes.contains(.cue)
    guard isStrong || token.classes.contains(.weakCue) && distance <= 5 else { return false }
    if token.isCapital, !token.beginsSentence { return false }
    guard index > 0 else { return true }
    let before = tokens[index - 1]
    if before.isPossessive && before.kind == .word { return false }
    // his claim, the report: a noun.
    if before.kind == .word, before.classes.contains(.determiner), before.classes.isDisjoint(with: [.speaker, .relative]) { return false }
    if before.kind == .word, before.classes.contains(.preposition), !isParticiple(token, index, tokens),
      before.end - before.start > 2
    {
      return false
    }
    return true
  }

  /// saying, adding.
  private func isParticiple(_ token: Token, _ index: Int, _ tokens: [Token]) -> Bool {
    token.classes.contains(.cue) && token.ending == .ing
  }

  /// The subject of the verb at `cue`.
  func subject(ofCue cue: Int, from start: Int, in tokens: [Token]) -> SpeakerWords? {
    var index = cue - 1
    while index >= start, tokens[index].kind == .word, isBetween(tokens[index], next: index + 1 < tokens.count ? tokens[index + 1] : nil) {
      index -= 1
    }
    guard index >= start else { return nil }
    let token = tokens[index]
    switch token.kind {
    case .word:
      if tokens[cue].ending == .ing { return leftmost(from: start, to: cue, in: tokens) }
      if token.classes.contains(.relative) {
        var end = index - 1
        let isApart = end >= start && tokens[end].kind == .comma
        if isApart { end -= 1 }
        // a letter from Mara Quill who said: without a comma it is the nearest noun that who stands for.
        return end >= start ? speakerEnding(at: end, from: start, in: tokens, climbs: isApart) : nil
      }
      if token.classes.contains(.conjunction) || token.classes.contains(.preposition) && token.classes.isDisjoint(with: .pronoun) {
        return leftmost(from: start, to: index, in: tokens)
      }
      return speakerEnding(at: index, from: start, in: tokens)
    case .close:
      var open = index
      while open > start, index - open < 12, tokens[open].kind != .open { open -= 1 }
      guard open > start else { return nil }
      return speakerEnding(at: open - 1, from: start, in: tokens)
    case .comma:
      // Mara Quill, the mayor, said: an apposition hides nothing.
      var found = leftmost(from: start, to: index, in: tokens)
      if let end = found?.tokens.upperBound, end < index, tokens[end].kind == .comma { found?.isFar = false }
      return found
    case .dash, .quotation, .number, .other: return leftmost(from: start, to: index, in: tokens)
    default: return nil
    }
  }

  private func isBetween(_ token: Token, next: Token?) -> Bool {
    if token.classes.contains(.adverb), token.classes.isDisjoint(with: .pronoun) { return true }
    return !token.isCapital && token.ending == .ly && token.classes.isDisjoint(with: [.role, .cue])
  }
}
