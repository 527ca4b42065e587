/// Weak signs and how they are weighed together.

/// A weak sign that a block has a role: its weight counts where the test holds.
///
/// The tables of signs (`HeadlineSigns`, `PromoSigns`, …) are the whole of what decides: a role's score is the sum of the weights of the
/// signs that hold.
struct Sign: Sendable {
  /// What the reader is told.
  let name: String
  /// Logits: positive for the role, negative against it.
  let weight: Float
  let holds: @Sendable (Neighbourhood) -> Bool

  init(_ name: String, _ weight: Float, _ holds: @escaping @Sendable (Neighbourhood) -> Bool) {
    self.name = name
    self.weight = weight
    self.holds = holds
  }
}

extension [Sign] {
  /// The sum of the weights of the signs that hold. O(signs).
  func score(_ place: Neighbourhood) -> Float {
    // By index in the buffer: a loop over the values would count references for each sign of each block.
    withUnsafeBufferPointer { signs in
      var sum: Float = 0
      for index in signs.indices where signs[index].holds(place) { sum += signs[index].weight }
      return sum
    }
  }
}

/// A block among its neighbours: all that a sign may see.
struct Neighbourhood {
  /// How many blocks before and behind a block its role may depend on.
  static let reach = 8

  /// The facts of the blocks around; `center` is the block's place among them.
  let facts: UnsafeBufferPointer<BlockFacts>
  let center: Int
  /// The block's index in the article, and whether the text ends with it.
  let index: Int
  let isLast: Bool
  let habits: Habits
  /// How many of the block's words come again near it; known for short blocks.
  var echo = Echo()

  var this: BlockFacts { self[0] }
  var previous: BlockFacts { self[-1] }
  var next: BlockFacts { self[1] }

  /// The facts of the block that many places on, of none beyond the text's ends.
  subscript(offset: Int) -> BlockFacts {
    let place = center + offset
    return facts.indices.contains(place) ? facts[place] : .none
  }

  /// The place of the block that many places on.
  func moved(_ offset: Int) -> Neighbourhood {
    Neighbourhood(facts: facts, center: center + offset, index: index + offset, isLast: isLast, habits: habits)
  }

  /// How many lines stand right before or behind the block in an unbroken row, at most 4.
  func lines(_ direction: Int) -> Int {
    var count = 0
    while count < 4, self[direction * (count + 1)].isLine { count += 1 }
    return count
  }
}

/// What holds for a whole text, known from its first 256 KB.
struct Habits: Equatable {
  /// Blocks at the sample's end that are not looked at, since what stands behind them may be cut off.
  static let margin = 2 * Neighbourhood.reach

  /// Whether empty lines part its paragraphs.
  var hasEmptyLines = false
  /// Headlines with `#` or underlines.
  var marked = 0
  /// Blocks that look like headlines by themselves; of these the questions, and those in title case.
  var candidates = 0
  var questions = 0
  var titleCase = 0
  /// Those with a colon inside.
  var colons = 0
  /// The words of the candidates, all together.
  var words = 0
  /// Paragraphs of prose.
  var prose = 0
  /// Paragraphs of fewer than 25 words, of 100 paragraphs.
  var shortShare = 0
}
