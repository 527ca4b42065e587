/// The process groups of programs that run now, so that ours never leaves one behind when a signal ends it.

import Foundation
import Synchronization

/// Ends what `ChildProcess` started; may be called by a signal's handler, for it takes no lock and no memory.
public enum ChildGroups {
  private final class Slots: Sendable {
    let groups = InlineArray<64, Atomic<pid_t>> { _ in Atomic(0) }
  }

  private static let slots = Slots()

  /// Notes a group. More of them than 64 at a time are not noted.
  static func add(_ group: pid_t) {
    for index in slots.groups.indices
    where slots.groups[index].compareExchange(expected: 0, desired: group, ordering: .relaxed).exchanged { return }
  }

  /// Forgets a group: before its number can be another's.
  static func remove(_ group: pid_t) {
    for index in slots.groups.indices
    where slots.groups[index].compareExchange(expected: group, desired: 0, ordering: .relaxed).exchanged { return }
  }

  /// Ends all groups that are noted.
  public static func endAll() {
    for index in slots.groups.indices {
      let group = slots.groups[index].load(ordering: .relaxed)
      if group > 0 { kill(-group, SIGKILL) }
    }
  }
}
