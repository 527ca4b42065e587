/// What a block was taken for, and what spoke for and against it.

/// A role with the signs that were weighed for it.
public struct Weighing: Sendable, Equatable {
  /// A sign that held.
  public struct Mark: Sendable, Equatable {
    /// What a person is told.
    public var sign: String
    /// Positive for the role, negative against it. In text logits, in a page's search for its article letters of prose.
    public var weight: Float

    public init(_ sign: String, _ weight: Float) {
      self.sign = sign
      self.weight = weight
    }
  }

  public var role: Role
  /// The strongest first.
  public var marks: [Mark]
  /// The sum of the weights; the role is not taken below 0.
  public var score: Float

  public init(role: Role, marks: [Mark]) {
    self.role = role
    self.marks = marks.filter { $0.weight != 0 }.enumerated()
      .sorted { (abs($1.element.weight), $0.offset) < (abs($0.element.weight), $1.offset) }.map(\.element)
    score = marks.reduce(0) { $0 + $1.weight }
  }
}

/// What a block was taken for, and why.
public struct BlockDecision: Sendable, Equatable {
  public var role: Role
  /// What decided where no weights did; nil where they did.
  public var rule: String?
  /// That of the role taken first, then those of the roles that were not, the likeliest first.
  public var weighings: [Weighing]

  public init(role: Role, rule: String? = nil, weighings: [Weighing] = []) {
    self.role = role
    self.rule = rule
    self.weighings = weighings
  }

  /// By how much the decision was taken: the score of the role taken, or, of what no sign took for anything else, what the likeliest
  /// other role lacked; nil where a rule decided.
  public var margin: Float? {
    if rule != nil { return nil }
    let taken = weighings.first { $0.role == role }?.score
    let others = weighings.filter { $0.role != role }.map(\.score).max()
    guard let taken else { return others.map { -$0 } }
    return taken
  }

  /// How sure the decision is, in words.
  public var certainty: String {
    guard let margin else { return "by rule" }
    return margin >= 2.5 ? "quite sure" : margin >= 0.8 ? "rather sure" : "not sure"
  }
}

extension Role {
  /// What a person is told that a block was taken for.
  public var title: String {
    switch self {
    case .title: "The title"
    case .standfirst: "The standfirst"
    case .headline: "A headline"
    case .body: "Text"
    case .promo: "Set aside as a promo"
    case .caption: "A caption"
    case .credit: "A credit"
    case .quote: "A block quotation"
    case .list: "A list item"
    case .code: "Code"
    case .table: "A table"
    case .footnote: "A footnote"
    case .pullquote: "A pull quote"
    }
  }
}
