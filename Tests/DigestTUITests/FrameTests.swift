/// Drawing into frames: clipping, wide characters at edges and under other text, fitting.

import DigestTUI
import DigestTestSupport
import Testing

@Suite struct FrameTests {
  func drawn(_ columns: Int, _ draw: (inout Frame) -> Void) -> String {
    var frame = Frame(size: Size(columns: columns, rows: 1))
    draw(&frame)
    #expect(FramePrinter.faults(frame).isEmpty)
    return frame.text(row: 0)
  }

  @Test func clipping() {
    #expect(drawn(4) { $0.put("abcdef", row: 0, column: 0) } == "abcd")
    #expect(drawn(4) { $0.put("abcdef", row: 0, column: 1, columns: 2) } == " ab ")
    #expect(drawn(4) { $0.put("abc", row: 3, column: 0) } == "    ")
  }

  @Test func wideCharacterAtTheEdge() {
    #expect(drawn(3) { $0.put("港口", row: 0, column: 0) } == "港 ")
    #expect(drawn(4) { $0.put("a港口b", row: 0, column: 0) } == "a港 ")
  }

  @Test func wideCharacterOverwritten() {
    #expect(
      drawn(4) {
        $0.put("港口", row: 0, column: 0)
        $0.put("x", row: 0, column: 0)
      } == "x 口")
    #expect(
      drawn(4) {
        $0.put("港口", row: 0, column: 0)
        $0.put("x", row: 0, column: 1)
      } == " x口")
    #expect(
      drawn(6) {
        $0.put("港口港", row: 0, column: 0)
        $0.put("字", row: 0, column: 1)
      } == " 字 港")
    #expect(
      drawn(4) {
        $0.put("港口", row: 0, column: 0)
        $0.put("字", row: 0, column: 2)
      } == "港字")
  }

  @Test func marked() {
    var frame = Frame(size: Size(columns: 9, rows: 1))
    frame.put(Line([Span("a "), Span("港", .hit), Span(" b")]), row: 0, column: 0)
    frame.cursor = (0, 2)
    #expect(FramePrinter.marked(frame) == "a ⟦hit⟧⟦|⟧港⟦⟧ b\n")
  }

  @Test(arguments: [
    ("short", 10, "short"), ("exactly10!", 10, "exactly10!"), ("one two three", 9, "one two…"), ("one twothreefour", 12, "one…"),
    ("one twothreefourfive", 15, "one twothreefo…"), ("港口港口", 5, "港口…"), ("港口港口", 4, "港…"), ("abc", 1, "…"), ("abc", 0, ""),
    ("two words", 5, "two…"), ("two  words", 7, "two…"),
  ])
  func fitted(_ text: String, _ cells: Int, _ fitted: String) {
    #expect(text.fitted(to: cells) == fitted)
    #expect(Line(text).fitted(to: cells).text == fitted)
  }

  @Test func fittedSpansKeepTheirStyles() {
    let line = Line([Span("one ", .title), Span("two three", .meta)])
    #expect(line.fitted(to: 9).spans == [Span("one ", .title), Span("two…", .meta)])
    #expect(line.fitted(to: 5).spans == [Span("one…", .title)])
  }

  @Test func padding() {
    #expect("7".padded(before: 3) == "  7")
    #expect("港".padded(to: 4) == "港  ")
    var line = Line("ab")
    line.pad(to: 4)
    #expect(line.text == "ab  ")
  }
}
