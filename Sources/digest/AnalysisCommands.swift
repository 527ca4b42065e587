/// `sentences` and `extract`: an article's text for programs.

import ArgumentParser
import DigestCore
import DigestTUI

struct SentencesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sentences", abstract: "Print the sentences of each file, one a line, an empty line between blocks.")

  @OptionGroup var input: InputOptions

  func run() throws {
    let loader = input.loader
    var output = TextOutput()
    var batch = Batch()
    var isFirst = true
    try batch.run(input.required()) { source in
      for article in try loader.articles(of: source) {
        let segmenter = Segmenter(lexicon: loader.lexicons.lexicon(for: article.metadata.language))
        for block in article.blocks {
          if !isFirst { try output.line() }
          isFirst = false
          for sentence in segmenter.sentences(in: article.utf8[block.bytes]) {
            try output.line(article.utf8[sentence].foldingBlanks()[...])
          }
        }
      }
    }
    try output.flush()
    try batch.finish()
  }
}

struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract", abstract: "Print the article's text alone, without advertisements, captions and credits.")

  @OptionGroup var input: InputOptions
  @OptionGroup var corrections: CorrectionOptions

  @Flag(help: "One line of JSON an article: source, title, and the text without title and standfirst.")
  var json = false

  func run() throws {
    let loader = input.loader
    var output = TextOutput()
    var batch = Batch()
    var writer = JSONWriter()
    var isFirst = true
    let kept = corrections.kept()
    try batch.run(input.required()) { source in
      for item in try loader.corrected(of: source, kept) {
        let article = item.article.corrected(by: item.corrections)
        if json {
          ExtractJSON.write(article, to: &writer)
          try output.raw(writer.bytes)
          writer.clear()
        } else {
          for block in article.blocks where block.role.isText || block.role.isHeading {
            if !isFirst { try output.line() }
            isFirst = false
            try output.line(article.utf8[block.bytes])
          }
        }
      }
    }
    try output.flush()
    try batch.finish()
  }
}

/// Text on standard output: as it is for programs, made harmless where a terminal shows it.
struct TextOutput {
  private var output = StandardOutput()
  private var bytes: [UInt8] = []
  private let isSanitised: Bool

  /// - Parameter alwaysSanitised: for what people read, which may pass a pipe on its way to a terminal.
  init(alwaysSanitised: Bool = false) {
    isSanitised = alwaysSanitised || StandardOutput.isTerminal
  }

  /// A line of valid UTF-8.
  mutating func line(_ utf8: ArraySlice<UInt8> = []) throws {
    if isSanitised { Sanitizer.append(utf8, to: &bytes) } else { bytes += utf8 }
    bytes.append(0x0A)
    if bytes.count >= 1 << 16 { try flushBytes() }
  }

  mutating func line(_ text: String) throws { try line(Array(text.utf8)[...]) }

  /// Bytes that hold no control character: JSON.
  mutating func raw(_ more: [UInt8]) throws {
    try flushBytes()
    try output.write(more)
  }

  mutating func flush() throws {
    try flushBytes()
    try output.flush()
  }

  private mutating func flushBytes() throws {
    try output.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
