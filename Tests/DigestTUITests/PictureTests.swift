/// The README's pictures, drawn from the frames that the golden screens compare. `make pictures` records them.

import DigestTUI
import DigestTestSupport
import Foundation
import Testing

@Suite struct PictureTests {
  /// A picture: its file without the extension, what it shows, its size, and the keys that come to it.
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let title: String
    let columns: Int
    let rows: Int
    let keys: String
    var words = ""
    var testDescription: String { name }
  }

  static let table: [Row] = [
    Row(name: "front-page-80x24", title: "The front page: title, brief, sections with their summaries", columns: 80, rows: 24, keys: ""),
    Row(name: "reader-120x40", title: "Reading with the outline, a quotation focused", columns: 120, rows: 40, keys: "j j Enter ) )"),
    Row(name: "finder-80x24", title: "Finding a quotation by its words", columns: 80, rows: 24, keys: "\"", words: "boats"),
  ]

  @Test(arguments: table) func picture(_ row: Row) throws {
    var script = try ScreenScript(columns: row.columns, rows: row.rows)
    script.press(row.keys)
    script.type(row.words)
    let svg = FramePicture.svg(script.frame, title: row.title)
    let path = "\(SharedData.checkout)/Documentation/Pictures/\(row.name).svg"
    if ProcessInfo.processInfo.environment["PICTURES"] == "record" {
      try FileManager.default.createDirectory(
        atPath: "\(SharedData.checkout)/Documentation/Pictures", withIntermediateDirectories: true)
      try svg.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try svg == String(contentsOfFile: path, encoding: .utf8), "the picture is stale; `make pictures` draws it anew")
  }
}
