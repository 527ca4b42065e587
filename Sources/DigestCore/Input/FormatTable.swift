/// The table of formats, where they are read.

extension FormatRow {
  /// All formats: what is read, what is unpacked, then what is refused.
  public static let table: [FormatRow] = read + compressed + refused

  private static let compressed: [FormatRow] = [
    FormatRow(
      unpacked: "a gzip file", signature: [0x1F, 0x8B, 0x08], extensions: ["gz"], mediaTypes: ["application/gzip", "application/x-gzip"]),
    FormatRow(
      unpacked: "an xz file", signature: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], extensions: ["xz"], mediaTypes: ["application/x-xz"]),
    FormatRow(
      unpacked: "a zstd file", signature: [0x28, 0xB5, 0x2F, 0xFD], extensions: ["zst", "zstd"], mediaTypes: ["application/zstd"]),
  ]

  /// More special rows before more general ones; text, which has no signature, last.
  private static let read: [FormatRow] = [
    FormatRow(
      .feed, title: "feed", isSigned: FeedSignature.matches, extensions: ["rss", "atom", "rdf"],
      mediaTypes: ["application/rss+xml", "application/atom+xml", "application/feed+json"], sizeLimit: XML.sizeLimit, namesEncoding: true,
      holdsSeveral: true, use: .text { FeedParser(lexicons: $0) }),
    FormatRow(
      .epub, title: "EPUB book", signatures: [.zip(firstEntry: "mimetypeapplication/epub+zip")],
      isSigned: { ZipSignature.holds("META-INF/container.xml", $0) }, extensions: ["epub"], mediaTypes: ["application/epub+zip"],
      use: .bytes { EPUBParser(lexicons: $0) }),
    FormatRow(
      .odt, title: "OpenDocument text", signatures: [.zip(firstEntry: "mimetypeapplication/vnd.oasis.opendocument.text")],
      extensions: ["odt", "ott"], mediaTypes: ["application/vnd.oasis.opendocument.text"], use: .bytes { ODTParser(lexicons: $0) }),
    FormatRow(
      .docx, title: "Word document", isSigned: { ZipSignature.holds("word/document.xml", $0) }, extensions: ["docx", "docm", "dotx"],
      mediaTypes: ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"], use: .bytes { DOCXParser(lexicons: $0) }),
    FormatRow(
      .html, title: "HTML page", isSigned: HTMLSignature.matches, fits: HTMLSignature.hasTag, extensions: ["html", "htm", "xhtml", "xht"],
      mediaTypes: ["text/html", "application/xhtml+xml"], sizeLimit: HTMLGuard.sizeLimit, namesEncoding: true,
      use: .text { HTMLParser(lexicons: $0) }),
    FormatRow(
      .markdown, title: "Markdown", fits: { _ in true }, extensions: ["md", "markdown", "mdown", "mkd"],
      mediaTypes: ["text/markdown", "text/x-markdown"],
      use: .text { MarkdownParser(lexicons: $0) }),
    FormatRow(
      .pdf, title: "PDF", isSigned: PDFParser.isSigned, extensions: ["pdf"], mediaTypes: ["application/pdf", "application/x-pdf"],
      use: .bytes { PDFParser(lexicons: $0) }),
    FormatRow(
      .mhtml, title: "MHTML page", isSigned: MHTMLParser.isSigned, extensions: ["mhtml", "mht"],
      mediaTypes: ["multipart/related", "application/x-mimearchive"], use: .bytes { MHTMLParser(lexicons: $0) }),
    FormatRow(
      .mail, title: "mail", isSigned: MailParser.isSigned, extensions: ["eml", "mbox"],
      mediaTypes: ["message/rfc822", "message/global", "application/mbox"], holdsSeveral: true, use: .bytes { MailParser(lexicons: $0) }),
    FormatRow(
      .org, title: "Org", isSigned: OrgParser.isSigned, fits: { _ in true }, extensions: ["org"], mediaTypes: ["text/org", "text/x-org"],
      sizeLimit: HTMLGuard.sizeLimit, use: .text { OrgParser(lexicons: $0) }),
    FormatRow(
      .rst, title: "reStructuredText", fits: { _ in true }, extensions: ["rst", "rest"],
      mediaTypes: ["text/x-rst", "text/prs.fallenstein.rst"],
      sizeLimit: HTMLGuard.sizeLimit, use: .text { RSTParser(lexicons: $0) }),
    FormatRow(
      .text, title: "text", fits: { _ in true }, extensions: ["txt", "text"], mediaTypes: ["text/plain"], isReadInParts: true,
      use: .text { PlainTextParser(lexicons: $0) }),
  ]
}
