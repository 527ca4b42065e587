/// How many words of a short block come again in the paragraphs around it: a headline's words are taken up below it.

/// Shares of a block's words of content, from 0 to 1.
struct Echo {
  /// The share that comes again in the two blocks behind, and in the block before.
  var behind: Float = 0
  var before: Float = 0
  /// How many different words of content the block has.
  var words = 0
  /// Whether a paragraph nearby holds the block word for word, as it does for a pull quote.
  var isRepeated = false

  init() {}

  /// The echo of a block. O(`scanned`).
  ///
  /// - Parameter countsShares: false where only `isRepeated` is wanted: the shares stay 0.
  init(of index: Int, in text: UnsafeBufferPointer<UInt8>, _ blocks: [Block], _ book: PhraseBook, countsShares: Bool = true) {
    var keys: [UInt32] = []
    Self.forEachKey(in: text, blocks[index].bytes, book) { key in
      if keys.count < 32, !keys.contains(key) { keys.append(key) }
    }
    words = keys.count
    guard words > 0 else { return }
    if words > 3 { isRepeated = Self.isRepeated(index, in: text, blocks) }
    guard countsShares else { return }
    let after = blocks.dropFirst(index + 1).prefix(2).map { text.prefix(of: $0.bytes, Self.scanned) }
    behind = Self.share(of: keys, in: text, after, book)
    if index > 0 { before = Self.share(of: keys, in: text, [text.suffix(of: blocks[index - 1].bytes, Self.scanned)], book) }
  }

  /// Bytes of each neighbour that are looked at.
  private static let scanned = 800

  private static func share(of keys: [UInt32], in text: UnsafeBufferPointer<UInt8>, _ ranges: [Range<Int>], _ book: PhraseBook) -> Float {
    var mask: UInt64 = 0
    for key in keys { mask |= 1 << UInt64(key & 63) }
    var found: UInt32 = 0
    for range in ranges {
      forEachKey(in: text, range, nil) { key in
        if mask & 1 << UInt64(key & 63) != 0, let place = keys.firstIndex(of: key) { found |= 1 << UInt32(place) }
      }
    }
    return Float(found.nonzeroBitCount) / Float(keys.count)
  }

  /// Whether one of the three longer blocks before and behind holds the block's bytes but the marks at both ends.
  private static func isRepeated(_ index: Int, in text: UnsafeBufferPointer<UInt8>, _ blocks: [Block]) -> Bool {
    var low = blocks[index].bytes.lowerBound
    var high = blocks[index].bytes.upperBound
    while low < high, !text.isWordByte(text[low]) || text[low] == 0xE2 { low += text[low] == 0xE2 ? 3 : 1 }
    while high > low, text[high - 1] < 0x80, !text.isWordByte(text[high - 1]) { high -= 1 }
    guard high - low >= 24 else { return false }
    for near in max(0, index - 3)...min(blocks.count - 1, index + 3) where near != index {
      let bytes = text.prefix(of: blocks[near].bytes, 4 * scanned)
      if bytes.count >= high - low, text.contains(low..<high, in: bytes) { return true }
    }
    return false
  }

  /// The keys of the words of content: their stems; in a script without spaces, pairs of signs.
  static func forEachKey(
    in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ book: PhraseBook?, _ body: (UInt32) -> Void
  ) {
    var before: UInt32?
    forEachWord(in: text, range) { word in
      if word.isDense {
        if let before { body(before &* 31 ^ word.hash) }
        before = word.hash
        return
      }
      before = nil
      if word.end - word.start < 3 && !word.isNumber || book?.holds(.stopwords, word) == true { return }
      body(word.stem)
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes of one range, at least eight, stand in another. O(n) but for texts that repeat the same few bytes.
  fileprivate func contains(_ needle: Range<Int>, in range: Range<Int>) -> Bool {
    let first = self[needle.lowerBound]
    let second = self[needle.lowerBound + 1]
    let middle = self[needle.lowerBound + needle.count / 2]
    var index = range.lowerBound
    let end = range.upperBound - needle.count
    while index <= end {
      if self[index] == first, self[index + 1] == second, self[index + needle.count / 2] == middle,
        (2..<needle.count).allSatisfy({ self[index + $0] == self[needle.lowerBound + $0] })
      {
        return true
      }
      index += 1
    }
    return false
  }

  /// At most the first bytes of a range, cut between scalars.
  func prefix(of range: Range<Int>, _ length: Int) -> Range<Int> {
    var end = Swift.min(range.upperBound, range.lowerBound + length)
    while end < range.upperBound, self[end] & 0xC0 == 0x80 { end += 1 }
    return range.lowerBound..<end
  }

  /// At most the last bytes of a range, cut between scalars.
  func suffix(of range: Range<Int>, _ length: Int) -> Range<Int> {
    var start = Swift.max(range.lowerBound, range.upperBound - length)
    while start < range.upperBound, self[start] & 0xC0 == 0x80 { start += 1 }
    return start..<range.upperBound
  }
}
