/// Lists that run in one paragraph: 1) first 2) second.

/// Cuts a paragraph that begins with a list marker before each marker that goes on counting.
enum ListItems {
  /// A marker: an optional bullet, then optionally a number or a letter with its signs.
  private struct Marker {
    var bullet: UInt32?
    var isBracketed = false
    /// The number, or the letter's place from 1; nil for a bare bullet.
    var ordinal: Int?
    var isLetter = false
    /// How the ordinal ends: `.`, `)` or `.)`.
    var suffix: [UInt8] = []
    var length = 0

    func isFollowed(by next: Marker) -> Bool {
      guard bullet == next.bullet, isBracketed == next.isBracketed, isLetter == next.isLetter, suffix == next.suffix else { return false }
      guard let ordinal else { return next.ordinal == nil }
      return next.ordinal == ordinal + 1
    }
  }

  private static let bullets: Set<UInt32> = [0x2022, 0x2023, 0x2043, 0x25AA, 0x25CF, 0x25E6]

  /// Calls `body` with each item of a stretch of a text; with the whole stretch where it is no list. O(n).
  static func each(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    guard var last = marker(text, at: range.lowerBound, range.upperBound) else { return body(range) }
    var start = range.lowerBound
    var index = range.lowerBound + last.length
    while index < range.upperBound {
      guard text[index] == 0x20, let next = marker(text, at: index + 1, range.upperBound), last.isFollowed(by: next) else {
        index += 1
        continue
      }
      body(start..<index)
      start = index + 1
      index = start + next.length
      last = next
    }
    body(start..<range.upperBound)
  }

  private static func marker(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ end: Int) -> Marker? {
    guard start < end else { return nil }
    var marker = Marker()
    var index = start
    if text[index] >= 0x80 {
      let (scalar, length) = UTF8Scalars.decode(text, at: index, end: end)
      guard bullets.contains(scalar) else { return nil }
      marker.bullet = scalar
      index += length
      while index < end, text[index] == 0x20 { index += 1 }
    }
    if index < end, text[index] == 0x28 {
      marker.isBracketed = true
      index += 1
    }
    let first = index
    var number = 0
    while index < end, index < first + 3, text[index] &- 0x30 < 10 {
      number = number * 10 + Int(text[index] &- 0x30)
      index += 1
    }
    if index > first {
      marker.ordinal = number
    } else if index < end, text[index] &- 0x61 < 26 {
      marker.ordinal = Int(text[index]) - 0x60
      marker.isLetter = true
      index += 1
    }
    while index < end, marker.ordinal != nil, text[index] == 0x2E || text[index] == 0x29, marker.suffix.count < 2 {
      marker.suffix.append(text[index])
      index += 1
    }
    let isOrdinal = marker.ordinal != nil && !marker.suffix.isEmpty && index < end && text[index] == 0x20
    if isOrdinal {
      marker.length = index - start
      return marker
    }
    guard let bullet = marker.bullet else { return nil }
    return Marker(bullet: bullet, length: max(1, first - start))
  }
}
