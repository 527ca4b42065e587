/// Times as the exports write them.

import Foundation

enum UTCTime {
  /// `2026-05-12T09:30:00Z`
  static func iso(_ seconds: Int64) -> String { format(seconds, "%Y-%m-%dT%H:%M:%SZ") }

  /// `2026-05-12 09:30:00`
  static func spaced(_ seconds: Int64) -> String { format(seconds, "%Y-%m-%d %H:%M:%S") }

  private static func format(_ seconds: Int64, _ pattern: String) -> String {
    var time = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&time, &parts) != nil else { return "" }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      guard let start = buffer.baseAddress, strftime(start, 64, pattern, &parts) > 0 else { return "" }
      return String(cString: start)
    }
  }
}
