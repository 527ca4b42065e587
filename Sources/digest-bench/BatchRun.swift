/// A program run to its end, with its time and memory; and the folder in which all runs happen.

import Foundation
import Glibc

/// Runs a command with its output thrown away.
///
/// - Returns: wall seconds, and the most memory it held in bytes.
/// - Throws: `BenchError` where it cannot be started or fails.
func run(_ command: [String], environment: [String: String]) throws -> (seconds: Double, memory: Int) {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
  let start = DispatchTime.now().uptimeNanoseconds
  let child = try spawn(command, environment: environment, actions: &actions)
  var usage = rusage()
  var status: Int32 = 0
  guard wait4(child, &status, 0, &usage) == child, status == 0 else { throw BenchError("\(command.joined(separator: " ")): failed") }
  return (Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9, usage.ru_maxrss * 1024)
}

/// Starts a program.
///
/// - Throws: `BenchError` where it cannot be started.
func spawn(
  _ command: [String], environment: [String: String], actions: inout posix_spawn_file_actions_t, flags: Int16 = 0
) throws -> pid_t {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  posix_spawnattr_setflags(&attributes, flags)
  var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
  var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer {
    posix_spawnattr_destroy(&attributes)
    for string in arguments + variables { free(string) }
  }
  var child: pid_t = 0
  let status = posix_spawnp(&child, command[0], &actions, &attributes, &arguments, &variables)
  guard status == 0 else { throw BenchError("\(command[0]): cannot be started; \(String(cString: strerror(status)))") }
  return child
}

/// An empty folder for the runs, which is their home too: nothing of the user's is read or written.
struct Scratch {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "digest-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  var environment: [String: String] {
    [
      "HOME": folder, "XDG_DATA_HOME": "\(folder)/data", "TERM": "xterm-256color", "LANG": "C.UTF-8",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
