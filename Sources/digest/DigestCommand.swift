/// The program's entry: parses arguments, wires core, library and screens.

import ArgumentParser
import DigestCore

@main
struct DigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest",
    abstract: "Read the news in the terminal: sections, summaries, and who said what.",
    version: "0.1.0",
    subcommands: [AnalyzeCommand.self, SentencesCommand.self])
}
