/// An article's metadata from a page: what its markup claims, weighed against what stands on it.

struct HTMLMetadata {
  let tree: HTMLTree
  let page: HTMLPage
  let blocks: [PageBlock]
  let head: HTMLHead
  let book: PhraseBook
  let lexicons: Lexicons
  let lexicon: Lexicon

  /// Fills in what is known; lines of the head that hold a byline or a date alone become credits.
  func read(title: Int?, prose: Range<Int>, roles: inout [Role], into metadata: inout Metadata) {
    metadata.publisher = head.best(.publisher).first?.text
    metadata.url = head.best(.address).map(\.text).first { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
    var readers = [DateReader(lexicon)]
    if metadata.language?.hasPrefix("en") != true { readers.append(DateReader(lexicons.lexicon(for: "en"))) }
    let near = neighbourhood(title, prose)
    metadata.published = published(near, readers, prose, metadata.url)
    metadata.modified = head.best(.modified).lazy.compactMap { HTMLDates.day($0.text, readers) }.first
    let byline = HTMLByline(head: head, book: book)
    let claimed = byline.persons(head.best(.author))
    let shown = shownByline(near, byline)
    // The page may name more writers than its markup.
    let isMore = shown.count > claimed.count && claimed.allSatisfy { name in shown.contains { $0.foldedLetters == name.foldedLetters } }
    let names = claimed.isEmpty || isMore ? shown : claimed
    metadata.byline = names.isEmpty ? nil : names.joined(separator: "; ")
  }

  /// The blocks around the head: some before the title up to the first paragraphs.
  private func neighbourhood(_ title: Int?, _ prose: Range<Int>) -> Range<Int> {
    let start = max(0, min(title ?? prose.lowerBound, prose.lowerBound) - 6)
    return start..<min(blocks.count, max(prose.lowerBound, title ?? 0) + 4)
  }

  private func published(_ near: Range<Int>, _ readers: [DateReader], _ prose: Range<Int>, _ address: String?) -> String? {
    let claims = head.best(.published)
    for claim in claims where claim.weight >= 3 {
      if let day = HTMLDates.day(claim.text, readers) { return day }
    }
    // What stands beside the title; a line of a date before words among others.
    for isShort in [true, false] {
      for index in near where blocks[index].letters > 3 && blocks[index].letters < (isShort ? 70 : 160) {
        guard blocks[index].prose == 0 || !blocks[index].near.isDisjoint(with: [.byline, .date, .meta]) || index < prose.lowerBound else {
          continue
        }
        let found = page.utf8.withUnsafeBufferPointer { text in
          readers.lazy.compactMap { $0.date(in: text, blocks[index].bytes) }.first { $0.iso.utf8.count == 10 }
        }
        if let found { return found.iso }
      }
    }
    for claim in claims {
      if let day = HTMLDates.day(claim.text, readers) { return day }
    }
    return address.flatMap(HTMLDates.dayInAddress)
  }

  /// The persons that the elements near the title name as writers: those nearest below it first.
  private func shownByline(_ near: Range<Int>, _ byline: HTMLByline) -> [String] {
    var looked = 0
    for node in tree.nodes.indices where page.own[node].contains(.byline) && near.contains(Int(page.first[node])) && looked < 40 {
      looked += 1
      let text = String(decoding: tree.textContent(of: node, limit: 400), as: UTF8.self)
      guard text.foldedBlanks.utf8.count < 200 else { continue }
      let names = byline.names(in: text)
      if !names.isEmpty { return Array(names.prefix(4)) }
    }
    for index in near where blocks[index].letters > 2 && blocks[index].letters < 120 {
      let bytes = blocks[index].bytes
      guard page.utf8.withUnsafeBufferPointer({ book.length(of: .bylines, in: $0, bytes) }) > 0 else { continue }
      let names = byline.names(in: String(decoding: page.utf8[bytes], as: UTF8.self))
      if !names.isEmpty { return Array(names.prefix(4)) }
    }
    return []
  }
}
