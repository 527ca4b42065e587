/// The table of formats: what is known by which signs, what the transport's word counts, and each format's limit.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

struct FormatTests {
  @Test(arguments: Format.allCases) func hasARow(format: Format) {
    #expect(FormatRow.table.count { $0.format == format } == 1)
    #expect(format.row.format == format)
    #expect(!format.row.title.isEmpty && !format.row.extensions.isEmpty && !format.row.mediaTypes.isEmpty)
    #expect(format.row.sizeLimit <= Source.sizeLimit)
  }

  @Test func namesAreUnique() {
    let extensions = FormatRow.table.flatMap(\.extensions)
    let types = FormatRow.table.flatMap(\.mediaTypes)
    #expect(Set(extensions).count == extensions.count)
    #expect(Set(types).count == types.count)
    #expect((extensions + types).allSatisfy { $0 == $0.lowercased() && !$0.hasPrefix(".") })
  }

  /// No row hides behind one before it: bytes made from a signature are known as that row's format.
  @Test func everySignatureIsReached() {
    for row in FormatRow.table {
      for signature in row.signatures {
        var bytes = [UInt8](repeating: 0x20, count: 600)
        for part in signature.parts { bytes.replaceSubrange(part.offset..<part.offset + part.bytes.count, with: part.bytes) }
        #expect(bytes.withUnsafeBufferPointer { FormatRow.signed($0)?.title } == row.title)
      }
    }
  }

  @Test(arguments: [
    ("# A mill\n", "mill.md", nil, Format.markdown), ("# A mill\n", "mill.txt", "text/markdown", .markdown),
    ("# A mill\n", "mill.md", "text/plain", .markdown), ("# A mill\n", "mill", "text/plain", .text),
    ("# A mill\n", "a.md/mill", nil, .text),
    ("<!doctype html><p>x", "mill.md", "text/markdown", .html), ("<!doctype html><p>x", "mill.txt", "text/plain", .html),
    ("<center>x</center>", "mill", "text/html", .html), ("<ul><li>x</ul>", "MILL.HTML", nil, .html),
    ("The mill, a < b", "mill.html", "text/html", .text), ("The mill", "mill", "application/octet-stream", .text),
    ("The <b>mill</b>", "mill.txt", nil, .text),
  ])
  func contentDecidesThenTheNames(text: String, name: String, mediaType: String?, format: Format) throws {
    let transport = Transport(name: name, mediaType: mediaType)
    #expect(try DocumentMaker.document(Array(text.utf8), source: "x", transport: transport).format == format)
  }

  private static let russian = "Паром вернулся в гавань поздно вечером, и никто не знал, кто за это заплатит. "

  @Test(arguments: [
    ("windows-1251", "", Document.EncodingOrigin.transport), ("cp1251", "<!doctype html><meta charset=koi8-r>", .transport),
    ("utf-8", "<!doctype html><meta charset=windows-1251>", .declared),
    ("nonsense", "<?xml version='1.0' encoding='windows-1251'?><x>", .declared), ("utf-8", "", .detector),
  ])
  func theTransportsWordComesFirstUnlessTheBytesDenyIt(charset: String, start: String, origin: Document.EncodingOrigin) throws {
    let converted = try #require(Self.russian.data(using: .windowsCP1251))
    let bytes = Array(start.utf8) + Array(converted)
    let document = try DocumentMaker.document(bytes, source: "x", transport: Transport(name: "x", charset: charset))
    #expect(document.encoding == "windows-1251")
    #expect(document.encodingOrigin == origin)
    #expect(String(decoding: document.bytes, as: UTF8.self) == start + Self.russian)
  }

  @Test func whatCouldNotBeReadIsSaid() throws {
    let document = try DocumentMaker.document(Array("h\u{E9}l\u{E9}".utf8) + [0xFF], source: "x")
    #expect(document.warnings == ["1 piece could not be read as UTF-8, shown as \u{FFFD}"])
  }

  @Test func aLimitIsSaid() throws {
    try TemporaryFolder.with { folder in
      let path = "\(folder)/large.html"
      _ = FileManager.default.createFile(
        atPath: path, contents: Data("<!doctype html><p>The mill".utf8) + Data(repeating: 0x20, count: Source.headLimit))
      #expect(truncate(path, Format.html.row.sizeLimit + 1) == 0)
      let error = #expect(throws: DigestError.self) { try SourceReader(Source(path)).document() }
      #expect(error?.problem == "is larger than 64 MB, the limit for the format html")
    }
  }

  /// The document has a row and a section for each format, with the table's own figures.
  @Test(arguments: Format.allCases) func isDocumented(format: Format) throws {
    let text = try String(contentsOfFile: "\(SharedData.checkout)/Documentation/Formats.md", encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    let row = format.row
    let marked = { (words: [String], mark: String) in words.map { "`\(mark)\($0)`" }.joined(separator: " ") }
    let line =
      "| `\(format.rawValue)` | \(row.title) | \(marked(row.extensions, ".")) | \(marked(row.mediaTypes, "")) | \(row.sizeLimit >> 20) MB |"
    #expect(lines.contains(line), "Documentation/Formats.md lacks the row \(line)")
    #expect(lines.contains("## \(format.rawValue)"))
  }

  /// The limits that the document states are the program's.
  @Test(arguments: [
    "| tags of a page | \(grouped(HTMLGuard.tagLimit)) |", "| attributes of a tag | \(grouped(HTMLGuard.attributeLimit)) |",
    "| depth of nesting | \(HTMLGuard.depthLimit) |", "| entries of an archive | \(grouped(ArchiveLimits.entries)) |",
    "| unpacked bytes for each packed one | \(ArchiveLimits.ratio) (the first MB is free) |",
    "| unpacked bytes in all | \(ArchiveLimits.unpacked >> 30) GB; \(Source.sizeLimit >> 20) MB of a compressed file |",
    "| another program (curl, pdftotext) | \(Fetcher.timeLimit.components.seconds) seconds |", "| redirects | \(Fetcher.redirectLimit) |",
    "| a file, standard input, an address | \(Source.sizeLimit >> 20) MB; \(HTMLGuard.sizeLimit >> 20) MB for HTML and XML |",
  ])
  func limitsAreDocumented(start: String) throws {
    let text = try String(contentsOfFile: "\(SharedData.checkout)/Documentation/Formats.md", encoding: .utf8)
    #expect(text.split(separator: "\n").contains { $0.hasPrefix(start) }, "Documentation/Formats.md lacks \(start)")
  }

  private static func grouped(_ number: Int) -> String {
    let digits = String(number)
    return String(digits.reversed().enumerated().flatMap { $0 > 0 && $0.isMultiple(of: 3) ? [",", $1] : [$1] }.reversed())
  }
}
