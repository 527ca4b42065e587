/// `show`: an article as plain text, to a pipe or the reader's pager.

import ArgumentParser
import DigestCore
import DigestTUI
import Foundation

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print an article as plain text; on a terminal through $PAGER.")

  @OptionGroup var input: InputOptions
  @OptionGroup var corrections: CorrectionOptions

  @Option(help: ArgumentHelp("Only section N, counted from 1.", valueName: "n"))
  var section: Int?

  @Flag(help: "The summaries in the place of the text.")
  var summary = false

  @Flag(help: "Straight to standard output, not through the pager.")
  var plain = false

  func run() throws {
    let loader = input.loader
    var output = plain || !StandardOutput.isTerminal ? PagedOutput(pager: nil) : PagedOutput(pager: Pager.command)
    var batch = Batch()
    var isFirst = true
    let kept = corrections.kept()
    try batch.run(input.required()) { source in
      for item in try loader.corrected(of: source, kept) {
        let (article, digest) = loader.analyze(item)
        if !isFirst { try output.line([], 0) }
        isFirst = false
        try write(article, digest, to: &output)
      }
    }
    try output.finish()
    try batch.finish()
  }

  private func write(_ article: Article, _ digest: Digest, to output: inout PagedOutput) throws {
    let plain = PlainOutput(article, digest)
    guard let section else {
      if summary {
        return try plain.writeDigest { try output.line($0, $1) }
      }
      return try plain.writeText { try output.line($0, $1) }
    }
    guard digest.sections.indices.contains(section - 1) else {
      let count = digest.sections.count
      throw DigestError(
        article.source, "has no section \(section)", remedy: count == 1 ? "it has one" : "it has sections 1 to \(count)")
    }
    if summary {
      try plain.writeSummary(ofSection: section - 1) { try output.line($0, $1) }
    } else {
      try plain.writeSection(section - 1) { try output.line($0, $1) }
    }
  }
}

/// The reader's pager.
enum Pager {
  /// `$PAGER`, else `less`; nil where it is empty or `cat`, which page nothing.
  static var command: String? {
    let pager = ProcessInfo.processInfo.environment["PAGER"] ?? "less"
    let name = pager.trimmingCharacters(in: .whitespaces)
    return name.isEmpty || name == "cat" || ProcessInfo.processInfo.environment["TERM"] == "dumb" ? nil : name
  }
}

/// Lines to a pager, wrapped for the eye, or to standard output, a paragraph a line.
struct PagedOutput {
  private var direct = TextOutput(alwaysSanitised: true)
  private let pipe: UnsafeMutablePointer<FILE>?
  private let width: Int
  /// The reader left the pager before the end.
  private var isClosed = false

  init(pager: String?) {
    width = min(72, Int(ProcessInfo.processInfo.environment["COLUMNS"] ?? "") ?? Self.terminalWidth)
    guard let pager else {
      pipe = nil
      return
    }
    // The pager reads the keys, Ctrl-C too; that it ends before the text does is no error.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGINT, SIG_IGN)
    pipe = popen(pager, "w")
  }

  mutating func line(_ utf8: ArraySlice<UInt8>, _ indent: Int) throws {
    guard let pipe else { return try direct.line(utf8) }
    if isClosed { return }
    var clean: [UInt8] = []
    Sanitizer.append(utf8, to: &clean)
    let wrapped = Wrapping.wrap(clean, width: width, indent: indent) + [0x0A]
    if fwrite(wrapped, 1, wrapped.count, pipe) < wrapped.count { isClosed = true }
  }

  mutating func finish() throws {
    guard let pipe else { return try direct.flush() }
    // 127 is the shell's word for a program that it does not find.
    if pclose(pipe) == 127 << 8 {
      throw DigestError("PAGER", "names no program that can be run", remedy: "set it to one, or use --plain")
    }
  }

  private static var terminalWidth: Int {
    var size = winsize()
    return ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }
}

/// Breaks lines at spaces.
enum Wrapping {
  /// The text with a line feed in the place of the space before each word that would pass the width.
  static func wrap(_ utf8: [UInt8], width: Int, indent: Int) -> [UInt8] {
    guard utf8.count > width else { return utf8 }
    var out: [UInt8] = []
    var column = 0
    for word in utf8.split(separator: 0x20, omittingEmptySubsequences: false) {
      let cells = CellWidth.of(word)
      if column > 0 && column + 1 + cells > width {
        out.append(0x0A)
        out += Array(repeating: 0x20, count: indent)
        column = indent
      } else if !out.isEmpty {
        out.append(0x20)
        column += 1
      }
      out += word
      column += cells
    }
    return out
  }
}
