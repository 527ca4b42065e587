/// Broken XML made whole before libxml2 gets it: what its recovery would lose stays.

/// Writes a document anew so that every tag is closed in its turn and every reference is one to a character.
///
/// libxml2 goes on after a fault, but an end tag that fits nothing closes whatever is open, the document too, and with it ends the text; a
/// reference to an entity that nobody declared leaves no trace. Here such an end tag is left out, or closes all up to its own element; tags
/// deeper than `XML.depthLimit` are left out, their text stays; an ampersand or an angle that begins nothing becomes a character; what HTML
/// names becomes the character; declarations (with them every entity), comments and processing instructions are left out. O(n).
struct XMLMender {
  /// The most attributes of a tag; what is beyond is left out.
  static let attributeLimit = 1000

  private let text: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var out: [UInt8] = []
  /// What was wrong.
  private var faults = 0
  /// Whether tags were left out because they are too deep: one fault, however many.
  private var isFlattened = false
  private var open: [Name] = []
  /// Those of the tag that is being read.
  private var attributeNames: Set<UInt32> = []
  /// How much was written when the outermost element should have ended.
  private var ended: Int?
  /// How many elements of a name are open, how many too deep to be written are not closed yet.
  private var counts: [UInt32: (open: Int, taken: Int)] = [:]
  /// Places behind which a mark is known not to follow any more: nothing is looked for twice.
  private var noneBehind: [End: Int] = [:]

  private struct Name {
    let hash: UInt32
    let range: Range<Int>
  }

  /// What ends a stretch.
  private enum End: Hashable {
    case comment, instruction, data, tag
    case quote(UInt8)

    var bytes: [UInt8] {
      switch self {
      case .comment: [0x2D, 0x2D, 0x3E]
      case .instruction: [0x3F, 0x3E]
      case .data: [0x5D, 0x5D, 0x3E]
      case .tag: [0x3E]
      case .quote(let mark): [mark]
      }
    }
  }

  /// The document as well-formed as can be, and how many faults were mended.
  ///
  /// - Parameter utf8: valid UTF-8.
  static func mended(_ utf8: [UInt8]) -> (utf8: [UInt8], faults: Int) {
    utf8.withUnsafeBufferPointer { buffer in
      var mender = XMLMender(buffer)
      mender.run()
      return (mender.out, mender.faults)
    }
  }

  private init(_ text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    out.reserveCapacity(text.count + text.count / 64 + 64)
  }

  private mutating func run() {
    while index < text.count {
      let start = index
      while index < text.count, !Self.stops[Int(text[index])] { index += 1 }
      if start < index { write(start..<index) }
      guard index < text.count else { break }
      switch text[index] {
      case 0x3C: markup()
      case 0x26: reference()
      default: character()
      }
    }
    // What stands behind the document's end was made part of it.
    if let ended, out[ended...].contains(where: { $0 > 0x20 }) { faults += 1 }
    while !open.isEmpty { closeLast() }
  }

  /// The bytes that a text can't simply go on with: markup, references, controls, what may be U+FFFE or U+FFFF, the end of `]]>`.
  private static let stops: [Bool] = (0..<256).map { byte in
    byte == 0x3C || byte == 0x26 || byte == 0x3E || byte == 0xEF || byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D
  }

  // MARK: Text

  /// Text outside of all elements is no part of the document.
  private mutating func write(_ range: Range<Int>) {
    if !open.isEmpty { out.append(contentsOf: UnsafeBufferPointer(rebasing: text[range])) }
  }

  private mutating func write(_ bytes: StaticString) {
    if !open.isEmpty { bytes.withUTF8Buffer { out.append(contentsOf: $0) } }
  }

  private mutating func character() {
    let byte = text[index]
    if byte == 0xEF, index + 2 < text.count {
      let isNone = text[index + 1] == 0xBF && text[index + 2] >= 0xBE
      if isNone { write("\u{FFFD}") } else { write(index..<index + 3) }
      index += 3
      return
    }
    if byte == 0x3E, out.suffix(2).elementsEqual([0x5D, 0x5D]) {
      write("&#62;")
    } else if byte < 0x20 {
      write(" ")
    } else {
      write(index..<index + 1)
    }
    index += 1
  }

  private mutating func reference() {
    let (bytes, length) = Self.reference(UnsafeBufferPointer(rebasing: text[index...]))
    if length == 1 { faults += 1 }
    if !open.isEmpty { out += bytes }
    index += length
  }

  /// What a reference is written as, and its length; an ampersand that begins none is one character.
  private static func reference(_ text: UnsafeBufferPointer<UInt8>) -> (bytes: [UInt8], length: Int) {
    let ampersand = (bytes: Array("&#38;".utf8), length: 1)
    guard let end = text.prefix(34).firstIndex(of: 0x3B), end > 1 else { return ampersand }
    var value: UInt32?
    if text[1] == 0x23 {
      let isHex = text[2] | 0x20 == 0x78
      value = UInt32(String(decoding: text[(isHex ? 3 : 2)..<end], as: UTF8.self), radix: isHex ? 16 : 10)
      // The C1 controls are windows-1252's letters, as HTML has it.
      if let given = value, (0x80..<0xA0).contains(given) { value = windows1252[Int(given - 0x80)] }
    } else {
      value = XML.namedCharacter(text[1..<end])
    }
    guard let value, let scalar = Unicode.Scalar(value) else { return ampersand }
    let isAllowed = value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D
    guard isAllowed, value != 0xFFFE, value != 0xFFFF else { return ([0x20], end + 1) }
    // Of all others the character itself.
    if value < 0x40 { return (Array("&#\(value);".utf8), end + 1) }
    return (Array(UTF8.encode(scalar).map { Array($0) } ?? []), end + 1)
  }

  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
  ]

  // MARK: Markup

  private mutating func markup() {
    let next = index + 1 < text.count ? text[index + 1] : 0
    switch next {
    case 0x21 where holds("<!--"): drop(to: .comment, 4)
    case 0x21 where holds("<![CDATA["): data()
    case 0x21 where holds("<!DOCTYPE") || holds("<!doctype"): declaration()
    case 0x3F: drop(to: .instruction, 2)
    case 0x2F: endTag()
    case let byte where Self.isNameStart(byte): startTag()
    default: angle()
    }
  }

  /// An angle that begins no markup.
  private mutating func angle() {
    faults += 1
    write("&#60;")
    index += 1
  }

  private func holds(_ words: StaticString) -> Bool {
    words.withUTF8Buffer { $0.count <= text.count - index && $0.elementsEqual(text[index..<index + $0.count]) }
  }

  /// Where a mark stands at or behind a place; nil where it doesn't.
  private mutating func find(_ end: End, from start: Int) -> Int? {
    if let none = noneBehind[end], start >= none { return nil }
    let bytes = end.bytes
    var place = start
    while place <= text.count - bytes.count {
      guard let found = text[place...].firstIndex(of: bytes[0]), found <= text.count - bytes.count else { break }
      if text[found..<found + bytes.count].elementsEqual(bytes) { return found }
      place = found + 1
    }
    noneBehind[end] = start
    return nil
  }

  /// Leaves out what runs up to a mark; where that never comes, only what should have begun it.
  private mutating func drop(to end: End, _ length: Int) {
    guard let place = find(end, from: index + length) else {
      faults += 1
      index += length
      return
    }
    index = place + end.bytes.count
  }

  /// A CDATA section; one that is never closed runs to the end.
  private mutating func data() {
    let start = index + 9
    let end = find(.data, from: start)
    if end == nil { faults += 1 }
    index = start
    let stop = end ?? text.count
    write("<![CDATA[")
    while index < stop {
      let from = index
      while index < stop, text[index] >= 0x20 && text[index] != 0xEF || text[index] == 0x0A || text[index] == 0x09 || text[index] == 0x0D {
        index += 1
      }
      write(from..<index)
      if index < stop { character() }
    }
    write("]]>")
    index = end.map { $0 + 3 } ?? text.count
  }

  /// Whether the end of a declaration was looked for and not found: another is not looked for.
  private var isDeclarationOpen = false

  /// A declaration of the document's type with all that it declares; where that has no end, up to the next angle.
  private mutating func declaration() {
    guard !isDeclarationOpen, let end = declarationEnd() else {
      isDeclarationOpen = true
      faults += 1
      return drop(to: .tag, 1)
    }
    index = end
  }

  private mutating func declarationEnd() -> Int? {
    var place = index + 2
    var depth = 0
    while place < text.count {
      switch text[place] {
      case 0x22, 0x27:
        guard let end = find(.quote(text[place]), from: place + 1) else { return nil }
        place = end
      case 0x5B: depth += 1
      case 0x5D: depth -= 1
      case 0x3C where text[place...].starts(with: [0x3C, 0x21, 0x2D, 0x2D]):
        guard let end = find(.comment, from: place + 4) else { return nil }
        place = end + 2
      case 0x3E where depth <= 0: return place + 1
      default: break
      }
      place += 1
    }
    return nil
  }

  private static func isNameStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F || byte == 0x3A || byte >= 0x80 }
  private static func isName(_ byte: UInt8) -> Bool { isNameStart(byte) || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E }
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

  private func name(at start: Int) -> Name {
    var hash = NameHash.start
    var end = start
    while end < text.count, Self.isName(text[end]) {
      let length = text[end] < 0x80 ? 1 : letterLength(at: end, isFirst: end == start)
      if length == 0 { break }
      for index in end..<end + length { hash = NameHash.adding(text[index], to: hash) }
      end += length
    }
    return Name(hash: hash, range: start..<end)
  }

  /// The length of a character beyond ASCII that a name may hold; 0 for others.
  private func letterLength(at place: Int, isFirst: Bool) -> Int {
    let length = text[place] < 0xE0 ? 2 : text[place] < 0xF0 ? 3 : 4
    guard place + length <= text.count, let scalar = String(decoding: text[place..<place + length], as: UTF8.self).unicodeScalars.first
    else { return 0 }
    let isAllowed =
      Self.nameStarts.contains { $0.contains(scalar.value) } || !isFirst && Self.nameRests.contains { $0.contains(scalar.value) }
    return isAllowed ? length : 0
  }

  /// NameStartChar and what NameChar adds to it, beyond ASCII (XML 1.0, 2.3).
  private static let nameStarts: [ClosedRange<UInt32>] = [
    0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF,
    0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF,
  ]
  private static let nameRests: [ClosedRange<UInt32>] = [0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040]

  private mutating func startTag() {
    let name = name(at: index + 1)
    guard !name.range.isEmpty else { return angle() }
    let after = name.range.upperBound < text.count ? text[name.range.upperBound] : 0
    guard Self.isSpace(after) || after == 0x2F || after == 0x3E || after == 0x3C else {
      // No tag: cut off by the end of the text, or something in angles that never was one.
      if name.range.upperBound < text.count { return angle() }
      faults += 1
      index = text.count
      return
    }
    let isWritten = open.count < XML.depthLimit
    let before = out.count
    if isWritten {
      out.append(0x3C)
      out.append(contentsOf: UnsafeBufferPointer(rebasing: text[name.range]))
    }
    index = name.range.upperBound
    guard let isClosed = attributes(isWritten: isWritten) else {
      out.removeLast(out.count - before)
      faults += 1
      return
    }
    if !isWritten {
      if !isFlattened { faults += 1 }
      isFlattened = true
      if !isClosed { counts[name.hash, default: (0, 0)].taken += 1 }
      out.append(0x20)
    } else if isClosed, !open.isEmpty {
      out += [0x2F, 0x3E]
    } else {
      // The outermost element is open to the end, so that nothing stands outside of it.
      out.append(0x3E)
      open.append(name)
      counts[name.hash, default: (0, 0)].open += 1
    }
  }

  /// Writes a tag's attributes; whether it closes itself. Nil where the text ends within it.
  private mutating func attributes(isWritten: Bool) -> Bool? {
    var count = 0
    attributeNames.removeAll(keepingCapacity: true)
    while index < text.count {
      let byte = text[index]
      if byte == 0x3E {
        index += 1
        return false
      }
      if byte == 0x3C {
        faults += 1
        return false
      }
      if byte == 0x2F, index + 1 < text.count, text[index + 1] == 0x3E {
        index += 2
        return true
      }
      guard Self.isNameStart(byte) else {
        if !Self.isSpace(byte) { faults += 1 }
        index += 1
        continue
      }
      let name = name(at: index)
      guard !name.range.isEmpty else {
        faults += 1
        repeat { index += 1 } while index < text.count && text[index] & 0xC0 == 0x80
        continue
      }
      index = name.range.upperBound
      count += 1
      let value = value() ?? name.range
      guard isWritten, count <= Self.attributeLimit else { continue }
      guard attributeNames.insert(name.hash).inserted else {
        faults += 1
        continue
      }
      out.append(0x20)
      out.append(contentsOf: UnsafeBufferPointer(rebasing: text[name.range]))
      out += [0x3D, 0x22]
      write(value: value)
      out.append(0x22)
    }
    return nil
  }

  /// Where the value of the attribute whose name was just read stands; nil where it has none.
  private mutating func value() -> Range<Int>? {
    var place = index
    while place < text.count, Self.isSpace(text[place]) { place += 1 }
    guard place < text.count, text[place] == 0x3D else {
      faults += 1
      return nil
    }
    place += 1
    while place < text.count, Self.isSpace(text[place]) { place += 1 }
    guard place < text.count else {
      index = place
      return nil
    }
    if text[place] == 0x22 || text[place] == 0x27, let end = find(.quote(text[place]), from: place + 1) {
      index = end + 1
      return place + 1..<end
    }
    faults += 1
    var end = place
    while end < text.count, !Self.isSpace(text[end]), text[end] != 0x3E, text[end] != 0x3C { end += 1 }
    index = end
    return place..<end
  }

  private mutating func write(value: Range<Int>) {
    var place = value.lowerBound
    while place < value.upperBound {
      switch text[place] {
      case 0x3C: out += "&#60;".utf8
      case 0x22: out += "&#34;".utf8
      case 0x26:
        let (bytes, length) = Self.reference(UnsafeBufferPointer(rebasing: text[place..<value.upperBound]))
        out += bytes
        place += length
        continue
      case 0..<0x20: out.append(0x20)
      case 0xEF where place + 2 < value.upperBound && text[place + 1] == 0xBF && text[place + 2] >= 0xBE:
        out += "\u{FFFD}".utf8
        place += 2
      case let byte: out.append(byte)
      }
      place += 1
    }
  }

  private mutating func endTag() {
    let name = name(at: index + 2)
    guard !name.range.isEmpty else { return angle() }
    var end = name.range.upperBound
    while end < text.count, Self.isSpace(text[end]) { end += 1 }
    index = end < text.count && text[end] == 0x3E ? end + 1 : name.range.upperBound
    let known = counts[name.hash] ?? (0, 0)
    if known.taken > 0 {
      counts[name.hash]?.taken -= 1
      out.append(0x20)
    } else if known.open > 0, let last = open.last {
      if !text[last.range].elementsEqual(text[name.range]) { faults += 1 }
      if known.open == 1, open[0].hash == name.hash, ended == nil { ended = out.count }
      while open.count > 1, let last = open.last {
        closeLast()
        if last.hash == name.hash { break }
      }
    } else {
      faults += 1
    }
  }

  private mutating func closeLast() {
    guard let last = open.popLast() else { return }
    counts[last.hash]?.open -= 1
    out += [0x3C, 0x2F]
    out.append(contentsOf: UnsafeBufferPointer(rebasing: text[last.range]))
    out.append(0x3E)
  }
}
