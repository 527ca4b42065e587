/// Which lines are headlines, promos, credits, captions: weak signs, weighed.

/// Gives every block its role.
struct BlockClassifier {
  let lexicon: Lexicon

  func classify(_ blocks: inout [Block], in utf8: [UInt8], metadata: inout Metadata) {
    if !blocks.isEmpty { blocks[0].role = .title }
  }
}
