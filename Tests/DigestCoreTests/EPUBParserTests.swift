/// EPUB books: what becomes of their pages, tables of contents and metadata, and of books with something wrong.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

@Suite struct EPUBParserTests {
  private static let lexicons = Lexicons(directory: "\(SharedData.checkout)/Content/Languages")

  private static func article(_ bytes: [UInt8]) throws -> Article {
    try #require(try DocumentMaker.document(bytes, source: "book.epub").articles(lexicons).first)
  }

  private static func article(_ book: SampleBook) throws -> Article { try article(book.bytes) }

  /// Roles and texts, a block each: `headline 2: The stair`.
  private static func lines(_ article: Article) -> [String] {
    article.blocks.indices.map { index in
      let block = article.blocks[index]
      return "\(block.role.rawValue)\(block.level > 0 ? " \(block.level)" : ""): \(article.text(ofBlock: index))"
    }
  }

  private static func problem(_ bytes: [UInt8]) -> String? {
    do {
      _ = try article(bytes)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func readsTheWholeBookInOrder() throws {
    let article = try Self.article(
      SampleBook([
        ("title.xhtml", "<h1>The Lamp Room</h1><p>Ines Okonkwo</p>"),
        ("one.xhtml", "<h2>The stair</h2><p>The keeper counted ninety steps.</p><blockquote><p>Mind the seventh.</p></blockquote>"),
        ("two.xhtml", "<h2>The glass</h2><p>Nobody cleaned it in May.</p><ul><li>cloth</li><li>spirit</li></ul><pre>a  b\nc</pre>"),
      ]))
    #expect(
      Self.lines(article) == [
        "title: The Lamp Room", "credit: Ines Okonkwo", "headline 1: The stair", "body: The keeper counted ninety steps.",
        "quote: Mind the seventh.", "headline 1: The glass", "body: Nobody cleaned it in May.", "list: cloth", "list: spirit",
        "code: a  b\nc",
      ])
    #expect(article.title == "The Lamp Room")
    #expect(article.metadata.byline == "Ines Okonkwo")
    #expect(article.metadata.published == "2021-06-01")
    #expect(article.metadata.publisher == "Quayside Press")
    #expect(article.metadata.language == "en")
    #expect(article.metadata.url == "urn:isbn:9780000000002")
    #expect(article.warnings.isEmpty)
  }

  private static let chapters: [(name: String, body: String)] = [
    ("a.xhtml", "<p>Before all.</p>"),
    ("b.xhtml", "<div id=\"part\"/><p>CHAPTER ONE</p><p>Ash fell on the pier.</p><h3>Noon</h3><p>It was quiet.</p>"),
    ("c.xhtml", "<p>Rain came.</p><p id=\"late\">Then it left.</p>"),
  ]
  private static let tree = ["part 1: Part I", "part 2: Chapter one", "c 2: Rain", "late 3: Later"]

  /// The section tree from EPUB 3's page, and from EPUB 2's file.
  @Test(arguments: [true, false]) func takesHeadlinesFromTheTables(isThree: Bool) throws {
    var book = SampleBook(Self.chapters)
    if isThree {
      book.navigation = """
        <nav epub:type="toc"><ol><li><a href="b.xhtml">Part I</a><ol><li><a href="b.xhtml#part">Chapter <b>one</b></a></li>
        <li><a href="c.xhtml">Rain</a><ol><li><a href="c.xhtml#late">Later</a></li></ol></li></ol></li></ol></nav>
        """
    } else {
      func point(_ label: String, _ source: String, _ inner: String = "") -> String {
        "<navPoint><navLabel><text>\(label)</text></navLabel><content src=\"\(source)\"/>\(inner)</navPoint>"
      }
      let rain = point("Rain", "c.xhtml", point("Later", "c.xhtml#late"))
      book.ncx = "<navMap>\(point("Part I", "b.xhtml", point("Chapter one", "b.xhtml#part") + rain))</navMap>"
    }
    #expect(
      Self.lines(try Self.article(book)) == [
        "body: Before all.", "headline 1: Part I", "headline 2: CHAPTER ONE", "body: Ash fell on the pier.", "headline 4: Noon",
        "body: It was quiet.", "headline 2: Rain", "body: Rain came.", "headline 3: Later", "body: Then it left.",
      ])
  }

  /// Lines that are one headline become one block; a page of links alone is a table of contents.
  @Test func joinsTheLinesOfAHeadline() throws {
    var book = SampleBook([
      ("toc.xhtml", "<h2>Contents</h2><p><a href=\"a.xhtml\">The stair</a></p><p><a href=\"b.xhtml\">The glass</a></p>"),
      ("a.xhtml", "<h2>Chapter 1</h2><h3>The stair</h3><p>Ninety steps.</p>"), ("b.xhtml", "<p>2</p><p>The glass</p><p>Nobody came.</p>"),
      ("c.xhtml", "<p>Part Two</p><p>III</p><p>The roof</p><p>It <em>leaked</em>.</p>"), ("d.xhtml", "<p>The end</p><p id=\"x\">Now.</p>"),
    ])
    let links = [("a.xhtml", "Chapter 1: The stair"), ("b.xhtml", "The glass"), ("c.xhtml", "Part Two"), ("c.xhtml", "The roof")]
    let list = (links + [("d.xhtml", "The end"), ("d.xhtml#x", "After")]).map { "<li><a href=\"\($0)\">\($1)</a></li>" }.joined()
    book.navigation = "<nav epub:type=\"toc\"><ol>\(list)</ol></nav>"
    let article = try Self.article(book)
    #expect(
      Self.lines(article) == [
        "promo: Contents", "promo: The stair", "promo: The glass", "headline 1: Chapter 1 The stair", "body: Ninety steps.",
        "headline 1: 2 The glass", "body: Nobody came.", "headline 1: Part Two", "headline 1: III The roof", "body: It leaked.",
        "headline 1: The end", "headline 1: After", "body: Now.",
      ])
    #expect(
      article.markup.inlines.filter { $0.kind == .emphasis }.map { String(decoding: article.utf8[$0.bytes], as: UTF8.self) } == ["leaked"])
  }

  @Test func foldsTheTableOfContents() throws {
    var book = SampleBook([("one.xhtml", "<h1>One</h1><p>Text of the first.</p>")])
    book.navigation = "<nav epub:type=\"toc\"><h1>Contents</h1><ol><li><a href=\"one.xhtml\">One</a></li></ol></nav>"
    book.spine = "<itemref idref=\"nav\"/>"
    #expect(
      Self.lines(try Self.article(book)) == ["headline 1: One", "body: Text of the first.", "promo: Contents", "promo: One"])
  }

  @Test func makesFootnotesAndLinksThem() throws {
    let article = try Self.article(
      SampleBook([
        (
          "one.xhtml",
          "<p>Sand<a epub:type=\"noteref\" href=\"notes.xhtml#n1\">1</a> moved.</p><aside epub:type=\"footnote\" id=\"f\"><p>Here.</p></aside>"
        ),
        ("notes.xhtml", "<h2>Notes</h2><section epub:type=\"endnotes\"><p id=\"n1\">From the north beach.</p></section>"),
      ]))
    #expect(
      Self.lines(article) == ["body: Sand1 moved.", "footnote: Here.", "headline 1: Notes", "footnote: From the north beach."])
    let note = try #require(article.markup.inlines.first { $0.kind == .note })
    #expect(String(decoding: article.utf8[note.bytes], as: UTF8.self) == "1")
    #expect(article.markup.target(of: note) == .place(article.blocks[3].bytes.lowerBound))
  }

  @Test func keepsReadingsOfCharacters() throws {
    let article = try Self.article(
      SampleBook([
        ("one.xhtml", "<p><ruby>灯台<rt>とうだい</rt></ruby>の<ruby>海<rp>(</rp><rt>うみ</rt><rp>)</rp>辺<rt>べ</rt></ruby>。</p>")
      ]))
    #expect(Self.lines(article) == ["body: 灯台（とうだい）の海辺（うみべ）。"])
  }

  @Test func decodesPagesByTheirDeclaration() throws {
    var book = SampleBook([("one.xhtml", "")])
    book.missing = ["EPUB/one.xhtml"]
    let declaration = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>"
    let text = SampleBook.page("<p>Маяк молчал до утра, и никто не поднялся к нему.</p>", declaration: declaration)
    let bytes = Array(text.data(using: .windowsCP1251) ?? Data())
    let entries = book.entries + [ZipWriter.Entry("EPUB/one.xhtml", bytes)]
    #expect(
      Self.lines(try Self.article(ZipWriter.archive(entries))) == ["body: Маяк молчал до утра, и никто не поднялся к нему."])
  }

  /// Pages that are no XML: names of characters, elements left open, sections of character data.
  @Test(arguments: [
    ("<p>caf&eacute;&nbsp;bar</p>", ["body: café bar"]),
    ("<p>One<p>Two", ["body: One", "body: Two"]),
    ("<a id=\"x\"/><p>One</p><script src=\"s.js\"/><p>Two & three</p>", ["body: One", "body: Two & three"]),
    ("<p><![CDATA[a < b]]> &copy;</p>", ["body: a < b ©"]),
    ("<p>a<br>b</p>", ["body: a b"]),
  ]) func readsWhatIsNearlyXML(body: String, lines: [String]) throws {
    #expect(Self.lines(try Self.article(SampleBook([("one.xhtml", body)]))) == lines)
  }

  @Test func readsWhatIsThere() throws {
    var book = SampleBook([("one.xhtml", "<p>The first.</p>"), ("two.xhtml", "<p>The second.</p>"), ("three.xhtml", "<p>The third.</p>")])
    book.missing = ["EPUB/two.xhtml"]
    book.spine = "<itemref idref=\"nobody\"/>"
    let article = try Self.article(book)
    #expect(Self.lines(article) == ["body: The first.", "body: The third."])
    #expect(article.warnings == ["a page of the book is unknown", "a page of the book is missing"])
  }

  @Test(arguments: [Set(["META-INF/container.xml"]), ["META-INF/container.xml", "EPUB/book.opf"]])
  func readsABookWithoutItsPackage(missing: Set<String>) throws {
    var book = SampleBook([("a.xhtml", "<p>The first.</p>"), ("b.xhtml", "<p>The second.</p>")])
    book.missing = missing
    let article = try Self.article(book)
    #expect(Self.lines(article) == ["body: The first.", "body: The second."])
    #expect(article.warnings == (missing.count == 1 ? [] : ["the book has no package"]))
  }

  @Test func goesInNoCircle() throws {
    var book = SampleBook([("one.xhtml", "<p>Once.</p>")])
    book.manifest = """
      <item id="x" href="x.svgz" media-type="image/x" fallback="y"/><item id="y" href="y.svgz" media-type="image/x" fallback="x"/>
      """
    book.spine = String(repeating: "<itemref idref=\"p0\"/><itemref idref=\"x\"/>", count: 1000)
    book.navigation = "<nav epub:type=\"toc\"><ol><li><a href=\"nav.xhtml\">Here</a></li></ol></nav>"
    #expect(Self.lines(try Self.article(book)) == ["body: Once."])
  }

  @Test func refusesWhatIsProtected() {
    var book = SampleBook([("one.xhtml", "<p>Secret.</p>")])
    func encryption(_ path: String) -> ZipWriter.Entry {
      ZipWriter.Entry(
        "META-INF/encryption.xml",
        "<encryption><EncryptedData><CipherData><CipherReference URI=\"\(path)\"/></CipherData></EncryptedData></encryption>")
    }
    book.files = [encryption("EPUB/font.otf")]
    #expect(Self.problem(book.bytes) == nil)
    book.files = [encryption("EPUB/one.xhtml")]
    #expect(Self.problem(book.bytes) == "book.epub: is a protected book; open it with the program that you have it from")
  }

  @Test func refusesBombs() {
    var book = SampleBook([("one.xhtml", "<p>Fine.</p>"), ("bomb.xhtml", "")])
    book.missing = ["EPUB/bomb.xhtml"]
    book.files = [ZipWriter.Entry("EPUB/BOMB.xhtml", ZipWriter.deflatedZeros(16 << 20), deflated: 16 << 20)]
    #expect(Self.problem(book.bytes)?.contains("200 times") == true)
  }

  @Test func leavesOutNamesThatClimbOut() throws {
    var book = SampleBook([("one.xhtml", "<p>Fine.</p>"), ("../../up.xhtml", "<p>Up.</p>")])
    book.files = [ZipWriter.Entry("../up.xhtml", "<p>Up.</p>")]
    let article = try Self.article(book)
    #expect(Self.lines(article) == ["body: Fine."])
    #expect(article.warnings.contains("2 files whose names lead out of the archive were left out"))
  }

  @Test func survivesDeepNesting() throws {
    let deep = String(repeating: "<div>", count: 5000) + "<p>Down here.</p>" + String(repeating: "</div>", count: 5000)
    #expect(Self.lines(try Self.article(SampleBook([("one.xhtml", deep)]))) == ["body: Down here."])
    let lists =
      String(repeating: "<ol><li>", count: 100) + "<a href=\"one.xhtml\">One</a>" + String(repeating: "</li></ol>", count: 100)
    var book = SampleBook([("one.xhtml", "<p>Text.</p>")])
    book.navigation = "<nav epub:type=\"toc\">\(lists)</nav>"
    #expect(Self.lines(try Self.article(book)) == ["headline 9: One", "body: Text."])
  }

  /// The pages of the printed book: by the book's list, else by marks in its pages.
  @Test(arguments: [true, false]) func knowsThePrintedPages(isListed: Bool) throws {
    var book = SampleBook([
      (
        "one.xhtml",
        "<span epub:type=\"pagebreak\" id=\"a\" title=\"xi\"/><p>Some text, <span epub:type=\"pagebreak\" id=\"b\" title=\"12\"/>and more.</p>"
      ),
      ("two.xhtml", "<p>End.<span epub:type=\"pagebreak\" id=\"c\" title=\"13\"/></p><p>Really.</p>"),
    ])
    if isListed {
      let links = [("one.xhtml#a", "xi"), ("one.xhtml#b", "12"), ("two.xhtml#c", "13"), ("two.xhtml#nowhere", "14")]
      book.navigation =
        "<nav epub:type=\"page-list\"><ol>\(links.map { "<li><a href=\"\($0)\">\($1)</a></li>" }.joined())</ol></nav>"
    }
    let article = try Self.article(book)
    #expect(article.printedPages.map(\.label) == ["xi", "12", "13"])
    let text = Array(article.text.utf8)
    #expect(article.printedPages.map { String(decoding: text[$0.byte...].prefix(4), as: UTF8.self) } == ["Some", " and", "\nRea"])
  }

  /// The article of a book's first pages is a prefix of the whole one.
  @Test func beginsAsItGoesOn() throws {
    let words = "The harbour was quiet and the boats lay still while somebody counted the lamps along the wall."
    let page = "<h2>Night</h2>" + String(repeating: "<p>\(words)</p>", count: 120)
    var book = SampleBook((0..<40).map { ("page\($0).xhtml", page) })
    book.pages[2].body = String(repeating: "<p>\(words)</p><h3>Sub</h3>", count: 2000)
    let document = try DocumentMaker.document(book.bytes, source: "book.epub")
    let parser = EPUBParser(lexicons: Self.lexicons)
    let whole = try #require(try parser.parse(document).first)
    let start = try #require(try parser.beginning(of: document))
    #expect(start.utf8.count > 30_000 && start.utf8.count < whole.utf8.count / 2)
    #expect(whole.utf8.starts(with: start.utf8))
    #expect(Array(whole.blocks.prefix(start.blocks.count)) == start.blocks)
    #expect(whole.metadata == start.metadata)
    let short = try DocumentMaker.document(SampleBook([("one.xhtml", "<p>Short.</p>")]).bytes, source: "book.epub")
    #expect(try parser.beginning(of: short) == nil)
  }

  @Test func survivesAnyChange() throws {
    let whole = SampleBook(Self.chapters).bytes
    var random = SeededRandom(11)
    for round in 0..<300 {
      var bytes = whole
      if round.isMultiple(of: 3) { bytes.removeLast(Int.random(in: 1..<whole.count, using: &random)) }
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      let document = Document(source: "book.epub", bytes: bytes, format: .epub)
      guard let article = try? document.articles(Self.lexicons).first else { continue }
      #expect(article.blocks.allSatisfy { $0.bytes.upperBound <= article.utf8.count })
    }
  }

  /// The letters and digits of a page's body, by the plainest means: what stands between its tags.
  private static func letters(ofPage utf8: [UInt8]) -> String {
    var text = String(decoding: utf8, as: UTF8.self)
    if let body = text.range(of: "<body") { text.removeSubrange(..<body.lowerBound) }
    text = text.split(separator: "<", omittingEmptySubsequences: false).map { $0.split(separator: ">", maxSplits: 1).dropFirst().joined() }
      .joined(separator: " ")
    for (name, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#160;", " "), ("&amp;", "&")] {
      text = text.replacingOccurrences(of: name, with: character)
    }
    return text.foldedLetters
  }

  @Test(.enabled(if: SharedData.path != nil, "needs ../shared")) func losesNothingOfTheSampleBooks() throws {
    let folder = try #require(SharedData.path) + "/corpora/formats"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".epub") }
    #expect(!names.isEmpty)
    for name in names {
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
      let files = ArchiveFiles(try ZipArchive(bytes, source: name))
      let package = try EPUBPackage(files, lexicons: Self.lexicons)
      let texts = try files.texts(package.pages)
      let expected = package.pages.map { Self.letters(ofPage: texts[$0]?.utf8 ?? []) }.joined()
      #expect(try Self.article(bytes).text.foldedLetters == expected, "\(name)")
    }
  }

  /// Words of made-up books, with everything that a page may hold, are all there and in order.
  @Test(arguments: 0..<20) func losesNothing(seed: UInt64) throws {
    var random = SeededRandom(seed)
    var number = 0
    func word() -> String {
      number += 1
      return "w\(number)x"
    }
    func inline() -> String {
      let kinds = [
        "%", "<em>%</em>", "<a href=\"#x\">%</a>", "<span id=\"s\">%</span>", "<b>%</b>%", "<img alt=\"\"/>%", "<code>%</code>", "%<br/>%",
      ]
      return (0..<Int.random(in: 1...5, using: &random)).map { _ in
        (kinds.randomElement(using: &random) ?? "%").split(separator: "%", omittingEmptySubsequences: false).joined(separator: word())
      }.joined(separator: " ")
    }
    func block(_ depth: Int) -> String {
      let kinds = [
        "<p>%</p>", "<h2>%</h2>", "<div>%</div>", "<blockquote>@</blockquote>", "<section>@@</section>", "<ul><li>%</li><li>@</li></ul>",
        "<pre>%</pre>", "<aside epub:type=\"footnote\">@</aside>",
        "<table><tr><td>%</td><td>%</td></tr><tr><td>%</td><td>%</td></tr></table>",
        "<div class=\"share comments related\">@</div>", "%", "<dl><dt>%</dt><dd>@</dd></dl>",
        "<figure><figcaption>%</figcaption></figure>",
      ]
      var out = ""
      for character in kinds.randomElement(using: &random) ?? "" {
        switch character {
        case "%": out += inline()
        case "@": out += depth > 4 ? inline() : block(depth + 1)
        default: out.append(character)
        }
      }
      return out
    }
    let pages = (0..<6).map { ("p\($0).xhtml", (0..<Int.random(in: 0...8, using: &random)).map { _ in block(0) }.joined()) }
    let bodies = pages.map(\.1)
    let article = try Self.article(SampleBook(pages))
    let found = bodies.joined(separator: " ").split { !$0.isLetter && !$0.isNumber }.filter { $0.first == "w" && $0.last == "x" }
    #expect(article.text.foldedLetters == found.joined())
  }
}

extension Article {
  fileprivate var text: String { String(decoding: utf8, as: UTF8.self) }
}
