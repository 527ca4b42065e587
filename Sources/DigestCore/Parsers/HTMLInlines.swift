/// The inline elements of a page's tree as they are walked: which bytes of the text each one holds.

/// What the walk over a page's nodes found inside its blocks. Links are not yet resolved: see `MarkupJoiner`.
struct PageInlines {
  /// By where they begin. A link's `value` is its node.
  var found: [Inline] = []
  /// The nodes that have an identifier or a name, and where their text begins in the page's.
  var anchors: [(node: Int32, byte: Int)] = []
}

/// Follows the elements that open and close around a text that is written meanwhile. O(1) a step.
struct InlineRecorder {
  private(set) var inlines = PageInlines()
  /// For each kind how many elements of it are open, what the next text begins, and what was begun.
  private var depths = [Int](repeating: 0, count: Inline.Kind.allCases.count)
  private var slots = [Int](repeating: -1, count: Inline.Kind.allCases.count)
  private var link: Int32 = -1
  private var waiting: [Inline.Kind] = []
  /// The first of the block that is being written.
  private var first = 0

  /// Whether the next byte of text begins one.
  var isWaiting: Bool { !waiting.isEmpty }

  mutating func open(_ kind: Inline.Kind, node: Int) {
    depths[Int(kind.rawValue)] += 1
    guard depths[Int(kind.rawValue)] == 1 else { return }
    if kind == .link || kind == .note { link = Int32(node) }
    waiting.append(kind)
  }

  /// - Parameter end: behind the last byte that was written.
  mutating func close(_ kind: Inline.Kind, end: Int) {
    depths[Int(kind.rawValue)] -= 1
    guard depths[Int(kind.rawValue)] == 0 else { return }
    waiting.removeAll { $0 == kind }
    finish(kind, end)
  }

  /// A byte of text will be written at a place.
  mutating func begin(at byte: Int) {
    for kind in waiting {
      slots[Int(kind.rawValue)] = inlines.found.count
      inlines.found.append(Inline(kind, bytes: byte..<byte, value: kind == .link || kind == .note ? link : -1))
    }
    waiting.removeAll(keepingCapacity: true)
  }

  /// A block ends: what is open goes on in the next.
  mutating func endBlock(_ bytes: Range<Int>, item: Inline?) {
    for kind in Inline.Kind.allCases where slots[Int(kind.rawValue)] >= 0 {
      finish(kind, bytes.upperBound)
      if depths[Int(kind.rawValue)] > 0 { waiting.append(kind) }
    }
    // Blanks at the block's end were taken away.
    for index in first..<inlines.found.count where inlines.found[index].bytes.upperBound > bytes.upperBound {
      inlines.found[index].bytes = inlines.found[index].bytes.clamped(to: bytes)
    }
    if let item { inlines.found.insert(item, at: first) }
    first = inlines.found.count
  }

  private mutating func finish(_ kind: Inline.Kind, _ end: Int) {
    let slot = slots[Int(kind.rawValue)]
    guard slot >= 0 else { return }
    let low = inlines.found[slot].bytes.lowerBound
    inlines.found[slot].bytes = low..<max(low, end)
    slots[Int(kind.rawValue)] = -1
  }

  mutating func addAnchor(_ node: Int, at byte: Int) { inlines.anchors.append((Int32(node), byte)) }
}

/// Joins the inlines of one page, or of the many pages of a book, to an article's markup, and finds the places that its links name.
struct MarkupJoiner {
  private var markup: Markup
  private var inlines: [Inline] = []
  /// For each of them the address, and how a place in the article would be named by it.
  private var links: [(href: ArraySlice<UInt8>, key: [UInt8]?)?] = []
  private var places: [[UInt8]: Int] = [:]

  /// - Parameter base: what relative addresses that lead out of the article are joined to.
  init(base: String = "") {
    markup = Markup(base: base)
  }

  /// Adds a page.
  ///
  /// - Parameters:
  ///   - offset: where the page's text begins in the article's.
  ///   - path: the page's own address or its path in a book, as links of other pages name it; empty where it has none.
  mutating func add(_ page: HTMLPage, _ tree: HTMLTree, at offset: Int = 0, path: String = "") {
    if !path.isEmpty { places[WebAddress.unescaped(path.utf8)] = offset }
    let isBook = !path.isEmpty && !path.utf8.starts(with: "http".utf8)
    var isNamed = false
    for inline in page.inlines.found where !inline.bytes.isEmpty {
      var inline = inline
      let bytes = inline.bytes
      inline.bytes = bytes.lowerBound + offset..<bytes.upperBound + offset
      guard inline.kind == .link || inline.kind == .note else {
        inlines.append(inline)
        links.append(nil)
        continue
      }
      guard let href = tree.value(.href, of: Int(inline.value)), let trimmed = Self.trimmed(href) else { continue }
      var key: [UInt8]?
      if trimmed.first == 0x23 || isBook || !path.isEmpty && trimmed.contains(0x23) {
        key = WebAddress.unescaped(WebAddress.joined(String(decoding: trimmed, as: UTF8.self), to: path).utf8)
        isNamed = true
      }
      inlines.append(inline)
      links.append((trimmed, key))
    }
    guard isNamed || isBook else { return }
    let prefix = WebAddress.unescaped(path.utf8) + [0x23]
    for anchor in page.inlines.anchors {
      for name in [HTMLAttributeName.id, .name] {
        guard let value = tree.value(name, of: Int(anchor.node)), !value.isEmpty else { continue }
        let key = prefix + value
        if places[key] == nil { places[key] = offset + anchor.byte }
      }
    }
  }

  /// What may be gone to: no script, no data, and an address of any length that a program bears.
  private static func trimmed(_ href: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var href = href
    while let last = href.last, last <= 0x20 { href.removeLast() }
    while let first = href.first, first <= 0x20 { href.removeFirst() }
    guard !href.isEmpty, href.count <= 8192, href.first != 0x23 || href.count > 1 else { return nil }
    let start = href.prefix(11).map { $0 > 0x40 && $0 < 0x5B ? $0 | 0x20 : $0 }
    return start.starts(with: "javascript:".utf8) || start.starts(with: "data:".utf8) ? nil : href
  }

  /// The markup of all pages that were added. A link to a place that is nowhere stays an address.
  ///
  /// - Parameter length: of the article's text.
  consuming func markup(length: Int) -> Markup {
    for index in inlines.indices {
      var inline = inlines[index]
      if let (href, key) = links[index] {
        if let place = key.flatMap({ places[$0] }) {
          inline.value = markup.addTarget(place: min(place, max(0, length - 1)))
        } else if href.first == 0x23 {
          continue
        } else {
          inline.value = markup.addTarget(address: href)
        }
      }
      markup.add(inline)
    }
    return markup
  }
}
