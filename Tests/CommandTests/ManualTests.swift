/// The man page in the repository is the one that the program's tables make.

import DigestTestSupport
import Foundation
import Testing

@Suite struct ManualTests {
  @Test func isMadeFromTheTables() throws {
    let made = try BuiltProgram.run(["manual"])
    let kept = try String(contentsOfFile: "\(SharedData.checkout)/Documentation/digest.1", encoding: .utf8)
    #expect(made.status == 0)
    #expect(made.output == kept, "`make manual` writes it anew")
  }
}
