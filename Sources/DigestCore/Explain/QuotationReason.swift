/// How a quotation came to its speaker, and why the analysis is sure of it or not.

/// What led from a quotation to its speaker.
public enum SpeakerRule: String, Sendable {
  case beside, sentence, continued, sentenceBefore, beat, paragraph, later, subject, turn, goesOn

  /// What a person is told.
  public var title: String {
    switch self {
    case .beside: "named beside the words, in their own sentence"
    case .sentence: "named farther off in the same sentence"
    case .continued: "goes on with the quotation before it"
    case .sentenceBefore: "the sentence before tells of saying, or ends in a colon"
    case .beat: "the sentence beside it tells what somebody does"
    case .paragraph: "spoke last in the same paragraph"
    case .later: "speaks next in the same paragraph"
    case .subject: "the sentence around it is about the speaker"
    case .turn: "the other one of a dialogue, whose turn it is"
    case .goesOn: "spoke last in the paragraph before"
    }
  }
}

/// How the speaker is written beside the words.
public enum SpeakerForm: String, Sendable {
  case name, pronoun, description
}

/// Why a speaker who is named beside the words is but probable.
public enum SpeakerDoubt: String, Sendable {
  case far, pronoun, description

  /// What a person is told.
  public var title: String {
    switch self {
    case .far: "stands at the far end of the clause, not beside the verb"
    case .pronoun: "the pronoun may mean another, or nobody near fits it well"
    case .description: "what is described may be a thing, which seldom speaks"
    }
  }
}

/// Why a quotation has its speaker.
public struct QuotationReason: Sendable, Equatable {
  /// Nil where no speaker was found.
  public var rule: SpeakerRule?
  public var form: SpeakerForm?
  public var doubt: SpeakerDoubt?

  public init(rule: SpeakerRule? = nil, form: SpeakerForm? = nil, doubt: SpeakerDoubt? = nil) {
    self.rule = rule
    self.form = form
    self.doubt = doubt
  }
}
