/// A headline of the section's own words, marked as generated.

struct Headliner {
  let lexicon: Lexicon

  /// A headline for each span: the source's own where it has one, else one made of the section's words.
  func headlines(of article: Article, spans: [SectionSpan], summaries: [[Passage]]) -> [Headline] {
    spans.indices.map { index in
      if let block = spans[index].headlineBlock { return Headline(text: article.text(ofBlock: block), origin: .source) }
      let sentence = summaries[index].first.map { article.text($0) } ?? article.text(ofBlock: spans[index].blocks.lowerBound)
      return Headline(text: sentence.split(separator: " ").prefix(8).joined(separator: " "), origin: .generated)
    }
  }
}
