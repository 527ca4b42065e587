/// Keys in, what is shown and asked for out: `(state, keys) -> (state, effects)`.

import DigestCore
import DigestTUI
import DigestTestSupport
import Testing

@Suite struct UpdateTests {
  // MARK: What a key brings to the screen

  /// Keys pressed after the Front page came up, what the screen then shows, and what it must not show.
  struct Case: Sendable, CustomTestStringConvertible {
    let keys: String
    var words = ""
    var then = ""
    let shows: String
    var hides = "\u{1}"
    var testDescription: String { "\(keys) \(words) \(then)" }

    init(_ keys: String, words: String = "", then: String = "", shows: String, hides: String = "\u{1}") {
      self.keys = keys
      self.words = words
      self.then = then
      self.shows = shows
      self.hides = hides
    }
  }

  static let cases: [Case] = [
    // Moving.
    Case("", shows: "In brief"),
    Case("j j", shows: "▸ 3"),
    Case("3 j", shows: "▸ 4"),
    Case("G", shows: "▸ 5 ~ The last boat"),
    Case("G g", shows: "Night ferries return"),
    Case("s", shows: "Crews ask for a second deckhand", hides: "Vestra Line means"),
    Case("s s", shows: "A part of town that shuts"),
    Case("s s s", shows: "In brief"),
    Case("] Enter", shows: "The council agreed on Tuesday"),
    Case("j Enter ]", shows: "Crews ask for a second deckhand"),
    Case("Enter G", shows: "· 100 %", hides: "In brief"),
    Case("Enter G Space", shows: "End. q goes back"),
    Case("Enter 2 0 ]", shows: "last section"),
    Case("Enter : 3 Enter", shows: "Unions say one person"),
    Case("Enter : 9 9 Enter", shows: "5 sections"),
    Case("Enter 9 9 % ", shows: "She was home"),
    Case("Enter }", shows: "Councillors voted"),
    Case("Enter <", shows: "no place before"),
    Case("Enter >", shows: "no place after"),
    Case("Enter : 4 Enter <", shows: "Boats will leave every forty"),
    Case("Enter : 4 Enter < >", shows: "In a survey of 1,200 residents"),
    Case("j Enter z", shows: "Sign up for Quayside"),
    Case("j Enter z z", shows: "set aside (z shows)"),
    // Quotations.
    Case("Enter )", shows: "Ingrid Vall, quotation 1 of 9"),
    Case("Enter 2 )", shows: "Jonas Brandt, quotation 2 of 9"),
    Case("Enter 9 ) )", shows: "no quotation after this one"),
    Case("Enter (", shows: "no quotation before"),
    Case("Enter )", shows: "keep quotation"),
    Case("Enter", shows: "keep section"),
    // Search.
    Case("/", words: "ferri", shows: "/ferri"),
    Case("/", words: "ferri", then: "Esc", shows: "In brief"),
    Case("Enter /", words: "boats", then: "Enter", shows: "n next"),
    Case("Enter /", words: "zeppelin", shows: "no hit; Esc goes back"),
    Case("Enter /", words: "BOATS", shows: "no hit"),
    Case("Enter /", words: "council's", shows: "no hit"),
    Case("Enter /", words: "city's money", then: "Enter", shows: "city's money ends"),
    Case("Enter n", shows: "/ searches"),
    Case("j Enter /", words: "crossing", then: "Enter", shows: "set aside (z shows)"),
    Case("j Enter ) /", words: "crossing", then: "Enter", shows: "/crossing  1 of"),
    Case("Enter /", words: "deficit", then: "Enter n", shows: "search wrapped"),
    // The quote finder.
    Case("\"", shows: "Quotations"),
    Case("\"", words: "postcard", shows: "1 of 9"),
    Case("\"", words: "brandt", shows: "2 of 9"),
    Case("\"", words: "postcard", then: "Enter", shows: "Ingrid Vall, quotation 1 of 9"),
    Case("\"", words: "postcard", then: "Enter Esc", shows: "> postcard"),
    Case("Enter ) Esc", shows: "In brief"),
    Case("\" Esc", shows: "In brief"),
    Case("\"", words: "xyzzy", shows: "0 of 9"),
    Case("\" Tab s", shows: "unnamed"),
    Case("\" Tab s Enter", shows: "speaker:"),
    Case("\" Tab s s", shows: "A part of town"),
    // Why, and corrections.
    Case("j Enter W", shows: "A headline"),
    Case("j Enter W", shows: "h it is a headline"),
    Case("j Enter W Esc", shows: "m keep section", hides: "it is a headline"),
    Case("j Enter W }", shows: "Text"),
    Case("j Enter W } }", shows: "Tab quotation"),
    Case("j Enter W } } Tab", shows: "named beside the words"),
    Case("j Enter ) W", shows: "Jonas Brandt"),
    Case("j Enter ) W h", shows: "this is a quotation"),
    Case("j Enter W w", shows: "no quotation in this paragraph"),
    Case("j Enter W h", shows: "it is taken for a headline already"),
    Case("j Enter W b", shows: "as you say"),
    Case("j Enter W b", shows: "Corrected. U takes it back"),
    Case("j Enter W b U", shows: "Correction taken back", hides: "as you say"),
    Case("j Enter W b h", shows: "As the program has it", hides: "as you say"),
    Case("j Enter W b h U", shows: "Correction brought back"),
    Case("j Enter W } p", shows: "Set aside as a promo"),
    Case("j Enter ) W w Down", shows: "▸ Jonas Brandt"),
    Case("j Enter ) W w", shows: "  Mara Ekdal"),
    Case("j Enter ) W w", words: "ekd", then: "Enter", shows: "Mara Ekdal"),
    Case("j Enter ) W w", words: "Vera Sol", then: "Enter", shows: "Vera Sol"),
    Case("j Enter ) W w", words: "Vera Sol", then: "Enter U", shows: "Correction taken back", hides: "Vera Sol"),
    Case("j Enter ) W w Up", shows: "this is the first one"),
    Case("j Enter ) W w End Esc", shows: "w another speaker"),
    Case("W", shows: "W has no meaning here"),
    // A key that can't act says why.
    Case("Enter k", shows: "this is the start"),
    Case("Enter g", shows: "this is the start"),
    Case("Enter G G", shows: "this is the end"),
    Case("G j", shows: "this is the last section"),
    Case("k", shows: "this is the first section"),
    Case("G Space Space", shows: "End. q goes back"),
    Case("\" Up", shows: "this is the first one"),
    Case("\" Tab G j", shows: "this is the last one"),
    Case("? G j", shows: "this is the last one"),
    Case("Enter Tab G j", shows: "this is the last one"),
    Case("Enter v k", shows: "no sentence before this one"),
    Case("'", then: "j", shows: "the list is empty"),
    Case(":", words: "undo", shows: "(nothing to undo)"),
    Case("Enter :", words: "next hit", shows: "(nothing was searched for)"),
    Case(":", words: "undo", then: "Enter", shows: "nothing to undo"),
    // Bookmarks, help, palette.
    Case("'", shows: "No bookmarks yet"),
    Case("?", shows: "Moving"),
    Case("? Esc", shows: "In brief"),
    Case(":", words: "book", shows: "bookmarks"),
    Case(": Esc", shows: "In brief"),
    Case("i", shows: "UTF-8"),
    Case("C-c", shows: "Q quits"),
    Case("U", shows: "nothing to undo"),
    Case("F5", shows: "? shows the keys"),
  ]

  @Test(arguments: cases) func shows(_ test: Case) throws {
    var script = try ScreenScript()
    script.press(test.keys)
    script.type(test.words)
    script.press(test.then)
    #expect(script.screen.contains(test.shows), "\(script.screen)")
    #expect(!script.screen.contains(test.hides), "\(script.screen)")
    #expect(FramePrinter.faults(script.frame) == [])
  }

  // MARK: Corrections

  @Test func aCorrectionIsKeptAndTakenBack() throws {
    var script = try ScreenScript()
    script.press("j Enter W } p")
    #expect(script.corrections.map(\.change) == [.role(.promo)])
    #expect(script.corrections.first?.exact.hasPrefix("The council agreed") == true)
    script.press("U")
    #expect(script.corrections.isEmpty)
  }

  /// A second correction of a place takes the first one's place, and `U` goes back step by step.
  @Test func aSecondCorrectionReplacesTheFirst() throws {
    var script = try ScreenScript()
    script.press("j Enter W } p h")
    #expect(script.corrections.map(\.change) == [.role(.headline)])
    script.press("U")
    #expect(script.corrections.map(\.change) == [.role(.promo)])
    script.press("U")
    #expect(script.corrections.isEmpty)
  }

  /// What was corrected before holds when the article is opened.
  @Test func correctionsHoldWhenTheArticleIsOpened() throws {
    let opened = FerryArticle.opened()
    var script = try ScreenScript(corrections: [
      Correction.make(id: "c1", role: .promo, ofBlock: 3, in: opened.article, time: 5),
      Correction.make(id: "c2", speaker: "Vera Sol", of: opened.digest.quotations[1], in: opened.article, time: 6),
    ])
    script.press("\"")
    #expect(script.screen.contains("Vera Sol"))
    script.press("Esc i")
    #expect(script.screen.contains("in 4 blocks"), "\(script.screen)")
  }

  /// A change that the shelf refused is not to be undone; the step before it still is.
  @Test func aFailedWriteLeavesNoUndoStep() throws {
    var script = try ScreenScript()
    script.press("m")
    script.shelf.fail(with: DigestError("library", "is full", remedy: "make room"))
    script.press("j m")
    #expect(script.status.contains("is full"))
    script.press("U")
    #expect(script.status.contains("is full"), "taking back failed")
    script.shelf.fail(with: nil)
    script.press("U")
    #expect(script.status.contains("Taken back"))
    #expect(script.kept.isEmpty)
    script.press("U")
    #expect(script.status.contains("nothing to undo"))
  }

  // MARK: What is asked of the run loop

  /// Keys and the effect that the last one must ask for.
  static let effects: [(String, Effect)] = [
    ("Q", .quit), ("q", .quit), ("Esc", .quit), ("Enter Q", .quit), ("C-z", .suspend), ("C-l", .redraw), ("Enter C-z", .suspend),
  ]

  @Test(arguments: effects) func asks(_ keys: String, _ effect: Effect) throws {
    var script = try ScreenScript()
    script.press(keys)
    #expect(script.effects.contains(effect), "\(script.effects)")
  }

  @Test func noKeyQuitsFromAPrompt() throws {
    var script = try ScreenScript()
    script.press("/ Q q")
    #expect(!script.effects.contains(.quit))
    #expect(script.screen.contains("Qq"))
  }

  // MARK: Keeping

  @Test func keepsWhatTheStatusLineNames() throws {
    var script = try ScreenScript()
    script.press("j Enter m")
    #expect(script.kept.map(\.kind) == [.section])
    #expect(script.kept.first?.sectionHeadline == "Who pays after two years")
    #expect(script.status.contains("Bookmarked"))
    script.press(") m")
    #expect(script.kept.map(\.exact).contains("We will not run empty boats for the look of it,"))
    #expect(script.kept.last?.speaker == "Jonas Brandt")
    #expect(script.screen.contains("★"))
  }

  @Test func keepsTheSameOnce() throws {
    var script = try ScreenScript()
    script.press("Enter ) m m")
    #expect(script.kept.count == 1)
    #expect(script.status.contains("lready"))
  }

  @Test func undoesStepByStep() throws {
    var script = try ScreenScript()
    script.press("Enter ) m ) m")
    #expect(script.kept.count == 2)
    script.press("U")
    #expect(script.kept.count == 1)
    script.press("U")
    #expect(script.kept.isEmpty)
    script.press("U")
    #expect(script.status.contains("nothing to undo"))
  }

  @Test func deletesWithUndo() throws {
    var script = try ScreenScript(bookmarks: GoldenScreenTests.bookmarks())
    script.press("' D")
    #expect(script.kept.count == 3)
    #expect(script.status.contains("Deleted. U brings it back"))
    script.press("U")
    #expect(script.kept.count == 4)
  }

  @Test func selectsSentences() throws {
    var script = try ScreenScript()
    script.press("j j Enter v J")
    #expect(script.status.contains("2 sentences"))
    script.press("m")
    #expect(
      script.kept.map(\.exact) == [
        "Unions say one person cannot watch the ramp and the passengers at once. Vestra Line means to sail at night as it does by day."
      ])
    #expect(script.kept.first?.kind == .sentences)
  }

  @Test func notesWhatItKeeps() throws {
    var script = try ScreenScript()
    script.press("Enter ) M")
    script.type("Which committee?")
    script.press("Enter")
    #expect(script.kept.map(\.note) == ["Which committee?"])
  }

  @Test func editsANoteInTheEditor() throws {
    var script = try ScreenScript()
    script.press("Enter ) M")
    script.type("Ask")
    script.press("C-o")
    #expect(script.effects.contains(.edit("Ask")))
    script.send(.edited("Ask her\ntwice"))
    script.press("Enter")
    #expect(script.kept.map(\.note) == ["Ask her\ntwice"])
  }

  @Test func changesNoteAndTags() throws {
    var script = try ScreenScript()
    script.press("Enter ) m '")
    script.press("n")
    script.type("soft")
    script.press("Enter t")
    script.type("#money  ferry money")
    script.press("Enter")
    #expect(script.kept.map(\.note) == ["soft"])
    #expect(script.kept.map(\.tags) == [["money", "ferry"]])
  }

  @Test func saysWhatWasNotSaved() throws {
    var script = try ScreenScript()
    script.shelf.fail(with: DigestError("bookmarks", "the disk is full", remedy: "make room and press m again"))
    script.press("Enter ) m")
    #expect(script.status.contains("the disk is full"))
    #expect(!script.screen.contains("Bookmarked"))
    script.wait(10_000)
    #expect(script.status.contains("the disk is full"))
  }

  @Test func copiesWithTheSource() throws {
    var script = try ScreenScript()
    script.press("Enter ) y")
    let copied = try #require(script.copied.first)
    #expect(copied.contains("A part of town that shuts at twenty past nine is a postcard,"))
    #expect(copied.contains("Ingrid Vall"))
    #expect(copied.contains(FerryArticle.path))
  }

  // MARK: Export

  @Test func exports() throws {
    var script = try ScreenScript(bookmarks: GoldenScreenTests.bookmarks())
    script.press("' e")
    #expect(script.screen.contains("Export 4 bookmarks"))
    script.press("j Enter")
    let exported = try #require(script.exported.first)
    #expect(exported.path.hasSuffix(".org"))
    #expect(exported.mode == .create)
    #expect(exported.text.contains("Ask the council"))
    script.send(.exported(.exists(path: exported.path)))
    #expect(script.screen.contains("exists"))
    script.press("o")
    #expect(script.exported.map(\.mode) == [.overwrite])
    script.send(.exported(.wrote(path: exported.path, count: 4)))
    #expect(script.screen.contains("Wrote 4 bookmarks to"))
  }

  // MARK: Places

  @Test func comesBackToWhereOneWas() throws {
    var script = try ScreenScript()
    script.press("Enter Space Space")
    let before = script.rows.dropLast()
    script.press("/")
    script.type("night")
    script.press("Esc")
    #expect(script.rows.dropLast() == before)
    for keys in ["\" Esc", "\" Tab q", "? Esc", "' q", "i q", ": Esc"] {
      script.press(keys)
      #expect(script.rows.dropLast() == before, "\(keys)")
    }
  }

  /// The row on top stays on top in any width, and comes back in the old one.
  @Test(arguments: ["d", "Space", "Space Space", "Space Space j j j", "G"]) func resizingKeepsThePlace(_ keys: String) throws {
    var script = try ScreenScript(columns: 60, rows: 12)
    script.press("Enter " + keys)
    let before = script.screen
    let words = String(script.topRow.drop { $0 == " " || $0 == "★" }.prefix(20))
    script.resize(120, 12)
    #expect(script.screen.contains(words.split(separator: " ").prefix(2).joined(separator: " ")))
    script.resize(34, 12)
    script.resize(60, 12)
    #expect(script.screen == before)
  }

  @Test func measureKeepsThePlace() throws {
    var script = try ScreenScript()
    script.press("Enter Space")
    let before = script.topRow
    script.press("- - - - = = = =")
    script.wait(5000)
    #expect(script.topRow == before)
  }

  @Test func opensWhereItWasLeft() throws {
    var first = try ScreenScript()
    first.press("j j j Enter j")
    first.wait(2000)
    first.press("q")
    let place = try first.shelf.shelf.place(FerryArticle.opened().identity)
    #expect(place != nil)
    var second = try ScreenScript(place: place)
    second.press("Enter")
    #expect(second.topRow.contains("In a survey"), "\(second.screen)")
  }

  // MARK: Long texts

  @Test func nothingMovesWhenTheRestComes() throws {
    var script = try ScreenScript(FerryArticle.opened(progress: 0.34))
    #expect(script.status.contains("34 %"))
    let before = script.rows.dropLast()
    script.send(.opened(FerryArticle.opened()))
    #expect(!script.status.contains("34 %"))
    for (old, new) in zip(before, script.rows) where old.contains("Boats every forty") || old.contains("Night ferries") {
      #expect(old.prefix(40) == new.prefix(40))
    }
    #expect(script.screen.contains("Who pays after two years"))
  }

  /// A short text is painted before its digest is made: its front page then has the brief.
  @Test func shortTextGetsItsBrief() throws {
    var early = FerryArticle.opened()
    early.digest = Digest(sections: [])
    early.progress = 0
    var script = try ScreenScript(early)
    #expect(script.title.contains("Night ferries"))
    script.send(.opened(FerryArticle.opened()))
    #expect(script.screen.contains("In brief"))
    #expect(!script.status.contains("reading"))
  }

  /// Another article's bookmark opens that article at its place, and `Esc` comes back to the list.
  @Test func goesToABookmarkOfAnotherArticle() throws {
    var script = try ScreenScript(bookmarks: GoldenScreenTests.bookmarks())
    var other = FerryArticle.opened(["T Tides", "B The tide came in over the low road."])
    other.identity = ArticleIdentity(contentHash: "beef", path: "/articles/tides.txt")
    script.send(.opened(other))
    script.press("Enter G ' a Enter")
    #expect(script.effects.contains(.open(path: FerryArticle.path)), "\(script.screen)")
    script.send(.opened(FerryArticle.opened()))
    #expect(script.screen.contains("We will not run empty boats"), "\(script.screen)")
    script.press("Esc")
    #expect(script.title.contains("all articles"), "\(script.screen)")
  }

  @Test func readerStaysWhenTheRestComes() throws {
    var script = try ScreenScript(FerryArticle.opened(progress: 0.34))
    script.press("Enter j j")
    let before = script.rows[1..<12]
    script.send(.opened(FerryArticle.opened()))
    #expect(script.rows[1..<12] == before)
  }

  /// A line of 10 MB, many promos, many empty headlines: no key lays out or counts the whole.
  @Test(arguments: ["line", "blocks", "promos", "marks"]) func giantTextsAnswerAtOnce(_ kind: String) throws {
    let paragraphs: [String] =
      switch kind {
      case "line": ["B " + String(repeating: "The tide came in over the low road. ", count: 100_000)]
      case "blocks": Array(repeating: "B The tide came in over the low road.", count: 50_000)
      case "promos": Array(repeating: "P Subscribe to the tide.", count: 50_000)
      default: ["B e" + String(repeating: "\u{301}", count: 100_000) + " and on"]
      }
    var script = try ScreenScript(FerryArticle.opened(paragraphs), columns: 200, rows: 60)
    let clock = ContinuousClock()
    for keys in ["Enter", "Space", "G", "b", "k", "g", "j", "5 0 %", "}", "{", "="] {
      let time = clock.measure { script.press(keys) }
      #expect(time < .seconds(4), "\(keys) took \(time)")  // of a debug build on a busy machine; release builds take milliseconds
    }
    script.resize(80, 24)
    #expect(FramePrinter.faults(script.frame) == [])
  }

  // MARK: Small screens, odd texts

  @Test func everyKeyWaitsOnATooSmallScreen() throws {
    var script = try ScreenScript(columns: 19, rows: 4)
    script.press("Enter j q")
    #expect(script.effects.isEmpty)
    #expect(script.screen.contains("too small"))
    script.press("Q")
    #expect(script.effects.contains(.quit))
  }

  /// Random keys at every size: no crash, no fault in a frame, and `Q` always leaves.
  @Test(arguments: 0..<24) func randomKeys(_ seed: Int) throws {
    var random = SeededKeys(seed: UInt64(seed))
    let sizes = GoldenScreenTests.sizes + [(100, 8), (29, 9), (60, 7), (19, 5)]
    let (columns, rows) = sizes[seed % sizes.count]
    var script = try ScreenScript(columns: columns, rows: rows, bookmarks: seed % 2 == 0 ? GoldenScreenTests.bookmarks() : [])
    for _ in 0..<250 {
      let key = random.next()
      script.press(key)
      let faults = FramePrinter.faults(script.frame)
      #expect(faults == [], "after \(key)")
      if !faults.isEmpty { return }
    }
  }

  private struct SeededKeys {
    var seed: UInt64
    static let names =
      "j k Space b d u g G ] [ } { ) ( Tab : < > / n N \" ' m M v y e s z = - O i Enter Esc q C-c ? D U t a J K C-o Up Down Left Backspace 3 % é 猫"
      .split(separator: " ").map(String.init)

    mutating func next() -> String {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Self.names[Int(seed >> 33) % Self.names.count]
    }
  }
}
