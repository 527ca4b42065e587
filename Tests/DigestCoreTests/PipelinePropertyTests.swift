/// What holds for any bytes: no crash, nothing lost, positions true, the same output twice; the head a prefix of the whole.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

struct PipelinePropertyTests {
  private static let lexicons = Lexicons(directory: "\(SharedData.checkout)/Content/Languages")

  /// Bytes to a digest, or nil where they are refused.
  private func analyze(_ bytes: [UInt8], isWhole: Bool = true) throws -> (document: Document, article: Article, digest: Digest)? {
    guard let document = try? DocumentMaker.document(bytes, source: "test", isWhole: isWhole) else { return nil }
    let article = try #require(try PlainTextParser(lexicons: Self.lexicons).parse(document).first)
    return (document, article, Analyzer(lexicons: Self.lexicons).analyze(article))
  }

  /// Checks every promise for some bytes.
  private func check(_ bytes: [UInt8], _ name: String) throws {
    guard let (document, article, digest) = try analyze(bytes) else { return }
    #expect(Broken.blocks(article) == nil, "\(name)")
    #expect(Broken.words(document, article) == nil, "\(name)")
    #expect(Broken.digest(digest, of: article) == nil, "\(name)")
    #expect(json(article, digest) == (try analyze(bytes).map { json($0.article, $0.digest) }), "the same twice: \(name)")
  }

  private func json(_ article: Article, _ digest: Digest) -> [UInt8] {
    var writer = JSONWriter()
    AnalysisJSON.write(article, digest, to: &writer)
    return writer.bytes
  }

  @Test(arguments: 0..<40)
  func anyBytes(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let alphabets: [[UInt8]] = [
      Array(0...255), Array(0x20...0x7E) + [0x0A], Array("aA.\n \"'“”é—#".utf8), [0x0A, 0x0D, 0x20, 0x61],
      Array(0x80...0xFF) + [0x20, 0x0A],
    ]
    for alphabet in alphabets {
      let bytes = (0..<Int.random(in: 0..<3000, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      try check(bytes, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<60)
  func anyPieces(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let bytes = RandomArticle.text(using: &random)
    try check(Array(bytes.utf8), "seed \(seed)")
  }

  @Test(.enabled(if: SharedData.path != nil, "needs ../shared"))
  func everyCorpusText() throws {
    for path in CorpusTexts.paths.enumerated().filter({ $0.offset % 7 == 0 }).map(\.element) {
      try check(Array(Data(contentsOf: URL(fileURLWithPath: path))), path)
    }
  }

  @Test(.enabled(if: SharedData.path != nil, "needs ../shared"))
  func brokenCorpusTexts() throws {
    var random = SeededRandom(7)
    for path in CorpusTexts.paths.enumerated().filter({ $0.offset % 25 == 3 }).map(\.element) {
      var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      for _ in 0..<20 where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: ["\n", "“", "\"", "\r\n\r\n", " "].randomElement(using: &random)?.utf8 ?? "".utf8, at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 100))
        }
      }
      try check(bytes, path)
    }
  }

  /// The first screen's article is a prefix of the whole one: all of its blocks but those near the cut, where a block's window ends.
  @Test(arguments: 0..<6)
  func theHeadIsAPrefix(seed: UInt64) throws {
    var random = SeededRandom(seed)
    var text = ""
    while text.utf8.count < 2 * Source.headLimit { text += RandomArticle.text(using: &random) + "\n\n" }
    let bytes = Array(text.utf8)
    let whole = try #require(try analyze(bytes)).article
    let head = try #require(try analyze(Array(bytes.prefix(Source.headLimit)), isWhole: false)).article
    let kept = head.blocks.dropLast(40)
    #expect(kept.count > 40)
    #expect(Array(kept) == Array(whole.blocks.prefix(kept.count)))
    let end = kept.last?.bytes.upperBound ?? 0
    #expect(head.utf8[..<end] == whole.utf8[..<end])
    #expect(head.metadata == whole.metadata)
  }
}

/// Articles thrown together from awkward pieces.
enum RandomArticle {
  private static let words = [
    "boats", "the", "night", "council", "Lindholm", "said", "pays", "money", "and", "in", "1,200", "U.S.", "Mr.", "don’t", "naïve", "夜船",
    "паром",
    "Hanne", "Lind", "e\u{301}", "👩‍🚀", "soft\u{AD}ware", "it’s", "3.5%", "\u{202E}x", "\u{1B}[31m", "\u{0}", "\u{FFFD}", "—", "…",
  ]
  private static let marks = [
    "“", "”", "\"", "'", "‘", "’", "«", "»", "「", "」", "(", ")", ",", ".", ".", ".", "?", "!", ":", ";", "-", "#", "*", "|",
  ]
  private static let ends = ["\n", "\n", "\n\n", "\n\n", "\r\n\r\n", "\r", "\n\n\n\n", "\u{2029}", "\u{85}", "\n   \n", "\u{C}", "\t"]
  private static let lines = [
    "What comes next", "# A headline", "### Deeper", "By Mara Ekdal", "12 May 2026", "Photo: Hanne Lind", "Sign up for our newsletter!",
    "Read more: Ferries",
    "***", "- a list item", "1. first", "> quoted", "Q: Who pays?", "A: Nobody.", "https://example.com/a?b=c", "(Reporting by A. B.)",
    "LINDHOLM, May 12 —",
  ]

  static func text(using random: inout SeededRandom) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 1..<40, using: &random) {
      if Int.random(in: 0..<4, using: &random) == 0 {
        text += lines.randomElement(using: &random) ?? ""
      } else {
        for _ in 0..<Int.random(in: 1..<60, using: &random) {
          if Int.random(in: 0..<5, using: &random) == 0 { text += marks.randomElement(using: &random) ?? "" }
          text += words.randomElement(using: &random) ?? ""
          if Int.random(in: 0..<5, using: &random) == 0 { text += marks.randomElement(using: &random) ?? "" }
          text += Int.random(in: 0..<12, using: &random) == 0 ? "\n" : " "
        }
      }
      text += ends.randomElement(using: &random) ?? ""
    }
    return text
  }
}

/// The plain texts of the corpora.
enum CorpusTexts {
  static let paths: [String] = {
    guard let root = SharedData.path, let names = FileManager.default.enumerator(atPath: "\(root)/corpora") else { return [] }
    return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".txt") }.sorted().map { "\(root)/corpora/\($0)" }
  }()
}
