/// The search in the text: its words, its hits, which of them is the current one.

import DigestCore

/// A search in an article, done as one types, in pieces: the first from where the reader is, so that the nearest hit comes at once.
struct TextSearch: Sendable {
  private(set) var words = ""
  /// In the order of the text.
  private(set) var hits: [Passage] = []
  var current: Int?
  /// Whether there are more hits than were gathered.
  private(set) var isCut = false

  /// What is still to be searched: from the reader's block to the end, then from the start to that block.
  private var searcher: ArticleSearcher?
  private var isBeforePlace = false
  private(set) var place = Passage(block: 0, range: 0..<0)
  /// How many of the hits lie in the part that was searched last.
  private var early = 0

  /// So many hits are gathered; a text with more of them is not searched further by eye.
  private static let limit = 100_000
  /// About so many bytes are searched at a time: some milliseconds.
  private static let piece = 4 << 20

  var isActive: Bool { !words.isEmpty }
  /// Whether `goOn` has something to do.
  var isRunning: Bool { searcher != nil }

  /// Begins to look for words; the current hit becomes the first at or after a place.
  mutating func find(_ words: String, in article: Article, from place: Passage) {
    self = TextSearch()
    self.words = words
    self.place = place
    guard let matcher = LiteralMatcher(words) else { return }
    searcher = ArticleSearcher(article, matcher, blocks: min(place.block, article.blocks.count)..<article.blocks.count)
    goOn(in: article)
  }

  /// Searches one piece more.
  mutating func goOn(in article: Article) {
    guard var running = searcher else { return }
    var found: [Passage] = []
    running.search(bytes: Self.piece) {
      found.append($0)
      return hits.count + found.count < Self.limit
    }
    if isBeforePlace {
      hits.insert(contentsOf: found, at: early)
      early += found.count
      if let current { self.current = current + found.count }
    } else {
      hits += found
    }
    isCut = hits.count >= Self.limit
    searcher = running.isFinished || isCut ? nil : running
    if searcher == nil, !isCut, !isBeforePlace, place.block > 0, let matcher = LiteralMatcher(words) {
      isBeforePlace = true
      searcher = ArticleSearcher(article, matcher, blocks: 0..<min(place.block, article.blocks.count))
    }
    if current == nil { current = index(atOrAfter: place) ?? (searcher == nil && !hits.isEmpty ? 0 : nil) }
    // A short text is done at once.
    if searcher != nil, article.utf8.count <= Self.piece { goOn(in: article) }
  }

  mutating func clear() { self = TextSearch() }

  /// Goes so many hits on (back where negative); whether the text's end was passed.
  mutating func step(_ count: Int, from place: Passage) -> Bool {
    guard !hits.isEmpty else { return false }
    let start = current ?? (count > 0 ? (index(atOrAfter: place) ?? 0) - 1 : index(atOrAfter: place) ?? hits.count)
    let next = start + count
    current = ((next % hits.count) + hits.count) % hits.count
    return next != current
  }

  /// `3 of 14`; an ellipsis where more may come.
  var count: String {
    guard let current else { return isRunning ? "searching…" : "no hit" }
    return "\(Wording.grouped(current + 1)) of \(Wording.grouped(hits.count))\(isCut ? "+" : isRunning ? "…" : "")"
  }

  /// The hits in a block. O(log hits).
  func hits(inBlock block: Int) -> ArraySlice<Passage> {
    let low = index(atOrAfter: Passage(block: block, range: 0..<0)) ?? hits.count
    let high = index(atOrAfter: Passage(block: block + 1, range: 0..<0)) ?? hits.count
    return hits[low..<high]
  }

  /// Whether a hit lies in some blocks. O(log hits).
  func hasHits(in blocks: Range<Int>) -> Bool {
    index(atOrAfter: Passage(block: blocks.lowerBound, range: 0..<0)).map { hits[$0].block < blocks.upperBound } ?? false
  }

  private func index(atOrAfter place: Passage) -> Int? {
    var low = 0
    var high = hits.count
    while low < high {
      let middle = (low + high) / 2
      if (hits[middle].block, hits[middle].range.lowerBound) < (place.block, place.range.lowerBound) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < hits.count ? low : nil
  }
}
