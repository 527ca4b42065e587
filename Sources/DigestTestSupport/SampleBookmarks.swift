/// Articles and bookmarks for tests.

public import DigestCore

/// An article whose paragraphs are given, the first one its title; a paragraph that begins with `# ` is a headline.
public func sampleArticle(_ paragraphs: [String], source: String = "/articles/ferries.txt") -> (article: Article, digest: Digest) {
  var utf8: [UInt8] = []
  var blocks: [Block] = []
  for (index, paragraph) in paragraphs.enumerated() {
    let isHeadline = paragraph.hasPrefix("# ")
    if index > 0 { utf8.append(0x0A) }
    let start = utf8.count
    utf8 += (isHeadline ? String(paragraph.dropFirst(2)) : paragraph).utf8
    blocks.append(Block(role: index == 0 ? .title : isHeadline ? .headline : .body, level: isHeadline ? 1 : 0, bytes: start..<utf8.count))
  }
  let article = Article(source: source, utf8: utf8, blocks: blocks, metadata: Metadata())
  let starts = [0] + blocks.indices.filter { blocks[$0].role == .headline && $0 > 0 }
  let sections = starts.enumerated().map { number, start in
    Section(
      id: "s\(number)", headline: Headline(text: article.text(ofBlock: start), origin: number == 0 ? .generated : .source), level: 1,
      blocks: start..<(number + 1 < starts.count ? starts[number + 1] : blocks.count), words: 10)
  }
  return (article, Digest(sections: blocks.isEmpty ? [] : sections))
}

/// A bookmark with everything in it.
public func sampleBookmark(
  _ id: String, exact: String = "Boats are roads.", start: Int = 10, note: String = "", tags: [String] = [], article: ArticleFacts? = nil,
  section: String = "Who pays", speaker: String? = nil, created: Int64 = 1_700_000_000
) -> Bookmark {
  Bookmark(
    id: id, article: article ?? ArticleFacts(id: "a1b2c3", source: "/articles/ferries.txt", title: "Night ferries return"),
    kind: .sentences, sectionHeadline: section, exact: exact, prefix: "before ", suffix: " after", start: start,
    end: start + exact.unicodeScalars.count, speaker: speaker, confidence: speaker == nil ? nil : .certain, note: note, tags: tags,
    created: created, modified: created)
}
