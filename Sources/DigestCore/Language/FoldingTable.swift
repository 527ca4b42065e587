/// What each scalar becomes in the search folding, worked out when first asked for, once for the whole program.

import Synchronization

/// Scalars to their folded UTF-8.
///
/// Built from NFKD (and NFKC_Casefold where case does not count) minus the accents, and three small tables of ours:
/// quotation marks, dashes, and letters that Unicode does not decompose. It is made in pages of 64 scalars, for most texts
/// need few of them.
struct FoldingTable: Sendable {
  /// Case does not count.
  static let insensitive = FoldingTable(keepsCase: false)
  /// Case counts.
  static let sensitive = FoldingTable(keepsCase: true)

  /// How many bits of a scalar say where on its page it is.
  static let pageBits: UInt32 = 6
  private static let pageLength = 1 << Int(pageBits)

  /// What a scalar becomes.
  enum Folded {
    case itself
    /// White space: runs of it become one space.
    case space
    /// Nothing: marks, controls, soft hyphens, zero-width characters.
    case ignored
    /// A range of `expansions`.
    case bytes(Range<Int>)
  }

  /// What the scalars of a page become.
  final class Page: Sendable {
    /// For each scalar: 0 is itself, 1 a space, 2 nothing, else `offset << 6 | length`.
    private let entries: [UInt32]
    /// The folded bytes that the entries point into.
    let expansions: [UInt8]

    fileprivate init(_ number: UInt32, keepsCase: Bool) {
      var entries = [UInt32](repeating: 0, count: FoldingTable.pageLength)
      var expansions: [UInt8] = [0]
      for index in 0..<FoldingTable.pageLength {
        let scalar = number << FoldingTable.pageBits | UInt32(index)
        if FoldingTable.plain.contains(where: { $0.contains(scalar) }) { continue }
        let value = Unicode.Scalar(scalar)
        if value?.properties.isWhitespace == true || (0x1C...0x1F).contains(scalar) {
          entries[index] = 1
          continue
        }
        let folded = FoldingTable.folded(scalar, keepsCase: keepsCase)
        if folded.isEmpty {
          entries[index] = 2
        } else if value.map({ !folded.elementsEqual(String($0).utf8) }) ?? false {
          entries[index] = UInt32(expansions.count) << 6 | UInt32(folded.count)
          expansions += folded
        }
      }
      self.entries = entries
      self.expansions = expansions
    }

    /// The folding of one of its scalars.
    @inline(__always) subscript(scalar: UInt32) -> Folded {
      let entry = entries[Int(scalar) & (FoldingTable.pageLength - 1)]
      switch entry {
      case 0: return .itself
      case 1: return .space
      case 2: return .ignored
      default: return .bytes(Int(entry >> 6)..<Int(entry >> 6) + Int(entry & 63))
      }
    }
  }

  /// The pages made so far.
  private final class Pages: Sendable {
    let made = Mutex([Page?](repeating: nil, count: 0x10000 >> FoldingTable.pageBits))
  }

  private let keepsCase: Bool
  private let pages = Pages()

  /// The page of a scalar of the basic plane: its number is the scalar without its last `pageBits`.
  func page(_ number: UInt32) -> Page {
    pages.made.withLock { made in
      if let page = made[Int(number)] { return page }
      let page = Page(number, keepsCase: keepsCase)
      made[Int(number)] = page
      return page
    }
  }

  /// The folded UTF-8 of a scalar above the basic plane; empty where it is ignored.
  func astral(_ scalar: UInt32) -> [UInt8] {
    Self.folded(scalar, keepsCase: keepsCase)
  }

  /// Blocks that fold to themselves or by arithmetic, left out when the table is made: ideographs, Hangul, surrogates, private use.
  private static let plain: [ClosedRange<UInt32>] = [0x3400...0x9FFF, 0xAC00...0xF8FF]

  private init(keepsCase: Bool) {
    self.keepsCase = keepsCase
  }

  private static let singleQuotes = scalars("'`´‘’‚‛‹›′‵ʹʼ＇｀")
  private static let doubleQuotes = scalars("\"“”„‟«»″‶〝〞〟＂")
  private static let dashes = scalars("-‐‑‒–—―−⁃﹘﹣－")
  /// Letters that Unicode does not decompose and that readers type without their stroke.
  private static let strokes: [UInt32: String] = [
    0xD8: "O", 0xF8: "o", 0x110: "D", 0x111: "d", 0x141: "L", 0x142: "l", 0x126: "H", 0x127: "h",
    0x131: "i", 0xC6: "AE", 0xE6: "ae", 0x152: "OE", 0x153: "oe", 0xDF: "ss", 0x1E9E: "SS",
  ]

  private static func scalars(_ text: String) -> Set<UInt32> { Set(text.unicodeScalars.map(\.value)) }

  private static func folded(_ scalar: UInt32, keepsCase: Bool) -> [UInt8] {
    if singleQuotes.contains(scalar) { return [0x27] }
    if doubleQuotes.contains(scalar) { return [0x22] }
    if dashes.contains(scalar) { return [0x2D] }
    if isIgnored(scalar) { return [] }
    var units: [UInt16] = strokes[scalar].map { Array($0.utf16) } ?? Unicode.Scalar(scalar).map { Array(String($0).utf16) } ?? []
    if !keepsCase { units = ICU.nfkcCasefold(units) }
    units = ICU.nfkd(units)
    var bytes: [UInt8] = []
    for value in String(decoding: units, as: UTF16.self).unicodeScalars where !isIgnored(value.value) {
      bytes += (strokes[value.value].map { keepsCase ? $0 : $0.lowercased() } ?? String(value)).utf8
    }
    return bytes
  }

  /// Accents and points that readers leave out, controls, and what Unicode says is to be ignored.
  ///
  /// Marks that are letters of their script stay: the vowel signs of India, the voicing marks of kana.
  private static func isIgnored(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x300...0x36F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true  // accents
    case 0x483...0x489, 0x591...0x5BD, 0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C5, 0x5C7: true  // Cyrillic and Hebrew points
    case 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670: true  // Arabic points, and the stroke that lengthens
    case 0...0x08, 0x0E...0x1B, 0x7F...0x84, 0x86...0x9F: true  // controls that are no white space
    default: ICU.isDefaultIgnorable(scalar)
    }
  }
}
