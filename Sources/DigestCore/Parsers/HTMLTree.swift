/// A page as its elements and texts, in one flat list: what Gumbo's parse becomes for the rest of the program.

/// The elements that digest tells apart. The raw name is HTML's; `other` stands for all that are not named here.
enum HTMLTag: String, CaseIterable, Sendable {
  case text, other
  case html, head, body, title, meta, link, script, style, template, noscript, iframe, noframes, noembed, datalist, base
  case article, section, nav, aside, header, footer, main, address, h1, h2, h3, h4, h5, h6, hgroup, div, p, center, pre, blockquote, hr
  case ul, ol, li, dl, dt, dd, dir, menu, figure, figcaption, table, caption, thead, tbody, tfoot, tr, td, th, fieldset, legend, details
  case summary, dialog, form, button, select, option, optgroup, textarea, label, input, frameset, frame
  case a, b, strong, em, i, br, img, svg, math, desc, time, code, cite, q, span, font, picture, source, video, audio, canvas, object, sup
  case listing, xmp, plaintext, kbd, samp, tt, del, s, strike, ruby, rt, rp

  /// By the FNV-1a hash of the name.
  static let byHash: [UInt32: HTMLTag] = {
    var table: [UInt32: HTMLTag] = [:]
    for tag in allCases where tag != .text && tag != .other { table[NameHash.of(tag.rawValue.utf8)] = tag }
    return table
  }()

  /// The level of a heading, 0 for all else.
  var headingLevel: Int {
    switch self {
    case .h1: 1
    case .h2: 2
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: 0
    }
  }

  /// Whether it parts the text before it, inside it and behind it into blocks.
  var isBlock: Bool {
    switch self {
    case .html, .body, .article, .section, .nav, .aside, .header, .footer, .main, .address, .h1, .h2, .h3, .h4, .h5, .h6, .hgroup, .div, .p,
      .center, .pre, .blockquote, .hr, .ul, .ol, .li, .dl, .dt, .dd, .dir, .menu, .figure, .figcaption, .table, .caption, .thead, .tbody,
      .tfoot, .tr, .td, .th, .fieldset, .legend, .details, .summary, .dialog, .form, .frameset, .frame, .listing, .xmp, .plaintext,
      .noscript, .template, .select, .textarea, .video, .audio, .object:
      true
    default: false
    }
  }

  /// Whether no text in it is ever on the screen.
  var isNeverShown: Bool {
    switch self {
    // What stands around a reading for programs that know none is not shown where readings are.
    case .head, .script, .style, .iframe, .noembed, .noframes, .datalist, .title, .desc, .meta, .link, .base, .rp: true
    default: false
    }
  }
}

/// The attributes that digest looks at.
enum HTMLAttributeName: String, CaseIterable, Sendable {
  case id, `class`, role, itemprop, style, hidden, href, rel, datetime, content, name, property, lang, alt, type, pubdate, title
  case shadowrootmode, start, checked
  case httpEquiv = "http-equiv"
  case epubType = "epub:type"
  case dataMeta = "data-meta"
  /// Of frames alone.
  case src

  static let byHash: [UInt32: HTMLAttributeName] = {
    var table: [UInt32: HTMLAttributeName] = [:]
    for name in allCases { table[NameHash.of(name.rawValue.utf8)] = name }
    return table
  }()
}

/// FNV-1a over ASCII letters without case.
enum NameHash {
  static let start: UInt32 = 0x811C_9DC5

  @inline(__always) static func adding(_ byte: UInt8, to hash: UInt32) -> UInt32 {
    let folded = byte > 0x40 && byte < 0x5B ? byte | 0x20 : byte
    return (hash ^ UInt32(folded)) &* 0x0100_0193
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(start) { adding($1, to: $0) }
  }
}

/// An element or a text.
struct HTMLNode: Sendable {
  var tag: HTMLTag
  /// SVG or MathML.
  var isForeign = false
  /// -1 for the root.
  var parent: Int32
  /// The index behind its subtree's last node.
  var end: Int32
  /// A text's bytes in `HTMLTree.bytes`.
  var text: Range<Int32> = 0..<0
  /// Its attributes in `HTMLTree.attributes`.
  var attributes: Range<Int32> = 0..<0
}

struct HTMLAttribute: Sendable {
  var name: HTMLAttributeName
  /// In `HTMLTree.bytes`.
  var value: Range<Int32>
}

/// A page's nodes in its order, each before its children.
struct HTMLTree: Sendable {
  var nodes: [HTMLNode] = []
  var attributes: [HTMLAttribute] = []
  /// The texts and the attributes' values.
  var bytes: [UInt8] = []

  /// An attribute's value; nil where the element has none of that name.
  func value(_ name: HTMLAttributeName, of node: Int) -> ArraySlice<UInt8>? {
    for index in nodes[node].attributes where attributes[Int(index)].name == name {
      let range = attributes[Int(index)].value
      return bytes[Int(range.lowerBound)..<Int(range.upperBound)]
    }
    return nil
  }

  /// The tree with the texts, pictures and statements of some of its nodes alone.
  func keeping(_ part: Range<Int>) -> HTMLTree {
    var kept = self
    for index in nodes.indices where !part.contains(index) {
      if nodes[index].tag == .text { kept.nodes[index].text = 0..<0 }
      switch nodes[index].tag {
      case .img, .meta, .time, .link: kept.nodes[index].tag = .other
      default: break
      }
    }
    return kept
  }

  func string(_ name: HTMLAttributeName, of node: Int) -> String? {
    value(name, of: node).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The texts below a node, joined as they stand; a line feed where an element parts them. O(subtree), at most `limit` bytes.
  func textContent(of node: Int, limit: Int = 1 << 16) -> [UInt8] {
    var out: [UInt8] = []
    for index in node..<Int(nodes[node].end) where out.count < limit {
      guard nodes[index].tag == .text else {
        if nodes[index].tag == .br || nodes[index].tag.isBlock, !out.isEmpty { out.append(0x0A) }
        continue
      }
      out += bytes[Int(nodes[index].text.lowerBound)..<Int(nodes[index].text.upperBound)]
    }
    return out
  }
}
