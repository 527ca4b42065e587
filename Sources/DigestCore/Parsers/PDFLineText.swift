/// The text of a PDF's lines: blanks between words, hyphens at line ends.

extension PDFText {
  private func bytes(_ word: PDFWord) -> ArraySlice<UInt8> { bytes[word.text] }

  // MARK: how a line begins and ends

  /// Whether a line ends with a mark that ends a sentence or announces, closing marks left out.
  func endOfSentence(_ row: PDFRow) -> Bool {
    guard let last = row.words.last else { return false }
    var rest = bytes(last)
    // A note's number may stand behind the mark.
    if row.words.count > 1, last.box.height < 0.9 * row.height, rest.allSatisfy({ $0 < 0x40 }) {
      rest = bytes(row.words[row.words.count - 2])
    }
    while let closing = Self.closing.first(where: { rest.count > $0.count && rest.suffix($0.count).elementsEqual($0) }) {
      rest = rest.dropLast(closing.count)
    }
    return Self.ends.contains { rest.count >= $0.count && rest.suffix($0.count).elementsEqual($0) }
  }

  private static let closing = ["\"", "'", ")", "]", "”", "’", "“", "‘", "»", "«", "」", "』", "）", "›", "‹"].map { Array($0.utf8) }
  private static let ends = [".", "!", "?", ":", "…", "。", "！", "？", "：", "।", "؟"].map { Array($0.utf8) }

  func startsLower(_ row: PDFRow) -> Bool { letterCase(row) == .lower }
  func startsUpper(_ row: PDFRow) -> Bool { letterCase(row) == .upper }

  private func letterCase(_ row: PDFRow) -> LetterCase {
    guard let word = row.words.first else { return .none }
    return bytes.withUnsafeBufferPointer { $0.caseOfLetter(at: word.text.lowerBound) }
  }

  /// The number of an item, as in `2.`, `(2)` or `b)`; nil where a line begins with none.
  func itemNumber(_ row: PDFRow) -> Int? {
    guard row.words.count > 1 else { return nil }
    let word = bytes(row.words[0])
    guard word.count >= 2, word.count <= 4, let last = word.last, last == 0x29 || last == 0x2E else { return nil }
    let sign = word.dropLast().drop { $0 == 0x28 }
    if !sign.isEmpty, sign.count <= 2, sign.allSatisfy({ $0 > 0x2F && $0 < 0x3A }) { return sign.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    guard last == 0x29, sign.count == 1, let letter = sign.first, letter | 0x20 > 0x60, letter | 0x20 < 0x7B else { return nil }
    return Int(letter | 0x20) - 0x60
  }

  func startsBullet(_ row: PDFRow) -> Bool {
    row.words.count > 1 && Self.bullets.contains { bytes(row.words[0]).elementsEqual($0) }
  }

  /// The last are those of the fonts Symbol and Wingdings.
  private static let bullets = [
    "•", "‣", "◦", "▪", "●", "○", "■", "□", "►", "➢", "–", "—", "-", "*", "·", "\u{F0B7}", "\u{F0A7}", "\u{F0D8}",
  ].map {
    Array($0.utf8)
  }

  // MARK: text

  /// A line's text.
  func text(_ row: PDFRow) -> [UInt8] {
    var out: [UInt8] = []
    for (index, word) in row.words.enumerated() {
      if index > 0 {
        let before = row.words[index - 1]
        if row.cells.contains(index) {
          out.append(0x09)
        } else if isApart(before, word, row) {
          out.append(0x20)
        }
        let isNumber = word.box.height < 0.9 * row.height || word.box.bottom < row.base - 0.25 * row.height
        if isNumber, word.text.count <= 3, index + 1 < row.words.count || out.last != 0x20, out.last != 0x09,
          bytes(word).allSatisfy({ $0 > 0x2F && $0 < 0x3A }), word.box.middle < row.base - 0.5 * row.height
        {
          // The raised number of a note.
          out += [0x5B] + bytes(word) + [0x5D]
          continue
        }
      }
      // The signs of the fonts for bullets have no shape elsewhere.
      if index == 0, word.text.count == 3, bytes(word).first == 0xEF, bytes[word.text.lowerBound + 1] & 0xFC == 0x80, startsBullet(row) {
        out += Array("•".utf8)
      } else {
        out += bytes(word)
      }
    }
    return out
  }

  private func isApart(_ before: PDFWord, _ word: PDFWord, _ row: PDFRow) -> Bool {
    let gap = word.box.left - before.box.right
    // An initial over several lines.
    if before.box.height > 1.5 * word.box.height, before.text.count <= 3 { return false }
    let isDense = bytes.withUnsafeBufferPointer { text in
      let last = text.scalarStart(before: before.text.upperBound)
      return text.isWide(at: last) && text.isWide(at: word.text.lowerBound) && !text.isHangul(at: last)
    }
    return gap > (isDense ? 0.35 : 0.06) * row.height
  }

  /// A paragraph's text; a table's rows keep their lines.
  func text(_ paragraph: PDFParagraph, _ vocabulary: PDFVocabulary) -> [UInt8] {
    var out: [UInt8] = []
    for (index, row) in paragraph.rows.enumerated() {
      let next = text(row)
      if index > 0 { join(&out, next, paragraph.kind == .table, vocabulary) }
      out += next
    }
    return out
  }

  private func join(_ out: inout [UInt8], _ next: [UInt8], _ isTable: Bool, _ vocabulary: PDFVocabulary) {
    guard !out.isEmpty, !next.isEmpty else { return }
    if isTable { return out.append(0x0A) }
    if out.suffix(2).elementsEqual([0xC2, 0xAD]) { return out.removeLast(2) }
    if out.suffix(3).elementsEqual([0xE2, 0x80, 0x90]) {
      out.removeLast(3)
      out.append(0x2D)
    }
    if out.last == 0x2D, out.count > 1, out[out.count - 2] > 0x2F {
      switch vocabulary.hyphen(out[...], next[...]) {
      case .breaksWord: out.removeLast()
      case .joinsWords: break
      case .stands: out.append(0x20)
      }
      return
    }
    let isDense = out.withUnsafeBufferPointer { text in
      let last = text.scalarStart(before: text.count)
      return text.isWide(at: last) && !text.isHangul(at: last) && next.withUnsafeBufferPointer { $0.isWide(at: 0) }
    }
    if !isDense { out.append(0x20) }
  }
}

/// The words of a document, by which a hyphen at a line's end is judged.
struct PDFVocabulary {
  enum Hyphen { case breaksWord, joinsWords, stands }

  private var words: Set<UInt64> = []

  init(_ text: PDFText, rows: [PDFRow]) {
    for row in rows {
      for (index, word) in row.words.enumerated() {
        let letters = Self.letters(text.bytes[word.text])
        // What a line breaks is no word.
        if index < row.words.count - 1 || text.bytes[word.text].last != 0x2D { words.insert(Self.hash(letters)) }
      }
    }
  }

  /// What the hyphen at the end of a line is.
  func hyphen(_ upper: ArraySlice<UInt8>, _ lower: ArraySlice<UInt8>) -> Hyphen {
    let left = Self.letters(upper.dropLast().suffix(60).split(separator: 0x20).last ?? [])
    let right = Self.letters(lower.prefix(60).split(separator: 0x20).first ?? [])
    guard let first = lower.first, !left.isEmpty, !right.isEmpty else { return .joinsWords }
    let isLower = lower.withUnsafeBufferPointer { $0.caseOfLetter(at: 0) == .lower }
    guard isLower, left.last.map({ $0 > 0x40 }) == true, first > 0x40 else { return .joinsWords }
    if words.contains(Self.hash(left + right)) { return .breaksWord }
    if words.contains(Self.hash(left + [0x2D] + right)) { return .joinsWords }
    if Self.conjunctions.contains(where: { $0.elementsEqual(right) }) { return .stands }
    if left.count > 3, right.count > 3, words.contains(Self.hash(left)), words.contains(Self.hash(right)) { return .joinsWords }
    return .breaksWord
  }

  /// Before these a hyphen stands for the rest of a word: in- and outside.
  private static let conjunctions = ["und", "oder", "bis", "and", "or", "och", "eller", "или"].map { Array($0.utf8) }

  /// A word without the marks around it.
  private static func letters(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var word = word
    while let last = word.last, last < 0x30 || last > 0x39 && last < 0x41 || last == 0x5D { word.removeLast() }
    // Closing marks of general punctuation have three bytes.
    while word.count > 3, word[word.endIndex - 3] == 0xE2, word[word.endIndex - 2] == 0x80 { word.removeLast(3) }
    while let last = word.last, last < 0x30 || last > 0x39 && last < 0x41 { word.removeLast() }
    while word.starts(with: [0xE2, 0x80]), word.count > 3 { word = word.dropFirst(3) }
    return word.drop { $0 < 0x30 || $0 > 0x39 && $0 < 0x41 || $0 == 0x5B }
  }

  /// FNV-1a of the word in lower case (ASCII).
  private static func hash(_ word: some Collection<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in word {
      hash = (hash ^ UInt64(byte > 0x40 && byte < 0x5B ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
    return hash
  }
}
