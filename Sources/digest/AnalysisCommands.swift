/// `analyze`, `sentences`, `extract`, `quotes`: what programs read.

import ArgumentParser
import DigestCore
import Foundation

struct AnalyzeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "analyze", abstract: "Print the digest of each file as a line of JSON.")

  @Argument(help: "Files to read; - is standard input.") var files: [String] = []

  func run() throws {
    let lexicons = Lexicons(directory: ContentDirectory.locate().map { "\($0)/Languages" })
    var json = JSONWriter()
    for file in files {
      let document = try TextDecoder.decode(Source(file).read(), source: file)
      for article in try PlainTextParser(lexicons: lexicons).parse(document) {
        AnalysisJSON.write(article, Analyzer(lexicons: lexicons).analyze(article), to: &json)
      }
      FileHandle.standardOutput.write(Data(json.bytes))
      json.clear()
    }
  }
}
