/// `signs`: prints what the headline weights are fitted from. Not shown in the help.

import ArgumentParser
import DigestCore
import Foundation

struct SignsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signs", abstract: "Print the headline signs that hold for each short block, tab separated.", shouldDisplay: false)

  @Argument(help: "Files to read.") var files: [String] = []

  func run() throws {
    let loader = ArticleLoader()
    for file in files {
      let document = try SourceReader(Source(file)).document()
      for row in PlainTextParser(lexicons: loader.lexicons).headlineSigns(document) {
        print(file, row.text, row.signs.joined(separator: "\t"), separator: "\t")
      }
    }
  }
}
