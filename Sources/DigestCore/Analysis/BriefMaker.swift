/// The brief: the whole article in a few of its own sentences.

/// The brief: the best sentences of the whole article.
struct BriefMaker {
  let weights: SentenceWeights

  /// With this many words three or four sentences are brief enough.
  private static let enoughWords = 90

  private struct Candidate {
    var sentence: ScoredSentence
    /// The keys of its terms, ascending: the same in every batch.
    var keys: [UInt64]

    /// Whether one of these says the same in the same words.
    func repeats(_ others: [Candidate]) -> Bool { !keys.isEmpty && others.contains { $0.keys == keys } }
  }

  private var candidates: [Candidate] = []
  /// Sentences that something speaks against, for articles with few others.
  private var fallback: [Candidate] = []
  private var sentences = 0

  init(weights: SentenceWeights) { self.weights = weights }

  /// Takes the best of a batch.
  mutating func add(_ batch: SentenceBatch) {
    sentences += batch.sentences.count
    let eligible = batch.sentences.indices.filter { SentenceChooser.obstacle(batch.sentences[$0].traits) == 0 }
    add(eligible, of: batch)
    if candidates.count < 5 {
      let rest = batch.sentences.indices.filter { SentenceChooser.obstacle(batch.sentences[$0].traits) != 0 }
        .sorted { (SentenceChooser.obstacle(batch.sentences[$0].traits), $0) < (SentenceChooser.obstacle(batch.sentences[$1].traits), $1) }
      for index in rest.prefix(5) { fallback.append(candidate(index, batch)) }
      fallback = Array(fallback.prefix(5))
    }
  }

  private mutating func add(_ indexes: [Int], of batch: SentenceBatch) {
    let best = indexes.sorted { (-batch.sentences[$0].score, $0) < (-batch.sentences[$1].score, $1) }.prefix(48)
    candidates += best.map { candidate($0, batch) }
    if candidates.count > 96 {
      candidates.sort { ($1.sentence.score, $0.sentence.passage) < ($0.sentence.score, $1.sentence.passage) }
      candidates = Array(candidates.prefix(48))
    }
  }

  private func candidate(_ index: Int, _ batch: SentenceBatch) -> Candidate {
    Candidate(sentence: batch.sentences[index], keys: batch.terms[batch.sentences[index].terms].map { batch.table.keys[Int($0)] }.sorted())
  }

  /// Three to five sentences in order; fewer of an article with less than five.
  func brief() -> [Passage] {
    let least = sentences < 5 ? max(1, sentences - 1) : 3
    let most = sentences < 5 ? least : 5
    var chosen: [Candidate] = []
    var pool = candidates
    var words = 0
    while chosen.count < most, chosen.count < least || words < Self.enoughWords, let best = best(of: pool, beside: chosen) {
      let candidate = pool.remove(at: best)
      chosen.append(candidate)
      words += candidate.sentence.words
    }
    for candidate in fallback where chosen.count < least && !candidate.repeats(chosen) { chosen.append(candidate) }
    return chosen.map(\.sentence.passage).sorted()
  }

  private func best(of pool: [Candidate], beside chosen: [Candidate]) -> Int? {
    var best: (index: Int, value: Double)?
    for (index, candidate) in pool.enumerated() where !candidate.repeats(chosen) {
      let overlap = chosen.map { SentenceChooser.share(candidate.keys[...], $0.keys[...]) }.max() ?? 0
      let sameSection = chosen.count { $0.sentence.section == candidate.sentence.section }
      let value = candidate.sentence.score - weights.overlap * overlap - weights.sameSection * Double(sameSection)
      if let found = best {
        let isLater = candidate.sentence.passage > pool[found.index].sentence.passage
        if found.value > value || found.value == value && isLater { continue }
      }
      best = (index, value)
    }
    return best?.index
  }
}
