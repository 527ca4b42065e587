/// Title, standfirst, byline, dateline, date and publisher from the first lines of a text.

import DigestTestSupport
import Testing

@testable import DigestCore

struct ArticleHeadTests {
  private static let body = """
    The council of Marbeck voted on Tuesday to buy back the depot at Quarry Lane, which it sold to a property company eleven years ago for less than it will now pay.

    Twenty-two trams have stood in the open since the sale, and the workshop that mends them rents a shed two streets away from the line.
    """

  private func article(_ head: String, _ body: String = body) throws -> Article {
    try BlockRoleTests.article(head + "\n\n" + body)
  }

  @Test(arguments: [
    "City buys back its depot", "Why did the city sell?", "Trams return, rust and all", "“We knew,” says mayor", "CITY BUYS BACK DEPOT",
    "The depot: how it was sold, and what it cost to get it back", "City buys back its depot.", "No roof!",
  ])
  func title(line: String) throws {
    #expect(try article(line).title == line)
  }

  @Test func noTitleWhereTheTextBeginsAtOnce() throws {
    #expect(try BlockRoleTests.article(Self.body).title == nil)
  }

  @Test(arguments: ["Opinion", "INTERVIEW", "3 March 2025", "By Ada Moll"])
  func titleBelowALabel(line: String) throws {
    #expect(try article(line + "\n\nCity buys back its depot").title == "City buys back its depot")
  }

  @Test(arguments: [
    ("By Ada Moll", "Ada Moll"), ("by Ada Moll and Tom Reeve", "Ada Moll and Tom Reeve"), ("Words: Ada Moll", "Ada Moll"),
    ("Written by Ada Moll", "Ada Moll"), ("By Ada Moll | 3 March 2025", "Ada Moll"), ("By Ada Moll — Published March 3, 2025", "Ada Moll"),
    ("Story by Ada Moll · March 2025", "Ada Moll"), ("By J. R. Moll", "J. R. Moll"),
  ])
  func byline(line: String, name: String) throws {
    let article = try article("City buys back its depot\n\n" + line)
    #expect(article.metadata.byline == name)
    #expect(article.blocks[1].role == .credit)
  }

  @Test func aNameAloneAboveADate() throws {
    let metadata = try article("City buys back its depot\n\nAda Moll\n\nMarch 3, 2025").metadata
    #expect(metadata.byline == "Ada Moll")
    #expect(metadata.published == "2025-03-03")
  }

  @Test(arguments: [
    ("3 March 2025", "2025-03-03"), ("March 3, 2025", "2025-03-03"), ("Mar 3rd, 2025", "2025-03-03"), ("2025-03-03", "2025-03-03"),
    ("Published March 3, 2025", "2025-03-03"), ("Posted on 23 July 2020", "2020-07-23"), ("March 2025", "2025-03"),
    ("Monday, 3 March 2025", "2025-03-03"),
    ("03/15/2025", "2025-03-15"), ("15/03/2025", "2025-03-15"), ("3.4.2025", "2025-04-03"),
  ])
  func date(line: String, iso: String) throws {
    #expect(try article("City buys back its depot\n\n" + line).metadata.published == iso)
  }

  @Test func aDateInTheTextIsNoDateOfIt() throws {
    #expect(try article("City buys back its depot").metadata.published == nil)
    let text =
      "The depot was sold on 3 March 2014 to a company of which nobody in the room had heard, and for a price that everybody liked."
    #expect(try article("City buys back its depot", text).metadata.published == nil)
  }

  @Test func publisherBeforeADate() throws {
    let metadata = try article("City buys back its depot\n\nBy Ada Moll\n\nThe Marbeck Mail, 3 March 2025").metadata
    #expect(metadata.publisher == "The Marbeck Mail")
    #expect(metadata.published == "2025-03-03")
  }

  @Test(arguments: [
    ("MARBECK, March 3 (Wire) — The council voted on Tuesday to buy back the depot that it sold.", "MARBECK, March 3 (Wire)"),
    ("NEW MARBECK — The council voted on Tuesday to buy back the depot that it sold.", "NEW MARBECK"),
    ("MARBECK, N.J. (Wire) - The council voted on Tuesday to buy back the depot that it sold.", "MARBECK, N.J. (Wire)"),
  ])
  func dateline(text: String, place: String) throws {
    let article = try article("City buys back its depot", text)
    #expect(article.metadata.dateline == place)
    #expect(article.blocks[1].role == .body)
  }

  @Test func noDatelineWithoutCapitals() throws {
    #expect(
      try article("City buys back", "Marbeck — the name says little — voted on Tuesday to buy back the depot.").metadata.dateline == nil)
    #expect(
      try article("City buys back", "The UK — or what is left of it — voted on Tuesday to buy back the depot.").metadata.dateline == nil)
  }

  @Test(arguments: [
    "After a winter of rust, the council found the money for a roof.\n\nBy Ada Moll",
    "In this interview the mayor looks back on the sale, the price and the rust\n\nAda Moll\n\n3 March 2025",
  ])
  func standfirst(head: String) throws {
    let article = try article("City buys back its depot\n\n" + head)
    #expect(article.standfirst == String(head.prefix { $0 != "\n" }))
  }

  @Test func theFirstParagraphIsNoStandfirst() throws {
    #expect(try article("City buys back its depot").standfirst == nil)
    #expect(try article("City buys back its depot", "“We knew,” said the mayor.\n\n" + Self.body).standfirst == nil)
  }

  @Test func chinese() throws {
    let article = try BlockRoleTests.article(
      "城市买回电车库\n\n记者：林美华\n\n2025年3月3日\n\n市议会星期二投票决定买回十一年前卖给一家地产公司的电车库，价格是当年的三倍多，引起了不少议论。\n\n钱从哪里来\n\n一部分来自旧发电厂的出售，其余来自三十年的贷款，四名议员投了弃权票，一人在表决前离场。"
    )
    #expect(article.title == "城市买回电车库")
    #expect(article.metadata.byline == "林美华")
    #expect(article.metadata.published == "2025-03-03")
    #expect(article.blocks.filter { $0.role == .headline }.count == 1)
  }
}
