/// The stretches between quotation marks: over several paragraphs, nested, fragments.

struct QuotationFinder {
  let lexicon: Lexicon

  /// The quotations of an article in the order of its text, without speakers.
  func quotations(in article: Article) -> [Quotation] { [] }
}
