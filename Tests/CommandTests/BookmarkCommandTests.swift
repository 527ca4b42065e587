/// `bookmarks list|add|edit|remove|export`, run as programs.

import DigestTestSupport
import Foundation
import Testing

/// A folder with an article in it, and the program run with its library there.
private struct Desk {
  let folder: String

  static let article = """
    Night ferries return to Lindholm

    Boats will run until two in the morning from October. Residents ask who pays when the city's money ends.

    “We will not run empty boats for the look of it,” said Jonas Brandt, who leads the company. He would not say what a crossing costs.

    “Boats are roads,” said Hanne Lind, a nurse. “Nobody asks a road to make money.”

    """

  static func with(_ body: (Desk) throws -> Void) throws {
    try TemporaryFolder.with { folder throws in
      let desk = Desk(folder: folder)
      try desk.write(article, to: "ferries.txt")
      try body(desk)
    }
  }

  var article: String { path("ferries.txt") }
  func path(_ name: String) -> String { "\(folder)/\(name)" }
  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path(name))) }
  func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  var environment: [String: String] { ["XDG_DATA_HOME": path("data")] }

  func run(_ arguments: String..., input: String = "") throws -> BuiltProgram.Outcome {
    try BuiltProgram.run(["bookmarks"] + arguments, input: input, environment: environment)
  }

  /// The lines of `list --json`, by field.
  func list(_ files: String...) throws -> [[String: Any]] {
    let run = try BuiltProgram.run(["bookmarks", "list", "--json"] + files, environment: environment)
    return try run.lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
  }
}

@Suite struct BookmarkCommandTests {
  @Test func keepsWordsAQuotationAndASection() throws {
    try Desk.with { desk throws in
      let words = try desk.run(
        "add", desk.article, "--exact", "He would not  say what", "--note", " Ask again.\n", "--tag", "#cost", "--tag", "b c")
      #expect(words.status == 0, "\(words.error)")
      #expect(words.lines.count == 1)
      #expect(try desk.run("add", desk.article, "--quotation", "1").status == 0)
      #expect(try desk.run("add", desk.article, "--section", "1").status == 0)
      let all = try desk.list(desk.article)
      #expect(all.map { $0["kind"] as? String } == ["section", "quotation", "sentences"])
      #expect(all.map { $0["anchor"] as? String } == ["exact", "exact", "exact"])
      #expect(all[1]["exact"] as? String == "We will not run empty boats for the look of it,")
      #expect((all[1]["speaker"] as? String)?.hasSuffix("Brandt") == true)
      #expect(all[2]["id"] as? String == words.lines[0])
      #expect(all[2]["exact"] as? String == "He would not say what")
      #expect(all[2]["note"] as? String == "Ask again.")
      #expect(all[2]["tags"] as? [String] == ["cost", "b", "c"])
      #expect(all[2]["source"] as? String == desk.article)
      let text = Array(try BuiltProgram.run(["sentences", desk.article]).output.unicodeScalars)
      #expect(!text.isEmpty)
      for bookmark in all {
        #expect((bookmark["end"] as? Int ?? 0) - (bookmark["start"] as? Int ?? 0) == (bookmark["exact"] as? String)?.unicodeScalars.count)
      }
    }
  }

  @Test func refusesWhatIsNotThere() throws {
    try Desk.with { desk throws in
      let words = try desk.run("add", desk.article, "--exact", "No such words")
      #expect(words.status == 2)
      #expect(words.error == "digest: \(desk.article): does not have these words; give them as they stand in the text\n")
      #expect(try desk.run("add", desk.article, "--section", "9").error.contains("has no section 9; it has"))
      #expect(try desk.run("add", desk.article, "--quotation", "0").status == 2)
      #expect(try desk.run("add", desk.article).status == 2)
      #expect(try desk.run("add", desk.article, "--section", "1", "--quotation", "1").status == 2)
      #expect(try desk.run("add", desk.path("none.txt"), "--section", "1").error.contains("does not exist"))
      #expect(try desk.list().isEmpty)
      #expect(!FileManager.default.fileExists(atPath: desk.path("data")), "nothing is made for nothing")
    }
  }

  @Test func isFoundAgainUnderAnotherNameAndInAChangedText() throws {
    try Desk.with { desk throws in
      _ = try desk.run("add", desk.article, "--quotation", "1")
      try FileManager.default.moveItem(atPath: desk.article, toPath: desk.path("renamed.txt"))
      #expect(try desk.list(desk.path("renamed.txt")).map { $0["anchor"] as? String } == ["exact"])
      #expect(try desk.list().map { $0["source"] as? String } == [desk.path("renamed.txt")])
      try desk.write(Desk.article.replacing("Boats will", with: "Soon boats will"), to: "renamed.txt")
      let moved = try #require(try desk.list(desk.path("renamed.txt")).first)
      #expect(moved["anchor"] as? String == "moved")
      try desk.write(Desk.article.replacing("empty boats", with: "half-empty ferries"), to: "renamed.txt")
      #expect(try desk.list(desk.path("renamed.txt")).map { $0["anchor"] as? String } == ["changed"])
      try desk.write("Another text\n\nIt has other words, and none of them was kept by anybody.\n", to: "renamed.txt")
      #expect(try desk.list(desk.path("renamed.txt")).map { $0["anchor"] as? String } == ["orphaned"])
      #expect(try desk.list().map { $0["anchor"] as? String } == ["unchecked"])
      try FileManager.default.removeItem(atPath: desk.path("renamed.txt"))
      let gone = try desk.run("list", desk.path("renamed.txt"))
      #expect(gone.status == 2)
      #expect(gone.lines.count == 1, "what was kept of a file that is gone is still listed")
    }
  }

  @Test func readsStandardInput() throws {
    try Desk.with { desk throws in
      #expect(try desk.run("add", "-", "--quotation", "1", input: Desk.article).status == 0)
      #expect(try desk.run("list", "-", input: Desk.article).lines.count == 1)
      #expect(try desk.list(desk.article).count == 1, "the same text in a file")
    }
  }

  @Test func editsAndRemoves() throws {
    try Desk.with { desk throws in
      let id = try desk.run("add", desk.article, "--quotation", "1", "--note", "old", "--tag", "old").lines[0]
      #expect(try desk.run("edit", id, "--note", "new").output == "\(id)\n")
      #expect(try desk.list()[0]["note"] as? String == "new")
      #expect(try desk.list()[0]["tags"] as? [String] == ["old"])
      #expect(try desk.run("edit", "^d-\(id)", "--tag", "a", "--tag", "b").status == 0)
      #expect(try desk.list()[0]["tags"] as? [String] == ["a", "b"])
      #expect(try desk.run("edit", id, "--note", "", "--tag", "").status == 0)
      #expect(try desk.list()[0]["note"] is NSNull)
      #expect(try desk.list()[0]["tags"] as? [String] == [])
      #expect(try desk.run("edit", id).status == 2)
      #expect(
        try desk.run("edit", "none", "--note", "x").error == "digest: none: is no bookmark; digest bookmarks list shows the identifiers\n")
      let removed = try desk.run("remove", "none", id)
      #expect(removed.status == 2)
      #expect(removed.output == "\(id)\n")
      #expect(try desk.list().isEmpty)
    }
  }

  @Test func listsLinesOfFields() throws {
    try Desk.with { desk throws in
      let id = try desk.run("add", desk.article, "--exact", "Boats will run until two in the morning from October. Residents ask who pays")
        .lines[0]
      let fields = try desk.run("list").lines[0].split(separator: "\t", omittingEmptySubsequences: false)
      #expect(fields == [id[...], "Boats will run until two in the morning from October. Reside…", "", "Night ferries return to Lindholm"])
    }
  }

  @Test func exportsToAFileOnce() throws {
    try Desk.with { desk throws in
      _ = try desk.run("add", desk.article, "--quotation", "1")
      #expect(try desk.run("export", "--output", desk.path("notes.csv")).status == 0)
      #expect(try desk.read("notes.csv").hasPrefix("Highlight,Title,"))
      let again = try desk.run("export", "--output", desk.path("notes.csv"), "--format", "org")
      #expect(again.status == 2)
      #expect(again.error == "digest: \(desk.path("notes.csv")): exists; give another name, or --force to replace it\n")
      #expect(try desk.read("notes.csv").hasPrefix("Highlight,Title,"))
      #expect(try desk.run("export", "--output", desk.path("notes.csv"), "--format", "org", "--force").status == 0)
      #expect(try desk.read("notes.csv").hasPrefix("* Night ferries"))
      #expect(try desk.run("export", "--format", "word").error.contains("is no form of export; use markdown, org"))
      #expect(try desk.run("export").output == desk.run("export").output)
      #expect(try desk.run("export", "--format", "ndjson").output == desk.run("list", "--json").output)
    }
  }

  @Test func exportsAFileAnArticle() throws {
    try Desk.with { desk throws in
      try desk.write("Trains\n\nThe trains stop at nine. “Nobody waits,” said Per Holm.\n", to: "trains.txt")
      _ = try desk.run("add", desk.article, "--quotation", "1")
      _ = try desk.run("add", desk.path("trains.txt"), "--exact", "The trains stop at nine.")
      #expect(try desk.run("export", "--output", desk.path("notes/")).status == 0)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: desk.path("notes")).sorted() == [
          "night-ferries-return-to-lindholm.md", "trains.md",
        ])
      #expect(try desk.read("notes/trains.md").hasPrefix("---\ntitle: \"Trains\"\n"))
      #expect(try desk.run("export", "--output", desk.path("notes")).status == 2)
      #expect(try desk.run("export").output.contains("\n# Night ferries return to Lindholm\n"))
    }
  }

  @Test func aReadOnlyLibraryIsRead() throws {
    try Desk.with { desk throws in
      _ = try desk.run("add", desk.article, "--quotation", "1")
      // Root may write anywhere: the program runs as nobody then.
      let line = """
        chmod 755 "$1" "$1/data"; chmod 555 "$1/data/digest"; chmod 444 "$1"/data/digest/*; chmod 644 "$1"/*.txt
        as=; if [ "$(id -u)" = 0 ]; then as="setpriv --reuid=65534 --clear-groups"; fi
        export XDG_DATA_HOME="$1/data"
        cp "$DIGEST" "$1/digest" && chmod 755 "$1/digest"
        $as "$1/digest" bookmarks list | wc -l
        $as "$1/digest" bookmarks add "$1/ferries.txt" --quotation 2 2>&1; echo "$?"
        chmod 755 "$1/data/digest"
        """
      let run = try BuiltProgram.run(shell: "set -- '\(desk.folder)'\n\(line)")
      #expect(run.lines.first == "1", "\(run)")
      #expect(
        run.output.contains("digest.sqlite: the bookmark was not saved: the library may not be written; check its permissions"), "\(run)")
      #expect(run.lines.last == "2")
      #expect(try desk.list().count == 1)
    }
  }

  @Test func noRoomOnTheDiskIsSaid() throws {
    try Desk.with { desk throws in
      _ = try desk.run("add", desk.article, "--quotation", "1")
      let run = try BuiltProgram.run(
        shell: """
          export XDG_DATA_HOME='\(desk.path("data"))'; trap '' XFSZ; ulimit -f 4
          "$DIGEST" bookmarks add '\(desk.article)' --quotation 2 2>&1; echo "$?"
          """)
      #expect(run.output.contains("the bookmark was not saved"), "\(run)")
      #expect(run.lines.last == "2")
      #expect(try desk.list().count == 1)
      #expect(try desk.run("add", desk.article, "--quotation", "2").status == 0)
      #expect(try desk.list().count == 2)
    }
  }

  @Test func aFailedExportLeavesTheOldFileWhole() throws {
    try Desk.with { desk throws in
      _ = try desk.run("add", desk.article, "--quotation", "1", "--note", String(repeating: "a long note ", count: 400))
      try desk.write("old\n", to: "notes.md")
      let run = try BuiltProgram.run(
        shell: """
          export XDG_DATA_HOME='\(desk.path("data"))'; trap '' XFSZ; ulimit -f 2
          "$DIGEST" bookmarks export --force --output '\(desk.path("notes.md"))'; echo "$?"
          """)
      #expect(run.output == "2\n")
      #expect(run.error == "digest: \(desk.path("notes.md")): was not written: there is no room on the disk; make room and try again\n")
      #expect(try desk.read("notes.md") == "old\n")
      let names = try FileManager.default.contentsOfDirectory(atPath: desk.folder)
      #expect(!names.contains { $0.hasSuffix(".part") })
    }
  }

  @Test func twoProgramsWriteAtOnce() throws {
    try Desk.with { desk throws in
      let run = try BuiltProgram.run(
        shell: """
          export XDG_DATA_HOME='\(desk.path("data"))'
          for writer in 1 2 3; do
            (for number in 1 2 3 4 5 6 7 8; do "$DIGEST" bookmarks add '\(desk.article)' --quotation 1 --tag "$writer-$number" || exit; done) &
          done
          wait
          """)
      #expect(run.error == "")
      #expect(run.lines.count == 24)
      #expect(Set(try desk.list().compactMap { $0["id"] as? String }) == Set(run.lines))
    }
  }

  /// Twelve times two programs find no library and make it.
  @Test func twoProgramsMakeTheLibraryAtOnce() throws {
    try Desk.with { desk throws in
      let run = try BuiltProgram.run(
        shell: """
          for library in 1 2 3 4 5 6 7 8 9 10 11 12; do
            export XDG_DATA_HOME='\(desk.path("data"))'-$library
            for writer in 1 2 3; do "$DIGEST" bookmarks add '\(desk.article)' --quotation 1 --tag "$writer" & done
            wait
          done
          """)
      #expect(run.error == "")
      #expect(run.lines.count == 36)
    }
  }

  @Test func isThereWhenTheProgramIsKilledAsSoonAsItSaysSo() throws {
    try Desk.with { desk throws in
      var said: Set<String> = []
      for _ in 0..<100 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: BuiltProgram.path)
        process.arguments = ["bookmarks", "add", desk.article, "--quotation", "1"]
        process.environment = desk.environment
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let id = pipe.fileHandleForReading.availableData
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        said.insert(String(decoding: id, as: UTF8.self).trimmingCharacters(in: .newlines))
      }
      #expect(said.count == 100)
      #expect(Set(try desk.list().compactMap { $0["id"] as? String }) == said)
    }
  }
}
