/// The public face of what is kept: bookmarks and reading places. Everything else in this module is internal.

import DigestCore
import GRDB

/// The reader's library under `$XDG_DATA_HOME/digest/`.
public final class Library: Sendable {
  public init() {}
}
