/// The stretches of a sentence that could be its headline: whole phrases and clauses, two to ten words.

/// A stretch of a sentence's words.
struct HeadlineSpan {
  /// How the stretch begins.
  enum Start {
    /// The subject of a clause, its article left out.
    case clause
    /// A phrase after a preposition, an article or a verb.
    case phrase
    /// A verb after to, can or will, or a gerund.
    case verb
  }

  var words: Range<Int>
  var start: Start
  /// Whether a finite verb stands in it.
  var hasVerb: Bool
  /// Whether a mark or the sentence's end follows it.
  var endsAtMark: Bool
  /// Whether a lone noun stands before its first preposition.
  var isLoose: Bool
  /// Whether it names somebody or something and says nothing of them.
  var isBareName: Bool
  /// Whether it says whose a thing is without saying who that is.
  var hasOpenPossessive: Bool
}

enum HeadlineSpans {
  static let longest = 10

  /// All stretches that begin and end where a phrase does. At most nine from each word. O(n).
  static func spans(of words: [HeadlineWord]) -> [HeadlineSpan] {
    var spans: [HeadlineSpan] = []
    for first in words.indices {
      guard words[first].wordClass.isContent, words[first].elided.subtracting(.determiner).isEmpty, let start = start(words, at: first)
      else { continue }
      extend(words, from: first, start, to: &spans)
    }
    return spans
  }

  private static func start(_ words: [HeadlineWord], at first: Int) -> HeadlineSpan.Start? {
    let word = words[first]
    if word.isOrdinal { return nil }
    // What is left of a sentence beside its quotation: dice Rufino Sanz.
    if first > 0, word.breaksBefore, word.wordClass.contains(.saying) { return nil }
    if word.breaksBefore { return beginsClause(words, at: first) ? .clause : .phrase }
    let before = words[first - 1]
    let kind = before.wordClass
    if kind.contains(.unusable) || first > 1 && before.breaksBefore && kind.contains(.saying) { return nil }
    if kind.contains(.determiner) {
      // Whose year, in "this year's"? The article cannot be left out.
      if word.isPossessive { return nil }
      let opens = before.breaksBefore && beginsClause(words, at: first - 1) || opensClause(words, at: first - 2)
      return opens ? .clause : .phrase
    }
    if opensClause(words, at: first - 1) { return .clause }
    if kind.contains(.modal) { return .verb }
    if kind.contains(.preposition) || kind.contains(.binding) { return word.wordClass.contains(.gerund) ? .verb : .phrase }
    if kind.contains(.verb), kind.isContent { return .phrase }
    return nil
  }

  /// Whether a clause begins at a word that a mark or nothing stands before: the sentence's first, or the first after an
  /// opening phrase and its comma.
  private static func beginsClause(_ words: [HeadlineWord], at index: Int) -> Bool {
    if index == 0 { return true }
    let opening = words[0].wordClass
    guard !opening.isDisjoint(with: [.preposition, .conjunction, .adverb, .gerund, .modal]), index <= 14 else { return false }
    return !words[1..<index].contains { $0.breaksBefore }
  }

  /// Whether a word opens a clause after a verb of saying: said that.
  private static func opensClause(_ words: [HeadlineWord], at index: Int) -> Bool {
    guard index > 0, words[index].wordClass.isSuperset(of: [.conjunction, .personal]) else { return false }
    return words[index - 1].wordClass.contains(.saying)
  }

  private static func extend(_ words: [HeadlineWord], from first: Int, _ start: HeadlineSpan.Start, to spans: inout [HeadlineSpan]) {
    var hasVerb = false
    var isOpen = false
    for last in first..<min(words.count, first + longest) {
      let word = words[last]
      let kind = word.wordClass
      if last > first, word.breaksBefore || !word.elided.isDisjoint(with: [.personal, .conjunction]) { return }
      if !kind.isDisjoint(with: [.unusable, .personal]) || kind.contains(.conjunction) && !kind.contains(.coordinator) { return }
      let isVerb = last > first && (kind.contains(.verb) || kind.contains(.verbEnding) && words[last - 1].wordClass.isContent)
      if isVerb || kind.contains(.auxiliary) {
        if start == .phrase || start == .verb && kind.contains(.auxiliary) || words[max(first, last - 1)].wordClass.contains(.coordinator) {
          return
        }
        hasVerb = true
      }
      if kind.contains(.possessive),
        start != .clause || !words[first..<last].contains(where: { $0.wordClass.isContent }) || kind.contains(.speaker)
      {
        isOpen = true
      }
      let isGerundOfVerb = kind.contains(.gerund) && last > first && !words[last - 1].wordClass.isDisjoint(with: [.verb, .verbEnding])
      let isOpenVerb = isGerundOfVerb || isVerb || kind.contains(.verb) || last > first && words[last - 1].wordClass.contains(.auxiliary)
      guard last > first, kind.isContent, let atMark = end(words, after: last, isVerb: isOpenVerb, hasVerb: hasVerb) else { continue }
      spans.append(
        HeadlineSpan(
          words: first..<last + 1, start: start, hasVerb: hasVerb, endsAtMark: atMark, isLoose: isLoose(words, first, start),
          isBareName: !hasVerb && isName(words[first...last]), hasOpenPossessive: isOpen))
    }
  }

  /// Whether all that carries content is capitalised, up to three words.
  private static func isName(_ words: ArraySlice<HeadlineWord>) -> Bool {
    let content = words.filter(\.wordClass.isContent)
    return content.count <= 3 && content.allSatisfy(\.isCapitalized)
  }

  private static func isLoose(_ words: [HeadlineWord], _ first: Int, _ start: HeadlineSpan.Start) -> Bool {
    start == .phrase && words[first + 1].wordClass.contains(.preposition) && !words[first + 1].wordClass.contains(.binding)
  }

  /// Whether a phrase can end with a word: at a mark (true), or before a word that begins another phrase (false).
  private static func end(_ words: [HeadlineWord], after last: Int, isVerb: Bool, hasVerb: Bool) -> Bool? {
    if last + 1 == words.count { return true }
    // A verb may go on with what it does, also after a comma: will finance, build and run.
    if isVerb { return nil }
    if words[last].breaksAfter { return true }
    let next = words[last + 1].wordClass.union(words[last + 1].elided)
    // A second subject before its auxiliary: said the wall would.
    // And a clause that says which: went to an address that.
    if hasVerb, next.contains(.auxiliary) || next.contains(.conjunction) && !next.contains(.coordinator) { return nil }
    if words[last].isPossessive || next.contains(.binding)
      || words[last].wordClass.contains(.gerund) && next.contains(.preposition)
    {
      return nil
    }
    return next.isDisjoint(with: [.preposition, .conjunction, .auxiliary, .coordinator]) ? nil : false
  }
}
