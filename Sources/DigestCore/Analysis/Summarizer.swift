/// Sentences scored, chosen and put in order: the summary of each section, and the brief of the whole article.

struct Summarizer {
  let lexicon: Lexicon

  /// What the summarizer finds, section by section.
  struct Summaries {
    /// One to three sentences for each span that has prose.
    var sections: [[Passage]]
    /// The number of words of each span's text.
    var words: [Int]
    var brief: [Passage]
  }

  func summaries(of article: Article, spans: [SectionSpan], quotations: [Quotation]) -> Summaries {
    let segmenter = Segmenter(lexicon: lexicon)
    var summaries = Summaries(sections: [], words: [], brief: [])
    for span in spans {
      var first: [Passage] = []
      var words = 0
      for index in span.blocks where article.blocks[index].role.isProse {
        let bytes = article.blocks[index].bytes
        words += article.utf8[bytes].split(separator: 0x20).count
        if first.isEmpty, let sentence = segmenter.sentences(in: article.utf8[bytes]).first {
          first = [Passage(block: index, range: sentence.lowerBound - bytes.lowerBound..<sentence.upperBound - bytes.lowerBound)]
        }
      }
      summaries.sections.append(first)
      summaries.words.append(words)
    }
    summaries.brief = Array(summaries.sections.joined().prefix(5))
    return summaries
  }
}
