/// Sentences scored, chosen and put in order: the summary of each section, and the brief of the whole article.

/// Makes extractive summaries.
///
/// A sentence's score weighs its place, how much of what is frequent in the text it holds (Nenkova and Vanderwende 2005),
/// and the words of the title and of its section's headline; sentences are then chosen one by one, each against what the
/// chosen ones already say (maximal marginal relevance, Carbonell and Goldstein 1998). Sentences that lean on words
/// not chosen, ask, or are torn from their quotation are taken only where nothing else is there.
struct Summarizer {
  private let lexicon: Lexicon
  private let weights = SentenceWeights()

  init(lexicon: Lexicon) { self.lexicon = lexicon }

  /// What the summarizer finds, section by section.
  struct Summaries {
    /// One to three sentences for each span that has prose.
    var sections: [[Passage]]
    /// The number of words of each span's text.
    var words: [Int]
    var brief: [Passage]
  }

  /// Texts are weighed in stretches of whole sections of about this many bytes, so that memory is bounded and time linear.
  /// A section that is longer is summed up by its beginning.
  private static let stretch = 512 * 1024

  func summaries(of article: Article, spans: [SectionSpan], quotations: [Quotation]) -> Summaries {
    var summaries = Summaries(
      sections: Array(repeating: [], count: spans.count), words: Array(repeating: 0, count: spans.count), brief: [])
    let quoted = quotations.flatMap { $0.parts.map { article.bytes(of: $0) } }
    var batch = SentenceBatch(lexicon: lexicon)
    var brief = BriefMaker(weights: weights)
    article.utf8.withUnsafeBufferPointer { text in
      var quotes = quoted[...]
      var first = 0
      while first < spans.count {
        batch.removeAll()
        var size = 0
        var next = first
        while next < spans.count, size == 0 || size < Self.stretch {
          var taken = 0
          var indexInSection = 0
          for block in spans[next].blocks where article.blocks[block].role.isText {
            let bytes = article.blocks[block].bytes
            while let quote = quotes.first, quote.upperBound <= bytes.lowerBound { quotes.removeFirst() }
            if article.blocks[block].role.isProse, taken < Self.stretch {
              let touching = quotes.prefix { $0.lowerBound < bytes.upperBound }
              summaries.words[next] += batch.append(
                block: block, of: article, text, section: next, indexInSection: &indexInSection, quoted: touching)
            } else {
              summaries.words[next] += batch.words(of: text, bytes)
            }
            taken += bytes.count
          }
          size += taken
          next += 1
        }
        SentenceScorer(article: article, spans: spans, weights: weights).score(&batch, text, isFirst: first == 0)
        choose(from: batch, to: &summaries)
        brief.add(batch)
        first = next
      }
    }
    summaries.brief = brief.brief()
    return summaries
  }

  /// The summary of each section of a batch.
  private func choose(from batch: SentenceBatch, to summaries: inout Summaries) {
    let sentences = batch.sentences
    var start = 0
    while start < sentences.count {
      var end = start + 1
      while end < sentences.count, sentences[end].section == sentences[start].section { end += 1 }
      let section = sentences[start].section
      let most = Self.length(sentences: end - start, words: summaries.words[section])
      summaries.sections[section] = SentenceChooser(weights: weights).choose(from: batch, start..<end, most: most).map {
        sentences[$0].passage
      }
      start = end
    }
  }

  /// How many sentences sum up a section.
  private static func length(sentences: Int, words: Int) -> Int {
    switch (sentences, words) {
    case (...3, _): 1
    case (_, ..<90): 1
    case (...7, _), (_, ..<240): 2
    default: 3
    }
  }
}
