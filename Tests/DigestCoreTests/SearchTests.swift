/// Searching: queries, the fuzzy matcher, the search in the text, the search of quotations.

import Testing

@testable import DigestCore

struct QueryTests {
  @Test(arguments: [
    ("boats night", [Query.Term.fuzzy("boats"), .fuzzy("night")]), ("'exact", [.exact("exact")]),
    ("-not !never", [.excluded("not"), .excluded("never")]),
    ("speaker:lind", [.speaker("lind")]), ("Speaker:\"Hanne Lind\" boats", [.speaker("Hanne Lind"), .fuzzy("boats")]),
    ("\"night boats\"", [.exact("night boats")]), ("“night boats", [.exact("night boats")]), ("- ' speaker: \"", []), ("  ", []),
    ("-\"two words\"", [.excluded("two words")]),
  ])
  func parses(text: String, terms: [Query.Term]) {
    #expect(Query(text).terms == terms)
  }

  @Test(arguments: ["Lind", "Hanne Lind"])
  func speakerTextParses(name: String) {
    #expect(Query(Query.speakerText(name)).terms == [.speaker(name)])
  }
}

struct FuzzyMatcherTests {
  /// Brackets stand around the letters that match.
  @Test(arguments: [
    ("boats", "[boats] are roads"), ("bts", "[b]oa[ts]"), ("jbr", "[J]onas [Br]andt"), ("brand", "a [brand] new bread and"),
    ("cafe", "at the [Café]"), ("fob", "of foobar, [fo]o [b]ar"), ("船", "夜[船]"),
  ])
  func marksLetters(query: String, marked: String) throws {
    let text = marked.filter { $0 != "[" && $0 != "]" }
    let folded = FoldedText(text)
    let match = try #require(FuzzyMatcher(query)?.match(in: folded))
    var bytes = Array(text.utf8)
    for range in match.ranges.map({ folded.source(of: $0) }).reversed() {
      bytes.insert(UInt8(ascii: "]"), at: range.upperBound)
      bytes.insert(UInt8(ascii: "["), at: range.lowerBound)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == marked)
  }

  @Test(arguments: [("boats", "Better operators ask again, then sail"), ("abc", "acb"), ("Boats", "boats"), ("boats", "")])
  func findsNothing(query: String, text: String) {
    #expect(FuzzyMatcher(query).flatMap { $0.match(in: FoldedText(text, keepsCase: $0.keepsCase)) } == nil)
  }

  @Test(arguments: [
    ("ferry", "the ferry", "the referry"), ("nb", "night boats", "nimble"), ("boat", "boat", "bo at"), ("lind", "Lind", "lined"),
  ])
  func ranks(query: String, better: String, worse: String) throws {
    let matcher = try #require(FuzzyMatcher(query))
    let good = try #require(matcher.match(in: FoldedText(better)))
    #expect(good.score > matcher.match(in: FoldedText(worse))?.score ?? 0)
  }

  @Test func aLongTextIsScoredInItsBestStretch() throws {
    let text = String(repeating: "x y ", count: 100_000) + "boats" + String(repeating: " z", count: 100_000)
    let match = try #require(FuzzyMatcher("boats")?.match(in: FoldedText(text)))
    #expect(match.ranges == [400_000..<400_005])
  }
}

struct ArticleSearcherTests {
  private func article(_ paragraphs: [String]) -> Article {
    var utf8: [UInt8] = []
    var blocks: [Block] = []
    for paragraph in paragraphs {
      if !blocks.isEmpty { utf8.append(0x0A) }
      blocks.append(Block(role: .body, bytes: utf8.count..<utf8.count + paragraph.utf8.count))
      utf8 += paragraph.utf8
    }
    return Article(source: "test", utf8: utf8, blocks: blocks, metadata: Metadata())
  }

  private func hits(_ query: String, _ paragraphs: [String]) throws -> [String] {
    let article = article(paragraphs)
    var searcher = ArticleSearcher(article, try #require(LiteralMatcher(query)))
    return searcher.hits().map { article.text($0) }
  }

  @Test(arguments: [
    ("ferry", ["Ferry", "ferry"]), ("Ferry", ["Ferry"]), ("night boat", ["Night  boat"]), ("it's", ["It’s"]), ("nothing", []),
    ("aa", ["aa", "aa"]),
    ("zoe", ["Zoë"]),
  ])
  func findsAsWritten(query: String, found: [String]) throws {
    #expect(try hits(query, ["Ferry and ferry", "Night  boat. It’s late", "aaaaa Zoë"]) == found)
  }

  @Test func hitsAcrossPiecesAreFound() throws {
    for shift in 0..<12 {
      let text = String(repeating: "x", count: 65_530 + shift) + "ferrÿ" + String(repeating: "é", count: 70_000) + "ferry"
      #expect(try hits("ferry", [text]) == ["ferrÿ", "ferry"])
    }
  }

  @Test func goesOnWhereItStopped() throws {
    let article = article((0..<50).map { "boat \($0) and boat" })
    var whole = ArticleSearcher(article, try #require(LiteralMatcher("boat")))
    let all = whole.hits()
    #expect(all.count == 100)
    var stepped = ArticleSearcher(article, try #require(LiteralMatcher("boat")))
    var found: [Passage] = []
    while !stepped.isFinished {
      stepped.search(bytes: 7) {
        found.append($0)
        return found.count % 3 != 0
      }
    }
    #expect(found == all)
    var part = ArticleSearcher(article, try #require(LiteralMatcher("boat")), blocks: 10..<12)
    #expect(part.hits() == all.filter { (10..<12).contains($0.block) })
  }

  @Test(arguments: [
    ("boats", [0, 1, 2]), ("boats brandt", [0, 1]), ("brandt riders", [1]), ("speaker:lind", [2]), ("boats -riders", [0, 2]),
    ("speaker:brandt boats", [0, 1]),
    ("speaker:unnamed", [3]), ("'oat", [0, 1, 2]), ("zzz", []), ("jns", [0, 1]), ("", [0, 1, 2, 3]), ("speaker:\"Jonas Brandt\"", [0, 1]),
  ])
  func findsQuotations(query: String, found: [Int]) {
    let article = article(["Empty boats look bad.", "If riders come, the boats stay.", "Boats are roads.", "No more"])
    let speakers: [String?] = ["Jonas Brandt", "Jonas Brandt", "Hanne Lind", nil]
    let quotations = speakers.indices.map {
      Quotation(parts: [article.passage(ofBlock: $0)], kind: .direct, speaker: nil, speakerResolved: speakers[$0])
    }
    let searcher = QuotationSearcher(article, Digest(sections: [], quotations: quotations))
    #expect(searcher.search(Query(query)).map(\.quotation).sorted() == found)
  }

  @Test func marksWordsAndSpeaker() throws {
    let article = article(["Boats are", "roads, boats."])
    let quotation = Quotation(
      parts: [article.passage(ofBlock: 0), article.passage(ofBlock: 1)], kind: .direct, speaker: "Lind", speakerResolved: "Hanne Lind")
    let searcher = QuotationSearcher(article, Digest(sections: [], quotations: [quotation]))
    let hit = try #require(searcher.search(Query("lind roads boats")).first)
    #expect(hit.marks.map { article.text($0) } == ["Boats", "roads"])
    #expect(hit.speakerMarks == [6..<10])
  }
}
