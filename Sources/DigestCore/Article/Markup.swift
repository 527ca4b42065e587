/// What a source's markup says inside an article's blocks: emphasis, code, links, references to notes, marks of lists.

/// A stretch of one block's text that the markup sets apart.
public struct Inline: Sendable, Equatable {
  public enum Kind: UInt8, Sendable, CaseIterable {
    case emphasis, strong, code, deletion
    /// A link, and a reference to a note: `Markup.target(of:)` tells where they lead.
    case link, note
    /// A whole block that is an item of a list, or goes on with one: `item` tells its mark.
    case item
  }

  public let kind: Kind
  /// How deep a list's item is nested, from 1; 0 for all else.
  public var level: UInt8 = 0
  private var low: UInt32
  private var high: UInt32
  /// A link's target in `Markup`; an item's mark.
  var value: Int32

  init(_ kind: Kind, level: UInt8 = 0, bytes: Range<Int>, value: Int32 = -1) {
    self.kind = kind
    self.level = level
    low = UInt32(clamping: bytes.lowerBound)
    high = UInt32(clamping: bytes.upperBound)
    self.value = value
  }

  /// Where it stands in `Article.utf8`; inside one block.
  public internal(set) var bytes: Range<Int> {
    get { Int(low)..<Int(max(low, high)) }
    set {
      low = UInt32(clamping: newValue.lowerBound)
      high = UInt32(clamping: newValue.upperBound)
    }
  }

  /// What stands before an item's text.
  public enum Item: Sendable, Equatable {
    case bullet, open, done
    case number(Int)
    /// Another paragraph of the item above.
    case continued
  }

  /// An item's mark; nil for all else.
  public var item: Item? {
    guard kind == .item else { return nil }
    return switch value {
    case Self.bullet: .bullet
    case Self.open: .open
    case Self.done: .done
    case Self.continued: .continued
    default: .number(Int(value))
    }
  }

  static let bullet: Int32 = -1
  static let open: Int32 = -2
  static let done: Int32 = -3
  static let continued: Int32 = -4
}

/// Where a link leads.
public enum LinkTarget: Sendable, Equatable {
  /// An address as the source has it, made absolute where the source's own is known. It may hold any characters.
  case address(String)
  /// A byte of `Article.utf8`.
  case place(Int)
}

/// The inline markup of an article. Empty, and without cost, for what has none, as plain text.
public struct Markup: Sendable, Equatable {
  /// By where they begin; of those that begin together the outer first.
  public private(set) var inlines: [Inline] = []
  private var targets: [Target] = []
  /// The addresses, one after the other.
  private var addresses: [UInt8] = []
  /// What relative addresses are joined to.
  private var base = ""
  /// The length of the longest one, in bytes: how far back one that reaches into a place may begin.
  private var longest = 0

  private enum Target: Sendable, Equatable {
    case address(UInt32, UInt32)
    case place(UInt32)
  }

  public init() {}

  init(base: String) { self.base = base }

  public var isEmpty: Bool { inlines.isEmpty }

  /// Those that have a part in some bytes of the text. O(log n + those near by).
  public func inlines(touching bytes: Range<Int>) -> [Inline] {
    guard !inlines.isEmpty else { return [] }
    var found: [Inline] = []
    var index = first(from: bytes.lowerBound - longest)
    while index < inlines.count, inlines[index].bytes.lowerBound < bytes.upperBound {
      if inlines[index].bytes.upperBound > bytes.lowerBound { found.append(inlines[index]) }
      index += 1
    }
    return found
  }

  /// The one that makes a block, which begins at a byte, an item of a list. O(log n).
  public func item(atByte byte: Int) -> Inline? {
    var index = first(from: byte)
    while index < inlines.count, inlines[index].bytes.lowerBound == byte {
      if inlines[index].kind == .item { return inlines[index] }
      index += 1
    }
    return nil
  }

  private func first(from byte: Int) -> Int {
    var low = 0
    var high = inlines.count
    while low < high {
      let middle = (low + high) / 2
      if inlines[middle].bytes.lowerBound < byte { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Where a link or a reference to a note leads; nil for all else.
  public func target(of inline: Inline) -> LinkTarget? {
    guard inline.kind == .link || inline.kind == .note, targets.indices.contains(Int(inline.value)) else { return nil }
    switch targets[Int(inline.value)] {
    case .place(let byte): return .place(Int(byte))
    case .address(let low, let high):
      let reference = addresses[Int(low)..<Int(high)]
      return .address(WebAddress.joined(String(decoding: reference, as: UTF8.self), to: base))
    }
  }

  // MARK: making

  mutating func add(_ inline: Inline) {
    longest = max(longest, inline.bytes.count)
    inlines.append(inline)
  }

  /// A target that links may have: its number.
  mutating func addTarget(address: some Collection<UInt8>) -> Int32 {
    let start = UInt32(clamping: addresses.count)
    addresses.append(contentsOf: address)
    targets.append(.address(start, UInt32(clamping: addresses.count)))
    return Int32(targets.count - 1)
  }

  /// A place in the text as a target: its number.
  mutating func addTarget(place byte: Int) -> Int32 {
    targets.append(.place(UInt32(clamping: byte)))
    return Int32(targets.count - 1)
  }

  /// Moves all of it, where text was put before the article's.
  mutating func move(by bytes: Int) {
    guard bytes != 0 else { return }
    for index in inlines.indices {
      let old = inlines[index].bytes
      inlines[index].bytes = old.lowerBound + bytes..<old.upperBound + bytes
    }
    for index in targets.indices {
      if case .place(let byte) = targets[index] { targets[index] = .place(UInt32(clamping: Int(byte) + bytes)) }
    }
  }
}
