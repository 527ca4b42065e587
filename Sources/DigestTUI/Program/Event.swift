/// What comes in (events) and what is to be done (effects). A session is a list of events.

public import DigestCore

/// A key as pressed. Plain characters carry no modifier; Shift is in the character.
public enum Key: Sendable, Hashable {
  case character(Character)
  case control(Character)  // lower case: control("c")
  case alt(Character)
  case enter, tab, backTab, escape, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

/// An article as the screens get it: with its digest and what is kept of it.
public struct OpenedArticle: Sendable, Equatable {
  public var article: Article
  public var digest: Digest
  public var identity: ArticleIdentity
  /// Format, encoding and how it was found, replacements, size: for the information layer.
  public var document: DocumentFacts
  /// Share of the text that is analysed, 0...1; below 1 the article is a prefix of the whole one.
  public var progress: Double

  public init(article: Article, digest: Digest, identity: ArticleIdentity, document: DocumentFacts, progress: Double) {
    self.article = article
    self.digest = digest
    self.identity = identity
    self.document = document
    self.progress = progress
  }
}

/// What decoding found out, kept when the decoded bytes are gone.
public struct DocumentFacts: Sendable, Equatable {
  public var format: Format
  public var encoding: String
  public var encodingOrigin: Document.EncodingOrigin
  public var replacements: Int
  /// What a limit cut and what could not be read.
  public var warnings: [String]
  public var bytes: Int

  public init(
    format: Format, encoding: String, encodingOrigin: Document.EncodingOrigin, replacements: Int, warnings: [String] = [], bytes: Int
  ) {
    self.format = format
    self.encoding = encoding
    self.encodingOrigin = encodingOrigin
    self.replacements = replacements
    self.warnings = warnings
    self.bytes = bytes
  }
}

/// Something that happened.
public enum Event: Sendable {
  case key(Key)
  case paste(String)
  case resize(Size)
  /// The time of day: seconds since 1970. Comes before the keys of a new second.
  case clock(Int64)
  /// Time passed: milliseconds of a monotonic clock. Comes while a message or a mark waits to go away.
  case tick(Int64)
  /// The first part of an article, then longer ones, then (progress 1) the whole.
  case opened(OpenedArticle)
  /// A document holds several articles: their list.
  case listed(ArticleRows, note: String?, warnings: [String])
  /// An article could not be opened.
  case failed(DigestError)
  /// Something that the reader is to know at the start: what the terminal lacks.
  case notice(String)
  /// A change of the shelf is durable, or failed.
  case shelf(ShelfOutcome)
  /// Where bookmarks were found in the open article.
  case anchored([Bookmark.ID: Anchoring])
  /// The open article with those of the reader's corrections that were found in it, analysed anew.
  case corrected(CorrectedReading)
  /// What was decided at a place, or why that is not known.
  case explained(WhyPlace, Result<PlaceExplanation, DigestError>)
  /// The editor came back with a note, or nil where it failed or the reader left the file as it was.
  case edited(String?)
  /// An export was written, or not.
  case exported(ExportOutcome)
  /// What the clipboard said: the way it went (`OSC 52`) or why it did not.
  case copied(Result<String, DigestError>)
}

/// An article as the reader corrected it.
public struct CorrectedReading: Sendable {
  public var opened: OpenedArticle
  /// Those of the corrections that hold in it.
  public var held: Corrections
  /// All that were asked for: tells a late answer from the latest.
  public var corrections: [Correction]

  public init(opened: OpenedArticle, held: Corrections, corrections: [Correction]) {
    self.opened = opened
    self.held = held
    self.corrections = corrections
  }

  /// Finds corrections in an article as it was opened and analyses it anew. O(n).
  public init(of original: OpenedArticle, _ corrections: [Correction], lexicons: Lexicons) {
    let held = Corrections(corrections, in: original.article, isWhole: original.progress >= 1)
    var opened = original
    if !held.isEmpty { (opened.article, opened.digest) = Analyzer(lexicons: lexicons).analyze(original.article, corrections: held) }
    self.init(opened: opened, held: held, corrections: corrections)
  }
}

/// A block, or a quotation in it, about which a reader asks why.
public struct WhyPlace: Sendable, Equatable {
  public var block: Int
  /// Its index in the digest; nil where the block is meant.
  public var quotation: Int?

  public init(block: Int, quotation: Int? = nil) {
    self.block = block
    self.quotation = quotation
  }
}

/// What became of a change of the shelf.
public enum ShelfOutcome: Sendable {
  case saved(Bookmark)
  case removed([Bookmark])
  case correctionSaved(Correction, ArticleIdentity)
  case correctionRemoved(Correction.ID)
  /// The change of a bookmark or a correction is not kept; the error says what to do.
  case notKept(id: String, DigestError)
  /// What was asked for could not be read, or a place not be kept.
  case failed(DigestError)
  /// The reader's corrections of the article that is open.
  case corrections([Correction])
  /// The bookmarks of the article that is open, after it was opened or another program changed them.
  case loaded([Bookmark])
  /// All articles' bookmarks, newest article first.
  case loadedAll([Bookmark])
  /// Where the article was left.
  case place(ReadingPlace?)
}

/// What became of an export.
public enum ExportOutcome: Sendable {
  case wrote(path: String, count: Int)
  /// The path is taken: overwrite, append or another name.
  case exists(path: String)
  case failed(DigestError)
}

/// What the run loop is to do. `update` never does it itself.
public enum Effect: Sendable, Equatable {
  case open(path: String)
  case save(Bookmark)
  case remove([Bookmark.ID])
  case saveCorrection(Correction, ArticleIdentity)
  case removeCorrection(Correction.ID)
  /// Bookmarks are to be found in an article.
  case anchor([Bookmark], in: OpenedArticle)
  /// An article, as it was opened, is to be analysed with the reader's corrections.
  case correct(OpenedArticle, [Correction])
  /// What was decided at a place of an article is to be found out.
  case explain(WhyPlace, OpenedArticle)
  case loadBookmarks(ArticleIdentity)
  case loadAllBookmarks
  case keepPlace(ReadingPlace, ArticleIdentity)
  case copy(String)
  /// `$VISUAL` or `$EDITOR` on a note.
  case edit(String)
  case export(bytes: [UInt8], path: String, mode: ExportMode, count: Int)
  case redraw
  case suspend
  case quit
  /// An event is wanted in so many milliseconds.
  case tick(afterMilliseconds: Int)
}

/// How an export treats a path that is taken.
public typealias ExportMode = ExportFile.Mode
