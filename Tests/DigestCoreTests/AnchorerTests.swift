/// Bookmarks found again in changed texts.

import DigestCore
import DigestTestSupport
import Testing

@Suite struct AnchorerTests {
  /// A bookmark of the words between ⟦ and ⟧ in a text whose paragraphs are lines, its context included.
  private static func bookmark(_ marked: String) throws -> Bookmark {
    let (article, digest) = sampleArticle(marked.filter { $0 != "⟦" && $0 != "⟧" }.split(separator: "\n").map(String.init))
    let bytes = Array(marked.utf8)
    let open = Array("⟦".utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: open) })
    let end = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("⟧".utf8)) }) - open.count
    return Bookmark.make(
      id: "b", kind: .sentences, passages: article.passages(ofBytes: start..<end), article: article, digest: digest,
      facts: ArticleFacts(id: "a", source: "/a.txt"), time: 0)
  }

  private static func anchor(_ bookmark: Bookmark, in text: String) -> (name: String, words: String) {
    let (article, _) = sampleArticle(text.split(separator: "\n").map(String.init))
    let anchoring = Anchorer(article).anchor(bookmark)
    return (anchoring.name, article.text(anchoring.passages))
  }

  /// What was kept, what the text is now, how it is found, with which words.
  @Test(arguments: [
    (
      "in place", "Title\nThe ferries ⟦run until two⟧ in the morning.", "Title\nThe ferries run until two in the morning.", "exact",
      "run until two"
    ),
    (
      "a paragraph before", "Title\nThe ferries ⟦run until two⟧ in the morning.", "Title\nNews.\nThe ferries run until two in the morning.",
      "moved", "run until two"
    ),
    (
      "changed after", "Title\nThe ferries ⟦run until two⟧ in the morning.", "Title\nThe ferries run until two at night, as before.",
      "exact",
      "run until two"
    ),
    (
      "a word changed", "Title\nOn Tuesday ⟦the council agreed to cover two thirds of the cost⟧ until 2028.",
      "Title\nOn Tuesday the council voted to cover two thirds of the cost until 2028.", "changed",
      "the council voted to cover two thirds of the cost"
    ),
    (
      "changed and moved", "Title\nOn Tuesday ⟦the council agreed to cover two thirds of the cost⟧ until 2028.",
      "Title\nAn update stands here.\nOn Tuesday the council has agreed to cover half of the cost until 2028.", "changed",
      "the council has agreed to cover half of the cost"
    ),
    (
      "quotation marks straightened", "Title\nShe said: ⟦“Boats are roads, and roads are free.”⟧ Then she left.",
      "Title\nShe said: \"Boats are roads, and roads are free.\" Then she left.", "changed", "Boats are roads, and roads are free.\""
    ),
    (
      "gone", "Title\nThe mayor spoke. ⟦Nobody asked her about the crews.⟧ It rained.", "Title\nThe mayor spoke. It rained.", "orphaned", ""
    ),
    (
      "one word, its context gone", "Title\nThey call it ⟦scandalous⟧ at home.", "Title\nA scandalous price is paid by all.", "orphaned", ""
    ),
    (
      "one word, with context", "Title\nThey call it ⟦scandalous⟧ at home.", "Title\nNew.\nThey call it scandalous at home.", "moved",
      "scandalous"
    ),
    (
      "two alike, told apart by context",
      "Title\nAnna said: ⟦we will not pay for this any more⟧, and left.\nBert said: we will not pay for this any more, too.",
      "Title\nNew.\nAnna said: we will not pay for this any more, and left.\nBert said: we will not pay for this any more, too.", "moved",
      "we will not pay for this any more"
    ),
    (
      "two alike, nothing tells them apart", "Title\nAll agree that ⟦we will not pay for this any more⟧ now.",
      "Title\nAnna: we will not pay for this any more.\nBert: we will not pay for this any more.", "orphaned", ""
    ),
    (
      "two nearly alike, the one that is meant has changed",
      "Title\nRound one of the talks ended. ⟦The first side wants more money for the crews⟧ at once.\nThe second side wants more money for the boats at once.",
      "Title\nNew.\nRound one of the talks ended. The first side wants much more money for its crews at once.\nThe second side wants more money for the boats at once.",
      "changed", "The first side wants much more money for its crews"
    ),
    (
      "over two paragraphs", "Title\nOne. ⟦He said this.\nAnd he said that.⟧ End.",
      "Title\nNew.\nOne. He said this.\nAnd he said that. End.", "moved", "He said this.\nAnd he said that."
    ),
    (
      "paragraphs joined", "Title\nOne. ⟦He said this.\nAnd he said that.⟧ End.", "Title\nOne. He said this. And he said that. End.",
      "exact", "He said this. And he said that."
    ),
    ("Chinese", "标题\n会议昨天结束。⟦市议会同意支付三分之二的费用⟧，直到2028年。", "标题\n更新。\n会议昨天结束。市议会同意承担三分之二的费用，直到2028年。", "changed", "市议会同意承担三分之二的费用"),
  ]) func finds(what: String, kept: String, now: String, anchor: String, words: String) throws {
    let found = Self.anchor(try Self.bookmark(kept), in: now)
    #expect(found.name == anchor, "\(what): \(found)")
    #expect(found.words == words, "\(what)")
  }

  @Test func findsTheRightOfTwoAlike() throws {
    let kept = "Title\nAnna said: ⟦we will not pay for this any more⟧, and left.\nBert said: we will not pay for this any more, too."
    let now = "Title\nBert said: we will not pay for this any more, too.\nAnna said: we will not pay for this any more, and left."
    let (article, _) = sampleArticle(now.split(separator: "\n").map(String.init))
    #expect(Anchorer(article).anchor(try Self.bookmark(kept)).passages.map(\.block) == [2])
  }

  @Test func partsWithAnAdvertisementBetweenThemAreFound() throws {
    let (article, digest) = sampleArticle(["Title", "He began: “We start here", "Sign up for our letter", "and we end there.” He left."])
    let parts = [Passage(block: 1, range: 13..<26), Passage(block: 3, range: 0..<17)]
    let bookmark = Bookmark.make(
      id: "b", kind: .quotation, passages: parts, article: article, digest: digest, facts: ArticleFacts(id: "a", source: "/a"), time: 0)
    #expect(bookmark.exact == "We start here\nand we end there.")
    #expect(Anchorer(article).anchor(bookmark) == .exact(parts))
    let (changed, _) = sampleArticle(["Title", "New.", "He began: “We start here", "Another advertisement", "and we end there.” He left."])
    let found = Anchorer(changed).anchor(bookmark)
    #expect(found.name == "moved")
    #expect(found.passages.map(\.block) == [2, 4])
  }

  @Test func whatIsNotReadYetIsUnchecked() throws {
    let bookmark = try Self.bookmark("Title\nThe ferries run.\nLater ⟦they stop again⟧ at noon.")
    let (beginning, _) = sampleArticle(["Title", "The ferries run."])
    #expect(Anchorer(beginning, isWhole: false).anchor(bookmark) == .unchecked)
    #expect(Anchorer(beginning).anchor(bookmark) == .orphaned)
  }

  /// A text of sentences of random words; no two sentences are the same.
  private static func randomSentences(_ count: Int, _ random: inout SeededRandom) -> [[String]] {
    let words = (0..<300).map { number in
      String((0..<3 + number % 5).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement(using: &random) ?? "a" })
    }
    return (0..<count).map { _ in (0..<Int.random(in: 6...20, using: &random)).map { _ in words.randomElement(using: &random) ?? "" } }
  }

  private static func paragraphs(_ sentences: [[String]], each: Int = 4) -> [String] {
    stride(from: 0, to: sentences.count, by: each).map { start in
      sentences[start..<min(start + each, sentences.count)].map { $0.joined(separator: " ") + "." }.joined(separator: " ")
    }
  }

  @Test(arguments: 0..<20) func isFoundAfterEditsElsewhere(seed: UInt64) throws {
    var random = SeededRandom(seed)
    var sentences = Self.randomSentences(120, &random)
    let kept = Int.random(in: 0..<120, using: &random)
    let words = sentences[kept].joined(separator: " ") + "."
    let bookmark = try Self.keep(words, in: Self.paragraphs(sentences))
    let others = Self.randomSentences(200, &random)
    for _ in 0..<40 {
      var place = Int.random(in: 0..<sentences.count, using: &random)
      if sentences[place].joined(separator: " ") + "." == words { place = (place + 1) % sentences.count }
      switch Int.random(in: 0..<3, using: &random) {
      case 0: sentences.insert(others.randomElement(using: &random) ?? [], at: place)
      case 1: sentences.remove(at: place)
      default: sentences[place].shuffle(using: &random)
      }
    }
    let (article, _) = sampleArticle(Self.paragraphs(sentences, each: 3))
    let anchoring = Anchorer(article).anchor(bookmark)
    #expect(["exact", "moved"].contains(anchoring.name))
    #expect(article.text(anchoring.passages) == words)
  }

  @Test(arguments: 0..<20) func isFoundWhenMostOfItsWordsStay(seed: UInt64) throws {
    var random = SeededRandom(seed)
    var sentences = Self.randomSentences(120, &random)
    let kept = Int.random(in: 1..<119, using: &random)
    let bookmark = try Self.keep(sentences[kept].joined(separator: " ") + ".", in: Self.paragraphs(sentences))
    for _ in 0..<max(1, sentences[kept].count / 4) {
      sentences[kept][Int.random(in: 0..<sentences[kept].count, using: &random)] = "replaced"
    }
    let changed = sentences[kept].joined(separator: " ") + "."
    sentences.insert(["something", "new"], at: 0)
    let (article, _) = sampleArticle(Self.paragraphs(sentences))
    let anchoring = Anchorer(article).anchor(bookmark)
    #expect(anchoring.name == "changed")
    #expect(article.text(anchoring.passages) == changed)
  }

  @Test(arguments: 0..<60) func isNeverFoundAtAnotherSentence(seed: UInt64) throws {
    var random = SeededRandom(seed)
    var sentences = Self.randomSentences(120, &random)
    // Each sentence has a twin that differs in two of its words.
    for index in stride(from: 0, to: 120, by: 2) {
      sentences[index + 1] = sentences[index]
      for word in Array(sentences[index].indices).shuffled(using: &random).prefix(2) { sentences[index + 1][word] = "other" }
    }
    // Twins far apart and among other neighbours: side by side, taking one away would look like changing the other.
    sentences = stride(from: 0, to: 120, by: 2).map { sentences[$0] } + stride(from: 119, to: 0, by: -2).map { sentences[$0] }
    let kept = Int.random(in: 1..<57, using: &random)
    let bookmark = try Self.keep(sentences[kept].joined(separator: " ") + ".", in: Self.paragraphs(sentences))
    sentences.remove(at: kept)
    sentences.insert(["something", "new"], at: 0)
    let (article, _) = sampleArticle(Self.paragraphs(sentences))
    let anchoring = Anchorer(article).anchor(bookmark)
    #expect(anchoring == .orphaned, "\(bookmark) \(article.text(anchoring.passages))")
  }

  private static func keep(_ words: String, in paragraphs: [String]) throws -> Bookmark {
    let (article, digest) = sampleArticle(paragraphs)
    let run = Array(words.utf8)
    let start = try #require(article.utf8.indices.first { article.utf8[$0...].starts(with: run) })
    return Bookmark.make(
      id: "b", kind: .sentences, passages: article.passages(ofBytes: start..<start + run.count), article: article, digest: digest,
      facts: ArticleFacts(id: "a", source: "/a.txt"), time: 0)
  }
}
