/// Addresses on the screens, from a server on this machine.

import DigestTestSupport
import Foundation
import Testing

@Suite(
  .serialized, .enabled(if: Tmux.isInstalled && FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "needs tmux and curl"))
struct AddressTests {
  private static func server() throws -> LoopbackServer {
    try LoopbackServer { path in
      path == "/none"
        ? .init("404 Not Found")
        : path == "/silent"
          ? .init(text: "The", end: .silence)
          : .init(
            headers: ["Content-Type: text/html"],
            text: """
              <!doctype html><title>The mill of \(path.dropFirst())</title><h1>The mill of \(path.dropFirst())</h1>
              <p>The council voted on Monday to keep the wheel of the old mill, which has turned since 1871.</p>
              <p>“A mill without a wheel is a shed,” said Ada Weir, who leads the council.</p>
              """)
    }
  }

  @Test func opensAnAddress() throws {
    let server = try Self.server()
    try TemporaryFolder.with { home in
      let tmux = try Tmux([BuiltProgram.path, "--allow-local", server.address("/north")], home: home)
      try tmux.wait(for: "The mill of north", "The council voted")
      try tmux.press("i")
      try tmux.wait(for: server.address("/north"), "HTML page")
      #expect(server.requests.count == 1)
    }
  }

  @Test func listsAddressesAndOpensOneWithoutAskingAgain() throws {
    let server = try Self.server()
    try TemporaryFolder.with { home in
      let addresses = ["/north", "/none", "/south"].map(server.address)
      let tmux = try Tmux([BuiltProgram.path, "--allow-local"] + addresses, home: home)
      try tmux.wait(for: "Articles", "The mill of north", "The mill of south", "is not there (404)")
      try tmux.press("j")
      try tmux.press("j")
      try tmux.press("Enter")
      try tmux.wait(for: "The mill of south", "? keys")
      #expect(server.requests.count == 3)
    }
  }

  /// The mark stands while it is fetched; Ctrl-C ends the program, and curl with it.
  @Test func leavesNoFetchBehind() throws {
    let server = try Self.server()
    try TemporaryFolder.with { home in
      let tmux = try Tmux([BuiltProgram.path, "--allow-local", server.address("/silent")], home: home)
      try tmux.wait(for: "fetching 127.0.0.1")
      try tmux.wait(for: "the server has been asked") { _ in !server.requests.isEmpty }
      try tmux.press("C-c")
      try tmux.wait(for: "[ended 130]")
      #expect(server.isLeft(within: 5))
    }
  }

  @Test func saysWhatIsWrongBeforeTheScreens() throws {
    let server = try Self.server()
    try TemporaryFolder.with { home in
      let tmux = try Tmux([BuiltProgram.path, "--allow-local", server.address("/none")], columns: 120, home: home)
      try tmux.wait(for: "is not there (404); check the address", "[ended 2]")
    }
  }
}
