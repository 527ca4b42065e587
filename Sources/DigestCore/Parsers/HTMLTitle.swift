/// Which block of a page is the article's title, and which its standfirst.

struct HTMLTitle {
  let page: HTMLPage
  let finder: HTMLContentFinder
  let head: HTMLHead

  private static let headingsLookedAt = 80

  /// The block that the reader sees as the title; nil where none is.
  func block() -> Int? {
    let blocks = finder.blocks
    let claims = head.best(.title).map { (letters: $0.text.foldedLetters, weight: Float($0.weight)) }
    let pageTitle = head.pageTitle?.foldedLetters ?? ""
    let pageWords = Set((head.best(.title).map(\.text) + [head.pageTitle ?? ""]).joined(separator: " ").foldedWords)
    let least: Float = claims.isEmpty ? 1.5 : 2
    let publishers = Set(head.best(.publisher).map(\.text.foldedLetters))
    let firstProse = finder.range.first { blocks[$0].prose > 0 } ?? finder.range.lowerBound
    var best: (score: Float, block: Int)?
    var looked = 0
    for index in blocks.indices {
      let block = blocks[index]
      let level = block.kind.headingLevel
      guard level > 0 || block.near.contains(.title), block.letters >= 3, block.bytes.count < 600 else { continue }
      looked += 1
      if looked > Self.headingsLookedAt { break }
      let text = String(decoding: page.utf8[block.bytes], as: UTF8.self)
      let letters = text.foldedLetters
      guard !letters.isEmpty else { continue }
      var score: Float = 0
      var agreement: Float = 0
      for claim in claims {
        if claim.letters == letters {
          agreement = max(agreement, claim.weight + 1)
        } else if claim.letters.hasPrefix(letters), letters.count >= 8 {
          agreement = max(agreement, claim.weight * 0.8)
        } else if letters.hasPrefix(claim.letters), claim.letters.count >= 12 {
          agreement = max(agreement, claim.weight * 0.6)
        }
      }
      if !pageTitle.isEmpty, letters.count >= 8, pageTitle.contains(letters) { agreement = max(agreement, 5) }
      let words = text.foldedWords
      if words.count >= 3, !pageWords.isEmpty {
        agreement = max(agreement, 5 * Float(words.count { pageWords.contains($0) }) / Float(words.count))
      }
      score += agreement
      score += level == 1 ? 3 : level == 2 ? 1 : 0
      if block.near.contains(.title) { score += 1 }
      if block.near.contains(.brand) { score -= 4 }
      if publishers.contains(letters) { score -= 9 }
      if finder.range.contains(index), index < firstProse { score += 1 }
      if !block.signs.isDisjoint(with: [.comment, .related, .newsletter, .share, .footer, .sidebar, .notice, .hidden]) { score -= 4 }
      if block.signs.contains(.navigation) { score -= 2 }
      if block.linkShare > 0.9 { score -= 1 }
      if index > firstProse { score -= finder.range.contains(index) && index - firstProse <= 2 ? 1.5 : 4 }
      if words.count < 3, !text.utf8.contains(where: { $0 >= 0xE3 }) { score -= 1 }
      score -= min(1.5, 0.02 * Float(abs(firstProse - index)))
      if score > least, score > (best?.score ?? 0) { best = (score, index) }
    }
    return best?.block
  }

  /// The title where no block is: what the markup claims, else the page's own title without the site's name.
  func claimed() -> String? {
    if let claim = head.best(.title).first, claim.weight >= 3 { return Self.withoutSite(claim.text, head.best(.publisher).map(\.text)) }
    return head.pageTitle.map { Self.withoutSite($0, head.best(.publisher).map(\.text)) }
  }

  private static let separators = [" | ", " - ", " – ", " — ", " · ", " » ", " « ", " :: ", " • "]

  /// A page's title without the parts that name its site.
  static func withoutSite(_ title: String, _ sites: [String]) -> String {
    let known = Set(sites.map(\.foldedLetters))
    for separator in separators {
      let parts = title.components(of: separator)
      guard parts.count > 1 else { continue }
      let left = parts.filter { !known.contains($0.foldedLetters) }
      if left.count < parts.count, !left.isEmpty { return left.joined(separator: separator) }
      if let longest = parts.max(by: { $0.utf8.count < $1.utf8.count }), longest.utf8.count * 2 > title.utf8.count { return longest }
    }
    return title
  }

  /// The blocks between the title and the first paragraph that sum the article up.
  func standfirst(title: Int?, roles: HTMLRoles) -> Int? {
    guard let title else { return nil }
    let blocks = finder.blocks
    let descriptions = Set(head.best(.description).map(\.text.foldedLetters))
    let end = min(blocks.count, max(roles.prose.lowerBound + 2, title + 1), title + 40)
    var index = title + 1
    while index < end {
      let block = blocks[index]
      defer { index += 1 }
      guard block.letters >= 25, block.letters < 900, block.signs.isDisjoint(with: [.related, .comment, .newsletter, .share, .hidden]),
        block.linkShare < 0.5, block.kind != .figcaption, block.kind != .img
      else { continue }
      if block.near.contains(.standfirst) || block.signs.contains(.standfirst) { return index }
      let isBefore = index < roles.prose.lowerBound || !roles.prose.contains(index)
      if isBefore, block.kind.headingLevel > 1, block.letters >= 40, index <= title + 6 { return index }
      let text = String(decoding: page.utf8[block.bytes], as: UTF8.self).foldedLetters
      if descriptions.contains(text), !isLikeNext(index) { return index }
    }
    return nil
  }

  /// Whether the next paragraph stands in the same element: then both are text.
  private func isLikeNext(_ index: Int) -> Bool {
    let blocks = finder.blocks
    guard let next = (index + 1..<min(blocks.count, index + 6)).first(where: { blocks[$0].prose > 0 }) else { return false }
    return blocks[next].kind == blocks[index].kind && parent(of: next) == parent(of: index)
  }

  private func parent(of block: Int) -> Int32 { finder.parent(ofBlock: block) }
}

extension String {
  /// Its letters and digits without case.
  var foldedLetters: String {
    var out = ""
    for scalar in lowercased().unicodeScalars where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      out.unicodeScalars.append(scalar)
    }
    return out
  }

  /// Its words without case: runs of letters and digits.
  var foldedWords: [String] {
    lowercased().unicodeScalars.split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }.map {
      String(String.UnicodeScalarView($0))
    }
  }

  /// Its parts between the occurrences of a separator.
  func components(of separator: String) -> [String] {
    var parts: [String] = []
    var part: [UInt8] = []
    let bytes = Array(utf8)
    let mark = Array(separator.utf8)
    var index = 0
    while index < bytes.count {
      if bytes[index] == mark[0], index + mark.count <= bytes.count, bytes[index..<index + mark.count].elementsEqual(mark) {
        parts.append(String(decoding: part, as: UTF8.self))
        part = []
        index += mark.count
      } else {
        part.append(bytes[index])
        index += 1
      }
    }
    parts.append(String(decoding: part, as: UTF8.self))
    return parts
  }
}
