/// What all screens share: the open article, what is kept of it, the reader's settings, messages, jumps.

import DigestCore

/// A message on the status line.
struct Message: Sendable, Equatable {
  var text: String
  var isError = false
  /// When it goes away by itself, in the clock of ticks; nil: with the next key.
  var until: Int64?
}

/// One step that `U` takes back.
enum UndoStep: Sendable, Equatable {
  case added(Bookmark)
  case deleted(Bookmark)
  case changed(from: Bookmark)
  /// A correction, in the place of another one or of none.
  case corrected(Correction, before: Correction?, ArticleIdentity)
  /// A correction that was taken away.
  case uncorrected(Correction, ArticleIdentity)

  /// The bookmark or correction that it is about.
  var id: String {
    switch self {
    case .added(let bookmark), .deleted(let bookmark), .changed(let bookmark): bookmark.id
    case .corrected(let correction, _, _), .uncorrected(let correction, _): correction.id
    }
  }
}

/// An article that can be opened from the list of articles.
public struct ArticleListing: Sendable, Equatable {
  public var path: String
  public var title: String
  /// Publication, date, minutes: what is known, for the row's right.
  public var details: [String]
  /// Standfirst and brief, for the preview.
  public var preview: [String]

  public init(path: String, title: String, details: [String], preview: [String]) {
    self.path = path
    self.title = title
    self.details = details
    self.preview = preview
  }
}

/// The rows of the list of articles, each made when it is shown: a feed may have 100,000.
public struct ArticleRows: Sendable {
  public let count: Int
  private let row: @Sendable (Int) -> ArticleListing

  /// - Parameter row: the row of a number from 0; pure and cheap.
  public init(count: Int, row: @escaping @Sendable (Int) -> ArticleListing) {
    self.count = count
    self.row = row
  }

  /// Rows that are all there.
  public init(_ listings: [ArticleListing]) {
    self.init(count: listings.count) { listings[$0] }
  }

  /// The rows of several documents, one after the other.
  public init(joining parts: [ArticleRows]) {
    var ends: [Int] = []
    for part in parts { ends.append((ends.last ?? 0) + part.count) }
    self.init(count: ends.last ?? 0) { [ends] index in
      var low = 0
      var high = ends.count - 1
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] <= index { low = middle + 1 } else { high = middle }
      }
      return parts[low][index - (low > 0 ? ends[low - 1] : 0)]
    }
  }

  public subscript(index: Int) -> ArticleListing { row(index) }
}

/// What all screens share.
public struct Session: Sendable {
  var size: Size
  /// Seconds since 1970, as the last event told; milliseconds of the ticks' clock.
  var clock: Int64 = 0
  var ticks: Int64 = 0
  let lexicons: Lexicons
  private var generator: SplitMix64

  var opened: OpenedArticle? {
    didSet {
      if openedAt == nil || oldValue?.article.source != opened?.article.source { openedAt = clock == 0 ? nil : clock }
      openings += 1
      words = opened?.digest.sections.reduce(0) { $0 + $1.words } ?? 0
    }
  }
  /// How many articles, parts and corrected readings of them were opened: tells what was laid out before from what must be.
  private(set) var openings = 0
  /// The open article without the reader's corrections.
  var uncorrected: OpenedArticle?
  /// The reader's corrections of it, and those that hold in it.
  var corrections: [Correction] = []
  var held = Corrections()
  /// When the article was opened, in seconds since 1970.
  private(set) var openedAt: Int64?
  /// The words of the open article.
  private(set) var words = 0
  private let rowCache = RowCache()
  /// The article's bookmarks in its order, and how each was found.
  var bookmarks: [Bookmark] = []
  var anchors: [Bookmark.ID: Anchoring] = [:]
  var allBookmarks: [Bookmark]?
  var readSections: Set<String> = []
  /// The bookmark that is gone to once its article is open.
  var awaited: Bookmark.ID?
  /// The place that the reader moved to since the last one was kept.
  var movedTo: Passage?
  /// A byte of the text and the scalars before it: the next count begins there.
  private var counted = (byte: 0, scalars: 0)
  /// Where the article was left, until it was gone to.
  var placeToRestore: ReadingPlace? {
    didSet { if placeToRestore == nil { restored = nil } }
  }
  private(set) var restored: Passage?

  var measure = 72
  var showsPromos = false
  var showsOutline = true

  var message: Message?
  var undo: [UndoStep] = []
  /// The step that is being taken back, until the shelf has done so.
  private var undoing: UndoStep?
  /// What is said when the shelf has done what was asked, in the place of the usual word.
  private var whenDone: String?
  var jumps: [Passage] = []
  var jump = 0
  var searchHistory: [String] = []
  var search = TextSearch()
  var effects: [Effect] = []

  public static let narrowest = 40
  public static let widest = 120

  init(size: Size, lexicons: Lexicons, seed: UInt64) {
    self.size = size
    self.lexicons = lexicons
    generator = SplitMix64(state: seed)
  }

  var article: Article? { opened?.article }
  var digest: Digest? { opened?.digest }
  var facts: ArticleFacts? {
    opened.map { ArticleFacts(of: $0.article, $0.digest, identity: $0.identity, isWhole: $0.progress >= 1) }
  }
  var isComplete: Bool { (opened?.progress ?? 1) >= 1 }

  /// A new bookmark's identifier.
  mutating func newID() -> String { Bookmark.newID(using: &generator) }

  // MARK: Messages

  /// Says something for four seconds.
  mutating func say(_ text: String) {
    message = Message(text: text, until: ticks + 4000)
    effects.append(.tick(afterMilliseconds: 4000))
  }

  /// Says what went wrong, until a key.
  mutating func complain(_ error: DigestError) { message = Message(text: error.description, isError: true) }

  // MARK: Layout

  /// The columns of the text, without gutter and outline.
  var textColumns: Int { min(measure, max(1, size.columns - firstTextColumn - Widgets.margin(size))) }
  var hasOutline: Bool { showsOutline && size.columns >= Self.columnsForOutline }
  static let columnsForOutline = 100
  /// Cells before the text for marks; none on narrow screens, where they stand in the margin.
  var gutter: Int { size.columns < 60 ? 0 : 2 }
  /// The column at which the text begins.
  var textColumn: Int { firstTextColumn + inset(firstTextColumn, textColumns) }
  /// The column at which it could begin.
  private var firstTextColumn: Int { hasOutline ? outlineColumns + 6 : Widgets.margin(size) + gutter }
  /// The columns left blank before something of so many columns that could begin at a column, so that it stands in the middle.
  func inset(_ first: Int, _ columns: Int) -> Int {
    size.columns < Self.columnsForCentering ? 0 : max(0, (size.columns - first - Widgets.margin(size) - columns) / 2)
  }
  var outlineColumns: Int { size.columns < Self.columnsForCentering ? 28 : min(44, 28 + (size.columns - 120) / 5) }
  /// From here on the text stands in the middle of the room that it has.
  static let columnsForCentering = 140
  /// The rows between title bar and status line.
  var bodyRows: Int { Widgets.isTiny(size) ? max(1, size.rows - 1) : max(1, size.rows - 2) }
  var bodyTop: Int { Widgets.isTiny(size) ? 0 : 1 }

  func layout(columns: Int? = nil) -> Layout? {
    guard let opened else { return nil }
    let columns = columns ?? textColumns
    let meta = meta.joined(separator: " · ")
    rowCache.use(for: RowCache.Setting(article: openings, columns: columns, showsPromos: showsPromos, meta: meta))
    return Layout(
      article: opened.article, digest: opened.digest, columns: columns, showsPromos: showsPromos, meta: meta, cache: rowCache)
  }

  /// Byline, publication, date, reading time, words.
  var meta: [String] {
    guard let opened else { return [] }
    let metadata = opened.article.metadata
    var parts = [metadata.byline, metadata.publisher, metadata.published.map { UTCDate.shown($0) }].compactMap { $0 }
    if isComplete {
      parts.append("\(Wording.grouped(Wording.minutes(words))) min")
      parts.append(Wording.count(words, "word", "words"))
    }
    return parts
  }

  // MARK: Jumps

  /// Keeps a place that is left by a jump; what was ahead is forgotten.
  mutating func leave(_ place: Passage) {
    jumps.removeSubrange(min(jump, jumps.count)...)
    if jumps.last != place { jumps.append(place) }
    jump = jumps.count
  }

  /// Forgets what belongs to the article that was open before.
  mutating func forgetArticle() {
    corrections = []
    held = Corrections()
    bookmarks = []
    anchors = [:]
    jumps = []
    jump = 0
    search.clear()
    readSections = []
    placeToRestore = nil
    movedTo = nil
    counted = (0, 0)
  }

  // MARK: Searching

  /// Begins to look for words; what is not found at once comes with the next ticks.
  mutating func lookFor(_ words: String, from place: Passage) {
    guard let article else { return }
    search.find(words, in: article, from: place)
    if search.isRunning { effects.append(.tick(afterMilliseconds: 1)) }
  }

  // MARK: The reading place

  /// A place is kept when no key came for so long.
  static let restMilliseconds = 700
  private static let placeWords = 64

  /// The effect that keeps the place moved to: the sentence on top of the text.
  mutating func placeToKeep() -> Effect? {
    guard let place = movedTo, let opened, opened.article.blocks.indices.contains(place.block) else { return nil }
    movedTo = nil
    let article = opened.article
    let byte = article.bytes(of: place).lowerBound
    counted.scalars +=
      byte < counted.byte
      ? -article.scalarCount(inBytes: byte..<counted.byte) : article.scalarCount(inBytes: counted.byte..<byte)
    counted.byte = byte
    var end = min(byte + Self.placeWords, article.blocks[place.block].bytes.upperBound)
    while end > byte, end < article.utf8.count, article.utf8[end] & 0xC0 == 0x80 { end -= 1 }
    let words = String(decoding: article.utf8[byte..<end], as: UTF8.self)
    return .keepPlace(ReadingPlace(offset: counted.scalars, words: words, readSections: readSections.sorted()), opened.identity)
  }

  // MARK: Keeping

  /// Keeps passages as a bookmark; the screen says so when it is durable.
  mutating func keep(_ kind: Bookmark.Kind, _ passages: [Passage], quotation: Quotation? = nil, note: String = "") {
    guard let opened, let facts, !passages.isEmpty else { return }
    if let known = bookmarks.first(where: { $0.kind == kind && anchors[$0.id]?.passages == passages }) {
      guard !note.isEmpty else { return say("Already bookmarked. ' shows the bookmarks") }
      var changed = known
      changed.note = note
      return change(known, to: changed)
    }
    let bookmark = Bookmark.make(
      id: newID(), kind: kind, passages: passages, quotation: quotation, article: opened.article, digest: opened.digest, facts: facts,
      note: note, time: clock)
    undo.append(.added(bookmark))
    anchors[bookmark.id] = .exact(passages)
    effects.append(.save(bookmark))
  }

  mutating func change(_ old: Bookmark, to new: Bookmark) {
    var new = new
    new.modified = clock
    undo.append(.changed(from: old))
    effects.append(.save(new))
  }

  mutating func delete(_ bookmark: Bookmark) {
    undo.append(.deleted(bookmark))
    whenDone = "Deleted. U brings it back"
    effects.append(.remove([bookmark.id]))
  }

  /// Takes a role that the reader gives a block: kept as a correction, or one taken away where the program says the same.
  mutating func correct(block: Int, to role: Role) {
    guard let original = uncorrected, original.article.blocks.indices.contains(block) else { return }
    if article?.blocks[block].role == role { return say("it is taken for \(ExplanationText.name(role)) already") }
    let known = held.source(ofBlock: block).flatMap { id in corrections.first { $0.id == id } }
    if original.article.blocks[block].role == role, let known {
      undo.append(.uncorrected(known, original.identity))
      whenDone = "As the program has it. U takes it back"
      return effects.append(.removeCorrection(known.id))
    }
    keep(Correction.make(id: known?.id ?? newID(), role: role, ofBlock: block, in: original.article, time: clock), before: known)
  }

  /// Takes the speaker whom the reader names; nobody where the name is empty.
  mutating func correct(_ quotation: Quotation, speaker: String) {
    guard let original = uncorrected else { return }
    let known = held.source(of: quotation).flatMap { id in corrections.first { $0.id == id } }
    keep(Correction.make(id: known?.id ?? newID(), speaker: speaker, of: quotation, in: original.article, time: clock), before: known)
  }

  private mutating func keep(_ correction: Correction, before: Correction?) {
    guard let original = uncorrected else { return }
    undo.append(.corrected(correction, before: before, original.identity))
    effects.append(.saveCorrection(correction, original.identity))
  }

  /// Has the article analysed with the corrections as they are now.
  mutating func applyCorrections() {
    if let uncorrected { effects.append(.correct(uncorrected, corrections)) }
  }

  /// Takes in the article as the reader corrected it, unless something has changed since it was asked for.
  mutating func take(_ reading: CorrectedReading) {
    guard reading.corrections == corrections, let uncorrected, uncorrected.article.source == reading.opened.article.source,
      uncorrected.progress == reading.opened.progress, reading.held != held || !held.isEmpty
    else { return }
    held = reading.held
    opened = reading.opened
  }

  /// Takes back the last step.
  mutating func undoLast() {
    whenDone = nil
    undoing = undo.popLast()
    switch undoing {
    case .added(let bookmark):
      whenDone = "Taken back"
      effects.append(.remove([bookmark.id]))
    case .deleted(let bookmark):
      whenDone = "Brought back"
      effects.append(.save(bookmark))
    case .changed(let bookmark):
      whenDone = "Changed back"
      effects.append(.save(bookmark))
    case .corrected(let correction, let before, let identity):
      whenDone = "Correction taken back"
      if let before {
        effects.append(.saveCorrection(before, identity))
      } else {
        effects.append(.removeCorrection(correction.id))
      }
    case .uncorrected(let correction, let identity):
      whenDone = "Correction brought back"
      effects.append(.saveCorrection(correction, identity))
    case nil: say("nothing to undo")
    }
  }

  /// Takes in what the shelf says.
  mutating func take(_ outcome: ShelfOutcome) {
    switch outcome {
    case .corrections(let loaded):
      let isNew = !loaded.isEmpty || !corrections.isEmpty
      corrections = loaded
      if isNew { applyCorrections() }
    case .correctionSaved(let correction, let identity):
      done("Corrected. U takes it back")
      // Another article may have been opened since; this one may be known by its content now.
      guard let open = uncorrected?.identity, open.path == identity.path, open.address == identity.address else { return }
      corrections.removeAll { $0.id == correction.id }
      corrections.append(correction)
      applyCorrections()
    case .correctionRemoved(let id):
      corrections.removeAll { $0.id == id }
      done("Correction taken back")
      applyCorrections()
    case .notKept(let id, let error):
      // What was not done is not to be undone, and what was not undone still can be.
      if let step = undoing, step.id == id {
        undo.append(step)
      } else if let index = undo.lastIndex(where: { $0.id == id }) {
        undo.remove(at: index)
      }
      undoing = nil
      whenDone = nil
      complain(error)
    case .saved(let bookmark):
      let isNew = !bookmarks.contains { $0.id == bookmark.id }
      bookmarks.removeAll { $0.id == bookmark.id }
      if bookmark.article.id == facts?.id { bookmarks.append(bookmark) }
      if let index = allBookmarks?.firstIndex(where: { $0.id == bookmark.id }) {
        allBookmarks?[index] = bookmark
      } else {
        allBookmarks?.append(bookmark)
      }
      if anchors[bookmark.id] == nil { anchorBookmarks() } else { sortBookmarks() }
      done(isNew ? "Bookmarked" : "Saved")
    case .removed(let removed):
      let ids = Set(removed.map(\.id))
      bookmarks.removeAll { ids.contains($0.id) }
      allBookmarks?.removeAll { ids.contains($0.id) }
      done("Deleted. U brings it back")
    case .failed(let error): complain(error)
    case .loaded(let loaded):
      bookmarks = loaded
      anchorBookmarks()
    case .loadedAll(let loaded): allBookmarks = loaded
    case .place(let place):
      placeToRestore = place
      restored = place.flatMap { article?.passage(of: $0) }
      readSections.formUnion(place?.readSections ?? [])
    }
  }

  /// Says that the shelf has done what was asked.
  private mutating func done(_ words: String) {
    say(whenDone ?? words)
    whenDone = nil
    undoing = nil
  }

  /// Has the bookmarks found in the article.
  mutating func anchorBookmarks() {
    guard let opened, !bookmarks.isEmpty else { return }
    effects.append(.anchor(bookmarks, in: opened))
  }

  /// Takes in where bookmarks were found, and puts them in the article's order.
  mutating func take(_ found: [Bookmark.ID: Anchoring]) {
    let kept = Set(bookmarks.map(\.id))
    anchors.merge(found.filter { kept.contains($0.key) }) { $1 }
    sortBookmarks()
  }

  private mutating func sortBookmarks() {
    let place = { [anchors] (bookmark: Bookmark) in anchors[bookmark.id]?.passages.first ?? Passage(block: .max, range: 0..<0) }
    bookmarks.sort { (place($0), $0.created) < (place($1), $1.created) }
  }

  /// The blocks in which a bookmark that is no section's lies, and the sections that are kept.
  func keptPassages() -> [Passage] {
    bookmarks.filter { $0.kind != .section }.compactMap { anchors[$0.id]?.passages.first }
  }

  func isKept(section index: Int) -> Bool {
    guard let digest else { return false }
    let blocks = digest.sections[index].blocks
    return bookmarks.contains { bookmark in
      guard let first = anchors[bookmark.id]?.passages.first else { return false }
      return blocks.contains(first.block)
    }
  }

  /// What `y` copies: the words in their marks with speaker, title and source.
  func citation(_ words: String, speaker: String?) -> String {
    guard let opened else { return words }
    let source = opened.article.metadata.url ?? opened.identity.path ?? opened.article.source
    let author = [speaker, opened.article.title].compactMap { $0 }.joined(separator: ", ")
    return "“\(words)”\n— \(author.isEmpty ? source : "\(author) (\(source))")\n"
  }
}

/// Words that count.
enum Wording {
  static func minutes(_ words: Int) -> Int { max(1, (words + 115) / 230) }

  /// `1 word`, `1,480 words`.
  static func count(_ number: Int, _ one: String, _ many: String) -> String { "\(grouped(number)) \(number == 1 ? one : many)" }

  static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: index)
      index -= 3
    }
    return String(digits)
  }
}

/// Sebastiano Vigna's SplitMix64: for identifiers, from a seed that comes from outside.
struct SplitMix64: RandomNumberGenerator, Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
