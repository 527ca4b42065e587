/// From passages to rows and back.

import DigestCore
import DigestTestSupport
import Testing

@testable import DigestTUI

@Suite struct LayoutTests {
  static func layout(_ paragraphs: [String], columns: Int = 20, showsPromos: Bool = false) -> Layout {
    let opened = FerryArticle.opened(paragraphs)
    return Layout(article: opened.article, digest: opened.digest, columns: columns, showsPromos: showsPromos, meta: "meta")
  }

  /// A text, a width and its rows, parted by `/`.
  static let wrapping: [(String, Int, String)] = [
    ("one two three", 7, "one two/three"),
    ("one two three", 13, "one two three"),
    ("one two three", 1, "o/n/e/t/w/o/t/h/r/e/e"),
    ("abcdefghij klm", 4, "abcd/efgh/ij/klm"),
    ("a well-known word", 7, "a well-/known/word"),
    ("猫猫猫", 5, "猫猫/猫"),
    ("a猫猫", 4, "a猫/猫"),
    ("ab 猫", 4, "ab/猫"),
    ("“No,” he said", 6, "“No,”/he/said"),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}e\u{301}/e\u{301}"),
    ("👩‍👩‍👧 x", 6, "👩‍👩‍👧/x"),
    ("", 5, ""),
  ]

  @Test(arguments: wrapping) func wraps(_ text: String, _ cells: Int, _ rows: String) {
    let utf8 = Array(text.utf8)
    let layout = Self.layout(["B x"])
    let wrapped = layout.wrap(utf8[...], cells: cells).map { String(decoding: utf8[$0], as: UTF8.self) }
    #expect(wrapped.joined(separator: "/") == rows)
    for row in wrapped where row.count > 1 { #expect(CellWidth.of(row) <= max(cells, 2), "\(row)") }
  }

  /// Every row of the sample article at every width: no letter is lost and none is wider than its room.
  @Test(arguments: [10, 17, 20, 38, 40, 72, 120]) func losesNothing(_ columns: Int) {
    let opened = FerryArticle.opened()
    let layout = Layout(article: opened.article, digest: opened.digest, columns: columns, showsPromos: true, meta: "")
    var position: RowPosition? = layout.first
    var letters: [UInt8] = []
    while let at = position, let row = layout.row(at: at) {
      if row.words == nil {
        let text = opened.article.text(Passage(block: row.block, range: row.bytes))
        letters += text.utf8.filter { $0 != 0x20 }
        #expect(CellWidth.of(text) + row.indent <= columns, "\(text)")
      }
      position = layout.next(at)
    }
    #expect(letters == opened.article.utf8.filter { $0 != 0x20 && $0 != 0x0A })
  }

  @Test func walksBackAsItWalkedOn() {
    let opened = FerryArticle.opened()
    let layout = Layout(article: opened.article, digest: opened.digest, columns: 40, showsPromos: false, meta: "")
    var on: [RowPosition] = []
    var position: RowPosition? = layout.first
    while let at = position {
      on.append(at)
      position = layout.next(at)
    }
    var back: [RowPosition] = []
    position = on.last
    while let at = position {
      back.append(at)
      position = layout.previous(at)
    }
    #expect(back.reversed() == on)
  }

  @Test func findsTheRowOfAPlace() {
    let layout = Self.layout(["B one two three four five six seven"], columns: 9)
    #expect(layout.row(at: layout.position(of: Passage(block: 0, range: 8..<13))).map { $0.bytes.contains(8) } == true)
  }

  @Test func foldsPromosIntoOneRow() {
    let layout = Self.layout(["B a", "P one two", "P three four", "B b"])
    var kinds: [TextRow.Kind] = []
    var position: RowPosition? = layout.first
    while let at = position {
      if let row = layout.row(at: at), case .folded = row.kind { kinds.append(row.kind) }
      position = layout.next(at)
    }
    #expect(kinds == [.folded(words: 4)])
  }

  /// A tool of a page's, set aside, has no row, and a place in it is the row before.
  @Test func fewWordsSetAsideHaveNoRow() {
    let layout = Self.layout(["B a", "P edit", "B b"])
    var blocks: [Int] = []
    var position: RowPosition? = layout.first
    while let at = position {
      blocks.append(at.block)
      position = layout.next(at)
    }
    #expect(!blocks.contains(1))
    #expect(layout.row(at: layout.position(of: Passage(block: 1, range: 0..<1))) != nil)
  }
}

@Suite struct KeymapTests {
  /// Keys in a context and what they come to.
  static let cases: [(String, Context, KeyOutcome)] = [
    ("j", .reader, .command(.lineDown, count: nil)),
    ("5 j", .reader, .command(.lineDown, count: 5)),
    ("4 0 %", .reader, .command(.percent, count: 40)),
    ("1 0", .reader, .moreKeysNeeded),
    ("0", .reader, .notFound),
    ("s", .bookmarks, .notFound),
    ("D", .bookmarks, .command(.delete, count: nil)),
    ("D", .reader, .notFound),
    ("F1", .reader, .command(.help, count: nil)),
  ]

  @Test(arguments: cases) func finds(_ keys: String, _ context: Context, _ outcome: KeyOutcome) throws {
    var pending = PendingKeys()
    var last = KeyOutcome.notFound
    for key in try #require(KeyName.sequence(keys)) { last = Keymap.standard.take(key, &pending, in: context) }
    #expect(last == outcome)
  }

  @Test func sequencesNeedMoreKeys() throws {
    let map = Keymap([Command(.start, .moving, "start", "start", ["g g"], .everywhere)])
    var pending = PendingKeys()
    #expect(map.take(.character("g"), &pending, in: .reader) == .moreKeysNeeded)
    #expect(map.take(.character("x"), &pending, in: .reader) == .notFound)
    #expect(map.take(.character("3"), &pending, in: .reader) == .moreKeysNeeded)
    #expect(map.take(.character("g"), &pending, in: .reader) == .moreKeysNeeded)
    #expect(map.take(.character("g"), &pending, in: .reader) == .command(.start, count: 3))
  }

  @Test func everyCommandHasARow() {
    #expect(Set(Command.table.map(\.id)) == Set(CommandID.allCases))
  }

  @Test func everyKeyHasOneMeaningInAContext() {
    for bit in 0..<11 {
      let context = Context(rawValue: 1 << bit)
      var seen: [String: CommandID] = [:]
      for command in Command.table where !command.contexts.isDisjoint(with: context) {
        for key in command.keys {
          #expect(KeyName.sequence(key) != nil, "\(key)")
          #expect(seen[key] == nil || seen[key] == command.id, "\(key) means two things in context \(bit)")
          seen[key] = command.id
        }
      }
    }
  }
}

@Suite struct PromptTests {
  /// What stands in the prompt (`|` is the cursor), the keys, and what stands there then.
  static let cases: [(String, String, String)] = [
    ("", "a b", "ab|"),
    ("one two", "C-w", "one |"),
    ("one two", "C-a x", "x|one two"),
    ("one two", "Home C-k", "|"),
    ("one two", "M-b C-k", "one |"),
    ("one two", "M-b M-b M-f", "one| two"),
    ("one two", "C-u", "|"),
    ("猫é", "Left Backspace", "|é"),
    ("ab", "Left Left Left Del", "|b"),
    ("ab", "Home Right x", "ax|b"),
    ("ab", "C-a C-e c", "abc|"),
  ]

  @Test(arguments: cases) func edits(_ start: String, _ keys: String, _ end: String) throws {
    var prompt = PromptState(start)
    for key in try #require(KeyName.sequence(keys)) {
      let isEdited = prompt.edit(key)
      #expect(isEdited)
    }
    var text = Array(prompt.string)
    text.insert("|", at: prompt.cursor)
    #expect(String(text) == end)
  }

  @Test func walksThroughTheHistory() {
    var prompt = PromptState("dr", history: ["one", "two"])
    prompt.recall(-1)
    #expect(prompt.string == "two")
    prompt.recall(-1)
    prompt.recall(-1)
    #expect(prompt.string == "one")
    prompt.recall(1)
    prompt.recall(1)
    #expect(prompt.string == "dr")
  }
}
