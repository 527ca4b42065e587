/// `analyze`: the digest of each file as a line of JSON, on all cores, in the order given.

import ArgumentParser
import DigestCore
import Foundation

struct AnalyzeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze", abstract: "Print the digest of each file as a line of JSON.",
    discussion: """
      A file that cannot be read gives an error and no line; the others still print, and the status is 2. With --explain the \
      decisions are printed in the place of the digest: for each section why it begins, for each block its role with the signs \
      that spoke for and against it and their weights, for each quotation why it has its speaker.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var corrections: CorrectionOptions

  @Flag(help: "Print why: the signs of each decision and their weights, as text; with --json as lines of JSON.")
  var explain = false

  @Flag(help: "Lines of JSON, which is the form without --explain anyway.")
  var json = false

  mutating func run() async throws {
    let files = try input.required()
    let loader = input.loader
    let kept = corrections.kept()
    if explain { return try DecisionList(loader: loader, kept: kept, isJSON: json).run(files) }
    if files.count == 1 {
      var batch = Batch()
      var output = StandardOutput()
      try batch.run(files) { try Self.stream($0, loader, kept, to: &output) }
      try output.flush()
      try batch.finish()
    } else {
      try await runInParallel(files, loader, kept)
    }
  }

  /// One file, written while it is made.
  private static func stream(
    _ source: Source, _ loader: ArticleLoader, _ kept: KeptCorrections?, to output: inout StandardOutput
  ) throws {
    var json = JSONWriter()
    for item in try loader.corrected(of: source, kept) {
      let (article, digest) = loader.analyze(item)
      try AnalysisJSON.write(article, digest, to: &json) { try output.write($0) }
    }
  }

  /// The most bytes of sources that are worked on at once.
  private static let bytesAtOnce = 64 << 20
  /// A larger file is written while it is made, when its turn comes: its line never stands in memory whole.
  private static let largeFile = 16 << 20

  private func runInParallel(_ files: [String], _ loader: ArticleLoader, _ kept: KeptCorrections?) async throws {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    var batch = Batch()
    var output = StandardOutput()
    try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
      var done: [Int: Outcome] = [:]
      var sizes: [Int: Int] = [:]
      var next = 0
      for turn in files.indices {
        if next <= turn, Self.size(of: files[turn]) > Self.largeFile {
          next = turn + 1
          try batch.run([files[turn]]) { try Self.stream($0, loader, kept, to: &output) }
          continue
        }
        while done[turn] == nil {
          while next < files.count, sizes.count < 2 * cores {
            let size = Self.size(of: files[next])
            if size > Self.largeFile { break }
            if !sizes.isEmpty && sizes.values.reduce(size, +) > Self.bytesAtOnce { break }
            let (index, source) = (next, Source(files[next]))
            group.addTask { (index, Self.outcome(source, loader, kept)) }
            sizes[next] = size
            next += 1
          }
          if let (index, result) = try await group.next() { done[index] = result }
        }
        if let outcome = done.removeValue(forKey: turn) {
          outcome.warnings.forEach(Messages.say)
          switch outcome.lines {
          case .success(let lines): try output.write(lines)
          case .failure(let error): batch.fail(error)
          }
        }
        sizes[turn] = nil
      }
    }
    try output.flush()
    try batch.finish()
  }

  /// What comes of one file.
  private struct Outcome: Sendable {
    var lines: Result<[UInt8], DigestError>
    var warnings: [DigestError] = []
  }

  private static func outcome(_ source: Source, _ loader: ArticleLoader, _ kept: KeptCorrections?) -> Outcome {
    var warnings: [DigestError] = []
    do {
      var json = JSONWriter()
      for item in try loader.corrected(of: source, kept, warn: { warnings.append($0) }) {
        let (article, digest) = loader.analyze(item)
        AnalysisJSON.write(article, digest, to: &json)
      }
      return Outcome(lines: .success(json.bytes), warnings: warnings)
    } catch {
      return Outcome(lines: .failure(error as? DigestError ?? DigestError(source.name, "\(error)")), warnings: warnings)
    }
  }

  private static func size(of file: String) -> Int {
    var facts = stat()
    return PathBytes.withCString(file) { stat($0, &facts) } == 0 ? Int(facts.st_size) : 0
  }
}
