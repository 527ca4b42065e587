/// How a language's words change at their ends and beginnings, as far as finding them in tables needs it.

/// Endings under their last byte: one look tells whether a word may have one.
struct Endings {
  private var byLastByte = [[[UInt8]]](repeating: [], count: 256)
  let isEmpty: Bool

  init(_ words: [String]) {
    isEmpty = words.isEmpty
    for word in words {
      if let last = word.utf8.last { byLastByte[Int(last)].append(Array(word.utf8)) }
    }
    for index in byLastByte.indices { byLastByte[index].sort { $0.count > $1.count } }
  }

  /// The bytes of the longest ending of a word that leaves at least `rest` bytes; 0 where it has none. O(endings of one last byte).
  func length(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, leaving rest: Int) -> Int {
    guard let last = word.last else { return 0 }
    for ending in byLastByte[Int(text[last])] where word.count >= ending.count + rest {
      if text[word.upperBound - ending.count..<word.upperBound].elementsEqual(ending) { return ending.count }
    }
    return 0
  }
}

/// The endings, prefixes and compounds of a language; a language without such tables has no value of this type.
struct Inflection {
  private let endings: Endings
  private let prefixes: [[UInt8]]
  private let roleEndings: Endings
  private let organisationEndings: Endings

  init?(lexicon: Lexicon) {
    endings = Endings(lexicon.words(.nameEndings))
    prefixes = lexicon.words(.proclitics).map { Array($0.utf8) }.sorted { $0.count > $1.count }
    roleEndings = Endings(lexicon.words(.roleEndings))
    organisationEndings = Endings(lexicon.words(.organisationEndings))
    if endings.isEmpty, prefixes.isEmpty, roleEndings.isEmpty, organisationEndings.isEmpty { return nil }
  }

  /// A word without its case ending, three letters at the least.
  func stem(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Range<Int> {
    // Letters beyond ASCII take two bytes.
    let rest = text[word.lowerBound] >= 0xC6 ? 6 : 3
    return word.lowerBound..<word.upperBound - endings.length(text, word, leaving: rest)
  }

  /// Where a word begins without the words written together with it; its own start where none is.
  func start(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Int {
    for prefix in prefixes where word.count >= prefix.count + 4 && text[word].starts(with: prefix) { return word.lowerBound + prefix.count }
    return word.lowerBound
  }

  /// What a compound's last part tells: Verkehrsministerin.
  func compound(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> TokenClass {
    if roleEndings.length(text, word, leaving: 2) > 0 { return .role }
    return organisationEndings.length(text, word, leaving: 2) > 0 ? .organisation : []
  }
}
