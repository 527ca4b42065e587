/// Advertisements and teasers that several lines make: a heading, an excerpt, a call to act.

/// Finds the blocks that belong to a call to act below them, at most two above it.
enum PromoBlock {
  /// A short line that calls to act: read more, subscribe, an arrow at its end.
  static func isCall(_ facts: BlockFacts) -> Bool {
    facts.isShort && facts.role == .body && facts.words <= 8 && facts.words > 0 && (facts.begins(.teasers) || facts.last == .arrow)
      && facts.last != .stop && facts.last != .colon && facts.last != .question && !facts.has(.startsQuote)
  }

  /// Whether the block at a place is a promo because of the call that follows it, right below or below one more block.
  static func holds(_ place: Neighbourhood) -> Bool { signs(at: place) != nil }

  /// The signs by which the block at a place is a promo, and the place that they hold for; nil where it is none.
  static func signs(at place: Neighbourhood) -> (table: [Sign], place: Neighbourhood)? {
    guard place.index > 0, place.this.role == .body, place.this.layout.marks == 0 else { return nil }
    if isCall(place.next) { return excerpt.score(place) > 0 ? (excerpt, place) : nil }
    let below = place.moved(1)
    return isCall(below.next) && excerpt.score(below) > 0 && heading.score(place) > 0 ? (heading, place) : nil
  }

  /// The signs that the paragraph above a call is its excerpt or its offer, and no part of the article.
  static let excerpt: [Sign] = [
    Sign("a call to act below", -2.5) { _ in true },
    Sign("ends with an ellipsis", 4) { $0.this.last == .ellipsis },
    Sign("begins like a teaser", 2) { $0.this.begins(.teasers) },
    Sign("teaser words inside", 1.5) { $0.this.holds(.teasers) && !$0.this.begins(.teasers) },
    Sign("speaks to the reader of an offer", 1) { $0.this.isOffer },
    Sign("a line right on top of it", 1.5) { $0.this.layout.gap == 0 && $0.previous.isShort && $0.previous.layout.gap > 0 },
    Sign("right on top of the call", 1) { $0.next.layout.gap == 0 },
    Sign("a line above", 0.5) { $0.previous.isShort && $0.previous.words <= 14 },
    Sign("a list item", -2) { $0.this.isItem },
    Sign("a quotation", -2) { $0.this.has(.startsQuote) || $0.this.holds(.cues) },
    Sign("a call with no arrow", -0.5) { $0.next.last != .arrow },
  ]

  /// The signs that the line above an excerpt is its heading.
  static let heading: [Sign] = [
    Sign("an excerpt below", -1) { _ in true },
    Sign("a line, or a question", 2) { $0.this.isLine || $0.this.last == .question && $0.this.words <= 20 },
    Sign("right on top of the excerpt", 2) { $0.next.layout.gap == 0 && $0.this.isShort },
    Sign("a long sentence", -2) { $0.this.words > 25 },
  ]
}
