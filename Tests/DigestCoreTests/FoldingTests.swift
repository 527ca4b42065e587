/// The search folding: what matches what, and that it maps back to the text as written.

import Testing

@testable import DigestCore

struct FoldingTests {
  @Test(arguments: [
    ("Café", "cafe"), ("CAFE\u{301}", "cafe"), ("naïve façade", "naive facade"), ("“Yes,” it’s ‘so’", "\"yes,\" it's 'so'"),
    ("«oui» „ja“", "\"oui\" \"ja\""), ("a–b—c−d‑e", "a-b-c-d-e"), ("ＡＢＣ１２３", "abc123"), ("soft\u{AD}ware", "software"),
    ("zero\u{200B}width\u{FEFF}", "zerowidth"), ("a \t\n\u{3000}b\u{A0}c", "a b c"), ("ﬁne oﬃce", "fine office"),
    ("STRASSE Straße", "strasse strasse"),
    ("Ørsted Łódź", "orsted lodz"), ("wait…", "wait..."), ("\u{1B}[31mred\u{7}", "[31mred"), ("𝐁old", "bold"), ("Ёлка", "елка"),
    ("שָׁלוֹם", "שלום"), ("中文，测试", "中文,测试"), ("ΛΌΓΟΣ", "λογοσ"), ("", ""),
  ])
  func folds(text: String, folded: String) {
    #expect(String(decoding: FoldedText(text).bytes, as: UTF8.self) == folded)
  }

  @Test(arguments: [("Café", "Cafe"), ("É ß Æ", "E ss AE"), ("ABC", "ABC"), ("ﬁ", "fi")])
  func keepsCase(text: String, folded: String) {
    #expect(String(decoding: FoldedText(text, keepsCase: true).bytes, as: UTF8.self) == folded)
  }

  @Test(arguments: [
    ("cafe", "the ❶Cafe\u{301}❷ is"), ("office", "an ❶oﬃce❷"), ("fi", "❶ﬁ❷ne"), ("b c", "a ❶b  \n c❷ d"), ("software", "❶soft\u{AD}ware❷"),
    ("\"no\"", "❶“No”❷"), ("한글", "❶한글❷"), ("ab", "❶Ａb❷c"), ("文测", "中❶文测❷试"), ("東京", "❶東\u{200B}京❷"),
  ])
  func mapsBack(query: String, marked: String) throws {
    let (text, range) = try unmarked(marked)
    let found = try #require(LiteralMatcher(query)?.next(in: FoldedText(text), from: 0))
    #expect(FoldedText(text).source(of: found) == range)
  }

  @Test(arguments: [("か", "が"), ("가", "각"), ("は", "は\u{3099}")])
  func lettersOfOtherScriptsAreWhole(query: String, text: String) {
    #expect(LiteralMatcher(query)?.match(in: FoldedText(text)) == nil)
  }

  @Test func everyScalarMapsToItself() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let scalars = (0..<30).compactMap { _ in Unicode.Scalar(UInt32.random(in: 1..<0x3000, using: &random)) }
      let text = String(String.UnicodeScalarView(scalars))
      let folded = FoldedText(text)
      var covered = folded.bytes.isEmpty ? 0 : folded.source(of: 0..<1).lowerBound
      for offset in folded.bytes.indices {
        let source = folded.source(of: offset..<offset + 1)
        #expect(source.lowerBound <= source.upperBound && source.upperBound <= text.utf8.count)
        #expect(source.lowerBound <= covered, "nothing between two letters is skipped")
        covered = max(covered, source.upperBound)
      }
    }
  }

  @Test func piecesFoldAsTheWhole() {
    let words = "Łódź  ﬁne “naïve”\u{200B} 한글 か\u{3099} — ＡＢ \u{301}e\u{301} "
    let utf8 = Array(String(repeating: words, count: 20).utf8)
    let whole = FoldedText(utf8: utf8[...])
    for size in 1...40 {
      var pieces = FoldedText()
      var start = 0
      while start < utf8.count {
        var stop = min(start + size, utf8.count)
        while stop < utf8.count, utf8[stop] & 0xC0 == 0x80 { stop += 1 }
        utf8[start..<stop].withUnsafeBufferPointer { pieces.append($0) }
        start = stop
      }
      #expect(pieces.bytes == whole.bytes)
      for offset in stride(from: 0, to: whole.bytes.count - 3, by: 7) {
        #expect(pieces.source(of: offset..<offset + 3) == whole.source(of: offset..<offset + 3))
      }
      pieces.keepLast(100)
      let cut = whole.bytes.count - pieces.bytes.count
      for offset in stride(from: 0, to: pieces.bytes.count - 3, by: 5) {
        #expect(pieces.source(of: offset + 1..<offset + 3) == whole.source(of: cut + offset + 1..<cut + offset + 3))
      }
    }
  }
}

/// A text without its marks ❶ ❷, and the bytes between them.
func unmarked(_ marked: String) throws -> (text: String, range: Range<Int>) {
  let open = try #require(marked.firstIndex(of: "❶"))
  let close = try #require(marked.firstIndex(of: "❷"))
  let before = marked[..<open]
  let inside = marked[marked.index(after: open)..<close]
  let after = marked[marked.index(after: close)...]
  return (String(before + inside + after), before.utf8.count..<before.utf8.count + inside.utf8.count)
}
