/// Other programs: the editor, which gets the terminal, and the clipboard's, which get a text.

import DigestCore
import Foundation

/// Runs another program and waits for it. Its words are looked up as the shell does; nothing of an article is among them.
public enum ForegroundProcess {
  /// How a program ended: its exit status, or nil where it could not start or died of a signal.
  public typealias Status = Int32?

  /// Runs a program with arguments, found along `PATH`, on our own standard streams.
  ///
  /// - Parameter input: what it gets as standard input instead, with its output thrown away.
  public static func run(_ arguments: [String], input: [UInt8]? = nil) -> Status {
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    guard let name = words.first, let program = name else { return nil }
    words.append(nil)

    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard posix_spawnattr_init(&attributes) == 0 else { return nil }
    defer { posix_spawnattr_destroy(&attributes) }
    // What we ignore or watch must not be inherited as ignored.
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

    var ends: [Int32] = [-1, -1]
    if input != nil {
      guard pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, program, &actions, &attributes, words, environ)
    if input != nil { close(ends[0]) }
    if let input {
      if failure == 0 { write(input, to: ends[1]) }
      close(ends[1])
    }
    guard failure == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return nil }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { return }
    }
  }

  /// Lets the reader edit a text in `$VISUAL`, else `$EDITOR`, else vi, by way of a temporary file that only the reader can read.
  ///
  /// - Returns: the text as saved; nil where the editor failed or the file was left as it was.
  /// - Throws: `DigestError` where the file cannot be made or no editor starts.
  public static func edit(_ text: String, environment: [String: String]) throws -> String? {
    let editor = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty } ?? "vi"
    let folder = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    // mkstemps makes the file 0600. The name ends in .txt for editors that choose a mode by it.
    var template = Array("\(folder)/digest-note-XXXXXX.txt".utf8CString)
    let descriptor = mkstemps(&template, 4)
    guard descriptor >= 0 else {
      throw DigestError("note", "no temporary file can be made in \(folder)", remedy: "set TMPDIR to a folder with room")
    }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    write(Array(text.utf8), to: descriptor)
    close(descriptor)
    // The variable may hold arguments: the shell parts it, the file's name is never parsed.
    let status = run(["/bin/sh", "-c", "\(editor) \"$@\"", "digest", path])
    if status == 127 || status == nil {
      throw DigestError("note", "the editor \(editor) cannot be run", remedy: "set VISUAL or EDITOR to one that is installed")
    }
    guard status == 0, let bytes = FileManager.default.contents(atPath: path) else { return nil }
    var edited = String(decoding: bytes, as: UTF8.self)
    while edited.last?.isNewline == true { edited.removeLast() }
    return edited == text ? nil : edited
  }
}
