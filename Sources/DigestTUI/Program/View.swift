/// From a state to the frame that shows it: pure.

/// The frame of a state.
public func view(_ state: State) -> Frame {
  let session = state.session
  var frame = Frame(size: session.size)
  guard session.size.rows > 0, session.size.columns > 0 else { return frame }
  if Widgets.isTooSmall(session.size) {
    frame.put("too small: 20×5 at least", row: 0, column: 0)
    return frame
  }
  // A prompt on the status line is drawn over the screen below it.
  if state.top is LinePromptScreen, state.screens.count > 1 { state.screens[state.screens.count - 2].draw(&frame, session) }
  state.top.draw(&frame, session)
  let status = state.top.status(session)
  if !status.ownsLine { Widgets.statusLine(&frame, status, message: session.message, pending: state.pending.shown) }
  return frame
}
