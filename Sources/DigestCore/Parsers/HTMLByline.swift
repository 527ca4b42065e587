/// Who wrote a page's article: names that its markup claims or that stand beside its title.

struct HTMLByline {
  let publishers: Set<String>
  let book: PhraseBook

  init(head: HTMLHead, book: PhraseBook) {
    publishers = Set(head.best(.publisher).map(\.text.foldedLetters))
    self.book = book
  }

  /// The persons of the weightiest claim that names any, in order; none where none does.
  func persons(_ claims: [Claim]) -> [String] {
    var weights: [Int] = []
    for claim in claims where !weights.contains(claim.weight) { weights.append(claim.weight) }
    for weight in weights where weight >= 2 {
      var found: [String] = []
      for claim in claims where claim.weight == weight {
        for name in names(in: claim.text) where !found.contains(where: { $0.foldedLetters == name.foldedLetters }) { found.append(name) }
      }
      if !found.isEmpty, found.count <= 6 { return found }
    }
    return []
  }

  /// Words that no person's name has.
  private static let others = Set(
    """
    staff editor editors news desk team admin administrator press agency reuters associated newspaper magazine online media network editorial
    correspondent reporter reporters contributor contributors guest redaktion redaktionen bureau wire services service report reports blog the
    company inc ltd llc group afp dpa ap upi tass pti ani ians www com http https read more follow updated published posted on at in edt est
    pm am min minutes ago view all articles posts comments share monday tuesday wednesday thursday friday saturday sunday redacción redacao
    rédaction user unknown anonymous none null author authors webmaster today daily times tribune herald post journal
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Words between two names, in many languages.
  private static let joiners: Set<String> = [
    "and", "und", "et", "y", "e", "en", "och", "og", "i", "и", "&", "with", "by", "von", "par", "por",
  ]

  /// The names of persons in a byline: in the first of its lines that has any.
  func names(in text: String) -> [String] {
    for line in text.split(separator: "\n") {
      let names = names(inLine: String(line).foldedBlanks)
      if !names.isEmpty { return names }
    }
    return []
  }

  private func names(inLine text: String) -> [String] {
    var found: [String] = []
    var text = text
    if text.hasPrefix("http") || text.contains("://") { return [] }
    let bytes = Array(text.utf8)
    let skip = bytes.withUnsafeBufferPointer { book.length(of: .bylines, in: $0, 0..<$0.count) }
    if skip > 0, skip < bytes.count { text = String(decoding: bytes[skip...], as: UTF8.self) }
    var name: [Substring] = []
    func end() {
      if let person = person(name), !found.contains(person) { found.append(person) }
      name = []
    }
    // A full stop behind a longer word ends a name; behind a short one it is an initial's or a title's.
    for part in text.split(whereSeparator: { ",;|/•·–—()\n\t:".contains($0) }) {
      for word in part.split(whereSeparator: \.isWhitespace) {
        if word.count > 4, word.last == "." {
          name.append(word.dropLast())
          end()
          if !found.isEmpty { return found }
        } else if Self.joiners.contains(word.lowercased()), word.count > 1 || name.count >= 2 {
          end()
        } else {
          name.append(word)
        }
      }
      end()
    }
    return found
  }

  private func person(_ all: [Substring]) -> String? {
    // The paper's name may follow: Ana Lind The Saltmere Courier.
    var words = all
    for length in 1..<max(1, min(all.count, 6)) where publishers.contains(all.suffix(length).joined(separator: " ").foldedLetters) {
      words = Array(all.dropLast(length))
    }
    guard !words.isEmpty, words.count <= 5 else { return nil }
    let text = words.joined(separator: " ").foldedBlanks
    if text.contains("@") || text.utf8.contains(where: { $0 > 0x2F && $0 < 0x3A }) || publishers.contains(text.foldedLetters) { return nil }
    // CNN Business, of CNN: a part of the publisher.
    if let first = words.first, publishers.contains(where: { $0 == first.lowercased() || $0.hasPrefix(text.foldedLetters) }) { return nil }
    let isDense = text.utf8.contains { $0 >= 0xE3 }
    if isDense { return words.count <= 2 && (2...14).contains(text.unicodeScalars.count) ? text : nil }
    guard words.count >= 2 else { return nil }
    if words.contains(where: { Self.others.contains($0.lowercased().foldedLetters) }) { return nil }
    // Most words of a name begin with capitals, whatever the language.
    let capitals = words.count { $0.unicodeScalars.first?.properties.isUppercase ?? false }
    guard capitals >= 2 || capitals == 0 && words.count == 2 else { return nil }
    return text
  }
}
