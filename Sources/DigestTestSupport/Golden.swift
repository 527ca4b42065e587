/// Golden files: what a test's result must be, kept beside the test as text.

public import DigestTUI
import Foundation

/// Compares with golden files, and records them where `GOLDEN=record` is set (`make golden`).
public enum Golden {
  /// What differs from the golden file; nil where nothing does.
  ///
  /// A file that is missing is a difference: it is written only when recording.
  /// - Parameters:
  ///   - name: the file's name without its folder, `front-80x24.txt`.
  ///   - testFile: the test's own file; the golden one is in `Golden/` beside it.
  public static func difference(_ text: String, from name: String, testFile: String = #filePath) -> String? {
    let folder = URL(fileURLWithPath: testFile).deletingLastPathComponent().appendingPathComponent("Golden")
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["GOLDEN"] == "record" {
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return nil
      } catch { return "\(name) cannot be written: \(error)" }
    }
    guard let golden = try? String(contentsOf: file, encoding: .utf8) else { return "\(name) is missing; `make golden` records it" }
    if golden == text { return nil }
    let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let found = text.split(separator: "\n", omittingEmptySubsequences: false)
    var report = "\(name) differs (- golden, + now; `make golden` records it anew)\n"
    for index in 0..<max(expected.count, found.count) {
      let old = index < expected.count ? String(expected[index]) : nil
      let new = index < found.count ? String(found[index]) : nil
      if old == new { continue }
      if let old { report += "\(index + 1) - \(old)\n" }
      if let new { report += "\(index + 1) + \(new)\n" }
    }
    return report
  }

  /// What differs from a frame's golden file, or what is wrong with its wide characters; nil where all is well.
  public static func difference(of frame: Frame, from name: String, testFile: String = #filePath) -> String? {
    let faults = FramePrinter.faults(frame)
    if !faults.isEmpty { return "\(name): " + faults.joined(separator: "; ") }
    return difference(FramePrinter.plain(frame), from: name, testFile: testFile)
  }
}
