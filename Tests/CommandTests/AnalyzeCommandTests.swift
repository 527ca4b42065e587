/// `digest analyze`: lines of JSON, errors beside them, order and statuses.

import DigestTestSupport
import Foundation
import Testing

struct AnalyzeCommandTests {
  /// What a limit cut is said, and the article is there all the same.
  @Test func saysWhatALimitCut() throws {
    let deep = String(repeating: "<div>", count: 600)
    let run = try BuiltProgram.run(["analyze", "--input-format", "html", "-"], input: "<!doctype html>\(deep)<p>The mill keeps its wheel.")
    #expect(run.status == 0)
    #expect(run.output.contains("The mill keeps its wheel."))
    #expect(run.error == "digest: -: elements that nest more than 512 deep were flattened\n")
  }

  @Test func saysWhatCouldNotBeRead() throws {
    let run = try BuiltProgram.run(
      shell: "printf 'caf\\303\\251 caf\\303\\251 caf\\303\\251 caf\\303\\251 caf\\303\\251 \\377 end' | \"$DIGEST\" analyze -")
    #expect(run.status == 0)
    #expect(run.error == "digest: -: 1 piece could not be read as UTF-8, shown as \u{FFFD}\n")
  }

  /// The objects of NDJSON.
  private func objects(_ output: String) throws -> [[String: Any]] {
    try output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test func printsALineAFileInTheOrderGiven() throws {
    try TemporaryFolder.with { folder in
      let files = try (0..<40).map { number in
        let path = "\(folder)/\(number).txt"
        try "Boat \(number)\n\nThe boat came.\n".write(toFile: path, atomically: true, encoding: .utf8)
        return path
      }
      let run = try BuiltProgram.run(["analyze"] + files)
      #expect(run.status == 0)
      #expect(run.error.isEmpty)
      let sources = try objects(run.output).map { $0["source"] as? String }
      #expect(sources == files)
    }
  }

  @Test(arguments: [1, 2, 3])
  func aGoodFileIsNeverLostToABadNeighbour(position: Int) throws {
    try TemporaryFolder.withFile("A line of text that stands.\n".utf8) { path in
      var files = ["/nowhere/a.txt", "/"]
      files.insert(path, at: position - 1)
      let run = try BuiltProgram.run(["analyze"] + files)
      #expect(run.status == 2)
      let count = try objects(run.output).count
      #expect(count == 1)
      #expect(
        run.error
          == "digest: /nowhere/a.txt: does not exist; check the name\ndigest: /: is a folder; name the files in it\n")
    }
  }

  @Test func readsStandardInput() throws {
    let run = try BuiltProgram.run(["analyze", "-"], input: "Night boats\n\nThey run again.\n")
    #expect(run.status == 0)
    let source = try objects(run.output).first?["source"] as? String
    #expect(source == "-")
  }

  @Test(arguments: [
    (["analyze"], "digest: no file is named; name a file, or - for standard input\n"),
    (["analyze", "-", "-"], "digest: standard input (-) is named twice; digest --help shows the usage\n"),
    (["analyze", "--zzzzzzzzzz"], "digest: unknown option '--zzzzzzzzzz'; digest --help shows the usage\n"),
  ])
  func wrongUsageIsAnErrorOfOneLine(arguments: [String], error: String) throws {
    let run = try BuiltProgram.run(arguments)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.error == error)
  }

  @Test(arguments: [("", "is empty"), (" \n\t\n", "holds no text"), ("%PDF-1.4 x", "is a broken PDF")])
  func refusesWhatHoldsNoArticle(text: String, problem: String) throws {
    try TemporaryFolder.withFile(text.utf8) { path in
      let run = try BuiltProgram.run(["analyze", path])
      #expect(run.status == 2)
      #expect(run.output.isEmpty)
      #expect(run.error.hasPrefix("digest: \(path): \(problem);"))
      #expect(run.error.split(separator: "\n").count == 1)
    }
  }

  @Test func theNamedFormatOverridesSignatures() throws {
    try TemporaryFolder.withFile("%PDF-1.4 is how such files begin.\n".utf8) { path in
      let named = try BuiltProgram.run(["analyze", "--input-format", "text", path])
      #expect(named.status == 0)
      let unknown = try BuiltProgram.run(["analyze", "--input-format", "papyrus", path])
      #expect(unknown.status == 2)
    }
  }

  @Test func namesInMessagesAreHarmless() throws {
    let run = try BuiltProgram.run(["analyze", "/nowhere/\u{1B}[31m\nx\u{202E}"])
    #expect(run.error == "digest: /nowhere/␛[31m x␦: does not exist; check the name\n")
  }

  @Test func aNameThatIsNoUTF8IsOpened() throws {
    let run = try BuiltProgram.run(shell: "cd $HOME && printf 'The boat came.' > $'a\\xff' && $DIGEST analyze $'a\\xff'")
    #expect(run.status == 0)
    let source = try objects(run.output).first?["source"] as? String
    #expect(source == "a\u{FFFD}")
  }

  @Test func outputHoldsNoControlCharacter() throws {
    let run = try BuiltProgram.run(["analyze", "-"], input: "A \u{1B}[31m red \u{9B}1m text\u{7F} with \u{7} bells.\n\nMore of it.\n")
    #expect(run.status == 0)
    #expect(!run.output.unicodeScalars.contains { $0.value != 0x0A && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) })
    #expect(run.output.contains("\\u001b[31m red \\u009b1m text\\u007f"))
  }
}

/// What holds for every command.
struct StreamTests {
  @Test(arguments: ["analyze", "sentences", "extract", "quotes", "show", "read --plain"])
  func aBrokenPipeEndsQuietly(command: String) throws {
    let run = try BuiltProgram.run(
      shell:
        "cd $HOME; for i in $(seq 3000); do echo \"“The boat $i came,” said Hanne Lind of the long harbour.\"; echo; done > a; $DIGEST \(command) a | true; exit ${PIPESTATUS[0]}"
    )
    #expect(run.error.isEmpty)
    #expect([0, 1, 141].contains(run.status), "done, nothing found, or the pipe's own status")
  }

  @Test(arguments: ["analyze", "sentences", "extract", "show", "read"])
  func aFullDiskIsSaid(command: String) throws {
    let run = try BuiltProgram.run(shell: "echo The boat came. | $DIGEST \(command) - > /dev/full")
    #expect(run.status == 2)
    #expect(run.error.hasPrefix("digest: standard output: cannot be written"))
    #expect(run.error.split(separator: "\n").count == 1)
  }

  @Test func aCommandsNameIsACommandElseItIsRead() throws {
    let run = try BuiltProgram.run(
      shell: "cd $HOME; echo 'The boat came.' > analyze; $DIGEST ./analyze; $DIGEST analyze analyze; $DIGEST analyze")
    #expect(run.lines.contains { !$0.hasPrefix("{") && $0.contains("boat") })
    #expect(run.lines.contains { $0.hasPrefix("{\"schema\":1,") })
    #expect(run.status == 2)
  }

  @Test func interruptedGives130() throws {
    let run = try BuiltProgram.run(
      shell: "mkfifo $HOME/p; (exec $DIGEST analyze - < $HOME/p) & exec 3> $HOME/p; kill -INT $!; wait $!; exit $?")
    #expect(run.status == 130)
  }

  @Test(arguments: ["--version", "--help", "analyze --help", "completions bash", "completions zsh", "completions fish"])
  func theseNeedNoFile(arguments: String) throws {
    let run = try BuiltProgram.run(arguments.split(separator: " ").map(String.init))
    #expect(run.status == 0)
    #expect(!run.output.isEmpty)
    #expect(run.error.isEmpty)
  }
}
