/// Boundaries of sentences, words, lines and grapheme clusters.

/// Breaks texts at the boundaries that ICU and the language's exceptions give.
///
/// A segmenter keeps ICU's breakers and buffers, so that one paragraph after the other costs no allocation; it
/// belongs to one thread at a time. Offsets in and out are UTF-8 bytes.
public final class Segmenter {
  private let breaker: SentenceBreaker

  /// - Parameter lexicon: the language's table, for abbreviations and the locale.
  public init(lexicon: Lexicon) {
    breaker = SentenceBreaker(locale: lexicon.language)
  }

  /// The sentences of one paragraph as ranges of `text`, in order, without the white space around them. O(n).
  public func sentences(in text: ArraySlice<UInt8>) -> [Range<Int>] {
    breaker.sentences(in: text)
  }
}
