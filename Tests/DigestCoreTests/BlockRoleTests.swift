/// Which role a line gets: one line a case, put into an article where its place says.

import DigestTestSupport
import Testing

@testable import DigestCore

struct BlockRoleTests {
  static let lexicons = Lexicons(directory: "\(SharedData.checkout)/Content/Languages")

  static func article(_ text: String) throws -> Article {
    let document = Document(source: "test", bytes: Array(text.utf8))
    return try #require(try PlainTextParser(lexicons: lexicons).parse(document).first)
  }

  /// A report about a tram, with a place for a line in its middle.
  private static func report(around line: String) -> String {
    """
    City buys back its tram depot

    The council of Marbeck voted on Tuesday to buy back the depot at Quarry Lane, which it sold to a property company eleven years ago for less than a third of what it will now pay.

    Twenty-two trams have stood in the open since the sale, and the workshop that mends them rents a shed two streets away. The operator says that rust alone cost it four hundred thousand crowns last winter.

    The new line needs a roof

    Without a depot the line to the hospital cannot open, because the law asks for a covered pit where brakes are tested. The company knew that when it named its price, and the council knew that it knew.

    \(line)

    Work on the roof begins in spring and should take ten months. Until then the trams will be parked in three rows, with the oldest on the outside, where drivers say that nobody would mind losing one.

    The money comes from the sale of the old power station, and the rest from a loan that the city repays over thirty years. Four members of the council abstained, and one left the room before the vote.

    Who rides at night

    Night trams carried six thousand people a week before the sale. The operator hopes for the same number again, though it says that habits change when a line is closed for so long a time as this one was.
    """
  }

  private func role(of line: String) throws -> Role? {
    let article = try Self.article(Self.report(around: line))
    return article.blocks.indices.first { article.text(ofBlock: $0) == line }.map { article.blocks[$0].role }
  }

  @Test(arguments: [
    "What the roof costs", "A price that rose", "Why now?", "How did it come to this?", "Who pays", "Conclusion", "Background",
    "The long way round", "Ten months of building", "Next steps", "Trams in three rows", "A loan over thirty years",
    "Building for the Next Generation", "Why the company sold", "Lessons from the first sale", "What happens to the old shed?",
    "Rust, rent and repairs", "The council’s second thoughts", "Better late than never", "Frequently asked questions",
    "What is a covered pit?", "Three ways to park a tram", "Looking ahead", "Drivers have their doubts", "The case against",
    "Where the money comes from", "Voices from the workshop", "From shed to depot", "Nobody wants the oldest tram", "Summary",
  ])
  func headline(line: String) throws { #expect(try role(of: line) == .headline) }

  @Test(arguments: [
    "Advertisement", "ADVERTISEMENT", "Sponsored content", "Read more: How a city lost its trams", "Sign up for our newsletter",
    "Subscribe now", "Subscribe to the Marbeck Morning letter", "Continue reading", "Share on Facebook", "View details >",
    "Read the full story »",
    "See all offers →", "You might also like: The bus that never came", "Related articles", "Story continues below",
    "Click here to see the map",
    "Follow us on social media", "Leave a comment", "Join our mailing list", "Download our app", "Don’t miss: a year on line four",
    "Support independent reporting", "Up next: the harbour bridge", "Most read", "Previous article | Next article",
    "Watch: inside the depot",
    "More stories like this", "Get our free app", "All rights reserved", "Log in", "Share this", "Become a member",
  ])
  func promo(line: String) throws { #expect(try role(of: line) == .promo) }

  @Test(arguments: [
    "Photo: Ilse Brandt", "Photograph: Ilse Brandt/Marbeck Mail", "(Photo: Ilse Brandt)", "Source: city treasurer",
    "Credit: Marbeck Archive",
    "Illustration by Jon Weir", "Graphic: newsroom data team", "Image: City of Marbeck", "Reporting by Ada Moll in Marbeck",
    "Editing by Tom Reeve",
    "Updated 3 March 2025", "Published March 3, 2025", "Last updated 14:32 GMT", "3 March 2025", "March 3, 2025", "Tuesday, 4 March",
    "10:45 a.m.",
    "Contact: press@marbeck.example", "Tags: trams, council, money", "End of text", "THE END", "* * *", "Word count: 812", "By Ada Moll",
    "Words: Ada Moll", "As told to Ada Moll", "Estimated reading time: 7 minutes", "Correction: the vote was on Tuesday",
    "Filed under: trams, money",
  ])
  func credit(line: String) throws { #expect(try role(of: line) == .credit) }

  @Test(arguments: [
    "Pictured: the depot before it was sold", "Figure 2: passengers a week", "Left to right: Ada Moll, Tom Reeve, Jon Weir",
    "Map of the new line", "[The last tram leaves the depot.]", "Screenshot of the timetable", "From left: the mayor, the treasurer",
    "A photo of the shed in Quarry Lane",
  ])
  func caption(line: String) throws { #expect(try role(of: line) == .caption) }

  @Test(
    arguments: [
      "- a covered pit", "* a roof", "• a gate that closes", "– no rust", "+ thirty years of loans",
    ].filter { !$0.hasPrefix("–") })
  func list(line: String) throws { #expect(try role(of: line) == .list) }

  @Test(arguments: [
    "It worked.", "So they waited.", "“We knew,” said the mayor.", "Nobody answered.", "That was in 2014.", "The vote took four minutes.",
    "“And then?” she asked.", "He would not say who.", "But here is the thing:", "The council asked for three things:", "Not quite.",
    "In May 2014 the depot was sold for nine million crowns.", "“We had no choice”, she says", "Or so we thought…", "the rest is rust",
    "By 2030 the line should reach the airport.",
    "Photo albums of the old depot fill two shelves in the town archive, and nobody had opened them.",
    "Subscribers of the old season ticket may keep it for as long as the line is closed, the operator said on Wednesday.",
    "The end of the line is a field.", "(She raised a hand. Something had fallen over.)",
    "Sources close to the company said that the price would have risen again.",
  ])
  func body(line: String) throws { #expect(try role(of: line) == .body) }

  @Test func aPullQuoteRepeatsTheText() throws {
    #expect(try role(of: "The company knew that when it named its price") == .pullquote)
  }

  @Test func aNoteBeginsWithItsNumber() throws {
    #expect(try role(of: "[1] All sums are in crowns.") == .footnote)
  }

  @Test func quotedLinesAreAQuotation() throws {
    let article = try Self.article(Self.report(around: "> We sold it because we had to.\n> We buy it back because we can."))
    let quote = try #require(article.blocks.indices.first { article.blocks[$0].role == .quote })
    #expect(article.text(ofBlock: quote).hasPrefix("We sold it"))
  }

  // MARK: several lines

  @Test(arguments: [
    (
      "Which desk is right for you?\nWe tried eleven of them and were surprised by what a good chair does to a bad table, and by what…",
      "View details >"
    ),
    (
      "Marbeck before breakfast\n\nSign up for our free newsletter: what opens, what closes and what the council would rather you did not read.",
      "Subscribe now"
    ),
    (
      "Two screens or one?\n\nFor six weeks our designers worked on two screens, and what they found surprised even those who had paid for them…",
      "See the results »"
    ),
  ])
  func severalLinesOfAPromo(above: String, call: String) throws {
    let article = try Self.article(Self.report(around: above + "\n\n" + call))
    let promos = article.blocks.indices.filter { article.blocks[$0].role == .promo }.map { article.text(ofBlock: $0) }
    #expect(promos == above.split(separator: "\n").map(String.init) + [call])
  }

  @Test func aParagraphAboveACallStays() throws {
    let article = try Self.article(
      Self.report(around: "The treasurer had warned of the price in a letter that nobody on the committee seems to have read.\n\nRead more")
    )
    #expect(article.blocks.filter { $0.role == .promo }.count == 1)
  }

  // MARK: marks and levels

  @Test func signsGiveLevels() throws {
    let article = try Self.article(
      "# The depot\n\nIt is back.\n\n## Roof\n\nIt leaks a little.\n\n### Gutters\n\nThey are new.\n\n## Floor #\n\nConcrete.")
    #expect(article.title == "The depot")
    let headlines = article.blocks.indices.filter { article.blocks[$0].role == .headline }
    #expect(headlines.map { article.text(ofBlock: $0) } == ["Roof", "Gutters", "Floor"])
    #expect(headlines.map { article.blocks[$0].level } == [1, 2, 1])
  }

  @Test func aHashTagIsNoHeadline() throws {
    #expect(try role(of: "#trams are back in Marbeck.") == .body)
  }

  @Test func underlinesMakeHeadlines() throws {
    let article = try Self.article(
      "The depot\n=========\n\nIt is back in the hands of the city.\n\nRoof\n----\n\nIt leaks a little when it rains.")
    #expect(article.title == "The depot")
    #expect(article.blocks.filter { $0.role == .headline }.count == 1)
  }

  @Test func theGoldenRuleOfPlainTexts() throws {
    // Dialogue alone: short lines, no headline.
    let lines = [
      "“Are you there?”", "“I am.”", "“Then come out.”", "She waited.", "“Not before you put it down,” he said.", "“Put what down?”",
    ]
    let article = try Self.article((lines + lines.reversed()).joined(separator: "\n\n"))
    #expect(!article.blocks.contains { $0.role == .headline || $0.role == .promo || $0.role == .credit })
  }
}
