/// Mail and MHTML: headers, parts, encodings, quotations, what is hostile.

import Testing

@testable import DigestCore

struct MailParserTests {
  private func articles(_ text: String, bytes: [UInt8]? = nil) throws -> [Article] {
    try DocumentMaker.document(bytes ?? Array(text.utf8), source: "a.eml").articles(Pages.lexicons)
  }

  private func article(_ text: String) throws -> Article { try #require(articles(text).first) }

  private func shown(_ article: Article) -> [String] {
    article.blocks.indices.map { "\(article.blocks[$0].role) \(article.text(ofBlock: $0))" }
  }

  private let head =
    "From: Ada Quill <ada@mill.invalid>\r\nTo: you@mill.invalid\r\nDate: Tue, 5 Mar 2024 23:10:00 +0100\r\nMIME-Version: 1.0\r\n"
  private let prose = "The wheel of the old mill has stopped, and nobody in the village knows who could mend it."

  @Test func readsHeaders() throws {
    let article = try article(head + "Subject: The wheel\r\n that =?utf-8?Q?stopp=C3=A9?= =?utf-8?B?ZA==?=\r\n\r\n\(prose)\r\n")
    #expect(article.title == "The wheel that stoppéd")
    #expect(article.metadata.byline == "Ada Quill")
    #expect(article.metadata.published == "2024-03-05")
    #expect(article.blocks.map(\.role) == [.credit, .title, .body])
  }

  @Test(arguments: [
    ("=?utf-8?B?5pen5rU=?= =?utf-8?B?tw==?=", "旧海"), ("=?iso-8859-1?q?caf=E9?=", "café"), ("=?utf-8?Q?a_b?= c", "a b c"),
    ("a =?utf-8?Q?b?=", "a b"), ("=?bad", "=?bad"), ("=?utf-8?X?a?=", "=?utf-8?X?a?="), ("1 = 1?", "1 = 1?"),
  ])
  func encodedWords(value: String, expected: Substring) {
    #expect(String(decoding: MailHeaders.decoded(Array(value.utf8)), as: UTF8.self).hasPrefix(expected))
  }

  @Test(arguments: [
    ("Ada Quill <a@b.invalid>", "Ada Quill"), ("\"Quill, Ada\" <a@b.invalid>", "Quill, Ada"), ("a@b.invalid (Ada Quill)", "Ada Quill"),
    ("a@b.invalid", "a@b.invalid"), ("<a@b.invalid>", "a@b.invalid"),
  ])
  func names(address: String, name: String) { #expect(MailParser.name(address) == name) }

  @Test(arguments: [
    ("name=\"a b.txt\"", "a b.txt"), ("name*=utf-8''caf%C3%A9.txt", "café.txt"), ("name*0=one; name*1=\"two.txt\"", "onetwo.txt"),
    ("name*0*=iso-8859-1''caf%E9; name*1*=%20b", "café b"), ("name=\"a\\\"b;c\"", "a\"b;c"),
  ])
  func parameters(text: String, name: String) {
    let bytes = Array("Content-Type: text/plain; \(text)\r\n\r\n".utf8)
    let headers = bytes.withUnsafeBufferPointer { MailHeaders($0, 0..<$0.count) }
    #expect(headers.value("content-type").parameters["name"] == name)
    #expect(headers.value("content-type").word == "text/plain")
  }

  @Test(arguments: [("YWJj", "abc"), ("YW Jj\r\nZA==", "abcd"), ("YWJ", "ab"), ("YQ==YWI=", "aab"), ("*!", "")])
  func base64(text: String, expected: String) { #expect(MailDecoder.base64(text.utf8) == Array(expected.utf8)) }

  @Test(arguments: [("a=3Db", "a=b"), ("a=\r\nb", "ab"), ("a= \nb", "ab"), ("a=", "a"), ("a=zz", "a=zz"), ("=4", "=4")])
  func quotedPrintable(text: String, expected: String) {
    #expect(MailDecoder.quotedPrintable(Array(text.utf8)) == Array(expected.utf8))
  }

  @Test func theRicherFormIsRead() throws {
    let plain = "Content-Type: text/plain\r\n\r\n\(prose)\r\n"
    func mail(_ page: String) -> String {
      head + "Subject: Mill\r\nContent-Type: multipart/alternative; boundary=\"=x\"\r\n\r\nSome preamble.\r\n--=x\r\n\(plain)--=x\r\n"
        + "Content-Type: text/html; charset=utf-8\r\n\r\n\(page)\r\n--=x--\r\n"
    }
    let rich = try article(mail("<p>\(prose)</p><h2>Costs</h2><p>\(prose)</p>"))
    #expect(shown(rich).contains("headline Costs"))
    #expect(rich.title == "Mill")
    // A page that only says where the text is.
    #expect(try shown(article(mail("<a href=x>Open</a>"))).contains("body \(prose)"))
  }

  @Test func namesWhatIsAttached() throws {
    let article = try article(
      head + "Subject: Mill\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n\(prose)\r\n--x\r\n"
        + "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"sums.pdf\"\r\n\r\n%PDF\r\n--x\r\n"
        + "Content-Type: text/plain\r\n\r\nAnd this comes after what is attached to it, as some programs do.\r\n--x--\r\n")
    #expect(
      shown(article).suffix(3) == [
        "body \(prose)", "credit sums.pdf (application/pdf)", "body And this comes after what is attached to it, as some programs do.",
      ])
  }

  @Test func readsAMailInsideAMail() throws {
    let inner =
      "From: Bo <bo@mill.invalid>\r\nSubject: Weir\r\nDate: Mon, 4 Mar 2024 10:00:00 +0000\r\n\r\nThe weir has held through the whole flood.\r\n"
    let article = try article(
      head
        + "Subject: Mill\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n\(prose)\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n\(inner)--x--\r\n"
    )
    #expect(shown(article).contains { $0.hasPrefix("credit From: Bo <bo@mill.invalid>") })
    #expect(shown(article).last == "body The weir has held through the whole flood.")
    #expect(article.title == "Mill")
  }

  @Test func linesFlow() {
    let text = MailText(Array("one \ntwo\n>three \n> four\n> > five\n-- \nAda\nMill\n".utf8), isFlowed: true, deletesSpace: false)
    #expect(String(decoding: text.text, as: UTF8.self) == "one two\n> three four\n> five\n")
    #expect(String(decoding: text.signature, as: UTF8.self) == "Ada\nMill\n")
    let dense = MailText(Array("磨坊 \n停了\n".utf8), isFlowed: true, deletesSpace: true)
    #expect(String(decoding: dense.text, as: UTF8.self) == "磨坊停了\n")
  }

  @Test func quotationsAndSignature() throws {
    let roles = try article(
      head
        + "Subject: Mill\r\n\r\n\(prose)\r\n\r\n> Who could mend it, and what would it cost us all?\r\n\r\nBelow the weir the boats lie dry, as they have since the flood of last spring.\r\n-- \r\nAda\r\n"
    )
    #expect(roles.blocks.map(\.role) == [.credit, .title, .body, .quote, .body, .promo])
  }

  @Test(arguments: [
    ("utf-8", "caf\u{E9} caf\u{E9}"), ("windows-1251", "café, café, café, café, naïve, naïve, naïve, naïve, café"),
    ("none-such", "café, café, naïve"),
  ])
  func charsetsThatLie(charset: String, text: String) throws {
    // The first in Latin-1, the others in UTF-8, whatever the label says.
    let body = charset == "utf-8" ? Array(text.unicodeScalars.map { UInt8($0.value) }) : Array(text.utf8)
    let bytes = Array((head + "Subject: Mill\r\nContent-Type: text/plain; charset=\(charset)\r\n\r\n\(prose) ").utf8) + body
    let article = try #require(articles("", bytes: bytes).first)
    #expect(article.text(ofBlock: article.blocks.count - 1).hasSuffix(text))
  }

  @Test func aMailboxFileHoldsSeveral() throws {
    let one = "From ada@mill.invalid Tue Mar  5 10:00:00 2024\n" + (head + "Subject: One\r\n\r\n\(prose)\r\n").replacing("\r\n", with: "\n")
    let found = try articles(one + "\nFrom here on it is text.\n\n" + one.replacing("One", with: "Two"))
    #expect(found.map(\.title) == ["One", "Two"])
    #expect(found.map(\.source) == ["a.eml#entry-1", "a.eml#entry-2"])
    #expect(shown(found[0]).last == "body From here on it is text.")
  }

  @Test func hostileParts() throws {
    // Ten thousand parts, each inside the one before.
    var nested = head + "Subject: Mill\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n"
    for level in 1...10_000 { nested += "--b\(level - 1)\r\nContent-Type: multipart/mixed; boundary=b\(level)\r\n\r\n" }
    #expect(try articles(nested + prose).count == 1)
    // Each with the same boundary.
    let same =
      head + "Subject: Mill\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
      + String(repeating: "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\r\n", count: 10_000) + "--b\r\n\r\n\(prose)\r\n"
    _ = try? articles(same)
    let flat =
      head + "Subject: Mill\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + String(repeating: "--b\r\n\r\nword\r\n", count: 5000)
    #expect(try articles(flat)[0].warnings == ["only its first 2000 parts are read"])
    for broken in ["Content-Type: multipart/mixed\r\n\r\n\(prose)", "Content-Type: multipart/mixed; boundary=\r\n\r\n\(prose)"] {
      #expect(try shown(article(head + "Subject: Mill\r\n" + broken)).last == "body \(prose)")
    }
    let cut = head + "Subject: Mill\r\nContent-Transfer-Encoding: base64\r\n\r\nVGhlIHdoZWVsIGhhcyBzdG9wcGV"
    #expect(try shown(article(cut)).last?.hasSuffix("The wheel has stoppe") == true)
  }

  @Test func mhtmlIsItsPage() throws {
    let article = try article(
      "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://mill.invalid/wheel\r\nSubject: Mill\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/css\r\n\r\np { color: red }\r\n--x\r\n"
        + "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<!doctype html><title>Mill</title>=\r\n"
        + "<h1>Mill</h1><p>\(prose) It was caf=C3=A9 once.</p>\r\n--x--\r\n")
    #expect(article.title == "Mill")
    #expect(article.metadata.url == "https://mill.invalid/wheel")
    #expect(shown(article).contains { $0.hasSuffix("It was café once.") })
  }

  @Test(arguments: [
    ("From: a@b\nDate: x\nSubject: y\n\nz", Format.mail), ("From here: on\nthe text goes on.\n", .text), ("Title: a\nDate: b\n\nc", .text),
    ("Received: x\nFrom: y\nTo: z\n\nw", .mail), ("Content-Type: multipart/related; boundary=x\n\n", .mhtml),
  ])
  func signs(text: String, format: Format) throws {
    #expect(try DocumentMaker.document(Array(text.utf8), source: "x").format == format)
  }
}
