/// Where the seed and the corpora are, for tests that read them.

import Foundation

/// The folder `../shared` beside the checkout; tests that need it say that they were skipped where it is missing.
public enum SharedData {
  /// The checkout's own folder.
  public static let checkout: String = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// The folder's path, or nil.
  public static let path: String? = {
    let path = URL(fileURLWithPath: checkout).deletingLastPathComponent().appendingPathComponent("shared").path
    return FileManager.default.fileExists(atPath: path + "/seed/article.txt") ? path : nil
  }()
}
