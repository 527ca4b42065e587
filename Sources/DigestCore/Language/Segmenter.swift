/// Boundaries of sentences and words.

/// Breaks texts at the boundaries that ICU and the language's exceptions give.
///
/// A segmenter keeps ICU's breakers and buffers, so that one paragraph after the other costs no allocation; it
/// belongs to one thread at a time. Offsets in and out are UTF-8 bytes.
public final class Segmenter {
  private let sentenceBreaker: TextBreaker
  private let wordBreaker: TextBreaker
  private let rules: SentenceRules

  /// - Parameter lexicon: the language's table, for abbreviations and the locale.
  public init(lexicon: Lexicon) {
    sentenceBreaker = TextBreaker(.sentences, locale: lexicon.language)
    wordBreaker = TextBreaker(.words, locale: lexicon.language)
    rules = lexicon.once("sentence rules") { SentenceRules(lexicon: $0) }
  }

  /// The sentences of one paragraph as ranges of `text`, in order, without the white space around them. O(n).
  ///
  /// Together they hold every character of the paragraph but white space. What a sentence is: closing marks and note
  /// numbers after the stop belong to it; a quoted question and the cue after it are one; the items of a list that
  /// runs in one paragraph are one each.
  public func sentences(in text: ArraySlice<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    text.withUnsafeBufferPointer { sentences(in: $0, 0..<$0.count, to: &found) }
    return found.map { $0.lowerBound + text.startIndex..<$0.upperBound + text.startIndex }
  }

  /// The words of a text as ranges of it, in order: runs of letters and digits with the apostrophes and points inside
  /// them; in scripts without spaces what ICU's dictionaries find. O(n).
  public func words(in text: ArraySlice<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    text.withUnsafeBufferPointer { buffer in
      eachWord(in: buffer, 0..<buffer.count) { found.append($0.lowerBound + text.startIndex..<$0.upperBound + text.startIndex) }
    }
    return found
  }

  /// The sentences of a stretch of a text, appended to `found`.
  func sentences(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to found: inout [Range<Int>]) {
    ListItems.each(in: text, range) { item in
      if SentenceCandidates.suffice(for: text, item) {
        part(text, item, SentenceCandidates.scan(text, item), to: &found)
      } else {
        part(text, item, boundaries(in: text, item), to: &found)
      }
    }
  }

  /// Cuts a stretch at those of its possible ends that the rules let stand.
  private func part(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ candidates: [SentenceCandidate], to found: inout [Range<Int>]
  ) {
    var start = range.lowerBound
    while start < range.upperBound, SentenceCandidates.blank(text, at: start, range.upperBound) > 0 {
      start += SentenceCandidates.blank(text, at: start, range.upperBound)
    }
    for candidate in candidates where candidate.next < range.upperBound && candidate.stop > start {
      guard rules.ends(text, from: start, candidate, limit: range.upperBound) else { continue }
      found.append(start..<candidate.end)
      start = candidate.next
    }
    let end = SentenceCandidates.trimmed(text, start..<range.upperBound)
    if start < end { found.append(start..<end) }
  }

  /// ICU's boundaries, and those after an ellipsis, which ICU leaves out.
  private func boundaries(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [SentenceCandidate] {
    let part = UnsafeBufferPointer(rebasing: text[range])
    var found: [SentenceCandidate] = []
    var last = range.lowerBound
    sentenceBreaker.eachBoundary(in: part) { offset, _ in
      let boundary = range.lowerBound + offset
      SentenceCandidates.ellipses(text, last..<boundary, limit: range.upperBound, to: &found)
      if let candidate = SentenceCandidates.candidate(text, boundary: boundary, in: range) { found.append(candidate) }
      last = boundary
    }
    return found
  }

  /// Calls `body` with each word of a stretch of a text.
  @inline(__always)
  func eachWord(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var index = range.lowerBound
    while index < range.upperBound {
      let kind = WordScanner.kind(text, at: index, range.upperBound)
      if kind.kind == .unspaced {
        let end = WordScanner.endOfUnspaced(text, index..<range.upperBound)
        dictionaryWords(text, index..<end, body)
        index = end
      } else if kind.kind.isWord {
        let end = WordScanner.endOfWord(text, index..<range.upperBound)
        body(index..<end)
        index = end
      } else {
        index += kind.length
      }
    }
  }

  /// Calls `body` with each word of a stretch of a text and the word's key.
  @inline(__always)
  func eachKeyedWord(in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Range<Int>, UInt64) -> Void) {
    var index = range.lowerBound
    while index < range.upperBound {
      if text[index] < 0x80 {
        let plain = WordScanner.plainWord(text, index..<range.upperBound)
        if plain.end > index, !goesOn(text, plain.end, range.upperBound) {
          body(index..<plain.end, plain.key)
          index = plain.end
          continue
        }
        if plain.end == index {
          index += 1
          continue
        }
      }
      let kind = WordScanner.kind(text, at: index, range.upperBound)
      if kind.kind == .unspaced {
        let end = WordScanner.endOfUnspaced(text, index..<range.upperBound)
        dictionaryWords(text, index..<end) { body($0, WordKey.of(text, $0)) }
        index = end
      } else if kind.kind.isWord {
        let end = WordScanner.endOfWord(text, index..<range.upperBound)
        body(index..<end, WordKey.of(text, index..<end))
        index = end
      } else {
        index += kind.length
      }
    }
  }

  private func dictionaryWords(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    wordBreaker.eachBoundary(in: UnsafeBufferPointer(rebasing: text[range])) { offset, _ in
      body(start..<range.lowerBound + offset)
      start = range.lowerBound + offset
    }
  }
}

/// Words of scripts that part them by spaces.
enum WordScanner {
  /// The kinds of the ASCII characters.
  private static let ascii: [CharacterKind] = (0..<0x80).map { CharacterKind.of($0) }

  @inline(__always)
  static func kind(_ text: UnsafeBufferPointer<UInt8>, at index: Int, _ end: Int) -> (kind: CharacterKind, length: Int) {
    let byte = text[index]
    if byte < 0x80 {
      return (byte | 0x20) &- 0x61 < 26 ? (byte & 0x20 == 0 ? .upper : .lower, 1) : byte &- 0x30 < 10 ? (.digit, 1) : (ascii[Int(byte)], 1)
    }
    let (scalar, length) = UTF8Scalars.decode(text, at: index, end: end)
    return (CharacterKind.of(scalar), length)
  }

  /// The run of ASCII letters and digits that begins a stretch, and its key (`WordKey`): most words are no more than that.
  @inline(__always)
  static func plainWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> (end: Int, key: UInt64) {
    var index = range.lowerBound
    var key = WordKey.seed
    while index < range.upperBound {
      let byte = text[index]
      let small = byte | 0x20
      if small &- 0x61 < 26 {
        key = WordKey.mix(key, UInt32(small))
      } else if byte &- 0x30 < 10 {
        key = WordKey.mix(key, UInt32(byte))
      } else {
        break
      }
      index += 1
    }
    return (index, key)
  }

  /// The end of the word that begins a stretch: letters, digits and marks, and single apostrophes, points and commas
  /// between two of them (points and commas between digits or, as in U.S., single letters).
  static func endOfWord(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    var lastIsDigit = false
    while index < range.upperBound {
      let (kind, length) = kind(text, at: index, range.upperBound)
      if kind.isWord, kind != .unspaced {
        lastIsDigit = kind == .digit
        index += length
        continue
      }
      let joint = joint(text, at: index, range.upperBound)
      guard joint.length > 0, index + joint.length < range.upperBound else { break }
      let next = self.kind(text, at: index + joint.length, range.upperBound).kind
      let joins = joint.isApostrophe ? next.isWord && next != .unspaced && !lastIsDigit : lastIsDigit && next == .digit
      let isInitial = !joint.isApostrophe && text[index] == 0x2E && next == .upper && index - range.lowerBound <= 1
      guard joins || isInitial else { break }
      index += joint.length
    }
    return index
  }

  /// The end of the run of letters without spaces that begins a stretch.
  static func endOfUnspaced(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let (kind, length) = kind(text, at: index, range.upperBound)
      guard kind == .unspaced || kind == .mark else { break }
      index += length
    }
    return index
  }

  /// The length of an apostrophe, point or comma at a place, else 0.
  @inline(__always)
  private static func joint(_ text: UnsafeBufferPointer<UInt8>, at index: Int, _ end: Int) -> (length: Int, isApostrophe: Bool) {
    switch text[index] {
    case 0x27: (1, true)
    case 0x2E, 0x2C: (1, false)
    case 0xE2 where index + 2 < end && text[index + 1] == 0x80 && text[index + 2] == 0x99: (3, true)
    default: (0, false)
    }
  }
}
