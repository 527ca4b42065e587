/// Another program as a function from bytes to bytes: curl, pdftotext. Limits on time, output and environment; no shell.

import Foundation

/// A program to run, with what it gets and how far it may go.
///
/// It is found along `PATH`, gets its arguments as they are, a small environment, no open file of ours but the three standard streams, and
/// a process group of its own, which is killed when it ends or is stopped: nothing of it stays behind.
public struct ChildProcess: Sendable {
  /// Its name, or its path where it has a slash.
  public var program: String
  /// Without the program's own name.
  public var arguments: [String]
  /// The Debian package that brings the program, for the error where it is absent.
  public var package: String
  /// What it reads from standard input.
  public var input: [UInt8]
  /// More bytes of output than this are an error.
  public var outputLimit: Int
  /// Longer than this is an error.
  public var timeLimit: Duration
  /// The environment's variables that it may see; the locale is always C in UTF-8.
  public var inherited: [String] = ["PATH", "TMPDIR"]

  /// - Parameters:
  ///   - outputLimit: in bytes; 64 MB where nothing is said.
  ///   - timeLimit: 30 seconds where nothing is said.
  public init(
    _ program: String, _ arguments: [String], package: String, input: [UInt8] = [], outputLimit: Int = 64 << 20,
    timeLimit: Duration = .seconds(30)
  ) {
    self.program = program
    self.arguments = arguments
    self.package = package
    self.input = input
    self.outputLimit = outputLimit
    self.timeLimit = timeLimit
  }

  /// What a program left.
  public struct Result: Sendable {
    /// What it wrote to standard output.
    public var output: [UInt8]
    /// The first 4 KB of what it wrote to standard error, invalid bytes as U+FFFD.
    public var errors: String
    /// Its exit status; 128 and the signal's number where a signal ended it.
    public var status: Int32
  }

  /// Runs the program and waits for its end.
  ///
  /// - Parameters:
  ///   - subject: the file or address that errors are about.
  ///   - tick: called about every 100 ms with the number of bytes of output so far; false stops the program.
  /// - Throws: `DigestError` where it is absent, cannot start or goes beyond a limit; `CancellationError` where `tick` said stop or the task was
  ///   cancelled. An exit status other than 0 is no error here.
  public func run(subject: String, tick: (Int) -> Bool = { _ in true }) throws -> Result {
    let streams = try Streams(subject: subject)
    defer { streams.close() }
    var child = try Child(streams.start(self, subject: subject))
    defer { child.kill() }
    streams.closeChildsEnds()
    return try wait(for: &child, streams, subject: subject, tick)
  }

  private func wait(for child: inout Child, _ streams: Streams, subject: String, _ tick: (Int) -> Bool) throws -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    var nextTick = start + .milliseconds(100)
    var output: [UInt8] = []
    var errors: [UInt8] = []
    var written = 0
    // Milliseconds to wait for the end of a program that has closed its streams.
    var pause: Int32 = 1
    while true {
      let isDone = streams.output.isClosed && streams.errors.isClosed
      if isDone || clock.now >= nextTick, child.hasEnded {
        // Whoever of its group is left must not keep the streams open.
        child.killGroup()
        read(streams.output, into: &output, limit: outputLimit + 1)
        read(streams.errors, into: &errors, limit: Self.errorsLimit)
        if output.count > outputLimit { throw tooMuch(subject) }
        let status = child.reap()
        return Result(output: output, errors: String(decoding: errors, as: UTF8.self), status: status)
      }
      let now = clock.now
      if now - start >= timeLimit {
        throw DigestError(subject, "\(program) takes longer than \(timeLimit.inSeconds) s", remedy: "try again, or with a smaller file")
      }
      if now >= nextTick {
        nextTick = now + .milliseconds(100)
        if !tick(output.count) || Task.isCancelled { throw CancellationError() }
      }
      let left = min(nextTick, start + timeLimit) - now
      var waiting = [
        pollfd(fd: streams.output.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: streams.errors.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: streams.input.descriptor, events: Int16(POLLOUT), revents: 0),
      ]
      // A negative descriptor is passed over.
      poll(&waiting, 3, isDone ? min(pause, left.inMilliseconds) : left.inMilliseconds)
      if isDone { pause = min(pause * 2, 50) }
      if waiting[0].revents != 0 { read(streams.output, into: &output, limit: outputLimit + 1) }
      if waiting[1].revents != 0 { read(streams.errors, into: &errors, limit: Self.errorsLimit) }
      if waiting[2].revents != 0 { write(to: streams.input, &written) }
      if output.count > outputLimit { throw tooMuch(subject) }
    }
  }

  private static let errorsLimit = 4096

  private func tooMuch(_ subject: String) -> DigestError {
    let limit = outputLimit >= 1 << 20 ? "\(outputLimit >> 20) MB" : "\(outputLimit) bytes"
    return DigestError(subject, "\(program) gives more than \(limit)", remedy: "name a smaller file or address")
  }

  /// Reads what is there, at most 1 MB at a time; beyond the limit it reads and throws away.
  private func read(_ stream: Stream, into bytes: inout [UInt8], limit: Int) {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      for _ in 0..<16 where !stream.isClosed {
        let count = Foundation.read(stream.descriptor, buffer.baseAddress, buffer.count)
        if count > 0 {
          bytes.append(contentsOf: buffer.prefix(min(count, max(0, limit - bytes.count))))
          if bytes.count >= limit, limit > Self.errorsLimit { return }
        } else if count == 0 || errno != EINTR && errno != EAGAIN {
          stream.close()
        } else if errno == EAGAIN {
          return
        }
      }
    }
  }

  private func write(to stream: Stream, _ written: inout Int) {
    while written < input.count {
      let count = input.withUnsafeBytes { bytes in
        send(stream.descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        written += count
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        // It wants no more.
        return stream.close()
      }
    }
    stream.close()
  }
}

/// One descriptor that is closed once.
private final class Stream {
  private(set) var descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  var isClosed: Bool { descriptor < 0 }

  func close() {
    if descriptor >= 0 { _ = Foundation.close(descriptor) }
    descriptor = -1
  }
}

/// Both ends of a program's three standard streams: ours never block, none is inherited unasked, none is 0, 1 or 2.
private struct Streams {
  let input: Stream
  let output: Stream
  let errors: Stream
  /// Its standard input, output and errors.
  private let childsEnds: [Stream]

  init(subject: String) throws {
    var opened: [Stream] = []
    // Sockets rather than pipes: they can be made close-on-exec at once, and written to without SIGPIPE.
    func pair() throws -> (ours: Stream, childs: Stream) {
      var ends: [Int32] = [-1, -1]
      guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
        let code = errno
        for stream in opened { stream.close() }
        throw Self.cannotStart(subject, code)
      }
      let streams = ends.map { Stream(Self.aboveStandard($0)) }
      opened += streams
      _ = fcntl(streams[0].descriptor, F_SETFL, fcntl(streams[0].descriptor, F_GETFL) | O_NONBLOCK)
      return (streams[0], streams[1])
    }
    let (input, output, errors) = try (pair(), pair(), pair())
    (self.input, self.output, self.errors) = (input.ours, output.ours, errors.ours)
    childsEnds = [input.childs, output.childs, errors.childs]
  }

  /// Where ours are closed the numbers of the standard streams are free, and dup2 in the child would overwrite one end with another.
  private static func aboveStandard(_ descriptor: Int32) -> Int32 {
    guard descriptor <= STDERR_FILENO else { return descriptor }
    let moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    Foundation.close(descriptor)
    return moved
  }

  func closeChildsEnds() {
    for stream in childsEnds { stream.close() }
  }

  func close() {
    closeChildsEnds()
    for stream in [input, output, errors] { stream.close() }
  }

  /// Starts the program on the child's ends.
  func start(_ process: ChildProcess, subject: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { throw Self.cannotStart(subject, ENOMEM) }
    defer { posix_spawn_file_actions_destroy(&actions) }
    guard posix_spawnattr_init(&attributes) == 0 else { throw Self.cannotStart(subject, ENOMEM) }
    defer { posix_spawnattr_destroy(&attributes) }
    for (number, stream) in childsEnds.enumerated() { posix_spawn_file_actions_adddup2(&actions, stream.descriptor, Int32(number)) }
    // What others opened without care; to close one that has gone meanwhile is no error.
    let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in open.compactMap({ Int32($0) }) where descriptor > STDERR_FILENO {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    // What we ignore, block or watch must not be inherited as ignored or blocked.
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

    let ours = ProcessInfo.processInfo.environment
    let environment = process.inherited.compactMap { name in ours[name].map { "\(name)=\($0)" } } + ["LC_ALL=C.UTF-8"]
    var words = ([process.program] + process.arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for word in words + variables { free(word) } }
    var child: pid_t = 0
    let failure = posix_spawnp(&child, process.program, &actions, &attributes, &words, &variables)
    switch failure {
    case 0: return child
    case ENOENT, ENOTDIR, EACCES:
      throw DigestError(
        subject, "is read by the program \(process.program), which is not installed",
        remedy: "install the Debian package \(process.package) (apt install \(process.package))")
    default: throw Self.cannotStart(subject, failure)
    }
  }

  private static func cannotStart(_ subject: String, _ code: Int32) -> DigestError {
    DigestError(
      subject, "no other program can be started (\(String(cString: strerror(code)).lowercased()))",
      remedy: "close some programs and try again"
    )
  }
}

/// A program that was started; it is waited for exactly once.
private struct Child {
  private let id: pid_t
  private var isReaped = false

  init(_ id: pid_t) {
    self.id = id
    ChildGroups.add(id)
  }

  /// Whether it has ended. It is not waited for, so that its number still names its group.
  var hasEnded: Bool {
    var facts = siginfo_t()
    return waitid(P_PID, id_t(id), &facts, WEXITED | WNOHANG | WNOWAIT) == 0 && facts.si_signo != 0
  }

  /// Ends it and what it started.
  func killGroup() {
    Foundation.kill(-id, SIGKILL)
  }

  /// Its exit status, after its end.
  mutating func reap() -> Int32 {
    var status: Int32 = 0
    ChildGroups.remove(id)
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    isReaped = true
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }

  /// Ends it where it has not ended.
  mutating func kill() {
    guard !isReaped else { return }
    killGroup()
    _ = reap()
  }
}

extension Duration {
  fileprivate var inSeconds: Int64 { components.seconds }

  /// Rounded up, at least 0.
  fileprivate var inMilliseconds: Int32 {
    Int32(clamping: max(0, components.seconds * 1000 + (components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
