/// Matchers: a literal one, and a fuzzy one that scores as fzf does.

import Foundation

/// A place where a matcher's words were found, in a folded text.
public struct Match: Sendable, Equatable {
  /// How good it is; greater is better, comparable between texts.
  public var score: Int
  /// The letters matched: ranges of `FoldedText.bytes`, in order, not touching each other.
  public var ranges: [Range<Int>]
}

/// Finds words in folded texts. Pure.
public protocol Matcher: Sendable {
  /// How a text must be folded for this matcher: whether case counts.
  var keepsCase: Bool { get }
  /// The best match in a text, or nil.
  func match(in text: FoldedText) -> Match?
}

/// Whether case counts in a query: it does where the query has a capital.
func countsCase(_ query: String) -> Bool {
  query.unicodeScalars.contains { $0.properties.isUppercase }
}

/// Finds words as they stand, folded.
public struct LiteralMatcher: Matcher {
  public let keepsCase: Bool
  /// The folded words, without the white space around them.
  let needle: [UInt8]
  /// The index of the needle's rarest byte.
  private let rarest: Int

  /// - Parameter query: the words; nil comes back where they fold to nothing.
  public init?(_ query: String) {
    keepsCase = countsCase(query)
    needle = FoldedText(query.trimmingBlanks(), keepsCase: keepsCase).bytes
    if needle.allSatisfy({ $0 == 0x20 }) { return nil }
    // Lead bytes are shared by many letters: the last byte of one tells most.
    let ranks = needle.map { byte in byte >= 0xC0 ? 0 : Self.frequent.firstIndex(of: byte) ?? Self.frequent.count }
    rarest = ranks.indices.max { ranks[$0] < ranks[$1] } ?? 0
  }

  public func match(in text: FoldedText) -> Match? {
    // The best one stands at a word's start; else the first does.
    var best: Range<Int>?
    var from = 0
    while let range = next(in: text, from: from) {
      if best == nil { best = range }
      if isWordStart(range.lowerBound, in: text.bytes) {
        best = range
        break
      }
      from = range.upperBound
    }
    guard let best else { return nil }
    let letters = needle.scalarCount(in: 0..<needle.count)
    return Match(score: FuzzyScore.contiguous(letters, atWordStart: isWordStart(best.lowerBound, in: text.bytes)), ranges: [best])
  }

  /// The first place at or after a folded offset. O(n) in practice: `memchr` looks for the needle's rarest byte.
  func next(in text: FoldedText, from start: Int) -> Range<Int>? {
    text.bytes.withUnsafeBytes { hay in
      needle.withUnsafeBytes { needle in
        guard let base = hay.baseAddress, let wanted = needle.baseAddress else { return nil }
        let last = hay.count - needle.count
        var low = start
        while low <= last, let found = memchr(base + low + rarest, Int32(needle[rarest]), last - low + 1) {
          low = UnsafeRawPointer(found) - base - rarest
          if memcmp(base + low, wanted, needle.count) == 0, text.endsWholeLetter(at: low + needle.count) {
            return low..<low + needle.count
          }
          low += 1
        }
        return nil
      }
    }
  }

  /// ASCII from the most to the least frequent in prose; what is not here is rarer.
  private static let frequent = Array(" etaoinshrdlcumwfgypbvk,.'-\"".utf8)

  private func isWordStart(_ offset: Int, in bytes: [UInt8]) -> Bool {
    offset == 0 || bytes[offset - 1] < 0x80 && !FuzzyScore.isASCIIWord(UInt32(bytes[offset - 1]))
  }
}

/// Finds letters in order, as fzf does: those at word starts and next to each other count most.
///
/// A match whose gaps cost a quarter of its letters, or that runs over more than three times its letters and eight more,
/// is none: prose is long, and any word could be strewn over it.
public struct FuzzyMatcher: Matcher {
  public let keepsCase: Bool
  private let needle: [UInt32]
  private let bytes: [UInt8]

  /// - Parameter query: one word; nil comes back where it folds to nothing.
  public init?(_ query: String) {
    keepsCase = countsCase(query)
    bytes = FoldedText(query.trimmingBlanks(), keepsCase: keepsCase).bytes
    needle = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
    if needle.allSatisfy({ $0 == 0x20 }) { return nil }
  }

  public func match(in text: FoldedText) -> Match? {
    guard holdsInOrder(text.bytes) else { return nil }
    var scalars: [UInt32] = []
    var offsets: [Int] = []
    scalars.reserveCapacity(text.bytes.count)
    offsets.reserveCapacity(text.bytes.count + 1)
    var offset = 0
    for scalar in String(decoding: text.bytes, as: UTF8.self).unicodeScalars {
      scalars.append(scalar.value)
      offsets.append(offset)
      offset += scalar.utf8.count
    }
    offsets.append(offset)
    guard let (score, positions) = FuzzyScore.best(of: needle, in: scalars), score >= 12 * needle.count,
      let first = positions.first, let last = positions.last, last - first < 3 * needle.count + 8
    else { return nil }
    var ranges: [Range<Int>] = []
    for position in positions {
      let range = offsets[position]..<offsets[position + 1]
      if let last = ranges.last, last.upperBound == range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return Match(score: score, ranges: ranges)
  }

  /// Whether the needle's bytes stand in the text in order: cheap, and without it there is no match.
  private func holdsInOrder(_ text: [UInt8]) -> Bool {
    var index = 0
    for byte in text where byte == bytes[index] {
      index += 1
      if index == bytes.count { return true }
    }
    return false
  }
}
