/// Who runs whom.

import Foundation
import Testing

enum Processes {
  /// The process that a process started last and that still runs.
  static func child(of parent: Int32) throws -> Int32 {
    let text = try String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
    return try #require(text.split(separator: " ").last.flatMap { Int32($0) })
  }
}
