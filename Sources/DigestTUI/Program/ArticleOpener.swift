/// Opens articles: the first screen at once, the rest of a long text behind.

public import DigestCore
import Foundation
import Synchronization

/// Reads, decodes, parses and analyses an article in growing parts.
///
/// The first part of a file is made at once, on the caller's thread, in about the time of a blink: a short text whole but for its
/// digest, of a longer one so many blocks as fill the first screens. Then a thread of low priority makes longer parts, each some times as
/// long as the one before, until the whole. Each part is a prefix of the next (see `Parser`): what is on the screen stays.
public final class ArticleOpener: Sendable {
  /// Texts up to so many bytes are shown whole at once, and analysed before the first key is read.
  static let wholeAtOnce = 48 << 10
  /// How much of a longer text is.
  static let firstPart = 24 << 10
  /// How many times longer a part is than the one before.
  static let growth = 4
  /// So many blocks at the end of a part are left out: what follows may still change their roles.
  static let unsettledBlocks = 12

  let lexicons: @Sendable () -> Lexicons
  let format: Format?
  let fetcher: Fetcher?
  private let queue: EventQueue
  let series: OpenSeries
  /// The number of the latest opening: an earlier one gives up.
  private let current = Atomic<Int>(0)

  /// - Parameters:
  ///   - lexicons: called from any thread, perhaps several times.
  ///   - format: the format that the reader named.
  ///   - fetcher: fetches addresses; without one they are refused.
  ///   - queue: where parts after the first go.
  ///   - series: the documents with several articles that were read.
  public init(
    lexicons: @escaping @Sendable () -> Lexicons, format: Format?, fetcher: Fetcher? = nil, queue: EventQueue,
    series: OpenSeries = OpenSeries()
  ) {
    self.lexicons = lexicons
    self.format = format
    self.fetcher = fetcher
    self.queue = queue
    self.series = series
  }

  /// What opening gives at once.
  public struct Opening {
    /// The first part, or why it can't be opened; nil where even that has to be waited for (a pipe).
    public var event: Event?
    /// What is to be done right after the event was painted, before any key is read: gives the next event.
    var completion: (() -> Event)?
  }

  /// Opens an article.
  ///
  /// - Parameter path: as given on the command line; `-` is standard input.
  public func open(_ path: String) -> Opening {
    let number = current.add(1, ordering: .relaxed).newValue
    if let (item, index) = series.find(path) { return open(item, index, number) }
    let source = Source(path)
    if case .address(let address) = source, fetcher?.keeps(EntryName.parts(of: address)?.file ?? address) == false {
      start { self.post(self.open(source, path, number)) }
      return Opening(event: .notice("Fetching \(address)"))
    }
    return open(source, path, number)
  }

  private func open(_ source: Source, _ path: String, _ number: Int) -> Opening {
    do {
      let reader = try SourceReader(source, fetcher: fetcher)
      let work = Work(path: path, source: source, size: reader.status?.size, reader: reader, number: number)
      guard reader.isStream else { return first(of: work) }
      start { self.post(self.first(of: work)) }
      return Opening()
    } catch {
      return Opening(event: current.load(ordering: .relaxed) == number ? .failed(Self.failure(error, path)) : nil)
    }
  }

  /// Posts what an opening on another thread gave.
  private func post(_ opening: Opening) {
    if let event = opening.completion?() ?? opening.event { queue.post(event) }
  }

  /// What one opening carries from thread to thread.
  private struct Work: Sendable {
    let path: String
    let source: Source
    /// The article's number, from 1, where the document holds several.
    var entry: Int?
    var size: Int64?
    /// Nil where all was read before.
    let reader: SourceReader?
    let number: Int

    var name: String { source.name }

    /// The absolute path of a file.
    var absolutePath: String? {
      guard case .file(let path) = source else { return nil }
      return PathBytes.absolute(path)
    }
  }

  /// The first part; starts the thread that makes the others.
  private func first(of work: Work) -> Opening {
    guard isCurrent(work), let reader = work.reader else { return Opening() }
    do {
      let (document, isWhole) = try reader.firstDocument(format: format)
      let lexicons = self.lexicons()
      if isWhole, reader.entry(in: document) == nil, let beginning = try document.beginning(lexicons) {
        return first(beginning, of: document, work, lexicons)
      }
      let articles = try document.series(lexicons)
      if let entry = reader.entry(in: document) {
        _ = try articles.index(ofEntry: entry, in: document.source)
        series.keep(articles, of: document, path: EntryName.parts(of: work.path)?.file ?? work.path, size: work.size)
        return series.find(work.path).map { open($0.item, $0.index, work.number) } ?? Opening()
      }
      if document.format.row.holdsSeveral, articles.count > 1 {
        let rows = series.keep(articles, of: document, path: work.path, size: work.size)
        return Opening(event: .listed(rows, note: OpenSeries.note(of: articles), warnings: document.warnings + articles.warnings))
      }
      return first(articles[0], document, isWhole: isWhole, lexicons, work)
    } catch {
      return Opening(event: .failed(Self.failure(error, work.path)))
    }
  }

  /// Opens one of a document's articles.
  private func open(_ item: OpenSeries.Item, _ index: Int, _ number: Int) -> Opening {
    let work = Work(
      path: item.path, source: Source(item.path), entry: index + 1, size: item.size, reader: nil, number: number)
    return first(item.series[index], item.document, isWhole: true, lexicons(), work)
  }

  /// The first part of an article; starts the thread that makes the others.
  private func first(_ article: Article, _ document: Document, isWhole: Bool, _ lexicons: Lexicons, _ work: Work) -> Opening {
    if isWhole, article.utf8.count <= Self.wholeAtOnce {
      let early = opened(article, document, work, digest: Digest(sections: []), progress: 0)
      return Opening(event: .opened(early)) { .opened(self.opened(article, document, work, lexicons, progress: 1)) }
    }
    let part = isWhole ? article : Self.settled(article)
    start { self.rest(of: work, head: part, document: document, isWhole: isWhole, lexicons) }
    let start = Self.prefix(of: part, bytes: Self.firstPart)
    let total = isWhole ? Double(article.utf8.count) : Double(work.size ?? Int64(Source.headLimit) * 2)
    let progress = min(0.99, Double(start.utf8.count) / max(total, 1))
    return Opening(event: .opened(opened(start, document, work, lexicons, progress: progress)))
  }

  /// The first part of what is there whole but takes long to read; starts the thread that reads it.
  private func first(_ beginning: Article, of document: Document, _ work: Work, _ lexicons: Lexicons) -> Opening {
    start {
      do {
        let article = try self.parse(document, lexicons)
        self.queue.post(.opened(self.opened(article, document, work, lexicons, progress: 1)), unless: { !self.isCurrent(work) })
      } catch {
        if self.isCurrent(work) { self.queue.post(.failed(Self.failure(error, work.path))) }
      }
    }
    let part = Self.prefix(of: beginning, bytes: Self.firstPart)
    let progress = min(0.99, Double(part.utf8.count) / Double(max(document.bytes.count * 3, 1)))
    return Opening(event: .opened(opened(part, document, work, lexicons, progress: progress)))
  }

  /// All parts after the first.
  private func rest(of work: Work, head: Article, document: Document, isWhole: Bool, _ lexicons: Lexicons) {
    do {
      guard !isWhole, let reader = work.reader else {
        queue.post(.opened(opened(head, document, work, lexicons, progress: 1)), unless: { !self.isCurrent(work) })
        return
      }
      let bytes = try reader.whole()
      var length = bytes.count
      var lengths: [Int] = []
      while length > Source.headLimit {
        lengths.append(length)
        length /= Self.growth
      }
      let share = Double(Source.headLimit) / Double(bytes.count)
      queue.post(.opened(opened(head, document, work, lexicons, progress: share)), unless: { !self.isCurrent(work) })
      for length in lengths.dropFirst().reversed() {
        guard isCurrent(work) else { return }
        let part = try self.document(Array(bytes[..<length]), work, isWhole: false)
        let article = Self.settled(try parse(part, lexicons))
        let progress = Double(length) / Double(bytes.count)
        queue.post(.opened(opened(article, part, work, lexicons, progress: progress)), unless: { !self.isCurrent(work) })
      }
      guard isCurrent(work) else { return }
      try finish(bytes, work, lexicons)
    } catch {
      if isCurrent(work) { queue.post(.failed(Self.failure(error, work.path))) }
    }
  }

  /// The whole text; its bytes are given away, for they may be many.
  private func finish(_ bytes: consuming [UInt8], _ work: Work, _ lexicons: Lexicons) throws {
    var document = try self.document(bytes, work, isWhole: true)
    let article = try parse(document, lexicons)
    document.bytes = []
    queue.post(.opened(opened(article, document, work, lexicons, progress: 1)), unless: { !self.isCurrent(work) })
  }

  private func document(_ bytes: consuming [UInt8], _ work: Work, isWhole: Bool) throws -> Document {
    try DocumentMaker.document(bytes, source: work.name, isWhole: isWhole, format: format, transport: work.reader?.transport)
  }

  private func parse(_ document: Document, _ lexicons: Lexicons) throws -> Article {
    try document.series(lexicons)[0]
  }

  private func opened(_ article: Article, _ document: Document, _ work: Work, _ lexicons: Lexicons, progress: Double) -> OpenedArticle {
    opened(article, document, work, digest: Analyzer(lexicons: lexicons).analyze(article), progress: progress)
  }

  private func opened(_ article: Article, _ document: Document, _ work: Work, digest: Digest, progress: Double) -> OpenedArticle {
    let isWhole = progress >= 1
    let identity = ArticleIdentity(
      contentHash: isWhole ? ContentHash.hash(of: article) : nil, address: article.metadata.url, path: work.absolutePath, entry: work.entry,
      size: work.reader?.status?.size, changed: work.reader?.status?.changed)
    let facts = DocumentFacts(
      format: document.format, encoding: document.encoding, encodingOrigin: document.encodingOrigin, replacements: document.replacements,
      warnings: document.warnings, bytes: Int(work.size ?? Int64(article.utf8.count)))
    return OpenedArticle(article: article, digest: digest, identity: identity, document: facts, progress: progress)
  }

  private func isCurrent(_ work: Work) -> Bool { current.load(ordering: .relaxed) == work.number }

  /// A thread that waits for the keys' one: on a machine with few cores it gets what the run loop leaves.
  private func start(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread {
      setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)  // on Linux, of this thread alone
      body()
    }
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// An article without the blocks at its end that what follows may change: its last, which is cut, and some before it, but
  /// where the blocks are few and huge most of them stay.
  private static func settled(_ article: Article) -> Article {
    let count = article.blocks.count
    return prefix(of: article, blocks: max(1, count - min(unsettledBlocks, max(1, count / 4))))
  }

  /// The start of an article: whole blocks of about so many bytes.
  private static func prefix(of article: Article, bytes: Int) -> Article {
    var low = 0
    var high = article.blocks.count
    while low < high {
      let middle = (low + high) / 2
      if article.blocks[middle].bytes.upperBound <= bytes { low = middle + 1 } else { high = middle }
    }
    return prefix(of: article, blocks: max(1, low))
  }

  private static func prefix(of article: Article, blocks count: Int) -> Article {
    guard count < article.blocks.count else { return article }
    let blocks = Array(article.blocks.prefix(count))
    let utf8 = Array(article.utf8.prefix(blocks.last?.bytes.upperBound ?? 0))
    return Article(
      source: article.source, utf8: utf8, blocks: blocks, metadata: article.metadata, markup: article.markup, warnings: article.warnings,
      printedPages: article.printedPages)
  }

  private static func failure(_ error: any Error, _ path: String) -> DigestError {
    error as? DigestError ?? DigestError(path, "cannot be read (\(error))", remedy: "try again")
  }
}

extension EventQueue {
  /// Posts what took long to make unless it has become stale.
  func post(_ event: @autoclosure () -> Event, unless isStale: () -> Bool) {
    let event = event()
    if !isStale() { post(event) }
  }
}
