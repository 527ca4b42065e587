/// The levels of headlines: from their marks, their numbers, and headlines that stand right on top of others.

enum HeadlineLevels {
  /// Sets the level of every headline; 1 is the article's top level. O(blocks).
  static func set(_ paragraphs: inout Paragraphs) {
    let headlines = paragraphs.blocks[..<paragraphs.sample].indices.filter { paragraphs.blocks[$0].role == .headline }
    let marks: [UInt8] = headlines.map { paragraphs.layouts[$0].marks }.filter { $0 > 0 }
    let top = marks.min() ?? 1
    for index in paragraphs.blocks.indices where paragraphs.blocks[index].role == .headline {
      let marks = paragraphs.layouts[index].marks
      paragraphs.blocks[index].level = marks > top ? marks - top + 1 : 1
    }
  }
}
