/// Words as numbers: the same word is the same number wherever it stands, and sets of such numbers hold what was put in.

import DigestTestSupport
import Testing

@testable import DigestCore

struct WordKeyTests {
  /// One word with what may stand around it: nothing of that may change its numbers.
  static let frames = ["W", "W W", "(W)", "W, or", "W.", "W: a", "“W”", "W…", "é W é", "W–W", "'W'", "W\u{2019} a", "W—", "W/W"]

  @Test(arguments: ["Bridge", "BRIDGE", "a", "x7", "2024", "naïve", "O’Hara", "don't", "3.5", "1,200", "U.S", "İz", "Москва", "日本"])
  func aWordIsTheSameInAnyPlace(_ word: String) {
    let alone = Self.words(word)
    #expect(!alone.isEmpty)
    for frame in Self.frames {
      let text = frame.split(separator: "W", omittingEmptySubsequences: false).joined(separator: word)
      let found = Self.words(text)
      for (hash, stem, key) in alone { #expect(found.contains { $0 == hash && $1 == stem && $2 == key }, "in \(text)") }
    }
  }

  /// The numbers of a text's words by both scanners: hash and stem of one, key of the other.
  private static func words(_ text: String) -> [(hash: UInt32, stem: UInt32, key: UInt64)] {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var hashes: [(UInt32, UInt32)] = []
      forEachWord(in: bytes, 0..<bytes.count) { hashes.append(($0.hash, $0.stem)) }
      var keys: [UInt64] = []
      Segmenter(lexicon: Lexicon(language: "en")).eachKeyedWord(in: bytes, 0..<bytes.count) { keys.append($1) }
      return hashes.flatMap { hash in keys.map { (hash.0, hash.1, $0) } }
    }
  }

  @Test func keyedWordsAreTheWords() {
    var random = SeededRandom(11)
    let signs = ["a", "B", "7", " ", "'", "’", ".", ",", "é", "ß", "水", "-", "”", "\n", "Ж"]
    let segmenter = Segmenter(lexicon: Lexicon(language: "en"))
    for _ in 0..<400 {
      let text = (0..<24).map { _ in signs[Int.random(in: signs.indices, using: &random)] }.joined()
      Array(text.utf8).withUnsafeBufferPointer { bytes in
        var plain: [Range<Int>] = []
        segmenter.eachWord(in: bytes, 0..<bytes.count) { plain.append($0) }
        var keyed: [Range<Int>] = []
        segmenter.eachKeyedWord(in: bytes, 0..<bytes.count) { word, key in
          keyed.append(word)
          #expect(key == WordKey.of(bytes, word))
        }
        #expect(keyed == plain, "in \(text)")
      }
    }
  }

  @Test func aKeySetHoldsItsKeysAndNoOthers() {
    var random = SeededRandom(3)
    let keys = (0..<500).map { _ in UInt64.random(in: 1 ... .max, using: &random) }
    let set = KeySet(keys)
    #expect(keys.allSatisfy { set.contains($0) })
    #expect(!keys.contains { set.contains($0 ^ 1 << 40) })
    #expect(KeySet([]).isEmpty && !KeySet([]).contains(7))
  }
}
