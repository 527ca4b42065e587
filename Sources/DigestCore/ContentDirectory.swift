/// Where the program finds its articles and language tables.

import Glibc

/// The `Content` folder: in a checkout above the program, installed in `share/digest` beside its `bin`.
public enum ContentDirectory {
  /// The folder's path, or nil: then the program still reads.
  ///
  /// It asks the system itself: Foundation's paths would take a tenth of the time to the first paint.
  ///
  /// - Parameter executable: the program's path, or a link to it.
  public static func locate(executable: String = "/proc/self/exe") -> String? {
    guard let resolved = realpath(executable, nil) else { return nil }
    defer { free(resolved) }
    var folder = parent(of: String(cString: resolved))
    let installed = parent(of: folder) + "/share/digest"
    for _ in 0..<6 {
      if holdsLanguages(folder + "/Content") { return folder + "/Content" }
      folder = parent(of: folder)
    }
    return holdsLanguages(installed) ? installed : nil
  }

  private static func holdsLanguages(_ folder: String) -> Bool { access(folder + "/Languages", R_OK | X_OK) == 0 }

  private static func parent(of path: String) -> String {
    String(path[..<(path.utf8.lastIndex(of: 0x2F) ?? path.startIndex)])
  }
}
