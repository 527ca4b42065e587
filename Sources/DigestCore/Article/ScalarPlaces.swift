/// Places counted in Unicode scalars, as reading places and bookmarks are kept.

extension Article {
  /// The Unicode scalars in a range of the text's bytes. O(length of the range).
  public func scalarCount(inBytes range: Range<Int>) -> Int { utf8.scalarCount(in: range.clamped(to: 0..<utf8.count)) }

  /// The byte at which the scalar with a number begins; the text's end for one that is not there. O(n).
  public func byte(ofScalar number: Int) -> Int {
    utf8.withUnsafeBufferPointer { bytes in
      var left = number
      for index in bytes.indices where bytes[index] & 0xC0 != 0x80 {
        if left <= 0 { return index }
        left -= 1
      }
      return bytes.count
    }
  }

  /// Where a reading place is: at its offset where its words stand there, else where they first stand; nil where they are gone.
  public func passage(of place: ReadingPlace) -> Passage? {
    let words = Array(place.words.utf8)
    let start = byte(ofScalar: place.offset)
    if utf8[start...].starts(with: words) { return passages(ofBytes: start..<min(utf8.count, start + max(1, words.count))).first }
    guard !words.isEmpty else { return nil }
    var searcher = ArticleSearcher(self, literal: place.words)
    var found: Passage?
    searcher?.search { hit in
      found = hit
      return false
    }
    return found
  }
}

extension ArticleSearcher {
  /// A search for words as they stand; nil where they are blank.
  fileprivate init?(_ article: Article, literal words: String) {
    guard let matcher = LiteralMatcher(words) else { return nil }
    self.init(article, matcher)
  }
}
