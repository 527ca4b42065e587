/// Bytes of a terminal to keys and pastes.

/// Turns what a terminal sends into keys.
///
/// Sequences are known by their form (ECMA-48 controls as xterm, VTE, tmux, rxvt and the Linux console send them), in
/// normal and in application mode, so it asks no terminal description. An escape byte is a key by itself when nothing
/// follows it within `escapeDelay`; a character right behind it is that character with Alt.
public struct KeyDecoder: Sendable {
  /// Milliseconds that an escape byte waits for what may follow.
  public static let escapeDelay = 25
  /// A paste that is longer is cut.
  static let longestPaste = 1 << 20
  private static let escape: UInt8 = 0x1B
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private var bytes: [UInt8] = []
  private var pasted: [UInt8]?

  public init() {}

  /// Whether bytes wait for others that may belong to them.
  public var isWaiting: Bool { !bytes.isEmpty }

  /// The events of the bytes that came.
  public mutating func feed(_ new: some Sequence<UInt8>) -> [Event] {
    bytes.append(contentsOf: new)
    return drain(isOver: false)
  }

  /// The events of the bytes that waited, now that nothing followed them.
  public mutating func timeOut() -> [Event] {
    pasted == nil ? drain(isOver: true) : []
  }

  private mutating func drain(isOver: Bool) -> [Event] {
    var events: [Event] = []
    var index = 0
    while index < bytes.count {
      if pasted != nil {
        guard let (event, next) = paste(from: index) else { return events }
        events.append(event)
        index = next
        continue
      }
      guard let (key, length) = Self.key(bytes[index...], isOver: isOver) else { break }
      index += length
      switch key {
      case .key(let key): events.append(.key(key))
      case .pasteBegins: pasted = []
      case .nothing: break
      }
    }
    bytes.removeFirst(min(index, bytes.count))
    return events
  }

  /// Moves bytes into the paste; its event and the index after it when it is whole. Else it takes the bytes that it moved away.
  private mutating func paste(from start: Int) -> (Event, Int)? {
    let end = Self.pasteEnd
    var index = start
    while index < bytes.count {
      if bytes[index] == Self.escape {
        let rest = bytes[index...].prefix(end.count)
        if rest.elementsEqual(end) {
          let text = Sanitizer.clean(String(decoding: pasted ?? [], as: UTF8.self), lineEnds: .kept)
          pasted = nil
          return (.paste(text), index + end.count)
        }
        if end.starts(with: rest) { break }  // may become the end
      }
      if (pasted?.count ?? 0) < Self.longestPaste { pasted?.append(bytes[index]) }
      index += 1
    }
    bytes.removeFirst(index)
    return nil
  }

  private enum Found {
    case key(Key)
    case pasteBegins
    /// A sequence that means nothing here.
    case nothing
  }

  /// The first key of some bytes and its length; nil where more bytes are needed.
  private static func key(_ bytes: ArraySlice<UInt8>, isOver: Bool) -> (Found, Int)? {
    let first = bytes[bytes.startIndex]
    guard first == escape else { return character(bytes, isOver: isOver).map { ($0.0.map { .key($0) } ?? .nothing, $0.1) } }
    guard bytes.count > 1 else { return isOver ? (.key(.escape), 1) : nil }
    let second = bytes[bytes.startIndex + 1]
    switch second {
    case escape: return (.key(.escape), 1)
    case UInt8(ascii: "["):
      if bytes.count == 2 { return isOver ? (.key(.alt("[")), 2) : nil }
      return controlSequence(bytes, isOver: isOver)
    case UInt8(ascii: "O"):
      if bytes.count == 2 { return isOver ? (.key(.alt("O")), 2) : nil }
      return (singleShift[bytes[bytes.startIndex + 2]].map { .key($0) } ?? .nothing, 3)
    case 0x7F, 0x08: return (.key(.control("w")), 2)  // Alt-Backspace takes a word away
    case 0..<0x20: return (.key(.escape), 1)
    default:
      guard let (key, length) = character(bytes.dropFirst(), isOver: isOver) else { return nil }
      if case .character(let character)? = key { return (.key(.alt(character)), length + 1) }
      return (.nothing, length + 1)
    }
  }

  /// A plain character or control; nil key for bytes that are none.
  private static func character(_ bytes: ArraySlice<UInt8>, isOver: Bool) -> (Key?, Int)? {
    let first = bytes[bytes.startIndex]
    switch first {
    case 0x0D, 0x0A: return (.enter, 1)
    case 0x09: return (.tab, 1)
    case 0x08, 0x7F: return (.backspace, 1)
    case 0: return (.control("@"), 1)
    case 0x01...0x1A: return (.control(Character(Unicode.Scalar(first + 0x60))), 1)
    case 0x1C...0x1F: return (.control(Character(Unicode.Scalar(first + 0x40))), 1)
    case 0x20..<0x7F: return (.character(Character(Unicode.Scalar(first))), 1)
    default:
      let length = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1
      if length == 1 { return (nil, 1) }
      let given = bytes.prefix(length)
      let continued = given.dropFirst().prefix { $0 & 0xC0 == 0x80 }
      if continued.count < given.count - 1 { return (nil, 1 + continued.count) }
      if given.count < length { return isOver ? (nil, given.count) : nil }
      let text = String(decoding: given, as: UTF8.self)
      guard text.unicodeScalars.count == 1, let character = text.first, character != "\u{FFFD}" else { return (nil, length) }
      return (.character(character), length)
    }
  }

  /// `ESC [ parameters final`.
  private static func controlSequence(_ bytes: ArraySlice<UInt8>, isOver: Bool) -> (Found, Int)? {
    let start = bytes.startIndex
    if bytes[start + 2] == UInt8(ascii: "[") {  // the Linux console's F1 to F5: ESC [ [ A
      guard bytes.count > 3 else { return isOver ? (.nothing, 3) : nil }
      let number = Int(bytes[start + 3]) - Int(UInt8(ascii: "A")) + 1
      return ((1...5).contains(number) ? .key(.function(number)) : .nothing, 4)
    }
    var index = start + 2
    while index < bytes.endIndex, (0x20..<0x40).contains(bytes[index]), index - start < 64 { index += 1 }
    guard index < bytes.endIndex else { return isOver || index - start >= 64 ? (.nothing, bytes.count) : nil }
    let length = index - start + 1
    let final = bytes[index]
    guard (0x40...0x7E).contains(final) else { return (.nothing, length) }
    let parameters = bytes[start + 2..<index].split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      Int(String(decoding: $0, as: UTF8.self)) ?? 0
    }
    let number = parameters.first ?? 0
    let modifier = parameters.count > 1 ? parameters[1] : 1
    if final == UInt8(ascii: "~") {
      if number == 200 { return (.pasteBegins, length) }
      return (numbered[number].map { .key(modified($0, modifier)) } ?? .nothing, length)
    }
    return (lettered[final].map { .key(modified($0, modifier)) } ?? .nothing, length)
  }

  /// Ctrl or Alt with an arrow moves by words, as Alt-B and Alt-F do; other modifiers change nothing.
  private static func modified(_ key: Key, _ modifier: Int) -> Key {
    guard modifier > 2 else { return key }
    switch key {
    case .left: return .alt("b")
    case .right: return .alt("f")
    default: return key
    }
  }

  private static let lettered: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
    UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "Z"): .backTab,
    UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2), UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
  ]

  private static let singleShift: [UInt8: Key] = lettered.merging(
    [
      UInt8(ascii: "M"): .enter, UInt8(ascii: "a"): .up, UInt8(ascii: "b"): .down, UInt8(ascii: "c"): .alt("f"),
      UInt8(ascii: "d"): .alt("b"),
    ]
  ) { $1 }

  private static let numbered: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
  ]
}
