/// Words as numbers: equal for words that differ in case or in the form of the apostrophe alone.

/// Hashes words, so that sets and counts of words need no strings.
///
/// FNV-1a over the folded scalars. With 64 bits two of a million words share a key once in tens of millions of texts.
enum WordKey {
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func mix(_ key: UInt64, _ scalar: UInt32) -> UInt64 { (key ^ UInt64(scalar)) &* 0x100_0000_01b3 }

  /// The key of valid UTF-8. O(its length).
  static func of(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64 {
    var key = seed
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if byte < 0x80 {
        key = mix(key, UInt32(byte &- 0x41 < 26 ? byte | 0x20 : byte))
        index += 1
      } else {
        let (scalar, length) = UTF8Scalars.decode(text, at: index, end: range.upperBound)
        key = mix(key, fold(scalar))
        index += length
      }
    }
    return key
  }

  static func of(_ word: String) -> UInt64 {
    var word = word
    return word.withUTF8 { of($0, 0..<$0.count) }
  }

  /// Simple case folding, with one form for straight and curly apostrophes.
  @inline(__always)
  static func fold(_ scalar: UInt32) -> UInt32 {
    if scalar == 0x2019 { return 0x27 }
    // Above the alphabets with case, below the few rare ones: no call for the scripts of most texts.
    if scalar >= 0x2E80, scalar < 0xA640 { return scalar }
    return ICU.foldCase(scalar)
  }
}

/// Bits under keys, in open addressing: keys are hashes already, and need no other one.
struct KeyTable: Sendable {
  private struct Slot {
    /// Zero where it is empty.
    var key: UInt64 = 0
    var bits: UInt32 = 0
  }

  private let slots: [Slot]
  private let mask: Int

  init(_ bits: [UInt64: UInt32]) {
    var size = 16
    while size < 3 * bits.count { size *= 2 }
    var slots = [Slot](repeating: Slot(), count: size)
    for (key, bits) in bits where key != 0 {
      var slot = Self.slot(key, size - 1)
      while slots[slot].key != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(key: key, bits: bits)
    }
    self.slots = slots
    mask = size - 1
  }

  @inline(__always)
  private static func slot(_ key: UInt64, _ mask: Int) -> Int { Int(truncatingIfNeeded: key ^ key >> 29) & mask }

  /// The bits of a key; none where it has none. O(1).
  @inline(__always)
  subscript(key: UInt64) -> UInt32 {
    slots.withUnsafeBufferPointer { slots in
      var slot = Self.slot(key, mask)
      while slots[slot].key != 0 {
        if slots[slot].key == key { return slots[slot].bits }
        slot = (slot + 1) & mask
      }
      return 0
    }
  }
}

/// A set of keys.
struct KeySet: Sendable {
  private let table: KeyTable
  let isEmpty: Bool

  init(_ keys: some Sequence<UInt64>) {
    table = KeyTable(Dictionary(keys.map { ($0, 1) }, uniquingKeysWith: { first, _ in first }))
    isEmpty = keys.first { _ in true } == nil
  }

  /// O(1).
  @inline(__always)
  func contains(_ key: UInt64) -> Bool { table[key] != 0 }
}

extension Lexicon {
  /// The keys of a table's words.
  func keys(_ table: Table) -> Set<UInt64> {
    once("keys of \(table.rawValue)") { Set($0.words(table).map { WordKey.of($0) }) }
  }

  /// The keys of the words of some tables, to be looked up.
  func keySet(_ tables: Table...) -> KeySet {
    once("key set of \(tables.map(\.rawValue))") { lexicon in KeySet(tables.flatMap { lexicon.keys($0) }) }
  }
}
