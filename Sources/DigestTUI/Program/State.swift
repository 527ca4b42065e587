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
  public init(size: Size, lexicons: Lexicons, articles: [ArticleListing] = [], note: String? = nil, seed: UInt64 = 1) {
    session = Session(size: size, lexicons: lexicons, seed: seed)
    screens = articles.isEmpty ? [FrontPageScreen()] : [ArticlesScreen(articles: articles, note: note)]
  }

  var top: any Screen {
    get { screens[screens.count - 1] }
    set { screens[screens.count - 1] = newValue }
  }
}
