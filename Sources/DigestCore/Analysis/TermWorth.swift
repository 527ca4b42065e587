/// How likely a section's words are to stand in its headline.

import Foundation

/// Rates terms and sets of terms.
///
/// The likelihood is logistic in how often and where a term stands and how it is written; the weights were fitted to
/// headlines that authors wrote for their sections.
struct TermWorth {
  private let likelihood: [Double]
  /// Terms that are numbers: no headline lives by them.
  private let isNumber: [Bool]
  private let title: Set<Int32>

  /// - Parameters:
  ///   - sentences: the section's sentences, or clauses, in order.
  ///   - title: the terms of the article's title.
  init(_ sentences: [[HeadlineWord]], counts: [Int32], title: Set<Int32>, _ text: UnsafeBufferPointer<UInt8>) {
    var numbers = [Bool](repeating: false, count: counts.count)
    var first = [Int](repeating: -1, count: counts.count)
    var capitals = [Int32](repeating: 0, count: counts.count)
    var gerunds = [Bool](repeating: false, count: counts.count)
    for (order, words) in sentences.enumerated() {
      for (index, word) in words.enumerated() {
        guard let term = word.term.map(Int.init) else { continue }
        if first[term] < 0 { first[term] = order }
        if word.wordClass.contains(.gerund) { gerunds[term] = true }
        let kind = WordScanner.kind(text, at: word.range.lowerBound, word.range.upperBound).kind
        if kind == .digit { numbers[term] = true }
        if index > 0, kind == .upper { capitals[term] += 1 }
      }
    }
    let greatest = Double(counts.max() ?? 1)
    let total = Double(counts.reduce(0, +))
    isNumber = numbers
    self.title = title
    likelihood = counts.indices.map { term in
      let count = Double(counts[term])
      var odds = -4.5 + 0.9 * log(count) + 0.7 * count / greatest + min(20 * count / total, 2)
      odds -= 0.9 * Double(first[term]) / Double(max(1, sentences.count))
      if first[term] == 0 { odds += 0.55 }
      if first[term] < 3 { odds += 0.5 }
      if capitals[term] * 2 > counts[term] { odds += 0.7 }
      if gerunds[term] { odds += 0.25 }
      if title.contains(Int32(term)) { odds += 0.6 }
      if numbers[term] { odds -= 1 }
      return 1 / (1 + exp(-odds))
    }
  }

  /// What a headline of these terms is worth: about the F1 to expect against an author's with three terms, ten times
  /// that, less for what the title says already; nil for less than two different terms besides numbers.
  func score(of terms: [Int32]) -> Double? {
    // Summed in order, so that the same terms give the same sum.
    var count = 0
    var words = 0
    var sum = 0.0
    var isInTitle = !title.isEmpty
    var last: Int32 = -1
    for term in terms.sorted() where term != last {
      last = term
      count += 1
      if !isNumber[Int(term)] { words += 1 }
      sum += likelihood[Int(term)]
      if isInTitle, !title.contains(term) { isInTitle = false }
    }
    return words < 2 ? nil : 10 * sum / Double(count + 3) - (isInTitle ? 0.4 : 0)
  }
}
