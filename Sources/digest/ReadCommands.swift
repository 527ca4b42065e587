/// `read`, which is what `digest FILE` does: opens articles.

import ArgumentParser
import DigestCore
import DigestTUI
import Foundation

struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Read articles; the default command: digest FILE.")

  @OptionGroup var input: InputOptions

  @Flag(help: "Print the digest as plain text, without escapes.")
  var plain = false

  func run() throws {
    try Self.read(input.files, format: input.reading.inputFormat, allowsLocal: input.reading.allowLocal, isPlain: plain)
  }

  /// Opens the files on the screens, or prints them where there can be none.
  static func read(_ files: [String], format: Format? = nil, allowsLocal: Bool = false, isPlain: Bool = false) throws {
    let fetcher = Fetcher.make(allowsLocal: allowsLocal)
    guard !isPlain, StandardOutput.isTerminal else {
      let files = files.isEmpty ? ArticleList.shippedPaths() : files
      if files.isEmpty { throw DigestError(nil, "no file is named", remedy: "name a file, or - for standard input") }
      return try PlainReading(format: format, fetcher: fetcher).run(files)
    }
    try ScreenReading(format: format, fetcher: fetcher).run(files)
  }
}

/// The screens; plain text where the terminal can't have them.
struct ScreenReading {
  let format: Format?
  let fetcher: Fetcher

  /// The variables that the screens look at. All of them, by Foundation, would take longer than reading the article.
  private static var environment: [String: String] {
    let names = ["TERM", "NO_COLOR", "PATH", "VISUAL", "EDITOR", "TMPDIR", "TMUX", "WAYLAND_DISPLAY", "DISPLAY"]
    var found: [String: String] = [:]
    for name in names { found[name] = getenv(name).map { String(cString: $0) } }
    return found
  }

  func run(_ files: [String]) throws {
    let environment = Self.environment
    // What is named is fetched while there is a command line to say how far it has come.
    for case .address(let address) in files.map({ Source(EntryName.parts(of: $0)?.file ?? $0) }) { fetcher.keep(address) }
    let queue = EventQueue(wake: CursesTerminal.wake)
    let lexicons = LexiconShelf()
    let series = OpenSeries()
    let opener = ArticleOpener(lexicons: { lexicons.lexicons }, format: format, fetcher: fetcher, queue: queue, series: series)
    // What can't be opened is said on the command line, before the terminal is touched.
    let first = files.count == 1 ? opener.open(files[0]) : nil
    if case .failed(let error)? = first?.event { throw error }
    let terminal: CursesTerminal
    do {
      ProgressMark.shared.turnOff()
      terminal = try CursesTerminal(environment: environment)
    } catch {
      return try PlainReading(format: format, fetcher: fetcher).run(files.isEmpty ? ArticleList.shippedPaths() : files)
    }
    let services = Services(
      shelf: LibraryShelf.make(), export: { bytes, path, mode in try ExportFile.write(bytes, to: path, mode: mode) == .wrote },
      environment: environment)
    let listing = ArticleList(loader: ArticleLoader(format: format, fetcher: fetcher), series: series)
    let state = State(
      size: terminal.size, lexicons: lexicons.lexicons,
      articles: files.count == 1 ? ArticleRows([]) : files.isEmpty ? ArticleRows(listing.shipped()) : listing.rows(files),
      note: files.isEmpty ? "Articles that come with digest. `digest FILE` reads yours." : nil, seed: UInt64.random(in: 0...UInt64.max))
    let loop = RunLoop(
      terminal: terminal, queue: queue, opener: opener, services: services, state: state, needsArticle: files.count == 1, update: update,
      view: view)
    let notice = terminal.showsUnicode ? nil : "ASCII only: set LANG to a locale with UTF-8"
    switch loop.run(first, notice: notice) {
    case .quit: break
    case .closed: throw CommandFailure(status: ExitStatus.error)
    case .failed(let error): throw error
    case .signal(let number):
      ChildGroups.endAll()
      terminal.die(of: number)
    }
  }
}

/// The language tables, read once, when first asked for.
final class LexiconShelf: Sendable {
  let lexicons: Lexicons = Lexicons(directory: ContentDirectory.locate().map { "\($0)/Languages" })
}

/// The digests of files as plain text, for a pipe, a dumb terminal and `--plain`.
struct PlainReading {
  let format: Format?
  let fetcher: Fetcher

  func run(_ files: [String]) throws {
    let loader = ArticleLoader(format: format, fetcher: fetcher)
    var output = TextOutput(alwaysSanitised: true)
    var batch = Batch()
    var isFirst = true
    let kept = CorrectionOptions.keptByDefault()
    try batch.run(files) { source in
      for item in try loader.corrected(of: source, kept) {
        let (article, digest) = loader.analyze(item)
        if !isFirst {
          try output.line()
          try output.line("---")
          try output.line()
        }
        isFirst = false
        try PlainOutput(article, digest).writeDigest { line, _ in try output.line(line) }
      }
    }
    try output.flush()
    try batch.finish()
  }
}
