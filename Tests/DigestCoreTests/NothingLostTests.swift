/// Every visible word of real pages, and of Markdown, is in the article and in order.

import DigestTestSupport
import Foundation
import Testing

@testable import DigestCore

struct NothingLostTests {
  /// Pages beside the checkout: saved ones packed by gzip, and those of the sample of formats.
  static let pages: [String] = {
    guard let root = SharedData.path else { return [] }
    let folders = ["extraction/html", "html-headings/html", "formats"]
    return folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/corpora/\(folder)")) ?? []).sorted().filter {
        $0.hasSuffix(".html.gz") || $0.hasSuffix(".html") || $0.hasSuffix(".xhtml")
      }
      .map { "\(root)/corpora/\(folder)/\($0)" }
    }
  }()

  @Test(.enabled(if: SharedData.path != nil, "needs ../shared")) func thePagesAreThere() { #expect(Self.pages.count > 100) }

  @Test(.enabled(if: SharedData.path != nil, "needs ../shared"), arguments: pages)
  func everyWordOfAPage(path: String) throws {
    let document = try SourceReader(Source(path)).document(format: .html)
    let articles = try document.articles(Pages.lexicons)
    let utf8 = try HTMLGuard.checked(document.bytes, source: path).utf8
    let tree = try #require(Gumbo.parse(utf8, memory: HTMLGuard.memoryLimit))
    let out = articles.flatMap { Self.letters($0.utf8) }
    var at = 0
    for text in Self.shown(tree) {
      let letters = Self.letters(text)
      guard !letters.isEmpty else { continue }
      // Between two texts stands at most a picture's alternative text.
      guard let place = Self.find(letters, in: out, from: at, within: 2000) else {
        Issue.record("lost in \(path): \(String(decoding: text.prefix(80), as: UTF8.self))")
        return
      }
      at = place + letters.count
    }
  }

  /// The texts of a tree that a browser shows, or would show if the page's scripts asked it to.
  private static func shown(_ tree: HTMLTree) -> [[UInt8]] {
    var texts: [[UInt8]] = []
    var index = 0
    while index < tree.nodes.count {
      let node = tree.nodes[index]
      switch node.tag {
      case .text: texts.append(Array(tree.bytes[Int(node.text.lowerBound)..<Int(node.text.upperBound)]))
      case .head, .script, .style, .iframe, .noembed, .noframes, .datalist, .template, .title, .desc:
        index = Int(node.end)
        continue
      default: break
      }
      index += 1
    }
    return texts
  }

  /// Letters and digits, as UTF-8.
  private static func letters(_ utf8: [UInt8]) -> [UInt8] {
    var out = String.UnicodeScalarView()
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      out.append(scalar)
    }
    return Array(String(out).utf8)
  }

  private static func find(_ letters: [UInt8], in out: [UInt8], from start: Int, within reach: Int) -> Int? {
    let last = min(start + reach, out.count - letters.count)
    guard start <= last else { return nil }
    return (start...last).first { place in letters.indices.allSatisfy { out[place + $0] == letters[$0] } }
  }

  /// Every word of Markdown that a reader of its source would take for a word of the text.
  @Test(arguments: [
    "| a | b |\n|---|---|\n| one | two | three |\n| four |\n", "``` swift extra words\ncode\n```\n", "Set<Element> and <Unknown attr>\n",
    "See.[^a]\n\n[^a]: first\n[^a]: second\n[^b]: third\n", "> | a |\n> |---|\n> | one | two |\n", "- [x] done\n- [ ] open\n",
    "<details><summary>more</summary>\n\nhidden *words*\n\n</details>\n", "Term\n: definition\n", "![picture words](a.png)\n",
    "---\ntitle: words of the matter\nlist: [one, two]\n---\n\ntext\n", "a<br>b<wbr>c &amp; d\n", "~~struck~~ ==marked== ^up^\n",
    "$$x^2$$ and \\[y\\]\n",
  ])
  func everyWordOfMarkdown(text: String) throws {
    let document = try DocumentMaker.document(Array(text.utf8), source: "a.md")
    let out = String(decoding: Self.letters(try #require(try document.articles(Pages.lexicons).first).utf8), as: UTF8.self)
    let unseen: Set<String> = ["br", "wbr", "amp", "details", "summary", "png", "x", "a"]
    for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(String.init) where !unseen.contains(word) {
      #expect(out.contains(word), "\(word)")
    }
  }
}
