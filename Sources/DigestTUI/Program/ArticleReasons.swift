/// What is worked out anew of an article that is open: with the reader's corrections, and why it was read as it was.

import DigestCore

extension ArticleOpener {
  /// An article, as it was opened, with the reader's corrections.
  func reading(of original: OpenedArticle, _ corrections: [Correction]) -> CorrectedReading {
    CorrectedReading(of: original, corrections, lexicons: lexicons())
  }

  /// What was decided at a place of an article: it is made once more of what it was read from.
  func explanation(of place: WhyPlace, in opened: OpenedArticle) -> Result<PlaceExplanation, DigestError> {
    do {
      let explainer = Explainer(lexicons: lexicons())
      return .success(
        try explainer.explain(
          block: place.block, quotation: place.quotation, in: opened.article, opened.digest, remake: remake(opened)))
    } catch {
      return .failure(error as? DigestError ?? DigestError(opened.article.source, "\(error)", remedy: "try again"))
    }
  }

  /// Makes an article anew; nil where what it was read from is not at hand. Nothing is fetched.
  private func remake(_ opened: OpenedArticle) -> (() throws -> Article)? {
    if let (item, index) = series.find(opened.article.source) { return { item.series[index] } }
    let source = opened.identity.path.map { Source.file($0) } ?? Source(opened.article.source)
    switch source {
    case .standardInput: return nil
    case .address(let address) where fetcher?.keeps(address) != true: return nil
    default:
      guard let reader = try? SourceReader(source, fetcher: fetcher) else { return nil }
      return { [lexicons, format] in try reader.document(format: format).series(lexicons())[0] }
    }
  }
}
