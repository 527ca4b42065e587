/// The signs of promos, credits, captions, list items and footnotes: one table a role.

/// A role and the signs for it; the role with the highest score above 0 is taken.
struct RoleTable: Sendable {
  let role: Role
  let signs: [Sign]
}

enum RoleSigns {
  static let tables = [promo, credit, caption, list, footnote, pullquote]

  /// Advertisements, teasers, calls to act, menus, footers.
  static let promo = RoleTable(
    role: .promo,
    signs: [
      Sign("any short block", -3) { _ in true },
      Sign("nothing but words of a teaser", 1.5) { $0.this.isPhrase(.teasers) },
      Sign("begins like a teaser", 3.2) { $0.this.begins(.teasers) },
      Sign("teaser words inside", 0.8) { $0.this.holds(.teasers) && !$0.this.begins(.teasers) },
      Sign("a footer's words", 3) { $0.this.begins(.footers) },
      Sign("at most eight words", 0.7) { $0.this.words <= 8 },
      Sign("more than sixteen words", -1) { $0.this.words > 16 },
      Sign("more than thirty words", -1) { $0.this.words > 30 },
      Sign("ends with an arrow", 3.5) { $0.this.last == .arrow },
      Sign("begins with a sign", 0.5) { $0.this.has(.startsSign) },
      Sign("menu separators", 0.7) { $0.this.has(.separator) },
      Sign("capitals only", 0.3) { $0.this.has(.allCaps) },
      Sign("ends as a sentence does", -0.7) { $0.this.last == .stop },
      Sign("ends with a colon", -1.5) { $0.this.last == .colon && $0.this.words > 3 },
      Sign("quotation marks", -1) { $0.this.has(.startsQuote) || $0.this.has(.hasQuote) },
      Sign("a verb of saying", -0.5) { $0.this.holds(.cues) },
      Sign("among the last three blocks", 0.5) { $0.isLast || $0[2].words == 0 || $0[3].words == 0 },
      Sign("first of the text", -2) { $0.index == 0 },
    ])

  /// Lines that hold a byline, a dateline, a date, a source or an end mark alone.
  static let credit = RoleTable(
    role: .credit,
    signs: [
      Sign("any short block", -3) { _ in true },
      Sign("nothing but an end mark", 5) { $0.this.isPhrase(.endMarks) },
      Sign("nothing but words of a credit", 1.5) { $0.this.isPhrase(.credits) },
      Sign("begins like a credit", 2.6) { $0.this.begins(.credits) },
      Sign("credit words inside brackets", 2) { $0.this.holds(.credits) && $0.this.has(.startsBracket) },
      Sign("begins like a byline", 2) { $0.this.begins(.bylines) },
      Sign("a byline's words and a name", 1) { $0.this.begins(.bylines) && $0.this.has(.startsName) },
      Sign("begins like a date line", 2) { $0.this.begins(.dates) },
      Sign("a label of a newspaper's part", 2.7) { $0.this.begins(.kickers) && $0.this.words <= 3 },
      Sign("a month and a number, few other words", 2.5) { $0.this.holds(.months) && $0.this.has(.digits) && $0.this.words <= 6 },
      Sign("a weekday and a number, few other words", 1.5) { $0.this.holds(.weekdays) && $0.this.has(.digits) && $0.this.words <= 8 },
      Sign("a time of day, few other words", 2.8) { $0.this.has(.time) && $0.this.words <= 6 },
      Sign("at most eight words", 0.7) { $0.this.words <= 8 },
      Sign("colon inside", 0.5) { $0.this.has(.colon) },
      Sign("a mail address", 0.5) { $0.this.has(.address) },
      Sign("more than sixteen words", -1.5) { $0.this.words > 16 },
      Sign("ends as a sentence does", -1.5) { $0.this.isSentence && $0.this.words > 5 },
      Sign("ends with a colon", -1.5) { $0.this.last == .colon },
      Sign("a verb of saying", -1) { $0.this.holds(.cues) },
      Sign("begins with a dash, few words, at the end", 2.5) {
        $0.this.has(.startsSign) && $0.this.words <= 4 && $0.this.words > 0 && $0.isLast
      },
      Sign("no letter", 5) { $0.this.words == 0 },
      Sign("first of the text", -2) { $0.index == 0 },
    ])

  static let caption = RoleTable(
    role: .caption,
    signs: [
      Sign("any short block", -3) { _ in true },
      Sign("begins like a caption", 3.6) { $0.this.begins(.captions) },
      Sign("caption words inside", 1) { $0.this.holds(.captions) && !$0.this.begins(.captions) },
      Sign("credit words inside", 1) { $0.this.holds(.credits) && !$0.this.begins(.credits) },
      Sign("in square brackets", 3.2) { $0.this.has(.startsSquare) && $0.this.has(.closed) && !$0.this.has(.noted) },
      Sign("credit in brackets at the end", 1.5) { $0.this.has(.brackets) && $0.this.has(.closed) && $0.this.holds(.credits) },
      Sign("more than thirty words", -2) { $0.this.words > 30 },
      Sign("a verb of saying", -1) { $0.this.holds(.cues) },
      Sign("begins with a quotation mark", -2) { $0.this.has(.startsQuote) },
      Sign("first of the text", -2) { $0.index == 0 },
    ])

  static let list = RoleTable(
    role: .list,
    signs: [
      Sign("any short block", -3) { _ in true },
      Sign("numbered", 2.2) { $0.this.has(.numbered) },
      Sign("an item before", 1) { $0.previous.isItem },
      Sign("an item behind", 1) { $0.next.isItem },
      Sign("a colon before", 1.5) { $0.previous.last == .colon },
      Sign("a line after a colon, and lines behind", 2) { $0.previous.last == .colon && $0.this.isLine && $0.next.isLine },
    ])

  static let footnote = RoleTable(
    role: .footnote,
    signs: [
      Sign("any short block", -3) { _ in true },
      Sign("a number in square brackets at the start", 3.5) { $0.this.has(.noted) },
    ])

  static let pullquote = RoleTable(
    role: .pullquote,
    signs: [
      Sign("any short block", -3) { _ in true },
      Sign("a paragraph nearby says the same", 4) { $0.echo.isRepeated },
      Sign("fewer than seven words", -2) { $0.this.words < 7 },
    ])
}
