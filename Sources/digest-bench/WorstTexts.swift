/// Texts that nobody writes: what analysis costs where its bounds are tried.

import Foundation

/// One unlikely text: a unit repeated. `#` in it is the number of the repetition.
struct WorstText {
  var name: String
  var unit: String

  static let all: [WorstText] = [
    WorstText(name: "quotation marks", unit: "\""),
    WorstText(name: "opening marks", unit: "“word "),
    WorstText(name: "a word in marks", unit: "\"a\" "),
    WorstText(name: "marks in turn", unit: "“a” \"b\" ‘c’ «d» „e“ "),
    WorstText(name: "one word", unit: "word "),
    WorstText(name: "no blank", unit: "x"),
    WorstText(name: "headlines", unit: "The Bridge of Number # Opens\n\n"),
    WorstText(name: "lines of two letters", unit: "ab\n\n"),
    WorstText(name: "paragraphs of a line", unit: "The bridge of number # was opened by the mayor on that day.\n\n"),
    WorstText(name: "quoted paragraphs", unit: "“This is paragraph # of a very long speech\n\n"),
    WorstText(name: "lines of a transcript", unit: "Lei: yes\n"),
    WorstText(name: "turns of a dialogue", unit: "“No,” he said.\n\n"),
    WorstText(name: "names", unit: "Anna# Bell "),
    WorstText(name: "Chinese quotations", unit: "他说：“不行。”"),
  ]

  /// The text, of about so many bytes.
  func text(bytes: Int) -> [UInt8] {
    let parts = unit.components(separatedBy: "#")
    var text: [UInt8] = []
    text.reserveCapacity(bytes + 64)
    var number = 0
    while text.count < bytes {
      text.append(contentsOf: parts[0].utf8)
      for part in parts.dropFirst() {
        text.append(contentsOf: String(number).utf8)
        text.append(contentsOf: part.utf8)
      }
      number += 1
    }
    return text
  }

  /// Measures each at two sizes: megabytes a second, and how many times as long four times the text takes.
  static func measure(_ program: String, _ scratch: Scratch, _ report: inout Report) throws {
    report.line()
    report.line("Analysis of unlikely texts on one core")
    report.row("", ["1 MB", "4 MB", "time of 4 MB"])
    for worst in all {
      let seconds = try [1_000_000, 4_000_000].map { bytes in
        let path = "\(scratch.folder)/worst.txt"
        try Data(worst.text(bytes: bytes)).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try run(["taskset", "-c", "0", program, "analyze", path], environment: scratch.environment).seconds
      }
      report.row(
        worst.name,
        [String(format: "%.1f MB/s", 1 / seconds[0]), String(format: "%.1f MB/s", 4 / seconds[1]), ratio(seconds[1], seconds[0])])
    }
  }
}
