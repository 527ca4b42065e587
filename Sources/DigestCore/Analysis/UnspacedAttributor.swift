/// Cue and speaker in languages that write without blanks, Chinese first: by the signs around a quotation.

/// What the signs beside a quotation tell, in bytes of `Article.utf8`.
struct UnspacedAttribution {
  var speaker: Range<Int>
  /// The speaker's name without role; nil where there is none.
  var name: Range<Int>?
  var isPronoun: Bool
  var cue: Range<Int>?
  /// The role beside the name, or alone.
  var role: Range<Int>?
}

/// Reads at most `reach` signs on either side of a quotation.
struct UnspacedAttributor {
  private let cues: WordsBySign
  private let roles: WordsBySign
  private let pronouns: WordsBySign
  private let ends: WordsBySign
  private let openers: WordsBySign
  private let bodies: [[UInt32]]
  private let surnames: Set<UInt32>
  private let namings: WordsBySign

  private static let reach = 80
  private static let longestName = 8
  private static let memory = 300

  init(lexicon: Lexicon) {
    cues = WordsBySign(lexicon.words(.cues) + lexicon.words(.weakCues))
    roles = WordsBySign(lexicon.words(.roles))
    pronouns = WordsBySign(
      lexicon.words(.malePronouns) + lexicon.words(.femalePronouns) + lexicon.words(.pluralPronouns) + lexicon.words(.speakerPronouns))
    ends = WordsBySign(lexicon.words(.interposed))
    openers = WordsBySign(lexicon.words(.clauseOpeners))
    bodies = lexicon.words(.organisations).map { $0.unicodeScalars.map(\.value) }
    namings = WordsBySign(lexicon.words(.namings))
    surnames = Set(lexicon.words(.surnames).compactMap { $0.unicodeScalars.first?.value })
  }

  /// Whether a language's verbs of saying are written in such signs.
  static func serves(_ lexicon: Lexicon) -> Bool {
    (lexicon.words(.cues).first?.unicodeScalars.first?.value).map { $0 >= 0x2E80 } ?? false
  }

  /// The sentence that ends where a quotation begins.
  func before(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnspacedAttribution? {
    let signs = Signs(text, lastOf: range, Self.reach)
    let start = (signs.values.lastIndex { Self.isStop($0) } ?? -1) + 1
    return attribution(signs, start..<signs.values.count)
  }

  /// The words that follow a quotation, as far as their sentence goes.
  func after(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnspacedAttribution? {
    let signs = Signs(text, firstOf: range, Self.reach)
    let end = signs.values.firstIndex { Self.isStop($0) } ?? signs.values.count
    return attribution(signs, 0..<end)
  }

  /// Whether the clause right before a quotation holds a verb of saying, or a colon ends it.
  func introduces(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let signs = Signs(text, lastOf: range, 24)
    guard let last = signs.values.last else { return false }
    if last == 0xFF1A || last == 0x3A { return true }
    let end = Self.isComma(last) ? signs.values.count - 1 : signs.values.count
    let start = (signs.values[..<end].lastIndex { Self.isStop($0) || Self.isComma($0) } ?? -1) + 1
    return (start..<end).contains { cues.length(in: signs.values, at: $0) > 0 }
  }

  /// Whether a word such as so-called stands right before a quotation.
  func names(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let signs = Signs(text, lastOf: range, 8)
    return namings.length(endingAt: signs.values.count, in: signs.values, from: 0) > 0
  }

  /// The person whom a paragraph's sentence is about: a role with a name, a pronoun, at a clause's start.
  func subject(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnspacedAttribution? {
    let signs = Signs(text, lastOf: range, Self.reach)
    var end = signs.values.count
    while end > 0, Self.isStop(signs.values[end - 1]) { end -= 1 }
    let start = (signs.values[..<end].lastIndex { Self.isStop($0) } ?? -1) + 1
    return leading(signs, start..<end)
  }

  /// What the sentence after a quotation is about.
  func subject(after range: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> UnspacedAttribution? {
    let signs = Signs(text, firstOf: range, Self.reach)
    return leading(signs, 0..<(signs.values.firstIndex { Self.isStop($0) } ?? signs.values.count))
  }

  /// The last name with which a sentence begins, of the last `memory` signs of a stretch.
  func lastName(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnspacedAttribution? {
    let signs = Signs(text, lastOf: range, Self.memory)
    var found: UnspacedAttribution?
    var start = 0
    while start < signs.values.count {
      let end = signs.values[start...].firstIndex { Self.isStop($0) } ?? signs.values.count
      if let next = leading(signs, start..<end), next.name != nil { found = next }
      start = end + 1
    }
    return found
  }

  private func attribution(_ signs: Signs, _ range: Range<Int>) -> UnspacedAttribution? {
    var found: UnspacedAttribution?
    var index = range.lowerBound
    var clause = range.lowerBound
    while index < range.upperBound {
      if Self.isComma(signs.values[index]) { clause = index + 1 }
      let length = cues.length(in: signs.values, at: index)
      guard length > 0, index + length <= range.upperBound else {
        index += 1
        continue
      }
      let cue = signs.bytes(index..<index + length)
      if var speaker = subject(signs, clause..<index) ?? (found == nil ? leading(signs, range.lowerBound..<index) : nil) {
        speaker.cue = cue
        found = speaker
      }
      index += length
    }
    if found == nil, let last = signs.values[range].last, last == 0xFF1A { found = leading(signs, range) }
    return found
  }

  /// The subject of a clause, from its beginning to its verb.
  private func subject(_ signs: Signs, _ range: Range<Int>) -> UnspacedAttribution? {
    var start = range.lowerBound
    while start < range.upperBound, case let length = openers.length(in: signs.values, at: start), length > 0 { start += length }
    guard start < range.upperBound else { return nil }
    if case let length = pronouns.length(in: signs.values, at: start), length > 0 {
      let bytes = signs.bytes(start..<min(start + length, range.upperBound))
      return UnspacedAttribution(speaker: bytes, name: nil, isPronoun: true, cue: nil)
    }
    if let found = named(signs, start..<range.upperBound) { return found }
    // A body, or a short name without a role.
    let end = nameEnd(signs, start, range.upperBound)
    let words = signs.values[start..<end]
    guard !words.isEmpty, words.allSatisfy({ Self.isSign($0) }) else { return nil }
    let isBody = bodies.contains { words.count > $0.count && words.suffix($0.count).elementsEqual($0) }
    guard isBody && words.count <= 14 || words.count >= 2 && words.count <= 4 && end == range.upperBound || isFullName(signs, start, end)
    else { return nil }
    let bytes = signs.bytes(start..<end)
    return UnspacedAttribution(speaker: bytes, name: bytes, isPronoun: false, cue: nil)
  }

  /// The phrase with which a sentence begins.
  private func leading(_ signs: Signs, _ range: Range<Int>) -> UnspacedAttribution? {
    var clause = range.lowerBound
    while clause < range.upperBound {
      let end = signs.values[clause..<range.upperBound].firstIndex { Self.isComma($0) } ?? range.upperBound
      var start = clause
      while start < end, case let length = openers.length(in: signs.values, at: start), length > 0 { start += length }
      if start < end, case let length = pronouns.length(in: signs.values, at: start), length > 0 {
        return UnspacedAttribution(speaker: signs.bytes(start..<start + length), name: nil, isPronoun: true, cue: nil)
      }
      if let found = named(signs, start..<end) { return found }
      if start < end, case let stop = nameEnd(signs, start, end), isFullName(signs, start, stop) {
        let bytes = signs.bytes(start..<stop)
        return UnspacedAttribution(speaker: bytes, name: bytes, isPronoun: false, cue: nil)
      }
      clause = end + 1
    }
    return nil
  }

  /// A role and the name after it; the role alone where none follows.
  private func named(_ signs: Signs, _ range: Range<Int>) -> UnspacedAttribution? {
    var roleEnd: Int?
    var role = 0..<0
    var index = range.lowerBound
    while index < range.upperBound, !Self.isComma(signs.values[index]) {
      let length = roles.length(in: signs.values, at: index)
      if length > 0, index + length <= range.upperBound {
        roleEnd = index + length
        role = signs.bytes(index..<index + length)
        index += length
      } else if roleEnd != nil {
        break
      } else {
        index += 1
      }
    }
    guard let roleEnd else { return nil }
    let start = phraseStart(signs, range.lowerBound, roleEnd)
    let end = nameEnd(signs, roleEnd, range.upperBound)
    if end > roleEnd, end - roleEnd >= 2 {
      return UnspacedAttribution(
        speaker: signs.bytes(roleEnd..<end), name: signs.bytes(roleEnd..<end), isPronoun: false, cue: nil, role: role)
    }
    // 陈市长: a surname before the role is a name.
    return UnspacedAttribution(speaker: signs.bytes(start..<roleEnd), name: nil, isPronoun: false, cue: nil, role: role)
  }

  /// Descriptions begin after 的, numbers and the like only where they would be long.
  private func phraseStart(_ signs: Signs, _ start: Int, _ end: Int) -> Int { max(start, end - 14) }

  /// Where a name that begins at `start` ends: before a word that cannot be in it.
  private func nameEnd(_ signs: Signs, _ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit, Self.isSign(signs.values[index]) || signs.values[index] == 0xB7 || signs.values[index] == 0x2022 {
      // 欧建明对会议说: right behind a surname stands a given name, whatever its sign also means.
      let isGiven = index == start + 1 && surnames.contains(signs.values[start])
      if cues.length(in: signs.values, at: index) > 0 || !isGiven && ends.length(in: signs.values, at: index) > 0 { break }
      if index - start >= 14 { break }
      index += 1
    }
    guard index - start > Self.longestName || surnames.contains(signs.values[min(start, signs.values.count - 1)]) && index - start > 3
    else { return index }
    // A surname and up to two signs; what is longer is a foreign name or none.
    return index - start > Self.longestName ? start : index
  }

  private func isFullName(_ signs: Signs, _ start: Int, _ end: Int) -> Bool {
    (2...4).contains(end - start) && surnames.contains(signs.values[start])
  }

  private static func isStop(_ sign: UInt32) -> Bool {
    sign == 0x3002 || sign == 0xFF01 || sign == 0xFF1F || sign == 0x0A || sign == 0xFF1B
  }

  private static func isComma(_ sign: UInt32) -> Bool { sign == 0xFF0C || sign == 0x2C || sign == 0xFF1A || sign == 0x3A || sign == 0x3001 }

  private static func isSign(_ sign: UInt32) -> Bool {
    (0x3040...0x30FF).contains(sign) || (0x3400...0x9FFF).contains(sign) || sign >= 0x20000
  }
}

/// The scalars of a stretch with their places.
struct Signs {
  var values: [UInt32] = []
  private var starts: [Int] = []

  init(_ text: UnsafeBufferPointer<UInt8>, firstOf range: Range<Int>, _ limit: Int, keepsBlanks: Bool = false) {
    read(text, range.lowerBound, range.upperBound, limit, keepsBlanks)
  }

  init(_ text: UnsafeBufferPointer<UInt8>, lastOf range: Range<Int>, _ limit: Int, keepsBlanks: Bool = false) {
    var start = max(range.lowerBound, range.upperBound - 3 * limit)
    while start < range.upperBound, text[start] & 0xC0 == 0x80 { start += 1 }
    read(text, start, range.upperBound, .max, keepsBlanks)
  }

  private mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ limit: Int, _ keepsBlanks: Bool) {
    var index = start
    while index < end, values.count < limit {
      let next = min(index + TextBytes.length(text[index]), end)
      let value = TextBytes.scalar(text, index..<next)
      if keepsBlanks || !TextBytes.isBlank(value) {
        values.append(value)
        starts.append(index)
      }
      index = next
    }
    starts.append(index)
  }

  func bytes(_ range: Range<Int>) -> Range<Int> {
    guard range.lowerBound < range.upperBound else { return starts[range.lowerBound]..<starts[range.lowerBound] }
    let last = starts[range.upperBound - 1]
    let length =
      values[range.upperBound - 1] < 0x80 ? 1 : values[range.upperBound - 1] < 0x800 ? 2 : values[range.upperBound - 1] < 0x10000 ? 3 : 4
    return starts[range.lowerBound]..<last + length
  }
}

/// Words under their first sign.
struct WordsBySign {
  private var words: [UInt32: [[UInt32]]] = [:]
  private var longest = 0

  init(_ list: [String]) {
    for word in list {
      let signs = word.unicodeScalars.map(\.value)
      if let first = signs.first { words[first, default: []].append(signs) }
      longest = max(longest, signs.count)
    }
    for key in words.keys { words[key]?.sort { $0.count > $1.count } }
  }

  /// The length of the longest word that ends at a place and begins at `start` or later; 0 where none does.
  func length(endingAt end: Int, in signs: [UInt32], from start: Int) -> Int {
    var first = max(start, end - longest)
    while first < end {
      if length(in: signs, at: first, exactly: end - first) { return end - first }
      first += 1
    }
    return 0
  }

  private func length(in signs: [UInt32], at index: Int, exactly count: Int) -> Bool {
    guard let list = words[signs[index]] else { return false }
    return list.contains { $0.count == count && signs[index..<index + count].elementsEqual($0) }
  }

  /// The length of the longest word at a place; 0 where none stands.
  func length(in signs: [UInt32], at index: Int) -> Int {
    guard index < signs.count, let list = words[signs[index]] else { return 0 }
    for word in list where index + word.count <= signs.count && signs[index..<index + word.count].elementsEqual(word) { return word.count }
    return 0
  }
}
