/// The only file that sees libxml2: XML as a stream of elements and texts, or as a flat tree. Broken XML is read as far as it goes.

import CLibXML2

/// The name of an element or attribute.
struct XMLName: Hashable, Sendable {
  /// Without its prefix, as written.
  var local: String
  /// As written; empty where there is none.
  var prefix = ""
  /// The namespace's address; empty where there is none and where the prefix is not declared.
  var namespace = ""
}

struct XMLAttribute: Sendable {
  var name: XMLName
  var value: String
}

/// An element's beginning, as a reader gets it.
struct XMLElement {
  let name: XMLName
  /// The same number for the same name, counted from 0 within a document.
  let number: Int
  /// Those that are namespaces' declarations are left out.
  let attributes: [XMLAttribute]

  /// The value of the first attribute of that local name, whatever its namespace.
  subscript(local: String) -> String? { attributes.first { $0.name.local == local }?.value }

  /// The value of an attribute of a namespace (by its address, or by its prefix where that is not declared).
  subscript(local: String, prefix prefix: String) -> String? {
    attributes.first { $0.name.local == local && $0.name.prefix == prefix }?.value
  }
}

/// What is told of a document in its order. Every `begin` has its `end`.
protocol XMLReader: AnyObject {
  func begin(_ element: XMLElement)
  /// A piece of text; one text may come in several pieces. The bytes are valid UTF-8 and live as long as the call.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
  func end()
}

enum XML {
  /// The most elements within each other; deeper ones are not told, only their text.
  static let depthLimit = 512
  /// The most bytes of a document.
  static let sizeLimit = 64 << 20

  /// Tells a reader what a document holds: its elements and texts, without declarations, comments and processing instructions. Entities are
  /// not expanded, nothing is loaded. O(bytes).
  ///
  /// - Parameter utf8: valid UTF-8.
  /// - Returns: how many faults were found in it; 0 where it is well-formed. Nil where memory is out.
  @discardableResult
  static func read(_ utf8: [UInt8], _ reader: some XMLReader) -> Int? {
    let (mended, mendings) = XMLMender.mended(utf8)
    guard let length = Int32(exactly: mended.count), length > 0 else { return mendings }
    let telling = Telling(reader)
    return withExtendedLifetime(telling) {
      mended.withUnsafeBufferPointer { buffer -> Int? in
        guard let start = buffer.baseAddress else { return 0 }
        return start.withMemoryRebound(to: CChar.self, capacity: buffer.count) { start in
          var handler = Telling.handler
          let faults = clibxml2_parse(start, length, &handler, Unmanaged.passUnretained(telling).toOpaque())
          telling.closeAll()
          return faults < 0 ? nil : Int(faults) + mendings
        }
      }
    }
  }

  /// The scalar that HTML gives a name (without & and ;); nil where it gives none.
  static func namedCharacter(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
    guard name.count < 32, name.allSatisfy({ $0 > 0x2F && $0 < 0x80 }) else { return nil }
    var bytes = name.map { CChar(bitPattern: $0) }
    bytes.append(0)
    let scalar = clibxml2_named_character(bytes)
    return scalar == 0 ? String(decoding: name, as: UTF8.self) == "apos" ? 0x27 : nil : scalar
  }
}

/// Carries the C callbacks to a reader.
private final class Telling {
  private let reader: any XMLReader
  /// How many elements are open, and how many of them the reader knows.
  private var depth = 0
  private var told: Int { min(depth, XML.depthLimit) }
  /// Names by the addresses of their parts, which libxml2 keeps once each.
  private var names: [Key: (name: XMLName, number: Int)] = [:]

  private struct Key: Hashable {
    let local: UnsafePointer<CChar>
    let prefix: UnsafePointer<CChar>?
    let uri: UnsafePointer<CChar>?
  }

  init(_ reader: any XMLReader) { self.reader = reader }

  static let handler = clibxml2_handler(
    begin: { context, local, prefix, uri, attributes, count in
      Telling.of(context).begin(local, prefix, uri, UnsafeBufferPointer(start: attributes, count: Int(count)))
    },
    text: { context, utf8, length in
      utf8.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
        Telling.of(context).reader.text(UnsafeBufferPointer(start: $0, count: Int(length)))
      }
    },
    end: { context in Telling.of(context).end() })

  private static func of(_ context: UnsafeMutableRawPointer) -> Telling {
    Unmanaged<Telling>.fromOpaque(context).takeUnretainedValue()
  }

  private func begin(
    _ local: UnsafePointer<CChar>, _ prefix: UnsafePointer<CChar>?, _ uri: UnsafePointer<CChar>?,
    _ attributes: UnsafeBufferPointer<clibxml2_attribute>
  ) {
    depth += 1
    guard depth <= XML.depthLimit else { return }
    let (name, number) = self.name(local, prefix, uri)
    reader.begin(
      XMLElement(
        name: name, number: number,
        attributes: attributes.map { XMLAttribute(name: self.name($0.local, $0.prefix, $0.uri).name, value: Self.value($0)) }))
  }

  private func end() {
    guard depth > 0 else { return }
    if depth <= XML.depthLimit { reader.end() }
    depth -= 1
  }

  /// Ends what the document left open.
  func closeAll() {
    for _ in 0..<told { reader.end() }
    depth = 0
  }

  private func name(
    _ local: UnsafePointer<CChar>, _ prefix: UnsafePointer<CChar>?, _ uri: UnsafePointer<CChar>?
  ) -> (name: XMLName, number: Int) {
    let key = Key(local: local, prefix: prefix, uri: uri)
    if let known = names[key] { return known }
    let made = XMLName(
      local: String(cString: local), prefix: prefix.map { String(cString: $0) } ?? "", namespace: uri.map { String(cString: $0) } ?? "")
    names[key] = (made, names.count)
    return (made, names.count - 1)
  }

  /// libxml2 leaves an ampersand in a value as a reference where entities are not expanded.
  private static func value(_ attribute: clibxml2_attribute) -> String {
    let length = attribute.end - attribute.value
    return attribute.value.withMemoryRebound(to: UInt8.self, capacity: length) { start in
      let bytes = UnsafeBufferPointer(start: start, count: length)
      guard bytes.contains(0x26) else { return String(decoding: bytes, as: UTF8.self) }
      let reference = Array("&#38;".utf8)
      var out: [UInt8] = []
      out.reserveCapacity(length)
      var index = 0
      while index < length {
        out.append(bytes[index])
        let isReference = bytes[index] == 0x26 && bytes[index...].starts(with: reference)
        index += isReference ? reference.count : 1
      }
      return String(decoding: out, as: UTF8.self)
    }
  }
}

/// A document's elements and texts, each before its children: for the small documents of which all must be known.
struct XMLTree: Sendable {
  /// An element or a text.
  struct Node: Sendable {
    /// Nil for a text.
    var name: XMLName?
    /// -1 for the root.
    var parent: Int
    /// The index behind its subtree's last node.
    var end: Int
    var attributes: [XMLAttribute] = []
    /// A text's bytes in `bytes`.
    var text: Range<Int> = 0..<0
  }

  fileprivate(set) var nodes: [Node] = []
  /// All texts, one behind the other.
  fileprivate(set) var bytes: [UInt8] = []
  /// How many faults were found in the document.
  fileprivate(set) var faults = 0

  /// The tree of a document in valid UTF-8; see `XML.read`. Nil where memory is out.
  init?(_ utf8: [UInt8]) {
    let reader = TreeReader()
    guard let faults = XML.read(utf8, reader) else { return nil }
    self = reader.tree
    self.faults = faults
  }

  fileprivate init() {}

  /// A node's children.
  func children(of node: Int) -> [Int] {
    var out: [Int] = []
    var index = node + 1
    while index < nodes[node].end {
      out.append(index)
      index = nodes[index].end
    }
    return out
  }

  /// The elements of that local name below a node, in order.
  func elements(_ local: String, below node: Int = 0) -> [Int] {
    guard node < nodes.count else { return [] }
    return (node + 1..<max(node + 1, nodes[node].end)).filter { nodes[$0].name?.local == local }
  }

  /// The first such element.
  func first(_ local: String, below node: Int = 0) -> Int? {
    guard node < nodes.count else { return nil }
    return (node + 1..<max(node + 1, nodes[node].end)).first { nodes[$0].name?.local == local }
  }

  /// The value of the first attribute of that local name.
  func attribute(_ local: String, of node: Int) -> String? { nodes[node].attributes.first { $0.name.local == local }?.value }

  /// All text below a node, joined as it stands.
  func text(of node: Int) -> String {
    let spans = nodes[node..<nodes[node].end].lazy.filter { $0.name == nil }.map(\.text)
    // The texts of a subtree lie one behind the other.
    guard let first = spans.first else { return "" }
    return String(decoding: bytes[first.lowerBound..<(spans.map(\.upperBound).max() ?? first.upperBound)], as: UTF8.self)
  }
}

private final class TreeReader: XMLReader {
  var tree = XMLTree()
  private var open: [Int] = []

  func begin(_ element: XMLElement) {
    open.append(tree.nodes.count)
    tree.nodes.append(
      XMLTree.Node(
        name: element.name, parent: open.count > 1 ? open[open.count - 2] : -1, end: tree.nodes.count + 1, attributes: element.attributes))
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = tree.bytes.count
    tree.bytes.append(contentsOf: bytes)
    // A text that comes in pieces is one node.
    if let last = tree.nodes.last, last.name == nil, last.parent == open.last {
      tree.nodes[tree.nodes.count - 1].text = last.text.lowerBound..<tree.bytes.count
    } else if let parent = open.last {
      tree.nodes.append(XMLTree.Node(name: nil, parent: parent, end: tree.nodes.count + 1, text: start..<tree.bytes.count))
    }
  }

  func end() {
    guard let node = open.popLast() else { return }
    tree.nodes[node].end = tree.nodes.count
  }
}
