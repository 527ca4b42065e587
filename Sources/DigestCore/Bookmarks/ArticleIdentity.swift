/// What an article is known by, so that its bookmarks and place survive renaming, moving and changes.

/// Known by its content, else by its address, else by the path under which it was last opened.
public struct ArticleIdentity: Sendable, Equatable, Hashable {
  /// A hash of the folded words; nil while a long text isn't read to its end.
  public var contentHash: String?
  /// The canonical address.
  public var address: String?
  /// The absolute path; nil for standard input.
  public var path: String?
  /// Size in bytes and time of change (seconds since 1970), by which the place of a long text is found while its hash isn't known.
  public var size: Int64?
  public var changed: Int64?

  public init(contentHash: String? = nil, address: String? = nil, path: String? = nil, size: Int64? = nil, changed: Int64? = nil) {
    self.contentHash = contentHash
    self.address = address
    self.path = path
    self.size = size
    self.changed = changed
  }

  /// An article of a document that may hold several: one with an address is known by that, for its place in the document changes; one
  /// without is known by its place.
  ///
  /// - Parameters:
  ///   - path: the document's.
  ///   - entry: the article's number, from 1; nil where it is the only one.
  public init(contentHash: String?, address: String?, path: String?, entry: Int?, size: Int64?, changed: Int64?) {
    guard let entry else {
      self.init(contentHash: contentHash, address: address, path: path, size: size, changed: changed)
      return
    }
    let place = path.map { EntryName.name(of: $0, entry: entry) }
    self.init(contentHash: contentHash, address: address, path: address == nil ? place : nil)
  }
}
