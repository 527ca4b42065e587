/// `correct`: says against the analysis what a block is or who speaks, as the layer Why does on the screens.

import ArgumentParser
import DigestCore
import DigestLibrary
import Foundation

/// The roles that can be given on the command line.
enum CorrectRole: String, CaseIterable, ExpressibleByArgument {
  case headline, body, promo

  var role: Role { Role(rawValue: rawValue) ?? .body }
}

struct CorrectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct", abstract: "Correct what a paragraph is or who speaks; without a place list an article's corrections.",
    discussion: """
      Sections, paragraphs and quotations count from 1, as on the screens and in digest quotes, with the corrections made so far. A \
      correction is kept in the library beside the bookmarks, holds in every later analysis (headlineOrigin, roleOrigin or \
      speakerOrigin is then reader; --no-corrections leaves it out), and is on the disk when its identifier is printed. The list has \
      identifier, what was corrected, and the first words, parted by tabs.
      """)

  @OptionGroup var reading: ReadingOptions

  @Argument(help: "The article, a file or an address; - is standard input.", completion: .file()) var file: String

  @Option(help: ArgumentHelp("Paragraph P of section S.", valueName: "s.p"))
  var paragraph: String?

  @Option(help: ArgumentHelp("The headline of section N.", valueName: "n"))
  var section: Int?

  @Option(help: ArgumentHelp("Quotation N.", valueName: "n"))
  var quotation: Int?

  @Option(name: .customLong("as"), help: ArgumentHelp("What the paragraph or the headline is: headline, body or promo.", valueName: "role"))
  var role: CorrectRole?

  @Option(parsing: .unconditional, help: ArgumentHelp("Who speaks; an empty name for nobody known.", valueName: "name"))
  var speaker: String?

  @Flag(help: "Take back the correction of that place.")
  var undo = false

  func validate() throws {
    let places = [paragraph != nil, section != nil, quotation != nil].count { $0 }
    let changes = [role != nil, speaker != nil, undo].count { $0 }
    if places > 1 { throw ValidationError("Give one of --paragraph, --section and --quotation") }
    if places == 0, changes > 0 { throw ValidationError("Give a place: --paragraph, --section or --quotation") }
    if places == 1, changes != 1 { throw ValidationError("Give one of --as, --speaker and --undo") }
    if quotation != nil, role != nil { throw ValidationError("A quotation is corrected with --speaker") }
    if quotation == nil, speaker != nil { throw ValidationError("Only a quotation has a --speaker") }
  }

  func run() throws {
    let loader = reading.loader
    let desk = try CorrectionDesk(KeptArticle(Source(file), loader), loader)
    if let quotation {
      try desk.correct(quotation: quotation, speaker: undo ? nil : speaker)
    } else if let section {
      try desk.correct(block: desk.headline(ofSection: section), role: undo ? nil : role?.role)
    } else if let paragraph {
      try desk.correct(block: desk.block(ofParagraph: paragraph), role: undo ? nil : role?.role)
    } else {
      try desk.list()
    }
  }
}

/// An article with its corrections, on the way to another one.
private struct CorrectionDesk {
  private let kept: KeptArticle
  private let library = Library()
  private let corrections: [Correction]
  private let held: Corrections
  private let article: Article
  private let digest: Digest

  init(_ kept: KeptArticle, _ loader: ArticleLoader) throws {
    self.kept = kept
    corrections = try library.corrections(of: kept.identity)
    held = Corrections(corrections, in: kept.article)
    (article, digest) = Analyzer(lexicons: loader.lexicons).analyze(kept.article, corrections: held)
  }

  // MARK: Places

  func headline(ofSection number: Int) throws -> Int {
    guard digest.sections.indices.contains(number - 1) else { throw missing("section \(number)", "it has \(digest.sections.count)") }
    let section = digest.sections[number - 1]
    guard let first = section.blocks.first(where: { article.blocks[$0].role == .headline }), section.headline.origin != .generated else {
      throw missing("headline of its own in section \(number)", "give a --paragraph")
    }
    return first
  }

  /// The block of the paragraph that `S.P` names.
  func block(ofParagraph place: String) throws -> Int {
    let numbers = place.split(separator: ".").compactMap { Int($0) }
    guard numbers.count == 2 else { throw DigestError("--paragraph \(place)", "is no place", remedy: "give section.paragraph, as 2.3") }
    guard digest.sections.indices.contains(numbers[0] - 1) else {
      throw missing("section \(numbers[0])", "it has \(digest.sections.count)")
    }
    let paragraphs = digest.paragraphs(ofSection: numbers[0] - 1, in: article)
    guard paragraphs.indices.contains(numbers[1] - 1) else {
      throw missing("paragraph \(place)", "section \(numbers[0]) has \(paragraphs.count)")
    }
    return paragraphs[numbers[1] - 1]
  }

  private func missing(_ what: String, _ remedy: String) -> DigestError {
    DigestError(article.source, "has no \(what)", remedy: remedy)
  }

  // MARK: Corrections

  /// - Parameter role: nil takes the block's correction back.
  func correct(block: Int, role: Role?) throws {
    let known = held.source(ofBlock: block)
    guard let role else { return try takeBack(known) }
    if article.blocks[block].role == role {
      throw DigestError(article.source, "has it as \(role.rawValue) already", remedy: "digest analyze --explain shows the roles")
    }
    if let known, kept.article.blocks[block].role == role { return try takeBack(known) }
    try save(.make(id: known ?? Self.newID(), role: role, ofBlock: block, in: kept.article, time: Self.now))
  }

  /// - Parameter speaker: nil takes the quotation's correction back.
  func correct(quotation number: Int, speaker: String?) throws {
    guard digest.quotations.indices.contains(number - 1) else { throw missing("quotation \(number)", "it has \(digest.quotations.count)") }
    let quotation = digest.quotations[number - 1]
    let known = held.source(of: quotation)
    guard let speaker else { return try takeBack(known) }
    let name = speaker.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    try save(.make(id: known ?? Self.newID(), speaker: name, of: quotation, in: kept.article, time: Self.now))
  }

  private func save(_ correction: Correction) throws {
    try library.save(correction, of: kept.identity)
    try BookmarkIdentifier.print([correction.id])
  }

  private func takeBack(_ id: Correction.ID?) throws {
    guard let id else { throw DigestError(article.source, "has no correction there", remedy: "digest correct FILE lists them") }
    try library.remove(correction: id)
    try BookmarkIdentifier.print([id])
  }

  func list() throws {
    var output = TextOutput()
    for correction in corrections {
      let what =
        switch correction.change {
        case .role(let role): "as \(role.rawValue)"
        case .speaker(let name): name.isEmpty ? "speaker unknown" : "speaker \(name)"
        }
      let fields = [correction.id, what, String(correction.exact.prefix(60))]
      try output.tabbed(Array(fields.map { Array($0.utf8)[...].foldingBlanks() }.joined(separator: [0x09])))
    }
    try output.flush()
  }

  private static func newID() -> String {
    var random = SystemRandomNumberGenerator()
    return Bookmark.newID(using: &random)
  }

  private static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}
