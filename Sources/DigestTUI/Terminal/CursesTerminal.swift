/// The real terminal, through ncursesw. The only file that sees curses and the signals.

import CNcurses
import Foundation

/// A terminal with screens.
///
/// It shows frames by giving curses the cells that changed, reads keys itself (`KeyDecoder`), and hears signals through a
/// pipe. However the program ends, the terminal is left as it was: by `restore`, and in a crash by the C face's handlers.
public final class CursesTerminal: Terminal {
  /// Why a terminal shows no screens but plain text.
  public enum Obstacle: Error, Equatable {
    /// Standard output is none, or none can be read from.
    case noTerminal
    /// `TERM` names one that can't, or that is unknown.
    case unable(String)
  }

  public private(set) var size: Size
  private let input: Int32
  private let ownsInput: Bool
  private let signals: Int32
  private let isUTF8: Bool
  private var decoder = KeyDecoder()
  private var shown: Frame?
  /// Whether a SIGCONT on its way is known of.
  private var wasStopped = false
  private var looks: [(attributes: Int32, pair: Int32)] = []
  private var buffer = [UInt8](repeating: 0, count: 4096)

  /// Takes the terminal, and shows nothing yet.
  ///
  /// - Throws: an `Obstacle` where there is none with screens; then nothing was changed or sent.
  public init(environment: [String: String]) throws(Obstacle) {
    guard isatty(STDOUT_FILENO) == 1 else { throw .noTerminal }
    // When an article comes through standard input, the keys come from the terminal all the same.
    let keyboard = isatty(STDIN_FILENO) == 1 ? STDIN_FILENO : Foundation.open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard keyboard >= 0 else { throw .noTerminal }
    let type = environment["TERM"] ?? ""
    isUTF8 = cncurses_use_locale() == 1
    guard !type.isEmpty, type != "dumb", cncurses_check(type, STDOUT_FILENO) == 0 else { throw .unable(type) }
    let wantsColors = (environment["NO_COLOR"] ?? "").isEmpty
    let signals = cncurses_watch_signals()
    guard signals >= 0, cncurses_open(type, STDOUT_FILENO, keyboard, wantsColors ? 1 : 0) == 1 else { throw .unable(type) }
    self.signals = signals
    input = keyboard
    ownsInput = keyboard != STDIN_FILENO
    size = Self.measure()
    let theme = Theme(hasColors: wantsColors && cncurses_has_colors() == 1, hasItalic: cncurses_has_italic() == 1)
    looks = Style.allCases.map { style in
      let look = theme.look(style)
      let pair =
        look.foreground == nil && look.background == nil ? 0 : cncurses_pair(Int32(look.foreground ?? -1), Int32(look.background ?? -1))
      return (Int32(look.attributes.rawValue), pair)
    }
  }

  deinit {
    if ownsInput { close(input) }
  }

  /// Wakes `wait`, from any thread.
  public static let wake: @Sendable () -> Void = { cncurses_wake() }

  /// Whether the terminal shows more than ASCII.
  public var showsUnicode: Bool { isUTF8 }

  private static func measure() -> Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    cncurses_size(&columns, &rows)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  // MARK: Showing

  public func show(_ frame: Frame) {
    let old = shown?.size == frame.size ? shown : nil
    if old == nil { cncurses_erase() }
    var scalars: [wchar_t] = []
    for row in 0..<frame.size.rows {
      for column in 0..<frame.size.columns {
        let cell = frame[row, column]
        if (old?[row, column] ?? Cell.blank) == cell { continue }
        if cell.text.isEmpty { continue }
        let look = looks[Int(cell.style.rawValue)]
        scalars.removeAll(keepingCapacity: true)
        for scalar in cell.text.unicodeScalars { scalars.append(wchar_t(scalar.value)) }
        let isWide = column + 1 < frame.size.columns && frame[row, column + 1].text.isEmpty
        if !isUTF8 { Self.substitute(&scalars) }
        cncurses_put(
          Int32(row), Int32(column), scalars, Int32(scalars.count), isWide && isUTF8 ? 2 : 1, look.attributes, look.pair)
        if isWide, !isUTF8 {
          cncurses_put(Int32(row), Int32(column + 1), scalars, Int32(scalars.count), 1, look.attributes, look.pair)
        }
      }
    }
    shown = frame
    let cursor = frame.cursor ?? (-1, 0)
    cncurses_update(Int32(cursor.row), Int32(cursor.column))
  }

  /// What stands for a glyph where only ASCII can be shown.
  private static func substitute(_ scalars: inout [wchar_t]) {
    guard let first = scalars.first.flatMap({ Unicode.Scalar(UInt32($0)) }), !first.isASCII else {
      scalars.removeSubrange(1...)
      return
    }
    scalars = [wchar_t(ASCIISubstitutes.character(for: first))]
  }

  public func forget() {
    cncurses_forget()
    shown = nil
  }

  public func send(_ escape: [UInt8]) {
    cncurses_write(escape, Int32(escape.count))
  }

  public func restore() {
    cncurses_leave()
    shown = nil
  }

  public func stop(wholeGroup: Bool) {
    restore()
    cncurses_stop(wholeGroup ? 1 : 0)
    wasStopped = true
    forget()
  }

  public func lend<Result>(_ run: () -> Result) -> Result {
    restore()
    cncurses_lend(1)
    defer {
      cncurses_lend(0)
      forget()
    }
    return run()
  }

  /// Ends the program by a signal, after `restore`.
  public func die(of signal: Int32) -> Never {
    restore()
    cncurses_die(signal)
    exit(128 + signal)
  }

  // MARK: Waiting

  public func wait(milliseconds: Int?) -> [TerminalInput] {
    var events: [TerminalInput] = []
    let started = Self.now()
    while events.isEmpty {
      let left = milliseconds.map { max(0, $0 - Int(Self.now() - started)) }
      // Bytes that may be the start of a sequence wait a moment for the rest of it.
      let timeout = decoder.isWaiting ? min(left ?? .max, KeyDecoder.escapeDelay) : left
      var sources = [
        pollfd(fd: input, events: Int16(POLLIN), revents: 0), pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&sources, 2, timeout.map { Int32(clamping: $0) } ?? -1)
      if ready < 0 { continue }
      if ready == 0 {
        if decoder.isWaiting { events += decoder.timeOut().map { .event($0) } }
        if let left, left <= (timeout ?? 0) { break }
        continue
      }
      if sources[1].revents != 0 { events += readSignals() }
      if sources[0].revents & Int16(POLLIN) != 0 {
        let count = read(input, &buffer, buffer.count)
        if count > 0 {
          wasStopped = false
          events += decoder.feed(buffer[0..<count]).map { .event($0) }
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
          return events + [.closed]
        }
      } else if sources[0].revents != 0 {
        return events + [.closed]
      }
    }
    return events
  }

  private func readSignals() -> [TerminalInput] {
    var events: [TerminalInput] = []
    var seen: Set<UInt8> = []
    var bytes = [UInt8](repeating: 0, count: 256)
    while case let count = read(signals, &bytes, bytes.count), count > 0 {
      for byte in bytes[0..<count] where seen.insert(byte).inserted {
        switch Int32(byte) {
        case 0: events.append(.woken)
        case SIGWINCH: if let event = resized() { events.append(.event(event)) }
        case SIGTSTP: events.append(.stop)
        case SIGCONT:
          if !wasStopped { events.append(.continued) }
          wasStopped = false
          // No SIGWINCH comes to a program that stands in the background.
          if let event = resized() { events.append(.event(event)) }
        default: events.append(.signal(Int32(byte)))
        }
      }
      if count < bytes.count { break }
    }
    return events
  }

  /// The size's event where it changed since it was last looked at.
  public func resized() -> Event? {
    let now = Self.measure()
    guard now != size else { return nil }
    size = now
    cncurses_resize(Int32(now.columns), Int32(now.rows))
    shown = nil
    return .resize(now)
  }

  /// Milliseconds of the monotonic clock.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
