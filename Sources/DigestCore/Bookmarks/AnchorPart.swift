/// The words that are looked for: a bookmark's, or those of one of its parts.

/// A word as a key with its place in some bytes. In scripts without spaces each letter is a word.
struct AnchorToken {
  var key: UInt64
  var start: Int
  var end: Int

  /// Calls `body` with each word of valid UTF-8, in order. O(n).
  @inline(__always)
  static func each(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (AnchorToken) -> Void) {
    var token = AnchorToken(key: WordKey.seed, start: -1, end: -1)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      var length = 1
      var scalar = UInt32(byte)
      var isWord = (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
      var isAlone = false
      if byte < 0x80 {
        if byte &- 0x41 < 26 { scalar |= 0x20 }
      } else {
        (scalar, length) = UTF8Scalars.decode(text, at: index, end: range.upperBound)
        let kind = CharacterKind.of(scalar)
        isWord = kind.isWord
        isAlone = kind == .unspaced
        if isWord { scalar = WordKey.fold(scalar) }
      }
      if !isWord || isAlone, token.start >= 0 {
        body(token)
        token.start = -1
      }
      if isWord {
        if token.start < 0 { token = AnchorToken(key: WordKey.seed, start: index, end: index) }
        token.key = WordKey.mix(token.key, scalar)
        token.end = index + length
      }
      index += length
    }
    if token.start >= 0 { body(token) }
  }

  static func all(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [AnchorToken] {
    var tokens: [AnchorToken] = []
    each(in: text, range) { tokens.append($0) }
    return tokens
  }

  static func all(in bytes: [UInt8]) -> [AnchorToken] {
    bytes.withUnsafeBufferPointer { all(in: $0, 0..<$0.count) }
  }
}

/// The words of a bookmark that stand together in its text, and those around them.
struct AnchorPart {
  /// Which bookmark it belongs to.
  var number: Int
  var exact: [UInt8]
  var prefix: [UInt8]
  var suffix: [UInt8]
  /// The byte at which it would stand if the text had not changed before it.
  var expected: Int
  var tokens: [AnchorToken]
  /// The keys of the words around; a word that may be cut is left out.
  var before: [UInt64]
  var after: [UInt64]

  init(number: Int, exact: [UInt8], prefix: [UInt8], suffix: [UInt8], expected: Int) {
    self.number = number
    self.exact = exact
    self.prefix = prefix
    self.suffix = suffix
    self.expected = expected
    tokens = AnchorToken.all(in: exact)
    let before = AnchorToken.all(in: prefix)
    let after = AnchorToken.all(in: suffix)
    self.before = before.dropFirst(before.count > 2 ? 1 : 0).map(\.key)
    self.after = after.dropLast(after.count > 2 ? 1 : 0).map(\.key)
  }

  /// One part; or one a line where words that are not meant lie between them.
  static func parts(of bookmark: some Anchored, number: Int, expected: Int) -> [AnchorPart] {
    let prefix = Array(bookmark.prefix.utf8)
    let suffix = Array(bookmark.suffix.utf8)
    let exact = Array(bookmark.exact.utf8)
    guard bookmark.end - bookmark.start > bookmark.exact.unicodeScalars.count else {
      return [AnchorPart(number: number, exact: exact, prefix: prefix, suffix: suffix, expected: expected)]
    }
    let lines = exact.split(separator: 0x0A).map { Array($0) }
    return lines.indices.map { index in
      AnchorPart(
        number: number, exact: lines[index], prefix: index == 0 ? prefix : [], suffix: index == lines.count - 1 ? suffix : [],
        expected: expected)
    }
  }
}

/// Where a part was found.
struct AnchorPlace: Equatable {
  var range: Range<Int>
  /// Word for word, white space folded; else the nearest.
  var isWordForWord: Bool
}

/// How well the words around a place agree with those that were kept.
enum ContextMatch {
  /// How many bytes outwards from a place are the same.
  static func bytes(_ text: [UInt8], _ range: Range<Int>, prefix: [UInt8], suffix: [UInt8]) -> Int {
    var before = 0
    while before < prefix.count, before < range.lowerBound, prefix[prefix.count - 1 - before] == text[range.lowerBound - 1 - before] {
      before += 1
    }
    var after = 0
    while after < suffix.count, range.upperBound + after < text.count, suffix[after] == text[range.upperBound + after] { after += 1 }
    return before + after
  }

  /// What a word that is there counts if all between it and the place are there too.
  static let perWord = 3

  /// How many of the words around a place are those that were kept: one for each that stands, in order, in a window a
  /// little wider than they were, two more for each that also joins the place without a gap.
  static func words(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, of part: AnchorPart) -> Int {
    let reach = 3 * 32
    var low = max(0, range.lowerBound - reach)
    while low < range.lowerBound, text[low] & 0xC0 == 0x80 { low += 1 }
    var high = min(text.count, range.upperBound + reach)
    while high > range.upperBound, high < text.count, text[high] & 0xC0 == 0x80 { high -= 1 }
    let before = AnchorToken.all(in: text, low..<range.lowerBound).suffix(part.before.count + 3)
    let after = AnchorToken.all(in: text, range.upperBound..<high).prefix(part.after.count + 3)
    return score(part.before.reversed(), before.reversed().map(\.key)) + score(part.after, after.map(\.key))
  }

  /// Of two lists outwards from the place.
  private static func score(_ kept: [UInt64], _ now: [UInt64]) -> Int {
    let adjoining = zip(kept, now).prefix { $0.0 == $0.1 }.count
    return common(kept, now) + (perWord - 1) * adjoining
  }

  /// The length of the longest common subsequence of two short lists.
  private static func common(_ a: [UInt64], _ b: [UInt64]) -> Int {
    var row = [Int](repeating: 0, count: b.count + 1)
    for key in a {
      var diagonal = 0
      for index in b.indices {
        let above = row[index + 1]
        row[index + 1] = key == b[index] ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[b.count]
  }
}
