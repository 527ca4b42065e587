/// Advertisements and teasers that several lines make: a heading, an excerpt, a call to act.

/// Finds the blocks that belong to a call to act below them.
enum PromoBlock {
  /// A line that calls to act, and that nothing but a teaser can be.
  static func isCall(_ facts: BlockFacts) -> Bool {
    facts.isShort && facts.role == .body && facts.words <= 8 && facts.words > 0
      && (facts.begins(.teasers) || facts.last == .arrow) && facts.last != .stop && facts.last != .colon
  }

  /// Whether the block at a place is a promo because of the call to act that follows it.
  ///
  /// An excerpt that breaks off with an ellipsis, then a call; above the excerpt its heading, right on top of it.
  static func holds(_ place: Neighbourhood) -> Bool {
    guard place.index > 0, place.this.role == .body else { return false }
    return isExcerpt(place, 0) || isExcerpt(place, 1) && isHeading(place)
  }

  private static func isExcerpt(_ place: Neighbourhood, _ offset: Int) -> Bool {
    let this = place[offset]
    return isCall(place[offset + 1]) && this.words > 8 && this.last == .ellipsis
  }

  private static func isHeading(_ place: Neighbourhood) -> Bool {
    place.this.isShort && place.this.words <= 25 && (place.next.layout.gap == 0 || place.this.isLine || place.this.last == .question)
  }
}
