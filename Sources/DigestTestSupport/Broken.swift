/// The promises that hold for any input, checked: for property tests and `make fuzz`.

public import DigestCore

/// What is wrong with an article or a digest, in words; nil where nothing is.
public enum Broken {
  /// The blocks stand one behind the other, a line feed between them, and hold all of the text.
  public static func blocks(_ article: Article) -> String? {
    if String(validating: article.utf8, as: UTF8.self) == nil { return "the text is no valid UTF-8" }
    var end = 0
    for (index, block) in article.blocks.enumerated() {
      if block.bytes.lowerBound != (index == 0 ? 0 : end + 1) {
        return "block \(index) begins at \(block.bytes.lowerBound), not one byte after \(end)"
      }
      if index > 0, article.utf8[end] != 0x0A { return "no line feed before block \(index)" }
      if block.bytes.isEmpty { return "block \(index) is empty" }
      end = block.bytes.upperBound
    }
    return end == article.utf8.count ? nil : "text after the last block"
  }

  /// Every letter and digit of the decoded text stands in the article, in its order, and no other.
  public static func words(_ document: Document, _ article: Article) -> String? {
    let before = letters(document.bytes)
    let after = letters(article.utf8)
    if before == after { return nil }
    let place = zip(before, after).prefix { $0 == $1 }.count
    let show = { (all: [Unicode.Scalar]) in String(String.UnicodeScalarView(all[min(place, all.count)...].prefix(20))) }
    return "letters differ from the \(place)th of \(before.count) on: “\(show(before))” became “\(show(after))”"
  }

  private static func letters(_ utf8: [UInt8]) -> [Unicode.Scalar] {
    String(decoding: utf8, as: UTF8.self).unicodeScalars.filter {
      switch $0.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
        !$0.isASCII || $0.properties.isAlphabetic || (0x30...0x39).contains($0.value)
      default: false
      }
    }
  }

  /// The sections cover the article; summaries, brief and quotations stand where they say.
  public static func digest(_ digest: Digest, of article: Article) -> String? {
    var next = 0
    for (index, section) in digest.sections.enumerated() {
      if section.blocks.lowerBound != next || section.blocks.isEmpty {
        return "section \(index) holds \(section.blocks), expected from \(next)"
      }
      next = section.blocks.upperBound
      for passage in section.summary {
        if !section.blocks.contains(passage.block) { return "summary of section \(index) stands outside it" }
        if let problem = passageProblem(passage, article) { return "summary of section \(index): \(problem)" }
      }
      if section.headline.text.isEmpty { return "section \(index) has no headline" }
      let hasProse = section.blocks.contains { article.blocks[$0].role.isProse }
      if hasProse && section.summary.isEmpty { return "section \(index) has prose and no summary" }
    }
    if next != article.blocks.count { return "sections cover \(next) of \(article.blocks.count) blocks" }
    for passage in digest.brief {
      if !article.blocks[passage.block].role.isProse { return "brief from a \(article.blocks[passage.block].role)" }
      if let problem = passageProblem(passage, article) { return "brief: \(problem)" }
    }
    if digest.brief != digest.brief.sorted() { return "brief is not in order" }
    var last = Passage(block: 0, range: 0..<0)
    for (index, quotation) in digest.quotations.enumerated() {
      guard let first = quotation.parts.first else { return "quotation \(index) has no part" }
      if first < last { return "quotation \(index) stands before the one before it" }
      last = first
      for part in quotation.parts + (quotation.cue.map { [$0] } ?? []) {
        if let problem = passageProblem(part, article) { return "quotation \(index): \(problem)" }
        if article.blocks[part.block].role.isHeading, quotation.parts.contains(part) { return "quotation \(index) stands in a headline" }
      }
      if (quotation.confidence == nil) != (quotation.speaker == nil) {
        return "quotation \(index): confidence without a speaker or the other way"
      }
    }
    return nil
  }

  private static func passageProblem(_ passage: Passage, _ article: Article) -> String? {
    guard article.blocks.indices.contains(passage.block) else { return "block \(passage.block) does not exist" }
    let block = article.blocks[passage.block].bytes
    if passage.range.isEmpty || passage.range.upperBound > block.count { return "range \(passage.range) in a block of \(block.count)" }
    for offset in [passage.range.lowerBound, passage.range.upperBound] where offset < block.count {
      if article.utf8[block.lowerBound + offset] & 0xC0 == 0x80 { return "offset \(offset) stands inside a scalar" }
    }
    return nil
  }
}
