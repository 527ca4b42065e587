/// What the bench prints, and the copy that it keeps.

import Foundation

/// A table of figures, printed as it grows and kept with its date.
struct Report {
  private(set) var text = ""

  mutating func line(_ line: String = "") {
    print(line)
    text += line + "\n"
  }

  /// A row of a table: cells padded to columns of 14.
  mutating func row(_ name: String, _ cells: [String]) {
    line(name.padding(toLength: 34, withPad: " ", startingAt: 0) + cells.map { pad($0) }.joined())
  }

  /// Keeps the report as `DATE.txt` in a folder.
  func keep(in folder: String) throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "yyyy-MM-dd-HHmmss"
    let path = "\(folder)/\(format.string(from: Date())).txt"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  private func pad(_ cell: String) -> String {
    String(repeating: " ", count: max(1, 14 - cell.count)) + cell
  }
}

/// Seconds as milliseconds with one digit.
func milliseconds(_ seconds: Double) -> String { String(format: "%.1f ms", seconds * 1000) }
func ratio(_ a: Double, _ b: Double) -> String { b > 0 ? String(format: "× %.2f", a / b) : "-" }
func megabytes(_ bytes: Int) -> String { String(format: "%.1f MB", Double(bytes) / 1e6) }
