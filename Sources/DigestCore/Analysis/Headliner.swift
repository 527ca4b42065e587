/// A headline of the section's own words, marked as generated.

/// Makes headlines.
///
/// A headline is a stretch of one sentence that begins and ends where a phrase does, chosen by how much of what the
/// section speaks of it holds, after the way of Dorr, Zajic and Schwartz (2003) of trimming a leading sentence: articles
/// and what stands before the clause are left out, and what hangs on its end.
struct Headliner {
  private let lexicon: Lexicon

  init(lexicon: Lexicon) { self.lexicon = lexicon }

  /// A headline for each span: the source's own where it has one, else one made of the section's words. No two generated
  /// ones are the same as long as the text allows. O(n).
  func headlines(of article: Article, spans: [SectionSpan], summaries: [[Passage]]) -> [Headline] {
    var writer: HeadlineWriter?
    var used: Set<String> = []
    return spans.indices.map { index in
      if let block = spans[index].headlineBlock {
        let text = article.text(ofBlock: block)
        used.insert(text.lowercased())
        return Headline(text: text, origin: article.blocks[block].isCorrected ? .reader : .source)
      }
      if writer == nil { writer = HeadlineWriter(lexicon: lexicon) }
      let text = writer?.headline(of: article, spans, at: index, summary: summaries[index], unlike: used) ?? ""
      used.insert(text.lowercased())
      return Headline(text: text, origin: .generated)
    }
  }
}

/// Writes one headline after the other.
struct HeadlineWriter {
  /// So many bytes of a section are looked at.
  private static let reach = 6 * 1024

  private let reader: HeadlineWordReader
  private let segmenter: Segmenter
  private let clauses: ClauseReader
  private var table: TermTable

  init(lexicon: Lexicon) {
    reader = lexicon.once("classes of headline words") { HeadlineWordReader(lexicon: $0) }
    segmenter = Segmenter(lexicon: lexicon)
    clauses = lexicon.once("clauses") { ClauseReader(lexicon: $0) }
    table = TermTable(lexicon: lexicon)
  }

  /// The best headline of a section that is not among those used.
  ///
  /// The opening of an article without a title is headed by what the whole article speaks of, in the opening's words.
  mutating func headline(
    of article: Article, _ spans: [SectionSpan], at index: Int, summary: [Passage], unlike used: Set<String>
  ) -> String {
    article.utf8.withUnsafeBufferPointer { text in
      table.removeAll()
      let ranges = sentences(of: article, spans[index].blocks, text)
      let chosen = summary.map { article.bytes(of: $0) }
      let title = self.title(of: article, text)
      let isTitle = index == 0 && title.isEmpty && spans.count > 1
      let rest = isTitle ? sentences(of: article, spans[index].blocks.upperBound..<article.blocks.count, text) : []
      var candidates =
        CharacterKind.areUnspaced(text, ranges)
        ? unspaced(text, ranges, title: title) : spaced(text, ranges, rest: rest, title: title, chosen: Set(chosen))
      candidates.sort { ($1.score, $0.range.lowerBound) < ($0.score, $1.range.lowerBound) }
      for candidate in candidates {
        let headline = Self.capitalized(text, candidate.range)
        if !used.contains(headline.lowercased()) { return headline }
      }
      return ranges.first.map { trimmed(text, $0) } ?? ""
    }
  }

  /// The sentences at the section's beginning: of its prose, else of whatever it has.
  private func sentences(of article: Article, _ span: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var blocks = span.filter { article.blocks[$0].role.isProse }
    if blocks.isEmpty { blocks = span.filter { article.blocks[$0].role != .promo } }
    if blocks.isEmpty { blocks = Array(span) }
    var ranges: [Range<Int>] = []
    var size = 0
    for block in blocks where size < Self.reach {
      let bytes = article.blocks[block].bytes
      var end = min(bytes.upperBound, bytes.lowerBound + Self.reach)
      while end < bytes.upperBound, text[end] & 0xC0 == 0x80 { end += 1 }
      segmenter.sentences(in: text, bytes.lowerBound..<end, to: &ranges)
      size += bytes.count
    }
    return ranges
  }

  /// The terms of the article's title.
  private mutating func title(of article: Article, _ text: UnsafeBufferPointer<UInt8>) -> Set<Int32> {
    var terms: Set<Int32> = []
    for block in article.blocks.prefix(64) where block.role == .title {
      segmenter.eachWord(in: text, block.bytes) { word in
        if let term = table.count(text, word) { terms.insert(term) }
      }
    }
    return terms
  }

  private struct Candidate {
    var range: Range<Int>
    var score: Double
  }

  private mutating func spaced(
    _ text: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>], rest: [Range<Int>], title: Set<Int32>, chosen: Set<Range<Int>>
  )
    -> [Candidate]
  {
    var sentences: [[HeadlineWord]] = []
    for range in ranges + rest { sentences.append(reader.words(text, range, &table)) }
    let worth = TermWorth(sentences, counts: table.counts, title: title, text)
    var candidates: [Candidate] = []
    for (order, words) in sentences.prefix(ranges.count).enumerated() {
      for span in HeadlineSpans.spans(of: words) {
        let part = words[span.words]
        guard let score = worth.score(of: part.compactMap(\.term)) else { continue }
        candidates.append(
          Candidate(
            range: words[span.words.lowerBound].range.lowerBound..<words[span.words.upperBound - 1].range.upperBound,
            score: score + Self.form(of: span) + Self.place(order, isChosen: chosen.contains(ranges[order]))))
      }
    }
    return candidates
  }

  /// What a stretch's form is worth beside its words.
  private static func form(of span: HeadlineSpan) -> Double {
    var score = span.endsAtMark ? 0.1 : 0
    switch span.start {
    case .clause: score += span.hasVerb ? 0.5 : 0.05
    case .verb: score -= 0.05
    case .phrase: break
    }
    if span.isBareName { score -= 0.2 }
    if span.hasOpenPossessive || span.isLoose { score -= 0.25 }
    if span.words.count < 4 { score -= span.words.count < 3 ? 0.25 : 0.1 }
    return score - 0.03 * Double(max(0, span.words.count - 7))
  }

  private static func place(_ order: Int, isChosen: Bool) -> Double {
    0.4 / (1 + Double(order) / 2.5) + (isChosen ? 0.05 : 0)
  }

  /// Clauses between marks, for scripts that put no space between words.
  private mutating func unspaced(_ text: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>], title: Set<Int32>) -> [Candidate] {
    var found: [(range: Range<Int>, words: [HeadlineWord], order: Int)] = []
    for (order, range) in ranges.enumerated() {
      for clause in clauses.clauses(text, range) {
        var words: [HeadlineWord] = []
        segmenter.eachWord(in: text, clause) { words.append(HeadlineWord(range: $0, wordClass: [], term: table.count(text, $0))) }
        found.append((clause, words, order))
      }
    }
    let worth = TermWorth(found.map(\.words), counts: table.counts, title: title, text)
    return found.compactMap { clause in
      guard clauses.isHeadline(text, clause.range), let score = worth.score(of: clause.words.compactMap(\.term)) else { return nil }
      return Candidate(range: clause.range, score: score + Self.place(clause.order, isChosen: false))
    }
  }

  /// The beginning of a sentence, for sections in which no phrase can be told: up to a mark or eight words, without
  /// function words at its ends.
  private mutating func trimmed(_ text: UnsafeBufferPointer<UInt8>, _ sentence: Range<Int>) -> String {
    let words = reader.words(text, sentence, &table)
    var first = 0
    while first + 2 < words.count, !words[first].wordClass.isContent { first += 1 }
    guard first < words.count else { return clauses.start(text, sentence) }
    var last = first
    while last + 1 < words.count, last + 1 < first + 8, !words[last].breaksAfter || last == first { last += 1 }
    while last > first + 1, !words[last].wordClass.isContent { last -= 1 }
    let range = words[first].range.lowerBound..<words[last].range.upperBound
    if range.count > 120 { return clauses.start(text, range) }
    return Self.capitalized(text, range)
  }

  /// The text with white space folded and a capital at its start, except names such as iPhone.
  private static func capitalized(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    var bytes = Array(text[range])
    for index in bytes.indices where bytes[index] &- 0x09 < 5 { bytes[index] = 0x20 }
    // Plain letters need no tables: most headlines begin with them.
    if bytes[0] < 0x80 {
      let word = bytes.prefix { $0 != 0x20 }
      let isPlain = word.allSatisfy { $0 < 0x80 }
      if isPlain {
        if bytes[0] &- 0x61 < 26, !word.contains(where: { $0 &- 0x41 < 26 }) { bytes[0] -= 0x20 }
        return String(decoding: bytes, as: UTF8.self)
      }
    }
    let headline = String(decoding: bytes, as: UTF8.self)
    let word = headline.prefix { $0 != " " }
    guard let first = word.first, first.isLowercase, !word.dropFirst().contains(where: \.isUppercase) else { return headline }
    return first.uppercased() + headline.dropFirst()
  }
}
