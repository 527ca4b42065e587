/// From keys to commands: found, not found, more keys needed; with counts.

/// What was typed toward a command so far.
public struct PendingKeys: Sendable, Equatable {
  /// The count's digits; nil before the first.
  var count: Int?
  var keys: [Key] = []

  /// What the status line shows of it; empty where nothing waits.
  var shown: String { (count.map { "\($0)" } ?? "") + keys.map { KeyName.name($0) }.joined() }
}

/// What a key came to.
public enum KeyOutcome: Sendable, Equatable {
  case command(CommandID, count: Int?)
  case moreKeysNeeded
  case notFound
}

/// The keys of every command in its contexts.
public struct Keymap: Sendable {
  private struct Binding: Sendable {
    var keys: [Key]
    var id: CommandID
    var contexts: Context
  }

  private let bindings: [Key: [Binding]]
  /// Counts above this are taken for it: no text has more lines.
  private static let greatestCount = 99_999_999

  public init(_ table: [Command] = Command.table) {
    var bindings: [Key: [Binding]] = [:]
    for command in table {
      for names in command.keys {
        guard let keys = KeyName.sequence(names), let first = keys.first else { continue }
        bindings[first, default: []].append(Binding(keys: keys, id: command.id, contexts: command.contexts))
      }
    }
    self.bindings = bindings
  }

  public static let standard = Keymap()

  /// What a key means after those that wait. Where it completes a command, or none begins so, nothing waits afterwards.
  public func take(_ key: Key, _ pending: inout PendingKeys, in context: Context) -> KeyOutcome {
    if pending.keys.isEmpty, case .character(let character) = key, let digit = character.wholeNumberValue, character.isASCII,
      digit > 0 || pending.count != nil
    {
      pending.count = min((pending.count ?? 0) * 10 + digit, Self.greatestCount)
      return .moreKeysNeeded
    }
    pending.keys.append(key)
    let candidates = (bindings[pending.keys[0]] ?? []).filter {
      !$0.contexts.isDisjoint(with: context) && $0.keys.starts(with: pending.keys)
    }
    // Where two commands have a key, the one of fewer screens has it: it is the screen's own.
    let complete = candidates.filter { $0.keys == pending.keys }
    if let found = complete.min(by: { $0.contexts.rawValue.nonzeroBitCount < $1.contexts.rawValue.nonzeroBitCount }) {
      defer { pending = PendingKeys() }
      return .command(found.id, count: pending.count)
    }
    if !candidates.isEmpty { return .moreKeysNeeded }
    pending = PendingKeys()
    return .notFound
  }
}
