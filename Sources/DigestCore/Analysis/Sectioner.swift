/// Headline blocks to sections; long runs without one are split.

struct Sectioner {
  let lexicon: Lexicon

  /// The sections of an article, in order, covering all of its blocks.
  func spans(of article: Article) -> [SectionSpan] {
    var spans: [SectionSpan] = []
    var start = 0
    var headline: Int?
    for index in article.blocks.indices where article.blocks[index].role == .headline {
      if index > start { spans.append(SectionSpan(blocks: start..<index, level: level(headline, article), headlineBlock: headline)) }
      start = index
      headline = index
    }
    if start < article.blocks.count {
      spans.append(SectionSpan(blocks: start..<article.blocks.count, level: level(headline, article), headlineBlock: headline))
    }
    return spans
  }

  private func level(_ headline: Int?, _ article: Article) -> Int {
    headline.map { max(1, Int(article.blocks[$0].level)) } ?? 1
  }
}
