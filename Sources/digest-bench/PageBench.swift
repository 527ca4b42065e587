/// Saved pages: digest beside what others take the article out of a page with.

import Foundation

/// Measures saved pages a second, and memory, beside trafilatura, readability-lxml, w3m and pandoc.
struct PageBench {
  /// A program that reads pages, and how it is called on all of them.
  private struct Reader {
    var name: String
    /// How many cores it may use.
    var cores: Int
    var command: ([String]) -> [String]
  }

  /// The whole checkout.
  let root: String
  let program: String
  let scratch: Scratch

  /// - Throws: `BenchError` where digest fails. A rival that is not installed, or fails, has a row that says so.
  func run(_ report: inout Report) throws {
    let pages = try self.pages()
    let bytes = try pages.map { try FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int ?? 0 }.reduce(0, +)
    report.line()
    report.line("\(pages.count) saved pages of \(bytes / max(1, pages.count) / 1000) KB, \(source): the article taken out")
    report.row("", ["seconds", "pages/s", "memory"])
    for reader in readers {
      let cores = (0..<reader.cores).map(String.init).joined(separator: ",")
      guard let outcome = try? digest_bench.run(["taskset", "-c", cores] + reader.command(pages), environment: scratch.environment) else {
        report.row(reader.name, ["not here", "", ""])
        continue
      }
      let speed = String(format: "%.1f", Double(pages.count) / outcome.seconds)
      report.row(reader.name, [String(format: "%.2f", outcome.seconds), speed, megabytes(outcome.memory)])
    }
  }

  /// Each on one core, and digest on two as well. w3m and pandoc take a page at a time: a process each.
  private var readers: [Reader] {
    let rivals = "\(root)/.build/rivals/bin/python3"
    let script = "\(root)/Benchmarks/rivals.py"
    func eachPage(_ command: String) -> ([String]) -> [String] {
      { ["sh", "-c", "for page; do \(command) \"$page\" || exit; done", "sh"] + $0 }
    }
    return [
      Reader(name: "digest analyze, two cores", cores: 2) { [program, "analyze"] + $0 },
      Reader(name: "digest analyze", cores: 1) { [program, "analyze"] + $0 },
      Reader(name: "digest extract", cores: 1) { [program, "extract"] + $0 },
      Reader(name: "trafilatura", cores: 1) { [rivals, script, "trafilatura"] + $0 },
      Reader(name: "readability-lxml", cores: 1) { [rivals, script, "readability"] + $0 },
      Reader(name: "w3m -dump", cores: 1, command: eachPage("w3m -dump -T text/html")),
      Reader(name: "pandoc", cores: 1, command: eachPage("pandoc --from html --to plain")),
    ]
  }

  private var corpus: String { "\(root)/../shared/corpora/extraction/html" }
  private var hasCorpus: Bool { FileManager.default.fileExists(atPath: corpus) }
  private var source: String { hasCorpus ? "of ../shared" : "made here" }

  /// The paths of the pages, unpacked in the scratch folder: those of ../shared where it is there, else pages made of the shipped articles.
  private func pages() throws -> [String] {
    let folder = "\(scratch.folder)/pages"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if hasCorpus {
      let copy = "for page in \(corpus)/*.gz; do name=${page##*/}; gzip -dc \"$page\" > \"\(folder)/${name%.gz}\"; done"
      _ = try digest_bench.run(["sh", "-c", copy], environment: scratch.environment)
    } else {
      try makePages(in: folder)
    }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { "\(folder)/\($0)" }
  }

  /// A hundred pages: an article each, between a menu and a column of teasers, as large as pages are.
  private func makePages(in folder: String) throws {
    let samples = try SampleText(articles: "\(root)/Content/Articles")
    let menu = (0..<400).map { "<li class=\"menu-item\"><a href=\"/section/\($0)\">Section \($0)</a></li>" }.joined(separator: "\n")
    let teasers = (0..<300).map { "<div class=\"teaser\"><a href=\"/story/\($0)\"><h3>Story number \($0)</h3></a></div>" }
      .joined(separator: "\n")
    for number in 0..<100 {
      let text = String(decoding: samples.text(bytes: 8000 + number * 100), as: UTF8.self)
      let paragraphs = text.components(separatedBy: "\n\n").map { "<p>\(escaped($0))</p>" }.joined(separator: "\n")
      let page = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Report \(number)</title></head><body>
        <nav><ul>\(menu)</ul></nav><article><h1>Report \(number)</h1>\(paragraphs)</article><aside>\(teasers)</aside></body></html>
        """
      try page.write(toFile: "\(folder)/\(number).html", atomically: false, encoding: .utf8)
    }
  }

  private func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
  }
}
