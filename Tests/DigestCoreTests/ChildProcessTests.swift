/// Other programs: their output and status, their limits, and that nothing of them stays behind.

import DigestCore
import Foundation
import Testing

@Suite struct ChildProcessTests {
  private func run(_ words: String..., input: [UInt8] = [], limit: Int = 1 << 20, seconds: Duration = .seconds(30)) throws
    -> ChildProcess.Result
  {
    try ChildProcess(words[0], Array(words.dropFirst()), package: "coreutils", input: input, outputLimit: limit, timeLimit: seconds)
      .run(subject: "page")
  }

  private func failure(_ body: () throws -> ChildProcess.Result) -> String {
    do {
      let result = try body()
      return "no failure but \(result.status)"
    } catch { return "\(error)" }
  }

  @Test func givesOutputErrorsAndStatus() throws {
    let good = try run("sh", "-c", "echo out; echo wrong >&2; exit 3")
    #expect(String(decoding: good.output, as: UTF8.self) == "out\n")
    #expect(good.errors == "wrong\n")
    #expect(good.status == 3)
    #expect(try run("false").status == 1)
    #expect(try run("sh", "-c", "kill -TERM $$").status == 128 + 15)
  }

  @Test func passesArgumentsThroughNoShell() throws {
    #expect(try run("printf", "%s|", "a b", "$HOME", "'; exit 9").output == Array("a b|$HOME|'; exit 9|".utf8))
  }

  @Test func givesInputWhileReadingOutput() throws {
    // More than pipes hold in both directions.
    let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect(try run("cat", input: input, limit: 4_000_000).output == input)
    #expect(try run("cat").output == [])
  }

  @Test func outlivesAProgramThatReadsNothing() throws {
    #expect(try run("true", input: [UInt8](repeating: 65, count: 3_000_000)).status == 0)
  }

  @Test func stopsAtLimits() {
    #expect(
      failure { try run("sleep", "600", seconds: .milliseconds(30)) }
        == "page: sleep takes longer than 0 s; try again, or with a smaller file")
    #expect(failure { try run("yes", limit: 5000) } == "page: yes gives more than 5000 bytes; name a smaller file or address")
    #expect(failure { try run("sh", "-c", "trap '' TERM; exec >&- 2>&-; sleep 600", seconds: .milliseconds(30)) }.contains("takes longer"))
    #expect(failure { try run("printf", "12345", limit: 5) } == "no failure but 0")
    #expect(failure { try run("printf", "123456", limit: 5) }.contains("more than 5 bytes"))
  }

  @Test func keepsOnlyTheBeginningOfErrors() throws {
    let result = try run("sh", "-c", "yes wrong | head -c 1000000 >&2; echo done")
    #expect(result.errors.utf8.count == 4096)
    #expect(result.output == Array("done\n".utf8))
  }

  @Test func namesThePackageOfAnAbsentProgram() {
    #expect(
      failure { try ChildProcess("digest-none-such", [], package: "some-utils").run(subject: "a.pdf") }
        == "a.pdf: is read by the program digest-none-such, which is not installed; install the Debian package some-utils (apt install some-utils)"
    )
  }

  @Test func stopsWhenTheTickSaysSo() {
    var ticks = 0
    let process = ChildProcess("sleep", ["600"], package: "coreutils")
    #expect(throws: CancellationError.self) {
      try process.run(subject: "page") { _ in
        ticks += 1
        return ticks < 2
      }
    }
    #expect(ticks == 2)
  }

  @Test func leavesNoProcessBehind() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("digest-\(UUID().uuidString)").path
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let fifo = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(fifo) }
    // The one in the background keeps standard output open: it must neither hold us up nor live on. Both hold the fifo.
    let result = try run("sh", "-c", "exec 3>\"$0\"; sleep 600 & echo $$", path)
    let id = pid_t(String(decoding: result.output.dropLast(), as: UTF8.self)) ?? 0
    #expect(kill(id, 0) == -1)
    var end = pollfd(fd: fifo, events: Int16(POLLIN), revents: 0)
    #expect(poll(&end, 1, 20_000) == 1 && end.revents & Int16(POLLHUP) != 0)
  }

  @Test func givesAwayNothingOfOurs() throws {
    let file = open("/dev/null", O_RDONLY)
    defer { close(file) }
    // The fourth is the listed folder itself.
    #expect(try run("ls", "/proc/self/fd").output == Array("0\n1\n2\n3\n".utf8))
    let names = String(decoding: try run("env").output, as: UTF8.self).split(separator: "\n").map { $0.prefix { $0 != "=" } }
    #expect(Set(names).isSubset(of: ["PATH", "TMPDIR", "LC_ALL"]))
  }

  @Test func closesItsDescriptors() throws {
    func count() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
    let before = try count()
    for _ in 0..<60 {
      _ = try run("true", input: [1])
      _ = failure { try run("/none/such") }
      _ = failure { try run("yes", limit: 1) }
    }
    // Other tests at the same time open some; a leak would be 60 or more.
    #expect(try count() < before + 50)
  }
}
