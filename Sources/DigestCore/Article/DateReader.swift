/// Dates as articles print them, to ISO 8601.

/// Reads the first date of a short text: 18 March 2024, March 18, 2024, 2024-03-18, 18.3.2024, 2024年3月18日, March 2024.
struct DateReader: Sendable {
  /// Month numbers by the hash of their names' first word.
  private var months: [UInt32: Int] = [:]

  /// - Parameter lexicon: its table `calendar` has twelve entries, each the forms of one month's name parted by spaces.
  init(_ lexicon: Lexicon) {
    for (index, forms) in lexicon.words(.calendar).enumerated() {
      Array(forms.utf8).withUnsafeBufferPointer { bytes in
        forEachWord(in: bytes, 0..<bytes.count) { months[$0.hash] = index + 1 }
      }
    }
  }

  /// A date and where it stands.
  struct Found: Equatable {
    /// Year, month and day, or year and month where no day is given.
    var iso: String
    var bytes: Range<Int>
  }

  /// The first date in a stretch of valid UTF-8; nil where there is none. O(n).
  func date(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Found? {
    var tokens: [Token] = []
    forEachWord(in: text, range) { word in
      let bytes = Int(word.start)..<Int(word.end)
      tokens.append(Token(number: number(text, bytes), month: months[word.hash], bytes: bytes, sign: text[bytes.lowerBound]))
    }
    for index in tokens.indices {
      if let found = named(tokens, index) ?? numbered(tokens, index, in: text) { return found }
    }
    return nil
  }

  private struct Token {
    /// The number that the word is, or begins with (18th, 2024年).
    var number: Int?
    var month: Int?
    var bytes: Range<Int>
    var sign: UInt8
  }

  private func number(_ text: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>) -> Int? {
    var value = 0
    var index = bytes.lowerBound
    while index < bytes.upperBound, index - bytes.lowerBound < 5, text[index] > 0x2F, text[index] < 0x3A {
      value = value * 10 + Int(text[index] - 0x30)
      index += 1
    }
    // Behind it a th, or one sign beyond ASCII: 18th, 18일.
    let rest = bytes.upperBound - index
    guard index > bytes.lowerBound, rest <= 2 || rest == 3 && text[index] >= 0xE0 else { return nil }
    return value
  }

  /// A date whose month is a word.
  private func named(_ tokens: [Token], _ index: Int) -> Found? {
    guard let month = tokens[index].month else { return nil }
    func year(_ at: Int) -> Int? {
      guard tokens.indices.contains(at), let number = tokens[at].number, isYear(number) else { return nil }
      return number
    }
    func day(_ at: Int) -> Int? {
      guard tokens.indices.contains(at), let number = tokens[at].number, (1...31).contains(number) else { return nil }
      return number
    }
    // 2024년 3월 18일.
    if let year = year(index - 1), let day = day(index + 1) {
      return found(year, month, day, tokens[index - 1].bytes.lowerBound..<tokens[index + 1].bytes.upperBound)
    }
    // 26 de enero de 2026: a small word may stand on both sides.
    let before = index > 0 && day(index - 1) == nil && index > 1 && tokens[index - 1].bytes.count <= 3 ? index - 2 : index - 1
    if let day = day(before), tokens[before].number != nil {
      for at in [index + 1, index + 2] {
        if let year = year(at) { return found(year, month, day, tokens[before].bytes.lowerBound..<tokens[at].bytes.upperBound) }
      }
    }
    if let day = day(index + 1), let year = year(index + 2) {
      return found(year, month, day, tokens[index].bytes.lowerBound..<tokens[index + 2].bytes.upperBound)
    }
    for at in [index + 1, index + 2] {
      if let year = year(at) { return found(year, month, nil, tokens[index].bytes.lowerBound..<tokens[at].bytes.upperBound) }
    }
    return nil
  }

  /// A date in numbers alone. Day and month in an order that cannot be told give none.
  private func numbered(_ tokens: [Token], _ index: Int, in text: UnsafeBufferPointer<UInt8>) -> Found? {
    if let found = packed(tokens[index], in: text) { return found }
    guard let first = tokens[index].number else { return nil }
    // 2024年3月18日: each sign is a word of its own.
    if isYear(first), index + 4 < tokens.count, let month = tokens[index + 2].number, let day = tokens[index + 4].number,
      tokens[index + 1].sign >= 0xE3, tokens[index + 3].sign >= 0xE3, (1...12).contains(month), (1...31).contains(day)
    {
      return found(first, month, day, tokens[index].bytes.lowerBound..<tokens[min(index + 5, tokens.count - 1)].bytes.upperBound)
    }
    guard index + 2 < tokens.count, let second = tokens[index + 1].number, let third = tokens[index + 2].number,
      isJoined(tokens[index], tokens[index + 1], in: text), isJoined(tokens[index + 1], tokens[index + 2], in: text)
    else { return nil }
    let bytes = tokens[index].bytes.lowerBound..<tokens[index + 2].bytes.upperBound
    if isYear(first), (1...12).contains(second), (1...31).contains(third) { return found(first, second, third, bytes) }
    guard isYear(third) else { return nil }
    if (1...12).contains(second), first > 12, first <= 31 { return found(third, second, first, bytes) }
    if (1...12).contains(first), second > 12, second <= 31 { return found(third, first, second, bytes) }
    // With full stops the day comes first.
    if text[tokens[index].bytes.upperBound] == 0x2E, (1...12).contains(second), (1...31).contains(first) {
      return found(third, second, first, bytes)
    }
    return first == second && (1...12).contains(first) ? found(third, second, first, bytes) : nil
  }

  /// 18.3.2024: full stops between digits part no words.
  private func packed(_ token: Token, in text: UnsafeBufferPointer<UInt8>) -> Found? {
    let parts = text[token.bytes].split(separator: 0x2E)
    guard parts.count == 3 else { return nil }
    let numbers = parts.compactMap { number(text, $0.startIndex..<$0.endIndex) }
    guard numbers.count == 3, isYear(numbers[2]), (1...12).contains(numbers[1]), (1...31).contains(numbers[0]) else { return nil }
    return found(numbers[2], numbers[1], numbers[0], token.bytes)
  }

  private func isJoined(_ first: Token, _ second: Token, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard second.bytes.lowerBound - first.bytes.upperBound == 1 else { return false }
    let sign = text[first.bytes.upperBound]
    return sign == 0x2D || sign == 0x2F || sign == 0x2E
  }

  private func isYear(_ number: Int) -> Bool { number >= 1700 && number < 2200 }

  private func found(_ year: Int, _ month: Int, _ day: Int?, _ bytes: Range<Int>) -> Found {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return Found(iso: "\(year)-\(two(month))" + (day.map { "-" + two($0) } ?? ""), bytes: bytes)
  }
}
