/// What can be seen of one block without knowing what it means: its length, its first and last signs, its cue words.

/// The tables of a language that tell of a block's role, in the order of their bits in `BlockFacts.begins` and `.holds`.
enum CueTable: Int, CaseIterable {
  case teasers, credits, bylines, kickers, captions, dates, months, weekdays, questions, pronouns, connectives, stopwords, cues, parts,
    footers, standfirsts, endMarks, offers

  var table: Lexicon.Table {
    switch self {
    case .teasers: .teasers
    case .credits: .credits
    case .bylines: .bylines
    case .kickers: .kickers
    case .captions: .captions
    case .dates: .dates
    case .months: .calendar
    case .weekdays: .weekdays
    case .questions: .questions
    case .pronouns: .pronouns
    case .connectives: .connectives
    case .stopwords: .stopwords
    case .cues: .cues
    case .parts: .parts
    case .footers: .footers
    case .standfirsts: .standfirsts
    case .endMarks: .endMarks
    case .offers: .offers
    }
  }
  var bit: PhraseBook.Tables { 1 << PhraseBook.Tables(rawValue) }

  /// The phrases of all these tables; the forms of a month are one phrase each.
  static func book(_ lexicon: Lexicon) -> PhraseBook {
    lexicon.once("phrases of blocks") { lexicon in
      PhraseBook(
        allCases.map { cue in
          let words = lexicon.words(cue.table)
          return cue == .months ? words.flatMap { $0.split(separator: " ").map(String.init) } : words
        })
    }
  }
}

/// Signs inside a short block.
struct Traits: OptionSet {
  let rawValue: UInt32

  static let allCaps = Traits(rawValue: 1 << 0)
  /// Nearly all words of four letters and more begin with a capital.
  static let titleCase = Traits(rawValue: 1 << 1)
  static let comma = Traits(rawValue: 1 << 2)
  static let colon = Traits(rawValue: 1 << 3)
  static let semicolon = Traits(rawValue: 1 << 4)
  static let dash = Traits(rawValue: 1 << 5)
  static let brackets = Traits(rawValue: 1 << 6)
  static let digits = Traits(rawValue: 1 << 7)
  static let year = Traits(rawValue: 1 << 8)
  /// An address of the web or of mail.
  static let address = Traits(rawValue: 1 << 9)
  /// | · › » between words, as in menus.
  static let separator = Traits(rawValue: 1 << 10)
  /// A sentence ends inside.
  static let innerStop = Traits(rawValue: 1 << 11)
  static let startsLower = Traits(rawValue: 1 << 12)
  static let startsDigit = Traits(rawValue: 1 << 13)
  static let startsQuote = Traits(rawValue: 1 << 14)
  static let startsBracket = Traits(rawValue: 1 << 15)
  /// > » → or a dash at the start.
  static let startsSign = Traits(rawValue: 1 << 16)
  /// 1. or 1) or (a) or a. at the start.
  static let numbered = Traits(rawValue: 1 << 17)
  /// [1] at the start.
  static let noted = Traits(rawValue: 1 << 18)
  static let hasQuote = Traits(rawValue: 1 << 19)
  /// Mostly of a script without spaces.
  static let dense = Traits(rawValue: 1 << 20)
  /// A time of day: 10:45.
  static let time = Traits(rawValue: 1 << 21)
  /// The first two words of letters begin with capitals: a name?
  static let startsName = Traits(rawValue: 1 << 22)
  /// All words but small ones are capitalised and there are two to four.
  static let onlyNames = Traits(rawValue: 1 << 23)
  /// A closing mark stands behind the final mark.
  static let closed = Traits(rawValue: 1 << 24)
  static let hashTag = Traits(rawValue: 1 << 25)
  /// [ or 【 at the start.
  static let startsSquare = Traits(rawValue: 1 << 27)
  /// A number with points at the start: 2.1.
  static let pointed = Traits(rawValue: 1 << 26)
}

/// One block as its signs see it.
struct BlockFacts {
  /// Blocks longer than this many bytes are prose whatever they hold: only their ends are looked at.
  static let shortBytes = 330
  /// Up to this many bytes a block above a call to act is read word by word.
  static let offerBytes = 700

  /// Words; in a script without spaces two signs make one. For a long block a guess by its bytes.
  var words: Int
  var isShort: Bool
  var last: FinalMark
  var traits: Traits
  /// The tables that have a phrase at the block's start; that have one anywhere in it (short blocks only).
  var begins: PhraseBook.Tables
  var holds: PhraseBook.Tables
  /// The tables that have the whole block as one phrase.
  var isPhrase: PhraseBook.Tables = 0
  /// Words found in the table of stop words.
  var stopwords: Int
  /// The hash of its first word.
  var firstWord: UInt32
  var layout: BlockLayout
  var role: Role

  /// A block of no words: what stands before the first and behind the last.
  static let none = BlockFacts(
    words: 0, isShort: true, last: .other, traits: [], begins: 0, holds: 0, stopwords: 0, firstWord: 0, layout: BlockLayout(), role: .body)

  func begins(_ table: CueTable) -> Bool { begins & table.bit != 0 }
  func holds(_ table: CueTable) -> Bool { holds & table.bit != 0 }
  func isPhrase(_ table: CueTable) -> Bool { isPhrase & table.bit != 0 }
  func has(_ some: Traits) -> Bool { traits.contains(some) }

  /// Ends as a sentence does.
  var isSentence: Bool { last == .stop || last == .exclamation || last == .question || last == .ellipsis }
  /// A short block that no sentence ends: a line.
  var isLine: Bool {
    isShort && words <= 14 && !isSentence && last != .colon && role == .body && words > 0 && !isBylineOrDate
  }
  /// A line that the head of an article has: it tells nothing of the lines around it.
  private var isBylineOrDate: Bool {
    begins(.bylines) || begins(.dates) || words <= 7 && has(.year) && (has(.startsDigit) || holds(.months))
  }
  /// A paragraph of one or more whole sentences.
  var isProse: Bool { words > 20 || words > 12 && isSentence }
  /// Whether the signs of headlines are worth a look.
  var mayBeHeadline: Bool { layout.marks > 0 || isShort && words > 0 && words <= HeadlineSigns.mostWords }
  /// Words of an offer: free, newsletter, inbox.
  var isOffer: Bool { holds(.offers) }
  var isItem: Bool { role == .list || has(.numbered) }
}

extension BlockFacts {
  /// The facts of a block. O(its length) for one of at most `limit` bytes, else O(1).
  init(_ text: UnsafeBufferPointer<UInt8>, block: Block, layout: BlockLayout, book: PhraseBook, limit: Int = shortBytes) {
    self = .none
    self.layout = layout
    role = block.role
    let bytes = block.bytes
    isShort = bytes.count <= Self.shortBytes
    if bytes.isEmpty { return }
    readEnds(text, bytes)
    guard bytes.count <= limit else {
      words = bytes.count / 6
      return
    }
    readSigns(text, bytes)
    readWords(text, bytes, book)
  }

  private mutating func readEnds(_ text: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>) {
    var end = bytes.upperBound
    for _ in 0..<3 where end > bytes.lowerBound {
      let start = text.scalarStart(before: end)
      last = text.finalMark(at: start)
      if last != .closing { break }
      traits.insert(.closed)
      end = start
      while end > bytes.lowerBound, text[end - 1] == 0x20 { end -= 1 }
    }
    // A mark inside the quotation marks ends the block; a word before a closing mark does not.
    if traits.contains(.closed), last == .word || last == .other { last = .closing }
    if last == .stop, end - bytes.lowerBound >= 3, text[end - 2] == 0x2E, text[end - 3] == 0x2E { last = .ellipsis }

    let first = bytes.lowerBound
    let byte = text[first]
    switch byte {
    case 0x22, 0x27: traits.insert(.startsQuote)
    case 0x28: traits.insert(.startsBracket)
    case 0x5B: traits.formUnion([.startsBracket, .startsSquare])
    case 0x3E, 0x2D, 0x2A, 0x7C: traits.insert(.startsSign)
    case 0x30...0x39: traits.insert(.startsDigit)
    case 0xC2 where text[first + 1] == 0xAB: traits.insert(.startsQuote)
    case 0xC2 where text[first + 1] == 0xBB: traits.insert(.startsSign)
    case 0xE2 where text[first + 1] == 0x80:
      if text[first + 2] >= 0x98 && text[first + 2] <= 0x9F { traits.insert(.startsQuote) }
      if text[first + 2] >= 0x90 && text[first + 2] <= 0x95 || text[first + 2] == 0xBA { traits.insert(.startsSign) }
    case 0xE2: traits.insert(.startsSign)
    case 0xE3 where text[first + 1] == 0x80 && (text[first + 2] == 0x8C || text[first + 2] == 0x8E): traits.insert(.startsQuote)
    case 0xE3 where text[first + 1] == 0x80 && text[first + 2] == 0x90:
      traits.formUnion([.startsBracket, .startsSquare])
    case 0xEF where text[first + 1] == 0xBC && text[first + 2] == 0x88: traits.insert(.startsBracket)
    default: if text.caseOfLetter(at: first) == .lower { traits.insert(.startsLower) }
    }
  }

  private mutating func readSigns(_ text: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>) {
    var index = bytes.lowerBound
    let end = bytes.upperBound
    var digits = 0
    while index < end {
      let byte = text[index]
      let next = index + 1 < end ? text[index + 1] : 0x20
      let isLast = index + length(of: byte) >= end
      if byte > 0x2F, byte < 0x3A { digits += 1 } else { digits = 0 }
      switch byte {
      case 0x30...0x39: traits.insert(.digits)
      case 0x2C: if next == 0x20 { traits.insert(.comma) }
      case 0x3A:
        if !isLast, next == 0x20 { traits.insert(.colon) }
        if next == 0x2F { traits.insert(.address) }
        if next > 0x2F, next < 0x3A, index > bytes.lowerBound, text[index - 1] > 0x2F, text[index - 1] < 0x3A { traits.insert(.time) }
      case 0x3B: traits.insert(.semicolon)
      case 0x2D: if next == 0x20, index > bytes.lowerBound, text[index - 1] == 0x20 { traits.insert(.dash) }
      case 0x28, 0x5B: traits.insert(.brackets)
      case 0x40: if !isLast { traits.insert(.address) }
      case 0x7C, 0x3E: if !isLast, index > bytes.lowerBound { traits.insert(.separator) }
      case 0x2F: if next == 0x20 { traits.insert(.separator) }
      case 0x22: traits.insert(.hasQuote)
      case 0x23: if next > 0x20 { traits.insert(.hashTag) }
      case 0x2E where bytes.count <= 12 && Self.isTime(text, at: index, in: bytes): traits.insert(.time)
      case 0x2E, 0x3F, 0x21:
        if !isLast, next == 0x20, index > bytes.lowerBound, index + 2 < end, endsSentence(text, at: index, after: bytes.lowerBound),
          text.caseOfLetter(at: index + 2) != .lower
        {
          traits.insert(.innerStop)
        }
      case 0xC2:
        if next == 0xB7 { traits.insert(.separator) }
        if next == 0xAB { traits.insert(.hasQuote) }
      case 0xE2:
        let third = index + 2 < end ? text[index + 2] : 0
        if next == 0x80 {
          if third >= 0x92 && third <= 0x95 { traits.insert(.dash) }
          if third == 0xA2 || third == 0xBA, !isLast, index > bytes.lowerBound { traits.insert(.separator) }
          if third >= 0x9C && third <= 0x9F { traits.insert(.hasQuote) }
        }
      case 0xE3 where next == 0x80:
        let third = index + 2 < end ? text[index + 2] : 0
        if third == 0x82, !isLast { traits.insert(.innerStop) }
        if third == 0x81 { traits.insert(.comma) }
        if third == 0x8C || third == 0x8E { traits.insert(.hasQuote) }
      case 0xEF where next == 0xBC:
        let third = index + 2 < end ? text[index + 2] : 0
        if third == 0x8C { traits.insert(.comma) }
        if third == 0x9A, !isLast { traits.insert(.colon) }
        if third == 0x9B { traits.insert(.semicolon) }
        if third == 0x88 { traits.insert(.brackets) }
        if third == 0x9F || third == 0x81, !isLast { traits.insert(.innerStop) }
      default: break
      }
      if digits == 4, next < 0x30 || next > 0x39, text[index - 3] == 0x31 || text[index - 3] == 0x32 { traits.insert(.year) }
      index += length(of: byte)
    }
    // » closes a quotation only where one was opened.
    if last == .closing, !traits.contains(.hasQuote), !traits.contains(.startsQuote), end - bytes.lowerBound > 3, text[end - 1] == 0xBB,
      text[end - 2] == 0xC2, text[end - 3] == 0x20
    {
      last = .arrow
    }
    readNumber(text, bytes)
  }

  /// Whether a full stop parts an hour from its two digits of minutes: 2.05 pm.
  private static func isTime(_ text: UnsafeBufferPointer<UInt8>, at index: Int, in bytes: Range<Int>) -> Bool {
    func isDigit(_ at: Int) -> Bool { bytes.contains(at) && text[at] > 0x2F && text[at] < 0x3A }
    return isDigit(index - 1) && isDigit(index + 1) && isDigit(index + 2) && !isDigit(index + 3) && !isDigit(index - 3)
  }

  /// Whether the mark at an index ends a sentence and no single letter, as in J. Smith.
  private func endsSentence(_ text: UnsafeBufferPointer<UInt8>, at index: Int, after start: Int) -> Bool {
    if text[index] != 0x2E { return true }
    guard index - 2 >= start else { return false }
    return text[index - 2] != 0x20 && text[index - 2] != 0x2E
  }

  /// The number of an item or of a part at the start.
  private mutating func readNumber(_ text: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>) {
    var index = bytes.lowerBound
    let end = bytes.upperBound
    let isOpen = text[index] == 0x28 || text[index] == 0x5B
    let isNote = text[index] == 0x5B
    if isOpen { index += 1 }
    let start = index
    var points = 0
    while index < end, index - start < 8 {
      let byte = text[index]
      if byte > 0x2F && byte < 0x3A {
        index += 1
      } else if byte == 0x2E, index > start, index + 1 < end, text[index + 1] > 0x2F, text[index + 1] < 0x3A {
        points += 1
        index += 1
      } else {
        break
      }
    }
    if index == start, index + 1 < end, text.caseOfLetter(at: index) != .none, text[index] < 0x80,
      text[index + 1] == 0x29 || text[index + 1] == 0x2E
    {
      // A single letter: only with a bracket, since A. may begin a name.
      if text[index + 1] == 0x29 { index += 1 }
    }
    guard index > start, index + 1 < end else { return }
    if isNote {
      if text[index] == 0x5D { traits.insert(.noted) }
    } else if text[index] == 0x29 || text[index] == 0x2E && !isOpen {
      if text[index + 1] == 0x20 { traits.insert(.numbered) }
    } else if points > 0, text[index] == 0x20, index - start <= 5 {
      traits.insert(.pointed)
    } else if text[index] == 0xE3, text[index + 1] == 0x80, text[index + 2] == 0x81 {
      traits.insert(.numbered)
    }
  }

  /// Whether a month's name is one here: with a capital or beside a number, since small may and march are other words.
  private static func isMonth(_ words: UnsafeBufferPointer<Word>, _ index: Int) -> Bool {
    words[index].isCapitalized || words[index].isDense || index > 0 && words[index - 1].isNumber
      || index + 1 < words.count && words[index + 1].isNumber
  }

  private mutating func readWords(_ text: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>, _ book: PhraseBook) {
    withUnsafeTemporaryAllocation(of: Word.self, capacity: bytes.count) { buffer in
      var count = 0
      forEachWord(in: text, bytes) { word in
        buffer[count] = word
        count += 1
      }
      let list = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer)[..<count])
      var dense = 0
      var long = 0
      var capitalized = 0
      var caps = 0
      var letters = 0
      var small = 0
      for (index, word) in list.enumerated() {
        var tables = book.tables(of: list, at: index)
        if tables.begun & CueTable.months.bit != 0, !Self.isMonth(list, index) { tables.begun &= ~CueTable.months.bit }
        holds |= tables.begun
        if index == 0 {
          begins = tables.begun
          isPhrase = tables.filled
        }
        if tables.begun & CueTable.stopwords.bit != 0 { stopwords += 1 }
        if word.isDense { dense += 1 }
        if word.isNumber || word.isDense { continue }
        letters += 1
        if word.isAllCaps { caps += 1 }
        if word.end - word.start >= 4 {
          long += 1
          if word.isCapitalized { capitalized += 1 }
        } else if !word.isCapitalized {
          small += 1
        }
      }
      firstWord = list.first?.hash ?? 0
      words = count - dense / 2
      // Where a language has no table of small words, their number says nothing: the usual share is taken.
      if !book.knows(.stopwords) { stopwords = (words + 2) / 3 }
      if dense * 2 > count { traits.insert(.dense) }
      if letters > 0, caps == letters, list.contains(where: { $0.isAllCaps && !$0.isNumber && $0.end - $0.start > 1 }) {
        traits.insert(.allCaps)
      }
      if long > 1, capitalized * 10 >= long * 9 { traits.insert(.titleCase) }
      if count > 1, list[0].isCapitalized, list[1].isCapitalized { traits.insert(.startsName) }
      if letters == count, letters >= 2, letters <= 4, capitalized == long, small == 0 { traits.insert(.onlyNames) }
    }
  }
}
