/// Who says a quotation, as the words beside it tell: cue and speaker.

struct Attributor {
  let lexicon: Lexicon

  /// Gives the quotations their cues and their speakers as written.
  func attribute(_ quotations: inout [Quotation], in article: Article) {}
}
