/// From the speaker as written (he, Lei, the minister) to the fullest name in the text.

struct SpeakerResolver {
  let lexicon: Lexicon

  /// Gives the quotations their resolved speakers and how sure they are.
  func resolve(_ quotations: inout [Quotation], in article: Article) {}
}
