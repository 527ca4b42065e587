/// The signs of a headline that nothing marks.
///
/// The weights of `fitted` and `fittedOfText` are a logistic regression's over texts whose headlines are known
/// (`Scripts/fit_headlines.py`), rounded to tenths; those of what is too rare there are set by hand.

enum HeadlineSigns {
  /// Longer blocks are never headlines unless they are marked.
  static let mostWords = 32
  /// No more than this can the signs of what comes again near a block (`Echo`) speak for a headline.
  static let mostOfEcho: Float = 1.5

  /// All signs.
  static let table = alone + ofText
  /// The signs that are known before the text's habits are, and those that need the habits.
  static let alone = fitted + byHand
  static let ofText = fittedOfText + byHandOfText

  private static let fitted: [Sign] = [
    Sign("any short block", -0.6) { _ in true },
    // Length.
    Sign("one word", 0.9) { $0.this.words == 1 },
    Sign("two words", 1.4) { $0.this.words == 2 },
    Sign("three or four words", 1.1) { $0.this.words == 3 || $0.this.words == 4 },
    Sign("five to seven words", 0.2) { (5...7).contains($0.this.words) },
    Sign("eight to ten words", -0.2) { (8...10).contains($0.this.words) },
    Sign("eleven to fourteen words", -1.2) { (11...14).contains($0.this.words) },
    Sign("fifteen to twenty words", -1.4) { (15...20).contains($0.this.words) },
    Sign("more than twenty words", -1.6) { $0.this.words > 20 },
    // The end.
    Sign("ends with a word", 0.7) { $0.this.last == .word },
    Sign("ends with a question mark", 0.8) { $0.this.last == .question },
    Sign("ends with an exclamation mark", -0.3) { $0.this.last == .exclamation },
    Sign("ends with a full stop", -2.1) { $0.this.last == .stop },
    Sign("ends with a colon", 0) { $0.this.last == .colon },
    Sign("ends with a closing mark", 0.4) { $0.this.last == .closing },
    // The inside.
    Sign("title case", -0.3) { $0.this.has(.titleCase) },
    Sign("capitals only", 0.1) { $0.this.has(.allCaps) },
    Sign("two to four names and nothing else", 0.3) { $0.this.has(.onlyNames) },
    Sign("comma inside", -0.7) { $0.this.has(.comma) },
    Sign("comma inside, and no end", 0.1) { $0.this.has(.comma) && $0.this.last == .word },
    Sign("colon inside", -0.1) { $0.this.has(.colon) },
    Sign("semicolon inside", -0.3) { $0.this.has(.semicolon) },
    Sign("dash inside", -0.2) { $0.this.has(.dash) },
    Sign("brackets inside", 0.2) { $0.this.has(.brackets) && !$0.this.has(.startsBracket) },
    Sign("digits inside", -0.6) { $0.this.has(.digits) },
    Sign("a year inside", -0.5) { $0.this.has(.year) },
    Sign("a sentence ends inside", -0.7) { $0.this.has(.innerStop) },
    Sign("quotation marks inside", -0.8) { $0.this.has(.hasQuote) && !$0.this.has(.startsQuote) },
    Sign("begins with a small letter", -0.9) { $0.this.has(.startsLower) },
    Sign("begins with a digit", 0) { $0.this.has(.startsDigit) && !$0.this.has(.numbered) },
    Sign("begins with a quotation mark", -1.7) { $0.this.has(.startsQuote) },
    Sign("numbered", -0.8) { $0.this.has(.numbered) },
    Sign("numbered, and the next is not", 0.9) { $0.this.has(.numbered) && !$0.next.has(.numbered) && !$0.previous.has(.numbered) },
    Sign("few small words", -1.1) { $0.this.words > 2 && $0.this.stopwords == 0 },
    Sign("a quarter small words", -0.4) { $0.this.stopwords * 4 > $0.this.words && $0.this.words > 3 },
    Sign("many small words", 0.2) { $0.this.stopwords * 2 > $0.this.words },
    Sign("begins with a name", -0.3) { $0.this.has(.startsName) && !$0.this.has(.titleCase) },
    // Cue words.
    Sign("begins like a question", 0.6) { $0.this.begins(.questions) },
    Sign("begins like a question and no question mark", 0.6) { $0.this.begins(.questions) && $0.this.last != .question },
    Sign("leans on the sentence before", -0.2) { $0.this.begins(.connectives) },
    Sign("prose between like lines", -0.3) { $0.previous.isProse && $0.next.isProse && ($0[-2].isLine || $0[2].isLine) },
    Sign("prose on both sides", 0) { $0.previous.isProse && $0.next.isProse },
    Sign("prose on both sides, twice", 0.8) { $0.previous.isProse && $0.next.isProse && $0[-2].isProse && $0[2].isProse },
    Sign("begins with a small word", -0.6) { $0.this.begins(.stopwords) },
    Sign("a name of parts of articles", 1.3) { $0.this.begins(.parts) },
    Sign("credit words inside", -1.6) { $0.this.holds(.credits) && !$0.this.begins(.credits) },
    Sign("a month", -0.4) { $0.this.holds(.months) },
    // The place.
    Sign("first below the title", -1.1) { $0.index == 1 },
    Sign("second or third below the title", -0.7) { $0.index == 2 || $0.index == 3 },
    Sign("last of the text", -1.2) { $0.isLast },
    Sign("last but one", 0.1) { !$0.isLast && $0[2].words == 0 },
    // The neighbours.
    Sign("prose before", 0.6) { $0.previous.isProse && $0.previous.isSentence },
    Sign("a sentence without its end before", 0.3) { $0.previous.words > 14 && !$0.previous.isSentence },
    Sign("a colon before", 0.1) { $0.previous.last == .colon },
    Sign("a line before", -0.5) { $0.lines(-1) == 1 },
    Sign("two lines before", -1) { $0.lines(-1) == 2 },
    Sign("three and more lines before", -0.7) { $0.lines(-1) > 2 },
    Sign("an item before", 0) { $0.previous.isItem },
    Sign("prose behind", 0.9) { $0.next.isProse },
    Sign("long prose behind", 0.4) { $0.next.words > 40 },
    Sign("a short sentence behind", 0.2) { $0.next.isSentence && $0.next.words <= 12 && $0.next.words > 0 },
    Sign("a line behind", -0.8) { $0.lines(1) == 1 },
    Sign("two lines behind", -0.8) { $0.lines(1) == 2 },
    Sign("three and more lines behind", -0.6) { $0.lines(1) > 2 },
    Sign("a list behind", 0) { $0.next.isItem && !$0.this.isItem },
    Sign("a colon ends the next", 0.9) { $0.next.last == .colon },
    Sign("begins as the line before or behind does", -1.1) {
      $0.this.firstWord == $0.previous.firstWord && $0.previous.isLine || $0.this.firstWord == $0.next.firstWord && $0.next.isLine
    },
    Sign("the next begins with a small letter", 0) { $0.next.has(.startsLower) },
    Sign("the next begins with a quotation mark", -1.2) { $0.next.has(.startsQuote) },
    Sign("joined from lines", -0.4) { $0.this.layout.lines > 1 },
    // Words in common.
    Sign("half of its words come again behind", 0.9) { $0.echo.words > 1 && $0.echo.behind >= 0.5 },
    Sign("a quarter of its words come again behind", 0.1) { $0.echo.words > 1 && $0.echo.behind >= 0.25 },
    Sign("none of its words come again behind", -0.7) { $0.echo.words > 1 && $0.echo.behind == 0 },
    Sign("more of its words come again behind than stand before", 0.2) { $0.echo.behind > $0.echo.before },
    Sign("half of its words stand before", 0) { $0.echo.words > 1 && $0.echo.before >= 0.5 },
  ]

  private static let fittedOfText: [Sign] = [
    Sign("no other block of the text looks like a headline", -0.3) { $0.habits.candidates <= 1 },
    Sign("few others look like headlines", 0.2) { (2...3).contains($0.habits.candidates) },
    Sign("most paragraphs of the text are short", 0.1) { $0.habits.shortShare > 60 },
    Sign("a question, as most headlines of the text", 0.1) { $0.this.last == .question && $0.habits.questions * 2 > $0.habits.candidates },
    Sign("title case, as most headlines of the text", 0.8) { $0.this.has(.titleCase) && $0.habits.titleCase * 2 > $0.habits.candidates },
    Sign("no title case, as most headlines have", -0.6) { !$0.this.has(.titleCase) && $0.habits.titleCase * 3 > $0.habits.candidates * 2 },
    Sign("long, unlike most headlines of the text", -0.9) { $0.this.words > 9 && $0.habits.words < $0.habits.candidates * 6 },
  ]

  // Set by hand.
  private static let byHand: [Sign] = [
    Sign("a quotation that ends as a sentence does", -2) { $0.this.has(.startsQuote) && $0.this.isSentence },
    Sign("a byline's words and a name", -3) { $0.this.begins(.bylines) && $0.this.has(.startsName) },
    Sign("words of a credit and a colon", -2) { $0.this.begins(.credits) && $0.this.has(.colon) },
    Sign("at most four words and a full stop", -1.5) { $0.this.words <= 4 && $0.this.last == .stop },
    Sign("begins with a small letter, and is no question", -2.2) { $0.this.has(.startsLower) && $0.this.last != .question },
    Sign("nothing but words of a teaser, a credit or a footer", -4) {
      $0.this.isPhrase(.teasers) || $0.this.isPhrase(.credits) || $0.this.isPhrase(.footers)
    },
    Sign("nothing but a label of a newspaper's part", -1) { $0.this.isPhrase(.kickers) },
    Sign("ends with a colon, and more than three words", -2) { $0.this.last == .colon && $0.this.words > 3 },
    Sign("more than twenty-two words", -1.5) { $0.this.words > 22 },
    Sign("fifteen to twenty words, no end, prose on both sides", 1) {
      (15...20).contains($0.this.words) && $0.this.last == .word && $0.previous.isProse && $0.next.isProse
    },
    Sign("nothing but an end mark", -5) { $0.this.isPhrase(.endMarks) },
    Sign("a paragraph nearby says the same", -5) { $0.echo.isRepeated },
    Sign("a label of a newspaper's part", -1) { $0.this.begins(.kickers) && $0.this.words <= 4 },
    Sign("caption words inside", -0.5) { $0.this.holds(.captions) && !$0.this.begins(.captions) },
    Sign("begins like a caption", -3) { $0.this.begins(.captions) },
    Sign("begins like a byline", -1) { $0.this.begins(.bylines) },
    Sign("begins like a credit", -2) { $0.this.begins(.credits) },
    Sign("begins like a teaser", -3) { $0.this.begins(.teasers) },
    Sign("a time of day", -2.5) { $0.this.has(.time) },
    Sign("begins with a pronoun", -0.3) { $0.this.begins(.pronouns) },
    Sign("ends with an ellipsis", -1.5) { $0.this.last == .ellipsis },
    Sign("ends with an arrow or a dash", -3.5) { $0.this.last == .arrow || $0.this.last == .dash },
    Sign("an address", -1.5) { $0.this.has(.address) },
    Sign("a weekday", -1) { $0.this.holds(.weekdays) },
    Sign("a footer's words", -1.5) { $0.this.begins(.footers) },
    Sign("a verb of saying", -0.6) { $0.this.holds(.cues) },
    Sign("begins with another sign", -1.5) { $0.this.has(.startsSign) },
    Sign("begins with a bracket", -2) { $0.this.has(.startsBracket) },
    Sign("a month and a number", -1.2) { $0.this.holds(.months) && $0.this.has(.digits) },
    Sign("begins like a date line", -1.5) { $0.this.begins(.dates) },
    Sign("menu separators", -1.5) { $0.this.has(.separator) },
    Sign("ends with a comma or semicolon", -1.5) { $0.this.last == .comma || $0.this.last == .semicolon },
    Sign("numbered with points", 1.5) { $0.this.has(.pointed) },
    Sign("right above the next, apart from the one before", 1) { $0.next.layout.gap == 0 && $0.this.layout.gap > 0 && $0.next.words > 0 },
    Sign("right below the one before", -0.5) { $0.habits.hasEmptyLines && $0.this.layout.gap == 0 },
    Sign("more room before than behind", 1) { $0.this.layout.gap > $0.next.layout.gap && $0.next.layout.gap > 0 && $0.index > 0 },
    Sign("# signs or an underline", 8) { $0.this.layout.marks > 0 },
  ]

  private static let byHandOfText: [Sign] = [
    Sign("long, as most headlines of the text", 1.6) { $0.this.words > 9 && $0.habits.words > $0.habits.candidates * 9 },
    Sign("colon inside, as in many headlines of the text", 0.7) {
      $0.this.has(.colon) && $0.habits.colons > 2 && $0.habits.colons * 3 > $0.habits.candidates
    },
    Sign("not marked, as other headlines of the text are", -4) { $0.habits.marked > 1 && $0.this.layout.marks == 0 },
    Sign("the text has more such lines than paragraphs", -1) { $0.habits.candidates > $0.habits.prose },
  ]
}
