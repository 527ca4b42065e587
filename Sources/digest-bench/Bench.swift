/// `make bench`: digest beside less and w3m, in one run, on texts made here.

import Foundation

/// One of the programs that are compared.
struct Contestant {
  var name: String
  var command: [String]
  /// Typed once before keys are measured, so that the text itself is on the screen.
  var enter: String
  /// What scrolls by a line, by a page, and finds a word.
  var line: String
  var page: String
  var search: (String) -> [String]
  var quit: String
}

@main
enum Bench {
  static func main() throws {
    guard CommandLine.arguments.count > 1 else {
      throw BenchError("usage: digest-bench PROGRAM [quick]")
    }
    let program = URL(fileURLWithPath: CommandLine.arguments[1]).path
    let isQuick = CommandLine.arguments.contains("quick")
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    let scratch = try Scratch()
    defer { scratch.remove() }
    var report = Report()
    report.line("digest beside less and w3m, \(machine())")
    report.line("Times are medians of alternating runs in one pseudo-terminal; ratios are to less.")
    let rounds = isQuick ? 3 : 15
    let short = "\(root)/Content/Articles/night-ferries-return-to-lindholm.txt"
    let long = try longest(in: "\(root)/Content/Articles")
    for (name, path) in [("short article", existing(short) ?? long), ("long article", long)] {
      for (columns, rows) in [(80, 24), (200, 60)] {
        try firstPaint(name, path, columns, rows, program, scratch, rounds, &report)
      }
    }
    for (columns, rows) in [(80, 24), (200, 60)] { try keys(long, columns, rows, program, scratch, isQuick ? 10 : 60, &report) }
    try PageBench(root: root, program: program, scratch: scratch).run(&report)
    try analysis(program, SampleText(articles: "\(root)/Content/Articles"), scratch, isQuick ? [1, 10] : [1, 10, 100], &report)
    try WorstText.measure(program, scratch, &report)
    report.line()
    report.line("Kept as \(try report.keep(in: "\(root)/Benchmarks/runs"))")
  }

  private static func contestants(_ program: String, _ path: String) -> [Contestant] {
    [
      Contestant(
        name: "digest", command: [program, path], enter: "\r", line: "j", page: " ", search: { ["/" + $0] }, quit: "Q"),
      Contestant(
        name: "less", command: ["less", path], enter: "", line: "j", page: " ", search: { ["/" + $0 + "\r"] }, quit: "q"),
      Contestant(
        name: "w3m", command: ["w3m", path], enter: "", line: "J", page: " ", search: { ["/" + $0 + "\r"] }, quit: "Q"),
    ]
  }

  private static func firstPaint(
    _ name: String, _ path: String, _ columns: Int, _ rows: Int, _ program: String, _ scratch: Scratch, _ rounds: Int,
    _ report: inout Report
  ) throws {
    report.line()
    report.line("Start to first paint, \(name), \(columns)×\(rows)")
    let word = try firstWord(of: path)
    var times: [String: [Double]] = [:]
    var memory: [String: Int] = [:]
    for _ in 0..<rounds {
      for contestant in contestants(program, path) {
        let terminal = try PseudoTerminal(contestant.command, columns: columns, rows: rows, environment: scratch.environment)
        if let seconds = terminal.firstPaint(expecting: word).seconds { times[contestant.name, default: []].append(seconds) }
        memory[contestant.name] = max(memory[contestant.name] ?? 0, terminal.peakMemory())
        terminal.end(quit: contestant.quit)
      }
    }
    let less = (times["less"] ?? []).median
    report.row("", ["median", "to less", "memory"])
    for contestant in contestants(program, path) {
      let own = (times[contestant.name] ?? []).median
      report.row(contestant.name, [milliseconds(own), ratio(own, less), megabytes(memory[contestant.name] ?? 0)])
    }
  }

  private static func keys(
    _ path: String, _ columns: Int, _ rows: Int, _ program: String, _ scratch: Scratch, _ count: Int, _ report: inout Report
  ) throws {
    report.line()
    report.line("Key to last byte painted, long article, \(columns)×\(rows)")
    report.row("", ["line", "99th", "page", "99th", "search", "bytes a line"])
    let word = try firstWord(of: path)
    var lessLine = 0.0
    var results: [(String, [String])] = []
    for contestant in contestants(program, path) {
      let terminal = try PseudoTerminal(contestant.command, columns: columns, rows: rows, environment: scratch.environment)
      _ = terminal.firstPaint(expecting: word)
      if !contestant.enter.isEmpty { _ = terminal.type(contestant.enter) }
      let lines = (0..<count).map { _ in terminal.type(contestant.line) }
      let pages = (0..<max(4, count / 8)).map { _ in terminal.type(contestant.page) }
      let search = contestant.search("the").map { terminal.type($0) }
      // Out of a prompt; Esc and Q at once would be one key.
      if contestant.name == "digest" { _ = terminal.type("\u{1B}") }
      terminal.end(quit: contestant.quit)
      let lineTimes = lines.compactMap(\.seconds)
      if contestant.name == "less" { lessLine = lineTimes.median }
      results.append(
        (
          contestant.name,
          [
            milliseconds(lineTimes.median), milliseconds(lineTimes.percentile(99)),
            milliseconds(pages.compactMap(\.seconds).median), milliseconds(pages.compactMap(\.seconds).percentile(99)),
            milliseconds(search.compactMap(\.seconds).median), String(lines.map(\.bytes).reduce(0, +) / max(1, lines.count)),
          ]
        ))
    }
    for (name, cells) in results { report.row(name, cells) }
    report.line("less answers a line in \(milliseconds(lessLine))")
  }

  private static func analysis(
    _ program: String, _ samples: SampleText, _ scratch: Scratch, _ sizes: [Int], _ report: inout Report
  ) throws {
    report.line()
    report.line("Analysis of plain text on one core (digest analyze)")
    report.row("", ["seconds", "MB/s", "memory", "× the text"])
    for size in sizes {
      let path = "\(scratch.folder)/long-\(size).txt"
      let bytes = try samples.write(bytes: size * 1_000_000, to: path)
      let runs = try (0..<(size > 10 ? 1 : 3)).map { _ in
        try run(["taskset", "-c", "0", program, "analyze", path], environment: scratch.environment)
      }
      let seconds = runs.map(\.seconds).median
      let memory = runs.map(\.memory).max() ?? 0
      report.row(
        "\(size) MB",
        [
          String(format: "%.2f", seconds), String(format: "%.1f", Double(bytes) / 1e6 / seconds), megabytes(memory),
          String(format: "%.2f", Double(memory) / Double(bytes)),
        ])
      try FileManager.default.removeItem(atPath: path)
    }
  }

  private static func existing(_ path: String) -> String? { FileManager.default.fileExists(atPath: path) ? path : nil }

  private static func longest(in folder: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".txt") }.sorted()
    let sized = try names.map { ($0, try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8).utf8.count) }
    guard let name = sized.max(by: { $0.1 < $1.1 })?.0 else { throw BenchError("\(folder): holds no article") }
    return "\(folder)/\(name)"
  }

  /// A word of the title: it is on the first screen of every program.
  private static func firstWord(of path: String) throws -> String {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.prefix { $0 != "\n" }.split(separator: " ").first { $0.utf8.count > 4 }.map(String.init) ?? "the"
  }

  private static func machine() -> String {
    let cpu = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n")
      .first { $0.hasPrefix("model name") }?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    return "\(cpu ?? "an unknown processor"), \(ProcessInfo.processInfo.activeProcessorCount) cores"
  }
}
