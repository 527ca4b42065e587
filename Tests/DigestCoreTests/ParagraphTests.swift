/// Paragraphs from lines: wrapped or not, with any line end.

import DigestTestSupport
import Testing

@testable import DigestCore

struct ParagraphTests {
  private func paragraphs(_ text: String) -> [String] {
    let paragraphs = ParagraphBuilder.paragraphs(of: Array(text.utf8))
    return paragraphs.blocks.map { String(decoding: paragraphs.utf8[$0.bytes], as: UTF8.self) }
  }

  private static let words =
    "The boat that carries nurses and bakers over the bay leaves the pier at ten past two and nobody who lives on the island would have it otherwise since the bridge was never built"

  /// The words wrapped at a width, as an editor does.
  private func wrapped(_ width: Int, indent: String = "") -> String {
    var lines = [indent]
    for word in Self.words.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.count + 1 + word.count > width {
        lines.append(String(word))
      } else {
        lines[lines.count - 1] += (last == indent ? "" : " ") + word
      }
    }
    return lines.joined(separator: "\n") + "."
  }

  @Test(arguments: [40, 60, 72, 80, 100])
  func wrappedLinesAreJoined(width: Int) {
    let text = ["A title", wrapped(width), wrapped(width), "A headline", wrapped(width)].joined(separator: "\n\n")
    #expect(paragraphs(text) == ["A title", Self.words + ".", Self.words + ".", "A headline", Self.words + "."])
  }

  @Test func wrappedWithoutEmptyLines() {
    let text = [wrapped(72), wrapped(72), wrapped(72)].joined(separator: "\n")
    #expect(paragraphs(text).count == 3)
  }

  @Test func wrappedAndSetIn() {
    let text = [wrapped(60, indent: "   "), wrapped(60, indent: "   "), wrapped(60, indent: "   ")].joined(separator: "\n")
    #expect(paragraphs(text).count == 3)
  }

  @Test func oneLineAParagraph() {
    let line = Self.words + " " + Self.words + "."
    #expect(paragraphs([line, line, "Short", line].joined(separator: "\n")) == [line, line, "Short", line])
  }

  @Test(arguments: ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}", "\u{C}", "\u{B}"])
  func lineEnds(end: String) {
    #expect(paragraphs("one" + end + "two" + end + end + "three") == ["one", "two", "three"])
  }

  @Test(arguments: [
    ("  a   b\t\tc  ", ["a b c"]), ("\u{3000}中文\u{3000}", ["中文"]), ("a\u{A0}b", ["a\u{A0}b"]), ("\u{FEFF}a", ["a"]), (" \t \n\n", []),
    ("", []),
    ("\u{200B}\n\u{A0}\n", []), ("a\u{0}b", ["a\u{0}b"]),
  ])
  func whiteSpace(text: String, expected: [String]) { #expect(paragraphs(text) == expected) }

  @Test func wrappedChineseHasNoSpaces() {
    let line = String(repeating: "夜船穿过海湾", count: 6)
    #expect(paragraphs([line, line, line, "到岸了。"].joined(separator: "\n")) == [line + line + line + "到岸了。"])
  }

  @Test func aHyphenAtALinesEndStays() {
    let text =
      "the boat that carries nurses and bakers over the bay leaves at ten well-\nknown for its captain and its whistle and the lamp that swings over the bar-\nmaid who pours and the men who do not drink but only stand and listen there\nuntil the pier."
    #expect(paragraphs(text).first?.contains("well-known") == true)
  }

  @Test func tablesKeepTheirLines() {
    let table = "Year      Boats     Loss\n2021      41        310\n2022      44        285"
    let paragraphs = ParagraphBuilder.paragraphs(of: Array(("A title\n\n" + table + "\n\nMore.").utf8))
    #expect(paragraphs.blocks.map(\.role) == [.body, .table, .body])
    #expect(String(decoding: paragraphs.utf8[paragraphs.blocks[1].bytes], as: UTF8.self) == table)
  }

  @Test func listItemsStandAlone() {
    let text = [
      wrapped(60), "- a printed timetable in every shop of the harbour and beyond\n- a lower fare\n- a quieter engine", wrapped(60),
    ]
    #expect(paragraphs(text.joined(separator: "\n\n")).count == 5)
  }
}
