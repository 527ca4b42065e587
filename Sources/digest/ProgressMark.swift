/// The mark on the terminal while an address is fetched.

import DigestCore
import Foundation
import Synchronization

/// One line on standard error where that is a terminal, gone when the fetch has ended. Without escapes, so that every terminal has it.
final class ProgressMark: Sendable {
  static let shared = ProgressMark()

  private struct State {
    var isOn = isatty(STDERR_FILENO) == 1
    /// What stands there.
    var text = ""
  }

  private let state = Mutex(State())

  /// No mark from now on: the screens have the terminal.
  func turnOff() { state.withLock { $0.isOn = false } }

  func show(_ progress: Fetcher.Progress) {
    switch progress {
    case .running(let host, let bytes):
      let size = bytes < 1 << 20 ? "\(bytes >> 10) KB" : "\(bytes >> 20) MB"
      draw("fetching \(host.prefix(40)) \(size)")
    case .ended: draw("")
    }
  }

  private func draw(_ text: String) {
    state.withLock { state in
      guard state.isOn, state.text != text else { return }
      let blank = String(repeating: " ", count: max(0, state.text.count - text.count))
      FileHandle.standardError.write(Data("\r\(text)\(blank)\(text.isEmpty ? "\r" : "")".utf8))
      state.text = text
    }
  }
}

extension Fetcher {
  /// The program's fetcher.
  static func make(allowsLocal: Bool = false) -> Fetcher {
    Fetcher(version: DigestCommand.configuration.version, allowsLocal: allowsLocal, progress: { ProgressMark.shared.show($0) })
  }
}
