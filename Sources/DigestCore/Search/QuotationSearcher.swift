/// Finds quotations by their words and their speakers together.

/// A quotation that a query found.
public struct QuotationHit: Sendable, Equatable {
  /// Its index in `Digest.quotations`.
  public var quotation: Int
  /// Greater is better.
  public var score: Int
  /// The letters matched in its words, in order.
  public var marks: [Passage]
  /// The letters matched in the speaker's name as shown (`Quotation.shownSpeaker`): ranges of its UTF-8.
  public var speakerMarks: [Range<Int>]

  public init(quotation: Int, score: Int, marks: [Passage] = [], speakerMarks: [Range<Int>] = []) {
    self.quotation = quotation
    self.score = score
    self.marks = marks
    self.speakerMarks = speakerMarks
  }
}

extension Quotation {
  /// The speaker's name as lists show it: resolved, else as written; nil where unknown.
  public var shownSpeaker: String? { speakerResolved ?? speaker }

  /// The same as what is shown to people: `probably NAME` where the speaker is not certain.
  public var attributedSpeaker: String? { shownSpeaker.map { confidence == .probable ? "probably \($0)" : $0 } }
}

/// Searches an article's quotations. Each term is matched for itself, in any order, in the words or in the speaker's name,
/// wherever it fits better.
public struct QuotationSearcher: Sendable {
  private let article: Article
  private let quotations: [Quotation]

  public init(_ article: Article, _ digest: Digest) {
    self.article = article
    quotations = digest.quotations
  }

  /// All that fit, the best first and equals in the article's order; without a term all, in the article's order.
  public func search(_ query: Query) -> [QuotationHit] {
    Self.ranked(hits(query, in: quotations.indices))
  }

  /// Those of a range that fit, in the article's order, so that the caller can search in pieces and rank at the end.
  public func hits(_ query: Query, in range: Range<Int>) -> [QuotationHit] {
    let tests = query.terms.compactMap(TermTest.init)
    var target = Target(article)
    var found: [QuotationHit] = []
    for index in range {
      target.look(at: quotations[index])
      var hit = QuotationHit(quotation: index, score: 0)
      guard tests.allSatisfy({ $0.apply(to: &target, &hit) }) else { continue }
      hit.marks = QuotationHit.merged(hit.marks)
      found.append(hit)
    }
    return found
  }

  /// The best first, equals in the article's order.
  public static func ranked(_ hits: [QuotationHit]) -> [QuotationHit] {
    hits.sorted { ($1.score, $0.quotation) < ($0.score, $1.quotation) }
  }
}

/// A quotation as the terms see it, folded when first asked for. Goes from one quotation to the next and keeps its room.
private struct Target {
  private let article: Article
  private(set) var quotation = Quotation(parts: [], kind: .direct)
  /// Folded without case, and with it.
  private var words = [FoldedText(), FoldedText(keepsCase: true)]
  private var speaker = [FoldedText(), FoldedText(keepsCase: true)]
  private var hasWords = [false, false]
  private var hasSpeaker = [false, false]

  init(_ article: Article) {
    self.article = article
  }

  mutating func look(at quotation: Quotation) {
    self.quotation = quotation
    hasWords = [false, false]
    hasSpeaker = [false, false]
  }

  mutating func words(keepsCase: Bool) -> FoldedText {
    let row = keepsCase ? 1 : 0
    if !hasWords[row] {
      hasWords[row] = true
      words[row].clear()
      for (index, part) in quotation.parts.enumerated() {
        if index > 0 { [0x0A].withUnsafeBufferPointer { words[row].append($0) } }
        article.utf8[article.bytes(of: part)].withUnsafeBufferPointer { words[row].append($0) }
      }
    }
    return words[row]
  }

  mutating func speaker(keepsCase: Bool) -> FoldedText {
    let row = keepsCase ? 1 : 0
    if !hasSpeaker[row] {
      hasSpeaker[row] = true
      speaker[row].clear()
      var name = quotation.shownSpeaker ?? ""
      name.withUTF8 { speaker[row].append($0) }
    }
    return speaker[row]
  }

  /// The passages of a stretch of the joined words.
  func passages(_ range: Range<Int>) -> [Passage] {
    var start = 0
    var found: [Passage] = []
    for part in quotation.parts {
      let inPart = range.clamped(to: start..<start + part.range.count)
      if !inPart.isEmpty {
        let low = part.range.lowerBound - start
        found.append(Passage(block: part.block, range: inPart.lowerBound + low..<inPart.upperBound + low))
      }
      start += part.range.count + 1
    }
    return found
  }
}

/// One term, ready to be tried on many quotations.
private enum TermTest {
  case wanted(any Matcher)
  case excluded(LiteralMatcher)
  case speaker([LiteralMatcher], unnamed: Bool)

  init?(_ term: Query.Term) {
    switch term {
    case .fuzzy(let word):
      guard let matcher = FuzzyMatcher(word) else { return nil }
      self = .wanted(matcher)
    case .exact(let words):
      guard let matcher = LiteralMatcher(words) else { return nil }
      self = .wanted(matcher)
    case .excluded(let words):
      guard let matcher = LiteralMatcher(words) else { return nil }
      self = .excluded(matcher)
    case .speaker(let name):
      self = .speaker(
        name.split(whereSeparator: \.isWhitespace).compactMap { LiteralMatcher(String($0)) }, unnamed: name.lowercased() == "unnamed")
    }
  }

  /// Whether the quotation passes; what it matched goes into the hit.
  func apply(to target: inout Target, _ hit: inout QuotationHit) -> Bool {
    switch self {
    case .wanted(let matcher):
      let words = target.words(keepsCase: matcher.keepsCase)
      let speaker = target.speaker(keepsCase: matcher.keepsCase)
      let inWords = matcher.match(in: words)
      let inSpeaker = matcher.match(in: speaker)
      if let inSpeaker, inSpeaker.score >= inWords?.score ?? 0 {
        hit.score += inSpeaker.score
        hit.speakerMarks = QuotationHit.merged(hit.speakerMarks + inSpeaker.ranges.map { speaker.source(of: $0) })
        return true
      }
      guard let inWords else { return false }
      hit.score += inWords.score
      hit.marks += inWords.ranges.flatMap { target.passages(words.source(of: $0)) }
      return true
    case .excluded(let matcher):
      return matcher.match(in: target.words(keepsCase: matcher.keepsCase)) == nil
        && matcher.match(in: target.speaker(keepsCase: matcher.keepsCase)) == nil
    case .speaker(let matchers, let unnamed):
      guard target.quotation.shownSpeaker != nil else { return unnamed || matchers.isEmpty }
      let written = FoldedText(target.quotation.speaker ?? "")
      for matcher in matchers {
        let shown = target.speaker(keepsCase: matcher.keepsCase)
        if let found = matcher.match(in: shown) {
          hit.speakerMarks = QuotationHit.merged(hit.speakerMarks + found.ranges.map { shown.source(of: $0) })
        } else if matcher.keepsCase || matcher.match(in: written) == nil {
          return false
        }
      }
      return true
    }
  }
}

extension QuotationHit {
  /// In order, overlapping and touching ones made one.
  fileprivate static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  fileprivate static func merged(_ passages: [Passage]) -> [Passage] {
    var merged: [Passage] = []
    for passage in passages.sorted() {
      if let last = merged.last, last.block == passage.block, passage.range.lowerBound <= last.range.upperBound {
        merged[merged.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, passage.range.upperBound)
      } else {
        merged.append(passage)
      }
    }
    return merged
  }
}

/// Keeps quotations of a speaker, and those that have words in them: for the command line, which wants words and not a ranking.
public struct QuotationFilter: Sendable {
  private let speaker: TermTest?
  private let wanted: [LiteralMatcher]
  private let excluded: [LiteralMatcher]

  /// - Parameters:
  ///   - speaker: words that the speaker's name, resolved or as written, holds; nil keeps all.
  ///   - about: words that must be in the quotation, each for itself, and words that must not; nil keeps all.
  public init(speaker: String?, about: Query?) {
    self.speaker = speaker.flatMap { TermTest(.speaker($0)) }
    var wanted: [LiteralMatcher] = []
    var excluded: [LiteralMatcher] = []
    for term in about?.terms ?? [] {
      switch term {
      case .fuzzy(let words), .exact(let words), .speaker(let words): wanted += LiteralMatcher(words).map { [$0] } ?? []
      case .excluded(let words): excluded += LiteralMatcher(words).map { [$0] } ?? []
      }
    }
    self.wanted = wanted
    self.excluded = excluded
  }

  public func keeps(_ quotation: Quotation, of article: Article) -> Bool {
    var target = Target(article)
    target.look(at: quotation)
    var hit = QuotationHit(quotation: 0, score: 0)
    if let speaker, !speaker.apply(to: &target, &hit) { return false }
    return wanted.allSatisfy { $0.match(in: target.words(keepsCase: $0.keepsCase)) != nil }
      && excluded.allSatisfy { $0.match(in: target.words(keepsCase: $0.keepsCase)) == nil }
  }
}
