/// `quotes`: every quotation, one a line: speaker, words, where.

import ArgumentParser
import DigestCore
import DigestTUI

struct QuotesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quotes", abstract: "Print the quotations of each file, one a line: speaker, words, where.",
    discussion: "The place is FILE:SECTION.PARAGRAPH, both counted from 1. Where nothing is found, the status is 1.")

  @OptionGroup var input: InputOptions
  @OptionGroup var corrections: CorrectionOptions

  @Option(help: ArgumentHelp("Only those of a speaker whose name holds NAME.", valueName: "name"))
  var speaker: String?

  @Option(help: ArgumentHelp("Only those with all of WORDS in them, in any order; -WORD must not be there.", valueName: "words"))
  var about: String?

  @Flag(help: "One line of JSON a quotation.")
  var json = false

  func run() throws {
    let loader = input.loader
    let filter = QuotationFilter(speaker: speaker, about: about.map { Query($0) })
    var output = TextOutput()
    var batch = Batch()
    var found = false
    let corrections = self.corrections.kept()
    try batch.run(input.required()) { source in
      for item in try loader.corrected(of: source, corrections) {
        let (article, digest) = loader.analyze(item)
        let kept = digest.quotations.filter { filter.keeps($0, of: article) }
        found = found || !kept.isEmpty
        if json {
          var writer = JSONWriter()
          try QuotationJSON.write(kept, article, digest, to: &writer) { try output.raw($0) }
        } else {
          var places = PlaceCounter(article, digest)
          for quotation in kept {
            guard let first = quotation.parts.first else { continue }
            let place = places.place(of: first)
            var line = Array((quotation.shownSpeaker ?? "").utf8)[...].foldingBlanks()
            line.append(0x09)
            line += Array(article.text(quotation.parts).utf8)[...].foldingBlanks()
            line += Array("\t\(article.source):\(place.section + 1).\(place.paragraph + 1)".utf8)
            try output.tabbed(line)
          }
        }
      }
    }
    try output.flush()
    try batch.finish()
    if !found { throw CommandFailure(status: ExitStatus.nothingFound) }
  }
}

extension TextOutput {
  /// A line whose fields are parted by tabs, which stay tabs on a terminal too.
  mutating func tabbed(_ fields: [UInt8]) throws {
    guard StandardOutput.isTerminal else { return try line(fields[...]) }
    let cleaned = fields.split(separator: 0x09, omittingEmptySubsequences: false).map { field -> [UInt8] in
      var bytes: [UInt8] = []
      Sanitizer.append(field, to: &bytes)
      return bytes
    }
    try raw(Array(cleaned.joined(separator: [0x09])) + [0x0A])
  }
}
