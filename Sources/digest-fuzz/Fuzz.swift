/// `make fuzz`: every parser and the whole analysis on inputs that are changed at random, until the time is up or something breaks.

import DigestCore
import DigestTestSupport
import Foundation

/// Each format in a process of its own, so that a crash ends that one alone and its input is kept.
@main
enum Fuzz {
  /// An input that takes longer is a finding.
  private static let patience: Double = 10
  /// So many inputs are kept to be changed further.
  private static let poolSize = 400

  static func main() throws {
    var words = Array(CommandLine.arguments.dropFirst())
    let isAlone = words.first == "--alone"
    if isAlone { words.removeFirst() }
    guard words.count >= 2, let seconds = Double(words[1]) else {
      print("usage: digest-fuzz FOLDER SECONDS [FORMAT]...   FOLDER holds seeds/FORMAT/ and gets findings/FORMAT/")
      exit(2)
    }
    let named = words.dropFirst(2).compactMap(Format.init(rawValue:))
    let formats = named.isEmpty ? Format.allCases : named
    if isAlone, let format = formats.first { return try fuzz(format, folder: words[0], seconds: seconds) }
    var findings = 0
    for format in formats where try !runAlone(format, folder: words[0], seconds: seconds) { findings += 1 }
    print(findings == 0 ? "no finding" : "\(findings) formats with findings: see \(words[0])/findings")
    exit(findings == 0 ? 0 : 1)
  }

  /// A process for one format; whether it ended well. What it worked on when it did not is kept.
  private static func runAlone(_ format: Format, folder: String, seconds: Double) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["--alone", folder, "\(seconds)", format.rawValue]
    try process.run()
    process.waitUntilExit()
    if process.terminationReason == .exit && process.terminationStatus == 0 { return true }
    let current = currentPath(format)
    if let bytes = FileManager.default.contents(atPath: current) {
      try keep(
        Array(bytes), format, folder, "ended by \(process.terminationReason == .exit ? "status" : "signal") \(process.terminationStatus)")
    }
    return false
  }

  private static func currentPath(_ format: Format) -> String { "\(NSTemporaryDirectory())/digest-fuzz-\(getuid())-\(format.rawValue)" }

  private static func keep(_ bytes: [UInt8], _ format: Format, _ folder: String, _ why: String) throws {
    let findings = "\(folder)/findings/\(format.rawValue)"
    try FileManager.default.createDirectory(atPath: findings, withIntermediateDirectories: true)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let path = "\(findings)/\(String(hash, radix: 16))"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    print("\(format.rawValue): \(why): \(path)")
  }

  // MARK: One format

  private static func fuzz(_ format: Format, folder: String, seconds: Double) throws {
    let lexicons = Lexicons(directory: ContentDirectory.locate().map { "\($0)/Languages" })
    var pool = seeds(format, folder)
    var mutator = Mutator(random: SeededRandom(UInt64(Date().timeIntervalSince1970)))
    let watch = Watch(patience: patience)
    let current = open(currentPath(format), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    let end = Date().addingTimeInterval(seconds)
    var runs = 0
    var findings = 0
    while Date() < end {
      let base = pool.randomElement(using: &mutator.random) ?? []
      let input = runs < pool.count ? pool[runs] : mutator.mutated(base, with: pool.randomElement(using: &mutator.random) ?? [])
      ftruncate(current, 0)
      pwrite(current, input, input.count, 0)
      watch.begin()
      if let problem = problem(with: input, format, lexicons) {
        findings += 1
        try keep(input, format, folder, problem)
      }
      watch.end()
      runs += 1
      guard Int.random(in: 0..<20, using: &mutator.random) == 0 else { continue }
      if pool.count < poolSize { pool.append(input) } else { pool[Int.random(in: 0..<pool.count, using: &mutator.random)] = input }
    }
    print("\(format.rawValue): \(runs) inputs, \(findings) findings")
    close(current)
    unlink(currentPath(format))
    if findings > 0 { exit(1) }
  }

  /// The kept inputs of a format; any other bytes where there are none.
  private static func seeds(_ format: Format, _ folder: String) -> [[UInt8]] {
    let kept = ["seeds", "findings"].flatMap { kind in
      let path = "\(folder)/\(kind)/\(format.rawValue)"
      return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted().compactMap {
        FileManager.default.contents(atPath: "\(path)/\($0)").map { Array($0) }
      }
    }
    // Those that the scorers read, where they are beside us: only to be changed, nothing of them is kept.
    let shared = SharedData.path.map { "\($0)/corpora/formats" } ?? ""
    let others = ((try? FileManager.default.contentsOfDirectory(atPath: shared)) ?? []).sorted().compactMap { name -> [UInt8]? in
      guard let bytes = FileManager.default.contents(atPath: "\(shared)/\(name)").map({ Array($0) }), bytes.count <= 4 * Mutator.longest,
        let document = try? DocumentMaker.document(bytes, source: name)
      else { return nil }
      return document.format == format ? bytes : nil
    }
    return !others.isEmpty ? kept + others : kept.isEmpty ? [Array("Night boats\n\nBoats sail again, “at last”, said Lind.\n".utf8)] : kept
  }

  /// What an input breaks, in words; nil where all holds. An error for the reader is no finding.
  private static func problem(with input: [UInt8], _ format: Format, _ lexicons: Lexicons) -> String? {
    guard let document = try? DocumentMaker.document(input, source: "fuzz", format: format),
      let articles = try? document.articles(lexicons)
    else { return nil }
    for article in articles {
      if let problem = Broken.blocks(article) { return problem }
      let digest = Analyzer(lexicons: lexicons).analyze(article)
      if let problem = Broken.digest(digest, of: article) { return problem }
      if format == .text, let problem = Broken.words(document, article) { return problem }
      var json = JSONWriter()
      AnalysisJSON.write(article, digest, to: &json)
      if String(validating: json.bytes, as: UTF8.self) == nil { return "the JSON is no valid UTF-8" }
    }
    return nil
  }
}

/// Ends the process where an input takes too long, so that it is kept as one that crashed.
private final class Watch: Sendable {
  private let patience: UInt32

  init(patience: Double) { self.patience = UInt32(patience) }

  func begin() { alarm(patience) }
  func end() { alarm(0) }
}
