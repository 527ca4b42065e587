/// A program in a pseudo-terminal of our own, with times on all that it sends.

import Foundation
import Glibc

/// What a program sent in answer to something: how much, and when it was done.
struct Answer {
  /// Bytes sent.
  var bytes = 0
  /// From the key (or the start) to the last byte, in seconds; nil where nothing came.
  var seconds: Double?

  mutating func add(_ count: Int, since start: UInt64) {
    bytes += count
    seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
  }
}

/// Runs one program in a pseudo-terminal, types keys and times the answers.
final class PseudoTerminal {
  private let master: Int32
  private let process: pid_t
  private var seen: [UInt8] = []
  private let started: UInt64

  /// TIOCSPTLCK, TIOCGPTN and POSIX_SPAWN_SETSID of Linux.
  private static let unlockRequest: UInt = 0x4004_5431
  private static let numberRequest: UInt = 0x8004_5430
  private static let newSession: Int16 = 0x80

  /// Starts the program.
  ///
  /// - Parameters:
  ///   - command: the program's path and its arguments.
  ///   - environment: the whole environment.
  /// - Throws: `BenchError` where it cannot be started.
  init(_ command: [String], columns: Int, rows: Int, environment: [String: String]) throws {
    // What posix_openpt, unlockpt and ptsname do; Swift's Glibc does not show them.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var lock: Int32 = 0
    var number: Int32 = 0
    guard master >= 0, ioctl(master, Self.unlockRequest, &lock) == 0, ioctl(master, Self.numberRequest, &number) == 0 else {
      throw BenchError("no pseudo-terminal is to be had")
    }
    let name = "/dev/pts/\(number)"
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    // Opened by the leader of a new session, the terminal becomes its controlling one.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    posix_spawn_file_actions_addclose(&actions, master)
    defer { posix_spawn_file_actions_destroy(&actions) }
    started = DispatchTime.now().uptimeNanoseconds
    process = try spawn(command, environment: environment, actions: &actions, flags: Self.newSession)
  }

  /// Reads until the word was sent and nothing more comes; the time is that at which the word was there.
  func firstPaint(expecting word: String, limit: Double = 20) -> Answer {
    var answer = Answer()
    let wanted = Array(word.utf8)
    var found = false
    while let count = readSome(timeout: found ? 0.08 : limit) {
      if found { answer.bytes += count } else { answer.add(count, since: started) }
      found = found || seen.contains(subsequence: wanted)
    }
    if !found { answer.seconds = nil }
    return answer
  }

  /// Types keys and times the answer.
  func type(_ keys: String, quiet: Double = 0.04) -> Answer {
    var answer = Answer()
    let start = DispatchTime.now().uptimeNanoseconds
    let bytes = Array(keys.utf8)
    _ = write(master, bytes, bytes.count)
    while let count = readSome(timeout: answer.seconds == nil ? 1 : quiet) { answer.add(count, since: start) }
    return answer
  }

  /// The most memory that the program held so far, in bytes. `wait4` would count what the bench itself held when it started it.
  func peakMemory() -> Int {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }

  /// Ends the program by its quit keys, else by force.
  func end(quit keys: String) {
    let bytes = Array(keys.utf8)
    _ = write(master, bytes, bytes.count)
    var status: Int32 = 0
    let limit = DispatchTime.now().uptimeNanoseconds + 3_000_000_000
    while waitpid(process, &status, WNOHANG) == 0 {
      if DispatchTime.now().uptimeNanoseconds > limit { kill(process, SIGKILL) }
      _ = readSome(timeout: 0.01)
    }
    close(master)
  }

  /// The number of bytes that came, or nil where none did in time.
  private func readSome(timeout: Double) -> Int? {
    var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&wait, 1, Int32(timeout * 1000)) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(master, &buffer, buffer.count)
    guard count > 0 else { return nil }
    if seen.count < 1 << 20 { seen.append(contentsOf: buffer[..<count]) }
    return count
  }
}

/// Something without which nothing can be measured.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension [UInt8] {
  fileprivate func contains(subsequence wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, count >= wanted.count else { return false }
    var index = 0
    while let next = self[index...].firstIndex(of: first), next + wanted.count <= count {
      if self[next..<next + wanted.count].elementsEqual(wanted) { return true }
      index = next + 1
    }
    return false
  }
}
