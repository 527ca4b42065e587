/// Where an article was left.

/// Where a reader stands in an article: the sentence on top of the text, and what was read.
public struct ReadingPlace: Sendable, Equatable {
  /// Unicode scalars of the article's text before the top sentence.
  public var offset: Int
  /// The first words of the top sentence, by which it is found again in a changed text.
  public var words: String
  /// Identifiers of the sections whose end was on the screen.
  public var readSections: [String]

  public init(offset: Int, words: String, readSections: [String]) {
    self.offset = offset
    self.words = words
    self.readSections = readSections
  }
}
