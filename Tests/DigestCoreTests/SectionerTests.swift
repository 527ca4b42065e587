/// Sections: from headlines, before the first of them, and where the subject of a long run changes.

import Testing

@testable import DigestCore

struct SectionerTests {
  private static let ferry = [
    "The ferry leaves the pier at ten, and the ferry master counts the passengers before the ramp goes up.",
    "On the island the ferry is met by a bus, which takes the passengers from the pier to the village.",
    "When the ferry is late the bus waits at the pier, and the passengers drink tea in the ticket office.",
    "The ramp of the ferry was mended last spring, because passengers had slipped on it at the pier.",
    "No passenger has been lost by the ferry, and the ramp at the pier has never failed since.",
    "The ferry master sleeps above the ticket office, where he hears the ferry knock against the pier.",
  ]
  private static let bees = [
    "Bees need flowers within a mile of the hive, and the keeper plants clover between the rows of hives.",
    "A hive gives honey twice a summer, if the clover blooms early and the bees are not disturbed.",
    "The keeper smokes the hive before he lifts the frames, so that the bees gorge themselves on honey.",
    "In winter the bees cluster in the hive, and the keeper leaves them honey enough to last until the clover.",
    "Wasps rob a weak hive of its honey, and the keeper narrows the door until the bees can hold it.",
    "The honey is spun out of the frames in August, when the clover is over and the hive is full.",
  ]

  private static let court = [
    "The judge heard four witnesses on Monday, and the jury asked to see the contract once more.",
    "Counsel for the builder told the jury that the contract had been signed under protest.",
    "The judge let the contract stand, but struck out the clause on interest that counsel had read aloud.",
    "A verdict is expected next week, when the jury has gone through the witnesses and the contract.",
  ]
  private static let snow = [
    "Snow lay a foot deep on the pass, and the plough turned back twice before the drivers gave up.",
    "The plough is thirty years old; its blade bends where the snow has been packed by lorries.",
    "Drivers who were stuck on the pass slept in the inn, and dug their lorries out of the snow at dawn.",
    "A second plough will clear the pass next winter, if the drivers' union and the inn pay for its blade.",
  ]

  private func spans(_ paragraphs: [String]) throws -> (Article, [SectionSpan]) {
    let article = try BlockRoleTests.article(paragraphs.joined(separator: "\n\n"))
    let lexicon = BlockRoleTests.lexicons.lexicon(for: "en")
    return (article, Sectioner(lexicon: lexicon).spans(of: article))
  }

  @Test func aTextOfTwoSubjectsIsSplitBetweenThem() throws {
    let (_, spans) = try spans(Self.ferry + Self.bees)
    #expect(spans.map(\.blocks) == [0..<6, 6..<12])
    #expect(spans.allSatisfy { $0.headlineBlock == nil && $0.level == 1 })
  }

  @Test func aTextOfOneSubjectStaysWhole() throws {
    let (_, spans) = try spans(Self.ferry)
    #expect(spans.count == 1)
  }

  @Test func articlesOneAfterTheOtherAreKeptWhole() throws {
    let (_, spans) = try spans(Self.ferry + Self.bees + Self.court + Self.snow)
    #expect(spans.map(\.blocks.lowerBound) == [0, 6, 12, 16])
  }

  @Test(arguments: [("The keeper asks for this:", false), ("The keeper asks for this.", true)])
  func aColonHoldsItsParagraphToTheNext(_ last: String, _ isSplit: Bool) throws {
    let (_, spans) = try spans(Self.ferry.dropLast() + [last] + Self.bees)
    #expect(spans.contains { $0.blocks.lowerBound == 6 } == isSplit)
  }

  @Test func headlinesBeginSections() throws {
    let (article, spans) = try spans(["On ferries and bees"] + Self.ferry.prefix(2) + ["What bees need"] + Self.bees.prefix(3))
    #expect(article.title == "On ferries and bees")
    #expect(spans.map(\.headlineBlock) == [nil, 3])
    #expect(spans.map(\.blocks) == [0..<3, 3..<7])
  }

  @Test func aHeadlineRightBelowTheTitleBeginsTheFirstSection() throws {
    let (_, spans) = try spans(["# On ferries and bees", "## Ferries"] + Self.ferry.prefix(2) + ["## Bees"] + Self.bees.prefix(2))
    #expect(spans.map(\.headlineBlock) == [1, 4])
    #expect(spans.first?.blocks == 0..<4)
  }

  @Test func aLongRunUnderAHeadlineIsSplitToo() throws {
    let (_, spans) = try spans(["# Title", "## Ferries"] + Self.ferry + Self.ferry.reversed() + Self.bees + ["## More"] + Self.bees)
    #expect(spans.count > 2)
    #expect(spans.map(\.headlineBlock).filter { $0 != nil }.count == 2)
    #expect(spans.contains { $0.blocks.lowerBound == 14 })
  }

  @Test func aLineOfMarksPartsTheText() throws {
    let (_, spans) = try spans(["# Title", "## Ferries"] + Self.ferry.prefix(2) + ["* * *"] + Self.bees.prefix(2))
    #expect(spans.map(\.headlineBlock) == [1, nil])
    #expect(spans.map(\.blocks) == [0..<4, 4..<7])
  }

  @Test func spansCoverAllBlocks() throws {
    let (article, spans) = try spans((0..<30).flatMap { $0 % 2 == 0 ? Self.ferry : Self.bees })
    #expect(spans.first?.blocks.lowerBound == 0)
    #expect(spans.last?.blocks.upperBound == article.blocks.count)
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.blocks.upperBound == $1.blocks.lowerBound })
    // Each change of subject but few is found.
    let found = Set(spans.map(\.blocks.lowerBound))
    #expect(stride(from: 6, to: 180, by: 6).filter { found.contains($0) }.count > 24)
  }
}
