/// Reading in a real terminal: paging, searching, finding a quotation, keeping and exporting, with the library on the disk.

import DigestTestSupport
import Foundation
import Testing

@Suite(.serialized, .enabled(if: Tmux.isInstalled, "needs tmux"))
struct ReadingTests {
  @Test func pagesThroughTheText() throws {
    try SampleArticle.with { home, path in
      let tmux = try Self.open(path, home)
      try tmux.press("Enter")
      try tmux.wait(for: "the queue begins at eleven")
      try tmux.press("Space")
      try tmux.wait(for: "a later page") { $0.contains("of part 1") && !$0.contains("the queue begins at eleven") }
      try tmux.press("G")
      try tmux.wait(for: "midnight")
      try tmux.press("g")
      try tmux.wait(for: "the queue begins at eleven")
    }
  }

  @Test func searches() throws {
    try SampleArticle.with { home, path in
      let tmux = try Self.open(path, home)
      try tmux.press("/")
      try tmux.type("complained about")
      try tmux.wait(for: "They complained about", "1 of 1")
      try tmux.press("Escape")
      try tmux.wait(for: "the front page") { $0.contains("Why the oven waits") && !$0.contains("1 of 1") }
    }
  }

  @Test func findsAQuotation() throws {
    try SampleArticle.with { home, path in
      let tmux = try Self.open(path, home)
      try tmux.type("\"")
      try tmux.type("patience")
      try tmux.wait(for: "Nobody ever became rich", "Peder Oll")
      try tmux.press("Enter")
      try tmux.wait(for: "has baked here for thirty years")
      try tmux.wait(for: "quotation 3 of 4")
      try tmux.press("Escape")
      try tmux.wait(for: "> patience")
    }
  }

  @Test func keepsAndExports() throws {
    try SampleArticle.with { home, path in
      let tmux = try Self.open(path, home)
      try tmux.press("m")
      try tmux.wait(for: "Bookmarked")
      try tmux.press("'")
      try tmux.wait(for: "Bookmarks")
      try tmux.press("e")
      try tmux.wait(for: "Export 1 bookmark", "Markdown")
      try tmux.press("Enter")
      try tmux.wait(for: "Wrote 1 bookmark")
      let exports = try FileManager.default.contentsOfDirectory(atPath: home).filter { $0.hasSuffix(".md") }
      #expect(exports.count == 1)
      let text = try String(contentsOfFile: "\(home)/\(try #require(exports.first))", encoding: .utf8)
      #expect(text.contains(SampleArticle.title))
    }
  }

  /// What was kept, and where the reading stopped, is there at the next start.
  @Test func comesBackToThePlace() throws {
    try SampleArticle.with { home, path in
      do {
        let tmux = try Self.open(path, home)
        try tmux.press("Enter")
        try tmux.wait(for: "the queue begins at eleven")
        try tmux.press("G")
        try tmux.wait(for: "midnight")
        try tmux.press("Q")
        #expect(try tmux.waitForEnd() == 0)
      }
      let tmux = try Self.open(path, home)
      try tmux.wait(for: "go on at")
      try tmux.press("Enter")
      try tmux.wait(for: "midnight")
    }
  }

  /// The note of a bookmark comes from the reader's editor, and the terminal comes back from it.
  @Test func editsANote() throws {
    try SampleArticle.with { home, path in
      let editor = "\(home)/editor"
      try "#!/bin/sh\nprintf 'Ask the baker.\\nTwice.' > \"$1\"\n".write(toFile: editor, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor)
      let tmux = try Self.open(path, home, environment: ["VISUAL": editor])
      try tmux.press("M")
      try tmux.press("C-o")
      try tmux.wait(for: "Ask the baker.")
      try tmux.press("Enter")
      try tmux.wait(for: "Bookmarked")
      #expect(try Self.bookmarks(home).contains { $0.contains("Ask the baker.\\nTwice.") })
    }
  }

  /// A correction made on the screen holds in a later analysis, survives a kill, and is taken back with U.
  @Test func corrects() throws {
    try SampleArticle.with { home, path in
      do {
        let tmux = try Self.open(path, home)
        try tmux.press("j", "Enter")
        try tmux.wait(for: "of part 1")
        try tmux.press("W")
        try tmux.wait(for: "it is a headline", "sure")
        try tmux.press("b")
        try tmux.wait(for: "Corrected. U takes it back", "as you say")
        kill(try tmux.processID(), SIGKILL)
        _ = try tmux.waitForEnd()
      }
      let analyzed = try BuiltProgram.run(["analyze", path], environment: ["HOME": home]).output
      #expect(analyzed.contains("\"roleOrigin\":\"reader\""))
      #expect(try !BuiltProgram.run(["analyze", "--no-corrections", path], environment: ["HOME": home]).output.contains("reader"))
      let tmux = try Self.open(path, home)
      try tmux.press("Enter")
      try tmux.press("W")
      try tmux.wait(for: "it is a headline")
      try tmux.press("p")
      try tmux.wait(for: "Set aside as a promo", "as you say")
      try tmux.press("U")
      try tmux.wait(for: "Correction taken back")
      try tmux.press("Q")
      #expect(try tmux.waitForEnd() == 0)
      #expect(try BuiltProgram.run(["correct", path], environment: ["HOME": home]).lines.count == 1)
    }
  }

  /// What the screen says to be kept survives `kill -9` at that moment. A hundred times; `KILLS` says how often instead.
  @Test func keepsThroughKills() throws {
    let count = ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 100
    try SampleArticle.with { home, _ in
      for number in 1...count {
        let text = SampleArticle.text.replacingOccurrences(of: SampleArticle.title, with: "Bakery number \(number) bakes at noon")
        try text.write(toFile: "\(home)/\(number).txt", atomically: true, encoding: .utf8)
      }
      let loop = "for number in $(seq \(count)); do \"$0\" $number.txt; done"
      let tmux = try Tmux(["bash", "-c", loop, BuiltProgram.path], home: home)
      for number in 1...count {
        try tmux.wait(for: "Bakery number \(number) bakes", "In brief", "? keys")
        try tmux.press("m")
        try tmux.wait(for: "Bookmarked")
        kill(try Processes.child(of: tmux.processID()), SIGKILL)
      }
      // The last kill left the terminal as the program had it.
      _ = try tmux.waitForEnd()
      #expect(try Self.bookmarks(home).count == count)
    }
  }

  /// Two programs on one library at once: both programs' bookmarks are there.
  @Test func twoProgramsKeep() throws {
    try SampleArticle.with { home, path in
      let first = try Self.open(path, home)
      let second = try Self.open(path, home)
      try second.press("j", "j")
      try first.press("m")
      try second.press("m")
      try first.wait(for: "Bookmarked")
      try second.wait(for: "Bookmarked")
      #expect(try Self.bookmarks(home).count == 2)
    }
  }

  private static func open(_ path: String, _ home: String, environment: [String: String] = [:]) throws -> Tmux {
    let tmux = try Tmux([BuiltProgram.path, path], home: home, environment: environment)
    try tmux.wait(for: SampleArticle.title, "In brief", "? keys")
    return tmux
  }

  /// The lines of `digest bookmarks list --json` for a home.
  private static func bookmarks(_ home: String) throws -> [String] {
    try BuiltProgram.run(["bookmarks", "list", "--json"], environment: ["HOME": home]).lines
  }
}
