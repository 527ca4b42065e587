/// Names in scripts without capitals: what stands behind titles, roles and verbs of saying.

/// Marks words as parts of names, so that the rest of the analysis sees what a capital shows elsewhere.
enum NameMarker {
  /// The longest name in words, and how many words may stand between a role and its name: وزيرة الصحة سلمى حداد.
  private static let longest = 3
  private static let attributes = 4

  /// Marks the names of a paragraph. O(n).
  static func mark(_ tokens: inout [Token], _ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < tokens.count {
      let classes = tokens[index].classes
      let isRole = !classes.isDisjoint(with: [.role, .title])
      guard tokens[index].kind == .word, isRole || classes.contains(.cue) else {
        index += 1
        continue
      }
      index += 1
      // A role that no table has stands behind the verb with its article: وقال الراعي حمد.
      if isRole {
        var passed = 0
        while index < tokens.count, passed < attributes, isAttribute(tokens[index], text) || bindsAttribute(tokens, index, text) {
          index += 1
          passed += 1
        }
      } else if index < tokens.count, tokens[index].kind == .word, tokens[index].classes.isEmpty, hasArticle(tokens[index], text) {
        index += 1
      }
      var count = 0
      while index < tokens.count, count < longest, isNamePart(tokens[index], after: count, text) {
        tokens[index].isCapital = true
        index += 1
        count += 1
      }
    }
  }

  /// A word that belongs to the role: with an article, or what the role is of.
  private static func isAttribute(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard token.kind == .word else { return false }
    if !token.classes.isDisjoint(with: [.organisation, .role, .title]) { return true }
    return token.classes.isEmpty && hasArticle(token, text)
  }

  /// In the name of the ministry: a small word before what the role is of.
  private static func bindsAttribute(_ tokens: [Token], _ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard tokens[index].kind == .word, !tokens[index].classes.isDisjoint(with: [.preposition, .naming]), index + 1 < tokens.count else {
      return false
    }
    return isAttribute(tokens[index + 1], text)
  }

  /// A name's second word may have an article, its first and third have none.
  private static func isNamePart(_ token: Token, after count: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard token.kind == .word, token.classes.isEmpty || token.classes == .particle else { return false }
    return count == 1 || !hasArticle(token, text)
  }

  /// The Arabic article, alone or behind a preposition: ال, لل.
  private static func hasArticle(_ token: Token, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard token.end - token.start > 6, text[token.start + 2] == 0xD9, text[token.start + 3] == 0x84 else { return false }
    return text[token.start] == 0xD8 && text[token.start + 1] == 0xA7 || text[token.start] == 0xD9 && text[token.start + 1] == 0x84
  }
}
