/// Paragraphs from lines: joins what was wrapped, takes off the marks of headlines and quotations, keeps the rows of tables.

/// What the lines of a block say of it beside its words.
struct BlockLayout: Equatable {
  /// Empty lines before it, at most 3; for the first block 3.
  var gap: UInt8 = 0
  /// Lines that it was joined from, at most 255.
  var lines: UInt8 = 1
  /// The `#` signs that stood before it, or 1 and 2 for a line underlined with = and -; 0 without.
  var marks: UInt8 = 0
}

/// The text of an article and its blocks, before they have roles.
struct Paragraphs {
  var utf8: [UInt8]
  var blocks: [Block]
  var layouts: [BlockLayout]
  /// How many blocks lie wholly in the text's first 256 KB, with some blocks below them: those from which the text's habits are known.
  var sample: Int
}

/// Builds the paragraphs of a text in one pass. O(n); copies each byte once.
struct ParagraphBuilder {
  private let text: UnsafeBufferPointer<UInt8>
  private let layout: LineLayout
  private let out: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  private var blocks: [Block] = []
  private var layouts: [BlockLayout] = []
  private var sample = 0

  /// The paragraphs of a text.
  static func paragraphs(of text: [UInt8]) -> Paragraphs {
    text.withUnsafeBufferPointer { text in
      let layout = LineLayout(of: text)
      var blocks: [Block] = []
      var layouts: [BlockLayout] = []
      var sample = 0
      // White space only shrinks and a line feed takes the place of a line's end, so the text never grows.
      let utf8 = [UInt8](unsafeUninitializedCapacity: text.count) { out, count in
        var builder = ParagraphBuilder(text: text, layout: layout, out: out)
        builder.build()
        count = builder.count
        (blocks, layouts, sample) = (builder.blocks, builder.layouts, builder.sample)
      }
      return Paragraphs(utf8: utf8, blocks: blocks, layouts: layouts, sample: sample)
    }
  }

  private init(text: UnsafeBufferPointer<UInt8>, layout: LineLayout, out: UnsafeMutableBufferPointer<UInt8>) {
    self.text = text
    self.layout = layout
    self.out = out
  }

  private mutating func build() {
    var reader = LineReader(text)
    var gap = 3
    var previous: Line?
    var known = false
    while let line = reader.next() {
      if !known, reader.offset >= LineLayout.sample {
        known = true
        sample = max(0, blocks.count - Habits.margin)
      }
      if line.isBlank {
        gap = min(3, gap + 1)
        previous = nil
        continue
      }
      var line = line
      let mark = Mark(of: &line, in: text)
      if line.isBlank {
        // A quotation sign alone is an empty line.
        gap = min(3, gap + 1)
        previous = nil
        continue
      }
      if let above = previous {
        if underlines(line, above) { continue }
        if extendsTable(above, line) {
          previous = line
          continue
        }
        if continues(above, line, mark) {
          join(above, line)
          if layouts[layouts.count - 1].lines < 255 { layouts[layouts.count - 1].lines += 1 }
          previous = line
          continue
        }
      }
      open(line, mark, gap: gap)
      gap = 0
      previous = mark.headline > 0 ? nil : line
    }
    if !known { sample = blocks.count }
  }

  // MARK: blocks

  private mutating func open(_ line: Line, _ mark: Mark, gap: Int) {
    if count > 0 { append(0x0A) }
    let start = count
    appendFolded(line.bytes)
    blocks.append(Block(role: mark.role, bytes: start..<count))
    layouts.append(BlockLayout(gap: UInt8(gap), marks: mark.headline))
  }

  /// Whether the lower line goes on with the upper one's paragraph.
  private func continues(_ upper: Line, _ lower: Line, _ mark: Mark) -> Bool {
    if mark.headline > 0 || mark.role == .list && blocks[blocks.count - 1].role == .list { return false }
    let isWithin = blocks[blocks.count - 1].role == .quote
    if isWithin != (mark.role == .quote) { return false }
    return layout.joins(
      upper, lower, endsSentence: text.endsSentence(lower: upper.bytes.lowerBound, upper: upper.bytes.upperBound),
      startsLower: text.caseOfLetter(at: lower.bytes.lowerBound) == .lower)
  }

  private mutating func join(_ upper: Line, _ lower: Line) {
    // No space between two signs of a script without spaces, nor after a hyphen that parts a word.
    let last = text.scalarStart(before: upper.bytes.upperBound)
    let first = lower.bytes.lowerBound
    let isDense = text.isWide(at: last) && text.isWide(at: first) && !text.isHangul(at: last)
    if !isDense && !text.endsWithHyphen(upper.bytes) { append(0x20) }
    appendFolded(lower.bytes)
    blocks[blocks.count - 1].bytes = blocks[blocks.count - 1].bytes.lowerBound..<count
  }

  /// A row of = or - right below a single short line makes that line a headline.
  private mutating func underlines(_ line: Line, _ above: Line) -> Bool {
    guard line.isRule, line.bytes.count >= 3, above.columns < 100, layouts[layouts.count - 1].lines == 1, !above.isTabular else {
      return false
    }
    let sign = text[line.bytes.lowerBound]
    guard sign == 0x3D || sign == 0x2D, line.bytes.allSatisfy({ text[$0] == sign }), blocks[blocks.count - 1].role == .body else {
      return false
    }
    layouts[layouts.count - 1].marks = sign == 0x3D ? 1 : 2
    return true
  }

  /// Rows of a table right below each other are one block that keeps its lines and columns.
  private mutating func extendsTable(_ above: Line, _ line: Line) -> Bool {
    guard above.isTabular, line.isTabular else { return false }
    let last = blocks.count - 1
    if blocks[last].role != .table {
      guard blocks[last].role == .body, layouts[last].lines == 1 else { return false }
      count = blocks[last].bytes.lowerBound
      append(text[above.bytes])
      blocks[last].role = .table
    }
    append(0x0A)
    append(text[line.bytes])
    blocks[last].bytes = blocks[last].bytes.lowerBound..<count
    if layouts[last].lines < 255 { layouts[last].lines += 1 }
    return true
  }

  // MARK: bytes

  private mutating func append(_ byte: UInt8) {
    out[count] = byte
    count += 1
  }

  private mutating func append(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    for byte in bytes { append(byte) }
  }

  /// Copies a line with each run of ASCII white space as one space.
  private mutating func appendFolded(_ bytes: Range<Int>) {
    var copied = bytes.lowerBound
    var index = bytes.lowerBound
    while index < bytes.upperBound {
      let byte = text[index]
      if byte > 0x20 || byte < 0x09 || byte > 0x0D && byte < 0x20 {
        index += 1
        continue
      }
      var end = index + 1
      while end < bytes.upperBound, text[end] == 0x20 || text[end] == 0x09 { end += 1 }
      if end > index + 1 || byte != 0x20 {
        copy(copied..<index)
        append(0x20)
        copied = end
      }
      index = end
    }
    copy(copied..<bytes.upperBound)
  }

  private mutating func copy(_ bytes: Range<Int>) {
    guard !bytes.isEmpty, let source = text.baseAddress, let target = out.baseAddress else { return }
    (target + count).update(from: source + bytes.lowerBound, count: bytes.count)
    count += bytes.count
  }
}

/// The mark that begins a line: of a headline, a list item, a quotation.
private struct Mark {
  var role = Role.body
  /// The number of `#` signs, 0 without.
  var headline: UInt8 = 0

  /// Finds the mark and takes those of headlines and quotations off the line; a list's stays.
  init(of line: inout Line, in text: UnsafeBufferPointer<UInt8>) {
    let start = line.bytes.lowerBound
    let end = line.bytes.upperBound
    switch text[start] {
    case 0x23:
      var index = start
      while index < end, text[index] == 0x23 { index += 1 }
      guard index - start <= 6, index < end, text[index] == 0x20 || text[index] == 0x09 else { return }
      let signs = index - start
      var last = end
      while last > index, text[last - 1] == 0x23 || text[last - 1] == 0x20 || text[last - 1] == 0x09 { last -= 1 }
      // Closing signs stand apart from the words: C# keeps its own.
      if last < end, text[last] == 0x23 { last = end }
      while index < last, text[index] == 0x20 || text[index] == 0x09 { index += 1 }
      guard index < last, !line.isRule else { return }
      headline = UInt8(signs)
      line.bytes = index..<last
    case 0x3E:
      if line.bytes.count == 1 {
        line.bytes = end..<end
      } else if text[start + 1] == 0x20, !line.isRule {
        role = .quote
        var index = start + 1
        while index < end, text[index] == 0x20 { index += 1 }
        line.bytes = index..<end
      }
    case 0x2D, 0x2A, 0x2B:
      if line.bytes.count > 2, text[start + 1] == 0x20, !line.isRule { role = .list }
    case 0xE2:
      // Bullets: • ‣ ◦ ▪ ● ■ ►
      let second = text[start + 1]
      let third = text[start + 2]
      let isBullet =
        second == 0x80 && (third == 0xA2 || third == 0xA3)
        || second == 0x97 && (third == 0xA6 || third == 0x8F) || second == 0x96 && (third == 0xAA || third == 0xA0 || third == 0xBA)
      if isBullet, line.bytes.count > 3, !line.isRule { role = .list }
    default: break
    }
  }
}
