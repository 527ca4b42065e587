/// `completions`: what a shell needs to complete digest's commands and options.

import ArgumentParser

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completion script of a shell.",
    discussion: "For example: digest completions bash > ~/.local/share/bash-completion/completions/digest")

  /// The shells that swift-argument-parser writes scripts for.
  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    var output = StandardOutput()
    try output.write(Array(DigestCommand.completionScript(for: kind).utf8))
    try output.flush()
  }
}
