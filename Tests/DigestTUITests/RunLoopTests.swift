/// The run loop with a terminal and a shelf of the tests: when it paints, what it keeps, how it ends.

import DigestCore
import DigestTUI
import DigestTestSupport
import Foundation
import Synchronization
import Testing

@Suite struct RunLoopTests {
  /// A state that writes down what happened.
  struct Log {
    var events: [String] = []
    var opened: [OpenedArticle] = []
  }

  /// What a shelf was asked for, in order.
  final class Asked: Sendable {
    let log = Mutex<[String]>([])
    func add(_ what: String) { log.withLock { $0.append(what) } }
    var all: [String] { log.withLock { $0 } }
  }

  static let bookmark = Bookmark(
    id: "b1", article: ArticleFacts(id: "a1", source: "/a.txt"), kind: .section, sectionHeadline: "H", exact: "words", prefix: "",
    suffix: "", start: 0, end: 5, created: 0, modified: 0)
  static let place = ReadingPlace(offset: 7, words: "seven", readSections: [])

  /// Runs a loop whose keys stand for effects; what the state saw, and what the shelf was asked.
  func run(
    _ terminal: ScriptedTerminal, asked: Asked = Asked(), fails: Bool = false, path: String? = nil, needsArticle: Bool = false,
    endsAt last: String = "q"
  ) -> (ending: DigestTUI.RunLoop<Log>.Ending, log: Log, asked: [String]) {
    let shelf = Shelf(
      bookmarks: { _ in [] }, allBookmarks: { [] },
      save: { bookmark, _ in
        if fails { throw DigestError("bookmarks", "the disk is full", remedy: "make room") }
        asked.add("save \(bookmark.id)")
      },
      remove: { _ in }, corrections: { _ in [] },
      saveCorrection: { correction, _ in
        if fails { throw DigestError("bookmarks", "the disk is full", remedy: "make room") }
        asked.add("correct \(correction.id)")
      },
      removeCorrection: { asked.add("uncorrect \($0)") }, place: { _ in nil }, keepPlace: { place, _ in asked.add("place \(place.offset)") }
    )
    let queue = EventQueue(wake: terminal.wake)
    let opener = ArticleOpener(lexicons: { Lexicons(directory: nil) }, format: nil, queue: queue)
    let services = Services(shelf: shelf, export: { _, _, mode in mode != .create }, environment: ["TERM": "xterm"])
    nonisolated(unsafe) var seen = Log()  // the loop runs on this thread alone
    let loop = DigestTUI.RunLoop(
      terminal: terminal, queue: queue, opener: opener, services: services, state: Log(), needsArticle: needsArticle,
      update: { log, event in
        defer { seen = log }
        switch event {
        case .key(.character("m")): return [.save(Self.bookmark)]
        case .key(.character("c")):
          let correction = Correction(
            id: "c1", change: .role(.promo), exact: "a", prefix: "", suffix: "", start: 0, end: 1, created: 0)
          return [.saveCorrection(correction, ArticleIdentity(path: "/a.txt"))]
        case .key(.character("p")): return [.keepPlace(Self.place, ArticleIdentity(path: "/a.txt"))]
        case .key(.character("t")): return [.tick(afterMilliseconds: 1)]
        case .key(.character("y")): return [.copy("a\u{1B}[31mb")]
        case .key(.character("e")): return [.export(bytes: [], path: "/x.md", mode: .create, count: 2)]
        case .key(.character("z")): return [.suspend]
        case .key(.character("q")): return [.quit]
        case .shelf(.saved): log.events.append("saved after \(asked.all)")
        case .shelf(.notKept(let id, let error)): log.events.append("\(id): \(error.description)")
        case .shelf(.correctionSaved(let correction, _)): log.events.append("corrected \(correction.id)")
        case .shelf(.failed(let error)): log.events.append(error.description)
        case .tick: log.events.append("tick")
        case .exported(.exists(let path)): log.events.append("exists \(path)")
        case .opened(let opened): log.opened.append(opened)
        default: return []
        }
        return log.events.last?.hasPrefix(last) == true || log.opened.last.map { "opened \($0.progress)" == last } == true ? [.quit] : []
      },
      view: { _ in Frame(size: terminal.size) })
    return (loop.run(path.map { opener.open($0) }), seen, asked.all)
  }

  static func keys(_ keys: String) -> [[TerminalInput]] { keys.map { [.event(.key(.character($0)))] } }

  @Test func paintsOnceForAllKeysThatWait() {
    let terminal = ScriptedTerminal([Self.keys("aaa").flatMap { $0 }] + Self.keys("q"))
    #expect(run(terminal).ending == .quit)
    #expect(terminal.shown.count == 2)
    #expect(terminal.isRestored)
  }

  @Test func saysSavedWhenItIs() {
    let result = run(ScriptedTerminal(Self.keys("m")), endsAt: "saved")
    #expect(result.log.events.last == "saved after [\"save b1\"]")
  }

  @Test func keepsCorrections() {
    let result = run(ScriptedTerminal(Self.keys("c")), endsAt: "corrected")
    #expect(result.log.events.last == "corrected c1")
    #expect(result.asked == ["correct c1"])
    #expect(run(ScriptedTerminal(Self.keys("c")), fails: true, endsAt: "c1").log.events.last?.hasPrefix("c1: bookmarks") == true)
  }

  @Test func saysWhatWasNotSaved() {
    let result = run(ScriptedTerminal(Self.keys("m")), fails: true, endsAt: "b1")
    #expect(result.log.events.last == "b1: bookmarks: the disk is full; make room")
  }

  @Test func keepsThePlaceAtTheEnd() {
    #expect(run(ScriptedTerminal(Self.keys("ppq"))).asked == ["place 7"])
  }

  @Test func ticks() {
    #expect(run(ScriptedTerminal(Self.keys("t")), endsAt: "tick").log.events.contains("tick"))
  }

  @Test func copiesWhatIsHarmless() throws {
    let terminal = ScriptedTerminal(Self.keys("yq"))
    _ = run(terminal)
    let sent = String(decoding: try #require(terminal.sent.first), as: UTF8.self)
    #expect(sent == "\u{1B}]52;c;\(Data("a␛[31mb".utf8).base64EncodedString())\u{7}")
  }

  @Test func tellsThatAPathIsTaken() {
    #expect(run(ScriptedTerminal(Self.keys("e")), endsAt: "exists").log.events.contains("exists /x.md"))
  }

  @Test func stopsAndEndsBySignals() {
    let stopped = ScriptedTerminal(Self.keys("z") + [[.stop]] + Self.keys("q"))
    #expect(run(stopped).ending == .quit)
    #expect(stopped.stops == 2)
    let ended = ScriptedTerminal([[.signal(15)]])
    #expect(run(ended).ending == .signal(15))
    #expect(ended.isRestored)
    #expect(run(ScriptedTerminal([[.closed]])).ending == .closed)
  }

  @Test func endsWhereTheOnlyArticleCannotBeOpened() {
    let result = run(ScriptedTerminal(), path: "/nowhere/at-all.txt", needsArticle: true)
    #expect(result.ending == .failed(DigestError("/nowhere/at-all.txt", "does not exist", remedy: "check the name")))
  }

  @Test func refusesWhatHoldsNoText() throws {
    try TemporaryFolder.withFile(" \n\n \n".utf8) { path in
      let result = run(ScriptedTerminal(), path: path, needsArticle: true)
      #expect(result.ending == .failed(DigestError(path, "holds no text", remedy: "name a file with text in it")))
    }
  }

  /// A short text is painted before its digest is made, and its digest is there before a key is read.
  @Test func opensAShortTextWhole() throws {
    try TemporaryFolder.withFile("A title\n\nA paragraph of some words, which says a thing or two.\n".utf8) { path in
      let terminal = ScriptedTerminal(Self.keys("q"))
      let result = run(terminal, path: path)
      #expect(result.log.opened.map(\.progress) == [0, 1])
      #expect(result.log.opened.last?.digest.sections.isEmpty == false)
      #expect(terminal.shown.count == 2)
    }
  }

  /// The parts of a long text are prefixes of each other: nothing that was shown moves.
  @Test func opensALongTextInGrowingParts() throws {
    var text = "The long report\n\n"
    for number in 0..<3700 {
      if number % 40 == 0 { text += "Part \(number / 40) begins\n\n" }
      text += "Paragraph \(number) has words of its own, as many as a paragraph needs, and “it quotes somebody,” said Ann Bell, once.\n\n"
      text += String(repeating: "The rest of it repeats what was known before and adds nothing. ", count: 3) + "\n\n"
    }
    try TemporaryFolder.withFile(text.utf8) { path in
      let opened = run(ScriptedTerminal(), path: path, endsAt: "opened 1.0").log.opened
      #expect(opened.count >= 4)
      #expect(opened.map(\.progress) == opened.map(\.progress).sorted())
      let whole = try #require(opened.last)
      #expect(whole.progress == 1)
      #expect(whole.identity.contentHash != nil)
      for part in opened.dropLast() {
        #expect(whole.article.blocks.starts(with: part.article.blocks))
        #expect(whole.article.utf8.starts(with: part.article.utf8))
      }
    }
  }
}
