/// Days and times as the screens show them.

/// The civil date of seconds since 1970, in UTC (after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
public enum UTCDate {
  /// An ISO 8601 date as people write it: `2026-05-12` is `12 May 2026`. Anything else stays as it is.
  public static func shown(_ iso: String) -> String {
    let parts = iso.prefix(10).split(separator: "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1...12).contains(month), (1...31).contains(day)
    else {
      return iso
    }
    return "\(day) \(months[month - 1]) \(year)"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]

  /// `2 May 2026`
  static func day(_ seconds: Int64) -> String {
    let (year, month, day) = civil(seconds)
    return "\(day) \(months[month - 1]) \(year)"
  }

  /// `2 May 2026, 09:05 UTC`
  static func minute(_ seconds: Int64) -> String {
    let time = ((seconds % 86_400) + 86_400) % 86_400 / 60
    let digits = { (number: Int64) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(day(seconds)), \(digits(time / 60)):\(digits(time % 60)) UTC"
  }

  private static func civil(_ seconds: Int64) -> (year: Int, month: Int, day: Int) {
    let days = Int((seconds - ((seconds % 86_400) + 86_400) % 86_400) / 86_400) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let ofEra = days - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * month + 2) / 5 + 1
    return (year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, day)
  }
}
