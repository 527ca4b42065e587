/// A terminal without a screen: gives what a test tells it to and keeps what it was shown.

public import DigestTUI
import Dispatch

/// The run loop's terminal in tests.
public final class ScriptedTerminal: Terminal {
  public let size: Size
  /// What `wait` gives, one entry a call; then it waits for events of other threads.
  private var inputs: [[TerminalInput]]
  private let semaphore = DispatchSemaphore(value: 0)
  public private(set) var shown: [Frame] = []
  public private(set) var sent: [[UInt8]] = []
  public private(set) var isRestored = false
  public private(set) var stops = 0

  public init(_ inputs: [[TerminalInput]] = [], size: Size = Size(columns: 20, rows: 5)) {
    self.inputs = inputs
    self.size = size
  }

  /// What ends the waiting.
  public var wake: @Sendable () -> Void { { [semaphore] in semaphore.signal() } }

  public func show(_ frame: Frame) {
    shown.append(frame)
    isRestored = false
  }

  public func wait(milliseconds: Int?) -> [TerminalInput] {
    if !inputs.isEmpty { return inputs.removeFirst() }
    // A test that nothing wakes must not hang for ever.
    return semaphore.wait(timeout: .now() + .milliseconds(milliseconds ?? 60_000)) == .success
      ? [.woken] : milliseconds == nil ? [.closed] : []
  }

  public func forget() {}
  public func send(_ escape: [UInt8]) { sent.append(escape) }
  public func restore() { isRestored = true }
  public func lend<Result>(_ run: () -> Result) -> Result { run() }
  public func stop(wholeGroup: Bool) { stops += 1 }
}
