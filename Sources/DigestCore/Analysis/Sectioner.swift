/// Headline blocks to sections; long runs without one are split where the subject changes.

struct Sectioner {
  private let splitter: TopicSplitter

  init(lexicon: Lexicon) { splitter = TopicSplitter(lexicon: lexicon) }

  /// Paragraphs in a run from which on it is split: in an article with headlines, in one with a single headline, in one without.
  private static let longRun = 13
  private static let loneRun = 9
  private static let bareRun = 5

  /// The sections of an article, in order, covering all of its blocks. O(n).
  func spans(of article: Article) -> [SectionSpan] {
    let runs = runs(of: article)
    let headlines = runs.count { $0.headlineBlock != nil }
    let least = headlines > 1 ? Self.longRun : headlines == 1 ? Self.loneRun : Self.bareRun
    return runs.flatMap { split($0, of: article, from: least, isOneOfMany: headlines > 1) }
  }

  /// A span for each headline and each line that parts the text (`* * *`), and one for what stands before the first unless that is
  /// but title and standfirst.
  private func runs(of article: Article) -> [SectionSpan] {
    var runs: [SectionSpan] = []
    var start = 0
    var headline: Int?
    var beginning = SectionBeginning.start
    for index in article.blocks.indices {
      let isHeadline = article.blocks[index].role == .headline
      guard isHeadline || partsText(index, article) else { continue }
      if index > start, headline != nil || article.blocks[start..<index].contains(where: { !$0.role.isHeading }) {
        runs.append(span(start..<index, headline, beginning, article))
        start = index
      }
      headline = isHeadline ? index : nil
      beginning = isHeadline ? .headline : .line
    }
    if start < article.blocks.count { runs.append(span(start..<article.blocks.count, headline, beginning, article)) }
    return runs
  }

  /// Whether a block is a line of three or more marks with text right after it.
  private func partsText(_ index: Int, _ article: Article) -> Bool {
    let bytes = article.blocks[index].bytes
    guard bytes.count <= 40, index + 1 < article.blocks.count, article.blocks[index + 1].role.isText else { return false }
    let marks = article.utf8[bytes].filter { $0 != 0x20 }
    return marks.count >= 3 && marks.allSatisfy { Self.partingMarks.contains($0) }
  }

  private static let partingMarks: Set<UInt8> = Set("*#~_=-.+".utf8)

  private func span(_ blocks: Range<Int>, _ headline: Int?, _ beginning: SectionBeginning, _ article: Article) -> SectionSpan {
    SectionSpan(
      blocks: blocks, level: headline.map { max(1, Int(article.blocks[$0].level)) } ?? 1, headlineBlock: headline, beginning: beginning)
  }

  /// The run as one span, or several where it is long; only the first keeps the headline.
  ///
  /// - Parameter isOneOfMany: whether the text has several headlines: one alone does not say that the author parted the text.
  private func split(_ run: SectionSpan, of article: Article, from least: Int, isOneOfMany: Bool) -> [SectionSpan] {
    guard article.blocks[run.blocks].count(where: { $0.role.isText }) >= least else { return [run] }
    let shifts = splitter.shifts(in: run.blocks, of: article, isUnderHeadline: isOneOfMany && run.headlineBlock != nil)
    var spans = [run]
    for shift in shifts where shift.block > spans[spans.count - 1].blocks.lowerBound {
      let start = spans[spans.count - 1].blocks.lowerBound
      spans[spans.count - 1].blocks = start..<shift.block
      spans.append(
        SectionSpan(
          blocks: shift.block..<run.blocks.upperBound, level: run.level, headlineBlock: nil,
          beginning: .shift(gain: shift.gain, price: shift.price)))
    }
    return spans
  }
}
