/// The shelf of the screens, filled from the library.

import DigestCore
import DigestLibrary
import DigestTUI

enum LibraryShelf {
  /// A shelf whose bookmarks and places are in a library. Costs nothing: the library opens its database at the first use.
  static func make(_ library: Library = Library()) -> Shelf {
    Shelf(
      bookmarks: { try library.bookmarks(of: $0) },
      allBookmarks: { try library.allBookmarks() },
      save: { try library.save($0, of: $1) },
      remove: { try library.remove($0) },
      corrections: { try library.corrections(of: $0) },
      saveCorrection: { try library.save($0, of: $1) },
      removeCorrection: { try library.remove(correction: $0) },
      place: { try library.place(of: $0) },
      keepPlace: { try library.keep($0, of: $1) })
  }
}
