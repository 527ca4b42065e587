/// A paragraph as words and signs, with each quotation as one token.

/// A word, a sign or a whole quotation.
struct Token {
  /// How a word of small letters ends (ing, ly, s), and how quoted words do.
  enum Ending: UInt8 { case other, ing, ly, ed, s, fullStop, call, comma }

  enum Kind: UInt8 { case word, number, stop, comma, semicolon, colon, dash, open, close, other, quotation }

  /// Bytes of `Article.utf8`. A possessive's 's is not in it.
  var start: Int
  var end: Int
  var hash: UInt64 = 0
  var classes: TokenClass = []
  var kind: Kind
  var isCapital = false
  /// Two letters and more, all of them capitals.
  var isAllCapitals = false
  var isPossessive = false
  /// The first word of a sentence or of a quotation.
  var beginsSentence = false
  var ending = Ending.other
  /// Part of a name that somebody of the cast bears.
  var isName = false
  /// Of a quotation: its number among the paragraph's pieces.
  var piece: Int32 = 0
}

/// Cuts text into tokens. One pass over the bytes.
struct Tokenizer {
  let classes: TokenClasses
  /// Whether ing, ed and ly at a word's end mean what they mean in English.
  let knowsEndings: Bool
  /// Whether roles are written without capitals, so that a capital makes one a surname.
  let rolesAreSmall: Bool
  let nounsAreCapital: Bool

  private static let letter: UInt8 = 1
  private static let digit: UInt8 = 2
  private static let kinds: [UInt8] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x41...0x5A, 0x61...0x7A: letter
    case 0x30...0x39: digit
    case 0x80...0xFF: letter
    default: 0
    }
  }

  /// Adds the tokens of `text[range]` to `tokens`.
  ///
  /// - Parameter beginsSentence: whether the first word begins a sentence; on return, whether the next one would.
  func tokenize(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, beginsSentence: inout Bool, into tokens: inout [Token]) {
    Self.kinds.withUnsafeBufferPointer { kinds in
      var index = range.lowerBound
      let end = range.upperBound
      while index < end {
        let byte = text[index]
        if byte <= 0x20 {
          index += 1
        } else if kinds[Int(byte)] != 0, signLength(text, index, end) == 0 {
          index = word(text, index, end, kinds, &beginsSentence, &tokens)
        } else {
          index = sign(text, index, end, &beginsSentence, &tokens)
        }
      }
    }
  }

  /// The length of a sign of several bytes that is no letter; 0 where a letter, digit or ASCII sign stands.
  @inline(__always)
  private func signLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
    let byte = text[index]
    if byte < 0xC2 { return 0 }
    switch byte {
    case 0xC2: return 2
    case 0xE2: return 3
    case 0xE3: return index + 1 < end && text[index + 1] == 0x80 ? 3 : 0
    case 0xEF: return index + 1 < end && (text[index + 1] == 0xBC || text[index + 1] == 0xBD || text[index + 1] == 0xBB) ? 3 : 0
    case 0xD8: return index + 1 < end && (text[index + 1] == 0x8C || text[index + 1] == 0x9B || text[index + 1] == 0x9F) ? 2 : 0
    default: return 0
    }
  }

  private func word(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ kinds: UnsafeBufferPointer<UInt8>, _ beginsSentence: inout Bool,
    _ tokens: inout [Token]
  ) -> Int {
    var hash = TokenHash()
    var index = start
    var next = end
    var hasSmall = false
    var isPossessive = false
    var isNumber = true
    var hyphen: (index: Int, hash: TokenHash)?
    while index < end {
      let byte = text[index]
      let kind = kinds[Int(byte)]
      if kind != 0 {
        if byte >= 0xC2 {
          if signLength(text, index, end) > 0 {
            // ’ inside a word, and ’s after it.
            guard byte == 0xE2, index + 3 < end, text[index + 1] == 0x80, text[index + 2] == 0x99, kinds[Int(text[index + 3])] != 0 else {
              break
            }
            if endsWithS(text, index + 3, end, kinds) {
              isPossessive = true
              next = index + 4
              break
            }
            hash.add(0x27)
            index += 3
            if classes.classes(of: hash.finished).contains(.elided) { break }
            continue
          }
          isNumber = false
        }
        if kind == Self.letter { isNumber = false }
        if byte &- 0x61 < 26 { hasSmall = true }
        hash.add(byte)
        index += 1
        continue
      }
      guard index + 1 < end, kinds[Int(text[index + 1])] != 0 else { break }
      if byte == 0x27 {
        if endsWithS(text, index + 1, end, kinds) {
          isPossessive = true
          next = index + 2
          break
        }
      } else if byte == 0x2D {
        if text[index + 1] == 0xE2 { break }
      } else if byte == 0x26 {
      } else if (byte == 0x2E || byte == 0x2C) && isNumber && text[index + 1] &- 0x30 < 10 {
      } else if byte == 0x2E, index - start == 1 || text[index - 2] == 0x2E, text[index + 1] &- 0x41 < 26 {
        // U.S. and J.K.
      } else {
        break
      }
      if byte == 0x2D, hyphen == nil { hyphen = (index, hash) }
      hash.add(byte)
      index += 1
      if byte == 0x27, classes.classes(of: hash.finished).contains(.elided) { break }
    }
    if let hyphen, let enclitic = enclitic(text, hyphen.index + 1..<index) {
      add(text, start..<hyphen.index, hyphen.hash.finished, isNumber: false, hasSmall, false, end, &beginsSentence, &tokens)
      // The t of a-t-il only joins.
      let isJoined = text[hyphen.index + 1] == 0x74 && text[hyphen.index + 2] == 0x2D
      add(
        text, (isJoined ? hyphen.index + 3 : hyphen.index + 1)..<index, enclitic, isNumber: false, hasSmall, false, end, &beginsSentence,
        &tokens)
      return index
    }
    add(text, start..<index, hash.finished, isNumber: isNumber, hasSmall, isPossessive, end, &beginsSentence, &tokens)
    return isPossessive ? next : index
  }

  /// The hash of what a hyphen joins to a verb, without the t between vowels; nil where it is nothing of the kind.
  private func enclitic(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt64? {
    guard range.count < 12, classes.classes(of: TokenHash.of(text[range])).contains(.enclitic) else { return nil }
    let isJoined = range.count > 2 && text[range.lowerBound] == 0x74 && text[range.lowerBound + 1] == 0x2D
    return TokenHash.of(text[isJoined ? range.dropFirst(2) : range])
  }

  private func add(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ key: UInt64, isNumber: Bool, _ hasSmall: Bool, _ isPossessive: Bool,
    _ end: Int, _ beginsSentence: inout Bool, _ tokens: inout [Token]
  ) {
    let start = range.lowerBound
    let index = range.upperBound
    var token = Token(start: start, end: index, hash: key, classes: classes.classes(of: key), kind: isNumber ? .number : .word)
    if let inflection = classes.inflection, !isNumber { inflect(&token, text, range, inflection) }
    // Sprecher der Feuerwehr: where nouns have capitals an article joins no name, but von der does.
    if nounsAreCapital, token.classes.isSuperset(of: [.particle, .determiner]), tokens.last.map({ !$0.classes.contains(.particle) }) ?? true
    {
      token.classes.remove(.particle)
    }
    // Els Bakker, Els de Boer: roles have no capital, so this one is a surname.
    if rolesAreSmall, token.classes.contains(.role), Self.isCapital(text, start, end), followsName(start, tokens) {
      token.classes.remove(.role)
    }
    token.isCapital = Self.isCapital(text, start, end)
    token.isAllCapitals = token.isCapital && !hasSmall && index - start > 1
    token.isPossessive = isPossessive
    if knowsEndings {
      token.ending = Self.ending(text, start, index)
    } else if classes.inflection == nil, index - start > 3, text[index - 1] == 0x73 {
      token.ending = .s
    }
    token.beginsSentence = beginsSentence
    beginsSentence = false
    tokens.append(token)
  }

  /// Whether a capitalised word that is no role or title stands right before a place, or before the particle there.
  private func followsName(_ start: Int, _ tokens: [Token]) -> Bool {
    guard var last = tokens.last, last.kind == .word, start - last.end == 1 else { return false }
    if last.classes.contains(.particle), !last.isCapital, tokens.count > 1 { last = tokens[tokens.count - 2] }
    return last.kind == .word && last.isCapital && last.classes.isDisjoint(with: [.role, .title, .common])
  }

  /// Finds a word in the tables without what its case, its prefixes and its first parts add, and takes its hash without the case's ending.
  private func inflect(_ token: inout Token, _ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ inflection: Inflection) {
    let stem = inflection.stem(text, word)
    if stem != word {
      token.hash = TokenHash.of(text[stem])
      token.classes.formUnion(classes.classes(of: token.hash).intersection(.ofNouns))
    }
    // Twice: and the minister, as one word.
    var rest = word
    for _ in 0..<2 where token.classes.isSubset(of: .common) {
      let start = inflection.start(text, rest)
      guard start > rest.lowerBound else { break }
      rest = start..<word.upperBound
      let hash = TokenHash.of(text[rest])
      let found = classes.classes(of: hash)
      token.classes.formUnion(found)
      if !found.isEmpty { token.hash = hash }
    }
    if token.classes.isDisjoint(with: [.role, .organisation]) { token.classes.formUnion(inflection.compound(text, word)) }
  }

  private func endsWithS(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int, _ kinds: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text[index] | 0x20 == 0x73 else { return false }
    return index + 1 >= end || kinds[Int(text[index + 1])] == 0 || signLength(text, index + 1, end) > 0
  }

  private static func ending(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Token.Ending {
    guard end - start > 3 else { return .other }
    switch text[end - 1] {
    case 0x73: return .s
    case 0x64: return text[end - 2] == 0x65 ? .ed : .other
    case 0x79: return text[end - 2] == 0x6C ? .ly : .other
    case 0x67: return text[end - 2] == 0x6E && text[end - 3] == 0x69 && end - start > 4 ? .ing : .other
    default: return .other
    }
  }

  static func isCapital(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Bool {
    let byte = text[index]
    if byte < 0x80 { return byte &- 0x41 < 26 }
    guard index + 1 < end else { return false }
    let next = text[index + 1]
    switch byte {
    case 0xC3: return next < 0x9F && next != 0x97
    case 0xC4, 0xC5: return next & 1 == 0
    case 0xCE: return next >= 0x86 && next < 0xAA
    case 0xD0: return next < 0xB0
    default: return false
    }
  }

  private func sign(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int, _ beginsSentence: inout Bool, _ tokens: inout [Token]
  ) -> Int {
    let length = max(1, signLength(text, index, end))
    let scalar = length == 1 ? UInt32(text[index]) : TextBytes.scalar(text, index..<min(index + length, end))
    let kind: Token.Kind
    switch scalar {
    case 0x2E:
      // After an initial or an abbreviation no sentence ends.
      if let last = tokens.last, last.end == index, last.kind == .word, last.isCapital,
        last.end - last.start == 1 || last.classes.contains(.abbreviation)
      {
        return index + 1
      }
      if index + 1 < end, Self.kinds[Int(text[index + 1])] != 0, signLength(text, index + 1, end) == 0 { return index + 1 }
      kind = .stop
    case 0x21, 0x3F, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0xFF0E, 0x61F: kind = .stop
    case 0x2C, 0xFF0C, 0x3001, 0x60C: kind = .comma
    case 0x3B, 0xFF1B, 0x61B: kind = .semicolon
    case 0x3A, 0xFF1A: kind = .colon
    case 0x2D, 0x2010...0x2015: kind = .dash
    case 0x28, 0x5B, 0xFF08, 0x3010: kind = .open
    case 0x29, 0x5D, 0xFF09, 0x3011: kind = .close
    case 0xA0, 0x2000...0x200F, 0x3000, 0xFEFF: return index + length
    default: kind = .other
    }
    if kind == .stop { beginsSentence = true }
    tokens.append(Token(start: index, end: min(index + length, end), kind: kind))
    return index + length
  }
}
