/// Noun phrases among a paragraph's tokens: the names, pronouns and descriptions that can be somebody who speaks.

extension Attributor {
  /// The noun phrase that ends with a token, less what hangs on it by a preposition.
  ///
  /// - Parameter climbs: whether the head of the council is the head, not the council.
  func speakerEnding(at end: Int, from start: Int, in tokens: [Token], depth: Int = 0, climbs: Bool = true) -> SpeakerWords? {
    guard end >= start, depth < 5 else { return nil }
    let token = tokens[end]
    guard token.kind == .word || token.kind == .close else { return nil }
    if token.kind == .close {
      var open = end
      while open > start, end - open < 12, tokens[open].kind != .open { open -= 1 }
      return open > start ? speakerEnding(at: open - 1, from: start, in: tokens, depth: depth + 1) : nil
    }
    if token.classes.contains(.day) {
      var index = end - 1
      while index >= start, tokens[index].kind == .word,
        tokens[index].classes.contains(.day) || tokens[index].classes.contains(.preposition) || tokens[index].classes.contains(.determiner)
      {
        index -= 1
      }
      return speakerEnding(at: index, from: start, in: tokens, depth: depth + 1)
    }
    if !token.classes.isDisjoint(with: .pronoun), !token.isPossessive,
      !token.isCapital || token.beginsSentence || end - start < 1 || token.end - token.start == 1
    {
      return SpeakerWords(tokens: end..<end + 1, form: .pronoun)
    }
    if token.isCapital, !(token.beginsSentence && token.classes.contains(.common)) {
      var first = end
      while first > start, isNamePart(first - 1, tokens) { first -= 1 }
      while first < end, !tokens[first].isCapital { first += 1 }
      if climbs, first > start + 1, tokens[first - 1].kind == .word, governs(tokens[first - 1]),
        let head = speakerEnding(at: first - 2, from: start, in: tokens, depth: depth + 1)
      {
        return head
      }
      return name(first..<end + 1, tokens) ?? description(from: first, to: end, start, tokens)
    }
    return description(from: end, to: end, start, tokens, depth: depth)
  }

  private func isNamePart(_ index: Int, _ tokens: [Token]) -> Bool {
    let token = tokens[index]
    guard token.kind == .word, !token.isPossessive, tokens[index + 1].start - token.end <= 2 else { return false }
    if token.classes.contains(.day) { return false }
    if token.isCapital { return !(token.beginsSentence && token.classes.contains(.common)) }
    return token.classes.contains(.particle) && index > 0 && tokens[index - 1].kind == .word && tokens[index - 1].isCapital
  }

  func governs(_ token: Token) -> Bool {
    token.classes.contains(.preposition) && token.classes.isDisjoint(with: .pronoun)
  }

  /// A run of capitals as a name, without roles before it.
  private func name(_ run: Range<Int>, _ tokens: [Token]) -> SpeakerWords? {
    guard !isNoun(run, tokens), let trimmed = NameFinder.trim(tokens, run) else { return nil }
    // Hours later, …: a capital that only begins the sentence.
    let first = tokens[trimmed.titled.lowerBound]
    if first.beginsSentence, trimmed.titled.count == 1, !first.isName { return nil }
    // Minister Olga Brandt is written Olga Brandt, Mr Brandt as he is.
    let dropsTitle = trimmed.name.count > 1 && first.classes.contains(.role)
    return SpeakerWords(tokens: dropsTitle ? trimmed.name : trimmed.titled, form: .name)
  }

  /// die Polizei, das zuständige Gericht: one capital behind an article, where all nouns have capitals.
  private func isNoun(_ run: Range<Int>, _ tokens: [Token]) -> Bool {
    guard grammar.capitalNouns, run.count == 1, run.lowerBound > 0, !tokens[run.lowerBound].isName else { return false }
    let before = tokens[run.lowerBound - 1]
    if before.kind != .word { return false }
    if before.classes.contains(.determiner) { return true }
    return !before.isCapital && before.classes.isEmpty && run.lowerBound > 1 && tokens[run.lowerBound - 2].classes.contains(.determiner)
  }

  /// the … noun: from its determiner on; a plural or a role may stand alone.
  private func description(from end: Int, to last: Int, _ start: Int, _ tokens: [Token], depth: Int = 0) -> SpeakerWords? {
    var index = end
    while index >= start, end - index <= 6 {
      let token = tokens[index]
      guard token.kind == .word || token.kind == .number else { break }
      if token.isPossessive, index < end {
        return SpeakerWords(tokens: index..<last + 1, form: .description)
      }
      if token.classes.contains(.determiner), index < end || !token.classes.isDisjoint(with: .pronoun) {
        if index > start + 1, governs(tokens[index - 1]),
          let head = speakerEnding(at: index - 2, from: start, in: tokens, depth: depth + 1)
        {
          return head
        }
        return SpeakerWords(tokens: index..<last + 1, form: .description)
      }
      if governs(token) {
        if index > start, let head = speakerEnding(at: index - 1, from: start, in: tokens, depth: depth + 1) { return head }
        break
      }
      if index < end, !token.classes.isDisjoint(with: [.conjunction, .relative, .cue, .adverb]) { break }
      index -= 1
    }
    let noun = tokens[end]
    if !noun.classes.isDisjoint(with: [.role, .organisation])
      || noun.ending == .s && noun.classes.isDisjoint(with: [.cue, .weakCue, .common, .adverb, .preposition])
    {
      let first = max(index + 1, start)
      return first <= last ? SpeakerWords(tokens: max(first, last - 3)..<last + 1, form: .description) : nil
    }
    return nil
  }

  /// The noun phrase that begins with a token.
  func speakerStarting(at start: Int, in tokens: [Token]) -> SpeakerWords? {
    guard start < tokens.count, tokens[start].kind == .word else { return nil }
    let first = tokens[start]
    if !first.classes.isDisjoint(with: .pronoun),
      !first.classes.contains(.determiner) || start + 1 < tokens.count && tokens[start + 1].kind != .word
    {
      return SpeakerWords(tokens: start..<start + 1, form: .pronoun)
    }
    var index = start
    var name: SpeakerWords?
    while index < tokens.count, index - start < 10 {
      let token = tokens[index]
      guard token.kind == .word || token.kind == .number else { break }
      if token.isCapital, !token.classes.contains(.day) {
        let end = NameFinder.runEnd(tokens, index)
        if tokens[end - 1].isPossessive {
          index = end
          continue
        }
        if let found = self.name(index..<end, tokens) { name = found }
        index = end
        if name != nil, index < tokens.count, !tokens[index].classes.contains(.role) { return name }
        continue
      }
      if index > start, !token.classes.isDisjoint(with: [.preposition, .relative, .conjunction, .cue, .day]) { break }
      // die Sprecherin der Polizei: another phrase.
      if index > start, token.classes.contains(.determiner), tokens[index - 1].classes.contains(.role) { break }
      if token.classes.contains(.adverb), token.classes.isDisjoint(with: .determiner) { break }
      index += 1
    }
    if let name, name.tokens.upperBound == index || name.tokens.lowerBound == start { return name }
    guard index > start else { return nil }
    let isNoun =
      first.classes.contains(.determiner) || tokens[index - 1].classes.contains(.role) || tokens[start].isPossessive || first.isCapital
    guard isNoun || tokens[index - 1].classes.contains(.organisation),
      index - start > 1 || !tokens[index - 1].classes.isDisjoint(with: [.role, .organisation])
    else { return name }
    return SpeakerWords(tokens: start..<index, form: .description)
  }

  /// The first noun phrase of a clause that no preposition governs.
  func leftmost(from start: Int, to end: Int, in tokens: [Token]) -> SpeakerWords? {
    var found = firstPhrase(from: start, to: end, in: tokens)
    found?.isFar = true
    return found
  }

  private func firstPhrase(from start: Int, to end: Int, in tokens: [Token]) -> SpeakerWords? {
    var index = start
    var skipsToComma = false
    while index < end {
      let token = tokens[index]
      if token.kind != .word {
        if token.kind == .comma || token.kind == .dash || token.kind == .colon || token.kind == .quotation { skipsToComma = false }
        if token.kind == .open {
          while index < end, tokens[index].kind != .close { index += 1 }
        }
        index += 1
        continue
      }
      if skipsToComma {
        index += 1
        continue
      }
      let opens = index == start && (token.ending == .ing || token.beginsSentence && token.classes.contains(.conjunction))
      // When he returned he said: without a comma nothing tells where the first clause ends.
      if governs(token) || opens && tokens[start..<end].contains(where: { $0.kind == .comma || $0.kind == .dash }) {
        skipsToComma = true
        index += 1
        continue
      }
      if !token.classes.isDisjoint(with: .pronoun), !token.classes.contains(.determiner) {
        return SpeakerWords(tokens: index..<index + 1, form: .pronoun)
      }
      if token.isCapital, !token.classes.contains(.common), !token.classes.contains(.day) {
        let run = NameFinder.runEnd(tokens, index)
        if tokens[run - 1].isPossessive {
          index = run
          continue
        }
        if run < end || run == end, let name = name(index..<run, tokens) { return name }
        index = run
        continue
      }
      if token.classes.contains(.determiner) || token.classes.contains(.role), let found = described(from: index, to: end, tokens) {
        if !tokens[found.tokens.upperBound - 1].classes.contains(.day) { return found }
        index = found.tokens.upperBound
        continue
      }
      index += 1
    }
    return nil
  }

  /// the old man in the corner: as far as the noun, a name at the end if there is one.
  private func described(from start: Int, to end: Int, _ tokens: [Token]) -> SpeakerWords? {
    var index = start + 1
    while index < end, index - start < 7, tokens[index].kind == .word {
      let token = tokens[index]
      if token.isCapital, !token.classes.contains(.day) {
        let run = NameFinder.runEnd(tokens, index)
        if tokens[run - 1].isPossessive {
          index = run
          continue
        }
        if let name = name(index..<min(run, end), tokens), run >= tokens.count || !tokens[run].classes.contains(.role) { return name }
        index = run
        continue
      }
      if tokens[index - 1].classes.contains(.role), !token.classes.contains(.role) { break }
      if !token.classes.isDisjoint(with: [.preposition, .relative, .adverb, .cue, .weakCue, .conjunction]) { break }
      if !token.classes.isDisjoint(with: .pronoun), !token.classes.contains(.determiner) { break }
      if token.ending == .ed, index - start >= 2, !token.classes.contains(.role) { break }
      index += 1
    }
    index = min(index, end)
    guard index - start > 1 || tokens[start].classes.contains(.role) else { return nil }
    return SpeakerWords(tokens: start..<index, form: .description)
  }
}
