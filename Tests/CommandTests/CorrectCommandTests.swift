/// `correct` and `analyze --explain`, run as programs.

import DigestTestSupport
import Foundation
import Testing

@Suite struct CorrectCommandTests {
  private static let text = """
    Night ferries return to Lindholm

    Boats will run until two in the morning from October. Residents ask who pays when the city's money ends.

    Who pays for the boats

    “We will not run empty boats for the look of it,” said Jonas Brandt, who leads the company. He would not say what a crossing costs.

    Nobody on the quay had an answer either, and the timetable for the winter is still with the printers in the old town.

    """

  /// An article, and the program run with a library of its own.
  private struct Desk {
    let folder: String
    var article: String { "\(folder)/ferries.txt" }

    static func with(_ body: (Desk) throws -> Void) throws {
      try TemporaryFolder.with { folder throws in
        let desk = Desk(folder: folder)
        try Data(text.utf8).write(to: URL(fileURLWithPath: desk.article))
        try body(desk)
      }
    }

    func run(_ arguments: String...) throws -> BuiltProgram.Outcome {
      try BuiltProgram.run(arguments, environment: ["XDG_DATA_HOME": "\(folder)/data"])
    }

    func analyze(_ options: String...) throws -> [String: Any] {
      let run = try BuiltProgram.run(["analyze"] + options + [article], environment: ["XDG_DATA_HOME": "\(folder)/data"])
      return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    func sections(_ options: String...) throws -> [[String: Any]] {
      let run = try BuiltProgram.run(["analyze"] + options + [article], environment: ["XDG_DATA_HOME": "\(folder)/data"])
      let digest = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      return try #require(digest["sections"] as? [[String: Any]])
    }

    func origins() throws -> [String] { try sections().compactMap { $0["headlineOrigin"] as? String } }
  }

  @Test func aParagraphBecomesAHeadline() throws {
    try Desk.with { desk in
      #expect(try desk.origins() == ["generated", "source"])
      let made = try desk.run("correct", desk.article, "--paragraph", "2.2", "--as", "headline")
      #expect(made.status == 0, "\(made.error)")
      #expect(made.lines.count == 1)
      #expect(try desk.origins() == ["generated", "source", "reader"])
      #expect(try desk.sections("--no-corrections").count == 2)
      #expect(try desk.run("correct", desk.article).lines.map { $0.split(separator: "\t")[1] } == ["as headline"])
      // Another copy of the file is the same article.
      try FileManager.default.moveItem(atPath: desk.article, toPath: "\(desk.folder)/moved.txt")
      try FileManager.default.copyItem(atPath: "\(desk.folder)/moved.txt", toPath: desk.article)
      #expect(try desk.origins().last == "reader")
      let undone = try desk.run("correct", desk.article, "--section", "3", "--undo")
      #expect(undone.lines == made.lines)
      #expect(try desk.origins() == ["generated", "source"])
    }
  }

  @Test func aHeadlineBecomesTextAndAParagraphIsSetAside() throws {
    try Desk.with { desk in
      #expect(try desk.run("correct", desk.article, "--section", "2", "--as", "body").status == 0)
      #expect(try desk.origins() == ["generated"])
      #expect(try desk.run("correct", desk.article, "--paragraph", "1.1", "--as", "promo").status == 0)
      let paragraphs = try #require(try desk.sections().first?["paragraphs"] as? [[String: Any]])
      #expect(paragraphs.compactMap { $0["roleOrigin"] as? String } == ["reader", "reader"])
      #expect(paragraphs.compactMap { $0["role"] as? String }.prefix(2) == ["promo", "body"])
      #expect(!(try desk.run("extract", desk.article).output.contains("until two in the morning")))
      #expect(try desk.run("extract", "--no-corrections", desk.article).output.contains("until two in the morning"))
      // Saying what the program says takes the correction away.
      #expect(try desk.run("correct", desk.article, "--paragraph", "1.2", "--as", "headline").status == 0)
      #expect(try desk.origins() == ["generated", "source"])
    }
  }

  @Test func aSpeakerIsNamed() throws {
    try Desk.with { desk in
      #expect(try desk.run("correct", desk.article, "--quotation", "1", "--speaker", " Vera  Sol ").status == 0)
      let quotation = try #require((try desk.analyze()["quotes"] as? [[String: Any]])?.first)
      #expect(quotation["speakerResolved"] as? String == "Vera Sol")
      #expect(quotation["speakerOrigin"] as? String == "reader")
      #expect(quotation["confidence"] as? String == "certain")
      #expect(try desk.run("quotes", "--speaker", "Vera", desk.article).lines.count == 1)
      #expect(try desk.run("quotes", "--no-corrections", "--speaker", "Vera", desk.article).status == 1)
      #expect(try desk.run("correct", desk.article, "--quotation", "1", "--speaker", "").status == 0)
      let unknown = try #require((try desk.analyze()["quotes"] as? [[String: Any]])?.first)
      #expect(unknown["speaker"] is NSNull)
      #expect(unknown["speakerOrigin"] as? String == "reader")
      #expect(try desk.run("correct", desk.article, "--quotation", "1", "--undo").status == 0)
      let again = try #require((try desk.analyze()["quotes"] as? [[String: Any]])?.first)
      #expect(again["speakerResolved"] as? String == "Jonas Brandt")
      #expect(again["speakerOrigin"] == nil)
    }
  }

  static let refusals: [([String], String)] = [
    (["--paragraph", "2.9", "--as", "promo"], "has no paragraph 2.9; section 2 has 2\n"),
    (["--paragraph", "2", "--as", "promo"], "is no place; give section.paragraph, as 2.3\n"),
    (["--section", "7", "--as", "promo"], "has no section 7; it has 2\n"),
    (["--section", "1", "--as", "promo"], "has no headline of its own in section 1; give a --paragraph\n"),
    (["--quotation", "3", "--speaker", "A"], "has no quotation 3; it has 1\n"),
    (["--section", "2", "--as", "headline"], "has it as headline already; digest analyze --explain shows the roles\n"),
    (["--quotation", "1", "--undo"], "has no correction there; digest correct FILE lists them\n"),
    (["--quotation", "1", "--as", "body"], "a quotation is corrected with --speaker; digest --help shows the usage\n"),
    (["--undo"], "give a place: --paragraph, --section or --quotation; digest --help shows the usage\n"),
  ]

  @Test(arguments: refusals) func refuses(_ options: [String], _ end: String) throws {
    try Desk.with { desk in
      let run = try BuiltProgram.run(["correct", desk.article] + options, environment: ["XDG_DATA_HOME": "\(desk.folder)/data"])
      #expect(run.status == 2)
      #expect(run.error.hasSuffix(end), "\(run.error)")
    }
  }

  @Test func explains() throws {
    try Desk.with { desk in
      #expect(try desk.run("correct", desk.article, "--paragraph", "2.2", "--as", "promo").status == 0)
      let text = try desk.run("analyze", "--explain", desk.article)
      #expect(text.status == 0)
      for words in ["section 2 “Who pays for the boats”: a headline", "as a headline +", "Jonas Brandt, certain", "the cue is “said”"] {
        #expect(text.output.contains(words), "\(words)")
      }
      #expect(text.output.contains("Set aside as a promo, as the reader says"))
      let json = try desk.run("analyze", "--explain", "--json", desk.article)
      let lines = try json.lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
      let blocks = lines.filter { $0["about"] as? String == "block" }
      #expect(blocks.compactMap { $0["role"] as? String } == ["title", "body", "headline", "body", "promo"])
      #expect(blocks.last?["programRole"] as? String == "body")
      #expect(lines.compactMap { $0["begins"] as? String } == ["start", "headline"])
      #expect(lines.first { $0["about"] as? String == "quotation" }?["rule"] as? String == "beside")
    }
  }
}
