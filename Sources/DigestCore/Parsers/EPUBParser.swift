/// EPUB books, 2 and 3, to one article each.

/// Reads a book: its package, its tables of contents, its pages in the order of reading.
public struct EPUBParser: Parser {
  /// Of the pages that make a book's first screens, so much of each is read.
  static let beginningPage = 128 << 10
  /// So much text makes the first screens.
  static let beginningText = 48 << 10
  /// So many blocks before a place where a page was cut are left out.
  static let unsettledBlocks = 12
  /// What tells a book's language is so much of its text.
  private static let sample = 16 << 10

  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that a book is. O(what its pages unpack to).
  ///
  /// - Throws: `DigestError` where it is no archive, is protected, or holds no page.
  public func parse(_ document: Document) throws -> [Article] {
    let book = try Book(document, lexicons)
    var builder = BookBuilder(book.package.metadata)
    var warnings = book.warnings
    let texts = try book.files.texts(book.package.pages)
    var unread = 0
    var cut = 0
    var read = 0
    for path in book.package.pages {
      guard let text = texts[path] else {
        unread += 1
        continue
      }
      read += text.utf8.count
      if !text.isWhole { cut += 1 }
      if !book.add(path, text.utf8, isWhole: text.isWhole, leaving: 0, to: &builder) { unread += 1 }
    }
    if cut > 0, read >= ArchiveFiles.sizeLimit * 9 / 10 {
      warnings.append("the book is longer than \(ArchiveFiles.sizeLimit >> 20) MB, the rest is left out")
      cut = 0
    }
    if unread > 0 { warnings.append(unread == 1 ? "a page of the book cannot be read" : "\(unread) pages of the book cannot be read") }
    if cut > 0 { warnings.append(cut == 1 ? "a page of the book ends early" : "\(cut) pages of the book end early") }
    return [article(builder, book, document, warnings)]
  }

  /// The article's first screens: its first pages, of long ones the beginning. Nil where the book is short.
  public func beginning(of document: Document) throws -> Article? {
    let book = try Book(document, lexicons)
    var builder = BookBuilder(book.package.metadata)
    var next = book.package.pages[...]
    while !next.isEmpty, builder.utf8.count < Self.beginningText {
      let few = next.prefix(6)
      next = next.dropFirst(few.count)
      let texts = try book.files.texts(few, limit: Self.beginningPage)
      for (offset, path) in few.enumerated() where builder.utf8.count < Self.beginningText {
        guard let text = texts[path] else { continue }
        guard text.isWhole else {
          // What ends within the limit is damaged: the whole is read as it is then.
          _ = book.add(path, text.utf8, isWhole: false, leaving: Self.unsettledBlocks, to: &builder)
          return builder.blocks.isEmpty ? nil : article(builder, book, document, book.warnings)
        }
        _ = book.add(path, text.utf8, isWhole: true, leaving: 0, to: &builder)
        if builder.utf8.count >= Self.beginningText, offset + 1 < few.count { return article(builder, book, document, book.warnings) }
      }
    }
    return next.isEmpty || builder.blocks.isEmpty ? nil : article(builder, book, document, book.warnings)
  }

  private func article(_ builder: BookBuilder, _ book: Book, _ document: Document, _ warnings: [String]) -> Article {
    var metadata = book.package.metadata
    if builder.hasTitle { metadata.title = nil }
    metadata.language = guessLanguage(of: builder.utf8.prefix(Self.sample)) ?? metadata.language
    return Article(
      source: document.source, utf8: builder.utf8, blocks: builder.blocks, metadata: metadata, markup: builder.markup(), warnings: warnings,
      printedPages: builder.printedPages)
  }
}

/// A book's package and tables, from which its pages are found.
private struct Book {
  let files: ArchiveFiles
  let package: EPUBPackage
  let warnings: [String]
  private let entries: [String: [BookEntry]]
  /// The printed book's pages, by page; nil where the book lists none.
  private let printed: [String: [BookEntry]]?

  init(_ document: Document, _ lexicons: Lexicons) throws {
    let archive = try ZipArchive(document.bytes, source: document.source)
    files = ArchiveFiles(archive)
    package = try EPUBPackage(files, lexicons: lexicons)
    guard !package.pages.isEmpty else {
      throw DigestError(document.source, "is a book without a page", remedy: "fetch it again: it may be cut off")
    }
    if try EPUBProtection.isProtected(package.pages, files) {
      throw DigestError(document.source, "is a protected book", remedy: "open it with the program that you have it from")
    }
    let navigation = try EPUBNavigation(package, files)
    entries = Dictionary(grouping: navigation.contents, by: \.path)
    printed = navigation.printedPages.isEmpty ? nil : Dictionary(grouping: navigation.printedPages, by: \.path)
    var warnings = package.warnings
    if archive.isDamaged { warnings.append("the archive is damaged: what could be unpacked is shown") }
    if archive.refused > 0 {
      warnings.append(
        archive.refused == 1
          ? "a file whose name leads out of the archive was left out"
          : "\(archive.refused) files whose names lead out of the archive were left out")
    }
    self.warnings = warnings
  }

  /// Adds a page to an article; false where it cannot be read.
  func add(_ path: String, _ utf8: [UInt8], isWhole: Bool, leaving: Int, to builder: inout BookBuilder) -> Bool {
    guard let tree = XHTML.tree(utf8, isWhole: isWhole) else { return false }
    builder.add(
      tree, path: path, entries: entries[path] ?? [], printed: printed.map { $0[path] ?? [] }, isContents: package.contents.contains(path),
      leaving: leaving)
    return true
  }
}

/// Whether a book's pages are encrypted: fonts often are, which does not matter.
private enum EPUBProtection {
  static func isProtected(_ pages: [String], _ files: ArchiveFiles) throws -> Bool {
    guard let tree = try files.xml("META-INF/encryption.xml") else { return false }
    let pages = Set(pages)
    return tree.elements("CipherReference").contains { node in
      tree.attribute("URI", of: node).flatMap(files.path).map(pages.contains) ?? false
    }
  }
}
