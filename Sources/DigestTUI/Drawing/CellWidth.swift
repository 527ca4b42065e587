/// The one definition of how a character is shown and how many cells that takes.

import DigestCore

/// What one cell, or a wide character's two, can hold: a character that takes room and the marks on it.
///
/// The *shown form* of a grapheme cluster is a row of glyphs. Joiners, variation selectors and skin tones are left out and
/// the parts stand side by side, a keycap shows its digit, a flag its country's letters, marks past the fourth are left out,
/// and what could command a terminal is shown as a picture; glyphs past the eighth are left out, so that a cluster fits into
/// the narrowest row. So no two terminals can disagree about where the next character stands.
public struct Glyph: Sendable, Hashable {
  public let text: String
  /// 1 or 2.
  public let cells: Int
}

/// Widths in cells, after Unicode's East Asian Width: what is ambiguous there takes one cell.
public enum CellWidth {
  /// The most marks that a glyph keeps.
  static let marksKept = 4
  /// The most glyphs that a cluster keeps: a family of four has four, an endless chain of joiners is one cluster too.
  static let glyphsKept = 8
  /// How far a tab reaches: to the next multiple, counted from the start of the text.
  static let tabStop = 8
  /// How many bytes are parted into clusters at once, so that asking for a row's worth of a long line costs a row's worth.
  private static let stretch = 512

  /// The cells that a text takes from its first cell on. O(n).
  public static func of(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { of($0) }
  }

  /// The cells that valid UTF-8 takes. O(n).
  public static func of(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var cells = 0
    forEachCluster(in: utf8) { _, width in
      cells += width
      return true
    }
    return cells
  }

  /// The cells that a slice of valid UTF-8 takes. O(n).
  public static func of(_ utf8: ArraySlice<UInt8>) -> Int {
    utf8.withUnsafeBufferPointer { of($0) }
  }

  /// Goes over the grapheme clusters of valid UTF-8 with their bytes and cells, until `body` says false. O(n).
  ///
  /// A tab's cells reach to the next tab stop from the start of `utf8`.
  public static func forEachCluster(in utf8: UnsafeBufferPointer<UInt8>, _ body: (_ bytes: Range<Int>, _ cells: Int) -> Bool) {
    var index = 0
    var column = 0
    var room = stretch
    while index < utf8.count {
      if isPlain(utf8, index) {
        if !body(index..<index + 1, 1) { return }
        index += 1
        column += 1
        continue
      }
      let end = endOfStretch(utf8, from: index, room: room)
      let clusters = String(decoding: utf8[index..<end], as: UTF8.self)
      // A stretch that was cut for want of room may end inside a cluster: its last one is taken again with what follows.
      let isWhole = end == utf8.count || isPlain(utf8, end)
      let start = index
      for cluster in clusters {
        let length = cluster.utf8.count
        if !isWhole, index + length == end { break }
        let cells = of(cluster, at: column)
        if !body(index..<index + length, cells) { return }
        index += length
        column += cells
      }
      room = index == start ? room * 2 : stretch
    }
  }

  /// The longest start of whole clusters that takes at most `cells` cells, with the cells that it takes. O(its length).
  ///
  /// Clusters that take no cell go with those before them.
  public static func prefix(of text: String, cells: Int) -> (text: Substring, cells: Int) {
    var copy = text
    var bytes = 0
    var taken = 0
    copy.withUTF8 { utf8 in
      forEachCluster(in: utf8) { range, width in
        guard taken + width <= cells else { return false }
        bytes = range.upperBound
        taken += width
        return true
      }
    }
    if cells <= 0 { return ("", 0) }
    return (text[..<text.utf8.index(text.startIndex, offsetBy: bytes)], taken)
  }

  /// The cells of one cluster that begins at a column (which only a tab asks for).
  static func of(_ cluster: Character, at column: Int) -> Int {
    if cluster == "\t" { return tabStop - column % tabStop }
    let scalars = cluster.unicodeScalars
    if let first = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex {
      switch role(of: first) {
      case .spacing(let cells): return cells
      case .mark: return 1
      case .picture: return 1
      case .hidden: return 0
      case .skinTone: return 2
      }
    }
    var cells = 0
    forEachGlyph(of: cluster) { cells += $0.cells }
    return cells
  }

  /// The shown form of one cluster, glyph by glyph: nothing for what takes no cell, a blank for a tab.
  static func forEachGlyph(of cluster: Character, _ body: (Glyph) -> Void) {
    var text = ""
    var cells = 0
    var marks = 0
    var glyphs = 0
    func finish() {
      if cells > 0, glyphs < glyphsKept {
        body(Glyph(text: text, cells: cells))
        glyphs += 1
      }
      text = ""
      cells = 0
      marks = 0
    }
    for scalar in cluster.unicodeScalars where glyphs < glyphsKept {
      switch role(of: scalar) {
      case .spacing(let width):
        finish()
        text.unicodeScalars.append(scalar)
        cells = width
      case .picture(let picture):
        finish()
        text.unicodeScalars.append(picture)
        cells = 1
      case .skinTone:
        // On its own it is an emoji; on a person it changes a colour that cells do not have.
        if cells > 0 { continue }
        text.unicodeScalars.append(scalar)
        cells = 2
      case .mark:
        if scalar.value == 0x20E3, text.utf8.count == 1 { continue }  // the keycap around a digit
        if cells == 0 {
          // A blank carries a lone mark; it can't carry a lone vowel of conjoining jamo, which begins a cluster of its own.
          let isJamo = (0x1100...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
          text = isJamo ? "\u{FFFD}" : " "
          cells = 1
          if isJamo { continue }
        }
        guard marks < marksKept else { continue }
        text.unicodeScalars.append(scalar)
        marks += 1
      case .hidden:
        continue
      }
    }
    finish()
  }

  /// What a scalar does in the shown form.
  enum ScalarRole: Equatable {
    case spacing(Int)
    /// Stands on the character before it: nonspacing marks, vowels and finals of conjoining jamo.
    case mark
    /// Left out: joiners, variation selectors, direction marks, tags.
    case hidden
    /// What could command a terminal, or is no character, and what is shown in its place.
    case picture(Unicode.Scalar)
    case skinTone
  }

  static func role(of scalar: Unicode.Scalar) -> ScalarRole {
    let value = scalar.value
    switch value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300, 0x2010..<0x2028, 0x2030..<0x2060: return .spacing(1)
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0x3041...0x3096, 0x309B...0x30FF: return .spacing(2)
    case 0x115F, 0x3164: return .spacing(2)  // fillers of Hangul take a syllable's room
    case 0xFFA0: return .spacing(1)
    case 0x1160...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: return .mark
    case 0x1F3FB...0x1F3FF: return .skinTone
    // The two halves of a flag: terminals give each one cell, or two, or both together two.
    case 0x1F1E6...0x1F1FF: return Unicode.Scalar(value - 0x1F1E6 + 0x41).map { .picture($0) } ?? .hidden
    default: break
    }
    if let picture = Sanitizer.picture(of: scalar) { return picture.unicodeScalars.first.map { .picture($0) } ?? .hidden }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .hidden }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return .mark
    case .format: return isNumberSign(value) ? .spacing(1) : .hidden
    default: return .spacing(CharacterWidth.isWide(scalar) ? 2 : 1)
    }
  }

  /// Format characters that are seen: the Arabic and other signs that run under the digits after them.
  private static func isNumberSign(_ value: UInt32) -> Bool {
    switch value {
    case 0x600...0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD: true
    default: false
    }
  }

  /// Whether a byte is a cluster of one cell by itself: printable ASCII that no mark can follow.
  @inline(__always)
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    utf8[index] >= 0x20 && utf8[index] < 0x7F && (index + 1 == utf8.count || utf8[index + 1] < 0x80)
  }

  /// The end of a stretch that Swift must part into clusters: before the next plain byte, or where the room ends.
  private static func endOfStretch(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int, room: Int) -> Int {
    let limit = min(utf8.count, start + room)
    var end = start + 1
    while end < limit, !isPlain(utf8, end) { end += 1 }
    while end < utf8.count, utf8[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }
}
