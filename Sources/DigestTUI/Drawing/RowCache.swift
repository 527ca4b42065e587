/// The rows that were laid out last, kept from one key and one frame to the next.

import Synchronization

/// A cache of pure results: sharing it between copies of a state changes nothing that can be seen.
final class RowCache: Sendable {
  struct Key: Hashable {
    let block: Int
    let piece: Int
  }

  /// What the rows depend on beside their block.
  struct Setting: Hashable {
    var article = 0
    var columns = 0
    var showsPromos = false
    var meta = ""
  }

  private struct Contents {
    var setting = Setting()
    var rows: [Key: [TextRow]] = [:]
  }

  private static let limit = 1024
  private let contents = Mutex(Contents())

  /// Forgets all rows if they were made for another setting.
  func use(for setting: Setting) {
    contents.withLock {
      guard $0.setting != setting else { return }
      $0 = Contents(setting: setting)
    }
  }

  subscript(key: Key) -> [TextRow]? {
    get { contents.withLock { $0.rows[key] } }
    set {
      contents.withLock {
        if $0.rows.count >= Self.limit { $0.rows.removeAll(keepingCapacity: true) }
        $0.rows[key] = newValue
      }
    }
  }
}
