/// Where the library is, and making its folder.

public import Foundation

/// The reader's own folders, as the XDG Base Directory Specification names them.
public enum Directories {
  /// `$XDG_DATA_HOME/digest`, else `~/.local/share/digest`. Relative values are ignored, as the specification says.
  ///
  /// - Parameter variable: the value of an environment variable.
  public static func data(variable: (String) -> String? = { getenv($0).map { String(cString: $0) } }) -> String {
    if let base = variable("XDG_DATA_HOME"), base.hasPrefix("/") { return "\(base)/digest" }
    let home = variable("HOME").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
    return "\(home)/.local/share/digest"
  }

  /// Makes a folder that only the reader may enter, and those above it, and brings its name to the disk.
  ///
  /// One that is there stays as it is. Gives 0, or `errno`.
  static func make(_ path: String) -> Int32 {
    if mkdir(path, 0o700) == 0 {
      synchronize((path as NSString).deletingLastPathComponent)
      return 0
    }
    let failure = errno
    let parent = (path as NSString).deletingLastPathComponent
    switch failure {
    case EEXIST: return 0
    case ENOENT where parent != path && !parent.isEmpty:
      let above = make(parent)
      return above != 0 ? above : make(path)
    default: return failure
    }
  }

  /// A new name in a folder is durable when the folder is synchronised.
  private static func synchronize(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
