/// Markdown to articles: blocks and roles, front matter, and that nothing is lost.

import DigestTestSupport
import Testing

@testable import DigestCore

struct MarkdownParserTests {
  private func article(_ text: String) throws -> Article {
    let document = try DocumentMaker.document(Array(text.utf8), source: "mill.md")
    #expect(document.format == .markdown)
    return try #require(try document.articles(Pages.lexicons).first)
  }

  private static let prose = (0..<3).map(Pages.prose).joined(separator: "\n\n")

  /// A notation, the text that comes of it, and its role.
  @Test(arguments: [
    ("## Who owns the weir", "Who owns the weir", Role.headline), ("Who owns the weir\n-----------------", "Who owns the weir", .headline),
    ("- two barges\n- one of *salt*", "one of salt", .list),
    ("> No stone was moved.\n> So says the deed.", "No stone was moved. So says the deed.", .quote),
    ("```\nwheel 1\n  wheel 2\n```", "wheel 1\n  wheel 2", .code), ("![The wheel in May](wheel.jpg)", "The wheel in May", .caption),
    ("| Year | Sacks |\n| --- | --- |\n| 1901 | 44 |", "Year\tSacks\n1901\t44", .table),
    ("- two barges\n\n- one of salt", "one of salt", .list),
    ("``` swift title=a {1}\nwheel\n```", "swift title=a {1}", .credit),
    ("| a | b |\n| - | - |\n| 1 | 2 | three | four |", "a\tb\n1\t2 | three | four", .table),
    ("A List<String> and <T>, said <b>he</b>.", "A List<String> and <T>, said he.", .body),
    ("[^9]: Nobody refers to this.", "[^9]: Nobody refers to this.", .body),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td", .table),
  ])
  func givesRoles(notation: String, text: String, role: Role) throws {
    let article = try article("# The mill keeps its wheel\n\n\(Self.prose)\n\n\(notation)\n\n\(Pages.prose(4))\n")
    let found = article.blocks.indices.filter { article.text(ofBlock: $0) == text }.map { article.blocks[$0].role }
    #expect(found == [role])
    #expect(article.title == "The mill keeps its wheel")
  }

  @Test func footnotesStandApart() throws {
    let article = try article("# The mill\n\n\(Self.prose) It was so.[^1]\n\n[^1]: Says the clerk of the weir.\n")
    #expect(Pages.texts(article, .footnote).contains { $0.hasPrefix("Says the clerk of the weir.") })
  }

  @Test(arguments: [
    "---\ntitle: \"The mill: its wheel\"\nauthor: Ana Lind\ndate: 2021-03-04\n---\n",
    "+++\ntitle = 'The mill: its wheel'\nauthor = \"Ana Lind\"\ndate = 2021-03-04T10:00:00Z\n+++\n",
    "+++\ntitle = \"The mill: its wheel\" # its name\nauthors = [\n  \"Ana Lind\",\n]\ndate = 2021-03-04\n+++\n",
    "---\ntitle: >\n  The mill:\n  its wheel\nauthor:\n  name: Ana Lind\ndate: 2021-03-04\n---\n",
    "---\r\ntitle: 'The mill: its wheel'\r\nauthors:\r\n- Ana Lind\r\ndate: March 4, 2021\r\n---\r\n",
  ])
  func frontMatterIsMetadata(matter: String) throws {
    let article = try article("\(matter)\n## Who owns the weir\n\n\(Self.prose)\n")
    #expect(article.title == "The mill: its wheel")
    #expect(article.metadata.byline == "Ana Lind")
    #expect(article.metadata.published == "2021-03-04")
    #expect(Pages.texts(article, .headline) == ["Who owns the weir"])
    #expect(article.blocks.first?.role == .credit)
  }

  @Test(arguments: ["---\n\nA rule above.\n", "--- a\nb: c\n---\n", "---\nno fields here\n---\n", "---\na: b\n"])
  func whatIsNoFrontMatter(text: String) {
    #expect(FrontMatter(Array(text.utf8)).end == 0)
  }

  /// What is code, or no table, is left as it is.
  @Test(arguments: [
    "```\n| a |\n|---|\n| 1 | 2 |\n[^1]: x\n```\n", "a | b\n--|--\n1 | 2\n", "| a \\| b |\n|---|\n| 1 \\| 2 |\n", "x[^1]\n\n[^1]: y\n",
    "a | b\nc | d | e\n",
  ])
  func mendsNothing(text: String) {
    #expect(MarkdownMender.escapes(in: Array(text.utf8)[...]).isEmpty)
  }

  /// Texts that would grow beyond measure are opened all the same.
  @Test(arguments: [
    "[a]: http://x.invalid/\(String(repeating: "y", count: 100_000))\n\n\(String(repeating: "[a] ", count: 50_000))",
    "|\(String(repeating: "a|", count: 5000))\n|\(String(repeating: "-|", count: 5000))\n\(String(repeating: "| word |\n", count: 5000))",
  ])
  func bombsAreText(text: String) throws {
    #expect(!MarkdownGuard.allows(Array(text.utf8)))
    #expect(try !article("The first words.\n\n" + text).blocks.isEmpty)
  }

  @Test(arguments: 0..<40)
  func noWordIsLost(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let marks = [
      "\n", "\n\n", "# ", "> ", "- ", "1. ", "*", "**", "`", "```\n", "| ", "~~s~~ ", "[", "](x)", "![", "<b>", "    ", "---\n", "&amp;",
      "\\",
    ]
    var text = "# wordy\n\n"
    var words: [String] = []
    for number in 0..<150 {
      for _ in 0..<Int.random(in: 0...2, using: &random) { text += marks[Int.random(in: 0..<marks.count, using: &random)] }
      words.append("wordy\(number)z")
      text += " \(words[number]) "
    }
    // White space does not count: a code span sheds its own.
    let out = String(decoding: try article(text).utf8, as: UTF8.self).filter { $0.isLetter || $0.isNumber }
    #expect(words.allSatisfy { out.contains($0) })
  }
}
