/// The only file that sees Gumbo.

import CGumbo

enum Gumbo {
  /// The HTML5 parse of valid UTF-8; nil where it would take more memory than allowed.
  ///
  /// - Parameter memory: bytes that the parse may take beside its result.
  static func parse(_ utf8: [UInt8], memory: Int) -> HTMLTree? {
    utf8.withUnsafeBufferPointer { buffer -> HTMLTree? in
      guard let start = buffer.baseAddress else { return HTMLTree() }
      return start.withMemoryRebound(to: CChar.self, capacity: buffer.count) { start in
        guard let page = cgumbo_parse(start, UInt64(buffer.count), UInt64(memory)) else { return nil }
        defer { cgumbo_free(page) }
        return tree(UnsafeBufferPointer(start: cgumbo_nodes(page), count: Int(cgumbo_count(page))), size: buffer.count)
      }
    }
  }

  private static func tree(_ nodes: UnsafeBufferPointer<cgumbo_node>, size: Int) -> HTMLTree {
    var tree = HTMLTree()
    tree.nodes.reserveCapacity(nodes.count)
    tree.bytes.reserveCapacity(size / 2)
    // The text of scripts is kept where it may be data.
    var dropped = 0
    for (index, node) in nodes.enumerated() {
      if node.kind == Int32(CGUMBO_TEXT) {
        var made = HTMLNode(tag: .text, parent: node.parent, end: node.end)
        if index >= dropped { made.text = append(node.text, Int(node.length), to: &tree) }
        tree.nodes.append(made)
        continue
      }
      var hash = NameHash.start
      for offset in 0..<Int(node.length) { hash = NameHash.adding(UInt8(bitPattern: node.text[offset]), to: hash) }
      var made = HTMLNode(tag: HTMLTag.byHash[hash] ?? .other, parent: node.parent, end: node.end)
      made.isForeign = node.kind == Int32(CGUMBO_FOREIGN)
      let first = Int32(tree.attributes.count)
      if let list = node.attributes {
        for offset in 0..<Int(node.attribute_count) { append(list[offset], of: made.tag, to: &tree) }
      }
      made.attributes = first..<Int32(tree.attributes.count)
      tree.nodes.append(made)
      if made.tag == .style || made.tag == .script && !isData(tree, index) { dropped = Int(made.end) }
    }
    return tree
  }

  private static func isData(_ tree: HTMLTree, _ node: Int) -> Bool {
    tree.value(.type, of: node)?.contains(0x2B) ?? false  // application/ld+json
  }

  private static func append(_ attribute: cgumbo_attribute, of tag: HTMLTag, to tree: inout HTMLTree) {
    var hash = NameHash.start
    var length = 0
    while attribute.name[length] != 0 {
      hash = NameHash.adding(UInt8(bitPattern: attribute.name[length]), to: hash)
      length += 1
    }
    guard let name = HTMLAttributeName.byHash[hash], name != .src || tag == .frame else { return }
    length = 0
    while attribute.value[length] != 0 { length += 1 }
    // Pictures written into an address are not looked at.
    let value = append(attribute.value, min(length, 1 << 16), to: &tree)
    tree.attributes.append(HTMLAttribute(name: name, value: value))
  }

  private static func append(_ text: UnsafePointer<CChar>, _ length: Int, to tree: inout HTMLTree) -> Range<Int32> {
    let start = Int32(tree.bytes.count)
    text.withMemoryRebound(to: UInt8.self, capacity: length) {
      let bytes = UnsafeBufferPointer(start: $0, count: length)
      // A reference to a number beyond 32 bits comes out as any byte; a value cut at its limit may end within a character.
      guard UTF8Scan.firstBroken(bytes, from: 0) != nil else { return tree.bytes.append(contentsOf: bytes) }
      tree.bytes += UTF8Scan.repaired(Array(bytes)).utf8
    }
    return start..<Int32(tree.bytes.count)
  }
}
