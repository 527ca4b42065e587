/// Files and streams: what is read, what is refused and how that is said.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

struct SourceTests {
  @Test func readsAFile() throws {
    try TemporaryFolder.withFile("Night boats\n".utf8) { path in
      #expect(try Source(path).read() == Array("Night boats\n".utf8))
      let head = try Source(path).readHead()
      #expect(head.isWhole)
      #expect(head.bytes == Array("Night boats\n".utf8))
    }
  }

  @Test(arguments: [Source.headLimit - 1, Source.headLimit, Source.headLimit + 1, 3 * Source.headLimit])
  func readsTheHeadThenTheWhole(size: Int) throws {
    let bytes = (0..<size).map { UInt8($0 % 251) }
    try TemporaryFolder.withFile(bytes) { path in
      let reader = try SourceReader(Source(path))
      let head = try reader.head()
      #expect(head.bytes == Array(bytes.prefix(Source.headLimit)))
      #expect(head.isWhole == (size <= Source.headLimit))
      #expect(try reader.whole() == bytes)
      #expect(reader.status?.size == Int64(size))
    }
  }

  @Test func readsANamedPipe() throws {
    try TemporaryFolder.with { folder in
      let path = "\(folder)/pipe"
      #expect(mkfifo(path, 0o600) == 0)
      let bytes = Data((0..<300_000).map { UInt8($0 % 251) })
      let writer = Thread { FileHandle(forWritingAtPath: path)?.write(bytes) }
      writer.start()
      let read = try Source(path).read()
      #expect(read == Array(bytes))
    }
  }

  @Test(arguments: [
    ("missing", "does not exist"), ("empty", "is empty"), ("folder", "is a folder"), ("dangling", "does not exist"),
    ("loop", "is a link that leads to itself"),
    ("device", "is a device"), ("file/below", "does not exist"),
  ])
  func refuses(name: String, problem: String) throws {
    try TemporaryFolder.with { folder in
      let files = FileManager.default
      _ = files.createFile(atPath: "\(folder)/empty", contents: Data())
      _ = files.createFile(atPath: "\(folder)/file", contents: Data("x".utf8))
      try files.createDirectory(atPath: "\(folder)/folder", withIntermediateDirectories: false)
      try files.createSymbolicLink(atPath: "\(folder)/dangling", withDestinationPath: "nobody")
      try files.createSymbolicLink(atPath: "\(folder)/loop", withDestinationPath: "loop")
      try files.createSymbolicLink(atPath: "\(folder)/device", withDestinationPath: "/dev/zero")
      let error = #expect(throws: DigestError.self) { try Source("\(folder)/\(name)").read() }
      #expect(error?.problem == problem)
      #expect(error?.subject == "\(folder)/\(name)")
      #expect(error?.remedy != nil)
    }
  }

  @Test func refusesWhatIsTooLarge() throws {
    try TemporaryFolder.with { folder in
      let path = "\(folder)/large"
      _ = FileManager.default.createFile(atPath: path, contents: Data())
      #expect(truncate(path, Source.sizeLimit + 1) == 0)
      let error = #expect(throws: DigestError.self) { try Source(path).read() }
      #expect(error?.problem == "is larger than 256 MB")
    }
  }

  @Test func unpacksWhatIsCompressed() throws {
    let text = Array(String(repeating: "# The mill\n\nIt keeps its wheel.\n\n", count: 20_000).utf8)
    try TemporaryFolder.withFile(ZipWriter.gzip(text), name: "mill.md.gz") { path in
      let reader = try SourceReader(Source(path))
      let head = try reader.head()
      #expect(!head.isWhole && head.bytes == Array(text.prefix(Source.headLimit)))
      #expect(try reader.whole() == text)
      let document = try SourceReader(Source(path)).document()
      #expect(document.format == .markdown)
      #expect(document.source == path)
      #expect(document.bytes == text)
      #expect(document.warnings.isEmpty)
    }
  }

  /// A large picture may stand before the text in an archive.
  @Test(arguments: [
    ("META-INF/container.xml", Format.epub), ("word/document.xml", .docx),
  ]) func knowsAnArchiveByTheListAtItsEnd(name: String, format: Format) throws {
    let picture = [UInt8](repeating: 0x61, count: 2 << 20)
    let archive = ZipWriter.archive([.init("picture.png", picture), .init(name, "<x/>")])
    try TemporaryFolder.withFile(archive, name: "mill") { path in
      let first = try SourceReader(Source(path)).firstDocument()
      #expect(first.document.format == format)
      #expect(first.isWhole && first.document.bytes == archive)
    }
  }

  @Test func saysThatACompressedFileIsCutOff() throws {
    let text = Array(String(repeating: "The mill keeps its wheel.\n", count: 10_000).utf8)
    try TemporaryFolder.withFile(ZipWriter.gzip(text).dropLast(100_000), name: "mill.gz") { path in
      let document = try SourceReader(Source(path)).document()
      #expect(!document.bytes.isEmpty && text.starts(with: document.bytes))
      #expect(document.warnings == ["is cut off or damaged: what it ends with is missing"])
    }
  }

  @Test func refusesABomb() throws {
    try TemporaryFolder.withFile(ZipWriter.gzip(deflated: ZipWriter.deflatedZeros(8 << 20), size: 8 << 20), name: "b.gz") { path in
      let error = #expect(throws: DigestError.self) { try SourceReader(Source(path)).head() }
      #expect(error?.problem == "unpacks to more than 200 times its size")
    }
  }

  @Test(arguments: [
    ("-", Source.standardInput), ("a.txt", .file("a.txt")), ("https://a/b", .address("https://a/b")), ("HTTP://a", .address("HTTP://a")),
    ("./https://a", .file("./https://a")), ("ftp://a", .file("ftp://a")), ("https:", .file("https:")),
  ])
  func knowsAddresses(word: String, source: Source) {
    #expect(Source(word) == source)
  }

  @Test(arguments: [[0x61, 0xFF, 0xFE], [0xC3], [0xC3, 0xA9, 0x80], [0x61]] as [[UInt8]])
  func namesThatAreNoUTF8AreCarried(bytes: [UInt8]) {
    let text = PathBytes.string(bytes)
    let back = PathBytes.withCString(text) { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
    #expect(back.map { UInt8(bitPattern: $0) } == bytes)
    #expect(PathBytes.shown(text) == String(decoding: bytes, as: UTF8.self))
  }

  @Test(arguments: [
    ("/a/b.txt", "/a/b.txt"), ("/a/./b//c", "/a/b/c"), ("/a/b/../c", "/a/c"), ("/../a", "/a"), ("/", "/"), ("/a/..", "/"), ("/a/", "/a"),
    ("/a/\u{10FEFF}b", "/a/\u{10FEFF}b"),
  ])
  func absolutePaths(path: String, absolute: String) {
    #expect(PathBytes.absolute(path) == absolute)
  }

  @Test func relativePathsBeginAtTheWorkingFolder() {
    let folder = FileManager.default.currentDirectoryPath
    #expect(PathBytes.absolute("b.txt") == "\(folder)/b.txt")
    #expect(PathBytes.absolute("./x/../b.txt") == "\(folder)/b.txt")
  }
}
