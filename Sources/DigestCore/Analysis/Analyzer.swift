/// The order of the passes from an article to its digest; nothing else.

/// Makes digests. A pure function of the article, its language's tables and the reader's corrections: the same input gives the same output.
public struct Analyzer: Sendable {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The article with the reader's roles, and its digest with the reader's speakers. Without corrections the same as `analyze(_:)`.
  public func analyze(_ article: Article, corrections: Corrections) -> (article: Article, digest: Digest) {
    let corrected = article.corrected(by: corrections)
    return (corrected, digest(of: corrected, corrections))
  }

  /// The digest of an article. O(n) in its text.
  public func analyze(_ article: Article) -> Digest { digest(of: article, Corrections()) }

  private func digest(of article: Article, _ corrections: Corrections) -> Digest {
    let lexicon = lexicons.lexicon(for: article.metadata.language)
    let spans = Sectioner(lexicon: lexicon).spans(of: article)
    var quotations = QuotationReader(lexicon: lexicon).quotations(in: article)
    corrections.apply(to: &quotations)
    let summaries = Summarizer(lexicon: lexicon).summaries(of: article, spans: spans, quotations: quotations)
    let headlines = Headliner(lexicon: lexicon).headlines(of: article, spans: spans, summaries: summaries.sections)
    let sections = spans.indices.map { index in
      Section(
        id: SectionIdentity.id(of: spans[index].blocks, in: article), headline: headlines[index], level: spans[index].level,
        blocks: spans[index].blocks, summary: summaries.sections[index], words: summaries.words[index])
    }
    return Digest(sections: sections, brief: summaries.brief, quotations: quotations)
  }
}

/// A section before it has a headline and a summary.
struct SectionSpan: Equatable {
  /// Its blocks, its headline's own first where the source has one.
  var blocks: Range<Int>
  var level: Int
  /// The block of the source's headline; nil where the headline must be generated.
  var headlineBlock: Int?
  /// Why it begins where it does.
  var beginning = SectionBeginning.start
}
