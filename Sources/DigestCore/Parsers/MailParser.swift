/// Mail to articles: the part that reads best, what came with it named, the header fields as metadata. A mailbox file gives one each.

/// Parts mails (RFC 5322, MIME) into blocks. Pages in them pass the code of pages, texts that of plain text.
public struct MailParser: Parser {
  private let lexicons: Lexicons

  /// Mails of a mailbox file beyond this many are left out, with a warning.
  public static let mailLimit = 100_000

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The articles that a file holds: one, or one for each mail of a mailbox file. O(n), times the depth to which its parts are nested.
  ///
  /// - Throws: `DigestError` where no mail has a text.
  public func parse(_ document: Document) throws -> [Article] {
    var ranges = document.bytes.withUnsafeBufferPointer(Self.mails)
    let isMailbox = ranges.count > 1
    var warnings: [String] = []
    if ranges.count > Self.mailLimit {
      warnings.append("only its first \(Self.mailLimit) mails are read")
      ranges.removeSubrange(Self.mailLimit...)
    }
    var articles: [Article] = []
    for (index, range) in ranges.enumerated() {
      let source = isMailbox ? "\(document.source)#entry-\(index + 1)" : document.source
      if let article = article(document.bytes, range, source: source, warnings: index == 0 ? warnings : []) { articles.append(article) }
    }
    guard !articles.isEmpty else {
      throw DigestError(document.source, "is a mail without a text", remedy: "save what is attached to it, and name that file")
    }
    return articles
  }

  /// Whether bytes begin as a mail or a mailbox file does: header fields, among them a sender's and two others of a mail. O(1).
  static func isSigned(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, first > 0x20, first < 0x7F else { return false }
    let head = UnsafeBufferPointer(rebasing: bytes.prefix(MailHeaders.sizeLimit))
    let names = Set(MailHeaders(head, 0..<head.count).fields.map(\.name))
    let isSent = !names.isDisjoint(with: ["from", "received", "return-path"])
    return isSent && names.intersection(["date", "subject", "to", "message-id", "mime-version", "received", "delivered-to"]).count >= 2
  }

  /// The mails of a mailbox file: each begins with a line From behind an empty one, and with header fields.
  private static func mails(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    let mark = Array("From ".utf8)
    guard bytes.starts(with: mark) else { return [0..<bytes.count] }
    var starts = [0]
    var index = 0
    var isBlank = false
    while index < bytes.count {
      let stop = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      if isBlank, bytes[index..<stop].starts(with: mark), startsHeader(bytes, stop + 1) { starts.append(index) }
      isBlank = bytes[index..<stop].allSatisfy { $0 <= 0x20 }
      index = stop + 1
    }
    return zip(starts, starts.dropFirst() + [bytes.count]).map { $0..<$1 }
  }

  private static func startsHeader(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index < bytes.count, let colon = bytes[index...].prefix(80).firstIndex(of: 0x3A), colon > index else { return false }
    return bytes[index..<colon].allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  // MARK: article

  private func article(_ bytes: [UInt8], _ range: Range<Int>, source: String, warnings: [String]) -> Article? {
    let mail = bytes.withUnsafeBufferPointer { MIMEPart($0, range) }
    var texts = MailContent()
    texts.add(mail, bytes)
    var joined = JoinedArticle(source: source)
    joined.add(Self.heading(mail.headers), as: .credit)
    var isFirst = true
    for leaf in texts.leaves {
      switch leaf {
      case .part(let part, let content):
        if let article = article(part, content, subject: isFirst ? mail.headers.text("subject") : nil, source) {
          joined.add(article, isFirst: isFirst)
          isFirst = false
        }
      case .heading(let headers): joined.add(Self.heading(headers), as: .credit)
      case .named(let name): joined.add(Array(name.utf8), as: .credit)
      }
    }
    guard !isFirst else { return nil }
    return joined.article(metadata(mail.headers, joined.metadata, hasTitle: joined.hasTitle), warnings: warnings + texts.warnings)
  }

  private static func heading(_ headers: MailHeaders) -> [UInt8] {
    let parts = [("From", "from"), ("To", "to"), ("Cc", "cc"), ("Date", "date")].compactMap { title, name in
      headers.text(name).map { "\(title): \($0)" }
    }
    return Array(parts.joined(separator: " · ").utf8)
  }

  /// The article of one text.
  private func article(_ part: MIMEPart, _ content: [UInt8], subject: String?, _ source: String) -> Article? {
    let transport = Transport(name: source, mediaType: part.type, charset: part.parameters["charset"])
    if part.type.hasSuffix("html") || part.type.hasSuffix("xhtml+xml") {
      guard var document = try? DocumentMaker.document(content, source: source, format: .html, transport: transport) else { return nil }
      if let subject, !document.bytes.prefix(1 << 16).map({ $0 | 0x20 }).holds("<title") {
        document.bytes = Array("<title>".utf8) + NotationPage.escaped(subject.utf8) + Array("</title>".utf8) + document.bytes
      }
      return try? HTMLParser(lexicons: lexicons).parse(document).first
    }
    guard var document = try? DocumentMaker.document(content, source: source, format: .text, transport: transport) else { return nil }
    let isFlowed = part.parameters["format"]?.lowercased() == "flowed"
    let text = MailText(document.bytes, isFlowed: isFlowed, deletesSpace: part.parameters["delsp"]?.lowercased() == "yes")
    // The subject is the text's title.
    document.bytes = (subject.map { Array($0.utf8) + [0x0A, 0x0A] } ?? []) + text.text
    guard let article = try? PlainTextParser(lexicons: lexicons).parse(document).first, !article.blocks.isEmpty || !text.signature.isEmpty
    else {
      return nil
    }
    guard text.signature.contains(where: { $0 > 0x20 }) else { return article }
    var joined = JoinedArticle(source: source)
    joined.add(article, isFirst: true)
    joined.add(text.signature[...].foldingBlanks(), as: .promo)
    return joined.article(article.metadata)
  }

  /// What the header fields say, and what the text does.
  private func metadata(_ headers: MailHeaders, _ found: Metadata, hasTitle: Bool) -> Metadata {
    var metadata = found
    let readers = [DateReader(lexicons.lexicon(for: "en"))]
    if !hasTitle { metadata.title = found.title ?? headers.text("subject") }
    if metadata.byline == nil { metadata.byline = headers.text("from").flatMap(Self.name) }
    if let date = headers.text("date").flatMap({ HTMLDates.day($0, readers) }) { metadata.published = date }
    if metadata.publisher == nil { metadata.publisher = headers.text("list-id").flatMap(Self.name) }
    if let address = headers.text("archived-at")?.trimmingPrefix("<").prefix(while: { $0 != ">" }), address.hasPrefix("http"),
      metadata.url == nil
    {
      metadata.url = String(address)
    }
    if metadata.language == nil { metadata.language = headers.text("content-language") }
    return metadata
  }

  /// The name in `"Name" <address>`, `address (Name)`, else the address.
  static func name(_ address: String) -> String? {
    func clean(_ text: Substring) -> String? {
      let name = text.filter { $0 != "\"" && $0 != "\\" }.foldedBlanks
      return name.isEmpty ? nil : name
    }
    if let open = address.firstIndex(of: "<") {
      if let name = clean(address[..<open]) { return name }
      return clean(address[address.index(after: open)...].prefix { $0 != ">" })
    }
    if let open = address.firstIndex(of: "("), let name = clean(address[address.index(after: open)...].prefix { $0 != ")" }) { return name }
    return clean(address[...])
  }
}

/// What of a mail's parts is shown, in order.
private struct MailContent {
  enum Leaf {
    case part(MIMEPart, [UInt8])
    /// A mail inside the mail begins.
    case heading(MailHeaders)
    /// What is not shown: its name and type.
    case named(String)
  }

  private(set) var leaves: [Leaf] = []
  private(set) var warnings: [String] = []
  private var count = 0

  mutating func add(_ part: MIMEPart, _ bytes: [UInt8]) {
    count += 1
    if count == MIMEPart.most { warnings.append("only its first \(MIMEPart.most) parts are read") }
    switch part.type {
    case "multipart/alternative":
      if let best = Self.best(part.children, bytes) { add(best, bytes) }
    case "multipart/related":
      let root =
        part.parameters["start"].flatMap { start in part.children.first { $0.headers.text("content-id") == start } } ?? part.children.first
      if let root { add(root, bytes) }
    case "multipart/signed":
      if let first = part.children.first { add(first, bytes) }
    case let type where type.hasPrefix("multipart/"):
      for child in part.children { add(child, bytes) }
    case "message/rfc822", "message/global":
      guard let mail = part.children.first else { return }
      leaves.append(.heading(mail.headers))
      if let subject = mail.headers.text("subject") { leaves.append(.named(subject)) }
      add(mail, bytes)
    default:
      if part.isText {
        leaves.append(.part(part, bytes.withUnsafeBufferPointer { part.content($0) }))
      } else if let name = part.fileName ?? part.headers.text("content-description") {
        leaves.append(.named("\(name) (\(part.type))"))
      }
    }
  }

  /// The richest of the forms of one text, unless it has much less to read than the plain one.
  private static func best(_ parts: [MIMEPart], _ bytes: [UInt8]) -> MIMEPart? {
    func letters(_ part: MIMEPart, isHTML: Bool) -> Int {
      let content = bytes.withUnsafeBufferPointer { part.content($0) }
      var count = 0
      var isTag = false
      for byte in content {
        if isHTML, byte == 0x3C { isTag = true } else if isHTML, byte == 0x3E { isTag = false }
        if !isTag, byte | 0x20 > 0x60 && byte | 0x20 < 0x7B || byte >= 0xC0 { count += 1 }
      }
      return count
    }
    func isRich(_ part: MIMEPart) -> Bool {
      part.type == "text/html" || part.type == "application/xhtml+xml" || part.type.hasPrefix("multipart/")
    }
    let plain = parts.first { $0.type == "text/plain" }
    guard let rich = parts.last(where: isRich) else { return plain ?? parts.first(where: \.isText) ?? parts.first }
    guard let plain, rich.type == "text/html" else { return rich }
    return letters(rich, isHTML: true) * 2 < letters(plain, isHTML: false) ? plain : rich
  }
}
