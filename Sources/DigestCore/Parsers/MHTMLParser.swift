/// MHTML, a page that a browser saved as one file, to an article: its page is read like any other (RFC 2557).

/// Parts the page of an MHTML file into blocks.
public struct MHTMLParser: Parser {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that the file's page holds. Its pictures and styles are not looked at, and its frames are not shown.
  ///
  /// - Throws: `DigestError` where the file holds no page, or one beyond a page's limits.
  public func parse(_ document: Document) throws -> [Article] {
    let whole = document.bytes.withUnsafeBufferPointer { MIMEPart($0, 0..<$0.count) }
    guard let root = Self.page(whole) else {
      throw DigestError(document.source, "holds no page", remedy: "save the page anew, as HTML")
    }
    let address = [whole.headers.text("snapshot-content-location"), root.headers.text("content-location")].compactMap { $0 }
      .first { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
    let content = document.bytes.withUnsafeBufferPointer { root.content($0) }
    let transport = Transport(name: document.source, address: address, mediaType: root.type, charset: root.parameters["charset"])
    let page = try DocumentMaker.document(content, source: document.source, format: .html, transport: transport)
    return try HTMLParser(lexicons: lexicons).parse(page).map { article in
      var metadata = article.metadata
      metadata.url = metadata.url ?? address
      if metadata.title == nil, article.title == nil { metadata.title = whole.headers.text("subject") }
      return Article(
        source: article.source, utf8: article.utf8, blocks: article.blocks, metadata: metadata, markup: article.markup,
        warnings: page.warnings + article.warnings)
    }
  }

  /// The part that the others belong to: the one that is named, else the first page.
  private static func page(_ part: MIMEPart) -> MIMEPart? {
    if part.type == "text/html" || part.type == "application/xhtml+xml" { return part }
    if let start = part.parameters["start"], let named = part.children.first(where: { $0.headers.text("content-id") == start }),
      let page = page(named)
    {
      return page
    }
    return part.children.lazy.compactMap { page($0) }.first
  }

  /// Whether bytes begin as browsers write such files: header fields, of parts that belong to one page, no sender but the browser. O(1).
  static func isSigned(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, first > 0x20, first < 0x7F else { return false }
    let head = UnsafeBufferPointer(rebasing: bytes.prefix(MailHeaders.sizeLimit))
    let headers = MailHeaders(head, 0..<head.count)
    guard headers.value("content-type").word == "multipart/related" else { return false }
    let isSaved = headers.text("from").map { $0.lowercased().contains("saved by") } ?? true
    return headers.raw("snapshot-content-location") != nil || isSaved
  }
}
