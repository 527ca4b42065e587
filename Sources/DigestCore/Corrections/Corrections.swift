/// A reader's corrections as the analysis takes them: by places of one article.

/// The corrections that hold in an article; empty by default, which costs nothing.
public struct Corrections: Sendable, Equatable {
  /// The roles that the reader gave, by block.
  public private(set) var roles: [Int: Role] = [:]
  /// The speakers that the reader named, by a passage in the quotation's first part.
  public private(set) var speakers: [Passage: String] = [:]
  /// Which correction holds for a block, and which for a passage.
  private var blockSources: [Int: Correction.ID] = [:]
  private var passageSources: [Passage: Correction.ID] = [:]

  public init() {}

  /// Those of some corrections that are found in an article; of two at one place the later one. Linear in the text where a
  /// correction is not at its position.
  ///
  /// - Parameter isWhole: false for the beginning of an article, in which only what is at its position is found.
  public init(_ corrections: [Correction], in article: Article, isWhole: Bool = true) {
    if corrections.isEmpty { return }
    let found = Anchorer(article, isWhole: isWhole).anchor(corrections)
    for correction in corrections.sorted(by: { ($0.created, $0.id) < ($1.created, $1.id) }) {
      guard let place = found[correction.id]?.passages.first else { continue }
      switch correction.change {
      case .role(let role) where Self.isBlock(place, in: article):
        roles[place.block] = role
        blockSources[place.block] = correction.id
      case .speaker(let name):
        speakers[place] = name
        passageSources[place] = correction.id
      case .role: continue
      }
    }
  }

  public var isEmpty: Bool { roles.isEmpty && speakers.isEmpty }

  /// Whether what was found is the block and no part of another: it begins near its start, or is most of it.
  private static func isBlock(_ place: Passage, in article: Article) -> Bool {
    let length = article.blocks[place.block].bytes.count
    return place.range.lowerBound == 0 && (place.range.count * 2 >= length || place.range.count * 2 >= Correction.longestAnchor)
      || place.range.count * 10 >= length * 8
  }

  /// The correction that gave a block its role.
  public func source(ofBlock block: Int) -> Correction.ID? { blockSources[block] }

  /// The correction that gave a quotation its speaker.
  public func source(of quotation: Quotation) -> Correction.ID? {
    passageSources.first { Self.lies($0.key, in: quotation) }?.value
  }

  private static func lies(_ passage: Passage, in quotation: Quotation) -> Bool {
    guard let first = quotation.parts.first else { return false }
    return first.block == passage.block && first.range.overlaps(passage.range)
  }

  /// The quotations with the reader's speakers. O(quotations) where there are corrections.
  func apply(to quotations: inout [Quotation]) {
    if speakers.isEmpty { return }
    let byBlock = Dictionary(grouping: speakers, by: \.key.block)
    for index in quotations.indices {
      guard let block = quotations[index].parts.first?.block, let named = byBlock[block],
        let name = named.first(where: { Self.lies($0.key, in: quotations[index]) })?.value
      else { continue }
      quotations[index].correct(name)
    }
  }
}

extension Quotation {
  /// Gives it the speaker that the reader named; nobody where the name is empty.
  fileprivate mutating func correct(_ name: String) {
    isCorrected = true
    speaker = name.isEmpty ? nil : name
    speakerResolved = name.isEmpty ? nil : name
    confidence = name.isEmpty ? nil : .certain
    if name.isEmpty { cue = nil }
  }
}

extension Article {
  /// The article with the roles that the reader gave. O(blocks) where there are any.
  ///
  /// A new headline has the level of the one before it.
  public func corrected(by corrections: Corrections) -> Article {
    if corrections.roles.isEmpty { return self }
    return withBlocks { blocks in
      var level: UInt8 = blocks.first { $0.role == .headline }?.level ?? 1
      for index in blocks.indices {
        if let role = corrections.roles[index] {
          let wasHeadline = blocks[index].role == .headline
          blocks[index].role = role
          blocks[index].isCorrected = true
          if role != .headline { blocks[index].level = 0 } else if !wasHeadline { blocks[index].level = level }
        }
        if blocks[index].role == .headline { level = blocks[index].level }
      }
    }
  }
}
