/// Sentences chosen one by one, each against what the chosen ones already say.

struct SentenceChooser {
  let weights: SentenceWeights

  /// Up to `most` sentences of a stretch of a batch, in order; at least one where there is any.
  func choose(from batch: SentenceBatch, _ range: Range<Int>, most: Int) -> [Int] {
    let sentences = batch.sentences
    // A pool of the best keeps the choice linear in a section of any length.
    var pool = range.filter { Self.obstacle(sentences[$0].traits) == 0 }
    if pool.isEmpty {
      let least = range.map { Self.obstacle(sentences[$0].traits) }.min() ?? 0
      pool = range.filter { Self.obstacle(sentences[$0].traits) == least }
    }
    if pool.count > 40 {
      pool.sort { (-sentences[$0].score, $0) < (-sentences[$1].score, $1) }
      pool = Array(pool.prefix(40))
    }
    var chosen: [Int] = []
    var words = 0
    while chosen.count < min(most, max(1, range.count - 1)), let best = best(of: pool, beside: chosen, in: batch) {
      pool.removeAll { $0 == best }
      // Two sentences may be long, three together may not.
      if !chosen.isEmpty, words + sentences[best].words > 75 { continue }
      chosen.append(best)
      words += sentences[best].words
      // What leans on the chosen one may follow it.
      let next = best + 1
      if range.contains(next), sentences[next].traits.subtracting(.hasNumber) == .leans { pool.append(next) }
    }
    return chosen.sorted()
  }

  private func best(of pool: [Int], beside chosen: [Int], in batch: SentenceBatch) -> Int? {
    var best: (index: Int, value: Double)?
    for index in pool {
      let terms = batch.terms[batch.sentences[index].terms]
      // The same words once more say nothing.
      if !terms.isEmpty, chosen.contains(where: { batch.terms[batch.sentences[$0].terms] == terms }) { continue }
      let overlap = chosen.map { Self.share(terms, batch.terms[batch.sentences[$0].terms]) }.max() ?? 0
      let value = batch.sentences[index].score - weights.overlap * overlap
      if let found = best, (found.value, -found.index) >= (value, -index) { continue }
      best = (index, value)
    }
    return best?.index
  }

  /// The share of elements that two ascending lists have in common, of the shorter's.
  static func share<Element: Comparable>(_ a: ArraySlice<Element>, _ b: ArraySlice<Element>) -> Double {
    a.isEmpty || b.isEmpty ? 0 : Double(common(a, b)) / Double(min(a.count, b.count))
  }

  /// How many elements two ascending lists have in common.
  static func common<Element: Comparable>(_ a: ArraySlice<Element>, _ b: ArraySlice<Element>) -> Int {
    var (i, j, common) = (a.startIndex, b.startIndex, 0)
    while i < a.endIndex, j < b.endIndex {
      if a[i] == b[j] {
        common += 1
        i += 1
        j += 1
      } else if a[i] < b[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return common
  }

  /// How much speaks against a sentence standing alone; 0 is nothing.
  static func obstacle(_ traits: SentenceTraits) -> Int {
    (traits.contains(.torn) ? 16 : 0) + (traits.contains(.leans) ? 8 : 0) + (traits.contains(.question) ? 2 : 0)
      + (traits.contains(.short) ? 4 : 0) + (traits.contains(.unended) ? 1 : 0)
  }
}
