/// The digest: what the analysis of an article finds. It refers to the article by passages and copies no text but headlines and names.

/// How sure the analysis is of a speaker.
public enum Confidence: String, Sendable { case certain, probable }

/// A headline and where it comes from.
public struct Headline: Sendable, Equatable {
  public enum Origin: String, Sendable { case source, generated, reader }

  public var text: String
  public var origin: Origin

  public init(text: String, origin: Origin) {
    self.text = text
    self.origin = origin
  }
}

/// A run of blocks under a headline.
public struct Section: Sendable, Equatable {
  /// A short identifier, the same as long as the section's words are.
  public var id: String
  public var headline: Headline
  /// 1 is the article's top level.
  public var level: Int
  /// Its blocks in `Article.blocks`, the headline's own block first where the source has one. Title and standfirst
  /// may stand among those of the first section; they are no paragraphs.
  public var blocks: Range<Int>
  /// Sentences of this section, in order.
  public var summary: [Passage]
  /// Words of its text (ICU's words; promos, credits and captions not counted).
  public var words: Int

  public init(id: String, headline: Headline, level: Int, blocks: Range<Int>, summary: [Passage] = [], words: Int = 0) {
    self.id = id
    self.headline = headline
    self.level = level
    self.blocks = blocks
    self.summary = summary
    self.words = words
  }
}

/// A quotation and who said it.
public struct Quotation: Sendable, Equatable {
  public enum Kind: String, Sendable { case direct, fragment }

  /// The words quoted without the outer marks: a passage for each paragraph that it runs over.
  public var parts: [Passage]
  public var kind: Kind
  /// The words that introduce it (`said`), where there are any.
  public var cue: Passage?
  /// The speaker as written beside the words (`he`), nil where unknown.
  public var speaker: String?
  /// The fullest name in the text for that speaker, nil where unknown.
  public var speakerResolved: String?
  /// Nil where there is no speaker.
  public var confidence: Confidence?
  /// Whether the reader named the speaker.
  public var isCorrected = false

  public init(
    parts: [Passage], kind: Kind, cue: Passage? = nil, speaker: String? = nil, speakerResolved: String? = nil,
    confidence: Confidence? = nil
  ) {
    self.parts = parts
    self.kind = kind
    self.cue = cue
    self.speaker = speaker
    self.speakerResolved = speakerResolved
    self.confidence = confidence
  }
}

/// The digest of an article: a pure function of it.
public struct Digest: Sendable, Equatable {
  /// In order; together they cover all blocks. Empty only for an article without blocks.
  public var sections: [Section]
  /// The whole article in three to five of its own sentences, in order; fewer for a short one.
  public var brief: [Passage]
  /// In the order of the text.
  public var quotations: [Quotation]

  public init(sections: [Section], brief: [Passage] = [], quotations: [Quotation] = []) {
    self.sections = sections
    self.brief = brief
    self.quotations = quotations
  }

  /// The index of the section that holds a block. O(log sections); nil where there is none.
  public func section(ofBlock block: Int) -> Int? {
    var low = 0
    var high = sections.count
    while low < high {
      let middle = (low + high) / 2
      if sections[middle].blocks.upperBound <= block { low = middle + 1 } else { high = middle }
    }
    return low < sections.count && sections[low].blocks.contains(block) ? low : nil
  }

  /// The section's paragraphs as block indexes: its blocks without title, standfirst and headlines.
  public func paragraphs(ofSection index: Int, in article: Article) -> [Int] {
    sections[index].blocks.filter { !article.blocks[$0].role.isHeading }
  }
}
