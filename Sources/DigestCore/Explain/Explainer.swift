/// Why an article was read as it was: the analysis once more, with everything that it decides by taken down.

/// What was decided of an article, and by what.
public struct Explanation: Sendable {
  /// With the reader's corrections, as everywhere else.
  public var article: Article
  public var digest: Digest
  /// For each block what the program itself decided.
  public var blocks: [BlockDecision]
  /// For each section of the digest.
  public var sections: [SectionBeginning]
  /// For each quotation of the digest: why it has the speaker that the program itself gave it.
  public var quotations: [QuotationReason]
}

/// What was decided at one place of an article.
public struct PlaceExplanation: Sendable, Equatable {
  /// Nil where the document is no longer at hand.
  public var block: BlockDecision?
  public var quotation: QuotationReason?
  /// Where the block begins a section.
  public var section: SectionBeginning?
  /// Who is named in the article, those named most first.
  public var names: [String]

  public init(
    block: BlockDecision? = nil, quotation: QuotationReason? = nil, section: SectionBeginning? = nil, names: [String] = []
  ) {
    self.block = block
    self.quotation = quotation
    self.section = section
    self.names = names
  }
}

/// Explains decisions. Costs a parse and an analysis; who does not ask pays nothing.
public struct Explainer: Sendable {
  private let lexicons: Lexicons

  public init(lexicons: Lexicons) {
    self.lexicons = lexicons
  }

  /// What was decided of each article of a document, in its order.
  ///
  /// - Parameters:
  ///   - entry: the number, from 1, of the only article that is asked for; nil: all.
  ///   - corrections: the reader's corrections of an article; is told its index and how many the document holds.
  ///   - body: is called with one after the other.
  public func explain(
    _ document: Document, entry: Int? = nil, corrections: (Article, Int, Int) -> Corrections, _ body: (Explanation) throws -> Void
  ) throws {
    let trace = RoleTrace()
    let series = try RoleTrace.$current.withValue(trace) { try document.series(lexicons) }
    let range = try entry.map { try series.index(ofEntry: $0, in: document.source) }.map { $0..<$0 + 1 } ?? series.indices
    var entries = trace.take()[...]
    for index in range {
      let article = RoleTrace.$current.withValue(trace) { series[index] }
      entries += trace.take()
      let decisions = article.blocks.map { Self.decision(of: $0, in: article, &entries) }
      let (corrected, digest) = Analyzer(lexicons: lexicons).analyze(article, corrections: corrections(article, index, series.count))
      let lexicon = lexicons.lexicon(for: article.metadata.language)
      try body(
        Explanation(
          article: corrected, digest: digest, blocks: decisions,
          sections: Sectioner(lexicon: lexicon).spans(of: corrected).map(\.beginning),
          quotations: QuotationReader(lexicon: lexicon).reasons(in: corrected).reasons))
    }
  }

  /// So many decisions ahead the one for a block is looked for: a parser may drop some blocks and add others.
  private static let reach = 64

  /// The next decision that is about a block's text.
  private static func decision(of block: Block, in article: Article, _ entries: inout ArraySlice<RoleTrace.Entry>) -> BlockDecision {
    let text = article.utf8[block.bytes]
    guard let index = entries.prefix(reach).firstIndex(where: { text.elementsEqual($0.utf8) }) else {
      return BlockDecision(role: block.role, rule: notation)
    }
    let decision = entries[index].decision
    entries = entries[(index + 1)...]
    return decision.role == block.role ? decision : BlockDecision(role: block.role, rule: notation, weighings: decision.weighings)
  }

  private static let notation = "the format's own notation"

  /// What was decided at a place.
  ///
  /// - Parameters:
  ///   - article: with the reader's corrections.
  ///   - remake: makes the article once more of what it was read from; nil where that is no longer at hand.
  public func explain(
    block: Int, quotation: Int?, in article: Article, _ digest: Digest, remake: (() throws -> Article)?
  ) throws -> PlaceExplanation {
    let lexicon = lexicons.lexicon(for: article.metadata.language)
    let (reasons, names) = QuotationReader(lexicon: lexicon).reasons(in: article)
    var explanation = PlaceExplanation(names: names)
    if let quotation, reasons.indices.contains(quotation) { explanation.quotation = reasons[quotation] }
    if let index = digest.sections.firstIndex(where: { $0.blocks.lowerBound == block }) {
      let spans = Sectioner(lexicon: lexicon).spans(of: article)
      if spans.indices.contains(index) { explanation.section = spans[index].beginning }
    }
    if let remake { explanation.block = try decision(ofBlock: block, in: article, remake) }
    return explanation
  }

  private func decision(ofBlock block: Int, in article: Article, _ remake: () throws -> Article) throws -> BlockDecision? {
    let text = article.utf8[article.blocks[block].bytes]
    let trace = RoleTrace(wanted: Array(text))
    let made = try RoleTrace.$current.withValue(trace) { try remake() }
    guard made.blocks.indices.contains(block), made.utf8[made.blocks[block].bytes].elementsEqual(text) else { return nil }
    // Of several blocks of the same words the one that is meant.
    let before = made.blocks[..<block].count { $0.bytes.count == text.count && made.utf8[$0.bytes].elementsEqual(text) }
    let entries = trace.take()
    guard entries.indices.contains(before) else { return nil }
    let role = made.blocks[block].role
    let decision = entries[before].decision
    return decision.role == role ? decision : BlockDecision(role: role, rule: Self.notation, weighings: decision.weighings)
  }
}
