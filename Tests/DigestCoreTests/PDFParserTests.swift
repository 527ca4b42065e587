/// PDFs: reading order, paragraphs, headlines, what stands on every page, notes, and what cannot be read.

import DigestTestSupport
import Testing

@testable import DigestCore

struct PDFParserTests {
  private func article(_ bytes: [UInt8]) throws -> Article {
    let document = try DocumentMaker.document(bytes, source: "paper.pdf")
    #expect(document.format == .pdf)
    return try #require(document.articles(Pages.lexicons).first)
  }

  private func article(_ draw: (inout PDFWriter) -> Void) throws -> Article {
    var pdf = PDFWriter()
    pdf.page()
    draw(&pdf)
    return try article(pdf.bytes())
  }

  /// The blocks as lines: role, text.
  private func shown(_ article: Article) -> [String] {
    article.blocks.indices.map { "\(article.blocks[$0].role) \(article.text(ofBlock: $0))" }
  }

  private let left = [
    "The mill by the weir has ground no corn since", "the flood, and nobody in the village wants to",
    "pay for a new wheel before the autumn comes.",
  ]
  private let right = [
    "Last week the miller's daughter counted what", "the repair would cost, and she came to a sum",
    "that the council had not thought of at all.",
  ]

  @Test func joinsLinesToParagraphs() throws {
    let article = try article { pdf in
      var y = pdf.lines(left, x: 72, y: 100)
      y = pdf.lines(right, x: 72, y: y + 10)
    }
    #expect(shown(article) == ["body " + left.joined(separator: " "), "body " + right.joined(separator: " ")])
  }

  @Test func aLineSetInBeginsAParagraph() throws {
    let article = try article { pdf in
      pdf.line(left[0], x: 84, y: 100)
      pdf.lines([left[1], left[2]], x: 72, y: 112)
      pdf.line(right[0], x: 84, y: 136)
      pdf.lines([right[1], right[2]], x: 72, y: 148)
    }
    #expect(shown(article) == ["body " + left.joined(separator: " "), "body " + right.joined(separator: " ")])
  }

  /// Drawn line by line over both columns, as some programs do.
  @Test func readsColumnsOneAfterTheOther() throws {
    let article = try article { pdf in
      pdf.line("A mill without a wheel and a village without bread", x: 72, y: 80, size: 18)
      for index in left.indices {
        pdf.line(left[index], x: 72, y: 120 + Double(index) * 12)
        pdf.line(right[index], x: 310, y: 120 + Double(index) * 12)
      }
    }
    #expect(
      shown(article) == [
        "title A mill without a wheel and a village without bread", "body " + left.joined(separator: " "),
        "body " + right.joined(separator: " "),
      ])
  }

  @Test func aParagraphGoesOnInTheNextColumn() throws {
    let article = try article { pdf in
      pdf.lines(left.dropLast() + ["pay for a new wheel, a new weir and the long"], x: 72, y: 120)
      pdf.lines(["repair of the roof that leaks upon the stones"] + right, x: 310, y: 120)
    }
    #expect(shown(article).count == 1)
    #expect(article.text(ofBlock: 0).contains("the long repair of the roof that leaks upon the stones Last week"))
  }

  @Test(arguments: [
    (["The village by the old mill waits for its har-", "vest."], "harvest."),
    (["The village sits beside a well-", "known weir. It is well-known."], "well-known weir"),
    (["They grow wheat, which is a winter-", "and summer crop."], "winter- and summer"),
    (["The road from here to the town of Nord-", "Heim."], "Nord-Heim."),
  ])
  func hyphensAtLineEnds(lines: [String], expected: String) throws {
    let article = try article { $0.lines(lines, x: 72, y: 100) }
    #expect(article.text(ofBlock: 0).contains(expected))
  }

  @Test func headlinesBySizeOfType() throws {
    let article = try article { pdf in
      pdf.line("The wheel that stopped", x: 72, y: 80, size: 24)
      pdf.lines(left, x: 72, y: 120)
      pdf.line("What it costs", x: 72, y: 180, size: 16)
      pdf.lines(right, x: 72, y: 204)
      pdf.line("Who pays", x: 72, y: 260, size: 13)
      pdf.lines(left, x: 72, y: 284)
    }
    #expect(article.title == "The wheel that stopped")
    let headlines = article.blocks.indices.filter { article.blocks[$0].role == .headline }
    #expect(headlines.map { article.text(ofBlock: $0) } == ["What it costs", "Who pays"])
    #expect(article.blocks[headlines[0]].level < article.blocks[headlines[1]].level)
  }

  @Test func setsAsideWhatStandsOnEveryPage() throws {
    var pdf = PDFWriter()
    for page in 1...4 {
      pdf.page()
      pdf.line("The Weir Gazette", x: 250, y: 40, size: 9)
      let word = ["first", "second", "third", "fourth"][page - 1]
      pdf.lines(left.map { "The \(word) time: \($0.prefix(30))" }, x: 72, y: 100)
      pdf.line("Page \(page) of 4", x: 280, y: 810, size: 9)
    }
    let article = try article(pdf.bytes())
    let text = article.blocks.indices.filter { article.blocks[$0].role == .body }.map { article.text(ofBlock: $0) }.joined(separator: " ")
    #expect(text.split(separator: " ").filter { ["first", "second", "third", "fourth", "Gazette", "Page"].contains($0) }.count == 12)
    let promos = article.blocks.indices.filter { article.blocks[$0].role == .promo }.map { article.text(ofBlock: $0) }
    #expect(promos == (1...4).map { "The Weir Gazette Page \($0) of 4" })
  }

  @Test func notesComeLast() throws {
    var pdf = PDFWriter()
    pdf.page()
    pdf.lines(left, x: 72, y: 100)
    pdf.lines(["1 All sums are in crowns.", "2 The weir was built long ago."], x: 72, y: 780, size: 8, leading: 10)
    pdf.page()
    pdf.lines(right, x: 72, y: 100)
    let article = try article(pdf.bytes())
    #expect(shown(article).suffix(2) == ["footnote 1 All sums are in crowns.", "footnote 2 The weir was built long ago."])
    #expect(article.text(ofBlock: 1) == right.joined(separator: " "))
  }

  @Test func keepsTablesAndLists() throws {
    let article = try article { pdf in
      pdf.lines(left, x: 72, y: 100)
      for (index, row) in [("Year", "Sacks", "Loss"), ("2021", "410", "31"), ("2022", "449", "28")].enumerated() {
        let y = 160 + Double(index) * 14
        pdf.line(row.0, x: 72, y: y)
        pdf.line(row.1, x: 200, y: y)
        pdf.line(row.2, x: 300, y: y)
      }
      pdf.line("•", x: 80, y: 230)
      pdf.line("a new wheel of oak that turns", x: 92, y: 230)
      pdf.line("•", x: 80, y: 242)
      pdf.line("a roof over the stones", x: 92, y: 242)
    }
    #expect(
      shown(article).suffix(3) == [
        "table Year\tSacks\tLoss\n2021\t410\t31\n2022\t449\t28", "list • a new wheel of oak that turns", "list • a roof over the stones",
      ])
  }

  @Test func tellsWhatTheFileSaysOfItself() throws {
    var pdf = PDFWriter()
    pdf.page()
    pdf.lines(left, x: 72, y: 100)
    let article = try article(pdf.bytes(title: "A mill & its wheel", author: "Ada Quill"))
    #expect(article.title == "A mill & its wheel")
    #expect(article.metadata.byline == "Ada Quill")
    #expect(article.metadata.published == "2024-03-18")
  }

  @Test func saysWhyAFileCannotBeRead() throws {
    func failure(_ bytes: [UInt8]) -> String {
      do {
        _ = try DocumentMaker.document(bytes, source: "a.pdf").articles(Pages.lexicons)
        return "read"
      } catch { return "\(error)" }
    }
    var empty = PDFWriter()
    empty.page()
    #expect(
      failure(empty.bytes())
        == "a.pdf: holds pictures of pages and no text; read the words out of them first, as with ocrmypdf FILE NEW.pdf")
    #expect(failure(Array("%PDF-1.4\nnothing of the kind".utf8)).hasPrefix("a.pdf: is a broken PDF"))
    var locked = PDFWriter()
    locked.page()
    locked.line("secret", x: 72, y: 72)
    let key = String(repeating: "0", count: 64)
    let trailer = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <\(key)> /U <\(key)> >> /ID [<00> <00>] /Root 1 0 R"
    let bytes = String(decoding: locked.bytes(), as: UTF8.self).replacing("/Root 1 0 R", with: trailer)
    #expect(failure(Array(bytes.utf8)).hasPrefix("a.pdf: is locked with a password"))
  }

  /// What pdftotext prints is not trusted either.
  @Test func survivesStrangeWords() {
    let lines = [
      "<page width=\"nan\" height=\"1\">", "<word xMin=\"1\">", "<page width=\"10\" height=\"10\">",
      "<word xMin=\"1\" yMin=\"1\" xMax=\"0\" yMax=\"2\">x</word>",
      "<word xMin=\"1e30\" yMin=\"1\" xMax=\"1e31\" yMax=\"2\">x</word>",
      "<word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">\u{1}&amp;\u{FB01}&bad;</word>", "<word",
    ]
    let text = PDFText(Array(lines.joined(separator: "\n").utf8))
    #expect(text.pages.count == 1)
    #expect(text.pages[0].words.map { String(decoding: text.bytes[$0.text], as: UTF8.self) } == ["&fi&bad;"])
  }
}
