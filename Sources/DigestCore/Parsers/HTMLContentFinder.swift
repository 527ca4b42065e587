/// Which of a page's blocks are the article, decided by what they look like and what stands around them.

/// The element that holds the article, and each block's role.
///
/// An element's worth is the prose in it less what a page puts around an article (links, short lines, lists of other articles); the element
/// of the greatest worth holds the article. Inside it each block is weighed alone and by its neighbours. What is not the article is a promo.
struct HTMLContentFinder {
  private let tree: HTMLTree
  private var page: HTMLPage
  /// Signs that hold for a node and what is in it.
  private var inherited: [PageSigns]
  /// Sums over the blocks before each: prose, and worth.
  private var proseSums: [Int32] = []

  /// What was found: `page` with the inherited signs filled in.
  private(set) var container = 0
  private(set) var range = 0..<0

  /// - Parameter isWhole: whether all of the page is the article, as with a feed's entry: then nothing is looked for.
  init(tree: HTMLTree, page: HTMLPage, isWhole: Bool = false) {
    self.tree = tree
    self.page = page
    inherited = Array(repeating: [], count: tree.nodes.count)
    sumProse()
    inherit()
    if isWhole { range = 0..<page.blocks.count } else { choose() }
  }

  /// The blocks, with signs.
  var blocks: [PageBlock] { page.blocks }

  /// The element around the one that a block stands in.
  func parent(ofBlock block: Int) -> Int32 { tree.nodes[Int(page.blocks[block].node)].parent }

  private mutating func sumProse() {
    proseSums.reserveCapacity(page.blocks.count + 1)
    var sum: Int32 = 0
    proseSums.append(0)
    for block in page.blocks {
      sum += min(block.prose, 2000)
      proseSums.append(sum)
    }
  }

  /// The prose in an element, in letters.
  func prose(in node: Int) -> Int32 { proseSums[Int(page.last[node])] - proseSums[Int(page.first[node])] }

  /// The page's prose without that of the outermost hidden elements.
  private func shownProse() -> Int32 {
    var total = proseSums.last ?? 0
    var end = 0
    for index in tree.nodes.indices where index >= end && page.own[index].contains(.hidden) {
      let hidden = prose(in: index)
      if hidden * 10 < (proseSums.last ?? 0) * 9 { total -= hidden }
      end = Int(tree.nodes[index].end)
    }
    return total
  }

  /// Hands signs down. An element with much of the page's prose is no junk, whatever its name.
  private mutating func inherit() {
    let total = max(shownProse(), 1)
    for index in tree.nodes.indices where tree.nodes[index].tag != .text {
      var own = page.own[index]
      if !own.isDisjoint(with: .junk) {
        let share = Float(prose(in: index)) / Float(total)
        // Hidden parts and comments may well be longer than the article.
        let shareOfAll = Float(prose(in: index)) / Float(max(proseSums.last ?? 0, 1))
        if (own.contains(.hidden) ? shareOfAll : share) > 0.9 {
          own.subtract(.junk)
        } else if share > 0.4 {
          own.subtract(PageSigns.junk.subtracting([.hidden, .comment]))
        }
      }
      if own.contains(.title) || own.contains(.byline) || own.contains(.date) || own.contains(.meta) {
        // Names that only hold for something small.
        if page.last[index] - page.first[index] > 6 {
          own.subtract([.title, .byline, .date, .meta, .credit, .standfirst, .caption, .pullquote])
        }
      }
      page.own[index] = own
      let parent = Int(tree.nodes[index].parent)
      inherited[index] = parent >= 0 ? inherited[parent].union(own) : own
    }
    for index in page.blocks.indices {
      let node = Int(page.blocks[index].node)
      page.blocks[index].signs = inherited[node]
      var near = page.own[node]
      let parent = Int(tree.nodes[node].parent)
      if parent >= 0 { near.formUnion(page.own[parent]) }
      page.blocks[index].near = near
    }
  }

  // MARK: the element that holds the article

  /// What a block adds to the worth of the elements around it, in letters of prose.
  func worth(_ block: PageBlock) -> Float {
    let prose = Float(min(block.prose, 2000))
    let isJunk = !block.signs.isDisjoint(with: .junk)
    if block.signs.contains(.hidden) { return 0 }
    if prose > 0 {
      if isJunk { return -0.25 * prose }
      switch block.kind {
      case .p, .blockquote, .pre: return prose
      case .li, .dd: return 0.5 * prose
      default: return 0.8 * prose
      }
    }
    if block.kind.headingLevel > 0, !isJunk { return block.linkShare > 0.5 ? -10 : 0 }
    if block.kind == .figcaption || block.signs.contains(.figure) { return 0 }
    if block.kind == .table || block.kind == .pre { return isJunk ? -10 : 0.2 * Float(min(block.letters, 1000)) }
    if block.linkShare > 0.5 { return -(8 + 0.3 * Float(min(block.letters, 300))) }
    return -(4 + 0.1 * Float(min(block.letters, 300)))
  }

  private mutating func choose() {
    var sums: [Float] = [0]
    sums.reserveCapacity(page.blocks.count + 1)
    for block in page.blocks { sums.append((sums.last ?? 0) + worth(block)) }
    var best: (worth: Float, node: Int) = (-.infinity, 0)
    for index in tree.nodes.indices where tree.nodes[index].tag.isBlock || tree.nodes[index].tag == .other {
      guard page.last[index] > page.first[index] else { continue }
      let worth = sums[Int(page.last[index])] - sums[Int(page.first[index])]
      if worth >= best.worth { best = (worth, index) }
    }
    container = best.node
    // A paragraph alone is no article where its neighbours are paragraphs too: their parent would have been better.
    range = best.worth > -.infinity ? Int(page.first[container])..<Int(page.last[container]) : 0..<0
  }
}
