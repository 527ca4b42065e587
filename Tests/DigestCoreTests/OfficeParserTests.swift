/// Documents of word processors: their styles, lists, tables, notes and properties.

import DigestTestSupport
import Testing

@testable import DigestCore

@Suite struct OfficeParserTests {
  private static let lexicons = Lexicons(directory: "\(SharedData.checkout)/Content/Languages")

  private static func article(_ files: [(String, String)], name: String) throws -> Article {
    let bytes = ZipWriter.archive(files.map { ZipWriter.Entry($0.0, $0.1) })
    return try #require(try DocumentMaker.document(bytes, source: name).articles(lexicons).first)
  }

  private static func lines(_ article: Article) -> [String] {
    article.blocks.indices.map { index in
      let block = article.blocks[index]
      return "\(block.role.rawValue)\(block.level > 0 ? " \(block.level)" : ""): \(article.text(ofBlock: index))"
    }
  }

  // MARK: Word

  private static let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"urn:r\""

  /// A paragraph of a style.
  private static func p(_ text: String, _ style: String = "", _ properties: String = "") -> String {
    let style = style.isEmpty ? "" : "<w:pStyle w:val=\"\(style)\"/>"
    return "<w:p><w:pPr>\(style)\(properties)</w:pPr>\(text.hasPrefix("<") ? text : "<w:r><w:t>\(text)</w:t></w:r>")</w:p>"
  }

  private static func item(_ text: String, _ list: Int, _ level: Int = 0) -> String {
    p(text, "", "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(list)\"/></w:numPr>")
  }

  private static let styles = """
    <w:styles \(word)><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
    <w:style w:styleId="Kapitel"><w:name w:val="My chapter"/><w:basedOn w:val="berschrift1"/></w:style>
    <w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style><w:style w:styleId="Code"><w:name w:val="Source Code"/></w:style>
    <w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>
    <w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>
    <w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style></w:styles>
    """
  private static let numbering = """
    <w:numbering \(word)><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num></w:numbering>
    """

  private static func document(_ body: String, _ others: [(String, String)] = []) throws -> Article {
    try article(
      [
        ("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document \(word)><w:body>\(body)</w:body></w:document>"),
        ("word/styles.xml", styles), ("word/numbering.xml", numbering),
      ] + others, name: "x.docx")
  }

  @Test func readsWordsStyles() throws {
    let article = try Self.document(
      Self.p("The mill", "Titel") + Self.p("Contents", "Verzeichnis1") + Self.p("One", "berschrift1") + Self.p("It stands.", "A")
        + Self.p("Two", "Kapitel") + Self.p("He said so.", "Zitat") + Self.p("a = 1", "Code") + Self.p("b = 2", "Code")
        + Self.item("bread", 1)
        + Self.item("rye", 1, 1) + Self.item("wheat", 1, 1) + Self.p("Done.")
        + "<w:tbl>\(["a b", "c d"].map { row in "<w:tr>\(row.split(separator: " ").map { "<w:tc>\(Self.p(String($0)))</w:tc>" }.joined())</w:tr>" }.joined())</w:tbl>"
    )
    #expect(
      Self.lines(article) == [
        "title: The mill", "promo: Contents", "headline 1: One", "body: It stands.", "headline 1: Two", "quote: He said so.",
        "code: a = 1\nb = 2", "list: bread", "list: rye", "list: wheat", "body: Done.", "table: a\tb\nc\td",
      ])
    #expect(article.markup.inlines.compactMap(\.item) == [.bullet, .number(1), .number(2)])
  }

  @Test func readsWordsRuns() throws {
    let article = try Self.document(
      Self.p(
        "<w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r><w:r><w:t xml:space=\"preserve\"> and</w:t><w:tab/><w:t>plain</w:t></w:r>"
          + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space=\"preserve\"> new</w:t></w:r></w:ins>"
          + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
          + "<w:hyperlink r:id=\"r1\"><w:r><w:t xml:space=\"preserve\"> there</w:t></w:r></w:hyperlink>"),
      [
        (
          "word/_rels/document.xml.rels",
          "<Relationships><Relationship Id=\"r1\" Type=\"x/hyperlink\" Target=\"https://mill.example/\"/></Relationships>"
        )
      ])
    #expect(Self.lines(article) == ["body: Bold and plain new there"])
    let inlines = article.markup.inlines
    #expect(inlines.map(\.kind) == [.strong, .link])
    #expect(inlines.last.flatMap { article.markup.target(of: $0) } == .address("https://mill.example/"))
  }

  @Test func putsWordsNotesLast() throws {
    let note =
      "<w:footnote w:id=\"7\">\(Self.p("<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> Since May.</w:t></w:r>"))</w:footnote>"
    let article = try Self.document(
      Self.p("<w:r><w:t>Open</w:t></w:r><w:r><w:footnoteReference w:id=\"7\"/></w:r>") + Self.p("Last."),
      [("word/footnotes.xml", "<w:footnotes \(Self.word)><w:footnote w:id=\"0\">\(Self.p("Never."))</w:footnote>\(note)</w:footnotes>")])
    #expect(Self.lines(article) == ["body: Open1", "body: Last.", "footnote: 1 Since May."])
    let reference = try #require(article.markup.inlines.first { $0.kind == .note })
    #expect(article.markup.target(of: reference) == .place(article.blocks[2].bytes.lowerBound))
  }

  @Test func readsWordsProperties() throws {
    let core = """
      <cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Draft 7</dc:title><dc:creator>Ada Vance</dc:creator>
      <dcterms:created>2022-05-04T10:00:00Z</dcterms:created><dcterms:modified>2022-06-01T10:00:00Z</dcterms:modified></cp:coreProperties>
      """
    let article = try Self.document(Self.p("Text alone."), [("docProps/core.xml", core)])
    #expect(article.title == "Draft 7")
    #expect(article.metadata.byline == "Ada Vance")
    #expect(article.metadata.published == "2022-05-04")
    #expect(article.metadata.modified == "2022-06-01")
    // The title that the reader sees is worth more.
    #expect(try Self.document(Self.p("The mill", "Titel") + Self.p("x"), [("docProps/core.xml", core)]).title == "The mill")
  }

  // MARK: OpenDocument

  private static func odt(_ body: String, styles: String = "") throws -> Article {
    let names = ["office", "style", "text", "table", "draw", "fo", "xlink"].map { "xmlns:\($0)=\"urn:\($0)\"" }.joined(separator: " ")
    let content = """
      <office:document-content \(names)><office:automatic-styles>\(styles)</office:automatic-styles>
      <office:body><office:text>\(body)</office:text></office:body></office:document-content>
      """
    return try article([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)], name: "x.odt")
  }

  @Test func readsOpenDocumentsStyles() throws {
    let article = try Self.odt(
      """
      <text:p text:style-name="Title">The mill</text:p><text:table-of-content><text:p>One 1</text:p></text:table-of-content>
      <text:h text:outline-level="1">One</text:h><text:p text:style-name="P1">He said<text:s text:c="2"/>so.</text:p>
      <text:h text:outline-level="2">Two</text:h><text:p><text:span text:style-name="T1">Loud</text:span> and quiet.</text:p>
      <text:list text:style-name="L1"><text:list-item><text:p>bread</text:p><text:list><text:list-item><text:p>rye</text:p></text:list-item>
      </text:list></text:list-item><text:list-item><text:p>milk</text:p></text:list-item></text:list>
      <text:p text:style-name="Preformatted_20_Text">a = 1</text:p><text:p text:style-name="Preformatted_20_Text">b = 2</text:p>
      <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p>
      </table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell><table:table-cell>
      <text:p>d</text:p></table:table-cell></table:table-row></table:table><text:p>Done<office:annotation><text:p>why?</text:p></office:annotation>.</text:p>
      """,
      styles: """
        <style:style style:name="P1" style:parent-style-name="Quotations"/>
        <style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>
        <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>
        <text:list-level-style-bullet text:level="2"/></text:list-style>
        """)
    #expect(
      Self.lines(article) == [
        "title: The mill", "promo: One 1", "headline 1: One", "quote: He said so.", "headline 2: Two", "body: Loud and quiet.",
        "list: bread",
        "list: rye", "list: milk", "code: a = 1\nb = 2", "table: a\tb\nc\td", "body: Done.",
      ])
    #expect(article.markup.inlines.map(\.kind).contains(.strong))
    #expect(article.markup.inlines.compactMap(\.item) == [.number(1), .bullet, .number(2)])
  }

  @Test func putsOpenDocumentsNotesLast() throws {
    let article = try Self.odt(
      """
      <text:p>Open<text:note text:id="n1"><text:note-citation>1</text:note-citation><text:note-body><text:p>Since May.</text:p></text:note-body>
      </text:note> now.</text:p><text:p>Last.</text:p>
      """)
    #expect(Self.lines(article) == ["body: Open1 now.", "body: Last.", "footnote: 1 Since May."])
    let reference = try #require(article.markup.inlines.first { $0.kind == .note })
    #expect(article.markup.target(of: reference) == .place(article.blocks[2].bytes.lowerBound))
  }

  @Test func refusesAnEncryptedDocument() {
    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    #expect(throws: DigestError("x.odt", "is encrypted", remedy: "save it without a password first")) {
      try Self.article(
        [("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", manifest), ("content.xml", "garbage")],
        name: "x.odt")
    }
  }
}
