/// The second face: the digest and the article as plain text, for a pipe, `TERM=dumb` and `--plain`.

public import DigestCore

/// Writes plain text, a line a call, without escapes. The lines are not yet made harmless: the caller's sink passes them through `Sanitizer`.
public struct PlainOutput {
  private let article: Article
  private let digest: Digest

  public init(_ article: Article, _ digest: Digest) {
    self.article = article
    self.digest = digest
  }

  /// Takes a line of valid UTF-8 and how far its continuation is indented where it is wrapped.
  public typealias Sink = (_ line: ArraySlice<UInt8>, _ indent: Int) throws -> Void

  /// What the article says in ten seconds: title, meta, standfirst, brief, and each section with its headline and summary.
  public func writeDigest(_ sink: Sink) rethrows {
    try writeHead(sink)
    if !digest.brief.isEmpty {
      try line("", sink)
      try line("In brief", sink)
      for sentence in digest.brief { try bullet("· ", sentence, sink) }
    }
    for index in digest.sections.indices {
      try line("", sink)
      try writeHeadline(index, sink)
      for sentence in digest.sections[index].summary { try bullet("    ", sentence, sink) }
    }
    if !digest.quotations.isEmpty {
      try line("", sink)
      try line(Self.count(digest.quotations.count, "quotation", "quotations"), sink)
    }
  }

  /// The whole text, with the headlines of its sections, those that the program made too.
  public func writeText(_ sink: Sink) rethrows {
    try writeHead(sink)
    for index in digest.sections.indices {
      try line("", sink)
      try writeSection(index, sink)
    }
  }

  /// One section: its headline and its paragraphs.
  public func writeSection(_ index: Int, _ sink: Sink) rethrows {
    try writeHeadline(index, sink)
    for block in digest.paragraphs(ofSection: index, in: article) {
      try line("", sink)
      try writeParagraph(block, sink)
    }
  }

  /// One section: its headline and its summary.
  public func writeSummary(ofSection index: Int, _ sink: Sink) rethrows {
    try writeHeadline(index, sink)
    for sentence in digest.sections[index].summary { try bullet("    ", sentence, sink) }
  }

  private func writeHead(_ sink: Sink) rethrows {
    if let title = article.title { try line(title, sink) }
    try line(meta, sink)
    if let standfirst = article.standfirst {
      try line("", sink)
      try line(standfirst, sink)
    }
  }

  /// Byline, publisher, date, reading time, words.
  private var meta: String {
    let words = digest.sections.reduce(0) { $0 + $1.words }
    let minutes = max(1, (words + 115) / 230)
    let known = [article.metadata.byline, article.metadata.publisher, article.metadata.published].compactMap { $0 }
    return (known + ["\(minutes) min", Self.count(words, "word", "words")]).joined(separator: " · ")
  }

  private func writeHeadline(_ index: Int, _ sink: Sink) rethrows {
    let section = digest.sections[index]
    let mark = section.headline.origin == .generated ? "~ " : ""
    try line("\(index + 1) \(mark)\(section.headline.text)", sink)
  }

  private func writeParagraph(_ block: Int, _ sink: Sink) rethrows {
    let prefix: String =
      switch article.blocks[block].role {
      case .caption: "| "
      case .quote, .pullquote: "│ "
      case .promo: "┄ "
      default: ""
      }
    if article.blocks[block].role == .code || article.blocks[block].role == .table {
      // Their lines stay as they are.
      for row in article.utf8[article.blocks[block].bytes].split(separator: 0x0A, omittingEmptySubsequences: false) { try sink(row, 0) }
    } else {
      try bullet(prefix, article.passage(ofBlock: block), sink)
    }
  }

  private func bullet(_ mark: String, _ passage: Passage, _ sink: Sink) rethrows {
    for words in article.utf8[article.bytes(of: passage)].split(separator: 0x0A) {
      if mark.isEmpty { try sink(words, 0) } else { try sink((Array(mark.utf8) + words)[...], mark.count) }
    }
  }

  private func line(_ text: String, _ sink: Sink) rethrows {
    try sink(Array(text.utf8)[...], 0)
  }

  private static func count(_ number: Int, _ one: String, _ many: String) -> String {
    let digits = String(number)
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return "\(grouped) \(number == 1 ? one : many)"
  }
}
