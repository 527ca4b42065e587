/// Runs the built program, for tests of its streams and statuses.

import Foundation

/// The program `digest` as the build left it beside the tests.
public enum BuiltProgram {
  /// What a run gave.
  public struct Outcome: Sendable {
    public var status: Int32
    public var output: String
    public var error: String

    /// The lines of standard output.
    public var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// The program's path: `$DIGEST_PROGRAM`, else beside the running tests.
  public static let path: String =
    ProcessInfo.processInfo.environment["DIGEST_PROGRAM"]
    ?? URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("digest").path

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - input: standard input; empty by default.
  ///   - environment: what is added to a bare environment with an empty home.
  public static func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Outcome {
    try run(shell: nil, arguments, input: input, environment: environment)
  }

  /// Runs a line of shell, in which `$DIGEST` is the program.
  public static func run(shell line: String, input: String = "") throws -> Outcome {
    try run(shell: line, [], input: input, environment: [:])
  }

  private static func run(shell line: String?, _ arguments: [String], input: String, environment: [String: String]) throws -> Outcome {
    try TemporaryFolder.with { folder in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: line == nil ? path : "/bin/bash")
      process.arguments = line.map { ["-c", $0] } ?? arguments
      process.environment = ["HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "DIGEST": path].merging(environment) { $1 }
      let streams = try ["in", "out", "err"].map { name in
        let file = "\(folder)/.stream-\(name)"
        try Data((name == "in" ? input : "").utf8).write(to: URL(fileURLWithPath: file))
        return try FileHandle(forUpdating: URL(fileURLWithPath: file))
      }
      process.standardInput = streams[0]
      process.standardOutput = streams[1]
      process.standardError = streams[2]
      try process.run()
      process.waitUntilExit()
      let read = { (name: String) in
        try String(decoding: Data(contentsOf: URL(fileURLWithPath: "\(folder)/.stream-\(name)")), as: UTF8.self)
      }
      return Outcome(status: process.terminationStatus, output: try read("out"), error: try read("err"))
    }
  }
}

/// Folders that are gone when a test ends.
public enum TemporaryFolder {
  /// Runs `body` with the path of a new, empty folder.
  public static func with<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("digest-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }

  /// Runs `body` with the path of a file that holds some bytes.
  public static func withFile<Result>(_ bytes: some Sequence<UInt8>, name: String = "article.txt", _ body: (String) throws -> Result) throws
    -> Result
  {
    try with { folder in
      try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      return try body("\(folder)/\(name)")
    }
  }
}
