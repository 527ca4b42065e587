/// The lists that are open around a place in a page, and the mark of the item that stands there.

struct ListStack {
  private struct Level {
    var isNumbered: Bool
    /// The next item's number.
    var next: Int32
    var isInItem = false
    /// The mark of an item without text as yet.
    var waiting: Int32?
  }

  private var levels: [Level] = []

  mutating func enter(_ tag: HTMLTag, start: ArraySlice<UInt8>?) {
    switch tag {
    case .ul, .menu, .dir: levels.append(Level(isNumbered: false, next: 1))
    case .ol:
      levels.append(Level(isNumbered: true, next: start.flatMap { Int32(String(decoding: $0, as: UTF8.self)) }.map { max(0, $0) } ?? 1))
    case .dl: levels.append(Level(isNumbered: false, next: 1))
    case .li:
      guard var level = levels.popLast() else { return }
      level.waiting = level.isNumbered ? level.next : Inline.bullet
      level.isInItem = true
      if level.next < .max { level.next += 1 }
      levels.append(level)
    case .dd:
      guard !levels.isEmpty else { return }
      levels[levels.count - 1].isInItem = true
    default: break
    }
  }

  mutating func leave(_ tag: HTMLTag) {
    switch tag {
    case .ul, .ol, .menu, .dir, .dl: if !levels.isEmpty { levels.removeLast() }
    case .li, .dd:
      guard !levels.isEmpty else { return }
      levels[levels.count - 1].isInItem = false
      levels[levels.count - 1].waiting = nil
    default: break
    }
  }

  /// A box to tick stands before the item's text.
  mutating func check(isDone: Bool) {
    guard let level = levels.last, level.waiting != nil else { return }
    levels[levels.count - 1].waiting = isDone ? Inline.done : Inline.open
  }

  /// The mark of a block that ends here; nil outside lists.
  mutating func mark(_ bytes: Range<Int>) -> Inline? {
    guard let level = levels.last, level.isInItem else { return nil }
    levels[levels.count - 1].waiting = nil
    return Inline(.item, level: UInt8(clamping: levels.count), bytes: bytes, value: level.waiting ?? Inline.continued)
  }
}
