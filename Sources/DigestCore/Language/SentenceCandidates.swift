/// Places where a sentence may end, before the language's exceptions are asked.

/// A place where a sentence may end.
struct SentenceCandidate: Equatable {
  /// Where the run of stops begins.
  var stop: Int
  /// Where the sentence ends, closing marks and note numbers included.
  var end: Int
  /// Where the next sentence begins.
  var next: Int
}

/// Finds these places.
///
/// In Latin, Greek and Cyrillic letters they can only follow `. ! ? …`, so a scan of the bytes finds all that ICU
/// does, at many times its speed; other scripts are ICU's.
enum SentenceCandidates {
  /// Whether the scan knows all stops that a text can have.
  static func suffice(for text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where text[index] >= 0xD5 {
      let byte = text[index]
      if byte == 0xE2 { continue }
      // Emoji and the variation selectors beside them.
      if byte == 0xF0, index + 1 < range.upperBound, text[index + 1] == 0x9F { continue }
      if byte == 0xEF, index + 1 < range.upperBound, text[index + 1] == 0xB8 { continue }
      return false
    }
    return true
  }

  /// The possible ends in a stretch whose stops are `. ! ? …`. O(n).
  static func scan(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [SentenceCandidate] {
    var found: [SentenceCandidate] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      guard byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0xE2, case let length = stop(text, at: index, range.upperBound),
        length > 0
      else {
        index += 1
        continue
      }
      let start = index
      index += length
      while case let length = stop(text, at: index, range.upperBound), length > 0 { index += length }
      if let candidate = candidate(text, stop: start, after: index, limit: range.upperBound) {
        found.append(candidate)
        index = candidate.end
      }
    }
    return found
  }

  /// What a run of stops that ends at `after` makes: nil where the text goes on without a space.
  private static func candidate(
    _ text: UnsafeBufferPointer<UInt8>, stop: Int, after: Int, limit: Int
  ) -> SentenceCandidate? {
    var end = closings(text, from: after, limit)
    end = note(text, from: end, stop: stop, limit)
    var next = end
    while case let length = blank(text, at: next, limit), length > 0 { next += length }
    if next == end, next < limit { return nil }
    // A closing mark that stands apart: « Qui ? » or a slip before ”.
    if next < limit, case let apart = apartClosing(text, at: next, limit), apart > 0 {
      let after = next + apart
      if after == limit || blank(text, at: after, limit) > 0 {
        end = after
        next = after
        while case let length = blank(text, at: next, limit), length > 0 { next += length }
      }
    }
    return SentenceCandidate(stop: stop, end: end, next: next)
  }

  /// What a boundary of ICU's makes: opening marks before it belong to what follows.
  static func candidate(_ text: UnsafeBufferPointer<UInt8>, boundary: Int, in range: Range<Int>) -> SentenceCandidate? {
    var end = trimmed(text, range.lowerBound..<boundary)
    while end > range.lowerBound {
      let (scalar, start) = UTF8Scalars.decode(text, before: end, start: range.lowerBound)
      guard CharacterKind.of(scalar) == .opening else { break }
      end = trimmed(text, range.lowerBound..<start)
    }
    guard end > range.lowerBound else { return nil }
    var next = end
    while case let length = blank(text, at: next, range.upperBound), length > 0 { next += length }
    var stop = end
    while stop > range.lowerBound {
      let (scalar, start) = UTF8Scalars.decode(text, before: stop, start: range.lowerBound)
      let kind = CharacterKind.of(scalar)
      guard kind == .closing || kind == .opening else { break }
      stop = start
    }
    while stop > range.lowerBound {
      let (scalar, start) = UTF8Scalars.decode(text, before: stop, start: range.lowerBound)
      guard isStop(scalar) else { break }
      stop = start
    }
    return SentenceCandidate(stop: stop, end: end, next: next)
  }

  /// The possible ends after ellipses, which ICU's rules do not count as stops.
  static func ellipses(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, limit: Int, to found: inout [SentenceCandidate]) {
    var index = range.lowerBound
    while index + 2 < range.upperBound {
      guard text[index] == 0xE2, text[index + 1] == 0x80, text[index + 2] == 0xA6 else {
        index += 1
        continue
      }
      let start = index
      while case let length = stop(text, at: index, limit), length > 0 { index += length }
      let end = closings(text, from: index, limit)
      var next = end
      while case let length = blank(text, at: next, limit), length > 0 { next += length }
      if end < range.upperBound { found.append(SentenceCandidate(stop: start, end: end, next: next)) }
      index = end
    }
  }

  /// The length of the stop at a place, else 0.
  @inline(__always)
  static func stop(_ text: UnsafeBufferPointer<UInt8>, at index: Int, _ limit: Int) -> Int {
    guard index < limit else { return 0 }
    switch text[index] {
    case 0x2E, 0x21, 0x3F: return 1
    case 0xE2:
      guard index + 2 < limit else { return 0 }
      let (second, third) = (text[index + 1], text[index + 2])
      // … ‼ ‽, then ⁇ ⁈ ⁉
      return second == 0x80 && (third == 0xA6 || third == 0xBC || third == 0xBD) || second == 0x81 && third >= 0x87 && third <= 0x89 ? 3 : 0
    default: return 0
    }
  }

  /// Whether a scalar ends sentences in the scripts that ICU parts.
  static func isStop(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21, 0x2E, 0x3F, 0x2026, 0x203C, 0x203D, 0x2047...0x2049, 0x3002, 0xFF01, 0xFF0E, 0xFF1F, 0xFF61, 0x061F, 0x06D4, 0x0964, 0x0965,
      0x0589, 0x1362, 0x1367, 0x17D4, 0x17D5, 0x104A, 0x104B:
      true
    default: false
    }
  }

  /// Where the closing marks end that follow a stop at once.
  static func closings(_ text: UnsafeBufferPointer<UInt8>, from index: Int, _ limit: Int) -> Int {
    var end = index
    while end < limit {
      let (kind, length) = WordScanner.kind(text, at: end, limit)
      // German and others close with “ and «, which open elsewhere: they close where nothing follows at once.
      let closes =
        kind == .closing || kind == .opening && text[end] >= 0x80 && (end + length == limit || blank(text, at: end + length, limit) > 0)
      guard closes else { break }
      end += length
    }
    return end
  }

  /// Where the note numbers end that follow a stop at once: [3], [3][4], or 3 after a stop that is no decimal point.
  private static func note(_ text: UnsafeBufferPointer<UInt8>, from index: Int, stop: Int, _ limit: Int) -> Int {
    var end = index
    while end < limit, text[end] == 0x5B {
      var digit = end + 1
      while digit < limit, digit < end + 5, text[digit] &- 0x30 < 10 { digit += 1 }
      guard digit > end + 1, digit < limit, text[digit] == 0x5D else { break }
      end = digit + 1
    }
    guard end == index, stop > 0, text[stop] == 0x2E, (text[stop - 1] | 0x20) &- 0x61 < 26 || text[stop - 1] == 0x29 else { return end }
    while end < limit, end < index + 3, text[end] &- 0x30 < 10 { end += 1 }
    guard end > index, end + 1 < limit, text[end] == 0x20, text[end + 1] &- 0x41 < 26 else { return index }
    return end
  }

  /// The length of a closing mark that stands alone between blanks, else 0.
  private static func apartClosing(_ text: UnsafeBufferPointer<UInt8>, at index: Int, _ limit: Int) -> Int {
    let (scalar, length) = UTF8Scalars.decode(text, at: index, end: limit)
    guard scalar == 0xBB || scalar == 0x201D || scalar == 0x203A else { return 0 }
    let after = index + length
    return after == limit || !WordScanner.kind(text, at: after, limit).kind.isWord ? length : 0
  }

  /// The length of the white space at a place, else 0.
  @inline(__always)
  static func blank(_ text: UnsafeBufferPointer<UInt8>, at index: Int, _ limit: Int) -> Int {
    guard index < limit else { return 0 }
    let byte = text[index]
    if byte < 0x80 { return byte == 0x20 || byte &- 0x09 < 5 ? 1 : 0 }
    let (kind, length) = WordScanner.kind(text, at: index, limit)
    return kind == .space ? length : 0
  }

  /// The end of a stretch without the white space that ends it.
  static func trimmed(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound {
      let (scalar, start) = UTF8Scalars.decode(text, before: end, start: range.lowerBound)
      guard CharacterKind.of(scalar) == .space else { break }
      end = start
    }
    return end
  }
}
