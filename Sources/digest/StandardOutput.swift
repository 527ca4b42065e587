/// Standard output, buffered and written in pieces.

import DigestCore
import Foundation

/// Collects bytes and writes them in pieces of 64 KB.
struct StandardOutput {
  private var buffer: [UInt8] = []

  /// Whether standard output is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// - Throws: `CommandFailure` where the reader has gone; `DigestError` where the bytes cannot be written (a full disk).
  mutating func write(_ bytes: [UInt8]) throws {
    if buffer.isEmpty && bytes.count >= 1 << 16 {
      try bytes.withUnsafeBytes { try StandardOutput.writeAll($0) }
    } else {
      buffer += bytes
      if buffer.count >= 1 << 16 { try flush() }
    }
  }

  mutating func flush() throws {
    try buffer.withUnsafeBytes { try StandardOutput.writeAll($0) }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func writeAll(_ bytes: UnsafeRawBufferPointer) throws {
    var written = 0
    while written < bytes.count, let base = bytes.baseAddress {
      let count = Foundation.write(STDOUT_FILENO, base + written, bytes.count - written)
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno == EPIPE {
        throw CommandFailure(status: ExitStatus.brokenPipe)
      } else if errno != EINTR {
        let reason = String(cString: strerror(errno)).lowercased()
        throw DigestError("standard output", "cannot be written (\(reason))", remedy: "make room, or write elsewhere")
      }
    }
  }
}
