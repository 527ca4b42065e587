/// What the run loop needs of a terminal.

/// Something that a terminal tells the run loop.
public enum TerminalInput: Sendable {
  case event(Event)
  /// Somebody called `wake`: an effect's events wait.
  case woken
  /// The program is to be stopped, by Ctrl-Z of the shell's kind.
  case stop
  /// The program goes on after it was stopped, by whoever.
  case continued
  /// The program is to end by this signal.
  case signal(Int32)
  /// The terminal is gone.
  case closed
}

/// A screen that shows frames and gives keys. Conformers: `CursesTerminal`, and one of the tests that keeps what it was shown.
public protocol Terminal: AnyObject {
  var size: Size { get }
  /// Shows a frame; only what changed is sent.
  func show(_ frame: Frame)
  /// Waits until something comes or the time is over, and gives all that has come. Empty after the time.
  ///
  /// - Parameter milliseconds: nil waits for ever.
  func wait(milliseconds: Int?) -> [TerminalInput]
  /// Sends all cells with the next frame.
  func forget()
  /// Sends bytes that move nothing on the screen.
  func send(_ escape: [UInt8])
  /// Leaves the terminal as it was before. Safe to call twice; the next frame comes back to it.
  func restore()
  /// Runs another program on the terminal as it was before, until it ends. What it gives is what `run` gives.
  func lend<Result>(_ run: () -> Result) -> Result
  /// Stops the program until it is continued, with the terminal as it was before.
  func stop(wholeGroup: Bool)
}
