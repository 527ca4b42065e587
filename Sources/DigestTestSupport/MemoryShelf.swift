/// A shelf in memory, for tests of the screens.

public import DigestCore
public import DigestTUI
import Synchronization

/// Bookmarks, corrections and places in memory; keyed by content, else address, else path.
public final class MemoryShelf: Sendable {
  private struct Contents {
    var bookmarks: [(key: String, bookmark: Bookmark)] = []
    var corrections: [(key: String, correction: Correction)] = []
    var places: [String: ReadingPlace] = [:]
    var failure: DigestError?
  }

  private let contents = Mutex(Contents())

  public init() {}

  /// Every function of the shelf throws this from now on; nil ends that.
  public func fail(with error: DigestError?) {
    contents.withLock { $0.failure = error }
  }

  /// The shelf over this memory.
  public var shelf: Shelf {
    Shelf(
      bookmarks: { identity in
        try self.use { contents in
          contents.bookmarks.filter { $0.key == Self.key(identity) }.map(\.bookmark).sorted { ($0.start, $0.id) < ($1.start, $1.id) }
        }
      },
      allBookmarks: { try self.use { $0.bookmarks.map(\.bookmark) } },
      save: { bookmark, identity in
        try self.use { contents in
          contents.bookmarks.removeAll { $0.bookmark.id == bookmark.id }
          contents.bookmarks.append((Self.key(identity), bookmark))
        }
      },
      remove: { ids in try self.use { $0.bookmarks.removeAll { ids.contains($0.bookmark.id) } } },
      corrections: { identity in
        try self.use { contents in contents.corrections.filter { $0.key == Self.key(identity) }.map(\.correction) }
      },
      saveCorrection: { correction, identity in
        try self.use { contents in
          contents.corrections.removeAll { $0.correction.id == correction.id }
          contents.corrections.append((Self.key(identity), correction))
        }
      },
      removeCorrection: { id in try self.use { $0.corrections.removeAll { $0.correction.id == id } } },
      place: { identity in try self.use { $0.places[Self.key(identity)] } },
      keepPlace: { place, identity in try self.use { $0.places[Self.key(identity)] = place } })
  }

  private func use<Value>(_ body: (inout Contents) -> Value) throws -> Value {
    try contents.withLock { contents in
      if let failure = contents.failure { throw failure }
      return body(&contents)
    }
  }

  private static func key(_ identity: ArticleIdentity) -> String {
    identity.contentHash ?? identity.address ?? identity.path ?? ""
  }
}
