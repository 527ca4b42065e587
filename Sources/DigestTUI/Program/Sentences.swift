/// Sentences as passages, for what is selected and where a reader is.

import DigestCore

extension Session {
  /// The sentences of a block.
  func sentences(ofBlock block: Int) -> [Passage] {
    guard let article, article.blocks.indices.contains(block) else { return [] }
    let bytes = article.blocks[block].bytes
    let segmenter = Segmenter(lexicon: lexicons.lexicon(for: article.metadata.language))
    return segmenter.sentences(in: article.utf8[bytes]).map {
      Passage(block: block, range: $0.lowerBound - bytes.lowerBound..<$0.upperBound - bytes.lowerBound)
    }
  }

  /// Whether a block's sentences can be chosen: headlines and what is folded can't.
  private func holdsSentences(_ block: Int) -> Bool {
    guard let role = article?.blocks[block].role else { return false }
    return role != .headline && role != .title && (role != .promo || showsPromos)
  }

  /// The sentence that holds a place, else the first after it.
  func sentence(at place: Passage) -> Passage? {
    guard let article else { return nil }
    var block = place.block
    while block < article.blocks.count, block < place.block + 200 {
      if holdsSentences(block),
        let found = sentences(ofBlock: block).first(where: { block > place.block || $0.range.upperBound > place.range.lowerBound })
      {
        return found
      }
      block += 1
    }
    return nil
  }

  /// The sentence after (or before) one; nil at the article's ends.
  func sentence(_ step: Int, from sentence: Passage) -> Passage? {
    guard let article else { return nil }
    let here = sentences(ofBlock: sentence.block)
    if let index = here.firstIndex(of: sentence), here.indices.contains(index + step) { return here[index + step] }
    var block = sentence.block + step
    while article.blocks.indices.contains(block), abs(block - sentence.block) < 200 {
      let there = sentences(ofBlock: block)
      if holdsSentences(block), let found = step > 0 ? there.first : there.last { return found }
      block += step
    }
    return nil
  }
}
