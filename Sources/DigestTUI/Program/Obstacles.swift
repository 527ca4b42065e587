/// Why a command can do nothing just now: what `:` says beside it.

import DigestCore

extension Session {
  /// Why a command can do nothing, wherever it is given; nil where it can.
  func obstacle(_ command: CommandID) -> String? {
    switch command {
    case .undo: undo.isEmpty ? "nothing to undo" : nil
    case .nextHit, .previousHit: search.isActive || !searchHistory.isEmpty ? nil : "nothing was searched for"
    case .back: jump > 0 ? nil : "no place before this one"
    case .forward: jump + 1 < jumps.count ? nil : "no place after this one"
    case .quotations, .nextQuotation, .previousQuotation, .speakers:
      digest == nil ? "no article is open" : digest?.quotations.isEmpty == true ? "no quotations in this article" : nil
    case .information, .promos, .search, .percent, .wider, .narrower: article == nil ? "no article is open" : nil
    case .export: bookmarks.isEmpty && allBookmarks?.isEmpty != false ? "no bookmarks yet" : nil
    case .outline: size.columns < Self.columnsForOutline ? "needs \(Self.columnsForOutline) columns" : nil
    default: nil
    }
  }
}
