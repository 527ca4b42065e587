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

struct SentencesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "sentences", abstract: "Print the sentences of each file, one a line.")

  @Argument(help: "Files to read; - is standard input.") var files: [String] = []

  func run() throws {
    let lexicons = Lexicons(directory: ContentDirectory.locate().map { "\($0)/Languages" })
    for file in files {
      let document = try TextDecoder.decode(Source(file).read(), source: file)
      for article in try PlainTextParser(lexicons: lexicons).parse(document) {
        let segmenter = Segmenter(lexicon: lexicons.lexicon(for: article.metadata.language))
        var output: [UInt8] = []
        for (index, block) in article.blocks.enumerated() {
          if index > 0 { output.append(0x0A) }
          for sentence in segmenter.sentences(in: article.utf8[block.bytes]) {
            output += article.utf8[sentence].split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }).joined(separator: CollectionOfOne(0x20))
            output.append(0x0A)
          }
        }
        FileHandle.standardOutput.write(Data(output))
      }
    }
  }
}
