/// The shown form and its width, and cutting between grapheme clusters.

import DigestTUI
import DigestTestSupport
import Foundation
import Testing

@Suite struct CellWidthTests {
  @Test(arguments: [
    ("", 0), ("plain", 5), ("né", 2), ("ne\u{301}", 2), ("“a”", 3), ("港口", 4), ("한국", 4), ("ｶﾅ", 2), ("ﾊﾟ", 2), ("a\u{200B}b", 2),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("น้ำ", 2), ("😀", 2), ("❤\u{FE0F}", 1), ("1\u{FE0F}\u{20E3}", 1), ("👍🏽", 2), ("👨‍👩‍👧", 6), ("🇪🇺", 2),
    ("\u{1B}[31m", 5), ("a\u{202E}b", 3), ("\r\n", 2), ("\t", 8), ("abc\td", 9), ("\u{FFFE}", 1), ("\u{301}", 1),
  ])
  func cells(_ text: String, _ cells: Int) {
    #expect(CellWidth.of(text) == cells)
  }

  @Test(arguments: [
    ("👨‍👩‍👧", "👨👩👧"), ("👍🏽", "👍"), ("❤\u{FE0F}", "❤"), ("1\u{FE0F}\u{20E3}", "1"), ("\u{1B}[0m", "␛[0m"), ("\u{9B}0m", "␛0m"),
    ("a\u{200D}b", "ab"), ("x\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "x\u{301}\u{302}\u{303}\u{304}"), ("\u{FEFF}a", "a"),
    ("\r\nx", "␍␊x"),
  ])
  func shownForm(_ text: String, _ shown: String) {
    var frame = Frame(size: Size(columns: 12, rows: 1))
    frame.put(text, row: 0, column: 0)
    #expect(Array(FramePrinter.plain(frame).unicodeScalars.dropLast()) == Array(shown.unicodeScalars))
  }

  @Test(arguments: [
    ("hello", 3, "hel"), ("hello", 0, ""), ("港口", 3, "港"), ("港口", 1, ""), ("e\u{301}e\u{301}", 1, "e\u{301}"),
    ("ab\u{200B}c", 2, "ab\u{200B}"),
    ("🇪🇺🇯🇵", 3, "🇪🇺"), ("น้ำ", 1, ""), ("\r\nx", 1, ""),
  ])
  func start(_ text: String, _ room: Int, _ kept: String) {
    #expect(CellWidth.prefix(of: text, cells: room).text == kept)
  }

  /// A line of a hundred thousand marks, and a long line without a blank, cost what is asked of them and no more.
  @Test func longClusters() {
    let marks = "a" + String(repeating: "\u{300}", count: 100_000) + "b"
    #expect(CellWidth.of(marks) == 2)
    #expect(CellWidth.prefix(of: marks, cells: 1).text.utf8.count == 200_001)
    let wide = String(repeating: "港", count: 100_000)
    #expect(CellWidth.of(wide) == 200_000)
    #expect(CellWidth.prefix(of: wide, cells: 7).cells == 6)
  }

  /// A chain of joined emoji is one cluster, and still fits into a row of twenty cells.
  @Test func endlessCluster() {
    let chain = Array(repeating: "👩", count: 5000).joined(separator: "\u{200D}")
    #expect(chain.count == 1)
    #expect(CellWidth.of(chain) == 16)
  }

  /// Terminals do not agree on a flag's cells, so its letters stand for it.
  @Test func flagsAreLetters() {
    var frame = Frame(size: Size(columns: 6, rows: 1))
    frame.put("a🇪🇺b", row: 0, column: 0)
    #expect(frame.text(row: 0) == "aEUb  ")
  }

  /// A long stretch of clusters of several scalars is parted as if it were taken at once.
  @Test func stretches() {
    let flags = String(repeating: "🇪🇺", count: 1000)
    var lengths: Set<Int> = []
    Array(flags.utf8).withUnsafeBufferPointer { utf8 in
      CellWidth.forEachCluster(in: utf8) { bytes, _ in
        lengths.insert(bytes.count)
        return true
      }
    }
    #expect(lengths == [8])
  }

  struct SharedCase: Decodable {
    var text: String
    var cells: Int
    var ambiguous: Bool?
    var room: Int?
    var kept: String?
  }

  static let sharedCases: [SharedCase]? = SharedData.path.flatMap { path in
    FileManager.default.contents(atPath: path + "/tools/width_cases.json").flatMap {
      try? JSONDecoder().decode([SharedCase].self, from: $0)
    }
  }

  @Test(.enabled(if: sharedCases != nil, "needs ../shared"))
  func sharedWidths() {
    for test in Self.sharedCases ?? [] where test.ambiguous != true {
      #expect(CellWidth.of(test.text) == test.cells, "\(test.text.unicodeScalars.map { String($0.value, radix: 16) })")
      if let room = test.room, let kept = test.kept {
        #expect(Array(CellWidth.prefix(of: test.text, cells: room).text.utf8) == Array(kept.utf8))
      }
    }
  }

  /// What is measured is what a frame's cells take.
  @Test(.enabled(if: sharedCases != nil, "needs ../shared"))
  func sharedWidthsAsDrawn() {
    for test in Self.sharedCases ?? [] {
      var frame = Frame(size: Size(columns: 40, rows: 1))
      #expect(frame.put(test.text, row: 0, column: 0) == CellWidth.of(test.text))
      #expect(FramePrinter.faults(frame) == [], "\(test.text.unicodeScalars.map { String($0.value, radix: 16) })")
    }
  }
}
