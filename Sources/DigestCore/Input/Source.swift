/// Files and standard input: bytes with a name and limits.

import Foundation

/// Where an article's bytes come from.
public enum Source: Sendable, Equatable {
  case file(String)
  case standardInput

  /// As given on the command line.
  public init(_ argument: String) {
    self = argument == "-" ? .standardInput : .file(argument)
  }

  /// The name for messages and for `source` in JSON.
  public var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "-"
    }
  }

  /// All bytes.
  ///
  /// - Throws: `DigestError` where they cannot be read.
  public func read() throws -> [UInt8] {
    switch self {
    case .file(let path):
      guard let data = FileManager.default.contents(atPath: path) else {
        throw DigestError(path, "cannot be read", remedy: "check the name and its permissions")
      }
      return [UInt8](data)
    case .standardInput:
      return [UInt8](FileHandle.standardInput.readDataToEndOfFile())
    }
  }
}
