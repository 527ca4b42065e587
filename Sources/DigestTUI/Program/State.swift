/// What the screens know: the session, and the stack of screens.

public import DigestCore

/// The whole state of the screens: a value.
public struct State: Sendable {
  var session: Session
  /// The first is at the bottom; never empty.
  var screens: [any Screen]
  var pending = PendingKeys()

  /// A state that waits for its first article, or shows a list of articles.
  ///
  /// - Parameters:
  ///   - articles: what the list of articles shows; empty where one article was named.
  ///   - note: the list's first line.
  ///   - seed: for identifiers of bookmarks; different in every session.
  public init(size: Size, lexicons: Lexicons, articles: ArticleRows, note: String? = nil, seed: UInt64 = 1) {
    session = Session(size: size, lexicons: lexicons, seed: seed)
    screens = articles.count == 0 ? [FrontPageScreen()] : [ArticlesScreen(articles: articles, note: note)]
  }

  /// The same with rows that are all there.
  public init(size: Size, lexicons: Lexicons, articles: [ArticleListing] = [], note: String? = nil, seed: UInt64 = 1) {
    self.init(size: size, lexicons: lexicons, articles: ArticleRows(articles), note: note, seed: seed)
  }

  var top: any Screen {
    get { screens[screens.count - 1] }
    set { screens[screens.count - 1] = newValue }
  }
}
