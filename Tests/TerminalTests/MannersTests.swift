/// The program in a real terminal: painting, resizing, stopping, and leaving the terminal as it was, whatever ends it.

import DigestTestSupport
import Foundation
import Testing

@Suite(.serialized, .enabled(if: Tmux.isInstalled, "needs tmux"))
struct MannersTests {
  @Test func paintsAndQuits() throws {
    try SampleArticle.with { home, path in
      let tmux = try Tmux([BuiltProgram.path, path], home: home)
      try tmux.wait(for: SampleArticle.title, "? keys")
      #expect(try tmux.isInAlternateScreen())
      try tmux.press("Q")
      let status = try tmux.waitForEnd()
      #expect(status == 0)
      #expect(try !tmux.isInAlternateScreen())
    }
  }

  @Test(arguments: [(40, 12), (20, 5), (200, 60), (9, 2)])
  func resizes(_ columns: Int, _ rows: Int) throws {
    try SampleArticle.with { home, path in
      let tmux = try Tmux([BuiltProgram.path, path], home: home)
      let before = try tmux.wait(for: "the whole front page", until: SampleArticle.isWholeFrontPage)
      try tmux.resize(columns: columns, rows: rows)
      try tmux.wait(for: "a screen that fits") { screen in
        !screen.isEmpty && screen.split(separator: "\n").allSatisfy { $0.count <= columns } && screen != before
      }
      try tmux.resize(columns: 80, rows: 24)
      try tmux.wait(for: "the screen as it was") { $0 == before }
    }
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT, SIGILL, SIGTRAP])
  func leavesTheTerminalAsItWas(_ signal: Int32) throws {
    try SampleArticle.with { home, path in
      // The shell around the program says what is set on the terminal before and after.
      let shell = "ulimit -c 0; stty -a > before; \"$0\" \"$1\"; echo status $?; stty -a > after; cmp before after && echo same"
      let tmux = try Tmux(["bash", "-c", shell, BuiltProgram.path, path], home: home)
      try tmux.wait(for: SampleArticle.title, "? keys")
      kill(try Processes.child(of: tmux.processID()), signal)
      try tmux.wait(for: "status \(128 + signal)", "same")
      #expect(try !tmux.isInAlternateScreen())
    }
  }

  @Test func stopsAndGoesOn() throws {
    try SampleArticle.with { home, path in
      try "PS1='ready> '".write(toFile: "\(home)/settings", atomically: true, encoding: .utf8)
      let tmux = try Tmux(["bash", "--noprofile", "--rcfile", "\(home)/settings", "-i"], home: home)
      try tmux.wait(for: "ready>")
      try tmux.type("\(BuiltProgram.path) \(path)")
      try tmux.press("Enter")
      let before = try tmux.wait(for: "the whole front page", until: SampleArticle.isWholeFrontPage)
      try tmux.press("C-z")
      try tmux.wait(for: "Stopped")
      #expect(try !tmux.isInAlternateScreen())
      try tmux.type("fg")
      try tmux.press("Enter")
      try tmux.wait(for: "the screen as it was") { $0 == before }
      try tmux.press("Q")
      try tmux.wait(for: "fg", "ready>")
    }
  }

  @Test func endsWithItsTerminal() throws {
    try SampleArticle.with { home, path in
      let child: Int32
      do {
        let tmux = try Tmux([BuiltProgram.path, path], home: home)
        try tmux.wait(for: SampleArticle.title)
        child = try tmux.processID()
      }
      // The server is gone with the window; the program is not our child, so it is asked for by its name in /proc.
      let end = Date().addingTimeInterval(10)
      while FileManager.default.fileExists(atPath: "/proc/\(child)/exe"), end.timeIntervalSinceNow > 0 { sched_yield() }
      #expect(!FileManager.default.fileExists(atPath: "/proc/\(child)/exe"))
    }
  }

  @Test(arguments: ["dumb", "no-such-terminal"])
  func plainTextWhereThereCanBeNoScreens(_ type: String) throws {
    try SampleArticle.with { home, path in
      let tmux = try Tmux(["env", "TERM=\(type)", BuiltProgram.path, path], home: home)
      let status = try tmux.waitForEnd()
      #expect(status == 0)
      #expect(try tmux.screen().contains("midnight") || tmux.screen().contains("What comes after"))
    }
  }

  @Test func errorBeforeTheScreen() throws {
    try SampleArticle.with { home, _ in
      let tmux = try Tmux([BuiltProgram.path, "\(home)/missing.txt"], home: home)
      let status = try tmux.waitForEnd()
      #expect(status == 2)
      #expect(try tmux.screen().split(separator: "\n").joined(separator: " ").contains("missing.txt: does not exist; check the name"))
    }
  }

  @Test func keysComeFromTheTerminalWhenTheArticleComesFromAPipe() throws {
    try SampleArticle.with { home, path in
      let tmux = try Tmux(["bash", "-c", "cat \(path) | \(BuiltProgram.path) -"], home: home)
      try tmux.wait(for: SampleArticle.title, "? keys")
      try tmux.press("Q")
      let status = try tmux.waitForEnd()
      #expect(status == 0)
    }
  }
}
