/// Events from other threads on their way to the run loop.

import Synchronization

/// A queue that any thread puts events into and the run loop takes them out of.
public final class EventQueue: Sendable {
  private let events = Mutex<[Event]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: ends the run loop's waiting.
  public init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  public func post(_ event: Event) {
    events.withLock { $0.append(event) }
    wake()
  }

  /// All events that wait, in order.
  func takeAll() -> [Event] {
    events.withLock { waiting in
      let taken = waiting
      waiting = []
      return taken
    }
  }
}
