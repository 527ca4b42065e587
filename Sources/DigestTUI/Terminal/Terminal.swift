/// What the run loop needs of a terminal.

/// A screen that shows frames and gives keys. Conformers: `CursesTerminal`, and one of the tests that keeps what it was shown.
public protocol Terminal: AnyObject {
  var size: Size { get }
  /// Shows a frame; only what changed is sent.
  func show(_ frame: Frame)
  /// Leaves the terminal as it was before. Safe to call twice.
  func restore()
}
