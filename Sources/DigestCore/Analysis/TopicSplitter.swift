/// Where the subject changes in a run of paragraphs that no headline parts.

import Foundation

/// Splits runs of paragraphs by lexical cohesion.
///
/// The most probable segmentation where each segment draws its words from a distribution of its own with a Dirichlet prior (after
/// Utiyama and Isahara 2001, Eisenstein and Barzilay 2008), found by dynamic programming; what the paragraphs look like speaks for and
/// against a boundary. The text's own cohesion says how finely it is split: where the segments have words so much unlike each other as
/// those of several articles have, a stronger prior and price keep each article whole; the shades of one subject need weaker ones.
/// Linear: a segment has at most `longest` paragraphs, and a long run is taken in stretches.
struct TopicSplitter {
  private let book: PhraseBook

  init(lexicon: Lexicon) { book = CueTable.book(lexicon) }

  /// How finely a text is split: the prior of a word, and what a boundary costs.
  private struct Grain {
    var prior: Double
    var boundary: Double
  }

  /// What was fitted on texts whose sections are known; each holds for either half of them.
  private enum Weight {
    static let fine = Grain(prior: 0.5, boundary: 3.0)
    static let coarse = Grain(prior: 1.4, boundary: 4.4)
    /// From this gain of the fine segmentation over none, in nats a word, the text is one of several articles.
    static let unlike = 0.31
    /// The length of a segment, in paragraphs, that needs no excuse, and the price of being away from it.
    static let usualLength = 5.0
    static let length = 0.55
    /// What a boundary costs more under a headline, which says that the author saw one subject.
    static let underHeadline = 6.0
    // What the paragraph that would begin a section, or the one before it, adds.
    static let colonBefore = -5.5
    static let shortBefore = 2.2
    static let questionBefore = 1.1
    static let question = 3.3
    static let connective = -2.2
    static let long = 1.1
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
        var stretch = Stretch()
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
    let fine = stretch.scores(longest: Self.longest, prior: Weight.fine.prior)
    let begun = best(fine, bonuses, penalty: Weight.fine.boundary + extra)
    guard gain(of: begun, fine) > Weight.unlike * Double(stretch.words) else {
      return shifts(begun, fine, bonuses, price: Weight.fine.boundary + extra)
    }
    let coarse = stretch.scores(longest: Self.longest, prior: Weight.coarse.prior)
    let price = Weight.coarse.boundary + extra
    return shifts(best(coarse, bonuses, penalty: price), coarse, bonuses, price: price)
  }

  /// What each boundary gains over one segment in place of the two that it parts.
  private func shifts(_ begun: [Int], _ scores: Scores, _ bonuses: [Double], price: Double) -> [Shift] {
    let ends = [0] + begun + [scores.count]
    return begun.indices.map { index in
      let (low, middle, high) = (ends[index], ends[index + 1], ends[index + 2])
      let gain = high - low > Self.longest ? 0 : scores[low, middle] + scores[middle, high] - scores[low, high]
      return Shift(block: middle, gain: gain + bonuses[middle], price: price)
    }
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

  /// By how much a segmentation is more probable than segments of the greatest length.
  private func gain(of begun: [Int], _ scores: Scores) -> Double {
    let ends = [0] + begun + [scores.count]
    let parted = begun.indices.reduce(scores[ends[begun.count], scores.count]) { $0 + scores[ends[$1], ends[$1 + 1]] }
    let whole = stride(from: 0, to: scores.count, by: Self.longest).reduce(0) { $0 + scores[$1, min($1 + Self.longest, scores.count)] }
    return parted - whole
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
  private var numbers: [UInt32: Int32] = [:]
  private var tokens: [Int32] = []
  /// Where each paragraph's tokens end.
  private var ends: [Int] = []

  /// Its words of content.
  var words: Int { tokens.count }

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
  func scores(longest: Int, prior: Double) -> Scores {
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
        scores[start, end + 1] = sum - norms[token - from]
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
