/// Writes a page's tree element by element: for XHTML, and for formats whose own elements become HTML's.

/// Makes an `HTMLTree`. Every element that is opened is closed, at the latest by `finish`. O(1) a step.
struct HTMLTreeWriter {
  /// The most nodes; beyond them elements are left out, and their text is kept.
  static let nodeLimit = 1_000_000

  private var tree = HTMLTree()
  /// The open elements; -1 for one that was left out.
  private var open: [Int32] = []
  /// The innermost element that was not left out.
  private var parent: Int32 = -1

  /// Whether elements were left out.
  private(set) var isCut = false

  init() {
    tree.nodes.append(HTMLNode(tag: .html, parent: -1, end: 1))
    parent = 0
  }

  mutating func open(_ tag: HTMLTag, isForeign: Bool = false, _ attributes: [(HTMLAttributeName, String)] = []) {
    guard tree.nodes.count < Self.nodeLimit else {
      isCut = true
      open.append(-1)
      return
    }
    let first = Int32(tree.attributes.count)
    for (name, value) in attributes { tree.attributes.append(HTMLAttribute(name: name, value: append(value.utf8))) }
    let index = Int32(tree.nodes.count)
    tree.nodes.append(
      HTMLNode(tag: tag, isForeign: isForeign, parent: parent, end: index + 1, attributes: first..<Int32(tree.attributes.count)))
    open.append(index)
    parent = index
  }

  mutating func text(_ bytes: some Collection<UInt8>) {
    guard !bytes.isEmpty else { return }
    let range = append(bytes)
    let last = tree.nodes.count - 1
    // A text that comes in pieces is one node.
    if tree.nodes[last].tag == .text, tree.nodes[last].parent == parent, tree.nodes[last].text.upperBound == range.lowerBound {
      tree.nodes[last].text = tree.nodes[last].text.lowerBound..<range.upperBound
    } else {
      tree.nodes.append(HTMLNode(tag: .text, parent: parent, end: Int32(tree.nodes.count + 1), text: range))
    }
  }

  mutating func close() {
    guard let index = open.popLast(), index >= 0 else { return }
    tree.nodes[Int(index)].end = Int32(tree.nodes.count)
    parent = tree.nodes[Int(index)].parent
  }

  /// An element with a text and nothing else.
  mutating func element(_ tag: HTMLTag, _ text: String, _ attributes: [(HTMLAttributeName, String)] = []) {
    open(tag, attributes)
    self.text(text.utf8)
    close()
  }

  consuming func finish() -> HTMLTree {
    while !open.isEmpty { close() }
    tree.nodes[0].end = Int32(tree.nodes.count)
    return tree
  }

  private mutating func append(_ bytes: some Collection<UInt8>) -> Range<Int32> {
    let start = Int32(clamping: tree.bytes.count)
    // The ranges are those of 32-bit integers; a document is far smaller (`XML.sizeLimit`).
    guard tree.bytes.count + bytes.count < Int(Int32.max) else { return start..<start }
    tree.bytes.append(contentsOf: bytes)
    return start..<Int32(tree.bytes.count)
  }
}
