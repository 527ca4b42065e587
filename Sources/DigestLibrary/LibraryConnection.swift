/// The connection to the database: opened at the first use, and its errors told to a person.

import DigestCore
import Foundation
import GRDB
import Synchronization

/// Opens the database when it is first needed, and again after a failure. May be used from any thread.
final class LibraryConnection: Sendable {
  private struct State {
    var writer: DatabasePool?
    /// Until something is written.
    var reader: DatabaseQueue?
  }

  let path: String
  private let folder: String
  private let configuration: Configuration
  private let timeout: Double
  private let state = Mutex(State())

  /// - Parameters:
  ///   - timeout: how long another program's lock is waited for, in seconds.
  ///   - trace: is called with each statement.
  init(folder: String, timeout: Double, trace: (@Sendable (String) -> Void)? = nil) {
    self.folder = folder
    self.timeout = timeout
    path = "\(folder)/digest.sqlite"
    var configuration = Configuration()
    configuration.busyMode = .timeout(timeout)
    configuration.maximumReaderCount = 2
    configuration.prepareDatabase { db in
      // GRDB's readers would wait for ten seconds.
      try db.execute(sql: "PRAGMA busy_timeout = \(Int(timeout * 1000))")
      if let trace { db.trace { trace($0.description) } }
    }
    self.configuration = configuration
  }

  /// Reads, also where nothing can be written. Nothing is made on the disk.
  ///
  /// - Returns: `empty` where there is no database yet.
  /// - Throws: `DigestError`.
  func read<Value>(orEmpty empty: Value, _ body: (Database) throws -> Value) throws -> Value {
    guard access(path, F_OK) == 0 else {
      if errno == ENOENT { return empty }
      throw error("may not be read", remedy: "check its permissions")
    }
    do {
      return try openForReading().read(body)
    } catch {
      throw explain(error, lost: nil)
    }
  }

  /// One transaction, synchronised with the disk before it returns.
  ///
  /// - Parameter lost: what is not kept if it fails, for the message.
  /// - Throws: `DigestError`; the database is as before then.
  func write<Value>(lost: String, _ body: (Database) throws -> Value) throws -> Value {
    do {
      return try openForWriting(lost: lost).write(body)
    } catch {
      throw explain(error, lost: lost)
    }
  }

  private func openForWriting(lost: String) throws -> DatabasePool {
    try state.withLock { state in
      if let writer = state.writer { return writer }
      let failure = Directories.make(folder)
      if failure != 0 { throw DatabaseError(resultCode: failure == ENOSPC ? .SQLITE_FULL : .SQLITE_CANTOPEN) }
      let writer = try openPool()
      state.writer = writer
      state.reader = nil
      return writer
    }
  }

  private func openForReading() throws -> any DatabaseReader {
    try state.withLock { state in
      if let open: any DatabaseReader = state.writer ?? state.reader { return open }
      // Who only reads writes nothing, not even the log.
      if let reader = try openQueue() {
        state.reader = reader
        return reader
      }
      do {
        let writer = try openPool()
        state.writer = writer
        return writer
      } catch let error as DatabaseError {
        // What cannot be brought to the newest version is read as it is.
        guard let reader = try openQueue(isOlderRead: true) else { throw error }
        state.reader = reader
        return reader
      }
    }
  }

  /// How long it is waited before a database that another program is making is opened again, in microseconds.
  private static let pause: UInt32 = 10_000

  /// SQLite does not wait for a lock while the log is begun, as it is when two programs make the database: we do.
  private func openPool() throws -> DatabasePool {
    let end = ContinuousClock.now + .seconds(timeout)
    while true {
      do {
        return try openPoolAtOnce()
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && ContinuousClock.now < end {
        usleep(Self.pause)
      }
    }
  }

  private func openPoolAtOnce() throws -> DatabasePool {
    // SQLite would open a file that may not be written without a word.
    if access(path, W_OK) != 0, errno != ENOENT { throw DatabaseError(resultCode: .SQLITE_READONLY) }
    let pool = try DatabasePool(path: path, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      // GRDB's pools set NORMAL, with which a commit may be lost in a power cut.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try LibrarySchema.migrate(db)
    }
    return pool
  }

  /// What SQLite says where it cannot make the log's index beside the database.
  private static let withoutIndex: [ResultCode] = [.SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_IOERR, .SQLITE_FULL]

  /// A connection that only reads; nil where the database must be brought to the newest version first.
  ///
  /// - Parameter isOlderRead: whether one of an older version is read too.
  private func openQueue(isOlderRead: Bool = false) throws -> DatabaseQueue? {
    var configuration = configuration
    configuration.readonly = true
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      return try queue.read { try LibrarySchema.isCurrent($0) } || isOlderRead ? queue : nil
    } catch let error as DatabaseError where Self.withoutIndex.contains(error.resultCode) && isWholeWithoutLog {
      // The database alone is read, as on a medium that nobody writes.
      let address = URL(fileURLWithPath: path).absoluteString + "?immutable=1"
      let queue = try DatabaseQueue(path: address, configuration: configuration)
      return try queue.read { try LibrarySchema.isCurrent($0) } || isOlderRead ? queue : nil
    }
  }

  /// Whether the database's write-ahead log is missing or empty, so that the file alone is all there is.
  private var isWholeWithoutLog: Bool {
    var facts = stat()
    return stat("\(path)-wal", &facts) != 0 || facts.st_size == 0
  }

  /// What SQLite said, told to a person.
  private func explain(_ failure: any Error, lost: String?) -> DigestError {
    if let failure = failure as? DigestError { return failure }
    if failure is LibrarySchema.NewerSchema {
      return error("was written by a newer digest", lost, remedy: "install the newer version")
    }
    guard let failure = failure as? DatabaseError else { return error("cannot be used (\(failure))", lost, remedy: "try again") }
    switch failure.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return error("is locked by another program", lost, remedy: "close that program and try again")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return error("may not be written", lost, remedy: "check its permissions and those of its folder")
    case .SQLITE_CANTOPEN:
      return error("cannot be opened", lost, remedy: "check the permissions of \(folder)")
    case .SQLITE_FULL:
      return error("finds no room on the disk", lost, remedy: "make room and try again")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return error("is damaged", lost, remedy: "rename it to start anew, or rescue it with sqlite3 FILE .recover")
    case .SQLITE_IOERR:
      return error("cannot be read or written (input/output error)", lost, remedy: "check the disk and its room, and try again")
    default:
      return error(
        "cannot be used (\((failure.message ?? "SQLite error \(failure.resultCode.rawValue)").lowercased()))", lost, remedy: "try again")
    }
  }

  /// What is lost stands first: a screen may cut the rest.
  private func error(_ problem: String, _ lost: String? = nil, remedy: String) -> DigestError {
    DigestError(shownPath, lost.map { "\($0): the library \(problem)" } ?? problem, remedy: remedy)
  }

  /// The path with `~` for the reader's home.
  private var shownPath: String {
    guard let home = ProcessInfo.processInfo.environment["HOME"], home.count > 1, path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }
}
