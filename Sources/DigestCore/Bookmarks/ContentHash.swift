/// The hash by which an article is known: of its folded words.

/// A 128-bit hash (MurmurHash3 x64 128, Austin Appleby, public domain) of a text's folded words.
///
/// Only letters and digits count, folded as in search, and where words end; so wrapping, quotation marks, accents, case
/// and the encoding change nothing. The same on every machine. Takes the text in pieces. O(n).
public struct ContentHash {
  private var folded = FoldedText()
  private var words: [UInt8] = []
  private var inWord = false
  private var hasWords = false
  private var state: (UInt64, UInt64) = (0, 0)
  private var length = 0

  public init() {}

  /// The hash of an article's text.
  public static func hash(of article: Article) -> String {
    var hash = ContentHash()
    hash.update(article.utf8[...])
    return hash.finish()
  }

  /// Takes the next piece of valid UTF-8; a piece must end between two scalars.
  public mutating func update(_ utf8: ArraySlice<UInt8>) {
    var start = utf8.startIndex
    while start < utf8.endIndex {
      var stop = min(start + 1 << 16, utf8.endIndex)
      while stop < utf8.endIndex, utf8[stop] & 0xC0 == 0x80 { stop += 1 }
      folded.clear()
      utf8[start..<stop].withUnsafeBufferPointer { folded.append($0) }
      appendWords()
      mixBlocks()
      start = stop
    }
  }

  /// 32 hexadecimal digits.
  public mutating func finish() -> String {
    let (first, second) = finalize()
    return [first, second].map { value in
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Appends the words of the folded piece, a space between two.
  private mutating func appendWords() {
    let carried = words
    words = folded.bytes.withUnsafeBufferPointer { bytes in
      // Each byte gives itself and at most one space before it.
      [UInt8](unsafeUninitializedCapacity: carried.count + 2 * bytes.count) { buffer, count in
        count = buffer.update(fromContentsOf: carried)
        var index = 0
        while index < bytes.count {
          let byte = bytes[index]
          var length = 1
          let isWord: Bool
          if byte < 0x80 {
            isWord = byte &- 0x61 < 26 || byte &- 0x30 < 10
          } else {
            length = min(byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4, bytes.count - index)
            isWord = Self.isWord(bytes[index..<index + length])
          }
          if isWord {
            if !inWord && hasWords {
              buffer[count] = 0x20
              count += 1
            }
            for offset in 0..<length { buffer[count + offset] = bytes[index + offset] }
            count += length
            hasWords = true
          }
          inWord = isWord
          index += length
        }
      }
    }
  }

  /// Whether a scalar in UTF-8 is a letter, a mark or a digit.
  private static func isWord(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let first = bytes[bytes.startIndex]
    if first >= 0xE4 && first <= 0xED { return true }  // ideographs and Hangul
    guard let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else { return false }
    return ICU.isWordPart(scalar.value)
  }

  /// Mixes the whole blocks of 16 bytes and keeps the rest.
  private mutating func mixBlocks() {
    let whole = words.count & ~15
    var (h1, h2) = state
    words.withUnsafeBytes { bytes in
      var offset = 0
      while offset < whole {
        let k1 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let k2 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
        h1 = (rotate(h1 ^ Self.mixFirst(k1), 27) &+ h2) &* 5 &+ 0x52dc_e729
        h2 = (rotate(h2 ^ Self.mixSecond(k2), 31) &+ h1) &* 5 &+ 0x3849_5ab5
        offset += 16
      }
    }
    state = (h1, h2)
    length += whole
    words.removeFirst(whole)
  }

  private mutating func finalize() -> (UInt64, UInt64) {
    var (h1, h2) = state
    var k1: UInt64 = 0
    var k2: UInt64 = 0
    for (index, byte) in words.enumerated() {
      if index < 8 { k1 |= UInt64(byte) << UInt64(8 * index) } else { k2 |= UInt64(byte) << UInt64(8 * (index - 8)) }
    }
    h2 ^= Self.mixSecond(k2)
    h1 ^= Self.mixFirst(k1)
    length += words.count
    h1 ^= UInt64(length)
    h2 ^= UInt64(length)
    h1 &+= h2
    h2 &+= h1
    h1 = Self.avalanche(h1)
    h2 = Self.avalanche(h2)
    h1 &+= h2
    h2 &+= h1
    return (h1, h2)
  }

  private static func mixFirst(_ k: UInt64) -> UInt64 { rotate(k &* 0x87c3_7b91_1142_53d5, 31) &* 0x4cf5_ad43_2745_937f }
  private static func mixSecond(_ k: UInt64) -> UInt64 { rotate(k &* 0x4cf5_ad43_2745_937f, 33) &* 0x87c3_7b91_1142_53d5 }

  private static func avalanche(_ value: UInt64) -> UInt64 {
    var k = value
    k = (k ^ k >> 33) &* 0xff51_afd7_ed55_8ccd
    k = (k ^ k >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return k ^ k >> 33
  }
}

private func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
