/// The hash by which an article is known.

import Testing

@testable import DigestCore

struct ContentHashTests {
  private func hash(_ text: String) -> String {
    var hash = ContentHash()
    hash.update(Array(text.utf8)[...])
    return hash.finish()
  }

  /// The reference implementation's values for these ASCII words (MurmurHash3_x64_128, seed 0).
  @Test(arguments: [
    ("", "00000000000000000000000000000000"), ("hello", "cbd8a7b341bd9b025b1e906a48ae1d19"),
    ("the quick brown fox jumps over the lazy dog", "bce4e9fee2ad86b30ae2e374406e4b7f"),
  ])
  func isMurmur3(text: String, value: String) {
    #expect(hash(text) == value)
  }

  @Test(arguments: [
    ("Night boats, again", "night  boats\nagain."), ("“Café”", "'cafe'"), ("so\u{AD}lo", "solo"), ("ＡＢ", "ab"),
    ("exactly sixteen b", "exactly sixteen b."),
  ])
  func sameWordsAreTheSame(a: String, b: String) {
    #expect(hash(a) == hash(b))
  }

  @Test(arguments: [("night boats", "nightboats"), ("boats", "boat"), ("中文", "中 文"), ("a b", "b a")])
  func otherWordsAreNot(a: String, b: String) {
    #expect(hash(a) != hash(b))
  }

  @Test func piecesGiveTheSame() {
    let text = Array(String(repeating: "Ferry ночь 夜船 naïve, ", count: 50).utf8)
    var whole = ContentHash()
    whole.update(text[...])
    let expected = whole.finish()
    for size in [1, 7, 64, 1000] {
      var hash = ContentHash()
      var start = 0
      while start < text.count {
        var stop = min(start + size, text.count)
        while stop < text.count, text[stop] & 0xC0 == 0x80 { stop += 1 }
        hash.update(text[start..<stop])
        start = stop
      }
      #expect(hash.finish() == expected)
    }
  }
}
