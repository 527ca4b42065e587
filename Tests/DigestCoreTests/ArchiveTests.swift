/// Zip archives and compressed streams: what is read, and what is refused.

import DigestTestSupport
import Testing

@testable import DigestCore

@Suite struct ArchiveTests {
  private static func text(_ content: ZipArchive.Content?) -> String? { content.map { String(decoding: $0.bytes, as: UTF8.self) } }

  private static func problem(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let error as DigestError {
      return error.description
    } catch {
      return "another error"
    }
  }

  @Test func listsAndReadsOneEntryAlone() throws {
    let archive = try ZipArchive(
      ZipWriter.archive([.init("a.txt", "alpha"), .init("folder/ü.txt", "beta"), .init("c", "")]), source: "x.zip")
    #expect(archive.entries.map(\.name) == ["a.txt", "folder/ü.txt", "c"])
    #expect(!archive.isDamaged)
    let index = try #require(archive.index(of: "folder/ü.txt"))
    let read = try archive.read([index], limit: 100)
    #expect(read.count == 1)
    #expect(Self.text(read[index]) == "beta")
    #expect(read[index]?.isWhole == true)
    #expect(Self.text(try archive.read([2], limit: 100)[2]) == "")
  }

  @Test func readsDeflatedEntries() throws {
    let sum = ZipWriter.crc([UInt8](repeating: 0, count: 300_000))
    let zeros = ZipWriter.Entry("zeros", ZipWriter.deflatedZeros(300_000), deflated: 300_000, sum: sum)
    let archive = try ZipArchive(ZipWriter.archive([.init("a", "alpha"), zeros, .init("b", "beta")]), source: "x.zip")
    let read = try archive.read([1, 2], limit: 1 << 20)
    #expect(read[1]?.bytes == [UInt8](repeating: 0, count: 300_000))
    #expect(read[1]?.isWhole == true)
    #expect(Self.text(read[2]) == "beta")
  }

  @Test func tellsAWrongSum() throws {
    let archive = try ZipArchive(ZipWriter.archive([.init("a", Array("alpha".utf8), sum: 1), .init("b", "beta")]), source: "x.zip")
    let read = try archive.read([0, 1], limit: 100)
    #expect(Self.text(read[0]) == "alpha")
    #expect(read[0]?.isWhole == false)
    #expect(read[1]?.isWhole == true)
  }

  @Test func cutsAnEntryAtItsLimit() throws {
    let archive = try ZipArchive(ZipWriter.archive([.init("a", "alphabet")]), source: "x.zip")
    let read = try archive.read([0], limit: 5)
    #expect(Self.text(read[0]) == "alpha")
    #expect(read[0]?.isWhole == false)
    #expect(try archive.read([0], limit: 8)[0]?.isWhole == true)
  }

  @Test(arguments: ["/etc/passwd", "../up", "a/../../up", "a/..", "..", "C:\\x", "\\x", "a\\..\\b"]) func refuses(name: String) throws {
    let archive = try ZipArchive(ZipWriter.archive([.init(name, "bad"), .init("a..b/..c", "good")]), source: "x.zip")
    #expect(archive.entries.map(\.name) == ["a..b/..c"])
    #expect(archive.refused == 1)
    #expect(Self.text(try archive.read([0], limit: 100)[0]) == "good")
  }

  @Test func countsEntries() throws {
    let entries = (0..<100_000).map { ZipWriter.Entry("\($0)", []) }
    #expect(try ZipArchive(ZipWriter.archive(entries), source: "x.zip").entries.count == 100_000)
    let more = entries + [.init("one too many", [])]
    let message = "x.zip: holds more than 100000 files; unpack it yourself if you trust it, and name what is in it"
    #expect(Self.problem { _ = try ZipArchive(ZipWriter.archive(more), source: "x.zip") } == message)
    #expect(Self.problem { _ = try ZipArchive(ZipWriter.archive(more, directory: false), source: "x.zip") } == message)
  }

  @Test func refusesBombs() throws {
    let zeros = ZipWriter.deflatedZeros(8 << 20)
    let bomb = (0..<4).map { ZipWriter.Entry("\($0)", zeros, deflated: 8 << 20) }
    let archive = try ZipArchive(ZipWriter.archive(bomb), source: "x.zip")
    #expect(
      Self.problem { _ = try archive.read(0..<4, limit: 64 << 20) }
        == "x.zip: unpacks to more than 200 times its size; unpack it yourself if you trust it, and name what is in it")
  }

  @Test func refusesWhatIsEncrypted() throws {
    let archive = try ZipArchive(
      ZipWriter.archive([.init("a", Array("0123456789abcdef".utf8), isEncrypted: true), .init("b", "open")]), source: "x.zip")
    #expect(
      Self.problem { _ = try archive.read([0], limit: 100) } == "x.zip: is encrypted; unlock it with the program that you have it from")
    #expect(Self.text(try archive.read([1], limit: 100)[1]) == "open")
  }

  @Test func readsAnArchiveWithoutItsEnd() throws {
    let whole = ZipWriter.archive([.init("a", "alpha"), .init("b", "beta")], directory: false)
    let archive = try ZipArchive(whole, source: "x.zip")
    #expect(archive.entries.map(\.name) == ["a", "b"])
    #expect(archive.isDamaged)
    #expect(Self.text(try archive.read([1], limit: 100)[1]) == "beta")
    let cut = try ZipArchive(Array(whole.dropLast(2)), source: "x.zip").read([0, 1], limit: 100)
    #expect(Self.text(cut[0]) == "alpha")
    #expect(cut[1]?.isWhole != true)
  }

  @Test func survivesAnyCutAndAnyChange() throws {
    let whole = ZipWriter.archive([
      .init("a", "alpha"), .init("zeros", ZipWriter.deflatedZeros(2000), deflated: 2000), .init("b", "beta"),
    ])
    var random = SeededRandom(7)
    for round in 0..<2000 {
      var bytes = whole
      if round.isMultiple(of: 2) { bytes.removeLast(Int.random(in: 1..<whole.count, using: &random)) }
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      guard let archive = try? ZipArchive(bytes, source: "x.zip") else { continue }
      #expect(archive.entries.count <= 3)
      for (_, content) in (try? archive.read(archive.entries.indices, limit: 10_000)) ?? [:] { #expect(content.bytes.count <= 10_000) }
    }
  }

  @Test func saysWhatIsNoArchive() {
    #expect(
      Self.problem { _ = try ZipArchive(Array("PK\u{3}\u{4} no archive".utf8), source: "x.zip") }
        == "x.zip: is a zip archive that cannot be read; fetch it again: it may be cut off")
  }

  @Test func unpacksAStream() throws {
    let text = Array("All the news of the harbour, twice a day.\n".utf8)
    let long = [UInt8]((0..<5000).map { _ in text }.joined())
    #expect(try CompressedStream.unpack(ZipWriter.gzip(text), source: "x.gz").bytes == text)
    let unpacked = try CompressedStream.unpack(ZipWriter.gzip(long), source: "x.gz")
    #expect(unpacked.bytes == long)
    #expect(unpacked.isWhole)
    // Two members in one file are one text.
    #expect(try CompressedStream.unpack(ZipWriter.gzip(text) + ZipWriter.gzip(text), source: "x.gz").bytes == text + text)
  }

  @Test func keepsWhatAStreamCutOffHolds() throws {
    let text = [UInt8](repeating: 0x61, count: 200_000)
    let unpacked = try CompressedStream.unpack(Array(ZipWriter.gzip(text).dropLast(50_000)), source: "x.gz")
    #expect(!unpacked.isWhole)
    #expect(unpacked.bytes.count > 100_000)
    #expect(unpacked.bytes == Array(text.prefix(unpacked.bytes.count)))
  }

  @Test func refusesStreams() {
    let bomb = ZipWriter.gzip(deflated: ZipWriter.deflatedZeros(8 << 20), size: 8 << 20)
    #expect(
      Self.problem { _ = try CompressedStream.unpack(bomb, source: "x.gz") }
        == "x.gz: unpacks to more than 200 times its size; unpack it yourself if you trust it, and name what is in it")
    #expect(
      Self.problem { _ = try CompressedStream.unpack(ZipWriter.gzip(ZipWriter.gzip(Array("text".utf8))), source: "x.gz") }
        == "x.gz: is compressed twice; unpack it once by hand")
    let long = ZipWriter.gzip([UInt8](repeating: 0x61, count: 3 << 20))
    #expect(
      Self.problem { _ = try CompressedStream.unpack(long, source: "x.gz", limit: 2 << 20) }
        == "x.gz: unpacks to more than 2 MB; unpack it and split it")
    #expect(
      Self.problem { _ = try CompressedStream.unpack([0x1F, 0x8B, 8, 0], source: "x.gz") }
        == "x.gz: is a compressed file that cannot be unpacked; fetch it again: it may be cut off")
  }
}
