/// Words as small numbers, with what each weighs: the vocabulary of one stretch of text.

/// Gives each word the number of its term, so that sentences are arrays of integers.
///
/// Forms of a word share a term as far as a cut of the ending brings them together: no stemmer of a language, but the
/// same for all. Kept from one stretch to the next for its room only.
struct TermTable {
  private struct Slot {
    var key: UInt64 = 0
    var term: Int32 = -1
    /// The stretch that filled it: slots of an earlier one are empty, so that forgetting costs nothing.
    var stretch: UInt32 = 0
  }

  /// Words that carry no content.
  private let stopwords: KeySet
  private var slots: [Slot]
  private var stretch: UInt32 = 1
  private var used = 0
  /// How often each term occurs.
  private(set) var counts: [Int32] = []
  /// A key of each term that is the same in every stretch.
  private(set) var keys: [UInt64] = []

  init(lexicon: Lexicon) {
    stopwords = lexicon.keySet(.stopwords)
    slots = Array(repeating: Slot(), count: 1 << 12)
  }

  /// Forgets all terms.
  mutating func removeAll() {
    stretch &+= 1
    if stretch == 0 {
      slots = Array(repeating: Slot(), count: slots.count)
      stretch = 1
    }
    used = 0
    counts.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
  }

  /// The term of a word, counted once more; nil for words without content.
  @inline(__always)
  mutating func count(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Int32? { count(text, word, WordKey.of(text, word)) }

  /// The same of a word whose key is known.
  @inline(__always)
  mutating func count(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ key: UInt64) -> Int32? {
    let term = self.term(text, word, key)
    guard term >= 0 else { return nil }
    counts[Int(term)] += 1
    return term
  }

  /// -2 for words without content.
  private mutating func term(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ key: UInt64) -> Int32 {
    let slot = find(key)
    if isFull(slots[slot]) { return slots[slot].term }
    let term: Int32 = isEmpty(text, word, key) ? -2 : stemTerm(WordStem.key(text, word))
    if used * 2 >= slots.count { grow() }
    slots[find(key)] = Slot(key: key, term: term, stretch: stretch)
    used += 1
    return term
  }

  private mutating func stemTerm(_ stem: UInt64) -> Int32 {
    // Stems share the slots with whole words, under keys of their own.
    let key = stem ^ 0x9E37_79B9_7F4A_7C15
    let slot = find(key)
    if isFull(slots[slot]) { return slots[slot].term }
    let term = Int32(counts.count)
    counts.append(0)
    keys.append(stem)
    slots[slot] = Slot(key: key, term: term, stretch: stretch)
    used += 1
    return term
  }

  private func isEmpty(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ key: UInt64) -> Bool {
    stopwords.contains(key) || word.count == 1
  }

  @inline(__always)
  private func isFull(_ slot: Slot) -> Bool { slot.stretch == stretch }

  @inline(__always)
  private func find(_ key: UInt64) -> Int {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: key ^ key >> 29) & mask
    while isFull(slots[index]), slots[index].key != key { index = (index + 1) & mask }
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where isFull(slot) { slots[find(slot.key)] = slot }
  }
}

/// What the forms of a word have in common.
enum WordStem {
  /// The key of a word without a possessive or plural ending, cut to its first seven letters.
  static func key(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> UInt64 {
    var end = word.upperBound
    if end - word.lowerBound > 3, text[end - 1] | 0x20 == 0x73 {
      // 's and ’s, then s but not ss, us, is.
      if text[end - 2] == 0x27 {
        end -= 2
      } else if end - word.lowerBound > 4, text[end - 2] == 0x99, text[end - 3] == 0x80 {
        end -= 4
      } else if !(text[end - 2] | 0x20 == 0x73 || text[end - 2] | 0x20 == 0x75 || text[end - 2] | 0x20 == 0x69) {
        end -= 1
      }
    }
    var index = word.lowerBound
    var letters = 0
    while index < end, letters < 7 {
      index += UTF8Scalars.decode(text, at: index, end: end).length
      letters += 1
    }
    return WordKey.of(text, word.lowerBound..<min(index, end))
  }
}
