/// Where a line may end.

/// Finds the places where a line of text may be broken, by Unicode's rules (UAX 14) as ICU has them.
///
/// It belongs to one thread at a time. O(n) in the text that it is given: part what is long before.
public final class LineBreaker {
  private let breaker: TextBreaker

  /// - Parameter language: BCP 47 tag; nil where unknown.
  public init(language: String?) {
    breaker = TextBreaker(.lines, locale: language ?? "und")
  }

  /// The offsets at which a line may end, in order, the text's own end last.
  public func breaks(in text: ArraySlice<UInt8>) -> [Int] {
    var offsets: [Int] = []
    offsets.reserveCapacity(text.count / 5)
    text.withUnsafeBufferPointer { buffer in breaker.eachBoundary(in: buffer) { offset, _ in offsets.append(offset) } }
    return offsets
  }
}
