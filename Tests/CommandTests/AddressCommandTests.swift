/// Addresses on the command line, from a server on this machine.

import DigestTestSupport
import Foundation
import Testing

@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "needs curl"))
struct AddressCommandTests {
  private static let page = """
    <!doctype html><title>The mill keeps its wheel</title><h1>The mill keeps its wheel</h1>
    <p>The council voted on Monday to keep the wheel of the old mill, which has turned since 1871.</p>
    <p>“A mill without a wheel is a shed,” said Ada Weir, who leads the council.</p>
    """

  private static func server() throws -> LoopbackServer {
    try LoopbackServer { path in
      path == "/mill"
        ? .init(headers: ["Content-Type: text/html"], text: page) : path == "/moved" ? .init(to: "/mill") : .init("404 Not Found")
    }
  }

  @Test func analyzesAnAddress() throws {
    let server = try Self.server()
    let run = try BuiltProgram.run(["analyze", "--allow-local", server.address("/moved"), server.address("/none")])
    #expect(run.status == 2)
    #expect(run.lines.count == 1)
    #expect(run.output.hasPrefix("{\"schema\":1,\"source\":\"\(server.address("/moved"))\",\"title\":\"The mill keeps its wheel\""))
    #expect(run.output.contains("\"url\":\"\(server.address("/mill"))\""))
    #expect(run.error == "digest: \(server.address("/none")): is not there (404); check the address\n")
  }

  @Test func asksNoMachineOfOursUnasked() throws {
    let server = try Self.server()
    let run = try BuiltProgram.run(["analyze", server.address("/mill")])
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.error.hasSuffix("is not asked; give --allow-local if you trust the address\n"))
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [["quotes"], ["show"], ["sentences"], ["extract"], []]) func everyCommandThatReads(command: [String]) throws {
    let server = try Self.server()
    let run = try BuiltProgram.run(command + ["--allow-local", server.address("/mill")])
    #expect(run.status == 0)
    #expect(run.output.contains(command == [] ? "The mill keeps its wheel" : "A mill without a wheel is a shed"))
  }

  @Test func keepsABookmarkOfAnAddress() throws {
    let server = try Self.server()
    try TemporaryFolder.with { folder in
      let home = ["XDG_DATA_HOME": folder]
      let added = try BuiltProgram.run(
        ["bookmarks", "add", "--allow-local", server.address("/mill"), "--quotation", "1"], environment: home)
      #expect(added.status == 0)
      let listed = try BuiltProgram.run(["bookmarks", "list", "--json"], environment: home)
      #expect(listed.output.contains("\"source\":\"\(server.address("/mill"))\""))
      #expect(listed.output.contains("A mill without a wheel is a shed"))
      // An address that cannot be fetched any more still has its bookmarks.
      let offline = try BuiltProgram.run(["bookmarks", "list", server.address("/mill")], environment: home)
      #expect(offline.status == 2)
      #expect(offline.output.contains("A mill without a wheel is a shed"))
    }
  }
}
