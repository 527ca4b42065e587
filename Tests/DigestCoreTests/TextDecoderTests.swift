/// From bytes to text: encodings, what is broken, what is no text, and that a head is a prefix of the whole.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

struct TextDecoderTests {
  private static let russian = "Паром вернулся в гавань поздно вечером, и никто не знал, кто за это заплатит. Совет города обещал ответ. "
  private static let chinese = "夜里的渡轮回到了港口，没有人知道谁来付钱。市议会答应给出答复。"
  private static let japanese = "夜のフェリーが港に戻った。誰が払うのかはまだ分からない。町議会は答えを約束した。"
  private static let french = "Le traversier de nuit est revenu à quai après trois années d'absence, dit la capitaine, très émue. "

  @Test(arguments: [
    (russian, String.Encoding.windowsCP1251, "windows-1251"), (french, .isoLatin1, "windows-1252"),
    (french, .windowsCP1252, "windows-1252"),
    (japanese, .shiftJIS, "Shift_JIS"), (russian, .utf16LittleEndian, "UTF-16LE"),
    (chinese, .utf16BigEndian, "UTF-16BE"), (french, .utf16LittleEndian, "UTF-16LE"),
  ])
  func detects(text: String, encoding: String.Encoding, name: String) throws {
    let bytes = Array(try #require(text.data(using: encoding)))
    let document = try DocumentMaker.document(bytes, source: "test")
    #expect(String(decoding: document.bytes, as: UTF8.self) == text)
    #expect(document.encoding == name)
    #expect(document.replacements == 0)
    #expect(document.encodingOrigin == .detector)
  }

  /// The bytes of encodings that Foundation does not write everywhere.
  @Test(arguments: [
    ("GB18030", "bdadb0b6a3acd2b9c0efb5c4b6c9c2d6bbd8b5bdc1cbb8dbbfdaa1a3", "江岸，夜里的渡轮回到了港口。"),
    ("Big5", "a95db8ccaabab4e7bdfca65ea8eca446b4e4a466a141a853a6b3a448aabeb944bdd6a8d3a549bffaa143", "夜裡的渡輪回到了港口，沒有人知道誰來付錢。"),
    (
      "KOI8-R", "f0c1d2cfcd20d7c5d2ced5ccd3d120d720c7c1d7c1ced820d0cfdac4cecf20d7c5dec5d2cfcd2e20",
      "Паром вернулся в гавань поздно вечером. "
    ),
    ("EUC-JP", "cceba4cea5d5a5a7a5eaa1bca4acb9c1a4cbcce1a4c3a4bfa1a3", "夜のフェリーが港に戻った。"),
    ("EUC-KR", "b9e320bfa9b0b4bcb1c0cc20c7d7b1b8b7ce20b5b9bec6bfd4b4d92e20", "밤 여객선이 항구로 돌아왔다. "),
    (
      "ISO-8859-2",
      "4e6f636e792070726f6d207772f36369b320646f20706f7274752070f3bc6e796d20776965637a6f72656d2c207769ea63207a61b36f676120b670692e20",
      "Nocny prom wrócił do portu późnym wieczorem, więc załoga śpi. "
    ),
  ])
  func detectsByBytes(name: String, hex: String, text: String) throws {
    let digits = Array(hex)
    let once = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    let document = try DocumentMaker.document(once + once + once, source: "test")
    #expect(document.encoding == name)
    #expect(String(decoding: document.bytes, as: UTF8.self) == text + text + text)
  }

  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x61], "a", "UTF-8"), ([0xFF, 0xFE, 0x61, 0], "a", "UTF-16LE"), ([0xFE, 0xFF, 0, 0x61], "a", "UTF-16BE"),
      ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "a", "UTF-32LE"), ([0x84, 0x31, 0x95, 0x33, 0x61], "a", "GB18030"),
      ([0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE], "😀", "UTF-16LE"),
    ] as [([UInt8], String, String)])
  func obeysByteOrderMarks(bytes: [UInt8], text: String, name: String) throws {
    let document = try DocumentMaker.document(bytes, source: "test")
    #expect(String(decoding: document.bytes, as: UTF8.self) == text)
    #expect(document.encoding == name)
    #expect(document.encodingOrigin == .byteOrderMark)
  }

  /// Each broken piece becomes one U+FFFD, as Unicode advises; the text stays UTF-8.
  @Test(
    arguments: [
      ([0xE2, 0x82], 1), ([0xC0, 0xAF], 2), ([0xF0, 0x9F, 0x98], 1), ([0xED, 0xA0, 0x80], 3), ([0xFF], 1), ([0xE2, 0x82, 0xE2, 0x82], 2),
      ([0xF4, 0x90, 0x80, 0x80], 4),
    ] as [([UInt8], Int)])
  func repairsUTF8(broken: [UInt8], replacements: Int) throws {
    let letters = Array(String(repeating: "é", count: 100).utf8)
    let document = try DocumentMaker.document(letters + broken + letters, source: "test")
    #expect(document.encoding == "UTF-8")
    #expect(document.replacements == replacements)
    #expect(document.bytes == Array(String(decoding: letters + broken + letters, as: UTF8.self).utf8))
  }

  @Test func aLateLetterDecidesWhereTheStartIsASCII() throws {
    let ascii = String(repeating: "Boats run until two in the morning.\n", count: 10_000)
    let bytes = Array(ascii.utf8) + Array(try #require(Self.french.data(using: .windowsCP1252)))
    let document = try DocumentMaker.document(bytes, source: "test")
    #expect(String(decoding: document.bytes, as: UTF8.self) == ascii + Self.french)
    #expect(document.encoding == "windows-1252")
  }

  @Test(arguments: [
    ("PK\u{3}\u{4}" + String(repeating: "0", count: 26) + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "an OpenDocument file"),
    ("PK\u{3}\u{4}xx", "a zip archive"), ("GIF89a123456\0", "a GIF picture"), ("SQLite format 3\0", "an SQLite database"),
    ("\u{7F}ELF", "a program"),
    ("ID3\u{4}", "an MP3 sound"), ("RIFF1234WEBP", "a WebP picture"), ("\0\0\0 ftypmp42", "an MP4 film"),
  ])
  func refusesByName(start: String, name: String) {
    #expect(throws: DigestError("x", "is \(name)", remedy: Self.remedy(of: start))) {
      try DocumentMaker.document(Array(start.utf8), source: "x")
    }
  }

  private static func remedy(of start: String) -> String? {
    Array(start.utf8).withUnsafeBufferPointer {
      FormatRow.ofBytes($0, Transport(name: "x")).flatMap { if case .refused(let remedy) = $0.use { remedy } else { nil } }
    }
  }

  @Test(arguments: [
    "BMW builds cars", "MZ is a label", "GIF89a is a format", "ID3 tags are old", "RIFF", "", "PK means Peter", "II* is no picture",
  ])
  func proseIsNoBinary(text: String) throws {
    #expect(try DocumentMaker.document(Array(text.utf8), source: "x").bytes == Array(text.utf8))
  }

  @Test func refusesWhatIsNoText() throws {
    var generator = SeededRandom(1)
    let random = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &generator) }
    #expect(throws: DigestError.self) { try DocumentMaker.document(random, source: "x") }
    #expect(throws: DigestError.self) { try DocumentMaker.document(Array(repeating: 0, count: 4096), source: "x") }
    let forced = try DocumentMaker.document(random, source: "x", format: .text)
    #expect(!forced.bytes.isEmpty)
  }

  @Test(arguments: [String.Encoding.utf8, .windowsCP1251, .utf16LittleEndian])
  func aHeadIsAPrefixOfTheWhole(encoding: String.Encoding) throws {
    let text = String(repeating: "Паром вернулся, — сказал он. 😀\n".filter { encoding != .windowsCP1251 || $0 != "😀" }, count: 12_000)
    let bytes = Array(try #require(text.data(using: encoding)))
    let whole = try DocumentMaker.document(bytes, source: "x")
    for cut in 0..<4 {
      let head = try DocumentMaker.document(Array(bytes.prefix(Source.headLimit - cut)), source: "x", isWhole: false)
      #expect(whole.bytes.starts(with: head.bytes))
      #expect(head.replacements == 0)
      #expect(head.bytes.count > Source.headLimit / 3)
    }
  }
}
