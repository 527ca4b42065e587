/// The forms in which bookmarks leave, and the file they are written to.

import DigestCore
import DigestTestSupport
import Foundation
import Testing

@Suite struct ExportTests {
  private static let article = ArticleFacts(
    id: "a1b2c3", source: "/articles/ferries.txt", title: "Night ferries: \"return\"", author: "Mara Ekdal", published: "2026-05-12",
    url: "https://example.org/ferries", words: 1480)

  private static let bookmarks: [Bookmark] = {
    var quotation = sampleBookmark(
      "b2", exact: "We will not run empty boats.", start: 300, note: "Ask the council.\n\n- who?", tags: ["money", "ferry"],
      article: article,
      speaker: "Jonas Brandt", created: 1_778_664_600)
    quotation.kind = .quotation
    quotation.confidence = .probable
    let sentences = sampleBookmark(
      "b1", exact: "# One, *two*.\nThree.", start: 20, article: article, section: "Boats | every forty", created: 1_778_664_700)
    return [quotation, sentences]
  }()

  private static func export(_ format: String, _ bookmarks: [Bookmark] = bookmarks, appending: Bool = false) throws -> String {
    String(decoding: try #require(ExchangeFormat.named(format)).export(bookmarks, appending: appending), as: UTF8.self)
  }

  @Test func markdown() throws {
    #expect(
      try Self.export("markdown") == ##"""
        ---
        title: "Night ferries: \"return\""
        author: "Mara Ekdal"
        source: "/articles/ferries.txt"
        published: "2026-05-12"
        saved: "2026-05-13T09:30:00Z"
        tags: ["money", "ferry"]
        words: 1480
        digest_id: "a1b2c3"
        ---

        ## Boats \| every forty

        > \# One, \*two\*.\
        > Three.

        ^d-b1

        ## Who pays

        > We will not run empty boats.
        >
        > — probably Jonas Brandt

        ^d-b2

        Ask the council.

        \- who?

        #money #ferry

        """##)
  }

  @Test func markdownOfSeveralArticles() throws {
    let other = sampleBookmark("c1", exact: "Trains.", article: ArticleFacts(id: "t", source: "/trains.txt"), section: "S")
    let text = try Self.export("markdown", Self.bookmarks + [other])
    #expect(text.hasPrefix("# Night ferries: \"return\"\n\n- author: Mara Ekdal\n- source: /articles/ferries.txt\n"))
    #expect(text.contains("\n# trains.txt\n\n- source: /trains.txt\n"))
    #expect(!text.contains("---"))
    #expect(try Self.export("markdown", appending: true).hasPrefix("\n# Night"))
  }

  @Test func org() throws {
    #expect(
      try Self.export("org") == """
        * Night ferries: "return"
        :PROPERTIES:
        :TITLE: Night ferries: "return"
        :AUTHOR: Mara Ekdal
        :SOURCE: /articles/ferries.txt
        :PUBLISHED: 2026-05-12
        :SAVED: 2026-05-13T09:30:00Z
        :TAGS: money ferry
        :WORDS: 1480
        :DIGEST_ID: a1b2c3
        :END:

        ** Boats | every forty

        *** # One, *two*. Three.
        :PROPERTIES:
        :CUSTOM_ID: d-b1
        :SAVED: 2026-05-13T09:31:40Z
        :END:
        #+begin_quote
        ,# One, *two*.
        Three.
        #+end_quote

        ** Who pays

        *** We will not run empty boats. :money:ferry:
        :PROPERTIES:
        :CUSTOM_ID: d-b2
        :SAVED: 2026-05-13T09:30:00Z
        :SPEAKER: probably Jonas Brandt
        :TAGS: money ferry
        :END:
        #+begin_quote
        We will not run empty boats.

        — probably Jonas Brandt
        #+end_quote

        Ask the council.

        - who?

        """)
  }

  @Test func plainText() throws {
    #expect(
      try Self.export("text") == """
        Night ferries: "return"
        author: Mara Ekdal
        source: /articles/ferries.txt
        published: 2026-05-12
        saved: 2026-05-13T09:30:00Z
        tags: #money #ferry
        words: 1480
        digest_id: a1b2c3

        Boats | every forty

        # One, *two*.
        Three.

        Who pays

        “We will not run empty boats.”
        — probably Jonas Brandt
        Ask the council.

        - who?
        #money #ferry

        """)
  }

  @Test func csv() throws {
    #expect(
      try Self.export("csv") == """
        Highlight,Title,Author,URL,Note,Location,Date\r
        "# One, *two*.\nThree.","Night ferries: ""return""\",Mara Ekdal,https://example.org/ferries,,1,2026-05-13 09:31:40\r
        We will not run empty boats.,"Night ferries: ""return""\",Mara Ekdal,https://example.org/ferries,"Ask the council.

        - who?
        .money .ferry",2,2026-05-13 09:30:00\r

        """)
    #expect(try !Self.export("csv", appending: true).contains("Highlight"))
  }

  @Test func webAnnotation() throws {
    let object = try #require(try JSONSerialization.jsonObject(with: Data(Self.export("jsonld").utf8)) as? [String: Any])
    #expect(object["@context"] as? String == "http://www.w3.org/ns/anno.jsonld")
    #expect(object["type"] as? String == "AnnotationCollection")
    let items = try #require((object["first"] as? [String: Any])?["items"] as? [[String: Any]])
    let bodies = try #require(items[1]["body"] as? [[String: String]])
    #expect(bodies.map { $0["purpose"] } == ["commenting", "tagging", "tagging", "identifying"])
    #expect(bodies.map { $0["value"] } == ["Ask the council.\n\n- who?", "money", "ferry", "Jonas Brandt"])
    let target = try #require(items[0]["target"] as? [String: Any])
    #expect(target["source"] as? String == "file:///articles/ferries.txt")
    let selectors = try #require(target["selector"] as? [[String: Any]])
    #expect(selectors[0]["exact"] as? String == "# One, *two*.\nThree.")
    #expect(selectors[1]["start"] as? Int == 20)
  }

  @Test func linesOfJSON() throws {
    let lines = try Self.export("ndjson").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[1] == """
        {"schema":1,"id":"b2","source":"/articles/ferries.txt","title":"Night ferries: \\"return\\"","kind":"quotation",\
        "sectionHeadline":"Who pays","exact":"We will not run empty boats.","prefix":"before ","suffix":" after","start":300,"end":328,\
        "speaker":"Jonas Brandt","confidence":"probable","note":"Ask the council.\\n\\n- who?","tags":["money","ferry"],\
        "created":"2026-05-13T09:30:00Z","modified":"2026-05-13T09:30:00Z","anchor":"unchecked"}
        """)
    #expect(lines[0].contains(#""note":null,"tags":[]"#))
  }

  @Test func orderOfInputDoesNotCount() throws {
    for format in ExchangeFormat.all { #expect(format.export(Self.bookmarks) == format.export(Self.bookmarks.reversed())) }
  }

  /// Words, and how Markdown has them.
  @Test(arguments: [
    ("plain words", "plain words"), ("# no headline", "\\# no headline"), ("> no quotation", "\\> no quotation"),
    ("- no list", "\\- no list"),
    ("+ no list", "\\+ no list"), ("1. no list", "1\\. no list"), ("12) no list", "12\\) no list"), ("1.5 percent", "1\\.5 percent"),
    ("in 2026. Then", "in 2026. Then"), ("a - b > c", "a - b > c"), ("`code`", "\\`code\\`"), ("<b> & &amp; R&D", "\\<b> & \\&amp; R&D"),
    ("[a](b)", "\\[a\\](b)"), ("*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~"), ("a|b", "a\\|b"), ("back\\slash", "back\\\\slash"),
    ("  edges \t", "&#32;&#32;edges&#32;&#9;"), ("　全角", "&#12288;全角"), ("---", "\\---"), ("===", "\\==="), ("emoji 🚢🏳️‍🌈", "emoji 🚢🏳️‍🌈"),
    ("$5 and $6", "\\$5 and \\$6"), ("a\r", "a&#13;"),
  ]) func markdownEscapes(words: String, escaped: String) throws {
    let text = try Self.export("markdown", [sampleBookmark("x", exact: words)])
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("> ") })
    #expect(line == "> \(escaped)")
  }

  /// Line breaks: a hard one, a new paragraph, references where no line can hold them.
  @Test(arguments: [
    ("a\nb", "> a\\\n> b\n"), ("a\n\nb", "> a\n>\n> b\n"), ("a\n\n\nb", "> a&#10;\n>\n> b\n"), ("a\n", "> a&#10;\n"), ("\na", "> &#10;a\n"),
    ("a\n\n- b", "> a\n>\n> \\- b\n"), ("a \n b", "> a&#32;\\\n> &#32;b\n"),
  ]) func markdownLineBreaks(words: String, escaped: String) throws {
    #expect(try Self.export("markdown", [sampleBookmark("x", exact: words)]).contains("\n\n\(escaped)\n^d-x\n"))
  }

  @Test(arguments: [
    ("* no headline", ",* no headline"), ("#+end_quote", ",#+end_quote"), (",* comma", ",,* comma"), ("  #+x", "  ,#+x"),
    (", words", ", words"),
    (":END:", ",:END:"), ("| a |", ",| a |"), ("- item", "- item"), ("a * b", "a * b"),
  ]) func orgEscapes(words: String, escaped: String) throws {
    #expect(try Self.export("org", [sampleBookmark("x", exact: words)]).contains("#+begin_quote\n\(escaped)\n#+end_quote"))
  }

  @Test func tenThousandBookmarksOfManyArticlesAreGrouped() {
    let bookmarks = (0..<10_000).map { number in
      sampleBookmark("b\(number)", start: number, article: ArticleFacts(id: "a\(number % 100)", source: "/\(number % 100).txt"))
    }
    #expect(ArticleBookmarks.group(bookmarks).map(\.bookmarks.count) == Array(repeating: 100, count: 100))
  }

  @Test(arguments: [("notes.md", "markdown"), ("a/b.ORG", "org"), ("x.csv", "csv"), ("x.jsonl", "ndjson"), ("x.txt", "text")])
  func formFollowsExtension(path: String, name: String) {
    #expect(ExchangeFormat.forPath(path)?.name == name)
    #expect(ExchangeFormat.forPath("none") == nil)
  }

  @Test func fileNamesAreMadeOfTitles() {
    let groups = ["Who pays? Nobody!", "who pays: nobody", "夜间渡轮", "???"].enumerated().map { number, title in
      ArticleBookmarks.group([sampleBookmark("x", article: ArticleFacts(id: "id\(number)", source: "/", title: title))])[0]
    }
    #expect(ExportFile.names(for: groups) == ["who-pays-nobody", "who-pays-nobody-2", "夜间渡轮", "id3"])
  }
}

@Suite struct ExportFileTests {
  private static func contents(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
  private static func names(_ folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

  @Test func neverReplacesUnasked() throws {
    try TemporaryFolder.with { folder throws in
      let path = "\(folder)/notes.md"
      #expect(try ExportFile.write(Array("one\n".utf8), to: path, mode: .create) == .wrote)
      #expect(try ExportFile.write(Array("two\n".utf8), to: path, mode: .create) == .exists)
      #expect(try Self.contents(path) == "one\n")
      #expect(try ExportFile.write(Array("two".utf8), to: path, mode: .overwrite) == .wrote)
      #expect(try ExportFile.write(Array("three\n".utf8), to: path, mode: .append) == .wrote)
      #expect(try Self.contents(path) == "two\nthree\n")
      #expect(try Self.names(folder) == ["notes.md"])
    }
  }

  @Test func keepsPermissionsAndLinks() throws {
    try TemporaryFolder.with { folder throws in
      let path = "\(folder)/real.md"
      _ = try ExportFile.write(Array("one".utf8), to: path, mode: .create)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      try FileManager.default.createSymbolicLink(atPath: "\(folder)/link.md", withDestinationPath: path)
      _ = try ExportFile.write(Array("two".utf8), to: "\(folder)/link.md", mode: .overwrite)
      #expect(try Self.contents(path) == "two")
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link.md") == path)
    }
  }

  @Test func saysWhatIsWrong() throws {
    try TemporaryFolder.with { folder throws in
      let bytes = Array("one".utf8)
      #expect(
        throws: DigestError("\(folder)/no/x.md", "is in a folder that does not exist", remedy: "make the folder, or choose another name")
      ) {
        try ExportFile.write(bytes, to: "\(folder)/no/x.md", mode: .create)
      }
      #expect(throws: DigestError(folder, "is a folder", remedy: "choose a name in it")) {
        try ExportFile.write(bytes, to: folder, mode: .overwrite)
      }
      #expect(try Self.names(folder).isEmpty)
    }
  }
}
