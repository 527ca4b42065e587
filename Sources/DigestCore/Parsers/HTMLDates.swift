/// Dates as pages' markup writes them, to ISO 8601.

enum HTMLDates {
  /// The day of a claim: 2019-11-05T10:00:00Z, 20191105, Tue, 05 Nov 2019, 1572912000, November 5, 2019.
  static func day(_ text: String, _ readers: [DateReader]) -> String? {
    let bytes = Array(text.utf8.prefix(200))
    if let iso = iso(bytes) { return iso }
    if bytes.allSatisfy({ $0 > 0x2F && $0 < 0x3A }), let number = Int(text) {
      if bytes.count == 8 { return valid(number / 10000, number / 100 % 100, number % 100) }
      if bytes.count == 10 { return fromSeconds(number) }
      if bytes.count == 13 { return fromSeconds(number / 1000) }
    }
    return bytes.withUnsafeBufferPointer { buffer in
      for reader in readers {
        if let found = reader.date(in: buffer, 0..<buffer.count), found.iso.utf8.count == 10 { return found.iso }
      }
      return nil
    }
  }

  /// 2019-11-05…, 2019/11/05…, at the start.
  private static func iso(_ bytes: [UInt8]) -> String? {
    var numbers: [Int] = []
    var value = 0
    var digits = 0
    var index = 0
    while index <= bytes.count, numbers.count < 3 {
      let byte = index < bytes.count ? bytes[index] : 0
      if byte > 0x2F, byte < 0x3A, digits < 5 {
        value = value * 10 + Int(byte - 0x30)
        digits += 1
      } else {
        guard digits == (numbers.isEmpty ? 4 : 2) || !numbers.isEmpty && digits == 1 else { return nil }
        numbers.append(value)
        (value, digits) = (0, 0)
        if numbers.count < 3, byte != 0x2D, byte != 0x2F, byte != 0x2E { return nil }
      }
      index += 1
    }
    return numbers.count == 3 ? valid(numbers[0], numbers[1], numbers[2]) : nil
  }

  private static func valid(_ year: Int, _ month: Int, _ day: Int) -> String? {
    guard (1700..<2200).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(two(month))-\(two(day))"
  }

  /// Howard Hinnant's civil_from_days.
  private static func fromSeconds(_ seconds: Int) -> String? {
    let days = seconds / 86400 + 719_468
    let era = days / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return valid(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// The day in an address: /2019/11/05/, /2019-11-05, 20191105.
  static func dayInAddress(_ address: String) -> String? {
    let bytes = Array(address.utf8.prefix(600))
    for index in bytes.indices where bytes[index] == 0x2F {
      if let day = iso(Array(bytes[(index + 1)...].prefix(10))) { return day }
    }
    return nil
  }
}
