/// The files of a book or document in an archive, by the paths that its parts name them by.

/// An archive's files. Paths that are written a little otherwise than the entries' names are found too.
struct ArchiveFiles {
  /// The most bytes of one file, and of all pages of a book.
  static let sizeLimit = 64 << 20

  private let archive: ZipArchive
  /// The entries by their names without case.
  private let folded: [String: Int]

  init(_ archive: ZipArchive) {
    self.archive = archive
    folded = Dictionary(archive.entries.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entries' names, in the archive's order.
  var names: [String] { archive.entries.map(\.name) }

  /// The pages that are in the archive, in the order of their names.
  var pages: [String] { names.filter(Self.isPage).sorted() }

  /// Whether a file's name is that of a page.
  static func isPage(_ name: String) -> Bool {
    let name = name.lowercased()
    return [".xhtml", ".html", ".htm", ".xht"].contains { name.hasSuffix($0) }
  }

  /// The path in the archive that a reference names; nil where it leads out of the book.
  func path(_ href: String) -> String? { path(href, from: "") }

  func path(_ href: String, from base: String) -> String? {
    let bare = href.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? ""
    guard !bare.isEmpty else { return base.isEmpty ? nil : base }
    var joined = WebAddress.joined(bare, to: base)[...]
    if joined.utf8.first == 0x2F { joined.removeFirst() }
    let path = String(decoding: WebAddress.unescaped(joined.utf8), as: UTF8.self)
    return path.utf8.starts(with: "http:".utf8) || path.utf8.starts(with: "https:".utf8) ? nil : path
  }

  private func index(of path: String) -> Int? { archive.index(of: path) ?? folded[path.lowercased()] }

  func contains(_ path: String) -> Bool { index(of: path) != nil }

  /// The text of some files, in valid UTF-8, by their paths; what cannot be unpacked is left out. What is beyond a limit is cut.
  ///
  /// - Parameter limit: the most bytes of each.
  func texts(_ paths: some Sequence<String>, limit: Int = sizeLimit) throws -> [String: (utf8: [UInt8], isWhole: Bool)] {
    var wanted: [Int: String] = [:]
    for path in paths { if let index = index(of: path) { wanted[index] = path } }
    var texts: [String: (utf8: [UInt8], isWhole: Bool)] = [:]
    for (index, content) in try archive.read(wanted.keys, limit: limit, total: Self.sizeLimit) {
      guard let path = wanted[index] else { continue }
      let decoded = try? TextDecoder.decode(content.bytes, source: archive.source, isWhole: content.isWhole, format: .html)
      texts[path] = decoded.map { ($0.utf8, content.isWhole) }
    }
    return texts
  }

  /// A file as XML; nil where it is missing.
  func xml(_ path: String) throws -> XMLTree? {
    try texts([path])[path].flatMap { $0.utf8.isEmpty ? nil : XMLTree($0.utf8) }
  }
}
