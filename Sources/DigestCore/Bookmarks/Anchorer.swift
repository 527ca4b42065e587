/// How a bookmark is found again: by position, by its exact words with context, by the nearest match.

/// Finds bookmarks again in an article whose text may have changed.
///
/// First by position; then by the exact words, white space folded, where the words around them say which place is meant;
/// then by the place whose words are nearest (edit distance over words), if it is clearly nearer than the second-best.
/// A place that is not clear is none: the bookmark is orphaned. Linear in the text and in the number of bookmarks.
public struct Anchorer {
  private let article: Article
  /// Whether the article is read to its end.
  private let isWhole: Bool

  /// - Parameter isWhole: false for the beginning of an article; what is not found in it by position is unchecked then.
  public init(_ article: Article, isWhole: Bool = true) {
    self.article = article
    self.isWhole = isWhole
  }

  /// How one bookmark is found again.
  public func anchor(_ item: some Anchored) -> Anchoring {
    anchor([item])[item.id] ?? .unchecked
  }

  /// How each bookmark is found again, in one pass over the text for those that are not at their positions.
  public func anchor<Item: Anchored>(_ bookmarks: [Item]) -> [Item.ID: Anchoring] {
    var found: [Item.ID: Anchoring] = [:]
    let positions = ScalarOffsets.bytes(of: bookmarks.flatMap { [$0.start, $0.end] }, in: article.utf8)
    var lost: [(bookmark: Item, expected: Int)] = []
    for bookmark in bookmarks {
      let start = positions[bookmark.start] ?? article.utf8.count
      if let end = positions[bookmark.end], let ranges = inPlace(bookmark, start..<max(start, end)) {
        found[bookmark.id] = .exact(passages(ranges))
      } else if isWhole {
        lost.append((bookmark, start))
      } else {
        found[bookmark.id] = .unchecked
      }
    }
    guard !lost.isEmpty else { return found }
    let parts = lost.enumerated().flatMap { AnchorPart.parts(of: $1.bookmark, number: $0, expected: $1.expected) }
    let places = Dictionary(grouping: zip(parts, AnchorSearch(article.utf8).find(parts)), by: \.0.number)
    for (number, (bookmark, expected)) in lost.enumerated() {
      found[bookmark.id] = anchoring((places[number] ?? []).map { ($0.0, $0.1) }, expected: expected)
    }
    return found
  }

  /// Where the parts of a bookmark stand if all of its words are at their position, with the words around them where
  /// they could be another place's too.
  private func inPlace(_ bookmark: some Anchored, _ range: Range<Int>) -> [Range<Int>]? {
    let exact = Array(bookmark.exact.utf8)
    guard !exact.isEmpty else { return nil }
    if article.utf8[range].elementsEqual(exact) {
      let context = ContextMatch.bytes(article.utf8, range, prefix: Array(bookmark.prefix.utf8), suffix: Array(bookmark.suffix.utf8))
      let whole = bookmark.prefix.utf8.count + bookmark.suffix.utf8.count
      return context * 2 >= whole ? [range] : nil
    }
    // Words that are not meant lie between the parts.
    guard bookmark.end - bookmark.start > bookmark.exact.unicodeScalars.count else { return nil }
    var ranges: [Range<Int>] = []
    var next = range.lowerBound
    for line in exact.split(separator: 0x0A) {
      guard let start = article.utf8.firstPlace(of: line, in: next..<range.upperBound), !ranges.isEmpty || start == next else { return nil }
      ranges.append(start..<start + line.count)
      next = start + line.count
    }
    return ranges.last?.upperBound == range.upperBound ? ranges : nil
  }

  /// What became of a bookmark from what became of its parts.
  private func anchoring(_ parts: [(part: AnchorPart, place: AnchorPlace?)], expected: Int) -> Anchoring {
    let found = parts.compactMap { part, place in place.map { (part: part, place: $0) } }
    let isInOrder = zip(found, found.dropFirst()).allSatisfy { $0.place.range.upperBound <= $1.place.range.lowerBound }
    let words = parts.reduce(0) { $0 + $1.part.exact.count }
    let kept = found.reduce(0) { $0 + $1.part.exact.count }
    guard isInOrder, let first = found.first, kept * 10 >= words * 6 else { return .orphaned }
    let passages = passages(found.map(\.place.range))
    if kept < words || found.contains(where: { !$0.place.isWordForWord }) { return .changed(passages) }
    return first.place.range.lowerBound == expected && parts.count == 1 ? .exact(passages) : .moved(passages)
  }

  private func passages(_ ranges: [Range<Int>]) -> [Passage] {
    ranges.flatMap { article.passages(ofBytes: $0) }
  }
}

extension Anchorer {
  /// Bookmarks with the positions at which they were found again; one that was not found keeps its own. One pass over the text.
  public func moved<Item: Anchored>(_ bookmarks: [Item], _ anchorings: [Item.ID: Anchoring]) -> [Item] {
    let ranges = bookmarks.map { bookmark -> Range<Int>? in
      guard let passages = anchorings[bookmark.id]?.passages, let first = passages.first, let last = passages.last else { return nil }
      return article.bytes(of: first).lowerBound..<article.bytes(of: last).upperBound
    }
    let scalars = ScalarOffsets.scalars(of: ranges.flatMap { $0.map { [$0.lowerBound, $0.upperBound] } ?? [] }, in: article.utf8)
    return zip(bookmarks, ranges).map { bookmark, range in
      guard let range, let start = scalars[range.lowerBound], let end = scalars[range.upperBound] else { return bookmark }
      var moved = bookmark
      moved.start = start
      moved.end = end
      return moved
    }
  }
}

/// From scalars to bytes and back.
enum ScalarOffsets {
  /// The scalar offsets of byte offsets. One pass over the text.
  static func scalars(of offsets: [Int], in utf8: [UInt8]) -> [Int: Int] {
    var found: [Int: Int] = [:]
    var (last, scalars) = (0, 0)
    for offset in Set(offsets).sorted() {
      scalars += utf8.scalarCount(in: last..<offset)
      found[offset] = scalars
      last = offset
    }
    return found
  }

  /// The byte offsets of scalar offsets; those past the end are missing. One pass over the text.
  static func bytes(of offsets: [Int], in utf8: [UInt8]) -> [Int: Int] {
    var found: [Int: Int] = [:]
    var wanted = Array(Set(offsets)).sorted()[...]
    utf8.withUnsafeBufferPointer { text in
      var scalars = 0
      var index = 0
      while let next = wanted.first {
        // Whole pieces before the one that holds the next offset.
        while index + 4096 <= text.count {
          var count = 0
          for byte in text[index..<index + 4096] { count &+= byte & 0xC0 != 0x80 ? 1 : 0 }
          if scalars + count > next { break }
          scalars += count
          index += 4096
        }
        while index < text.count, scalars < next || text[index] & 0xC0 == 0x80 {
          if text[index] & 0xC0 != 0x80 { scalars += 1 }
          index += 1
        }
        if scalars == next { found[next] = index } else { break }
        wanted.removeFirst()
      }
    }
    return found
  }
}

extension [UInt8] {
  /// The first place of a run of bytes in a stretch.
  func firstPlace(of run: ArraySlice<UInt8>, in range: Range<Int>) -> Int? {
    guard let head = run.first, run.count <= range.count else { return nil }
    var index = range.lowerBound
    while index <= range.upperBound - run.count {
      guard let start = self[index...(range.upperBound - run.count)].firstIndex(of: head) else { return nil }
      if self[start..<start + run.count].elementsEqual(run) { return start }
      index = start + 1
    }
    return nil
  }
}
