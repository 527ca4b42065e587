/// Where the program finds its articles and language tables.

import Foundation

/// The `Content` folder: in a checkout above the program, installed in `share/digest` beside its `bin`.
public enum ContentDirectory {
  /// The folder's path, or nil: then the program still reads.
  public static func locate(executable: String = "/proc/self/exe") -> String? {
    var folder = URL(fileURLWithPath: executable).resolvingSymlinksInPath().deletingLastPathComponent()
    let installed = folder.deletingLastPathComponent().appendingPathComponent("share/digest")
    for _ in 0..<6 {
      let candidate = folder.appendingPathComponent("Content")
      if FileManager.default.fileExists(atPath: candidate.appendingPathComponent("Languages").path) { return candidate.path }
      folder.deleteLastPathComponent()
    }
    return FileManager.default.fileExists(atPath: installed.appendingPathComponent("Languages").path) ? installed.path : nil
  }
}
