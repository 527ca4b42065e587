/// What each sentence is worth to a summary.

import Foundation

/// What counts in a sentence, and how much. Set by hand, then against summaries that people wrote.
struct SentenceWeights: Sendable {
  /// A term that occurs n times weighs n to this power; one that occurs once, `once`.
  var frequency = 0.7
  var once = 0.15
  /// The sum of the terms is divided by the words (and a few more) to this power: 0 favours long sentences, 1 short ones.
  var length = 0.6
  var moreWords = 6.0

  /// The first sentence of the article; half of it for the one `leadReach` sentences on.
  var lead = 0.4
  var leadReach = 3.0
  /// The first sentence of the section, and of a paragraph.
  var sectionStart = 0.1
  var paragraphStart = 0.1
  /// All terms of the title and standfirst; all of the section's headline.
  var title = 1.2
  var headline = 0.2
  var number = 0.05

  /// Taken off a speaker's words without their speaker.
  var speech = 0.2
  /// Taken off for each word under the least and over the most.
  var leastWords = 14
  var mostWords = 45
  var perWord = 0.02

  /// Taken off for what a chosen sentence already says, if it says it all.
  var overlap = 0.8
  /// Taken off in the brief for each chosen sentence of the same section.
  var sameSection = 0.1
}

/// Weighs the sentences of a batch.
struct SentenceScorer {
  let article: Article
  let spans: [SectionSpan]
  let weights: SentenceWeights

  /// Sets the scores of all sentences. O(n).
  ///
  /// - Parameter isFirst: whether the batch begins the article.
  func score(_ batch: inout SentenceBatch, _ text: UnsafeBufferPointer<UInt8>, isFirst: Bool) {
    let titles = article.blocks.prefix(64).filter { $0.role == .title || $0.role == .standfirst }
    let title = Array(Set(titles.flatMap { batch.terms(of: text, $0.bytes) })).sorted()
    let central = centralities(batch)
    var headline: [Int32] = []
    var section = -1
    for (index, sentence) in batch.sentences.enumerated() {
      if sentence.section != section {
        section = sentence.section
        headline = spans[section].headlineBlock.map { batch.terms(of: text, article.blocks[$0].bytes) } ?? []
      }
      let terms = batch.terms[sentence.terms]
      var score = central[index] + weights.title * share(of: title, in: terms) + weights.headline * share(of: headline, in: terms)
      if isFirst { score += weights.lead / (1 + Double(index) / weights.leadReach) }
      batch.setScore(score + place(of: sentence) - faults(of: sentence), ofSentence: index)
    }
  }

  /// How much of what is frequent in the batch each sentence holds, 0 to 1.
  private func centralities(_ batch: SentenceBatch) -> [Double] {
    let worth = batch.table.counts.map { $0 < 2 ? weights.once : pow(Double($0), weights.frequency) }
    var greatest = 1e-9
    var central = batch.sentences.map { sentence in
      var sum = 0.0
      for term in batch.terms[sentence.terms] { sum += worth[Int(term)] }
      let value = sum / pow(Double(sentence.words) + weights.moreWords, weights.length)
      greatest = max(greatest, value)
      return value
    }
    for index in central.indices { central[index] /= greatest }
    return central
  }

  /// The share of wanted terms that a sentence has; both ascend.
  private func share(of wanted: [Int32], in terms: ArraySlice<Int32>) -> Double {
    wanted.isEmpty ? 0 : Double(SentenceChooser.common(wanted[...], terms)) / Double(wanted.count)
  }

  private func place(of sentence: ScoredSentence) -> Double {
    weights.sectionStart / Double(1 + sentence.indexInSection) + (sentence.indexInParagraph == 0 ? weights.paragraphStart : 0)
      + (sentence.traits.contains(.hasNumber) ? weights.number : 0)
  }

  private func faults(of sentence: ScoredSentence) -> Double {
    let missing = max(0, weights.leastWords - sentence.words)
    let excess = min(max(0, sentence.words - weights.mostWords), 40)
    return weights.perWord * Double(missing + excess) + (sentence.traits.contains(.speech) ? weights.speech : 0)
  }
}
