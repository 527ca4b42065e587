/// The short identifier of a section, the same as long as its words are.

enum SectionIdentity {
  /// FNV-1a over the letters and digits of its blocks' bytes, as eight hexadecimal digits.
  static func id(of blocks: Range<Int>, in article: Article) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in blocks {
      for byte in article.utf8[article.blocks[index].bytes] where byte > 0x20 {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    let folded = UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
