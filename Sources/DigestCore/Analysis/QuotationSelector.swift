/// Which stretches between marks are quotations: scare quotes, names and titles of works are none.

struct QuotationSelector {
  struct Judgement {
    var kind: Quotation.Kind
    var isKept: Bool
  }

  /// - Parameters:
  ///   - place: the quotation's index among the paragraph's tokens.
  ///   - words: the tokens of the paragraph's quoted words, of all its quotations.
  ///   - isNamed: whether its speaker is somebody whom the text names.
  ///   - previous: the kind of the quotation that this one goes on with in the same sentence.
  func judge(
    _ piece: QuotedPiece, at place: Int, in tokens: [Token], words: [Token], _ text: UnsafeBufferPointer<UInt8>, hasSpeaker: Bool,
    isNamed: Bool, previous: Quotation.Kind?
  ) -> Judgement {
    let inside = Self.tokens(words, within: piece.inner)
    let count = inside.count { $0.kind == .word || $0.kind == .number }
    let ending = tokens[place].ending
    let before = place > 0 ? tokens[place - 1] : nil
    let after = place + 1 < tokens.count ? tokens[place + 1] : nil
    let isCapital =
      inside.first { $0.kind == .word || $0.kind == .number }.map { $0.isCapital || $0.kind == .number || text[$0.start] >= 0xD7 } ?? false
    let isIntroduced =
      before == nil || before?.kind == .colon || before?.kind == .comma || before?.kind == .stop || before?.kind == .quotation
    let isFinished = ending == .fullStop || ending == .call || ending == .comma || after?.kind == .comma || !piece.isClosed
    var kind = Quotation.Kind.fragment
    if isIntroduced, isCapital, isFinished || count >= 6 { kind = .direct }
    if isCapital, isFinished, count >= 6 { kind = .direct }
    if previous == .direct, isIntroduced, count >= 2 || isFinished { kind = .direct }
    return Judgement(kind: kind, isKept: keeps(piece, kind, count, inside, before, after, tokens, place, hasSpeaker, isNamed))
  }

  private func keeps(
    _ piece: QuotedPiece, _ kind: Quotation.Kind, _ count: Int, _ inside: ArraySlice<Token>, _ before: Token?, _ after: Token?,
    _ tokens: [Token], _ place: Int, _ hasSpeaker: Bool, _ isNamed: Bool
  ) -> Bool {
    if !piece.isClosed { return true }
    if let before, before.classes.contains(.naming), kind == .fragment, count <= 8 { return false }
    if !hasSpeaker, isAttributive(kind, count, inside, before, after, tokens, place) { return false }
    if before?.kind == .comma, place > 1, tokens[place - 2].classes.contains(.naming), isTitle(count, inside) { return false }
    if count <= 8, !isNamed, isInscription(place, tokens) { return false }
    if before?.kind == .word, isTitle(count, inside), !isBesideCue(place, tokens, before, after) { return false }
    if kind == .direct || hasSpeaker { return true }
    // A word or two is a quotation where its sentence tells of saying.
    return count > 3 || isInReport(place, tokens)
  }

  /// a federal “supermax” prison: a word or two of small letters between a noun and what stands before it.
  private func isAttributive(
    _ kind: Quotation.Kind, _ count: Int, _ inside: ArraySlice<Token>, _ before: Token?, _ after: Token?, _ tokens: [Token], _ place: Int
  ) -> Bool {
    guard kind == .fragment, count <= 2, let before, let after, before.kind == .word, after.kind == .word, !after.isCapital else {
      return false
    }
    guard tokens[place].ending == .other, inside.allSatisfy({ !$0.isCapital }) else { return false }
    return after.classes.isDisjoint(with: [.preposition, .conjunction, .common, .adverb, .cue, .relative, .determiner, .pronoun])
  }

  /// On the door hung a sign “…”: a thing that bears words stands before it, and nobody who speaks between.
  private func isInscription(_ place: Int, _ tokens: [Token]) -> Bool {
    var index = place - 1
    while index >= 0, place - index <= 9, tokens[index].kind != .stop, tokens[index].kind != .quotation {
      let token = tokens[index]
      if token.classes.contains(.bearer) { return true }
      if token.isName || !token.classes.isDisjoint(with: [.role, .male, .female]) { return false }
      index -= 1
    }
    return false
  }

  /// Whether the sentence around it holds a verb of saying or another quotation.
  private func isInReport(_ place: Int, _ tokens: [Token]) -> Bool {
    for direction in [-1, 1] {
      var index = place + direction
      while tokens.indices.contains(index), abs(index - place) < 40, tokens[index].kind != .stop {
        if tokens[index].kind == .quotation || !tokens[index].classes.isDisjoint(with: [.cue, .weakCue]) { return true }
        index += direction
      }
    }
    return false
  }

  /// All of its longer words capitals: the name of a work.
  private func isTitle(_ count: Int, _ inside: ArraySlice<Token>) -> Bool {
    let long = inside.filter { $0.kind == .word && ($0.isCapital || !$0.classes.contains(.common) && !$0.classes.contains(.preposition)) }
    return count >= 1 && count <= 12 && !long.isEmpty && long.allSatisfy { $0.isCapital } && inside.first?.isCapital ?? false
      // I, we, you speak.
      && !inside.contains { $0.classes.contains(.speaker) }
  }

  /// Whether a verb of saying stands right beside it; on, the, ABC's before it part it from one.
  private func isBesideCue(_ place: Int, _ tokens: [Token], _ before: Token?, _ after: Token?) -> Bool {
    if let before, before.classes.contains(.preposition) || before.isPossessive || before.classes.contains(.naming) { return false }
    if place > 0, tokens[place - 1].classes.contains(.cue) {
      // a website called “…”: a participle after its noun.
      return place < 2 || tokens[place - 2].isCapital || tokens[place - 2].kind != .word
        || !tokens[place - 2].classes.isDisjoint(with: [.pronoun, .adverb, .role, .relative, .conjunction])
    }
    for index in place + 1..<max(place + 1, min(place + 4, tokens.count)) where tokens[index].classes.contains(.cue) { return true }
    return false
  }

  /// The tokens that stand in a range, by binary search.
  static func tokens(_ tokens: [Token], within range: Range<Int>) -> ArraySlice<Token> {
    func first(_ bound: Int) -> Int {
      var low = 0
      var high = tokens.count
      while low < high {
        let middle = (low + high) / 2
        if tokens[middle].start < bound { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return tokens[first(range.lowerBound)..<first(range.upperBound)]
  }
}
