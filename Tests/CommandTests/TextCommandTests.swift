/// `sentences`, `extract`, `quotes`, `show`, and the digest as plain text.

import DigestTestSupport
import Testing

struct TextCommandTests {
  private static let article = """
    Night ferries return to Lindholm

    Boats will run until two in the morning from October. Residents ask who pays when the city's money ends.

    “We will not run empty boats for the look of it,” said Jonas Brandt, who leads the company. He would not say what a crossing costs.

    “Boats are roads,” said Hanne Lind, a nurse. “Nobody asks a road to make money.”
    """

  @Test func printsSentencesOneALine() throws {
    let run = try BuiltProgram.run(["sentences", "-"], input: "A title\n\nOne came. Two  went.\n\nThree\tstayed.\n")
    #expect(run.status == 0)
    #expect(run.output == "A title\n\nOne came.\nTwo went.\n\nThree stayed.\n")
  }

  @Test func extractsTheText() throws {
    let run = try BuiltProgram.run(["extract", "-"], input: Self.article)
    #expect(run.status == 0)
    #expect(run.output.contains("Boats are roads"))
    #expect(run.output.contains("\n\n"))
    let json = try BuiltProgram.run(["extract", "--json", "-"], input: Self.article)
    #expect(json.lines.count == 1)
    #expect(json.output.hasPrefix("{\"source\":\"-\",\"title\":\"Night ferries return to Lindholm\",\"text\":\"Boats will run"))
  }

  @Test func showsTextWithoutEscapes() throws {
    let run = try BuiltProgram.run(["show", "-"], input: Self.article + "\n\nAn \u{1B}[31m escape.\n")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("Night ferries return to Lindholm\n"))
    #expect(run.output.contains("␛[31m escape."))
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func showsOneSection() throws {
    let all = try BuiltProgram.run(["show", "--section", "1", "-"], input: Self.article)
    #expect(all.status == 0)
    #expect(all.output.hasPrefix("1 "))
    let none = try BuiltProgram.run(["show", "--section", "99", "-"], input: Self.article)
    #expect(none.status == 2)
    #expect(none.error.hasPrefix("digest: -: has no section 99;"))
  }

  @Test func printsTheDigestWhereOutputIsNoTerminal() throws {
    let run = try BuiltProgram.run(["-"], input: Self.article, environment: ["TERM": "xterm-256color"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("Night ferries return to Lindholm\n"))
    #expect(run.output.contains("\nIn brief\n"))
    #expect(!run.output.contains("\u{1B}"))
    let plain = try BuiltProgram.run(["--plain", "-"], input: Self.article)
    #expect(plain.output == run.output)
  }

  @Test(arguments: [
    ([], ["Jonas Brandt", "Hanne Lind", "Hanne Lind"]), (["--speaker", "lind"], ["Hanne Lind", "Hanne Lind"]),
    (["--about", "money"], ["Hanne Lind"]),
    (["--about", "boats -roads"], ["Jonas Brandt"]), (["--speaker", "hanne", "--about", "roads"], ["Hanne Lind"]),
  ])
  func printsQuotations(options: [String], speakers: [String]) throws {
    let run = try BuiltProgram.run(["quotes", "-"] + options, input: Self.article)
    #expect(run.status == 0)
    let rows = run.lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    #expect(rows.map { $0[0] } == speakers)
    #expect(rows.allSatisfy { $0.count == 3 && $0[2].hasPrefix("-:1.") })
    let json = try BuiltProgram.run(["quotes", "-", "--json"] + options, input: Self.article)
    #expect(json.lines.count == speakers.count)
    #expect(json.lines.allSatisfy { $0.hasPrefix("{\"source\":\"-\",\"title\":\"Night ferries return to Lindholm\",\"sectionHeadline\":") })
  }

  @Test func quotesOfASpeaker() throws {
    let run = try BuiltProgram.run(["quotes", "--speaker", "nobody at all", "-"], input: Self.article)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.error.isEmpty)
  }

  @Test func wordsOfAQuotationStandOnOneLine() throws {
    let run = try BuiltProgram.run(
      ["quotes", "-"], input: "Night boats\n\n“We will not  run\tempty boats,” said Jonas Brandt, who leads the company.\n")
    #expect(run.output == "Jonas Brandt\tWe will not run empty boats,\t-:1.1\n")
  }
}
