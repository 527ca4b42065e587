/// The stretches between quotation marks: over several paragraphs, nested, never closed.

/// What one paragraph holds of a quotation.
struct QuotedPiece: Equatable {
  var block: Int
  /// The words with their marks, in bytes of `Article.utf8`.
  var outer: Range<Int>
  /// The words without marks and without the white space beside them.
  var inner: Range<Int>
  /// Whether it goes on with the quotation of the piece before it.
  var continues: Bool
  /// Whether a mark closes it.
  var isClosed: Bool
  var family: MarkFamily
}

/// Finds what stands between marks. Nested quotations are none of their own.
///
/// Every opening mark looks for its closing mark in its own paragraph, at most `reach` marks ahead, so the whole is
/// linear in the text.
struct QuotationFinder {
  let lexicon: Lexicon

  /// The pieces of all quotations in the order of the text.
  func pieces(in article: Article) -> [QuotedPiece] {
    article.utf8.withUnsafeBufferPointer { text in
      var scan = MarkPairing(text: text, singleMarksAreOuter: singleMarksAreOuter(text, article), elisions: elisions)
      let dialogue = lexicon.has(.dialogueDash) ? DialogueDash(lexicon: lexicon) : nil
      for index in article.blocks.indices {
        let block = article.blocks[index]
        if let said = dialogue?.turn(text, article, index) {
          scan.carried = nil
          scan.pieces.append(
            QuotedPiece(
              block: index, outer: TextBytes.trimmed(text, block.bytes).lowerBound..<said.upperBound, inner: said, continues: false,
              isClosed: true, family: .dash))
        } else if block.role.carriesQuotations {
          scan.pair(block.bytes, block: index)
        } else if block.role.isHeading {
          scan.carried = nil
        }
      }
      return scan.pieces
    }
  }

  /// Words that begin with an apostrophe: 'tis, 'em.
  private var elisions: Set<[UInt8]> { lexicon.once("elisions") { Set($0.words(.elisions).map { Array($0.utf8) }) } }

  /// Whether the text's outer marks are single ones, by its first 256 KB.
  private func singleMarksAreOuter(_ text: UnsafeBufferPointer<UInt8>, _ article: Article) -> Bool {
    var marks: [QuotationMark] = []
    var single = 0
    var double = 0
    for block in article.blocks where block.role.carriesQuotations {
      if block.bytes.lowerBound > 256 * 1024 { break }
      marks.removeAll(keepingCapacity: true)
      QuotationMarks.scan(text, block.bytes.clamped(to: 0..<256 * 1024), into: &marks)
      for mark in marks where mark.looksOpening && mark.entersWord {
        if mark.family == .single, mark.face != .closing { single += 1 } else if mark.family != .single { double += 1 }
      }
    }
    return single > double
  }
}

extension Role {
  /// Whether paragraphs of this role may hold quotations.
  var carriesQuotations: Bool {
    switch self {
    case .body, .quote, .list, .pullquote, .footnote, .caption: true
    case .title, .standfirst, .headline, .promo, .credit, .code, .table: false
    }
  }
}

/// Pairs the marks of one paragraph after the other.
private struct MarkPairing {
  let text: UnsafeBufferPointer<UInt8>
  let singleMarksAreOuter: Bool
  let elisions: Set<[UInt8]>
  var pieces: [QuotedPiece] = []
  /// The mark that the paragraph before left open.
  var carried: QuotationMark?
  private var marks: [QuotationMark] = []

  init(text: UnsafeBufferPointer<UInt8>, singleMarksAreOuter: Bool, elisions: Set<[UInt8]>) {
    self.text = text
    self.singleMarksAreOuter = singleMarksAreOuter
    self.elisions = elisions
  }

  private enum Closing {
    /// By the mark of this index.
    case closed(Int)
    /// By nothing: this mark opens the next quotation before the paragraph's end.
    case reopened(Int)
    case open
  }

  /// How many marks ahead a closing mark may stand.
  private static let reach = 256
  /// How many marks on its way may open something that nothing closes: with more of them it is no quotation that is being read.
  private static let mostUnclear = 8
  /// So many marks of a paragraph are looked at together: enough for any text that people write.
  private static let window = 1 << 16

  mutating func pair(_ bytes: Range<Int>, block: Int) {
    let before = carried
    carried = nil
    var start = bytes.lowerBound
    repeat {
      marks.removeAll(keepingCapacity: true)
      let isFirst = start == bytes.lowerBound
      start = QuotationMarks.scan(text, bytes, from: start, limit: Self.window, into: &marks)
      pairMarks(bytes, block, before: isFirst ? before : nil)
    } while start < bytes.upperBound
  }

  private mutating func pairMarks(_ bytes: Range<Int>, _ block: Int, before: QuotationMark?) {
    var index = 0
    while index < marks.count {
      let mark = marks[index]
      if mark.isAttribute, mark.face == .straight {
        index += 2
        continue
      }
      if mark.isTwoSingles, mark.looksOpening {
        index = afterTwoSingles(index)
        continue
      }
      let continues = index == 0 && before?.family == mark.family && TextBytes.trimmed(text, bytes.lowerBound..<mark.start).isEmpty
      guard continues || opens(index) else {
        index += 1
        continue
      }
      switch closing(of: index, continuing: continues ? before : nil) {
      case .closed(let closer):
        add(mark, inner: mark.end..<marks[closer].start, end: marks[closer].end, block, continues: continues, isClosed: true)
        index = closer + 1
      case .reopened(let next):
        if acceptsOpen(mark, bytes) || continues {
          add(mark, inner: mark.end..<marks[next].start, end: marks[next].start, block, continues: continues, isClosed: false)
        }
        index = next
      case .open:
        if acceptsOpen(mark, bytes) || continues {
          let end = endWithoutCredit(mark.end..<bytes.upperBound)
          if add(mark, inner: mark.end..<end, end: end, block, continues: continues, isClosed: false) { carried = mark }
          return
        }
        index += 1
      }
    }
  }

  /// What stands between two single marks and two single marks is passed over, marks inside included.
  private func afterTwoSingles(_ index: Int) -> Int {
    for next in marks.indices[(index + 1)...].prefix(Self.reach) where marks[next].isTwoSingles && marks[next].looksClosing {
      return next + 1
    }
    return index + 1
  }

  /// Whether a mark can open a quotation where none is open.
  private func opens(_ index: Int) -> Bool {
    let mark = marks[index]
    if mark.family == .single { return opensSingle(index) }
    switch mark.face {
    case .opening, .low: return !(mark.looksClosing && !mark.looksOpening && mark.family == .double)
    case .closing: return mark.looksOpening && mark.entersWord && !mark.isTwoSingles
    case .straight: return mark.looksOpening || (!mark.looksClosing && !mark.followsDigit)
    }
  }

  private func opensSingle(_ index: Int) -> Bool {
    let mark = marks[index]
    guard mark.looksOpening, !(mark.face != .opening && mark.face != .low && beginsElision(mark)) else { return false }
    // Where the outer marks are double, single ones hold headlines, words as words, quotations inside quotations.
    guard singleMarksAreOuter else { return false }
    if case .closed = closing(of: index, continuing: nil) { return true }
    return mark.face == .opening && mark.entersWord
  }

  /// 'tis, '90s: the mark stands for what is left out.
  private func beginsElision(_ mark: QuotationMark) -> Bool {
    guard mark.end < text.count else { return false }
    if (0x30...0x39).contains(text[mark.end]) { return true }
    var end = mark.end
    while end < text.count, end - mark.end < 12, text[end] | 0x20 >= 0x61, text[end] | 0x20 <= 0x7A { end += 1 }
    return elisions.contains(text[mark.end..<end].map { $0 | 0x20 })
  }

  private func closing(of index: Int, continuing: QuotationMark?) -> Closing {
    let opener = marks[index]
    if opener.family == .single { return closingOfSingle(index) }
    // A quotation goes on under »: it closes as it was opened.
    let isReversed = opener.face == .closing && continuing?.face != .opening
    let limit = min(marks.count, index + Self.reach)
    var depth = 0
    // An inner quotation in marks of the other make: “… "…" …”, "… “…” …".
    var isInOtherMake = false
    var unclear = 0
    var next = index + 1
    while next < limit, unclear < Self.mostUnclear {
      let mark = marks[next]
      guard mark.family == opener.family else {
        next += 1
        continue
      }
      switch role(of: mark, at: next, in: opener, isReversed, &isInOtherMake) {
      case .closes:
        if depth == 0 { return .closed(next) }
        depth -= 1
      case .opens:
        if isNested(next) { depth += 1 } else if !followsWord(mark) { return .reopened(next) } else { unclear += 1 }
      case .neither: break
      }
      next += 1
    }
    return .open
  }

  private enum MarkRole { case opens, closes, neither }

  private func role(
    of mark: QuotationMark, at index: Int, in opener: QuotationMark, _ isReversed: Bool, _ isInOtherMake: inout Bool
  ) -> MarkRole {
    switch mark.face {
    case .low: return .opens
    case .closing:
      if isInOtherMake, opener.face == .straight {
        isInOtherMake = false
        return .neither
      }
      return isReversed && mark.family != .double && mark.looksOpening && mark.entersWord ? .opens : .closes
    case .opening:
      if opener.face == .low || isReversed { return .closes }
      if mark.family == .double, mark.looksClosing, !mark.looksOpening { return .closes }
      if opener.face == .straight, hasCloser(after: index, face: .closing, before: .straight) {
        isInOtherMake = true
        return .neither
      }
      return .opens
    case .straight:
      if isInOtherMake {
        isInOtherMake = false
        return .neither
      }
      let opensOnly = mark.looksOpening && !mark.looksClosing
      if opener.face != .straight, opensOnly, hasCloser(after: index, face: .straight, before: .opening),
        hasCloser(after: index, face: .closing, before: .opening)
      {
        isInOtherMake = true
        return .neither
      }
      if mark.followsDigit, opener.face != .straight, hasCloser(after: index, face: .closing, before: .opening) { return .neither }
      if mark.followsDigit, mark.looksClosing, straightMarks(from: index) % 2 == 0 { return .neither }
      return opensOnly ? .opens : .closes
    }
  }

  /// Whether a mark of one face follows before the next of another.
  private func hasCloser(after index: Int, face: MarkFace, before other: MarkFace) -> Bool {
    for next in index + 1..<min(index + 33, marks.count) where marks[next].family == marks[index].family {
      if marks[next].face == face { return true }
      if marks[next].face == other { return false }
    }
    return false
  }

  private func straightMarks(from index: Int) -> Int {
    (index..<min(index + Self.reach, marks.count)).count { marks[$0].family == .double && marks[$0].face == .straight }
  }

  /// Whether a second opening mark opens a quotation inside the first: enough closing marks for both must follow.
  private func isNested(_ index: Int) -> Bool {
    var depth = 2
    for next in index + 1..<min(index + 33, marks.count) where marks[next].family == marks[index].family {
      let mark = marks[next]
      let closes = mark.face == .closing || (mark.looksClosing && !mark.looksOpening)
      depth += closes ? -1 : 1
      if depth == 0 { return true }
    }
    return false
  }

  /// A mark that opens right after a word, in the midst of a sentence.
  private func followsWord(_ mark: QuotationMark) -> Bool {
    let before = TextBytes.trimmed(text, max(0, mark.start - 4)..<mark.start)
    guard let last = before.last else { return false }
    return text[last] >= 0x80 ? false : (text[last] | 0x20) &- 0x61 < 26
  }

  private func closingOfSingle(_ index: Int) -> Closing {
    var possessive: Int?
    for next in marks.indices[(index + 1)...].prefix(Self.reach) where marks[next].family == .single {
      let mark = marks[next]
      if mark.looksOpening, !mark.looksClosing, mark.face != .closing, !beginsElision(mark) { break }
      guard mark.looksClosing || mark.face == .opening && !mark.looksOpening else { continue }
      if endsPossessive(mark) {
        if possessive == nil { possessive = next }
        continue
      }
      return .closed(next)
    }
    return possessive.map { .closed($0) } ?? .open
  }

  /// The boys' toys: an s before it, a blank and a small letter after it.
  private func endsPossessive(_ mark: QuotationMark) -> Bool {
    guard mark.start > 0, mark.end + 1 < text.count, mark.face != .opening else { return false }
    return text[mark.start - 1] == 0x73 && text[mark.end] == 0x20 && (0x61...0x7A).contains(text[mark.end + 1])
  }

  /// Whether a mark that nothing closes opens a quotation: it stands where speech begins.
  private func acceptsOpen(_ mark: QuotationMark, _ bytes: Range<Int>) -> Bool {
    if mark.family == .single { return singleMarksAreOuter && mark.face == .opening }
    if TextBytes.trimmed(text, bytes.lowerBound..<mark.start).isEmpty { return true }
    let before = TextBytes.trimmed(text, max(bytes.lowerBound, mark.start - 8)..<mark.start)
    guard before.upperBound > bytes.lowerBound, mark.end < bytes.upperBound else { return false }
    let last = text[before.upperBound - 1]
    if last == 0x3A || last == 0x2C || last == 0x2E { return true }
    let next = TextBytes.trimmed(text, mark.end..<bytes.upperBound)
    guard !next.isEmpty else { return false }
    let byte = text[next.lowerBound]
    return byte >= 0x80 || (0x41...0x5A).contains(byte)
  }

  /// A quotation that nothing closes ends with its paragraph, before a credit in brackets after its last sentence.
  private func endWithoutCredit(_ range: Range<Int>) -> Int {
    let trimmed = TextBytes.trimmed(text, range)
    guard let last = trimmed.last, text[last] == 0x29 else { return range.upperBound }
    var index = last
    while index > trimmed.lowerBound + 1, last - index < 200, text[index] != 0x28 { index -= 1 }
    guard text[index] == 0x28, index > trimmed.lowerBound + 1 else { return range.upperBound }
    let before = TextBytes.trimmed(text, trimmed.lowerBound..<index)
    guard let end = before.last, end < index - 1, [0x2E, 0x21, 0x3F].contains(text[end]) else { return range.upperBound }
    return before.upperBound
  }

  @discardableResult
  private mutating func add(_ mark: QuotationMark, inner: Range<Int>, end: Int, _ block: Int, continues: Bool, isClosed: Bool) -> Bool {
    let words = TextBytes.trimmed(text, inner)
    guard hasWord(words) else { return false }
    pieces.append(
      QuotedPiece(
        block: block, outer: mark.start..<end, inner: words, continues: continues, isClosed: isClosed, family: mark.family))
    return true
  }

  private func hasWord(_ range: Range<Int>) -> Bool {
    for index in range {
      let byte = text[index]
      if byte >= 0xC3 && byte != 0xE2 { return true }
      if (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) { return true }
    }
    return false
  }
}
