/// `read`, which is what `digest FILE` does: opens articles.

import ArgumentParser
import DigestCore
import DigestTUI

struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Read articles; the default command: digest FILE.")

  @OptionGroup var input: InputOptions

  @Flag(help: "Print the digest as plain text, without escapes.")
  var plain = false

  func run() throws {
    try PlainReading(format: input.inputFormat).run(input.required())
  }
}

/// The digests of files as plain text, for a pipe, a dumb terminal and `--plain`.
struct PlainReading {
  let format: Format?

  func run(_ files: [String]) throws {
    let loader = ArticleLoader(format: format)
    var output = TextOutput(alwaysSanitised: true)
    var batch = Batch()
    var isFirst = true
    try batch.run(files) { source in
      for article in try loader.articles(of: source) {
        if !isFirst {
          try output.line()
          try output.line("---")
          try output.line()
        }
        isFirst = false
        try PlainOutput(article, loader.digest(of: article)).writeDigest { line, _ in try output.line(line) }
      }
    }
    try output.flush()
    try batch.finish()
  }
}
