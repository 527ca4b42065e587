/// Where the subject changes in a run of paragraphs that no headline parts.

import Foundation

/// Splits runs of paragraphs by lexical cohesion.
///
/// The most probable segmentation where each segment draws its words from a distribution of its own with a Dirichlet prior (after
/// Utiyama and Isahara 2001, Eisenstein and Barzilay 2008), found by dynamic programming. Every boundary costs a penalty that grows
/// with how much the typical boundary of this very text gains, so that a text of several subjects is not cut into their shades.
/// Linear: a segment has at most `longest` paragraphs, and a long run is taken in stretches.
struct TopicSplitter {
  private let book: PhraseBook

  init(lexicon: Lexicon) { book = CueTable.book(lexicon) }

  /// What was fitted on texts whose sections are known.
  private enum Weight {
    /// The prior of a word, and the length of a segment, in paragraphs, that needs no excuse, with the price of being away from it.
    static let prior = 0.5
    static let usualLength = 5.0
    /// How much of the likelihood counts: words come in bursts, which the model does not know.
    static let trust = 0.9
    static let length = 0.5
    /// The penalty of a boundary at first, and then its parts: fixed, and a share of the median gain.
    static let first = 5.0
    /// What a boundary costs more under a headline, which says that the author saw one subject.
    static let underHeadline = 6.0
    static let fixed = 3.0
    static let share = 0.35
    // What the paragraph that would begin a section, or the one before it, adds.
    static let list = -3.0
    static let quotation = -5.0
    static let colonBefore = -5.0
    static let shortBefore = 2.0
    static let questionBefore = 1.0
    static let question = 3.0
    static let connective = -2.0
    static let long = 1.0
  }

  private static let longest = 40
  /// Paragraphs and bytes of a stretch.
  private static let stretch = 200
  private static let stretchBytes = 256 * 1024
  /// Bytes of a paragraph that are looked at.
  private static let scanned = 4000

  /// A block at which the subject changes: by how much the boundary raises the log probability of the text, with what the
  /// paragraphs look like, and what it costs.
  struct Shift {
    var block: Int
    var gain: Double
    var price: Double
  }

  /// Where sections begin within a run, in order, its first block not among them. O(n).
  func shifts(in blocks: Range<Int>, of article: Article, isUnderHeadline: Bool) -> [Shift] {
    let extra = isUnderHeadline ? Weight.underHeadline : 0
    let paragraphs = blocks.filter { article.blocks[$0].role.isText }
    var found: [Shift] = []
    article.utf8.withUnsafeBufferPointer { text in
      var start = 0
      while paragraphs.count - start > 1 {
        var end = start
        var size = 0
        while end < paragraphs.count, end - start < Self.stretch, size < Self.stretchBytes || end - start < 2 {
          size += min(Self.scanned, article.blocks[paragraphs[end]].bytes.count)
          end += 1
        }
        let isLast = end == paragraphs.count
        var stretch = Stretch(prior: Weight.prior)
        for index in paragraphs[start..<end] { stretch.append(text, text.prefix(of: article.blocks[index].bytes, Self.scanned), book) }
        let bonuses = (start..<end).map { $0 == start ? 0 : bonus(paragraphs[$0], after: paragraphs[$0 - 1], article, text) }
        var begun = segments(stretch, bonuses, extra: extra)
        // What lies near the end of a stretch is judged again with what follows it.
        if !isLast { begun.removeAll { $0.block > end - start - Self.longest / 2 } }
        found += begun.map { Shift(block: paragraphs[start + $0.block], gain: $0.gain, price: $0.price) }
        if isLast { break }
        start += max(begun.last?.block ?? 0, end - start - Self.longest / 2, 1)
      }
    }
    return found
  }

  /// How likely a section begins with a paragraph, from what the paragraphs look like.
  private func bonus(_ block: Int, after before: Int, _ article: Article, _ text: UnsafeBufferPointer<UInt8>) -> Double {
    let layout = BlockLayout()
    let this = BlockFacts(text, block: article.blocks[block], layout: layout, book: book, limit: 0)
    let last = BlockFacts(text, block: article.blocks[before], layout: layout, book: book, limit: 0)
    let bytes = article.blocks[block].bytes
    var sum = 0.0
    if this.role == .list || this.has(.startsSign) || this.has(.startsDigit) { sum += Weight.list }
    if this.has(.startsQuote) { sum += Weight.quotation }
    if last.last == .colon { sum += Weight.colonBefore }
    if last.last == .question { sum += Weight.questionBefore }
    if last.words < 12 { sum += Weight.shortBefore }
    if book.length(of: .connectives, in: text, bytes) > 0 { sum += Weight.connective }
    if this.words > 60 { sum += Weight.long }
    if text.asksFirst(bytes.prefix(150)) { sum += Weight.question }
    return sum
  }

  /// The paragraphs of a stretch at which its segments begin, but the first.
  private func segments(_ stretch: Stretch, _ bonuses: [Double], extra: Double) -> [Shift] {
    let scores = stretch.scores(longest: Self.longest, trust: Weight.trust)
    let first = best(scores, bonuses, penalty: Weight.first + extra)
    let gains = gains(first, scores).sorted()
    if gains.isEmpty { return [] }
    let price = Weight.fixed + extra + Weight.share * gains[gains.count / 2]
    let begun = best(scores, bonuses, penalty: price)
    return zip(begun, self.gains(begun, scores)).map { Shift(block: $0, gain: $1 + bonuses[$0], price: price) }
  }

  /// The best segmentation by dynamic programming. O(paragraphs × longest).
  private func best(_ scores: Scores, _ bonuses: [Double], penalty: Double) -> [Int] {
    let count = bonuses.count
    var best = [0.0] + Array(repeating: -Double.infinity, count: count)
    var back = Array(repeating: 0, count: count + 1)
    let prices = (0...Self.longest).map { length in
      length == 0 ? 0 : -Weight.length * pow(log(Double(length) / Weight.usualLength), 2)
    }
    for end in 1...count {
      for start in max(0, end - Self.longest)..<end {
        let value = best[start] + scores[start, end] + prices[end - start] + (start > 0 ? bonuses[start] - penalty : 0)
        if value > best[end] {
          best[end] = value
          back[end] = start
        }
      }
    }
    var begun: [Int] = []
    var end = back[count]
    while end > 0 {
      begun.append(end)
      end = back[end]
    }
    return begun.reversed()
  }

  /// What each boundary gains over one segment in place of the two that it parts.
  private func gains(_ begun: [Int], _ scores: Scores) -> [Double] {
    let ends = [0] + begun + [scores.count]
    return begun.indices.map { index in
      let (low, middle, high) = (ends[index], ends[index + 1], ends[index + 2])
      return high - low > Self.longest ? 0 : scores[low, middle] + scores[middle, high] - scores[low, high]
    }
  }
}

/// The log probabilities of all segments of a stretch.
private struct Scores {
  let count: Int
  let longest: Int
  var values: [Double]

  /// That of the paragraphs from `start` up to `end`.
  subscript(start: Int, end: Int) -> Double {
    get { values[start * longest + end - start - 1] }
    set { values[start * longest + end - start - 1] = newValue }
  }
}

/// The words of some paragraphs as numbers.
private struct Stretch {
  private let prior: Double
  private var numbers: [UInt32: Int32] = [:]
  private var tokens: [Int32] = []
  /// Where each paragraph's tokens end.
  private var ends: [Int] = []

  init(prior: Double) { self.prior = prior }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ book: PhraseBook) {
    Echo.forEachKey(in: text, range, book) { key in
      let next = Int32(numbers.count)
      let number = numbers[key] ?? next
      if number == next { numbers[key] = next }
      tokens.append(number)
    }
    ends.append(tokens.count)
  }

  /// O(words × longest). Words that come once cost every segmentation the same and are only counted.
  func scores(longest: Int, trust: Double) -> Scores {
    var totals = Array(repeating: Int32(0), count: numbers.count)
    for token in tokens { totals[Int(token)] += 1 }
    var scores = Scores(count: ends.count, longest: longest, values: Array(repeating: 0, count: ends.count * longest))
    let logs = (0...255).map { log(Double($0) + prior) }
    var norms = [0.0]
    norms.reserveCapacity(tokens.count + 1)
    for count in 0..<tokens.count { norms.append(norms[count] + log(Double(count) + prior * Double(numbers.count))) }
    var counts = Array(repeating: Int32(0), count: numbers.count)
    var stamps = Array(repeating: Int32(-1), count: numbers.count)
    for start in ends.indices {
      var sum = 0.0
      let from = start > 0 ? ends[start - 1] : 0
      var token = from
      for end in start..<min(ends.count, start + longest) {
        while token < ends[end] {
          let number = Int(tokens[token])
          token += 1
          if totals[number] == 1 {
            sum += logs[0]
            continue
          }
          if stamps[number] != Int32(start) {
            stamps[number] = Int32(start)
            counts[number] = 0
          }
          sum += logs[min(255, Int(counts[number]))]
          counts[number] += 1
        }
        scores[start, end + 1] = trust * (sum - norms[token - from])
      }
    }
    return scores
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the first sentence of a stretch is a question.
  fileprivate func asksFirst(_ bytes: Range<Int>) -> Bool {
    for index in bytes {
      if self[index] == 0x3F { return true }
      if self[index] == 0x2E || self[index] == 0x21 { return false }
      if self[index] == 0xEF, index + 2 < bytes.upperBound, self[index + 1] == 0xBC, self[index + 2] == 0x9F { return true }
      if self[index] == 0xE3, index + 2 < bytes.upperBound, self[index + 1] == 0x80, self[index + 2] == 0x82 { return false }
    }
    return false
  }
}
