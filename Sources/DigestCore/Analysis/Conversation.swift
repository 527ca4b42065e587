/// Who spoke in the paragraphs before: turns of a dialogue, and speakers who go on.

struct Conversation {
  /// One paragraph.
  struct Turn {
    /// Who speaks at its end.
    var voice: Voice?
    /// The subject of its last sentence, where that leads to what is said next.
    var subject: Voice?
    var beginsQuoted: Bool
    var isExplicit: Bool
    var isOpen: Bool
  }

  /// The last paragraphs, most recent last.
  private var turns: [Turn] = []
  /// Above zero where neighbouring paragraphs have different speakers, as in dialogue.
  private var dialogue = 0

  private static let memory = 12

  mutating func interrupt() { turns.removeAll(keepingCapacity: true) }

  mutating func add(_ turn: Turn) {
    if let last = turns.last, last.beginsQuoted, turn.beginsQuoted, last.isExplicit, turn.isExplicit, let a = last.voice, let b = turn.voice
    {
      dialogue = max(-4, min(4, dialogue + (a.isSame(as: b) ? -1 : 1)))
    }
    turns.append(turn)
    if turns.count > Self.memory { turns.removeFirst() }
  }

  /// The likely speaker of a paragraph that begins with a quotation and names nobody.
  func nextVoice(_ resolver: SpeakerResolver) -> Voice? {
    guard let last = turns.last else { return nil }
    if let subject = last.subject { return subject }
    guard var voice = last.voice else { return nil }
    voice.confidence = .probable
    voice.cue = nil
    voice.reason.rule = .goesOn
    guard last.beginsQuoted else { return voice }
    // A dialogue: the other of the two.
    for turn in turns.dropLast().suffix(6).reversed() {
      if var other = turn.voice, !other.isSame(as: voice) {
        guard dialogue > 0 || turns.count > 1 && turns[turns.count - 2].voice.map({ $0.isSame(as: other) }) ?? false else { break }
        other.confidence = .probable
        other.cue = nil
        other.reason.rule = .turn
        return other
      }
    }
    return dialogue > 0 ? nil : voice
  }
}
