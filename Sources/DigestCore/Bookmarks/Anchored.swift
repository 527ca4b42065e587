/// What is found again in a text that may have changed.

/// Words with an anchor: the W3C Web Annotation model's TextQuoteSelector and TextPositionSelector.
public protocol Anchored: Identifiable, Sendable where ID == String {
  var exact: String { get }
  /// About 32 characters before and after the words.
  var prefix: String { get }
  var suffix: String { get }
  /// Unicode scalars of the article's text.
  var start: Int { get set }
  var end: Int { get set }
}
