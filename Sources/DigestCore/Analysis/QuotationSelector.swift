/// Which stretches between marks are quotations: scare quotes, names and titles of works are none.

struct QuotationSelector {
  struct Judgement {
    var kind: Quotation.Kind
    var isKept: Bool
  }

  /// - Parameters:
  ///   - place: the quotation's index among the paragraph's tokens.
  ///   - words: the tokens of the paragraph's quoted words, of all its quotations.
  ///   - previous: the kind of the quotation that this one goes on with in the same sentence.
  func judge(
    _ piece: QuotedPiece, at place: Int, in tokens: [Token], words: [Token], _ text: UnsafeBufferPointer<UInt8>, hasSpeaker: Bool,
    previous: Quotation.Kind?
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
    if previous == .direct, count >= 2 || isFinished { kind = .direct }
    return Judgement(kind: kind, isKept: keeps(piece, kind, count, inside, before, after, tokens, place, hasSpeaker))
  }

  private func keeps(
    _ piece: QuotedPiece, _ kind: Quotation.Kind, _ count: Int, _ inside: ArraySlice<Token>, _ before: Token?, _ after: Token?,
    _ tokens: [Token], _ place: Int, _ hasSpeaker: Bool
  ) -> Bool {
    if !piece.isClosed { return true }
    for distance in 1...2 where place - distance >= 0 && tokens[place - distance].kind == .word {
      if kind == .fragment, tokens[place - distance].classes.contains(.naming), !hasSpeaker { return false }
    }
    if kind == .direct { return true }
    if hasSpeaker { return true }
    let long = inside.filter { $0.kind == .word && $0.end - $0.start > 3 }
    if count >= 2, !long.isEmpty, long.allSatisfy({ $0.isCapital }) { return false }
    return count > 3
  }

  /// The tokens that stand in a range, by binary search.
  private static func tokens(_ tokens: [Token], within range: Range<Int>) -> ArraySlice<Token> {
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
