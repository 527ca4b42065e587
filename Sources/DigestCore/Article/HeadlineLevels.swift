/// The levels of headlines: from their marks, else from numbers with points.

enum HeadlineLevels {
  /// Sets the level of every headline; 1 is the article's top level. O(blocks).
  ///
  /// Marks decide where the text has them: the fewest `#` signs in its first 256 KB are level 1. Else a number with points says how deep
  /// its headline is; all others are level 1.
  static func set(_ paragraphs: inout Paragraphs) {
    let top = paragraphs.layouts.indices.prefix(paragraphs.sample).filter { paragraphs.blocks[$0].role == .headline }
      .compactMap { paragraphs.layouts[$0].marks > 0 ? paragraphs.layouts[$0].marks : nil }.min()
    for index in paragraphs.blocks.indices where paragraphs.blocks[index].role == .headline {
      let marks = paragraphs.layouts[index].marks
      if let top {
        paragraphs.blocks[index].level = marks > top ? marks - top + 1 : 1
      } else {
        paragraphs.blocks[index].level = numbered(paragraphs.utf8, paragraphs.blocks[index].bytes) ?? 1
      }
    }
  }

  /// One more than the points in the number that a headline begins with: 2.1 is level 2; nil without such a number.
  private static func numbered(_ utf8: [UInt8], _ bytes: Range<Int>) -> UInt8? {
    var level: UInt8 = 1
    var index = bytes.lowerBound
    while index < bytes.upperBound, index - bytes.lowerBound < 12 {
      let byte = utf8[index]
      if byte == 0x2E, index > bytes.lowerBound, index + 1 < bytes.upperBound, utf8[index + 1] > 0x2F, utf8[index + 1] < 0x3A {
        level += 1
      } else if byte < 0x30 || byte > 0x39 {
        break
      }
      index += 1
    }
    return level > 1 ? level : nil
  }
}
