/// The options of every command that reads, and the way from a name to articles.

public import ArgumentParser
public import DigestCore

extension Format: ExpressibleByArgument {}

/// How what is named is read.
struct ReadingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read the input as FORMAT, whatever it looks like.", valueName: "format"))
  var inputFormat: Format?

  @Flag(help: "Let addresses lead to this machine and to private networks.")
  var allowLocal = false

  var loader: ArticleLoader { ArticleLoader(format: inputFormat, fetcher: Fetcher.make(allowsLocal: allowLocal)) }
}

/// What to read, and how.
struct InputOptions: ParsableArguments {
  @OptionGroup var reading: ReadingOptions

  @Argument(help: "Files and addresses (https://...) to read; - is standard input.", completion: .file())
  var files: [String] = []

  var loader: ArticleLoader { reading.loader }

  func validate() throws {
    if files.filter({ $0 == "-" }).count > 1 { throw ValidationError("Standard input (-) is named twice") }
  }

  /// The files, of which there must be one at least.
  func required() throws -> [String] {
    if files.isEmpty { throw DigestError(nil, "no file is named", remedy: "name a file, or - for standard input") }
    return files
  }
}

/// Reads, decodes and parts sources into articles.
struct ArticleLoader: Sendable {
  let lexicons: Lexicons
  let format: Format?
  let fetcher: Fetcher

  init(format: Format? = nil, fetcher: Fetcher = Fetcher.make()) {
    lexicons = Lexicons(directory: ContentDirectory.locate().map { "\($0)/Languages" })
    self.format = format
    self.fetcher = fetcher
  }

  /// The articles of a source, in its order; at least one. Of a feed the one that was named by FILE#entry-N, else all.
  ///
  /// - Parameter warn: gets what a limit cut and what could not be read.
  /// - Throws: `DigestError` where it cannot be read, or holds no article.
  func articles(of source: Source, warn: @escaping (DigestError) -> Void = Messages.say) throws -> LoadedArticles {
    try articles(of: SourceReader(source, fetcher: fetcher), warn: warn)
  }

  /// The same of an opened source.
  func articles(of reader: SourceReader, warn: @escaping (DigestError) -> Void = Messages.say) throws -> LoadedArticles {
    let document = try reader.document(format: format)
    let series = try document.series(lexicons)
    let entry = try reader.entry(in: document).map { try series.index(ofEntry: $0, in: document.source) }
    for warning in document.warnings + series.warnings { warn(DigestError(document.source, warning)) }
    return LoadedArticles(series: series, range: entry.map { $0..<$0 + 1 } ?? series.indices, warn: warn)
  }

  func digest(of article: Article) -> Digest {
    Analyzer(lexicons: lexicons).analyze(article)
  }
}

/// The articles of one source, each made when its turn comes.
struct LoadedArticles: Sequence {
  let series: ArticleSeries
  /// Those that were asked for.
  let range: Range<Int>
  let warn: (DigestError) -> Void

  func makeIterator() -> AnyIterator<Article> {
    var places = range.makeIterator()
    return AnyIterator {
      guard let place = places.next() else { return nil }
      let article = series[place]
      for warning in article.warnings { warn(DigestError(article.source, warning)) }
      return article
    }
  }
}

/// Goes over the inputs of a command: what is wrong with one is said at once and does not stop the others.
struct Batch {
  private(set) var failed = false

  /// - Throws: what ends the whole command: a closed or full output.
  mutating func run(_ files: [String], _ body: (Source) throws -> Void) throws {
    for file in files {
      do {
        try body(Source(file))
      } catch let error as DigestError where error.subject != "standard output" {
        fail(error)
      }
    }
  }

  mutating func fail(_ error: DigestError) {
    Messages.say(error)
    failed = true
  }

  /// - Throws: the status, where an input failed.
  func finish() throws {
    if failed { throw CommandFailure(status: ExitStatus.error) }
  }
}
