/// Medians and ratios.

extension [Double] {
  /// The middle one; 0 where there is none.
  var median: Double { percentile(50) }

  /// The nearest-rank percentile; 0 where there is none.
  func percentile(_ share: Double) -> Double {
    guard !isEmpty else { return 0 }
    let rank = Int((share / 100 * Double(count)).rounded(.up))
    return sorted()[Swift.max(0, Swift.min(count - 1, rank - 1))]
  }
}
