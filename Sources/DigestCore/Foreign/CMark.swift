/// The only file that sees cmark-gfm.

import CMarkGFM

enum CMark {
  /// A Markdown text in valid UTF-8 as the tree that its HTML would have.
  ///
  /// - Returns: nil where the text has HTML inside, which only `html(of:)` and a parse of the whole can read.
  static func tree(of utf8: ArraySlice<UInt8>) -> HTMLTree? {
    parsed(utf8) { document in
      var count: Int32 = 0
      guard let nodes = cmarkgfm_nodes(document, &count), count > 0 else { return nil }
      return tree(UnsafeBufferPointer(start: nodes, count: Int(count)), size: utf8.count)
    } ?? nil
  }

  /// The HTML of a Markdown text in valid UTF-8. HTML inside it stays as it is: it is parsed like any other.
  static func html(of utf8: ArraySlice<UInt8>) -> [UInt8] {
    parsed(utf8) { document -> [UInt8] in
      guard let html = cmarkgfm_html(document) else { return [] }
      defer { cmarkgfm_free_html(html) }
      var length = 0
      while html[length] != 0 { length += 1 }
      return html.withMemoryRebound(to: UInt8.self, capacity: length) { Array(UnsafeBufferPointer(start: $0, count: length)) }
    } ?? []
  }

  private static func parsed<Result>(_ utf8: ArraySlice<UInt8>, _ body: (OpaquePointer) -> Result) -> Result? {
    utf8.withUnsafeBufferPointer { buffer -> Result? in
      guard let start = buffer.baseAddress else { return nil }
      return start.withMemoryRebound(to: CChar.self, capacity: buffer.count) { start -> Result? in
        guard let document = cmarkgfm_parse(start, buffer.count) else { return nil }
        defer { cmarkgfm_free(document) }
        return body(document)
      }
    }
  }

  // MARK: tree

  /// The elements by the number of their kind; the last four are made of several attributes.
  private static let tags: [HTMLTag] = [
    .text, .body, .blockquote, .ul, .ol, .li, .p, .h1, .h2, .h3, .h4, .h5, .h6, .pre, .code, .hr, .br, .em, .strong, .del, .a, .img, .table,
    .tr,
    .th, .td, .input, .section, .li, .a, .a,
  ]

  private static func tree(_ nodes: UnsafeBufferPointer<cmarkgfm_node>, size: Int) -> HTMLTree {
    var tree = HTMLTree()
    tree.nodes.reserveCapacity(nodes.count)
    tree.bytes.reserveCapacity(size)
    var referred: Set<Int32> = []
    for node in nodes {
      var made = HTMLNode(tag: tags[Int(node.kind)], parent: node.parent, end: node.end)
      if made.tag == .text {
        made.text = tree.append(node)
      } else {
        let first = Int32(tree.attributes.count)
        addAttributes(node, to: &tree, &referred)
        made.attributes = first..<Int32(tree.attributes.count)
      }
      tree.nodes.append(made)
    }
    return tree
  }

  private static func addAttributes(_ node: cmarkgfm_node, to tree: inout HTMLTree, _ referred: inout Set<Int32>) {
    switch Int(node.kind) {
    case CMARKGFM_A: tree.add(.href, tree.append(node))
    case CMARKGFM_IMG: tree.add(.alt, tree.append(node))
    case CMARKGFM_CODE where node.length > 0:
      let start = tree.append("language-").lowerBound
      tree.add(.class, start..<tree.append(node).upperBound)
    case CMARKGFM_OL: tree.add(.start, tree.append(String(node.number)))
    case CMARKGFM_BOX:
      tree.add(.type, tree.append("checkbox"))
      if node.number == 1 { tree.add(.checked, tree.append("")) }
    case CMARKGFM_NOTES: tree.add(.class, tree.append("footnotes"))
    case CMARKGFM_NOTE: tree.add(.id, tree.append("fn-\(node.number)"))
    case CMARKGFM_REFERENCE:
      tree.add(.href, tree.append("#fn-\(node.number)"))
      tree.add(.role, tree.append("doc-noteref"))
      // The way back leads to the first.
      if referred.insert(node.number).inserted { tree.add(.id, tree.append("fnref-\(node.number)")) }
    case CMARKGFM_RETURN: tree.add(.href, tree.append("#fnref-\(node.number)"))
    default: break
    }
  }
}

extension HTMLTree {
  fileprivate mutating func add(_ name: HTMLAttributeName, _ value: Range<Int32>) {
    attributes.append(HTMLAttribute(name: name, value: value))
  }

  fileprivate mutating func append(_ text: String) -> Range<Int32> {
    let start = Int32(bytes.count)
    bytes.append(contentsOf: text.utf8)
    return start..<Int32(bytes.count)
  }

  fileprivate mutating func append(_ node: cmarkgfm_node) -> Range<Int32> {
    let start = Int32(bytes.count)
    node.text.withMemoryRebound(to: UInt8.self, capacity: Int(node.length)) {
      bytes.append(contentsOf: UnsafeBufferPointer(start: $0, count: Int(node.length)))
    }
    return start..<Int32(bytes.count)
  }
}
