/// The search folding, with a map back to the source.

/// A text as search sees it: case (where it does not count), accents, kinds of quotation marks and dashes, widths and
/// ligatures are levelled, runs of white space are one space, soft hyphens and zero-width characters are gone.
///
/// It is folded scalar by scalar, so a text may be appended in pieces (each ending between two scalars) and gives the
/// same bytes as at once. O(n), about 1 GB/s for ASCII.
public struct FoldedText: Sendable {
  /// The folded UTF-8.
  public private(set) var bytes: [UInt8] = []

  /// A stretch of `bytes` and where it stands in the source.
  private struct Run {
    var folded: Int
    var source: Int
    /// Byte for byte the same length as in the source; else it stands for its stretch of the source as a whole.
    var isLinear: Bool
  }

  private var runs: [Run] = []
  /// The source offset at which the next piece goes on.
  private var end = 0
  private let table: FoldingTable
  /// The page of the table that was used last: most scalars of a text are on few.
  private var page: (number: UInt32, page: FoldingTable.Page)?
  private let keepsCase: Bool

  /// An empty text.
  ///
  /// - Parameter keepsCase: whether case counts.
  public init(keepsCase: Bool = false) {
    self.keepsCase = keepsCase
    table = keepsCase ? .sensitive : .insensitive
  }

  /// A text folded whole; source offsets count from its start.
  public init(_ text: String, keepsCase: Bool = false) {
    self.init(keepsCase: keepsCase)
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Valid UTF-8 folded whole; source offsets count from the slice's start.
  public init(utf8: ArraySlice<UInt8>, keepsCase: Bool = false) {
    self.init(keepsCase: keepsCase)
    utf8.withUnsafeBufferPointer { append($0) }
  }

  /// Empties the text and keeps its room.
  ///
  /// - Parameter source: the source offset of the next byte that is appended.
  public mutating func clear(source: Int = 0) {
    bytes.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    end = source
  }

  /// Forgets all but the last folded bytes, so that a long text can be searched in pieces.
  ///
  /// - Parameter count: how many bytes to keep; a few more stay so that it begins between two scalars.
  public mutating func keepLast(_ count: Int) {
    var cut = max(0, bytes.count - count)
    while cut > 0, cut < bytes.count, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
    guard cut > 0 else { return }
    if cut >= bytes.count { return clear(source: end) }
    let first = run(at: cut)
    let skipped = cut - runs[first].folded
    bytes.removeFirst(cut)
    runs.removeFirst(first)
    for index in runs.indices { runs[index].folded -= cut }
    if runs[0].isLinear { runs[0].source += skipped }
    runs[0].folded = 0
  }

  /// Where a stretch of `bytes` stands in the source: whole characters, with the marks that follow them. O(log n).
  public func source(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty, !runs.isEmpty else { return end..<end }
    let first = runs[run(at: range.lowerBound)]
    let low = first.isLinear ? first.source + range.lowerBound - first.folded : first.source
    var high = end
    if range.upperBound < bytes.count {
      let index = run(at: range.upperBound)
      let last = runs[index]
      if last.folded == range.upperBound || last.isLinear {
        high = last.source + range.upperBound - last.folded
      } else {
        high = index + 1 < runs.count ? runs[index + 1].source : end
      }
    }
    return low..<high
  }

  /// Whether a stretch of `bytes` ends where a letter does: not before a kana's voicing mark or in a Hangul syllable.
  func endsWholeLetter(at offset: Int) -> Bool {
    guard offset + 2 < bytes.count, bytes[offset] >= 0xE1 else { return true }
    switch (bytes[offset], bytes[offset + 1], bytes[offset + 2]) {
    case (0xE3, 0x82, 0x99...0x9A): return false  // U+3099, U+309A
    case (0xE1, 0x85, 0xA0...), (0xE1, 0x86...0x87, _): return false  // U+1160 to U+11FF
    default: return true
    }
  }

  /// The index of the run that holds a folded offset.
  private func run(at offset: Int) -> Int {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].folded <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Appends a piece of valid UTF-8 that begins and ends between two scalars.
  public mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < piece.count {
      let byte = piece[index]
      if byte >= 0x21 && byte < 0x7F || byte == 0x20 && bytes.last != 0x20 {
        index = appendASCII(piece, from: index)
      } else {
        index = appendScalar(piece, at: index)
      }
    }
    end += piece.count
  }

  /// Appends printable ASCII with single spaces; returns where that ends.
  private mutating func appendASCII(_ piece: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var stop = start
    var previous: UInt8 = 0
    while stop < piece.count {
      let byte = piece[stop]
      if byte &- 0x20 > 0x5E || byte == 0x20 && previous == 0x20 { break }
      previous = byte
      stop += 1
    }
    extendRun(source: end + start)
    let first = bytes.count
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: piece[start..<stop]))
    let keepsCase = keepsCase
    bytes.withUnsafeMutableBufferPointer { bytes in
      for index in first..<bytes.count {
        let byte = bytes[index]
        let lower = !keepsCase && byte &- 0x41 < 26 ? byte | 0x20 : byte
        bytes[index] = lower == 0x60 ? 0x27 : lower
      }
    }
    return stop
  }

  private mutating func appendScalar(_ piece: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = piece[index]
    let length = min(lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4, piece.count - index)
    var scalar = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(length))
    for next in index + 1..<max(index + 1, index + length) { scalar = scalar << 6 | UInt32(piece[next] & 0x3F) }
    let source = end + index
    switch scalar {
    case 0xAC00...0xD7A3:
      startRun(source: source, isLinear: false)
      appendHangul(scalar - 0xAC00)
    case 0x10000...:
      let folded = table.astral(scalar)
      guard !folded.isEmpty else { break }
      startRun(source: source, isLinear: false)
      bytes += folded
    default:
      let page = page(of: scalar)
      switch page[scalar] {
      case .itself:
        extendRun(source: source)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: piece[index..<index + length]))
      case .space:
        guard bytes.last != 0x20 else { break }
        startRun(source: source, isLinear: false)
        bytes.append(0x20)
      case .ignored: break
      case .bytes(let range):
        startRun(source: source, isLinear: false)
        bytes += page.expansions[range]
      }
    }
    return index + length
  }

  private mutating func page(of scalar: UInt32) -> FoldingTable.Page {
    if let page, page.number == scalar >> FoldingTable.pageBits { return page.page }
    let found = table.page(scalar >> FoldingTable.pageBits)
    page = (scalar >> FoldingTable.pageBits, found)
    return found
  }

  /// A Hangul syllable as its letters (Unicode, section 3.12), so that both spellings match each other.
  private mutating func appendHangul(_ syllable: UInt32) {
    let tail = syllable % 28
    let letters = [0x1100 + syllable / 588, 0x1161 + syllable % 588 / 28] + (tail > 0 ? [0x11A7 + tail] : [])
    for letter in letters {
      bytes += [UInt8(0xE0 | letter >> 12), UInt8(0x80 | letter >> 6 & 0x3F), UInt8(0x80 | letter & 0x3F)]
    }
  }

  /// Goes on with the run where source and folded text go on in step, else begins a linear one.
  private mutating func extendRun(source: Int) {
    if let last = runs.last, last.isLinear, source - last.source == bytes.count - last.folded { return }
    startRun(source: source, isLinear: true)
  }

  private mutating func startRun(source: Int, isLinear: Bool) {
    runs.append(Run(folded: bytes.count, source: source, isLinear: isLinear))
  }
}
