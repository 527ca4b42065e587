/// The signs of the article's head: of a title, of a standfirst.

enum TitleSigns {
  static let table: [Sign] = [
    Sign("near the text's start", 0.5) { _ in true },
    Sign("at most eighteen words", 1) { $0.this.words <= 18 && $0.this.isShort },
    Sign("more than thirty words", -1) { $0.this.words > 30 },
    Sign("more than forty-five words", -3) { $0.this.words > 45 || !$0.this.isShort },
    Sign("ends with a word or a question mark", 1) { $0.this.last == .word || $0.this.last == .question },
    Sign("ends with a full stop", -1) { $0.this.last == .stop },
    Sign("ends with a colon or comma", -2) { $0.this.last == .colon || $0.this.last == .comma },
    Sign("ends with a semicolon", -0.5) { $0.this.last == .semicolon },
    Sign("several sentences", -0.3) { $0.this.has(.innerStop) },
    Sign("several sentences and an end", -0.5) { $0.this.has(.innerStop) && $0.this.isSentence },
    Sign("more than eighteen words and a full stop", -0.7) { $0.this.words > 18 && $0.this.last == .stop },
    Sign("more than twenty-four words and an end", -1.5) { $0.this.words > 24 && ($0.this.isSentence || $0.this.last == .closing) },
    Sign("begins with a small letter", -1) { $0.this.has(.startsLower) },
    Sign("a verb of saying and quotation marks", -2) { $0.this.has(.startsQuote) && $0.this.holds(.cues) },
    Sign("a quotation and what leads to it in a whole sentence", -2) {
      $0.this.has(.hasQuote) && !$0.this.has(.startsQuote) && ($0.this.holds(.cues) || $0.this.has(.colon)) && $0.this.isSentence
    },
    Sign("a list item", -2) { $0.this.isItem },
    Sign("begins like a byline, a credit or a date", -3) {
      $0.this.begins(.bylines) || $0.this.begins(.credits) && $0.this.has(.colon) || $0.this.begins(.dates)
    },
    Sign("a label of a newspaper's part", -2.5) { $0.this.begins(.kickers) && $0.this.words <= 3 },
    Sign("a date and little else", -4) {
      $0.this.words <= 5 && $0.this.has(.digits)
        && ($0.this.begins(.months) || $0.this.begins(.weekdays) || $0.this.holds(.months) && $0.this.has(.startsDigit))
    },
    Sign("no words", -9) { $0.this.words == 0 },
    Sign("a byline or a date below", 1.5) { $0.next.isShort && ($0.next.begins(.bylines) || $0.next.begins(.dates)) },
    Sign("prose below", 0.6) { $0.next.isProse },
    Sign("nothing below", -1) { $0.next.words == 0 },
    Sign("# signs or an underline", 6) { $0.this.layout.marks > 0 },
  ]
}

enum StandfirstSigns {
  static let table: [Sign] = [
    Sign("any block below the title", -2) { _ in true },
    Sign("right below the title", 0.7) { $0.index == 1 },
    Sign("at most thirty words", 0.7) { $0.this.words <= 30 },
    Sign("one sentence without its full stop", 0.7) { $0.this.words > 5 && $0.this.last == .word },
    Sign("words of summing up", 2) { $0.this.holds(.standfirsts) },
    Sign("longer prose below", 0.5) { $0.next.isProse && $0.next.words > $0.this.words },
    Sign("quotation marks", -2) { $0.this.has(.startsQuote) || $0.this.has(.hasQuote) },
    Sign("a verb of saying", -1) { $0.this.isShort && $0.this.holds(.cues) },
    Sign("longer than a paragraph of a head", -1) { !$0.this.isShort && $0.this.words > 130 },
    Sign("ends with a colon", -2) { $0.this.last == .colon },
    Sign("few words", -0.7) { $0.this.words <= 5 },
  ]
  /// What a byline or a date right below adds.
  static let bylineBelow: Float = 3
  /// What each number adds that the next paragraphs repeat.
  static let repeatedBelow: Float = 1
}
