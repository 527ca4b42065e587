/// What a screen is.

/// What a screen asks for beside effects.
enum Action: Sendable {
  case push(any Screen)
  case pop
  /// The front page comes back, if it is below.
  case popToFront
  /// Everything above the first screen goes, then this one comes.
  case replaceAll(any Screen)
  /// A command for the screen below.
  case pass(CommandID, Int?)
  /// The text is shown from a byte of the article on.
  case go(byte: Int)
  /// The screen below keeps what has its focus, with a note.
  case keep(note: String)
}

/// One screen: a value with its own state, drawn as a whole.
///
/// A key goes to the screen on top. Where a prompt has the cursor the key is typed there; else the keymap makes it a command.
protocol Screen: Sendable {
  var context: Context { get }
  /// Whether a prompt has the cursor.
  var isTyping: Bool { get }
  /// Does a command; false where it is not this screen's.
  mutating func perform(_ command: CommandID, count: Int?, _ session: inout Session, _ actions: inout [Action]) -> Bool
  /// Takes a key that is typed into the prompt.
  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action])
  mutating func paste(_ text: String, _ session: inout Session)
  /// The size, the article or the bookmarks changed.
  mutating func refresh(_ session: inout Session)
  /// Time passed: a mark may go away, a search went on.
  mutating func passTime(_ session: inout Session)
  func draw(_ frame: inout Frame, _ session: Session)
  func status(_ session: Session) -> Status
  /// Keeps what has the focus, with a note.
  mutating func keep(note: String, _ session: inout Session)
  /// Takes what the editor gave back in the place of what was typed.
  mutating func replace(_ text: String)
  /// Why a command can't act here; nil for the general answer.
  func refusal(_ command: CommandID, _ session: Session) -> String?
}

extension Screen {
  var isTyping: Bool { false }
  mutating func type(_ key: Key, _ session: inout Session, _ actions: inout [Action]) {}
  mutating func paste(_ text: String, _ session: inout Session) {}
  mutating func refresh(_ session: inout Session) {}
  mutating func passTime(_ session: inout Session) {}
  mutating func keep(note: String, _ session: inout Session) {}
  mutating func replace(_ text: String) {}
  func refusal(_ command: CommandID, _ session: Session) -> String? { nil }
}
