/// Why a section begins where it does.

/// What made a section begin.
public enum SectionBeginning: Sendable, Equatable {
  /// The article begins.
  case start
  /// A headline of the source, or one that the reader set.
  case headline
  /// A line of marks parts the text.
  case line
  /// The subject changes: the words before and behind are more probable apart than together, by `gain`, where a boundary costs
  /// `price` (both natural logarithms).
  case shift(gain: Double, price: Double)

  /// The word in JSON.
  public var name: String {
    switch self {
    case .start: "start"
    case .headline: "headline"
    case .line: "line"
    case .shift: "shift"
    }
  }
}
