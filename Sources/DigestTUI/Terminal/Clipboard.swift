/// The clipboard: OSC 52, else a program that sets it.

import DigestCore
import Foundation

/// Copies words out of the terminal.
enum Clipboard {
  /// What went where.
  enum Way: Equatable {
    /// The escape sequence to send.
    case escape([UInt8])
    /// The program to run with the words as its input.
    case program([String])
    case none(DigestError)
  }

  /// The most bytes of text that OSC 52 takes everywhere: xterm keeps 100,000 of the sequence, in base64.
  static let escapeLimit = 74_000

  /// The way to take.
  ///
  /// OSC 52 works over ssh and asks for nothing to be installed, so it is first. tmux passes it on only if told to, so tmux's own
  /// command is taken inside it; a console or a real terminal has no clipboard; what is too long for it goes to a program.
  /// - Parameter isInstalled: whether a program is found along `PATH`.
  static func way(for text: String, environment: [String: String], isInstalled: (String) -> Bool) -> Way {
    func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
    if isSet("TMUX"), isInstalled("tmux") { return .program(["tmux", "load-buffer", "-w", "-"]) }
    let type = environment["TERM"] ?? ""
    let hasNoClipboard = type.hasPrefix("linux") || type.hasPrefix("vt") || type.isEmpty || type == "dumb"
    if !hasNoClipboard, text.utf8.count <= escapeLimit { return .escape(sequence(text)) }
    let programs: [(words: [String], works: Bool)] = [
      (["wl-copy"], isSet("WAYLAND_DISPLAY")), (["xclip", "-selection", "clipboard"], isSet("DISPLAY")),
      (["xsel", "--clipboard", "--input"], isSet("DISPLAY")), (["pbcopy"], true),
    ]
    for program in programs where program.works && isInstalled(program.words[0]) { return .program(program.words) }
    return .none(
      hasNoClipboard
        ? DigestError(nil, "this terminal has no clipboard", remedy: "export the words instead, with e in the bookmarks")
        : DigestError(nil, "the words are too long for the terminal's clipboard", remedy: "copy fewer, or install xclip or wl-copy"))
  }

  /// `OSC 52 ; c ; base64 BEL`: nothing of the text itself can be taken for a control.
  static func sequence(_ text: String) -> [UInt8] {
    Array("\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}".utf8)
  }

  /// Copies a text, and tells the way that it went.
  static func copy(_ text: String, on terminal: any Terminal, environment: [String: String]) -> Result<String, DigestError> {
    // Line ends stay; what could command the program that it is pasted into becomes a picture.
    let text = Sanitizer.clean(text, lineEnds: .kept)
    switch way(for: text, environment: environment, isInstalled: { isInstalled($0, environment: environment) }) {
    case .escape(let bytes):
      terminal.send(bytes)
      return .success("OSC 52")
    case .program(let words):
      if ForegroundProcess.run(words, input: Array(text.utf8)) == 0 { return .success(words[0]) }
      return .failure(DigestError(nil, "\(words[0]) could not copy", remedy: "try again"))
    case .none(let error): return .failure(error)
    }
  }

  private static func isInstalled(_ program: String, environment: [String: String]) -> Bool {
    (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
  }
}
