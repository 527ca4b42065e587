/// Files, standard input and addresses: bytes with a name and limits, unpacked where they are compressed.

import Foundation
import Synchronization

/// Where an article's bytes come from.
public enum Source: Sendable, Equatable {
  case file(String)
  case standardInput
  /// As given.
  case address(String)

  /// Texts larger than this are refused: 256 MB.
  public static let sizeLimit = 256 << 20
  /// What holds for a whole text is decided from so many of its first bytes: 256 KB.
  public static let headLimit = 256 << 10

  /// As given on the command line.
  public init(_ argument: String) {
    self = argument == "-" ? .standardInput : HTTPAddress.isMeant(by: argument) ? .address(argument) : .file(argument)
  }

  /// The name for messages and for `source` in JSON.
  public var name: String {
    switch self {
    case .file(let path): PathBytes.shown(path)
    case .standardInput: "-"
    case .address(let address): address
    }
  }

  /// All bytes.
  ///
  /// - Throws: `DigestError` where it is missing, unreadable, empty, too large, a directory or a device.
  public func read() throws -> [UInt8] {
    try SourceReader(self).whole()
  }

  /// The first 256 KB, or all bytes where there are no more: enough for the first screen. For files; a stream is read by a `SourceReader`.
  ///
  /// - Throws: as `read()`.
  public func readHead() throws -> Head {
    try SourceReader(self).head()
  }

  /// The beginning of a source.
  public struct Head: Sendable {
    public var bytes: [UInt8]
    /// Whether this is all there is.
    public var isWhole: Bool
  }
}

/// Reads one source once: its head at once, the whole later. Works for streams too, which cannot be opened a second time.
///
/// May be handed from thread to thread.
public final class SourceReader: Sendable {
  /// The source's name for messages.
  public let name: String
  /// The number, from 1, of the article that was named by FILE#entry-N; nil where the whole was named.
  public let entry: Int?
  /// Size in bytes and time of change in seconds since 1970 of a file when it was opened.
  public let status: (size: Int64, changed: Int64)?
  /// Whether its bytes come from somebody who may take long to write them.
  public let isStream: Bool

  private struct State {
    /// -1 once it is closed.
    var descriptor: Int32
    var bytes: [UInt8] = []
    var isAtEnd = false
    var transport: Transport
    /// Whether it is known that the bytes are not compressed, or they are unpacked.
    var isUnpacked = false
  }

  private let state: Mutex<State>

  /// What is said of the bytes: a file's name, a server's word. After the first bytes were read also what came of unpacking them.
  public var transport: Transport { state.withLock { $0.transport } }

  /// Opens a source. An address is fetched, which may take up to 30 seconds.
  ///
  /// - Parameter fetcher: fetches addresses; without one they are refused.
  /// - Throws: `DigestError` where it is missing, unreadable, a directory or a device; as `Fetcher.fetch` for an address.
  public init(_ source: Source, fetcher: Fetcher? = nil) throws {
    let (source, entry) = Self.parts(of: source)
    self.entry = entry
    name = source.name
    if case .address(let address) = source {
      guard let fetcher else { throw DigestError(name, "is an address, and nothing is fetched here", remedy: "save it to a file") }
      let fetched = try fetcher.fetch(address)
      state = Mutex(State(descriptor: -1, bytes: fetched.bytes, isAtEnd: true, transport: fetched.transport))
      status = nil
      isStream = false
      return
    }
    var descriptor = STDIN_FILENO
    if case .file(let path) = source {
      // Not to wait for a writer where the name is that of a pipe: reading does.
      descriptor = PathBytes.withCString(path) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
      guard descriptor >= 0 else { throw Self.error(name, errno) }
    }
    state = Mutex(State(descriptor: descriptor, transport: Transport(name: name)))
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw Self.error(name, errno) }
    let isFile = facts.st_mode & S_IFMT == S_IFREG
    status = isFile ? (Int64(facts.st_size), Int64(facts.st_mtim.tv_sec)) : nil
    isStream = !isFile
    if source == .standardInput { return }
    switch facts.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFIFO: try waitForWriter(descriptor)
    case S_IFDIR: throw DigestError(name, "is a folder", remedy: "name the files in it")
    case S_IFCHR, S_IFBLK: throw DigestError(name, "is a device", remedy: "name a text file, or - for standard input")
    default: throw DigestError(name, "is no file", remedy: "name a text file, or - for standard input")
    }
    if isFile && facts.st_size > Source.sizeLimit { throw Self.tooLarge(name) }
  }

  /// The source and the number in FILE#entry-N, where no file has that very name.
  private static func parts(of source: Source) -> (source: Source, entry: Int?) {
    switch source {
    case .file(let path):
      guard let (file, entry) = EntryName.parts(of: path), PathBytes.withCString(path, { access($0, F_OK) }) != 0 else { break }
      return (Source(file), entry)
    case .address(let address):
      guard let (feed, entry) = EntryName.parts(of: address) else { break }
      return (.address(feed), entry)
    case .standardInput: break
    }
    return (source, nil)
  }

  deinit {
    let descriptor = state.withLock { $0.descriptor }
    if descriptor > STDIN_FILENO { close(descriptor) }
  }

  /// The first 256 KB, or all bytes where there are no more and of a zip archive.
  public func head() throws -> Source.Head {
    try state.withLock { state in
      try load(&state, to: Source.headLimit + 1)
      if ZipSignature.begins(state.bytes) {
        // An archive lists at its end what is in it.
        try load(&state, to: Source.sizeLimit + 1)
        if state.bytes.count > Source.sizeLimit { throw Self.tooLarge(name) }
        return Source.Head(bytes: state.bytes, isWhole: true)
      }
      let isWhole = state.isAtEnd && state.bytes.count <= Source.headLimit
      return Source.Head(bytes: isWhole ? state.bytes : Array(state.bytes.prefix(Source.headLimit)), isWhole: isWhole)
    }
  }

  /// All bytes, those of the head first. Gives them away: a second call reads nothing.
  public func whole() throws -> [UInt8] {
    try state.withLock { state in
      try load(&state, to: Source.sizeLimit + 1)
      if state.bytes.count > Source.sizeLimit { throw Self.tooLarge(name) }
      if state.descriptor > STDIN_FILENO { close(state.descriptor) }
      state.descriptor = -1
      return exchange(&state.bytes, with: [])
    }
  }

  /// Reads until so many bytes are there or the source ends; of what is compressed reads all, and unpacks it.
  private func load(_ state: inout State, to count: Int) throws {
    try fill(&state, to: count)
    guard !state.isUnpacked else { return }
    state.isUnpacked = true
    guard let row = state.bytes.withUnsafeBufferPointer({ FormatRow.compression($0) }) else { return }
    try fill(&state, to: Source.sizeLimit + 1)
    if state.bytes.count > Source.sizeLimit { throw Self.tooLarge(name) }
    state.isAtEnd = true
    let unpacked = try CompressedStream.unpack(exchange(&state.bytes, with: []), source: name)
    state.bytes = unpacked.bytes
    state.transport.dropExtension(of: row)
    if !unpacked.isWhole { state.transport.warnings.append("is cut off or damaged: what it ends with is missing") }
    if state.bytes.isEmpty { throw Self.empty(name) }
  }

  /// Reads until so many bytes are there or the source ends.
  private func fill(_ state: inout State, to count: Int) throws {
    guard state.descriptor >= 0 else { return }
    let size = status.map { Int(clamping: $0.size) } ?? 0
    while state.bytes.count < count, !state.isAtEnd {
      let have = state.bytes.count
      // A file is read in one piece; what grows, lies about its size or is a stream, in growing ones.
      let room = min(max(size + 1 - have, have, 1 << 16), count - have)
      let descriptor = state.descriptor
      var failure: Int32 = 0
      let old = exchange(&state.bytes, with: [])
      state.bytes = Array(unsafeUninitializedCapacity: have + room) { buffer, filled in
        _ = buffer.update(fromContentsOf: old)
        (filled, failure) = Self.read(
          descriptor, into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[have...]))
        filled += have
      }
      if failure != 0 { throw Self.error(name, failure) }
      if state.bytes.count < have + room { state.isAtEnd = true }
    }
    if state.isAtEnd && state.bytes.isEmpty { throw Self.empty(name) }
  }

  /// Fills a buffer until it is full or the source ends; the number of bytes and, where it failed, `errno`.
  private static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> (Int, Int32) {
    var filled = 0
    while filled < buffer.count, let base = buffer.baseAddress {
      let count = Foundation.read(descriptor, base + filled, buffer.count - filled)
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno != EINTR {
        return (filled, errno)
      }
    }
    return (filled, 0)
  }

  /// A pipe opened without waiting reads as ended until somebody writes: waits until then.
  private func waitForWriter(_ descriptor: Int32) throws {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&waiting, 1, -1) < 0 {
      if errno != EINTR { throw Self.error(name, errno) }
    }
  }

  private static func empty(_ name: String) -> DigestError { DigestError(name, "is empty", remedy: "name a file with text in it") }

  private static func tooLarge(_ name: String) -> DigestError {
    DigestError(name, "is larger than \(Source.sizeLimit >> 20) MB", remedy: "split it")
  }

  /// What the system said, in our words where it is common.
  private static func error(_ name: String, _ code: Int32) -> DigestError {
    switch code {
    case ENOENT, ENOTDIR:
      DigestError(
        name, "does not exist", remedy: name.contains("://") ? "only http:// and https:// addresses are fetched" : "check the name")
    case EACCES, EPERM: DigestError(name, "may not be read", remedy: "check its permissions")
    case EISDIR: DigestError(name, "is a folder", remedy: "name the files in it")
    case ELOOP: DigestError(name, "is a link that leads to itself", remedy: "name the file itself")
    case ENAMETOOLONG: DigestError(name, "has too long a name", remedy: "check the name")
    case ENXIO, ENODEV: DigestError(name, "is no file", remedy: "name a text file, or - for standard input")
    case EBADF: DigestError(name, "is closed", remedy: "name a file, or pipe a text in")
    default:
      DigestError(name, "cannot be read (\(String(cString: strerror(code)).lowercased()))", remedy: "try again, or copy it elsewhere")
    }
  }
}

/// Puts a new value in the place of an old one and gives the old one, without a copy.
private func exchange(_ place: inout [UInt8], with new: [UInt8]) -> [UInt8] {
  var value = new
  swap(&place, &value)
  return value
}
