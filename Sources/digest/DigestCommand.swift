/// The program's entry: parses arguments, runs a command, turns what goes wrong into one line and a status.

import ArgumentParser
import DigestCore
import DigestTUI
import Foundation

struct DigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "Read the news in the terminal: sections, summaries, and who said what.",
    discussion: """
      A first word that is a command's name is a command (a file of that name opens as ./NAME); anything else is read. \
      Where standard output is no terminal, the digest is printed as plain text.
      """,
    version: "0.1.0",
    subcommands: [
      ReadCommand.self,
      AnalyzeCommand.self, SentencesCommand.self, ExtractCommand.self, QuotesCommand.self,
      ShowCommand.self, BookmarksCommand.self, CorrectCommand.self,
      CompletionsCommand.self, SignsCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: ReadCommand.self)
}

/// How the program ends, decided once.
enum ExitStatus {
  static let done: Int32 = 0
  /// `quotes` found nothing.
  static let nothingFound: Int32 = 1
  static let error: Int32 = 2
  /// After Ctrl-C on the command line.
  static let interrupted: Int32 = 130
  /// Standard output was closed by whoever read it, as a shell reports the signal.
  static let brokenPipe: Int32 = 141
}

/// On the main thread, which the screens stay on: its heap and its stack are the large ones.
@main
@MainActor
enum Program {
  static func main() async {
    setSignals()
    let arguments = CommandLine.unsafeArgv
    let words = (1..<max(1, Int(CommandLine.argc))).compactMap { arguments[$0].map { PathBytes.string($0) } }
    let status = await run(words)
    ChildGroups.endAll()
    exit(status)
  }

  /// A closed pipe ends the program quietly; Ctrl-C ends it with the status that shells give; none leaves a program of ours running.
  /// The screens set their own.
  private nonisolated static func setSignals() {
    signal(SIGPIPE, SIG_DFL)
    signal(SIGINT) { _ in
      ChildGroups.endAll()
      _exit(ExitStatus.interrupted)
    }
    for number in [SIGTERM, SIGHUP] {
      let before = signal(number) { number in
        ChildGroups.endAll()
        signal(number, SIG_DFL)
        raise(number)
      }
      // As nohup has it.
      if isIgnored(before) { signal(number, SIG_IGN) }
    }
  }

  private nonisolated static func isIgnored(_ handler: (@convention(c) (Int32) -> Void)?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Runs the command that the words name; the program's exit status.
  private static func run(_ words: [String]) async -> Int32 {
    do {
      // Names of files alone, which is nearly every start: what the parser would find takes it a tenth of the time to the first paint.
      if namesFiles(words) {
        try ReadCommand.read(words)
        return ExitStatus.done
      }
      var command = try DigestCommand.parseAsRoot(words)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return ExitStatus.done
    } catch {
      return report(error)
    }
  }

  private static func namesFiles(_ words: [String]) -> Bool {
    guard let first = words.first, words.filter({ $0 == "-" }).count < 2 else { return false }
    if first == "help" || DigestCommand.configuration.subcommands.contains(where: { $0.configuration.commandName == first }) {
      return false
    }
    return words.allSatisfy { $0 == "-" || !$0.hasPrefix("-") }
  }

  /// Says what went wrong, in one line on standard error; help and version, which come as errors too, go to standard output.
  private static func report(_ error: any Error) -> Int32 {
    if let failure = error as? CommandFailure { return failure.status }
    if let error = error as? DigestError {
      Messages.say(error)
      return ExitStatus.error
    }
    if DigestCommand.exitCode(for: error) == .success {
      var output = StandardOutput()
      try? output.write(Array((DigestCommand.fullMessage(for: error) + "\n").utf8))
      try? output.flush()
      return ExitStatus.done
    }
    let message = DigestCommand.message(for: error)
    Messages.say(DigestError(nil, message.prefix(1).lowercased() + message.dropFirst(), remedy: "digest --help shows the usage"))
    return ExitStatus.error
  }
}

/// A command's end that was already explained.
struct CommandFailure: Error {
  let status: Int32
}

/// Messages for people, on standard error.
enum Messages {
  /// `digest: NAME: what is wrong; what to do`, made harmless, on one line.
  static func say(_ error: DigestError) {
    FileHandle.standardError.write(Data("digest: \(Sanitizer.clean(error.description))\n".utf8))
  }

  /// Says any error; one that is not ours in the system's words.
  static func say(_ error: any Error, about name: String) {
    say(error as? DigestError ?? DigestError(name, "\(error)"))
  }
}
