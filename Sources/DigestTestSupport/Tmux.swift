/// A real terminal for tests: the built program in tmux.

import Foundation

/// One window of a tmux server of its own, without the user's settings.
///
/// It speaks tmux's control mode: tmux says when the window's content changes, so waiting for what the screen must show costs
/// neither sleeping nor polling.
public final class Tmux {
  /// The screen never showed what it must.
  public struct Timeout: Error, CustomStringConvertible {
    public var description: String
  }

  /// Whether tmux is installed.
  public static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/tmux")

  private var process: pid_t = 0
  private let input = Pipe()
  private let output = Pipe()
  private var unread: [UInt8] = []
  /// Content changed since the screen was last taken.
  private var hasChanged = true
  private let name: String

  /// Starts a program in a window, in a shell that says how it ended.
  ///
  /// - Parameters:
  ///   - home: the folder that is `HOME` and the working folder.
  ///   - environment: what is added to a bare environment.
  public init(_ command: [String], columns: Int = 80, rows: Int = 24, home: String, environment: [String: String] = [:]) throws {
    name = "digest-test-\(UUID().uuidString)"
    let settings = "\(home)/.tmux.conf"
    try """
    set -g remain-on-exit on
    set -g status off
    set -g escape-time 0
    set -g default-terminal tmux-256color
    set -g remain-on-exit-format ""
    """.write(toFile: settings, atomically: true, encoding: .utf8)
    let arguments =
      ["tmux", "-L", name, "-f", settings, "-C", "new-session", "-x", "\(columns)", "-y", "\(rows)", "-c", home]
      + ["bash", "-c", "\"$@\"; printf '\\n[ended %d]' $?; exec cat >/dev/null", "bash"] + command
    let bare = ["HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
    try start(arguments, environment: bare.merging(environment) { $1 })
    try resize(columns: columns, rows: rows)
  }

  deinit {
    _ = try? reply(to: "kill-server", milliseconds: 2000)
    guard process > 0 else { return }
    kill(process, SIGTERM)
    waitpid(process, nil, 0)
  }

  /// Starts tmux with no signal blocked: the threads that run tests block them all, and the program under test would inherit that.
  private func start(_ arguments: [String], environment: [String: String]) throws {
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + settings { free(word) } }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, input.fileHandleForReading.fileDescriptor, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.fileHandleForWriting.fileDescriptor, STDOUT_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    guard posix_spawn(&process, "/usr/bin/tmux", &actions, &attributes, &words, &settings) == 0 else {
      throw Timeout(description: "tmux cannot be started")
    }
    try input.fileHandleForReading.close()
    try output.fileHandleForWriting.close()
  }

  // MARK: Keys and size

  /// Presses keys by tmux's names (`j`, `Enter`, `Escape`, `C-z`, `Space`, `PageDown`), one after the other.
  public func press(_ keys: String...) throws {
    try reply(to: "send-keys " + keys.map(Self.quoted).joined(separator: " "))
  }

  /// Types a text as it stands.
  public func type(_ text: String) throws {
    try reply(to: "send-keys -l \(Self.quoted(text))")
  }

  public func resize(columns: Int, rows: Int) throws {
    try reply(to: "refresh-client -C \(columns)x\(rows)")
  }

  // MARK: What is there

  /// The screen, its rows without the blanks at their ends.
  public func screen() throws -> String {
    hasChanged = false
    return try reply(to: "capture-pane -p").joined(separator: "\n")
  }

  /// The screen with the escape sequences of its styles.
  public func styledScreen() throws -> String {
    try reply(to: "capture-pane -p -e").joined(separator: "\n")
  }

  /// Waits until the screen is as it must be, and gives it.
  ///
  /// - Throws: `Timeout`, with the screen, where it never is.
  @discardableResult
  public func wait(seconds: Double = 20, for what: String = "", until isRight: (String) -> Bool) throws -> String {
    let end = Date().addingTimeInterval(seconds)
    while true {
      let now = try screen()
      if isRight(now) { return now }
      guard end.timeIntervalSinceNow > 0, waitForChange(until: end) else {
        throw Timeout(description: "the screen never showed \(what); it shows:\n\(now)")
      }
    }
  }

  /// Waits until the screen shows all the texts.
  @discardableResult
  public func wait(for texts: String..., seconds: Double = 20) throws -> String {
    try wait(seconds: seconds, for: texts.joined(separator: ", ")) { screen in texts.allSatisfy { screen.contains($0) } }
  }

  /// Waits until the program ended, and gives its exit status; 128 and the number of the signal that ended it.
  public func waitForEnd(seconds: Double = 20) throws -> Int {
    let screen = try wait(seconds: seconds, for: "the end of the program") { Self.status(in: $0) != nil }
    return Self.status(in: screen) ?? -1
  }

  private static func status(in screen: String) -> Int? {
    guard let start = screen.range(of: "[ended ", options: .backwards), let end = screen[start.upperBound...].firstIndex(of: "]") else {
      return nil
    }
    return Int(screen[start.upperBound..<end])
  }

  /// The process of the program in the window.
  public func processID() throws -> Int32 {
    let shell = try fact("#{pane_pid}")
    let children = try String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    guard let child = children.split(separator: " ").first.flatMap({ Int32($0) }) else { throw Timeout(description: "no program runs") }
    return child
  }

  /// Whether the window shows its alternate screen.
  public func isInAlternateScreen() throws -> Bool { try fact("#{alternate_on}") == "1" }

  private func fact(_ format: String) throws -> String {
    try reply(to: "display-message -p \(Self.quoted(format))").first ?? ""
  }

  // MARK: Control mode

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// Sends a command and gives the lines of its reply.
  @discardableResult
  private func reply(to command: String, milliseconds: Int = 20_000) throws -> [String] {
    let end = Date().addingTimeInterval(Double(milliseconds) / 1000)
    // A command of ours that only echoes tells where the reply ends, whatever tmux says in between.
    let mark = "mark-\(UUID().uuidString)"
    input.fileHandleForWriting.write(Data("\(command)\ndisplay-message -p \(mark)\n".utf8))
    var lines: [String] = []
    var block: [String]?
    while let line = nextLine(until: end) {
      if line.hasPrefix("%begin ") {
        block = []
      } else if line.hasPrefix("%end ") || line.hasPrefix("%error ") {
        if block?.last == mark { return lines }
        lines = block ?? []
        block = nil
      } else if block != nil {
        block?.append(line)
      } else {
        notice(line)
      }
    }
    throw Timeout(description: "tmux did not answer \(command)")
  }

  private func notice(_ line: String) {
    if line.hasPrefix("%output") || line.hasPrefix("%pane") || line.hasPrefix("%layout") || line.hasPrefix("%window") { hasChanged = true }
  }

  /// Reads until tmux tells of a change; false where the time is over before.
  private func waitForChange(until end: Date) -> Bool {
    // tmux does not tell of a program's end in every version: look again from time to time.
    let next = min(end, Date().addingTimeInterval(0.25))
    while !hasChanged {
      guard let line = nextLine(until: next) else { return end.timeIntervalSinceNow > 0 }
      notice(line)
    }
    return true
  }

  /// The next line of tmux's; nil where the time is over or tmux has gone.
  private func nextLine(until end: Date) -> String? {
    while true {
      if let feed = unread.firstIndex(of: 0x0A) {
        let line = String(decoding: unread[..<feed], as: UTF8.self)
        unread.removeFirst(feed + 1)
        return line
      }
      let descriptor = output.fileHandleForReading.fileDescriptor
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = end.timeIntervalSinceNow
      guard left > 0, poll(&waiting, 1, Int32(left * 1000) + 1) > 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(descriptor, &bytes, bytes.count)
      guard count > 0 else { return nil }
      unread += bytes[0..<count]
    }
  }
}
