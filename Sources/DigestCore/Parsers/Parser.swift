/// From a decoded document to articles.

/// Parts a document into articles.
///
/// A parser is a pure function: the same document gives the same articles. What holds for a whole text (wrapping,
/// language, title) is decided from its first 256 KB, and a block's role from a bounded window around it, so that the
/// article of a text's beginning is a prefix of the whole article.
public protocol Parser: Sendable {
  /// The articles of a document, in its order.
  ///
  /// - Throws: `DigestError` where the document holds no article.
  func parse(_ document: Document) throws -> [Article]

  /// The same articles, but for those without any text, each made when it is asked for.
  ///
  /// - Throws: `DigestError` where the document holds no article.
  func series(_ document: Document) throws -> ArticleSeries

  /// The beginning of the first article, where that takes a small part of the time that the whole takes: a prefix of it. Nil where it
  /// doesn't.
  ///
  /// - Throws: as `parse`.
  func beginning(of document: Document) throws -> Article?
}

extension Parser {
  /// The articles of a document that are not empty, in its order.
  ///
  /// - Throws: `DigestError` where the document holds no article.
  public func series(_ document: Document) throws -> ArticleSeries {
    ArticleSeries(try parse(document).filter { !$0.blocks.isEmpty })
  }

  public func beginning(of document: Document) throws -> Article? { nil }
}
