/// Pages that hold several articles in full, as the front page of a blog: which nodes are each one's.

struct HTMLSplitter {
  private let tree: HTMLTree
  private let page: HTMLPage

  /// One article of several.
  struct Part {
    /// Its nodes, with what stands before it where it is the first, and what follows it up to the next.
    var nodes: Range<Int>
    /// The node of its heading.
    var heading: Int
    /// Where its heading leads: its own address.
    var address: String?
  }

  private static let mostParts = 100
  /// Letters of prose that make an article.
  private static let leastProse: Int32 = 500

  /// The articles of a page in their order; none where it is one article.
  ///
  /// They are elements beside each other, each with prose of some length under a heading that leads to a page of its own, and together
  /// they are most of the page's prose. A page that calls itself an article is one. O(nodes).
  static func parts(_ tree: HTMLTree, _ page: HTMLPage, _ head: HTMLHead) -> [Part] {
    guard !head.isArticle else { return [] }
    return HTMLSplitter(tree: tree, page: page).parts()
  }

  private func parts() -> [Part] {
    var groups: [Int32: [Part]] = [:]
    var prose: [Int32: Int32] = [:]
    var sums: [Int32] = [0]
    for block in page.blocks { sums.append((sums.last ?? 0) + block.prose) }
    let total = sums.last ?? 0
    guard total >= 2 * Self.leastProse else { return [] }
    for node in tree.nodes.indices where mayBeArticle(node) {
      let held = Int(page.first[node])..<Int(page.last[node])
      let own = sums[held.upperBound] - sums[held.lowerBound]
      guard own >= Self.leastProse, own * 10 < total * 8, page.blocks[held].count(where: { $0.prose > 0 }) >= 2,
        let heading = held.prefix(6).first(where: { page.blocks[$0].kind.headingLevel > 0 }), page.blocks[heading].linkShare > 0.9
      else { continue }
      let parent = tree.nodes[node].parent
      let from = Int(page.blocks[heading].node)
      groups[parent, default: []].append(
        Part(nodes: node..<Int(tree.nodes[node].end), heading: from, address: address(in: from)))
      prose[parent, default: 0] += own
    }
    guard let best = prose.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value * 10 >= total * 6,
      var parts = groups[best.key], parts.count >= 2, parts.count <= Self.mostParts, Set(parts.map(\.address)).count == parts.count
    else { return [] }
    for index in parts.indices {
      let start = index == 0 ? 0 : parts[index].nodes.lowerBound
      parts[index].nodes = start..<(index + 1 < parts.count ? parts[index + 1].nodes.lowerBound : tree.nodes.count)
    }
    return parts
  }

  private func mayBeArticle(_ node: Int) -> Bool {
    switch tree.nodes[node].tag {
    case .article: true
    case .div, .section, .li: page.own[node].contains(.content)
    default: false
    }
  }

  /// The address of the first link in a heading, or around it.
  private func address(in heading: Int) -> String? {
    for node in heading..<Int(tree.nodes[heading].end) where tree.nodes[node].tag == .a {
      if let href = tree.string(.href, of: node) { return href }
    }
    let parent = Int(tree.nodes[heading].parent)
    return parent >= 0 && tree.nodes[parent].tag == .a ? tree.string(.href, of: parent) : nil
  }
}
