/// The scoring of fuzzy matches, after fzf's `FuzzyMatchV2` (src/algo/algo.go): a variant of Smith and Waterman's alignment.

enum FuzzyScore {
  private static let match = 16
  private static let gapStart = -3
  private static let gapExtension = -1
  private static let bonusBoundary = 8
  private static let bonusNonWord = 8
  private static let bonusBoundaryBlank = 10
  private static let bonusConsecutive = 4
  private static let bonusFirstFactor = 2
  /// Cells of the matrix beyond which only the shortest stretch that holds the letters is scored.
  private static let matrixLimit = 100_000

  /// What `letters` letters next to each other score.
  static func contiguous(_ letters: Int, atWordStart: Bool) -> Int {
    let bonus = atWordStart ? bonusBoundaryBlank : 0
    return letters * match + bonus * bonusFirstFactor + max(0, letters - 1) * max(bonus, bonusConsecutive)
  }

  static func isASCIIWord(_ scalar: UInt32) -> Bool {
    scalar | 0x20 &- 0x61 < 26 || scalar &- 0x30 < 10
  }

  /// The best alignment of a needle: its score, and the position of each of its scalars. Nil where the text does not hold them in order.
  static func best(of needle: [UInt32], in text: [UInt32]) -> (score: Int, positions: [Int])? {
    guard let first = firstPositions(of: needle, in: text) else { return nil }
    var high = text.count
    while high > 0, text[high - 1] != needle[needle.count - 1] { high -= 1 }
    if (high - first[0]) * needle.count > matrixLimit {
      let window = shortestStretch(of: needle, in: text, endingAt: first[needle.count - 1])
      // The window may still be long, but its letters are strewn over it then, and the score is poor in any case.
      let narrow = window.upperBound - window.lowerBound > matrixLimit / needle.count ? nil : window
      guard let narrow, let inner = firstPositions(of: needle, in: text, from: narrow.lowerBound) else { return nil }
      return align(needle, text, first: inner, end: narrow.upperBound)
    }
    return align(needle, text, first: first, end: high)
  }

  /// Where each scalar of the needle can stand at the earliest.
  private static func firstPositions(of needle: [UInt32], in text: [UInt32], from start: Int = 0) -> [Int]? {
    var positions: [Int] = []
    var index = start
    while index < text.count, positions.count < needle.count {
      if text[index] == needle[positions.count] { positions.append(index) }
      index += 1
    }
    return positions.count == needle.count ? positions : nil
  }

  /// From the end of the first stretch that holds the needle backwards to its last possible start.
  private static func shortestStretch(of needle: [UInt32], in text: [UInt32], endingAt end: Int) -> Range<Int> {
    var left = needle.count - 1
    var index = end
    while true {
      if text[index] == needle[left] {
        if left == 0 { return index..<end + 1 }
        left -= 1
      }
      index -= 1
    }
  }

  /// What a letter earns by where it stands.
  private static func bonus(at index: Int, in text: [UInt32]) -> Int {
    guard isWord(text[index]) else { return text[index] == 0x20 ? bonusBoundaryBlank : bonusNonWord }
    if index == 0 || text[index - 1] == 0x20 { return bonusBoundaryBlank }
    return isWord(text[index - 1]) ? 0 : bonusBoundary
  }

  private static func isWord(_ scalar: UInt32) -> Bool { scalar >= 0x80 || isASCIIWord(scalar) }

  private static func align(_ needle: [UInt32], _ text: [UInt32], first: [Int], end: Int) -> (score: Int, positions: [Int]) {
    let start = first[0]
    let width = end - start
    var scores = [Int32](repeating: 0, count: width * needle.count)
    var lengths = [Int32](repeating: 0, count: width * needle.count)
    let bonuses = (start..<end).map { Int32(bonus(at: $0, in: text)) }
    var best: (score: Int32, column: Int) = (-1, 0)
    for row in needle.indices {
      var inGap = false
      for column in first[row] - start..<width {
        let cell = row * width + column
        let left = column > first[row] - start ? scores[cell - 1] : 0
        let fromGap = left + Int32(inGap ? gapExtension : gapStart)
        var fromMatch = Int32(-1)
        var length = Int32(0)
        if text[start + column] == needle[row] {
          if row == 0 {
            fromMatch = Int32(match) + bonuses[column] * Int32(bonusFirstFactor)
            length = 1
          } else {
            fromMatch = scores[cell - width - 1] + Int32(match)
            length = lengths[cell - width - 1] + 1
            var bonus = bonuses[column]
            if length > 1 {
              let firstBonus = bonuses[column - Int(length) + 1]
              if bonus >= bonusBoundary && bonus > firstBonus {
                length = 1
              } else {
                bonus = max(bonus, Int32(bonusConsecutive), firstBonus)
              }
            }
            if fromMatch + bonus < fromGap {
              fromMatch += bonuses[column]
              length = 0
            } else {
              fromMatch += bonus
            }
          }
        }
        inGap = fromMatch < fromGap
        scores[cell] = max(fromMatch, fromGap, 0)
        lengths[cell] = length
        if row == needle.count - 1, fromMatch >= 0, scores[cell] > best.score { best = (scores[cell], column) }
      }
    }
    return (Int(best.score), trace(scores, lengths, rows: needle.count, width: width, first: first, start: start, from: best.column))
  }

  /// Walks back from the best cell to the letters that made it.
  private static func trace(
    _ scores: [Int32], _ lengths: [Int32], rows: Int, width: Int, first: [Int], start: Int, from last: Int
  ) -> [Int] {
    var positions: [Int] = []
    var row = rows - 1
    var column = last
    var prefersMatch = true
    while column >= first[row] - start {
      let cell = row * width + column
      let score = scores[cell]
      let diagonal = row > 0 && column > first[row] - start - 1 && column > 0 ? scores[cell - width - 1] : 0
      let left = column > first[row] - start ? scores[cell - 1] : 0
      if score > diagonal && (score > left || score == left && prefersMatch) {
        positions.append(start + column)
        if row == 0 { break }
        row -= 1
      }
      prefersMatch = lengths[cell] > 1 || row + 1 < rows && column + 1 < width && lengths[(row + 1) * width + column + 1] > 0
      column -= 1
    }
    return positions.reversed()
  }
}
