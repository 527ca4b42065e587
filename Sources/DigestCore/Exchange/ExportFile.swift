/// Writes an export: whole or not at all, and never over a file unasked.

import Foundation

public enum ExportFile {
  /// How a path that is taken is treated.
  public enum Mode: Sendable, Equatable { case create, overwrite, append }

  public enum Outcome: Sendable, Equatable {
    case wrote
    /// The path is taken, and the mode was `create`: nothing was written.
    case exists
  }

  /// Writes bytes to a path and synchronises them with the disk.
  ///
  /// A new file is written beside the path and then takes its name, so a failure leaves an old file whole. A link stays
  /// a link: what it points to is replaced. A pipe or device is written to as it is.
  ///
  /// - Parameter path: a leading `~/` is the reader's home.
  /// - Throws: `DigestError` where it could not be written.
  public static func write(_ bytes: [UInt8], to path: String, mode: Mode) throws -> Outcome {
    let path = expand(path)
    do {
      return try write(bytes, resolved: resolve(path), mode)
    } catch let failure as Failure {
      throw error(path, failure.code)
    }
  }

  /// A path with the reader's home in the place of a leading `~`.
  public static func expand(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    return (ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()) + path.dropFirst()
  }

  /// A file name for each article, without extension, made of its title's letters and digits; no two are alike.
  public static func names(for articles: [ArticleBookmarks]) -> [String] {
    var used: Set<String> = []
    return articles.map { group in
      let base = slug(group.name) ?? group.article.id
      var name = base
      var number = 2
      while !used.insert(name).inserted {
        name = "\(base)-\(number)"
        number += 1
      }
      return name
    }
  }

  /// The letters and digits of a title with hyphens between its words; nil where it has none.
  private static func slug(_ title: String) -> String? {
    var name = String.UnicodeScalarView()
    for scalar in title.lowercased().unicodeScalars where name.count < 60 {
      let properties = scalar.properties
      if properties.isAlphabetic || properties.numericType != nil || properties.canonicalCombiningClass != .notReordered {
        name.append(scalar)
      } else if let last = name.last, last != "-" {
        name.append("-")
      }
    }
    while name.last == "-" { name.removeLast() }
    return name.isEmpty ? nil : String(name)
  }

  private static func write(_ bytes: [UInt8], resolved path: String, _ mode: Mode) throws -> Outcome {
    var facts = stat()
    let exists = PathBytes.withCString(path) { stat($0, &facts) } == 0
    if exists {
      if facts.st_mode & S_IFMT == S_IFDIR { throw Failure(code: EISDIR) }
      if facts.st_mode & S_IFMT != S_IFREG {
        try writeThrough(bytes, path)
        return .wrote
      }
      if mode == .create { return .exists }
      // A folder may allow to put a new file in the place of one that may not be written.
      if PathBytes.withCString(path, { access($0, W_OK) }) != 0 { throw Failure(code: errno) }
    }
    let old = exists && mode == .append ? try read(path) : []
    let temporary = "\(folder(of: path))/.digest-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).part"
    do {
      try writeNew(joined(old, bytes), temporary, permissions: exists ? facts.st_mode & 0o777 : 0o666, keeps: exists)
      let outcome = try put(temporary, at: path, replaces: mode != .create)
      synchronizeFolder(of: path)
      return outcome
    } catch {
      _ = PathBytes.withCString(temporary) { unlink($0) }
      throw error
    }
  }

  /// An old text ends its last line before more comes.
  private static func joined(_ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
    old.isEmpty || old.last == 0x0A ? old + new : old + [0x0A] + new
  }

  private static func writeNew(_ bytes: [UInt8], _ path: String, permissions: mode_t, keeps: Bool) throws {
    let descriptor = PathBytes.withCString(path) { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions) }
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    if keeps { fchmod(descriptor, permissions) }
    try writeAll(bytes, descriptor)
    if fsync(descriptor) != 0 { throw Failure(code: errno) }
  }

  /// Gives a finished file its name.
  private static func put(_ temporary: String, at path: String, replaces: Bool) throws -> Outcome {
    try PathBytes.withCString(temporary) { temporary in
      try PathBytes.withCString(path) { path in
        if replaces {
          if rename(temporary, path) != 0 { throw Failure(code: errno) }
          return .wrote
        }
        // Unlike rename, link never replaces what another program has put there meanwhile.
        if link(temporary, path) == 0 {
          unlink(temporary)
          return .wrote
        }
        if errno == EEXIST {
          unlink(temporary)
          return .exists
        }
        // A file system without links.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if descriptor < 0 {
          let code = errno
          unlink(temporary)
          if code == EEXIST { return .exists }
          throw Failure(code: code)
        }
        close(descriptor)
        if rename(temporary, path) != 0 { throw Failure(code: errno) }
        return .wrote
      }
    }
  }

  private static func writeThrough(_ bytes: [UInt8], _ path: String) throws {
    let descriptor = PathBytes.withCString(path) { open($0, O_WRONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    try writeAll(bytes, descriptor)
  }

  private static func writeAll(_ bytes: [UInt8], _ descriptor: Int32) throws {
    try bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count, let base = buffer.baseAddress {
        let count = Foundation.write(descriptor, base + written, buffer.count - written)
        if count >= 0 { written += count } else if errno != EINTR { throw Failure(code: errno) }
      }
    }
  }

  private static func read(_ path: String) throws -> [UInt8] {
    let descriptor = PathBytes.withCString(path) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = piece.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { bytes += piece[..<count] } else if count == 0 { return bytes } else if errno != EINTR { throw Failure(code: errno) }
    }
  }

  /// The file that a link points to; the path itself where it is none.
  private static func resolve(_ path: String) -> String {
    PathBytes.withCString(path) { path -> String? in
      guard let real = realpath(path, nil) else { return nil }
      defer { free(real) }
      return PathBytes.string(real)
    } ?? path
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  private static func synchronizeFolder(of path: String) {
    let descriptor = PathBytes.withCString(folder(of: path)) { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private struct Failure: Error {
    let code: Int32
  }

  private static func error(_ path: String, _ code: Int32) -> DigestError {
    let name = PathBytes.shown(path)
    return switch code {
    case ENOENT, ENOTDIR: DigestError(name, "is in a folder that does not exist", remedy: "make the folder, or choose another name")
    case EACCES, EPERM: DigestError(name, "may not be written", remedy: "check the permissions, or choose another name")
    case EROFS: DigestError(name, "is on a disk that may not be written", remedy: "choose another place")
    case ENOSPC, EDQUOT, EFBIG: DigestError(name, "was not written: there is no room on the disk", remedy: "make room and try again")
    case EISDIR: DigestError(name, "is a folder", remedy: "choose a name in it")
    case ENAMETOOLONG: DigestError(name, "has too long a name", remedy: "choose a shorter one")
    default: DigestError(name, "cannot be written (\(String(cString: strerror(code)).lowercased()))", remedy: "choose another place")
    }
  }
}
