/// What a language's lists say of a word: one look-up for all of them.

/// The classes of a word; a word may have several.
struct TokenClass: OptionSet {
  let rawValue: UInt32

  static let cue = TokenClass(rawValue: 1 << 0)
  static let weakCue = TokenClass(rawValue: 1 << 1)
  static let title = TokenClass(rawValue: 1 << 2)
  static let maleTitle = TokenClass(rawValue: 1 << 3)
  static let femaleTitle = TokenClass(rawValue: 1 << 4)
  static let role = TokenClass(rawValue: 1 << 5)
  static let male = TokenClass(rawValue: 1 << 6)
  static let female = TokenClass(rawValue: 1 << 7)
  static let plural = TokenClass(rawValue: 1 << 8)
  static let speaker = TokenClass(rawValue: 1 << 9)
  static let relative = TokenClass(rawValue: 1 << 10)
  static let determiner = TokenClass(rawValue: 1 << 11)
  static let preposition = TokenClass(rawValue: 1 << 12)
  static let conjunction = TokenClass(rawValue: 1 << 13)
  static let adverb = TokenClass(rawValue: 1 << 14)
  static let day = TokenClass(rawValue: 1 << 15)
  static let naming = TokenClass(rawValue: 1 << 16)
  static let organisation = TokenClass(rawValue: 1 << 17)
  static let particle = TokenClass(rawValue: 1 << 18)
  static let givenName = TokenClass(rawValue: 1 << 19)
  /// What is said, as a noun: comment, promise.
  static let saying = TokenClass(rawValue: 1 << 20)
  static let common = TokenClass(rawValue: 1 << 21)
  static let abbreviation = TokenClass(rawValue: 1 << 22)
  /// Begins a phrase after which stands who says it.
  static let source = TokenClass(rawValue: 1 << 23)
  static let sourceAfter = TokenClass(rawValue: 1 << 24)
  static let viewpoint = TokenClass(rawValue: 1 << 25)
  static let tag = TokenClass(rawValue: 1 << 26)
  static let definite = TokenClass(rawValue: 1 << 27)
  static let bearer = TokenClass(rawValue: 1 << 28)
  static let elided = TokenClass(rawValue: 1 << 29)
  static let enclitic = TokenClass(rawValue: 1 << 30)
  static let auxiliary = TokenClass(rawValue: 1 << 31)

  static let pronoun: TokenClass = [.male, .female, .plural, .speaker]
  /// What a noun keeps in all its cases, and under an article written with it.
  static let ofNouns: TokenClass = [.title, .maleTitle, .femaleTitle, .role, .organisation, .bearer, .naming]
}

/// Words of a lexicon under the hash of their small letters: open addressing, no String in sight.
struct TokenClasses {
  private var keys: [UInt64]
  private var classes: [UInt32]
  private let mask: Int
  /// How the language's words change; nil where they are looked up as they stand.
  let inflection: Inflection?

  init(lexicon: Lexicon) {
    let rows: [(Lexicon.Table, TokenClass)] = [
      (.cues, .cue), (.weakCues, .weakCue), (.titles, [.title, .abbreviation]), (.maleTitles, .maleTitle), (.femaleTitles, .femaleTitle),
      (.roles, .role), (.malePronouns, .male), (.femalePronouns, .female), (.pluralPronouns, .plural), (.speakerPronouns, .speaker),
      (.relatives, .relative), (.nounMarkers, .determiner), (.governors, .preposition), (.clauseOpeners, .conjunction),
      (.interposed, .adverb), (.days, .day), (.months, .day), (.namings, .naming), (.organisations, .organisation), (.particles, .particle),
      (.givenNames, .givenName), (.sayings, .saying), (.stopwords, .common), (.starters, .common), (.connectives, .common),
      (.abbreviations, .abbreviation), (.numberAbbreviations, .abbreviation), (.sources, .source), (.sourcesAfter, .sourceAfter),
      (.viewpoints, .viewpoint), (.tags, .tag), (.definiteArticles, .definite), (.bearers, .bearer), (.elided, .elided),
      (.enclitics, .enclitic), (.auxiliaries, .auxiliary),
    ]
    let words = rows.map { lexicon.words($0.0) }
    var size = 64
    while size < 3 * words.reduce(0, { $0 + $1.count }) { size *= 2 }
    keys = Array(repeating: 0, count: size)
    classes = Array(repeating: 0, count: size)
    mask = size - 1
    inflection = Inflection(lexicon: lexicon)
    for (row, list) in zip(rows, words) {
      // Jun and Mar are months only with their stop, and names without it.
      for word in list where row.0 != .months || word.utf8.count > 4 || word == "May" || word == "June" || word == "July" {
        // Of a phrase its first word: the rest is compared where that stands.
        let bytes = Array((row.0 == .sources ? lexicon.parts(ofPhrase: word)[0] : word).utf8)
        insert(TokenHash.of(bytes), row.1)
        if let inflection, !row.1.isDisjoint(with: .ofNouns) {
          bytes.withUnsafeBufferPointer { insert(TokenHash.of($0[inflection.stem($0, 0..<$0.count)]), row.1) }
        }
      }
    }
  }

  private mutating func insert(_ key: UInt64, _ value: TokenClass) {
    var slot = Int(truncatingIfNeeded: key) & mask
    while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
    keys[slot] = key
    classes[slot] |= value.rawValue
  }

  /// The hash that the tokenizer gives a word: of its stem, where the language's nouns change at their ends.
  func hash(of word: String) -> UInt64 {
    Array(word.utf8).withUnsafeBufferPointer { bytes in
      TokenHash.of(inflection.map { bytes[$0.stem(bytes, 0..<bytes.count)] } ?? bytes[...])
    }
  }

  func classes(of key: UInt64) -> TokenClass {
    var slot = Int(truncatingIfNeeded: key) & mask
    while keys[slot] != 0 {
      if keys[slot] == key { return TokenClass(rawValue: classes[slot]) }
      slot = (slot + 1) & mask
    }
    return []
  }
}

/// FNV-1a over a word's small letters (Latin, Cyrillic and Greek), mixed at the end.
struct TokenHash {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325
  private var lead: UInt8 = 0

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    var byte = byte
    if byte < 0x80 {
      if byte &- 0x41 < 26 { byte |= 0x20 }
    } else if byte < 0xC0 {
      switch lead {
      case 0xC3 where byte < 0x9F && byte != 0x97: byte |= 0x20
      case 0xC4, 0xC5: if byte & 1 == 0 { byte |= 1 }
      case 0xD0 where byte >= 0x90 && byte < 0xA0: byte |= 0x20
      default: break
      }
    }
    // Р to Я are D0 A0 to D0 AF, р to я D1 80 to D1 8F.
    if lead == 0xD0, byte >= 0xA0, byte < 0xB0 {
      value = (value ^ 0xD0 ^ 0xD1) &* 0x100_0000_01b3
      byte -= 0x20
    }
    lead = byte >= 0xC0 ? byte : 0
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  /// Never 0, which marks an empty slot.
  var finished: UInt64 { (value ^ value >> 29) | 1 }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = TokenHash()
    for byte in bytes { hash.add(byte) }
    return hash.finished
  }
}
