/// The words and phrases of a language's tables, found in a text in one look-up a word.

/// Finds which tables have the words at a place of a text. Case does not count; in scripts without spaces each sign is a word.
struct PhraseBook: Sendable {
  /// A set of tables, one bit each, in the order given to `init`.
  typealias Tables = UInt32

  private struct Phrase {
    /// Hashes of the words behind the first.
    var rest: [UInt32]
    var tables: Tables
  }

  private var phrases: [UInt32: [Phrase]] = [:]
  /// A bit for each hash that begins a phrase: most words of a text need no more than this.
  private var filter = [UInt64](repeating: 0, count: 1024)

  /// The tables that have a phrase at all.
  private var known: Tables = 0

  /// - Parameter lists: bit i of what is found stands for the i-th list of phrases.
  init(_ lists: [[String]]) {
    phrases.reserveCapacity(lists.reduce(0) { $0 + $1.count })
    var words: [UInt32] = []
    for (bit, list) in lists.enumerated() {
      for var text in list {
        words.removeAll(keepingCapacity: true)
        text.withUTF8 { bytes in
          forEachWord(in: bytes, 0..<bytes.count) { word in words.append(word.hash) }
        }
        guard let first = words.first else { continue }
        known |= 1 << Tables(bit)
        phrases[first, default: []].append(Phrase(rest: Array(words.dropFirst()), tables: 1 << Tables(bit)))
        filter[Int(first >> 6) & 1023] |= 1 << UInt64(first & 63)
      }
    }
  }

  /// The tables that have a phrase beginning with the word at `index` of a block's words, and those that have one which ends with the
  /// last of them. O(phrases that begin with that word).
  func tables(of words: UnsafeBufferPointer<Word>, at index: Int) -> (begun: Tables, filled: Tables) {
    let first = words[index].hash
    guard filter[Int(first >> 6) & 1023] & 1 << UInt64(first & 63) != 0, let candidates = phrases[first] else {
      return (0, 0)
    }
    var found: (begun: Tables, filled: Tables) = (0, 0)
    for phrase in candidates where index + phrase.rest.count < words.count {
      guard phrase.rest.indices.allSatisfy({ words[index + 1 + $0].hash == phrase.rest[$0] }) else { continue }
      found.begun |= phrase.tables
      if index + 1 + phrase.rest.count == words.count { found.filled |= phrase.tables }
    }
    return found
  }

  /// Whether the language has a table.
  func knows(_ table: CueTable) -> Bool { known & table.bit != 0 }

  /// Whether a word alone is in a table. O(1).
  func holds(_ table: CueTable, _ word: Word) -> Bool {
    guard filter[Int(word.hash >> 6) & 1023] & 1 << UInt64(word.hash & 63) != 0, let candidates = phrases[word.hash] else { return false }
    return candidates.contains { $0.rest.isEmpty && $0.tables & table.bit != 0 }
  }

  /// The bytes of the longest phrase of a table at the start of a stretch of valid UTF-8; 0 where there is none.
  func length(of table: CueTable, in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var words: [Word] = []
    forEachWord(in: text, range.prefix(100)) { words.append($0) }
    guard let first = words.first, let candidates = phrases[first.hash] else { return 0 }
    var longest = 0
    for phrase in candidates where phrase.tables & table.bit != 0 && phrase.rest.count < words.count {
      if phrase.rest.indices.allSatisfy({ words[1 + $0].hash == phrase.rest[$0] }) { longest = max(longest, phrase.rest.count + 1) }
    }
    return longest > 0 ? Int(words[longest - 1].end) - range.lowerBound : 0
  }
}
