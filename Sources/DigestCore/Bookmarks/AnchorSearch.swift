/// Finds words again in a changed text: pairs of words vote for places, and the best places are compared.

/// One pass over the text looks each pair of neighbouring words up among the pairs of all that is searched; what comes
/// often is remembered only near the place where it is expected. The few places that get the most votes are compared
/// word by word. Linear in the text, whatever is searched.
struct AnchorSearch {
  private let utf8: [UInt8]

  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
  }

  /// Each part's place; nil where there is none that is clearly the best.
  func find(_ parts: [AnchorPart]) -> [AnchorPlace?] {
    utf8.withUnsafeBufferPointer { text in
      var index = PairIndex(parts)
      index.scan(text)
      return parts.indices.map { number in
        let hits = index.hits(ofPart: number)
        let places = WordForWordMatch.places(of: parts[number], in: text, hits)
        return places.isEmpty
          ? NearestMatch.find(parts[number], in: text, hits) : WordForWordMatch.best(of: places, parts[number], in: text)
      }
    }
  }
}

/// A pair of words of a part, found in the text.
struct PairHit {
  /// The pair's first word in the part: negative in the words before, past the end in those after.
  var token: Int
  /// Where that word stands in the text.
  var place: Int
}

/// The pairs of words of all parts, and where they are in the text.
struct PairIndex {
  /// So many places of a pair are kept before and after the expected one.
  private static let kept = 16
  /// Of a long part so many words at its start and at its end are looked for.
  static let probe = 64

  private struct Entry {
    var part: Int32
    var token: Int32
    var expected: Int32
    var before: Int32 = 0
    var after: Int32 = 0
  }

  private var entries: [Entry] = []
  private var byKey: [UInt64: [Int32]] = [:]
  private var places: [Int32] = []
  /// One bit for each of the keys' last bits: most of the text's pairs are none of ours.
  private var filter = [UInt64](repeating: 0, count: 1 << 12)
  private var searchesSingles = false
  private var entriesOfPart: [Range<Int>] = []

  init(_ parts: [AnchorPart]) {
    for (number, part) in parts.enumerated() {
      let first = entries.count
      let words = part.before + part.tokens.map(\.key) + part.after
      let offset = part.before.count
      for index in words.indices.dropLast() {
        let token = index - offset
        if token >= Self.probe, token < part.tokens.count - Self.probe { continue }
        add(Self.pair(words[index], words[index + 1]), part, number, token)
      }
      if part.tokens.count == 1 {
        searchesSingles = true
        add(Self.single(part.tokens[0].key), part, number, 0)
      }
      entriesOfPart.append(first..<entries.count)
    }
    places = [Int32](repeating: 0, count: entries.count * 2 * Self.kept)
  }

  private mutating func add(_ key: UInt64, _ part: AnchorPart, _ number: Int, _ token: Int) {
    let offset = part.tokens.indices.contains(token) ? part.tokens[token].start : 0
    byKey[key, default: []].append(Int32(entries.count))
    entries.append(Entry(part: Int32(number), token: Int32(token), expected: Int32(clamping: part.expected + offset)))
    filter[Int(key >> 6) & (filter.count - 1)] |= 1 << (key & 63)
  }

  private static func pair(_ a: UInt64, _ b: UInt64) -> UInt64 { mixed(a &* 0x9E37_79B9_7F4A_7C15 ^ b) }
  private static func single(_ a: UInt64) -> UInt64 { mixed(a ^ 0x5bd1_e995) }
  private static func mixed(_ key: UInt64) -> UInt64 {
    let folded = (key ^ key >> 29) &* 0xbf58_476d_1ce4_e5b9
    return folded ^ folded >> 32
  }

  /// Remembers where the pairs stand in a text. O(n).
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    var previous: AnchorToken?
    AnchorToken.each(in: text, 0..<text.count) { token in
      if let previous { look(Self.pair(previous.key, token.key), previous.start) }
      if searchesSingles { look(Self.single(token.key), token.start) }
      previous = token
    }
  }

  @inline(__always)
  private mutating func look(_ key: UInt64, _ place: Int) {
    guard filter[Int(key >> 6) & (filter.count - 1)] & 1 << (key & 63) != 0, let found = byKey[key] else { return }
    for number in found { remember(Int(number), Int32(place)) }
  }

  /// Keeps the last places before the expected one, in a ring, and the first after it.
  private mutating func remember(_ number: Int, _ place: Int32) {
    let kept = Int32(Self.kept)
    let base = number * 2 * Self.kept
    if place <= entries[number].expected {
      places[base + Int(entries[number].before % kept)] = place
      entries[number].before += 1
    } else if entries[number].after < kept {
      places[base + Self.kept + Int(entries[number].after)] = place
      entries[number].after += 1
    }
  }

  /// The places of a part's pairs.
  func hits(ofPart part: Int) -> [PairHit] {
    var hits: [PairHit] = []
    for number in entriesOfPart[part] {
      let entry = entries[number]
      let base = number * 2 * Self.kept
      for index in 0..<min(Int(entry.before), Self.kept) { hits.append(PairHit(token: Int(entry.token), place: Int(places[base + index]))) }
      for index in 0..<Int(entry.after) {
        hits.append(PairHit(token: Int(entry.token), place: Int(places[base + Self.kept + index])))
      }
    }
    return hits
  }
}

/// Places where all words stand as they did, white space folded.
enum WordForWordMatch {
  /// So many words that agree, its own and those around, make a place the one that is meant.
  private static let leastWords = 5

  /// All places of a part's words.
  static func places(of part: AnchorPart, in text: UnsafeBufferPointer<UInt8>, _ hits: [PairHit]) -> Set<Range<Int>> {
    var ranges: Set<Range<Int>> = []
    for hit in hits where part.tokens.indices.contains(hit.token) {
      if let range = range(of: part.exact, offset: part.tokens[hit.token].start, in: text, at: hit.place) { ranges.insert(range) }
    }
    return ranges
  }

  /// The place that the words around tell from the others; nil where nothing tells which is meant.
  static func best(of places: Set<Range<Int>>, _ part: AnchorPart, in text: UnsafeBufferPointer<UInt8>) -> AnchorPlace? {
    let scored = places.map { (range: $0, score: ContextMatch.words(text, $0, of: part)) }
      .sorted { ($1.score, $0.range.lowerBound) < ($0.score, $1.range.lowerBound) }
    guard let best = scored.first else { return nil }
    // A few words stand in many texts: only with words around them they are this place.
    guard best.score + part.tokens.count >= leastWords || part.before.isEmpty && part.after.isEmpty else { return nil }
    if scored.count > 1, scored[1].score >= best.score {
      // Among equals, the one that did not move.
      let unmoved = scored.first { $0.score == best.score && $0.range.lowerBound == part.expected }
      return unmoved.map { AnchorPlace(range: $0.range, isWordForWord: true) }
    }
    return AnchorPlace(range: best.range, isWordForWord: true)
  }

  /// The place whose words agree, white space folded, where one of them stands at a place.
  static func range(of exact: [UInt8], offset: Int, in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Range<Int>? {
    var (i, j) = (offset, place)
    while i > 0 {
      let blanks = (blanksBefore(i, in: exact), blanksBefore(j, in: text))
      if blanks.0 > 0 || blanks.1 > 0 {
        guard blanks.0 > 0, blanks.1 > 0 else { return nil }
        i -= blanks.0
        j -= blanks.1
        continue
      }
      guard j > 0, exact[i - 1] == text[j - 1] else { return nil }
      i -= 1
      j -= 1
    }
    let start = j
    (i, j) = (offset, place)
    while i < exact.count {
      let blanks = (blanksAfter(i, in: exact), blanksAfter(j, in: text))
      if blanks.0 > 0 || blanks.1 > 0 {
        guard blanks.0 > 0, blanks.1 > 0 else { return nil }
        i += blanks.0
        j += blanks.1
        continue
      }
      guard j < text.count, exact[i] == text[j] else { return nil }
      i += 1
      j += 1
    }
    return start..<j
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

  private static func blanksBefore<Bytes: RandomAccessCollection<UInt8>>(_ index: Int, in bytes: Bytes) -> Int where Bytes.Index == Int {
    var start = index
    while start > 0, isBlank(bytes[start - 1]) { start -= 1 }
    return index - start
  }

  private static func blanksAfter<Bytes: RandomAccessCollection<UInt8>>(_ index: Int, in bytes: Bytes) -> Int where Bytes.Index == Int {
    var end = index
    while end < bytes.count, isBlank(bytes[end]) { end += 1 }
    return end - index
  }
}

/// The place whose words are nearest, if it is clearly nearer than the second-best.
enum NearestMatch {
  /// So much of the words must be there in any case.
  private static let leastSimilarity = 0.5
  /// Similarity and agreement of the words around, together.
  private static let leastScore = 0.95
  /// By so much the best must be better than any other place.
  private static let margin = 0.12
  private static let contextWeight = 0.4
  /// So many places are compared.
  private static let compared = 8

  private struct Candidate {
    var range: Range<Int>
    var score: Double
  }

  static func find(_ part: AnchorPart, in text: UnsafeBufferPointer<UInt8>, _ hits: [PairHit]) -> AnchorPlace? {
    let count = part.tokens.count
    guard count >= 2 else { return nil }
    if count <= 2 * PairIndex.probe {
      return best(candidates(0..<count, of: part, in: text, hits)).map { AnchorPlace(range: $0.range, isWordForWord: false) }
    }
    // A long part is where its start and its end are.
    guard let head = best(candidates(0..<PairIndex.probe, of: part, in: text, hits)),
      let tail = best(candidates(count - PairIndex.probe..<count, of: part, in: text, hits)),
      head.range.upperBound <= tail.range.lowerBound
    else { return nil }
    let range = head.range.lowerBound..<tail.range.upperBound
    guard range.count * 2 > part.exact.count, range.count < part.exact.count * 2 else { return nil }
    return AnchorPlace(range: range, isWordForWord: false)
  }

  private static func best(_ candidates: [Candidate]) -> Candidate? {
    let sorted = candidates.sorted { ($1.score, $0.range.lowerBound) < ($0.score, $1.range.lowerBound) }
    guard let best = sorted.first, best.score >= leastScore else { return nil }
    let second = sorted.dropFirst().first { !$0.range.overlaps(best.range) }
    return second.map { best.score - $0.score >= margin } ?? true ? best : nil
  }

  /// The places of some words of a part that get the most votes, compared word by word.
  private static func candidates(
    _ words: Range<Int>, of part: AnchorPart, in text: UnsafeBufferPointer<UInt8>, _ hits: [PairHit]
  ) -> [Candidate] {
    let origin = part.tokens[words.lowerBound].start
    let length = part.tokens[words.upperBound - 1].end - origin
    // Where the words would begin by each hit.
    let votes = hits.filter {
      words.contains($0.token) || $0.token < 0 && words.lowerBound == 0
        || $0.token >= part.tokens.count && words.upperBound == part.tokens.count
    }
    .map { hit -> (start: Int, token: Int) in
      let offset = hit.token < 0 ? -part.prefix.count : hit.token < part.tokens.count ? part.tokens[hit.token].start - origin : length
      return (hit.place - offset, hit.token)
    }.sorted { $0 < $1 }
    let reach = 64 + length / 4
    var clusters: [(votes: Int, low: Int, high: Int)] = []
    var first = 0
    while first < votes.count {
      var last = first
      while last + 1 < votes.count, votes[last + 1].start - votes[first].start <= reach { last += 1 }
      clusters.append((Set(votes[first...last].map(\.token)).count, votes[first].start, votes[last].start))
      first = last + 1
    }
    clusters.sort { ($1.votes, $0.low) < ($0.votes, $1.low) }
    let keys = part.tokens[words].map(\.key)
    return clusters.prefix(compared).compactMap { cluster in
      var low = max(0, cluster.low - reach)
      while low < text.count, text[low] & 0xC0 == 0x80 { low += 1 }
      var high = min(text.count, cluster.high + length + reach)
      while high < text.count, text[high] & 0xC0 == 0x80 { high += 1 }
      guard low < high, let match = align(keys, AnchorToken.all(in: text, low..<high)), match.similarity >= leastSimilarity else {
        return nil
      }
      let range = withMarks(match.range, of: part, words, in: text)
      return Candidate(range: range, score: match.similarity + contextWeight * context(range, of: part, words, in: text))
    }
  }

  /// The share of the words around that are there.
  private static func context(_ range: Range<Int>, of part: AnchorPart, _ words: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Double
  {
    var around = part
    if words.lowerBound > 0 { around.before = [] }
    if words.upperBound < part.tokens.count { around.after = [] }
    let all = ContextMatch.perWord * (around.before.count + around.after.count)
    return all == 0 ? 0.5 : Double(ContextMatch.words(text, range, of: around)) / Double(all)
  }

  /// Where some words stand best among others, and how alike they are: 1 less the edit distance over words for each word.
  private static func align(_ keys: [UInt64], _ tokens: [AnchorToken]) -> (range: Range<Int>, similarity: Double)? {
    guard !tokens.isEmpty else { return nil }
    // Row by row over the words of the text; each cell has the distance and the word at which its match begins.
    var cost = Array(0...keys.count)
    var start = [Int](repeating: 0, count: keys.count + 1)
    var best: (cost: Int, start: Int, end: Int) = (Int.max, 0, 0)
    for (number, token) in tokens.enumerated() {
      var diagonal = (cost: cost[0], start: number)
      start[0] = number + 1
      for index in keys.indices {
        let above = (cost: cost[index + 1], start: start[index + 1])
        var cell = (cost: diagonal.cost + (keys[index] == token.key ? 0 : 1), start: diagonal.start)
        if above.cost + 1 < cell.cost { cell = (above.cost + 1, above.start) }
        if cost[index] + 1 < cell.cost { cell = (cost[index] + 1, start[index]) }
        diagonal = above
        cost[index + 1] = cell.cost
        start[index + 1] = cell.start
      }
      // Of two that cost the same the one that reaches further: its last word was changed, not taken away.
      if let last = cost.last, let first = start.last, first <= number, last < best.cost || last == best.cost && first == best.start {
        best = (last, first, number)
      }
    }
    guard best.cost < keys.count else { return nil }
    let similarity = 1 - Double(best.cost) / Double(max(keys.count, best.end - best.start + 1))
    return (tokens[best.start].start..<tokens[best.end].end, similarity)
  }

  /// With the marks that stand at the same ends of the words that are looked for: an opening quotation mark, a full stop.
  private static func withMarks(
    _ range: Range<Int>, of part: AnchorPart, _ words: Range<Int>, in text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    if words.lowerBound == 0 {
      let lead = part.exact[..<part.tokens[0].start]
      if lead.count <= low, text[low - lead.count..<low].elementsEqual(lead) { low -= lead.count }
    }
    if words.upperBound == part.tokens.count, let last = part.tokens.last, last.end < part.exact.count {
      let limit = min(text.count, high + 12)
      while high < limit {
        let (scalar, length) = UTF8Scalars.decode(text, at: high, end: text.count)
        let kind = CharacterKind.of(scalar)
        if kind.isWord || kind == .space || kind == .opening { break }
        high += length
      }
    }
    return low..<high
  }
}
