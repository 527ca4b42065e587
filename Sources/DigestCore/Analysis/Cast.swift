/// The people and bodies that a text names, each once, under the fullest name that it has for them.

/// What the text's words tell of the number and gender of who is named.
enum Gender: UInt8 {
  case unknown, male, female, body

  func agrees(with other: Gender) -> Bool { self == .unknown || other == .unknown || self == other }
}

/// Somebody named.
struct Person {
  /// Hashes of the first and last word of the fullest name.
  var first: UInt64
  var last: UInt64
  /// The fullest name, in bytes of `Article.utf8`.
  var name: Range<Int>
  var words: Int
  var gender: Gender
  /// Whether a title tells the gender, not pronouns alone.
  var isTitled = false
  /// How many pronouns that seem to mean the person are a man's, less those that are a woman's.
  var lean = 0
  /// Whether something says that it is a person: title, given name, cue.
  var isPerson = false
  var mentions = 1
  var lastSeen = 0
  /// The person before this one with the same last or first word.
  var nextByLast: Int32 = -1
  var nextByFirst: Int32 = -1
}

/// A name as it stands in the text.
struct NameMention {
  /// Its tokens.
  var tokens: Range<Int>
  /// The tokens without title, and the whole with it.
  var titled: Range<Int>
  var person: Int
}

/// An index of persons by their first and last words. A look-up follows at most `reach` persons of the same word.
struct Cast {
  /// Whether all nouns of the language have capitals, so that one capital word alone is no name yet.
  var nounsAreCapital = false
  /// Whether names have cases: of two forms as long in words, the shorter is taken for the first case.
  var namesHaveCases = false
  private(set) var persons: [Person] = []
  private var byLast: [UInt64: Int32] = [:]
  private var byFirst: [UInt64: Int32] = [:]
  private var byRole: [UInt64: Int32] = [:]
  /// Words seen with a small first letter, as a set of bits under their hashes: what begins a sentence and is among them is no name.
  private var small = [UInt64](repeating: 0, count: 1 << 12)

  private static let reach = 8
  private static let recent = 64

  @inline(__always)
  mutating func noteSmall(_ hash: UInt64) {
    let bit = Int(truncatingIfNeeded: hash >> 8) & (1 << 18 - 1)
    small[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  func isKnownSmall(_ hash: UInt64) -> Bool {
    let bit = Int(truncatingIfNeeded: hash >> 8) & (1 << 18 - 1)
    return small[bit >> 6] & (1 << UInt64(bit & 63)) != 0
  }

  func knows(_ hash: UInt64) -> Bool { byLast[hash] != nil || byFirst[hash] != nil }

  /// The person whom a name of one or more words means; a new one where nobody fits.
  ///
  /// - Parameters:
  ///   - name: the bytes of the name without titles (with its title, where it is a single word).
  ///   - gender: what the title tells.
  mutating func person(
    first: UInt64, last: UInt64, words: Int, name: Range<Int>, gender: Gender, hasTitle: Bool, isPerson: Bool
  ) -> Int {
    if let found = find(first: first, last: last, words: words, gender: gender) {
      let weight = words + (hasTitle && words == 1 ? 1 : 0)
      let known = persons[found].words
      let isFirstCase = namesHaveCases && weight == known && words > 1 && name.count < persons[found].name.count
      if weight > known || isFirstCase || weight == known && words == 1 && name.count > persons[found].name.count {
        if words > 1, persons[found].words <= 2 { reindex(found, first: first, last: last) }
        persons[found].name = name
        persons[found].words = weight
      }
      if persons[found].gender == .unknown || hasTitle && gender != .unknown { persons[found].gender = gender }
      if hasTitle, gender != .unknown { persons[found].isTitled = true }
      if isPerson { persons[found].isPerson = true }
      persons[found].lastSeen = name.lowerBound
      persons[found].mentions += 1
      return found
    }
    let index = persons.count
    var person = Person(
      first: first, last: last, name: name, words: words + (hasTitle && words == 1 ? 1 : 0), gender: gender, isPerson: isPerson,
      lastSeen: name.lowerBound)
    person.isTitled = hasTitle && gender != .unknown
    person.nextByLast = byLast.updateValue(Int32(truncatingIfNeeded: index), forKey: last) ?? -1
    person.nextByFirst = byFirst.updateValue(Int32(truncatingIfNeeded: index), forKey: first) ?? -1
    persons.append(person)
    return index
  }

  private mutating func reindex(_ index: Int, first: UInt64, last: UInt64) {
    if persons[index].last != last {
      persons[index].nextByLast = byLast.updateValue(Int32(truncatingIfNeeded: index), forKey: last) ?? -1
      persons[index].last = last
    }
    if persons[index].first != first {
      persons[index].nextByFirst = byFirst.updateValue(Int32(truncatingIfNeeded: index), forKey: first) ?? -1
      persons[index].first = first
    }
  }

  private func find(first: UInt64, last: UInt64, words: Int, gender: Gender) -> Int? {
    var best: Int?
    // By the last word: Jun Lei, Mr Lei, Lei.
    follow(byLast[last], \.nextByLast) { index in
      let person = persons[index]
      guard person.last == last, person.gender.agrees(with: gender) else { return false }
      if words == 1 || person.first == person.last || person.first == first {
        if best.map({ isBetter(person, than: persons[$0]) }) ?? true { best = index }
        return person.first == first && words > 1
      }
      return false
    }
    if best != nil { return best }
    // By the first: Hillary, and Lei of Lei Jun. A longer name may follow its first word alone.
    follow(byFirst[words == 1 ? last : first], \.nextByFirst) { index in
      let person = persons[index]
      guard person.gender.agrees(with: gender), person.first == (words == 1 ? last : first) else { return false }
      if words == 1 || person.first == person.last && person.words == 1 {
        best = index
        return true
      }
      return false
    }
    return best
  }

  /// Of two people with one surname: the one whom the text speaks of far more, else the last one mentioned.
  private func isBetter(_ person: Person, than other: Person) -> Bool {
    if person.mentions > 3 * other.mentions { return true }
    if other.mentions > 3 * person.mentions { return false }
    return person.lastSeen > other.lastSeen
  }

  private func follow(_ start: Int32?, _ next: KeyPath<Person, Int32>, _ visit: (Int) -> Bool) {
    var index = start ?? -1
    for _ in 0..<Self.reach where index >= 0 {
      if visit(Int(index)) { return }
      index = persons[Int(index)][keyPath: next]
    }
  }

  /// The last of the persons whose name begins with a surname alone: 佐藤 of 佐藤健一. O(1): the last `recent` ones are looked at.
  func person(whoseNameBegins name: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Int? {
    persons.indices.suffix(Self.recent).last { index in
      persons[index].name.count > name.count && text[persons[index].name].starts(with: text[name])
    }
  }

  mutating func setGender(_ gender: Gender, of index: Int) {
    if persons[index].gender == .unknown { persons[index].gender = gender }
  }

  /// Hears a pronoun that seems to mean somebody.
  mutating func vote(_ gender: Gender, for index: Int) { persons[index].lean += gender == .male ? 1 : -1 }

  mutating func markPerson(_ index: Int) { persons[index].isPerson = true }

  mutating func setRole(_ role: UInt64, of index: Int) { byRole[role] = Int32(truncatingIfNeeded: index) }

  func person(withRole role: UInt64) -> Int? { byRole[role].map { Int($0) } }
}
