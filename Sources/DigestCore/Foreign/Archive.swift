/// The only file that sees libarchive: zip archives and compressed streams in memory, within limits.

import CArchive

/// What an archive or a compressed stream may hold.
public enum ArchiveLimits {
  /// Entries of an archive, folders among them.
  public static let entries = 100_000
  /// Bytes unpacked for each byte packed, of the whole file and of each entry.
  public static let ratio = 200
  /// Unpacked bytes that are allowed whatever the ratio: short texts that repeat themselves pack well.
  public static let freeBytes = 1 << 20
  /// Unpacked bytes in all: 1 GB.
  public static let unpacked = 1 << 30

  /// How many bytes a file of a size may unpack to.
  static func room(packed: Int) -> Int {
    min(unpacked, max(freeBytes, packed.multipliedReportingOverflow(by: ratio).partialValue))
  }

  static func tooLarge(_ source: String, packed: Int) -> DigestError {
    let what =
      room(packed: packed) == unpacked ? "unpacks to more than \(unpacked >> 30) GB" : "unpacks to more than \(ratio) times its size"
    return DigestError(source, what, remedy: "unpack it yourself if you trust it, and name what is in it")
  }

  static func missing(_ source: String) -> DigestError {
    DigestError(source, "needs libarchive, which is not there", remedy: "install the Debian package libarchive13")
  }
}

/// A zip archive in memory: the list of its entries, and any of them unpacked without the others.
struct ZipArchive: Sendable {
  struct Entry: Sendable {
    /// Its path; what is no UTF-8 became U+FFFD.
    var name: String
    var isEncrypted: Bool
    /// Its place among all headers.
    fileprivate var position: Int
  }

  /// The name for messages.
  let source: String
  /// The files, in the order in which they stand in the archive; those whose names climb out are left out.
  let entries: [Entry]
  /// How many names climb out of the archive: they begin at the root, or go up by `..`.
  let refused: Int
  /// Whether the list ends early, or its end is missing.
  let isDamaged: Bool

  private let bytes: [UInt8]
  private let kind: Int32
  private let byName: [String: Int]

  /// Lists an archive. O(its entries).
  ///
  /// - Throws: `DigestError` where it is no zip archive, has too many entries, or libarchive is missing.
  init(_ bytes: [UInt8], source: String) throws {
    guard carchive_is_there() else { throw ArchiveLimits.missing(source) }
    // libarchive reads the whole directory at once, so a large one is counted before.
    guard Self.directoryEntries(bytes) <= ArchiveLimits.entries else { throw Self.tooMany(source) }
    var list = try Self.list(bytes, kind: Int32(CARCHIVE_ZIP), source: source)
    kind = list == nil ? Int32(CARCHIVE_ZIP_STREAM) : Int32(CARCHIVE_ZIP)
    if list == nil {
      list = try Self.list(bytes, kind: Int32(CARCHIVE_ZIP_STREAM), source: source)
      list?.isDamaged = true
    }
    guard let list else {
      throw DigestError(source, "is a zip archive that cannot be read", remedy: "fetch it again: it may be cut off")
    }
    self.bytes = bytes
    self.source = source
    entries = list.entries
    refused = list.refused
    isDamaged = list.isDamaged
    byName = Dictionary(list.entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The index of the entry of a name.
  func index(of name: String) -> Int? { byName[name] }

  /// What reading an entry gave.
  struct Content: Sendable {
    var bytes: [UInt8] = []
    /// Whether it is whole and its sum right.
    var isWhole = true
    fileprivate var isBomb = false
  }

  /// Unpacks some entries: O(their bytes + the entries before them). An entry that cannot be unpacked is left out.
  ///
  /// - Parameters:
  ///   - wanted: indices of `entries`.
  ///   - limit: the most bytes of each; what is beyond is cut, and the entry not whole.
  ///   - total: the most bytes of all together; likewise.
  /// - Throws: `DigestError` where one is encrypted, or all together unpack to more than is allowed.
  func read(_ wanted: some Sequence<Int>, limit: Int, total: Int = .max) throws -> [Int: Content] {
    var positions: [Int: Int] = [:]
    for index in wanted {
      guard !entries[index].isEncrypted else {
        throw DigestError(source, "is encrypted", remedy: "unlock it with the program that you have it from")
      }
      positions[entries[index].position] = index
    }
    guard let last = positions.keys.max() else { return [:] }
    var contents: [Int: Content] = [:]
    var room = ArchiveLimits.room(packed: bytes.count)
    var left = total
    try Self.withArchive(bytes, kind: kind) { archive in
      var entry = carchive_entry()
      for position in 0...last {
        guard carchive_next(archive, &entry) == CARCHIVE_OK else { return }
        guard let index = positions[position] else { continue }
        let allowed = min(limit, left)
        guard let content = Self.content(archive, limit: min(allowed, room)) else { continue }
        if content.isBomb { throw ArchiveLimits.tooLarge(source, packed: 0) }
        room -= content.bytes.count
        left -= content.bytes.count
        // Cut by what is left of the room, not by the caller's limits.
        if room <= 0 && !content.isWhole && content.bytes.count < allowed {
          throw ArchiveLimits.tooLarge(source, packed: bytes.count)
        }
        contents[index] = content
      }
    }
    return contents
  }

  private struct List {
    var entries: [Entry] = []
    var refused = 0
    var isDamaged = false
  }

  /// nil where there is no entry.
  private static func list(_ bytes: [UInt8], kind: Int32, source: String) throws -> List? {
    var list = List()
    var count = 0
    try withArchive(bytes, kind: kind) { archive in
      var entry = carchive_entry()
      while true {
        let step = carchive_next(archive, &entry)
        guard step == CARCHIVE_OK else {
          list.isDamaged = step == CARCHIVE_DAMAGED
          return
        }
        defer { count += 1 }
        guard count < ArchiveLimits.entries else { throw tooMany(source) }
        guard entry.is_file else { continue }
        let name = entry.name.map { String(cString: $0) } ?? ""
        guard !climbsOut(name) else {
          list.refused += 1
          continue
        }
        list.entries.append(Entry(name: name, isEncrypted: entry.is_encrypted, position: count))
      }
    }
    return count == 0 ? nil : list
  }

  private static func content(_ archive: OpaquePointer, limit: Int) -> Content? {
    var content = Content()
    var block: UnsafePointer<UInt8>?
    var length = 0
    let start = carchive_position(archive)
    while true {
      let step = carchive_read(archive, &block, &length)
      if step == CARCHIVE_REFUSED { return nil }
      // By now the packed bytes of all pieces but the latest are used up.
      let packed = Int(clamping: max(0, carchive_position(archive) - start))
      if content.bytes.count > ArchiveLimits.room(packed: packed) {
        content.isBomb = true
        return content
      }
      let room = limit - content.bytes.count
      content.bytes.append(contentsOf: UnsafeBufferPointer(start: block, count: min(length, room)))
      guard step == CARCHIVE_OK, length <= room else {
        content.isWhole = step == CARCHIVE_END
        return content
      }
    }
  }

  fileprivate static func withArchive(_ bytes: [UInt8], kind: Int32, _ body: (OpaquePointer) throws -> Void) rethrows {
    try bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, let archive = carchive_open(start, buffer.count, kind) else { return }
      defer { carchive_free(archive) }
      try body(archive)
    }
  }

  private static func climbsOut(_ name: String) -> Bool {
    let parts = name.utf8.split(omittingEmptySubsequences: false) { $0 == 0x2F || $0 == 0x5C }
    let isDrive = parts.first.map { $0.count == 2 && $0.last == 0x3A } ?? false
    return parts.first?.isEmpty != false || isDrive || parts.contains { $0.elementsEqual("..".utf8) }
  }

  private static func tooMany(_ source: String) -> DigestError {
    DigestError(
      source, "holds more than \(ArchiveLimits.entries) files", remedy: "unpack it yourself if you trust it, and name what is in it")
  }

  /// How many headers of a directory stand in the bytes; 0 where there is no room for too many of them. O(n).
  private static func directoryEntries(_ bytes: [UInt8]) -> Int {
    let header = 46
    guard bytes.count > ArchiveLimits.entries * header else { return 0 }
    return bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      var index = 0
      // PK 01 02: the third and the fourth byte tell how far the next can be.
      while index + 3 < bytes.count {
        switch bytes[index + 3] {
        case 0x02 where bytes[index + 2] == 0x01 && bytes[index + 1] == 0x4B && bytes[index] == 0x50:
          count += 1
          index += header
        case 0x01: index += 1
        case 0x4B: index += 2
        case 0x50: index += 3
        default: index += 4
        }
      }
      return count
    }
  }
}

/// One compressed stream: gzip, xz or zstd.
enum CompressedStream {
  /// What a stream unpacked to.
  struct Unpacked: Sendable {
    var bytes: [UInt8] = []
    /// Whether its end is there and its sum right.
    var isWhole = true
  }

  /// Unpacks a stream. O(n + what it unpacks to).
  ///
  /// - Parameter limit: the most bytes that it may unpack to.
  /// - Throws: `DigestError` where it is none, is compressed twice, unpacks to more than is allowed, or libarchive is missing.
  static func unpack(_ bytes: [UInt8], source: String, limit: Int = Source.sizeLimit) throws -> Unpacked {
    guard carchive_is_there() else { throw ArchiveLimits.missing(source) }
    var unpacked = Unpacked()
    var isOpen = false
    try ZipArchive.withArchive(bytes, kind: Int32(CARCHIVE_STREAM)) { archive in
      isOpen = true
      var entry = carchive_entry()
      switch carchive_next(archive, &entry) {
      case Int32(CARCHIVE_OK): break
      case Int32(CARCHIVE_END): return
      case Int32(CARCHIVE_REFUSED): throw DigestError(source, "is compressed twice", remedy: "unpack it once by hand")
      default:
        isOpen = false
        return
      }
      let room = ArchiveLimits.room(packed: bytes.count)
      var block: UnsafePointer<UInt8>?
      var length = 0
      while true {
        let step = carchive_read(archive, &block, &length)
        guard unpacked.bytes.count + length <= room else { throw ArchiveLimits.tooLarge(source, packed: bytes.count) }
        guard unpacked.bytes.count + length <= limit else {
          throw DigestError(source, "unpacks to more than \(limit >> 20) MB", remedy: "unpack it and split it")
        }
        unpacked.bytes.append(contentsOf: UnsafeBufferPointer(start: block, count: length))
        guard step == CARCHIVE_OK else {
          unpacked.isWhole = step == CARCHIVE_END
          return
        }
      }
    }
    guard isOpen, !unpacked.bytes.isEmpty || unpacked.isWhole else {
      throw DigestError(source, "is a compressed file that cannot be unpacked", remedy: "fetch it again: it may be cut off")
    }
    return unpacked
  }
}
