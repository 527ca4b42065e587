/// Articles with the reader's corrections, for every command that shows what the analysis found.

import ArgumentParser
import DigestCore
import DigestLibrary
import Foundation

/// Whether the reader's corrections count.
struct CorrectionOptions: ParsableArguments {
  @Flag(help: "Leave the reader's corrections out.")
  var noCorrections = false

  /// The corrections that are kept; nil where they are to be left out, or there are none, or they cannot be read, which is said.
  func kept() -> KeptCorrections? { noCorrections ? nil : Self.keptByDefault() }

  /// The corrections that are kept, where no option leaves them out.
  static func keptByDefault() -> KeptCorrections? {
    do {
      return try KeptCorrections()
    } catch {
      if let error = error as? DigestError { Messages.say(error) }
      return nil
    }
  }
}

/// The reader's corrections in the library. Where no article has one, nothing is looked for.
struct KeptCorrections: Sendable {
  private let library: Library

  /// Nil where no article has a correction.
  init?(_ library: Library = Library()) throws {
    guard try library.hasCorrections() else { return nil }
    self.library = library
  }

  /// Those of one of a source's articles, found in it. What cannot be read is said, and the reading goes on.
  func corrections(of article: Article, _ index: Int, of count: Int, from source: Source) -> Corrections {
    let path = KeptArticle.identity(of: source)?.path
    let entry = path.flatMap { EntryName.parts(of: $0) }
    let identity = ArticleIdentity(
      contentHash: ContentHash.hash(of: article), address: article.metadata.url, path: entry?.file ?? path,
      entry: count > 1 || entry != nil ? index + 1 : nil, size: nil, changed: nil)
    do {
      return Corrections(try library.corrections(of: identity), in: article)
    } catch {
      if let error = error as? DigestError { Messages.say(error) }
      return Corrections()
    }
  }
}

extension ArticleLoader {
  /// The articles of a source in its order, each made when its turn comes, with the reader's corrections.
  ///
  /// - Parameter warn: gets what a limit cut and what could not be read.
  func corrected(
    of source: Source, _ kept: KeptCorrections?, warn: @escaping (DigestError) -> Void = Messages.say
  ) throws -> some Sequence<CorrectedArticle> {
    let articles = try articles(of: source, warn: warn)
    return zip(articles.range, articles).lazy.map { index, article in
      let corrections = kept?.corrections(of: article, index, of: articles.series.count, from: source)
      return CorrectedArticle(article: article, corrections: corrections ?? Corrections())
    }
  }

  /// An article with the reader's roles, and its digest.
  func analyze(_ item: CorrectedArticle) -> (article: Article, digest: Digest) {
    Analyzer(lexicons: lexicons).analyze(item.article, corrections: item.corrections)
  }
}

/// An article, and the corrections that hold in it.
struct CorrectedArticle {
  let article: Article
  let corrections: Corrections
}
