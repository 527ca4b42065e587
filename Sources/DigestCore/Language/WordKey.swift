/// Words as numbers: equal for words that differ in case or in the form of the apostrophe alone.

/// Hashes words, so that sets and counts of words need no strings.
///
/// FNV-1a over the folded scalars. With 64 bits two of a million words share a key once in tens of millions of texts.
enum WordKey {
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func mix(_ key: UInt64, _ scalar: UInt32) -> UInt64 { (key ^ UInt64(scalar)) &* 0x100_0000_01b3 }

  /// The key of valid UTF-8. O(its length).
  static func of(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    var key = seed
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if byte < 0x80 {
        key = mix(key, UInt32(byte &- 0x41 < 26 ? byte | 0x20 : byte))
        index += 1
      } else {
        let (scalar, length) = UTF8Scalars.decode(text, at: index, end: range.upperBound)
        key = mix(key, fold(scalar))
        index += length
      }
    }
    return key
  }

  static func of(_ word: String) -> UInt64 {
    var word = word
    return word.withUTF8 { of($0, 0..<$0.count) }
  }

  /// Simple case folding, with one form for straight and curly apostrophes.
  @inline(__always)
  static func fold(_ scalar: UInt32) -> UInt32 {
    if scalar == 0x2019 { return 0x27 }
    // Above the alphabets with case, below the few rare ones: no call for the scripts of most texts.
    if scalar >= 0x2E80, scalar < 0xA640 { return scalar }
    return ICU.foldCase(scalar)
  }
}

extension Lexicon {
  /// The keys of a table's words.
  func keys(_ table: Table) -> Set<UInt64> {
    once("keys of \(table.rawValue)") { Set($0.words(table).map { WordKey.of($0) }) }
  }
}
