/// The head of an article: title, standfirst, byline, dateline, date.

/// Finds the head in an article's first blocks.
struct ArticleHead {
  /// Blocks that can belong to the head.
  static let most = 9

  let text: UnsafeBufferPointer<UInt8>
  let blocks: [Block]
  /// Facts of the first blocks, one more than `most` where there are as many.
  let facts: [BlockFacts]
  let habits: Habits
  let dates: DateReader
  let book: PhraseBook

  /// The roles of the first blocks, as far as they are the head's, and what they say.
  func read(_ roles: inout [Role], metadata: inout Metadata) {
    guard let title = titleIndex(roles) else {
      return readDateline(roles.indices.first { roles[$0] == .body }, &metadata)
    }
    roles[title] = .title
    let end = min(facts.count - 1, title + Self.most)
    var standfirsts = 0
    var index = title + 1
    while index < end {
      if readCredit(index, roles, &metadata) {
        roles[index] = .credit
      } else if standfirsts == 0, roles[index] != .promo, roles[index] != .caption, isStandfirst(index, roles) {
        roles[index] = .standfirst
        standfirsts += 1
      } else if roles[index] == .body, facts[index].words > 14 || facts[index].isSentence {
        // The text begins, unless this is a lede above the byline.
        if standfirsts > 0 || !(index == title + 1 && readsAsCredit(index + 1)) { break }
        standfirsts = 1
      }
      index += 1
    }
    // A byline may stand before the title.
    for before in 0..<title where readCredit(before, roles, &metadata) { roles[before] = .credit }
    readDateline(roles.indices.first { roles[$0] == .body }, &metadata)
  }

  // MARK: title

  /// The first block that names the article: the first of all, or a line without an end below a label, a date or a byline.
  private func titleIndex(_ roles: [Role]) -> Int? {
    for index in 0..<min(4, facts.count) {
      if titleScore(index) > 0, index == 0 || !facts[index].isSentence && !facts[index].has(.innerStop) { return index }
      if !(facts[index].isPhrase(.kickers) || readsAsCredit(index)) { return nil }
    }
    return nil
  }

  private func titleScore(_ index: Int) -> Float { withTitlePlace(index) { TitleSigns.table.score($0) } }

  private func withTitlePlace<Value>(_ index: Int, _ body: (Neighbourhood) -> Value) -> Value {
    let next = index + 1 < facts.count ? facts[index + 1] : .none
    let after = index + 2 < facts.count ? facts[index + 2] : .none
    return facts.withUnsafeBufferPointer {
      body(Neighbourhood(facts: $0, center: index, index: index, isLast: next.words == 0 && after.words == 0, habits: habits))
    }
  }

  // MARK: standfirst

  private func isStandfirst(_ index: Int, _ roles: [Role]) -> Bool {
    guard roles[index] == .body || roles[index] == .headline, facts[index].layout.marks == 0, index + 1 < facts.count,
      facts[index].words > 3
    else { return false }
    let score = withStandfirstPlace(index) { StandfirstSigns.table.score($0) }
    return score + bylineBelow(index, roles) + StandfirstSigns.repeatedBelow * Float(repeatedNumbers(index)) > 0
  }

  private func withStandfirstPlace<Value>(_ index: Int, _ body: (Neighbourhood) -> Value) -> Value {
    facts.withUnsafeBufferPointer { body(Neighbourhood(facts: $0, center: index, index: index, isLast: false, habits: habits)) }
  }

  /// What a byline or a date right below adds.
  private func bylineBelow(_ index: Int, _ roles: [Role]) -> Float {
    guard index + 1 < roles.count, index + 1 < facts.count, roles[index + 1] == .credit,
      facts[index + 1].begins(.bylines) || facts[index + 1].holds(.months)
    else { return 0 }
    return StandfirstSigns.bylineBelow
  }

  /// Why a block of the head has the role that `read` gave it.
  ///
  /// - Parameter roles: those that the blocks had before the head was read.
  func decision(_ index: Int, _ role: Role, _ roles: [Role]) -> BlockDecision {
    switch role {
    case .title where index < facts.count:
      BlockDecision(role: role, weighings: [withTitlePlace(index) { TitleSigns.table.weighing(role, $0) }])
    case .standfirst where index < facts.count:
      BlockDecision(
        role: role,
        weighings: [
          withStandfirstPlace(index) {
            StandfirstSigns.table.weighing(
              role, $0,
              and: [
                Weighing.Mark("a byline or a date right below", bylineBelow(index, roles)),
                Weighing.Mark("numbers that the text repeats", StandfirstSigns.repeatedBelow * Float(repeatedNumbers(index))),
              ])
          }
        ])
    default: BlockDecision(role: role, rule: "a line of the article's head that holds a byline or a date and little else")
    }
  }

  /// The numbers of a block that the next two blocks repeat, at most 2: a standfirst tells what the text then tells again.
  private func repeatedNumbers(_ index: Int) -> Int {
    func numbers(_ block: Int) -> Set<UInt32> {
      guard block < blocks.count else { return [] }
      var found: Set<UInt32> = []
      let bytes = blocks[block].bytes
      forEachWord(in: text, bytes.prefix(Self.scanned)) { word in
        if word.isNumber, word.end - word.start >= 3, text[Int(word.start)..<Int(word.end)].allSatisfy({ $0 < 0x3A }) {
          found.insert(word.hash)
        }
      }
      return found
    }
    return min(2, numbers(index).intersection(numbers(index + 1).union(numbers(index + 2))).count)
  }

  /// Bytes of a block that are looked at here.
  static let scanned = 2000

  // MARK: byline and date

  /// Whether a line holds a byline or a date alone.
  private func readsAsCredit(_ index: Int) -> Bool {
    var nothing = Metadata()
    return readCredit(index, [], &nothing)
  }

  /// Takes byline and date from a line of the head; says whether the line holds nothing else.
  private func readCredit(_ index: Int, _ roles: [Role], _ metadata: inout Metadata) -> Bool {
    let this = facts[index]
    guard this.isShort, this.words > 0, this.words <= 30, this.role == .body, this.layout.marks == 0 else { return false }
    let bytes = blocks[index].bytes
    let date = dates.date(in: text, bytes)
    let isByline = this.begins(.bylines) && !this.isSentence && namesFollow(index)
    let others = date.map { found in
      var count = 0
      forEachWord(in: text, bytes) { if Int($0.end) <= found.bytes.lowerBound || Int($0.start) >= found.bytes.upperBound { count += 1 } }
      return count
    }
    if isByline {
      if metadata.byline == nil { metadata.byline = Byline.name(in: text, bytes, without: date?.bytes, prefix: prefixLength(index)) }
      if metadata.published == nil { metadata.published = date?.iso }
      return true
    }
    if let date, let others, others <= 4, !this.isSentence || others == 0 {
      if metadata.published == nil { metadata.published = date.iso }
      if metadata.publisher == nil, !this.begins(.dates) { metadata.publisher = publisher(before: date.bytes.lowerBound, in: bytes) }
      return true
    }
    // A name alone above a date, or between the title and the text in a head with a date.
    if this.has(.onlyNames) || this.words <= 16 && this.has(.startsName) && this.has(.comma) && this.last == .word, metadata.byline == nil,
      index + 1 < facts.count
    {
      let below = blocks[index + 1].bytes
      if facts[index + 1].words <= 6, dates.date(in: text, below) != nil {
        metadata.byline = Byline.name(in: text, bytes, without: nil, prefix: 0)
        return true
      }
    }
    return false
  }

  /// Whether a capital, or a script without any, follows the words that begin a byline: not in "by 2030" or "by the numbers".
  private func namesFollow(_ index: Int) -> Bool {
    let bytes = blocks[index].bytes
    var first: Word?
    forEachWord(in: text, bytes.lowerBound + prefixLength(index)..<bytes.upperBound) { if first == nil { first = $0 } }
    guard let first else { return false }
    if first.isCapitalized || first.isDense || first.isAllCaps && !first.isNumber { return true }
    // by the Example Working Group
    return facts[index].words <= 12 && facts[index].has(.titleCase) || facts[index].words <= 8 && hasCapitalBehind(first, bytes)
  }

  private func hasCapitalBehind(_ word: Word, _ bytes: Range<Int>) -> Bool {
    var found = false
    forEachWord(in: text, Int(word.end)..<bytes.upperBound) { if $0.isCapitalized { found = true } }
    return found
  }

  /// The Harbour Courier, 12 May 2026: a name of several capitalised words right before a date, and a comma.
  private func publisher(before date: Int, in bytes: Range<Int>) -> String? {
    var end = date
    while end > bytes.lowerBound, text[end - 1] == 0x20 { end -= 1 }
    guard end > bytes.lowerBound, text[end - 1] == 0x2C else { return nil }
    end -= 1
    var words: [Word] = []
    forEachWord(in: text, bytes.lowerBound..<end) { words.append($0) }
    guard (2...6).contains(words.count), words[0].isCapitalized, words[words.count - 1].isCapitalized,
      !words.contains(where: { book.holds(.weekdays, $0) || $0.isNumber })
    else { return nil }
    return String(decoding: text[bytes.lowerBound..<end], as: UTF8.self)
  }

  /// Bytes of the words that begin a byline: by, written by.
  private func prefixLength(_ index: Int) -> Int {
    book.length(of: .bylines, in: text, blocks[index].bytes)
  }

  // MARK: dateline

  /// NEW YORK, Nov. 19 (UPI) — at the start of the first paragraph.
  private func readDateline(_ index: Int?, _ metadata: inout Metadata) {
    guard let index, index < blocks.count else { return }
    let bytes = blocks[index].bytes
    guard let dash = dashAfterPlace(bytes.prefix(80)) else { return }
    metadata.dateline = String(decoding: text[bytes.lowerBound..<dash], as: UTF8.self)
    if metadata.published == nil, let date = dates.date(in: text, bytes.lowerBound..<dash) { metadata.published = date.iso }
  }

  /// Where the place and day before a dash end: the first word is in capitals and at least two letters long.
  private func dashAfterPlace(_ bytes: Range<Int>) -> Int? {
    var words: [Word] = []
    var dash: Int?
    var index = bytes.lowerBound
    while index < bytes.upperBound {
      if text[index] == 0x20, index + 2 < bytes.upperBound {
        let isEm =
          text[index + 1] == 0xE2 && text[index + 2] == 0x80 && index + 3 < bytes.upperBound && (0x93...0x95).contains(text[index + 3])
        let isPlain = text[index + 1] == 0x2D && (text[index + 2] == 0x20 || text[index + 2] == 0x2D)
        if isEm || isPlain {
          dash = index
          break
        }
      }
      if text[index] == 0x2E, index + 2 < bytes.upperBound, text[index + 1] == 0x20, text.caseOfLetter(at: index + 2) == .upper,
        index - bytes.lowerBound > 25
      {
        return nil
      }
      index += 1
    }
    guard let dash else { return nil }
    forEachWord(in: text, bytes.lowerBound..<dash) { words.append($0) }
    guard let first = words.first, first.isAllCaps, !first.isNumber, first.end - first.start >= 3, words.count <= 10 else { return nil }
    return dash
  }
}

extension Range<Int> {
  /// The range's first bytes.
  func prefix(_ length: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + length) }
}

/// The names in a byline.
enum Byline {
  /// The words of a byline without those that begin it, its date, and what only joins the two.
  static func name(in text: UnsafeBufferPointer<UInt8>, _ bytes: Range<Int>, without date: Range<Int>?, prefix: Int) -> String? {
    let start = bytes.lowerBound + prefix
    var end = bytes.upperBound
    // What follows a separator is a date, a paper, a place.
    var index = start
    while index < end {
      let isPipe = text[index] == 0x7C
      let isDot = text[index] == 0xC2 && text[index + 1] == 0xB7
      let isDash =
        index > start && text[index - 1] == 0x20 && text[index] == 0xE2 && text[index + 1] == 0x80
        && (0x93...0x94).contains(text[index + 2])
      if isPipe || isDot || isDash { end = index }
      index += 1
    }
    if let date, date.lowerBound > start, date.lowerBound < end { end = date.lowerBound }
    var low = start
    while low < end, !text.isWordByte(text[low]) || text[low] >= 0x80 && !text.isLetter(at: low) { low += length(of: text[low]) }
    while end > low, text[end - 1] < 0x80, !text.isWordByte(text[end - 1]), text[end - 1] != 0x2E && text[end - 1] != 0x29 { end -= 1 }
    return low < end ? String(decoding: text[low..<end], as: UTF8.self) : nil
  }
}
