/// Gives every block its role: headline, promo, credit, caption, list, or body.

/// Weighs the signs of every block. A block's role depends on `Neighbourhood.reach` blocks around it and on the text's habits.
struct BlockClassifier {
  private let book: PhraseBook
  private let dates: DateReader

  init(lexicon: Lexicon) {
    book = CueTable.book(lexicon)
    dates = lexicon.once("dates") { DateReader($0) }
  }

  /// Sets the roles and levels of an article's blocks, and what its head says of it. O(text).
  func classify(_ paragraphs: inout Paragraphs, metadata: inout Metadata) {
    let habits = habits(of: paragraphs)
    var roles: [Role] = []
    roles.reserveCapacity(paragraphs.blocks.count)
    forEachPlace(in: paragraphs, 0..<paragraphs.blocks.count, habits: habits) { place in roles.append(role(at: place)) }
    let trace = RoleTrace.current
    let weighed = trace == nil ? [] : roles
    withHead(of: paragraphs, habits) { $0.read(&roles, metadata: &metadata) }
    if let trace { tell(trace, paragraphs, habits, weighed: weighed, roles) }
    for index in roles.indices { paragraphs.blocks[index].role = roles[index] }
    HeadlineLevels.set(&paragraphs)
  }

  private func withHead(of paragraphs: Paragraphs, _ habits: Habits, _ body: (ArticleHead) -> Void) {
    paragraphs.utf8.withUnsafeBufferPointer { text in
      let facts = paragraphs.blocks.indices.prefix(2 * ArticleHead.most).map { index in
        BlockFacts(text, block: paragraphs.blocks[index], layout: paragraphs.layouts[index], book: book, limit: ArticleHead.scanned)
      }
      body(ArticleHead(text: text, blocks: paragraphs.blocks, facts: facts, habits: habits, dates: dates, book: book))
    }
  }

  /// The role of one block. The decisions for its neighbours do not count, only what they look like.
  private func role(at place: Neighbourhood) -> Role {
    let this = place.this
    if this.role == .table || this.role == .quote { return this.role }
    if this.role == .list { return .list }
    if PromoBlock.holds(place) { return .promo }
    guard this.isShort || this.layout.marks > 0 else { return .body }
    if Self.headlineScore(place) > 0 { return .headline }
    var best: (role: Role, score: Float) = (.body, 0)
    for table in RoleSigns.tables {
      let score = table.signs.score(place)
      if score > best.score { best = (table.role, score) }
    }
    return best.role
  }

  private static func headlineScore(_ place: Neighbourhood, _ signs: [Sign] = HeadlineSigns.table) -> Float {
    place.this.mayBeHeadline ? signs.score(place) : -1
  }

  /// What holds for the whole text, from the blocks of its sample.
  private func habits(of paragraphs: Paragraphs) -> Habits {
    var habits = Habits()
    var short = 0
    var gaps = 0
    for layout in paragraphs.layouts[..<paragraphs.sample].dropFirst() where layout.gap > 0 { gaps += 1 }
    habits.hasEmptyLines = gaps * 5 > paragraphs.sample
    let known = habits
    forEachPlace(in: paragraphs, 0..<paragraphs.sample, habits: known) { place in
      let this = place.this
      if this.isProse { habits.prose += 1 }
      if this.words < 25 { short += 1 }
      if this.layout.marks > 0 { habits.marked += 1 }
      guard place.index > 0, this.role == .body, this.isShort, Self.headlineScore(place, HeadlineSigns.alone) > 0 else { return }
      habits.candidates += 1
      habits.words += this.words
      if this.has(.colon) { habits.colons += 1 }
      if this.last == .question { habits.questions += 1 }
      if this.has(.titleCase) { habits.titleCase += 1 }
    }
    habits.shortShare = paragraphs.sample > 0 ? short * 100 / paragraphs.sample : 0
    return habits
  }

  /// Visits blocks in order. The facts are kept for a stretch of blocks at a time, so that their room does not grow with the text.
  ///
  /// - Parameter countsAll: whether signs that can change no role are wanted all the same.
  private func forEachPlace(
    in paragraphs: Paragraphs, _ range: Range<Int>, habits: Habits, countsAll: Bool = false, _ body: (Neighbourhood) -> Void
  ) {
    let reach = Neighbourhood.reach
    let count = paragraphs.blocks.count
    paragraphs.utf8.withUnsafeBufferPointer { text in
      var facts: [BlockFacts] = []
      var start = range.lowerBound
      while start < range.upperBound {
        let end = min(start + Self.stretch, range.upperBound)
        let low = max(0, start - reach)
        let high = min(count, end + reach)
        facts.removeAll(keepingCapacity: true)
        for index in low..<high {
          facts.append(BlockFacts(text, block: paragraphs.blocks[index], layout: paragraphs.layouts[index], book: book))
        }
        // What stands above a call to act is read to its end: an offer shows in its words.
        for place in facts.indices.dropLast() where !facts[place].isShort && PromoBlock.isCall(facts[place + 1]) {
          let index = low + place
          facts[place] = BlockFacts(
            text, block: paragraphs.blocks[index], layout: paragraphs.layouts[index], book: book, limit: BlockFacts.offerBytes)
        }
        facts.withUnsafeBufferPointer { facts in
          for index in start..<end {
            var place = Neighbourhood(facts: facts, center: index - low, index: index, isLast: index == count - 1, habits: habits)
            if place.this.mayBeHeadline {
              // Where the other signs say no by more than what comes again could make good, it need not be counted.
              let counts = countsAll || HeadlineSigns.table.score(place) > -HeadlineSigns.mostOfEcho
              place.echo = Echo(of: index, in: text, paragraphs.blocks, book, countsShares: counts)
            }
            body(place)
          }
        }
        start = end
      }
    }
  }

  private static let stretch = 512

  /// For each short block its text, its role, and the names of the headline signs that hold: what weights are fitted from.
  func headlineSigns(_ paragraphs: Paragraphs) -> [(block: Int, signs: [Int])] {
    var rows: [(Int, [Int])] = []
    forEachPlace(in: paragraphs, 0..<paragraphs.blocks.count, habits: habits(of: paragraphs), countsAll: true) { place in
      guard place.this.mayBeHeadline, place.this.role == .body else { return }
      rows.append((place.index, HeadlineSigns.table.indices.filter { HeadlineSigns.table[$0].holds(place) }))
    }
    return rows
  }
}

extension BlockClassifier {
  /// Tells why each block has its role.
  ///
  /// - Parameter weighed: the roles before the head was read.
  private func tell(_ trace: RoleTrace, _ paragraphs: Paragraphs, _ habits: Habits, weighed: [Role], _ roles: [Role]) {
    forEachPlace(in: paragraphs, 0..<paragraphs.blocks.count, habits: habits, countsAll: true) { place in
      let text = paragraphs.utf8[paragraphs.blocks[place.index].bytes]
      guard trace.wants(text) else { return }
      var decision = Self.decision(at: place)
      if roles[place.index] != decision.role {
        withHead(of: paragraphs, habits) { decision = $0.decision(place.index, roles[place.index], weighed) }
      }
      trace.add(text, decision)
    }
  }

  /// What `role(at:)` decides, with what it decides by.
  private static func decision(at place: Neighbourhood) -> BlockDecision {
    let this = place.this
    if this.role == .table || this.role == .quote || this.role == .list {
      return BlockDecision(role: this.role, rule: "laid out as such: marks at the start of its lines, or columns")
    }
    if let (table, place) = PromoBlock.signs(at: place) {
      return BlockDecision(role: .promo, weighings: [table.weighing(.promo, place)])
    }
    guard this.isShort || this.layout.marks > 0 else {
      return BlockDecision(role: .body, rule: "longer than \(BlockFacts.shortBytes) bytes, and no mark of a headline")
    }
    var weighings: [Weighing] = []
    if this.mayBeHeadline { weighings.append(HeadlineSigns.table.weighing(.headline, place)) }
    let isHeadline = headlineScore(place) > 0
    weighings += RoleSigns.tables.map { $0.signs.weighing($0.role, place) }.sorted { $0.score > $1.score }
    let best = weighings.dropFirst(this.mayBeHeadline ? 1 : 0).first
    let role: Role = isHeadline ? .headline : best.map { $0.score > 0 ? $0.role : .body } ?? .body
    let taken = weighings.filter { $0.role == role }
    return BlockDecision(role: role, weighings: taken + weighings.filter { $0.role != role }.sorted { $0.score > $1.score })
  }
}
