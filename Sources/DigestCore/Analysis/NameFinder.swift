/// Names in a paragraph's tokens: runs of capitalised words, less what only begins a sentence.

struct NameFinder {
  /// The longest run that is still a name, in words.
  private static let longest = 7

  /// The names among tokens, in order, each given to its person.
  static func mentions(in tokens: [Token], _ cast: inout Cast, into mentions: inout [NameMention]) {
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      guard token.kind == .word, token.isCapital, !token.classes.contains(.day) else {
        if token.kind == .word, !token.isCapital { cast.noteSmall(token.hash) }
        index += 1
        continue
      }
      let end = runEnd(tokens, index)
      if let mention = mention(tokens, index..<end, &cast) {
        mentions.append(mention)
        noteRoles(tokens, mention, index, &cast)
      }
      index = end
    }
  }

  /// The end of the run of capitalised words that begins at a token: particles between two of them are in it.
  static func runEnd(_ tokens: [Token], _ start: Int) -> Int {
    var index = start + 1
    while index < tokens.count, !tokens[index - 1].isPossessive {
      let token = tokens[index]
      guard token.start - tokens[index - 1].end <= 2, token.kind == .word else { break }
      if token.isCapital, !token.classes.contains(.day), !token.beginsSentence, !isFunctionWord(token) {
        index += 1
      } else if token.classes.contains(.particle), !token.isCapital, index + 1 < tokens.count, tokens[index + 1].isCapital,
        tokens[index + 1].start - token.end <= 1
      {
        index += 2
      } else if token.classes.contains(.particle), index + 2 < tokens.count, tokens[index + 1].classes.contains(.particle),
        tokens[index + 2].isCapital
      {
        index += 3
      } else {
        break
      }
    }
    return index
  }

  /// She after an initial's stop: a word that is in no name.
  private static func isFunctionWord(_ token: Token) -> Bool {
    token.classes.contains(.common) && token.classes.isDisjoint(with: [.givenName, .title, .particle, .organisation])
      && !token.isAllCapitals
  }

  /// The name in a run: without common words at its front, and without the roles before it.
  static func trim(_ tokens: [Token], _ run: Range<Int>) -> (name: Range<Int>, titled: Range<Int>)? {
    var start = run.lowerBound
    let end = run.upperBound
    while start < end, tokens[start].classes.contains(.common), !tokens[start].classes.contains(.title) || tokens[start].beginsSentence,
      tokens[start].classes.isDisjoint(with: .givenName) || start == run.lowerBound && end - start == 1
    {
      start += 1
    }
    guard start < end else { return nil }
    var name = start
    for index in start..<end where tokens[index].classes.contains(.title) || tokens[index].classes.contains(.role) {
      if index == start || tokens[start].classes.isDisjoint(with: .givenName) { name = index + 1 }
    }
    if name >= end {
      // Stephen King is a name, Prime Minister none.
      return nil
    }
    let titled = name > start && tokens[name - 1].classes.contains(.title) ? name - 1 : name
    return (name..<end, titled..<end)
  }

  static func mention(_ tokens: [Token], _ run: Range<Int>, _ cast: inout Cast, isSpeaker: Bool = false) -> NameMention? {
    var run = run
    // Absent Sanders, …: a word that the text also writes small is no part of the name.
    if run.count > 1, tokens[run.lowerBound].beginsSentence, tokens[run.lowerBound].classes.isDisjoint(with: [.givenName, .title, .role]),
      cast.isKnownSmall(tokens[run.lowerBound].hash)
    {
      run = run.lowerBound + 1..<run.upperBound
    }
    guard let (name, titled) = trim(tokens, run), name.count <= longest else { return nil }
    // A line in capitals is no name.
    if name.count > 3, tokens[name].allSatisfy({ $0.isAllCapitals }) { return nil }
    let first = tokens[name.lowerBound]
    let last = tokens[name.upperBound - 1]
    let hasTitle = titled != name
    if name.count == 1, !hasTitle, !isSpeaker {
      if cast.nounsAreCapital, !cast.knows(first.hash), first.classes.isDisjoint(with: .givenName) { return nil }
      if first.classes.contains(.common) || first.end - first.start < 2 { return nil }
      if first.beginsSentence, !cast.knows(first.hash), first.classes.isDisjoint(with: .givenName),
        cast.isKnownSmall(first.hash) || !isSubject(tokens, name)
      {
        return nil
      }
    }
    var gender = Gender.unknown
    if hasTitle {
      let title = tokens[titled.lowerBound].classes
      gender = title.contains(.maleTitle) ? .male : title.contains(.femaleTitle) ? .female : .unknown
    }
    let isBody =
      (name.lowerBound..<name.upperBound).contains { tokens[$0].classes.contains(.organisation) } || first.isAllCapitals && name.count == 1
    if isBody, !hasTitle, !isSpeaker || first.classes.isDisjoint(with: .givenName) { gender = .body }
    let bytes = (name.count == 1 && hasTitle ? titled : name)
    let person = cast.person(
      first: first.hash, last: last.hash, words: name.count, name: tokens[bytes.lowerBound].start..<last.end, gender: gender,
      hasTitle: hasTitle,
      isPerson: hasTitle || !first.classes.isDisjoint(with: .givenName) || isSpeaker)
    return NameMention(tokens: name, titled: titled, person: person)
  }

  /// Whether a verb of saying follows a name at a sentence's start.
  private static func isSubject(_ tokens: [Token], _ name: Range<Int>) -> Bool {
    if tokens[name.upperBound - 1].isPossessive { return true }
    guard name.upperBound < tokens.count else { return false }
    let next = tokens[name.upperBound]
    return next.kind == .word && !next.isCapital && !next.classes.isDisjoint(with: [.cue, .weakCue, .adverb])
  }

  /// Minister Lei; Lei, the minister: roles beside a name are its person's.
  private static func noteRoles(_ tokens: [Token], _ mention: NameMention, _ runStart: Int, _ cast: inout Cast) {
    var index = mention.tokens.lowerBound - 1
    while index >= 0, mention.tokens.lowerBound - index <= 4, tokens[index].kind == .word {
      if tokens[index].classes.contains(.role) { give(tokens[index], mention.person, &cast) }
      if tokens[index].classes.contains(.determiner) || tokens[index].isPossessive { break }
      index -= 1
    }
    index = mention.tokens.upperBound
    let before = mention.titled.lowerBound - 1
    let isThing = before >= 0 && tokens[before].classes.contains(.determiner)
    noteApposition(tokens, mention, &cast)
    guard index + 1 < tokens.count, tokens[index].kind == .comma, !isThing, cast.persons[mention.person].gender != .body else { return }
    for next in index + 1..<min(index + 8, tokens.count) {
      guard tokens[next].kind == .word, tokens[next].classes.isDisjoint(with: [.preposition, .relative, .cue]) else { break }
      if tokens[next].classes.contains(.role) { give(tokens[next], mention.person, &cast) }
    }
  }

  /// the minister of health, Claire Morel, …: the role before a name between commas is its person's.
  private static func noteApposition(_ tokens: [Token], _ mention: NameMention, _ cast: inout Cast) {
    var index = mention.titled.lowerBound - 2
    let end = mention.tokens.upperBound
    guard index >= 0, tokens[index + 1].kind == .comma, cast.persons[mention.person].gender != .body,
      end >= tokens.count || [.comma, .stop, .quotation, .colon].contains(tokens[end].kind)
    else { return }
    let limit = max(0, index - 7)
    while index >= limit, tokens[index].kind == .word, tokens[index].classes.isDisjoint(with: [.relative, .cue]) {
      if tokens[index].classes.contains(.role) {
        if index == 0 || tokens[index - 1].classes.contains(.definite) { give(tokens[index], mention.person, &cast) }
        return
      }
      index -= 1
    }
  }

  private static func give(_ role: Token, _ person: Int, _ cast: inout Cast) {
    cast.setRole(role.hash, of: person)
    cast.markPerson(person)
  }
}
