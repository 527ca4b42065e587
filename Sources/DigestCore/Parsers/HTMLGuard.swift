/// What a page must keep to before it is parsed: its size, its tags, their attributes, how deep they nest.

/// Counts tags and attributes, and takes out the tags that nest too deep; their text stays.
///
/// HTML's parse looks at all open elements for many a tag, so that its time grows with tags × depth: both are bounded here.
struct HTMLGuard {
  /// 64 MB.
  static let sizeLimit = 64 << 20
  static let tagLimit = 500_000
  static let attributeLimit = 1000
  static let depthLimit = 512
  /// What the parse may take: with the page and the result it stays under 1 GB.
  static let memoryLimit = 640 << 20

  private let text: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var tags = 0
  private var open: [UInt32] = []
  /// How many tags of a name were taken out and not closed yet.
  private var taken: [UInt32: Int] = [:]
  private var foreign = 0
  private static let foreignLimit = 20_000
  private var out: [UInt8] = []
  private var copied = 0
  /// Whether tags were taken out.
  private(set) var isFlattened = false

  /// The page as it may be parsed: itself, or with its deepest tags taken out. O(n).
  ///
  /// - Throws: `DigestError` where it is too large, or has too many tags or attributes.
  static func checked(_ utf8: [UInt8], source: String) throws -> (utf8: [UInt8], isFlattened: Bool) {
    if utf8.count > sizeLimit {
      throw DigestError(source, "is a page larger than 64 MB", remedy: "read it as text with --input-format text")
    }
    let flat = try utf8.withUnsafeBufferPointer { buffer -> [UInt8]? in
      var check = HTMLGuard(buffer)
      try check.run(source)
      return check.result()
    }
    return flat.map { ($0, true) } ?? (utf8, false)
  }

  private init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  private mutating func result() -> [UInt8]? {
    guard isFlattened else { return nil }
    out.append(contentsOf: text[copied...])
    return out
  }

  private mutating func run(_ source: String) throws {
    while index < text.count {
      guard text[index] == 0x3C else {
        index = text[index...].firstIndex(of: 0x3C) ?? text.count
        continue
      }
      let start = index
      let next = index + 1 < text.count ? text[index + 1] : 0
      if isLetter(next) {
        tags += 1
        if tags > Self.tagLimit {
          throw DigestError(source, "has more than 500,000 tags", remedy: "read it as text with --input-format text")
        }
        index += 1
        let name = readName()
        let isClosed = try skipAttributes(source)
        startTag(name, isClosed, from: start)
      } else if next == 0x2F, index + 2 < text.count, isLetter(text[index + 2]) {
        index += 2
        let name = readName()
        _ = try skipAttributes(source)
        endTag(name, from: start)
      } else if next == 0x21 || next == 0x3F || next == 0x2F {
        skipComment()
      } else {
        index += 1
      }
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private mutating func readName(most: Int = .max) -> UInt32 {
    var hash = NameHash.start
    let end = most < text.count - index ? index + most : text.count
    while index < end, text[index] > 0x20, text[index] != 0x2F, text[index] != 0x3E {
      hash = NameHash.adding(text[index], to: hash)
      index += 1
    }
    return hash
  }

  /// Goes behind the tag's end; says whether it closes itself.
  private mutating func skipAttributes(_ source: String) throws -> Bool {
    var count = 0
    var isInName = false
    while index < text.count {
      let byte = text[index]
      index += 1
      switch byte {
      case 0x3E: return index >= 2 && text[index - 2] == 0x2F
      case 0x3D where isInName:
        while index < text.count, text[index] <= 0x20 { index += 1 }
        if index < text.count, text[index] == 0x22 || text[index] == 0x27 {
          let mark = text[index]
          index = text[(index + 1)...].firstIndex(of: mark).map { $0 + 1 } ?? text.count
        } else {
          while index < text.count, text[index] > 0x20, text[index] != 0x3E { index += 1 }
        }
        isInName = false
      case 0...0x20, 0x2F: isInName = false
      default:
        if !isInName {
          isInName = true
          count += 1
          if count > Self.attributeLimit {
            throw DigestError(source, "has a tag with more than 1,000 attributes", remedy: "read it as text with --input-format text")
          }
        }
      }
    }
    return false
  }

  private mutating func skipComment() {
    if text[index...].starts(with: [0x3C, 0x21, 0x2D, 0x2D]) {
      index += 4
      // <!--> and <!---> are whole comments.
      if index < text.count, text[index] == 0x3E {
        index += 1
        return
      }
      if index + 1 < text.count, text[index] == 0x2D, text[index + 1] == 0x3E {
        index += 2
        return
      }
      while index < text.count {
        guard let dash = text[index...].firstIndex(of: 0x2D) else {
          index = text.count
          return
        }
        index = dash + 1
        let isEnd = text[index...].starts(with: [0x2D, 0x3E])
        if isEnd || text[index...].starts(with: [0x2D, 0x21, 0x3E]) {
          index += isEnd ? 2 : 3
          return
        }
      }
    } else {
      index = text[index...].firstIndex(of: 0x3E).map { $0 + 1 } ?? text.count
    }
  }

  private static func names(_ list: String) -> Set<UInt32> { Set(list.split(separator: " ").map { NameHash.of($0.utf8) }) }
  private static let void = names(
    "area base br col embed hr img input link meta param source track wbr frame basefont bgsound keygen image")
  /// What holds text alone up to its end tag.
  private static let raw = names("script style textarea title xmp iframe noembed noframes")
  /// What is closed by the next of its kind.
  private static let selfEnding = names("p li dt dd option tr td th tbody thead tfoot")
  /// What parts text and never nests in itself: kept at any depth.
  private static let kept = names("p h1 h2 h3 h4 h5 h6")
  private static let svg = NameHash.of("svg".utf8)
  private static let math = NameHash.of("math".utf8)
  private static let plaintext = NameHash.of("plaintext".utf8)

  private mutating func startTag(_ name: UInt32, _ isClosed: Bool, from start: Int) {
    if Self.void.contains(name) { return }
    if Self.raw.contains(name) { return skipRaw(name) }
    if name == Self.plaintext {
      index = text.count
      return
    }
    // Drawings are full of tags that close themselves; elsewhere the mark means nothing.
    if isClosed, foreign < Self.foreignLimit, open.contains(Self.svg) || open.contains(Self.math) {
      foreign += 1
      return
    }
    if Self.selfEnding.contains(name), open.last == name { open.removeLast() }
    if open.count < Self.depthLimit { return open.append(name) }
    if Self.kept.contains(name) { return }
    taken[name, default: 0] += 1
    take(from: start)
  }

  private mutating func endTag(_ name: UInt32, from start: Int) {
    if let count = taken[name], count > 0 {
      taken[name] = count - 1
      return take(from: start)
    }
    if let place = open.lastIndex(of: name) { open.removeSubrange(place...) }
  }

  /// Leaves out the tag that ends here; a blank parts what stood on both sides.
  private mutating func take(from start: Int) {
    isFlattened = true
    out.append(contentsOf: text[copied..<start])
    out.append(0x20)
    copied = index
  }

  private mutating func skipRaw(_ name: UInt32) {
    while index < text.count {
      guard let mark = text[index...].firstIndex(of: 0x3C) else {
        index = text.count
        return
      }
      index = mark + 1
      guard index < text.count, text[index] == 0x2F else { continue }
      index += 1
      let start = index
      if readName(most: 32) == name {
        index = text[index...].firstIndex(of: 0x3E).map { $0 + 1 } ?? text.count
        return
      }
      index = start
    }
  }
}
