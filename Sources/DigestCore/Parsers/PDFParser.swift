/// A PDF to an article: pdftotext gives the words with their places, from which lines, columns, paragraphs and headlines are read.

/// Parts a PDF into blocks and gives them roles. Running heads and page numbers are promos at the end, notes stand before them.
public struct PDFParser: Parser {
  private let lexicons: Lexicons

  /// Pages beyond this many are left out, with a warning.
  public static let pageLimit = 3000
  /// So many bytes of words and places are taken from pdftotext: 256 MB.
  public static let outputLimit = 256 << 20

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// The one article that a PDF holds. O(n log n) in its words, after pdftotext's own time, which is limited to 30 s.
  ///
  /// - Throws: `DigestError` where pdftotext is absent or takes too long, and where the PDF is encrypted, broken or without text.
  public func parse(_ document: Document) throws -> [Article] {
    let process = ChildProcess(
      "pdftotext", ["-raw", "-bbox", "-enc", "UTF-8", "-l", "\(Self.pageLimit)", "-", "-"], package: "poppler-utils", input: document.bytes,
      outputLimit: Self.outputLimit)
    let result = try process.run(subject: document.source)
    let text = PDFText(result.output)
    if !text.pages.contains(where: { !$0.words.isEmpty }) { throw Self.error(result, pages: text.pages.count, document.source) }
    let warnings = text.pages.count >= Self.pageLimit ? ["only its first \(Self.pageLimit) pages are read"] : []
    return [article(text, source: document.source, warnings: warnings)]
  }

  /// What pdftotext's exit and messages mean.
  private static func error(_ result: ChildProcess.Result, pages: Int, _ source: String) -> DigestError {
    let says = { (words: String) in result.errors.contains(words) }
    if says("Incorrect password") || says("encrypt") && result.status != 0 {
      return DigestError(
        source, "is locked with a password", remedy: "unlock it first, as with qpdf --decrypt --password=WORD FILE NEW.pdf")
    }
    if result.status == 3 || says("not allowed") {
      return DigestError(source, "forbids copying its text", remedy: "ask for a copy that allows it")
    }
    if result.status == 0, pages > 0 {
      return DigestError(
        source, "holds pictures of pages and no text", remedy: "read the words out of them first, as with ocrmypdf FILE NEW.pdf")
    }
    return DigestError(source, "is a broken PDF", remedy: "fetch or make it anew, or try qpdf FILE NEW.pdf")
  }

  /// Whether bytes are a PDF's: its sign may stand behind some others. O(1).
  static func isSigned(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let head = Array(bytes.prefix(1024))
    if head.starts(with: "%PDF-".utf8) { return true }
    // Not in the middle of a text that speaks of it.
    return head.holds("\n%PDF-1.") && head.contains { $0 < 0x09 }
  }

  // MARK: article

  private func article(_ text: PDFText, source: String, warnings: [String]) -> Article {
    let pages = text.pages.map { PDFColumns.segments(of: $0.words.filter(\.isUpright)) }
    let furniture = PDFFurniture.segments(of: pages, heights: text.pages.map(\.height), bytes: text.bytes)
    var rows: [PDFRow] = []
    var edges: [[UInt8]] = []
    for page in pages.indices {
      let inside = pages[page].indices.filter { !furniture[page].contains($0) }.map { pages[page][$0] }
      rows += PDFColumns.rows(of: inside, page: page, after: rows.last?.column ?? 0)
      let outside = furniture[page].sorted().flatMap { pages[page][$0].words } + text.pages[page].words.filter { !$0.isUpright }
      if !outside.isEmpty { edges.append(Array(outside.map { text.bytes[$0.text] }.joined(separator: CollectionOfOne(0x20)))) }
    }
    let paragraphs = PDFParagraphs(text, rows: rows)
    let vocabulary = PDFVocabulary(text, rows: rows)
    var blocks = MarkedBlocks()
    let title = titleIndex(paragraphs, text, vocabulary)
    let levels = Self.levels(paragraphs, title: title)
    for (index, paragraph) in paragraphs.all.enumerated() {
      append(text.text(paragraph, vocabulary), paragraph, index, title, levels, to: &blocks)
    }
    for paragraph in paragraphs.notes { blocks.append(text.text(paragraph, vocabulary), role: .footnote) }
    for edge in edges { blocks.append(edge, role: .promo) }
    var known = Metadata()
    known.title = text.title.flatMap(Self.usableTitle)
    var article = blocks.article(source: source, known: known, lexicons: lexicons, warnings: warnings)
    if article.metadata.byline == nil || article.metadata.published == nil {
      // What the file says of itself is often its maker's: the page's own words come first.
      var metadata = article.metadata
      metadata.byline = metadata.byline ?? text.author
      metadata.published = metadata.published ?? text.created
      article = Article(source: source, utf8: article.utf8, blocks: article.blocks, metadata: metadata, warnings: warnings)
    }
    return article
  }

  private func append(
    _ bytes: [UInt8], _ paragraph: PDFParagraph, _ index: Int, _ title: Int?, _ levels: [Int: Int], to blocks: inout MarkedBlocks
  ) {
    // The sign that leads back from a note to its text.
    if bytes.suffix(3).elementsEqual([0xE2, 0x86, 0xA9]) || bytes.suffix(6).elementsEqual(Array("↩︎".utf8)) {
      return blocks.append(bytes, role: .footnote)
    }
    switch paragraph.kind {
    case .heading where index == title: blocks.append(bytes, role: .title, level: 1)
    case .heading where Self.isHeadline(bytes): blocks.append(bytes, role: .headline, level: levels[Self.size(paragraph.height)] ?? 2)
    case .heading where index > title ?? 0 && Self.startsQuotation(bytes): blocks.append(bytes, role: .pullquote)
    case .table: blocks.append(bytes, role: .table)
    case .item: blocks.append(bytes, role: .list)
    case .heading, .text, .note: blocks.append(bytes)
    }
  }

  /// Large type that is no headline: a standfirst, an opening paragraph, a pull quote.
  private static func isHeadline(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= 240, !startsQuotation(bytes) || bytes.count < 80, bytes.contains(where: { $0 > 0x2F }) else { return false }
    return !(bytes.count > 60 && [0x2E, 0x2C, 0x3B].contains(bytes[bytes.count - 1]))
  }

  private static func startsQuotation(_ bytes: [UInt8]) -> Bool {
    [[0x22], [0xE2, 0x80, 0x9C], [0xE2, 0x80, 0x9E], [0xC2, 0xAB], [0xC2, 0xBB], [0xE3, 0x80, 0x8C]].contains { bytes.starts(with: $0) }
  }

  /// The first of the largest lines on the first two pages; the one that the file names as its title where there is one.
  private func titleIndex(_ paragraphs: PDFParagraphs, _ text: PDFText, _ vocabulary: PDFVocabulary) -> Int? {
    let candidates = paragraphs.all.indices.prefix(60).filter { index in
      paragraphs.all[index].kind == .heading && paragraphs.all[index].rows[0].page < 2
    }
    let named = text.title?.foldedLetters ?? ""
    if named.count > 3,
      let same = candidates.first(where: {
        String(decoding: text.text(paragraphs.all[$0], vocabulary), as: UTF8.self).foldedLetters == named
      })
    {
      return same
    }
    let largest = candidates.filter { Self.isHeadline(text.text(paragraphs.all[$0], vocabulary)) }
      .max { (paragraphs.all[$0].height, $1) < (paragraphs.all[$1].height, $0) }
    guard let largest else { return nil }
    // Of many headlines of one size none is the title, unless the first begins the text.
    let others = paragraphs.all.count { $0.kind == .heading && Self.size($0.height) == Self.size(paragraphs.all[largest].height) }
    return others == 1 || largest == candidates.first && largest <= 2 ? largest : nil
  }

  /// Sizes of type in steps that the eye tells apart.
  private static func size(_ height: Float) -> Int { Int((height * 1.25).rounded()) }

  /// For each size of headlines its level: the largest beside the title's is 2.
  private static func levels(_ paragraphs: PDFParagraphs, title: Int?) -> [Int: Int] {
    var sizes: Set<Int> = []
    for (index, paragraph) in paragraphs.all.enumerated() where paragraph.kind == .heading && index != title {
      sizes.insert(size(paragraph.height))
    }
    var levels: [Int: Int] = [:]
    for size in sizes.sorted(by: >) { levels[size] = min(6, levels.count + 2) }
    return levels
  }

  /// Not the name of a file, nor of the program that made it.
  private static func usableTitle(_ title: String) -> String? {
    let lower = title.lowercased()
    let isName = [".doc", ".docx", ".indd", ".qxd", ".pdf", ".tex", ".odt", ".dvi", ".ps"].contains { lower.hasSuffix($0) }
    return isName || lower.hasPrefix("microsoft word") || lower.hasPrefix("untitled") || lower.hasPrefix("slide ") ? nil : title
  }
}
