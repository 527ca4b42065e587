/// The short identifier of a section, the same as long as its words are.

enum SectionIdentity {
  /// FNV-1a over the letters and digits of its blocks, letter case folded, as eight hexadecimal digits. O(n).
  ///
  /// Wrapping, spaces, punctuation, quotation marks and case change nothing.
  static func id(of blocks: Range<Int>, in article: Article) -> String {
    article.utf8.withUnsafeBufferPointer { text in
      var key = WordKey.seed
      for block in blocks { mix(&key, text, article.blocks[block].bytes) }
      let folded = UInt32(truncatingIfNeeded: key ^ key >> 32)
      let digits = String(folded, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }
  }

  private static func mix(_ key: inout UInt64, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if byte < 0x80 {
        index += 1
        if (byte | 0x20) &- 0x61 < 26 {
          key = WordKey.mix(key, UInt32(byte | 0x20))
        } else if byte &- 0x30 < 10 {
          key = WordKey.mix(key, UInt32(byte))
        }
      } else {
        let (scalar, length) = UTF8Scalars.decode(text, at: index, end: range.upperBound)
        index += length
        if CharacterKind.of(scalar).isWord { key = WordKey.mix(key, WordKey.fold(scalar)) }
      }
    }
  }
}
