/// The quotations of an article with who says them: one walk over its paragraphs, in order.

/// Brings finder, attributor and resolver together.
struct QuotationReader {
  private let finder: QuotationFinder
  private let attributor: Attributor
  private let tokenizer: Tokenizer
  private let selector: QuotationSelector
  private let unspaced: UnspacedAttributor?
  private let particles: ParticleAttributor?
  private let language: WalkLanguage

  init(lexicon: Lexicon) {
    particles = lexicon.has(.topicMarks) ? ParticleAttributor(lexicon: lexicon) : nil
    unspaced = particles == nil && UnspacedAttributor.serves(lexicon) ? UnspacedAttributor(lexicon: lexicon) : nil
    language = WalkLanguage(lexicon: lexicon)
    finder = QuotationFinder(lexicon: lexicon)
    attributor = Attributor(lexicon: lexicon)
    tokenizer = Tokenizer(
      classes: lexicon.once("token classes") { TokenClasses(lexicon: $0) },
      knowsEndings: lexicon.words(.cues).isEmpty || lexicon.words(.gerundEndings).contains("ing"),
      rolesAreSmall: lexicon.has(.smallRoles), nounsAreCapital: lexicon.has(.capitalNouns))
    selector = QuotationSelector()
  }

  /// All quotations in the order of the text. O(n).
  func quotations(in article: Article) -> [Quotation] { read(article) { $0.quotations(in: article) } ?? [] }

  /// Why each of the quotations has its speaker, in their order, and who is named in the article, those named most first. O(n).
  func reasons(in article: Article) -> (reasons: [QuotationReason], names: [String]) {
    read(article) { walk in
      var reasons: [QuotationReason] = []
      _ = walk.quotations(in: article) { reasons.append($0?.reason ?? QuotationReason()) }
      return (reasons, walk.names)
    } ?? ([], [])
  }

  /// What a walk over the whole article gives; nil where there are no quotations.
  private func read<Outcome>(_ article: Article, _ outcome: (Walk) -> Outcome) -> Outcome? {
    let pieces = finder.pieces(in: article)
    if pieces.isEmpty { return nil }
    return article.utf8.withUnsafeBufferPointer { text in
      var walk = Walk(
        text: text, pieces: pieces, attributor: attributor, tokenizer: tokenizer, selector: selector, unspaced: unspaced,
        particles: particles, language: language)
      var next = 0
      for index in article.blocks.indices {
        let block = article.blocks[index]
        let first = next
        while next < pieces.count, pieces[next].block == index { next += 1 }
        if block.role.isHeading { walk.passHeading() } else if block.role.carriesQuotations { walk.read(block.bytes, first..<next) }
      }
      return outcome(walk)
    }
  }
}

/// What a walk must know of the language besides its words.
private struct WalkLanguage {
  let capitalNouns: Bool
  let namesHaveCases: Bool
  let noCapitals: Bool
  /// Whether the words that tell the speaker may stand inside the marks.
  let innerCues: Bool

  init(lexicon: Lexicon) {
    capitalNouns = lexicon.has(.capitalNouns)
    namesHaveCases = !lexicon.words(.nameEndings).isEmpty
    noCapitals = lexicon.has(.noCapitals)
    innerCues = lexicon.has(.dialogueDash) || lexicon.has(.innerCommas)
  }
}

/// The state of one walk.
private struct Walk {
  let text: UnsafeBufferPointer<UInt8>
  let pieces: [QuotedPiece]
  let attributor: Attributor
  let tokenizer: Tokenizer
  let selector: QuotationSelector
  let unspaced: UnspacedAttributor?
  let particles: ParticleAttributor?
  let language: WalkLanguage

  /// What was found of each piece.
  private struct Finding {
    var voice: Voice?
    /// Whether a piece that goes on with the one before is a quotation of its own all the same.
    var isOwn = false
    /// Whether a verb without a subject tells of it.
    var isCued = false
    var kind = Quotation.Kind.direct
    var isKept = true
  }

  /// A quotation of several paragraphs is one as long as a screen of 24 rows shows it whole: what comes after so many bytes (some
  /// 170 words) is another one of the same speaker, from the next paragraph on.
  private static let longest = 1000

  private var findings: [Finding]
  private var resolver = SpeakerResolver()
  private var narrative: [Token] = []
  private var quoted: [Token] = []
  private var mentions: [NameMention] = []
  private var quotedMentions: [NameMention] = []
  /// Where the paragraph's quotations stand among its tokens.
  private var places: [Int] = []
  private var conversation = Conversation()

  init(
    text: UnsafeBufferPointer<UInt8>, pieces: [QuotedPiece], attributor: Attributor, tokenizer: Tokenizer, selector: QuotationSelector,
    unspaced: UnspacedAttributor?, particles: ParticleAttributor?, language: WalkLanguage
  ) {
    self.unspaced = unspaced
    self.particles = particles
    self.language = language
    resolver.cast.nounsAreCapital = language.capitalNouns
    resolver.cast.namesHaveCases = language.namesHaveCases
    self.text = text
    self.pieces = pieces
    self.attributor = attributor
    self.tokenizer = tokenizer
    self.selector = selector
    findings = Array(repeating: Finding(), count: pieces.count)
  }

  mutating func passHeading() { conversation.interrupt() }

  mutating func read(_ bytes: Range<Int>, _ range: Range<Int>) {
    if let unspaced { return read(bytes, range, by: unspaced) }
    if let particles { return read(bytes, range, by: particles) }
    tokenize(bytes, range)
    mentions.removeAll(keepingCapacity: true)
    quotedMentions.removeAll(keepingCapacity: true)
    resolver.note(&narrative, isQuoted: false, mentions: &mentions)
    if !quoted.isEmpty {
      resolver.note(&quoted, isQuoted: true, mentions: &quotedMentions)
      resolver.sortTraces()
    }
    if !range.isEmpty { attribute(range) }
    conclude(range)
  }

  /// A paragraph of a language without blanks.
  private mutating func read(_ bytes: Range<Int>, _ range: Range<Int>, by unspaced: UnspacedAttributor) {
    var voices: [Voice?] = []
    for index in range where begins(index) {
      let piece = pieces[index]
      let low = index > range.lowerBound ? pieces[index - 1].outer.upperBound : bytes.lowerBound
      let high = index + 1 < range.upperBound ? pieces[index + 1].outer.lowerBound : bytes.upperBound
      let before = low..<piece.outer.lowerBound
      if let name = unspaced.lastName(text, before) { _ = resolver.voice(of: name, isSure: false, text) }
      let previous = index > range.lowerBound && findings[index - 1].isKept ? findings[index - 1].voice : nil
      let found = unspaced.before(text, before) ?? unspaced.after(text, piece.outer.upperBound..<high)
      let isIntroduced = unspaced.introduces(text, before)
      let ending = ending(of: piece.inner)
      let length = piece.inner.count / 3
      let isEmbedded = !TextBytes.trimmed(text, before).isEmpty && !isIntroduced
      let isBeside = isIntroduced || !isEmbedded
      findings[index].kind = ending != .other || length >= 12 && isBeside ? .direct : .fragment
      let follows = previous != nil && before.count <= 24
      findings[index].isKept =
        ending != .other || isIntroduced || length >= 12 || follows || !piece.isClosed
        || !isEmbedded && (found?.cue != nil)
      if ending == .other, length < 12, unspaced.names(text, before) { findings[index].isKept = false }
      guard findings[index].isKept else { continue }
      if let found {
        findings[index].voice = resolver.voice(of: found, isSure: isBeside && found.cue != nil, rule: isBeside ? .beside : .sentence, text)
      } else if let previous {
        findings[index].voice = previous
        findings[index].voice?.reason.rule = .paragraph
      } else if let subject = unspaced.subject(text, before) {
        findings[index].voice = resolver.voice(of: subject, isSure: false, rule: .subject, text)
      } else if let subject = unspaced.subject(after: piece.outer.upperBound..<high, text) {
        findings[index].voice = resolver.voice(of: subject, isSure: false, rule: .beat, text)
      } else if index == range.lowerBound, TextBytes.trimmed(text, before).isEmpty {
        findings[index].voice = conversation.nextVoice(resolver)
      }
      if let voice = findings[index].voice { resolver.spoke(voice, at: piece.outer.lowerBound) }
      voices.append(findings[index].voice)
    }
    let last = range.last.map { pieces[$0].outer.upperBound } ?? bytes.lowerBound
    if let name = unspaced.lastName(text, last..<bytes.upperBound) { _ = resolver.voice(of: name, isSure: false, text) }
    note(bytes, range, voices, subject: range.isEmpty ? unspaced.subject(text, bytes) : nil)
  }

  /// A paragraph of a language whose particles mark the subject.
  private mutating func read(_ bytes: Range<Int>, _ range: Range<Int>, by particles: ParticleAttributor) {
    var voices: [Voice?] = []
    for index in range where begins(index) {
      let piece = pieces[index]
      let low = index > range.lowerBound ? pieces[index - 1].outer.upperBound : bytes.lowerBound
      let high = index + 1 < range.upperBound ? pieces[index + 1].outer.lowerBound : bytes.upperBound
      let before = low..<piece.outer.lowerBound
      let after = piece.outer.upperBound..<high
      let found = particles.read(text, before: before, after: after, resolver.cast)
      let ending = ending(of: piece.inner)
      let standsAlone = TextBytes.trimmed(text, before).isEmpty && TextBytes.trimmed(text, after).count <= 3
      let isFinished = ending == .fullStop || ending == .call || !piece.isClosed
      findings[index].kind = isFinished || found.isTaken || standsAlone ? .direct : .fragment
      findings[index].isKept =
        !found.isNamed
        && (isFinished || standsAlone || found.isTold && (found.isTaken || found.speaker != nil) || found.isTaken && found.speaker != nil)
      guard findings[index].isKept else { continue }
      let previous = index > range.lowerBound && findings[index - 1].isKept ? findings[index - 1].voice : nil
      if let speaker = found.speaker {
        findings[index].voice = resolver.voice(of: speaker, isSure: found.isTold, rule: found.isTold ? .beside : .sentence, text)
      } else if let previous {
        findings[index].voice = previous
        findings[index].voice?.reason.rule = .paragraph
      } else if let subject = particles.subject(text, before, resolver.cast) {
        findings[index].voice = resolver.voice(of: subject, isSure: false, rule: .subject, text)
      } else if index == range.lowerBound, standsAlone {
        findings[index].voice = conversation.nextVoice(resolver)
      } else if found.isTold {
        findings[index].voice = resolver.lastVoice.map { probable($0, .goesOn) }
      }
      if let voice = findings[index].voice { resolver.spoke(voice, at: piece.outer.lowerBound) }
      voices.append(findings[index].voice)
    }
    note(bytes, range, voices, subject: range.isEmpty ? particles.subject(text, bytes, resolver.cast) : nil)
  }

  /// What the next paragraph may need of this one, in languages read by their signs.
  private mutating func note(_ bytes: Range<Int>, _ range: Range<Int>, _ voices: [Voice?], subject: UnspacedAttribution?) {
    let voice = voices.last ?? nil
    conversation.add(
      Conversation.Turn(
        voice: voice, subject: subject.map { resolver.voice(of: $0, isSure: false, rule: .beat, text) },
        beginsQuoted: range.first.map { pieces[$0].outer.lowerBound == bytes.lowerBound } ?? false,
        isExplicit: voice?.confidence == .certain, isOpen: range.last.map { !pieces[$0].isClosed } ?? false))
  }

  private mutating func tokenize(_ bytes: Range<Int>, _ range: Range<Int>) {
    narrative.removeAll(keepingCapacity: true)
    quoted.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    var beginsSentence = true
    var position = bytes.lowerBound
    for index in range {
      let piece = pieces[index]
      tokenizer.tokenize(text, position..<piece.outer.lowerBound, beginsSentence: &beginsSentence, into: &narrative)
      var token = Token(start: piece.outer.lowerBound, end: piece.outer.upperBound, kind: .quotation)
      token.ending = ending(of: piece.inner)
      token.piece = Int32(truncatingIfNeeded: index)
      places.append(narrative.count)
      narrative.append(token)
      var begins = true
      tokenizer.tokenize(text, piece.inner, beginsSentence: &begins, into: &quoted)
      beginsSentence = token.ending == .fullStop || token.ending == .call
      position = piece.outer.upperBound
    }
    tokenizer.tokenize(text, position..<bytes.upperBound, beginsSentence: &beginsSentence, into: &narrative)
    if language.noCapitals { NameMarker.mark(&narrative, text) }
  }

  private func ending(of words: Range<Int>) -> Token.Ending {
    var end = words.upperBound
    // Marks of a quotation inside do not count.
    while end > words.lowerBound {
      switch text[end - 1] {
      case 0x22, 0x27, 0x29, 0x5D, 0x20: end -= 1
      case 0x98...0x9F where end - 3 >= words.lowerBound && text[end - 3] == 0xE2 && text[end - 2] == 0x80: end -= 3
      default:
        switch text[end - 1] {
        case 0x2E: return .fullStop
        case 0x21, 0x3F: return .call
        case 0x2C: return .comma
        case 0xA6 where end - 3 >= words.lowerBound && text[end - 3] == 0xE2: return .call
        case 0x82 where end - 3 >= words.lowerBound && text[end - 3] == 0xE3 && text[end - 2] == 0x80: return .fullStop
        case 0x81,
          0x9F where end - 3 >= words.lowerBound && text[end - 3] == 0xEF && text[end - 2] == 0xBC:
          return .call
        case 0x8C where end - 3 >= words.lowerBound && text[end - 3] == 0xEF && text[end - 2] == 0xBC: return .comma
        default: return .other
        }
      }
    }
    return .other
  }

  // MARK: One paragraph's quotations

  private mutating func attribute(_ range: Range<Int>) {
    for (place, index) in zip(places, range) {
      let attribution = attributor.attribution(of: place, in: narrative)
      if language.innerCues, attribution?.speaker == nil, attributeInside(index) { continue }
      guard let attribution else { continue }
      if pieces[index].continues {
        // A mark was left open before, and this paragraph tells its own speaker: two quotations.
        guard pieces[index].isClosed, attribution.place == .beside, attribution.speaker != nil else { continue }
        findings[index].isOwn = true
      }
      if let speaker = attribution.speaker,
        speaker.form != .description || attribution.place == .beside && !speaker.isFar || isSpeaking(speaker)
      {
        let voice = resolver.voice(of: attribution, speaker: speaker, in: narrative, mentions: mentions)
        findings[index].voice = voice
        resolver.spoke(voice, at: max(pieces[index].outer.lowerBound, voice.written.upperBound))
        resolver.sortTraces()
      } else if attribution.place == .continued {
        findings[index].isCued = true
        if index > range.lowerBound {
          findings[index].voice = findings[index - 1].voice
          findings[index].voice?.reason.rule = .continued
        }
      }
    }
    for (place, index) in zip(places, range) {
      judge(place, index, range)
    }
    for (place, index) in zip(places, range) where findings[index].voice == nil && begins(index) && findings[index].isKept {
      if let voice = fill(place, index, range) ?? (findings[index].isCued ? carried(to: place) : nil) {
        findings[index].voice = voice
        resolver.spoke(voice, at: pieces[index].outer.lowerBound)
      }
    }
  }

  /// Takes the speaker from words inside the marks: «Non, dit Lei, jamais.»
  private mutating func attributeInside(_ index: Int) -> Bool {
    let words = QuotationSelector.tokens(quoted, within: pieces[index].inner)
    guard let attribution = attributor.attribution(inside: words.startIndex..<words.endIndex, of: quoted) else { return false }
    findings[index].isCued = true
    guard let speaker = attribution.speaker else { return false }
    let voice = resolver.voice(of: attribution, speaker: speaker, in: quoted, mentions: quotedMentions)
    findings[index].voice = voice
    resolver.spoke(voice, at: pieces[index].outer.lowerBound)
    resolver.sortTraces()
    return true
  }

  /// Who is meant where a verb stands without its subject: whom the sentence before is about, else the last who spoke.
  private mutating func carried(to place: Int) -> Voice? {
    let sentence = attributor.sentenceStart(of: place, in: narrative)
    if sentence > 0 {
      let start = attributor.sentenceStart(of: sentence - 1, in: narrative)
      if let found = attributor.subjectOfSentence(from: start, to: sentence, in: narrative) {
        let voice = resolver.voice(
          of: Attribution(speaker: found.speaker, cue: nil, place: .sentenceBefore), speaker: found.speaker, in: narrative,
          mentions: mentions)
        if voice.person != nil { return probable(voice, .sentenceBefore) }
      }
    }
    return resolver.lastVoice.map { probable($0, .goesOn) }
  }

  private mutating func judge(_ place: Int, _ index: Int, _ range: Range<Int>) {
    if !begins(index) { return }
    let previous = index > range.lowerBound ? findings[index - 1].kind : nil
    let judgement = selector.judge(
      pieces[index], at: place, in: narrative, words: quoted, text, hasSpeaker: findings[index].voice != nil,
      isNamed: findings[index].voice?.person != nil,
      previous: place > 0 && narrative[place - 1].kind == .quotation || isSplit(place) ? previous : nil)
    findings[index].kind = judgement.kind
    findings[index].isKept = judgement.isKept
  }

  /// Whether a quotation begins with a piece.
  private func begins(_ index: Int) -> Bool { !pieces[index].continues || findings[index].isOwn }

  /// The minister, a council, officials: those who speak, not the things around.
  private func isSpeaking(_ speaker: SpeakerWords) -> Bool {
    let noun = narrative[speaker.tokens.upperBound - 1]
    return !noun.classes.isDisjoint(with: [.role, .organisation]) || noun.ending == .s
  }

  /// Whether only a cue parts a quotation from the one before it.
  private func isSplit(_ place: Int) -> Bool {
    var index = place - 1
    while index >= 0, place - index < 16 {
      if narrative[index].kind == .quotation { return !attributor.endsSentence(index, narrative) }
      if narrative[index].kind == .stop { return false }
      index -= 1
    }
    return false
  }

  /// The speaker of a quotation whose own sentence names none.
  private mutating func fill(_ place: Int, _ index: Int, _ range: Range<Int>) -> Voice? {
    let sentence = attributor.sentenceStart(of: place, in: narrative)
    let standsAlone = !narrative[sentence..<place].contains { $0.kind == .word }
    if !standsAlone {
      // A fragment in a sentence: of the one who spoke before it in the paragraph, else of whom the sentence is about.
      if index > range.lowerBound, let voice = findings[index - 1].voice { return probable(voice, .paragraph) }
      guard let subject = attributor.leftmost(from: sentence, to: place, in: narrative), subject.form != .description else { return nil }
      let voice = resolver.voice(
        of: Attribution(speaker: subject, cue: nil, place: .sentence), speaker: subject, in: narrative, mentions: mentions)
      return voice.person != nil ? probable(voice, .subject) : nil
    }
    // What stands between the quotation before and this one.
    let before: Int? = index > range.lowerBound ? places[index - range.lowerBound - 1] : nil
    if sentence > (before ?? -1) + 1 {
      let start = attributor.sentenceStart(of: sentence - 1, in: narrative)
      let found = attributor.subjectOfSentence(from: start, to: sentence, in: narrative)
      let isAfterQuotation = before.map { $0 >= start } ?? false
      if let found, !isAfterQuotation || found.cue == nil {
        let attribution = Attribution(speaker: found.speaker, cue: found.cue, place: found.cue != nil ? .sentenceBefore : .beat)
        let voice = resolver.voice(of: attribution, speaker: found.speaker, in: narrative, mentions: mentions)
        // Lei Jun shook her head. “No.” The words of whoever the sentence right before them is about.
        let isBeat = found.cue == nil && found.speaker.form == .name && findings[index].kind == .direct
        if isBeat, let person = voice.person, resolver.cast.persons[person].isPerson { return certain(voice, attribution.place.rule) }
        if voice.person != nil || found.cue != nil { return probable(voice, attribution.place.rule) }
      }
    }
    if index > range.lowerBound, let voice = findings[index - 1].voice {
      var same = voice
      same.reason.rule = .paragraph
      return standsAlone && place > 0 ? same : probable(voice, .paragraph)
    }
    if let later = (index + 1..<min(index + 9, range.upperBound)).first(where: { findings[$0].voice != nil }),
      let voice = findings[later].voice
    {
      return probable(voice, .later)
    }
    if place == 0, let voice = beat(after: place) { return voice }
    if place == 0, range.lowerBound == index { return conversation.nextVoice(resolver) }
    return nil
  }

  /// “No!” She turned away.
  private mutating func beat(after place: Int) -> Voice? {
    var end = place + 1
    while end < narrative.count, narrative[end].kind != .stop, narrative[end].kind != .quotation, end - place < 30 { end += 1 }
    guard place + 1 < end, let speaker = attributor.leftmost(from: place + 1, to: end, in: narrative),
      speaker.tokens.lowerBound <= place + 2,
      speaker.form != .description
    else { return nil }
    let voice = resolver.voice(
      of: Attribution(speaker: speaker, cue: nil, place: .beat), speaker: speaker, in: narrative, mentions: mentions)
    return voice.person != nil ? voice : nil
  }

  private func certain(_ voice: Voice, _ rule: SpeakerRule) -> Voice {
    var voice = voice
    voice.confidence = .certain
    voice.reason.rule = rule
    return voice
  }

  private func probable(_ voice: Voice, _ rule: SpeakerRule) -> Voice {
    var voice = voice
    voice.confidence = .probable
    voice.reason.rule = rule
    return voice
  }

  /// What the next paragraph may need of this one.
  private mutating func conclude(_ range: Range<Int>) {
    let kept = range.filter { findings[$0].isKept }
    let voice = kept.last.flatMap { findings[$0].voice }
    var subject: Voice?
    let isNarrative = kept.isEmpty || narrative.last.map { $0.kind != .quotation } ?? false
    if isNarrative, !narrative.isEmpty {
      let isColon = narrative.last?.kind == .colon
      var end = narrative.count
      if narrative.last?.kind == .stop { end -= 1 }
      let start = attributor.sentenceStart(of: end, in: narrative)
      if kept.isEmpty || isColon, start < end, let found = attributor.subjectOfSentence(from: start, to: end, in: narrative) {
        let told = found.cue != nil || isColon
        let voice = resolver.voice(
          of: Attribution(speaker: found.speaker, cue: found.cue, place: told ? .sentenceBefore : .beat), speaker: found.speaker,
          in: narrative, mentions: mentions)
        if told || voice.person.map({ resolver.cast.persons[$0].gender != .body }) ?? false {
          subject = probable(voice, told ? .sentenceBefore : .beat)
        }
      }
    }
    let beginsQuoted = places.first == 0 && !kept.isEmpty
    conversation.add(
      Conversation.Turn(
        voice: voice, subject: subject, beginsQuoted: beginsQuoted, isExplicit: voice?.confidence == .certain,
        isOpen: range.last.map { !pieces[$0].isClosed } ?? false))
  }

  // MARK: The outcome

  /// - Parameter note: is told the voice of each quotation.
  func quotations(in article: Article, note: (Voice?) -> Void = { _ in }) -> [Quotation] {
    var quotations: [Quotation] = []
    var names: [Int: String] = [:]
    var keeps = false
    var lastVoice: Voice?
    for index in pieces.indices {
      let piece = pieces[index]
      let start = article.blocks[piece.block].bytes.lowerBound
      let passage = Passage(block: piece.block, range: piece.inner.lowerBound - start..<piece.inner.upperBound - start)
      if !begins(index) {
        guard keeps, var last = quotations.last else { continue }
        last.kind = .direct
        if last.parts.reduce(passage.range.count, { $0 + $1.range.count }) <= Self.longest {
          last.parts.append(passage)
          quotations[quotations.count - 1] = last
        } else {
          last.parts = [passage]
          quotations.append(last)
          note(lastVoice)
        }
        continue
      }
      keeps = findings[index].isKept
      guard keeps else { continue }
      var quotation = Quotation(parts: [passage], kind: findings[index].kind)
      if let voice = findings[index].voice {
        quotation.speaker = string(voice.written)
        quotation.confidence = voice.confidence
        quotation.cue = voice.cue.flatMap { article.passages(ofBytes: $0).first }
        if let person = voice.person {
          let name = names[person] ?? string(resolver.cast.persons[person].name)
          names[person] = name
          quotation.speakerResolved = name
        } else if let antecedent = voice.antecedent {
          quotation.speakerResolved = string(antecedent)
        }
      }
      quotations.append(quotation)
      lastVoice = findings[index].voice
      note(lastVoice)
    }
    return quotations
  }

  /// Who is named in the text: people and bodies under their fullest names, those named most first.
  var names: [String] {
    let cast = resolver.cast.persons.enumerated().filter { $1.isPerson || $1.words > 1 }
    return cast.sorted { ($1.element.mentions, $0.offset) < ($0.element.mentions, $1.offset) }.map { string($0.element.name) }
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
  }
}
