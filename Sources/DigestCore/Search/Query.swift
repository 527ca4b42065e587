/// What a reader types to find a quotation: words, each for itself, and filters.

/// A query of the quote finder and of `digest quotes --about`.
///
/// White space parts the terms. `boats` is matched fuzzily, `'boats` and `"night boats"` word for word, `-boats` (or
/// `!boats`) must not be there, `speaker:lind` (or `speaker:"hanne lind"`) keeps one speaker's. What is half typed
/// (`-`, `'`, `speaker:`) asks for nothing yet.
public struct Query: Sendable, Equatable {
  public enum Term: Sendable, Equatable {
    case fuzzy(String)
    case exact(String)
    case excluded(String)
    /// The speaker's name holds it. `unnamed` also keeps quotations without a speaker.
    case speaker(String)
  }

  public var terms: [Term]

  public init(terms: [Term]) {
    self.terms = terms
  }

  /// The query that a text means. Any text means one.
  public init(_ text: String) {
    terms = Self.words(of: text).compactMap(Self.term)
  }

  public var isEmpty: Bool { terms.isEmpty }

  /// The text that keeps a speaker's quotations: `speaker:lind`, with marks around a name of several words.
  public static func speakerText(_ name: String) -> String {
    let plain = name.filter { !quotes.contains($0) }
    return plain.contains(where: \.isWhitespace) ? "speaker:\"\(plain)\"" : "speaker:\(plain)"
  }

  private static let quotes: Set<Character> = ["\"", "“", "”", "„"]

  /// Parts at white space outside quotation marks; an unclosed mark runs to the end.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text {
      if quotes.contains(character) { isQuoted.toggle() }
      if character.isWhitespace && !isQuoted {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func term(_ word: String) -> Term? {
    let prefixes: [(prefix: String, term: (String) -> Term)] = [
      ("speaker:", { .speaker($0) }), ("-", { .excluded($0) }), ("!", { .excluded($0) }), ("'", { .exact($0) }), ("’", { .exact($0) }),
      ("‘", { .exact($0) }),
    ]
    let found = prefixes.first { word.lowercased().hasPrefix($0.prefix) }
    let rest = found.map { word.dropFirst($0.prefix.count) } ?? Substring(word)
    let plain = String(rest.filter { !quotes.contains($0) }).trimmingBlanks()
    guard !plain.isEmpty else { return nil }
    if let found { return found.term(plain) }
    return plain.count < rest.count ? .exact(plain) : .fuzzy(plain)
  }
}

extension String {
  /// Without the white space around it.
  func trimmingBlanks() -> String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(self[first...last])
  }
}
