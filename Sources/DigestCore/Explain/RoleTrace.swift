/// Takes down why blocks have their roles, where somebody asks.

import Synchronization

/// What a parse tells of its decisions. Without one nothing is noted and nothing costs.
///
/// It is found by the parsers as a task-local value, so that every format that comes to the article by way of another one
/// (Markdown through HTML, a book's chapters) tells too.
final class RoleTrace: Sendable {
  @TaskLocal static var current: RoleTrace?

  /// A decision with the text that it is about.
  struct Entry: Sendable {
    var utf8: [UInt8]
    var decision: BlockDecision
  }

  private let entries = Mutex<[Entry]>([])
  /// The text of the only block that is asked for; nil: all.
  private let wanted: [UInt8]?

  /// - Parameter wanted: the text of the only block that is asked for; nil: all.
  init(wanted: [UInt8]? = nil) { self.wanted = wanted }

  func wants(_ utf8: some Collection<UInt8>) -> Bool {
    guard let wanted else { return true }
    return wanted.count == utf8.count && utf8.elementsEqual(wanted)
  }

  func add(_ utf8: some Sequence<UInt8>, _ decision: BlockDecision) {
    let entry = Entry(utf8: Array(utf8), decision: decision)
    entries.withLock { $0.append(entry) }
  }

  /// What was noted since it was last asked, in order.
  func take() -> [Entry] {
    entries.withLock { entries in
      defer { entries = [] }
      return entries
    }
  }
}

extension [Sign] {
  /// The signs that hold at a place, weighed for a role.
  func weighing(_ role: Role, _ place: Neighbourhood, and more: [Weighing.Mark] = []) -> Weighing {
    Weighing(role: role, marks: filter { $0.holds(place) }.map { Weighing.Mark($0.name, $0.weight) } + more)
  }
}
