/// The table of formats, where they are read.

extension FormatRow {
  /// All formats: what is read, then what is refused.
  public static let table: [FormatRow] = read + refused

  /// More special rows before more general ones; text, which has no signature, last.
  private static let read: [FormatRow] = [
    FormatRow(
      .html, title: "HTML page", isSigned: HTMLSignature.matches, fits: HTMLSignature.hasTag, extensions: ["html", "htm", "xhtml", "xht"],
      mediaTypes: ["text/html", "application/xhtml+xml"], sizeLimit: HTMLGuard.sizeLimit, namesEncoding: true,
      use: .text { HTMLParser(lexicons: $0) }),
    FormatRow(
      .markdown, title: "Markdown", fits: { _ in true }, extensions: ["md", "markdown", "mdown", "mkd"],
      mediaTypes: ["text/markdown", "text/x-markdown"],
      use: .text { MarkdownParser(lexicons: $0) }),
    FormatRow(
      .text, title: "text", fits: { _ in true }, extensions: ["txt", "text"], mediaTypes: ["text/plain"], isReadInParts: true,
      use: .text { PlainTextParser(lexicons: $0) }),
  ]
}
