/// Links, tables, code, lists and quotations on the screens.

import DigestCore
import DigestTUI
import DigestTestSupport
import Testing

struct MarkupScreenTests {
  private static let page = """
    <!doctype html><html lang=en><head><title>The mill keeps its wheel</title><link rel=canonical href=https://weir.invalid/log/mill></head><body>
    <h1>The mill keeps its wheel</h1>
    <p>The <em>night clerk</em> counted the crates <strong>twice</strong>, and typed <code>tally --all</code> into the <a href=/ledger>harbour
    ledger</a> before he went home.<sup><a href=#n1>1</a></sup> The <a href="https://barge.invalid/a b?x=&#x202E;1">barge</a> had left by then,
    with <b>all <i>its rye</i></b>.</p>
    <h2>What was in the crates</h2>
    <p>Nobody on the quay had seen the list, which names three things and says of one of them where it was to be put:</p>
    <ul><li>rye, for the mill at the weir, of which half was wet when it came and had to be spread on the floor of the loft<ol start=9><li>dry
    <li>wet</ol><li>salt</ul>
    <blockquote><p>No stone was moved that year, says the deed, and the wheel is to turn as long as there is water in the river.</p></blockquote>
    <pre>tally --all --into ledger.txt   # counts every crate on the quay and writes it down
    \tweigh --dry</pre>
    <table><tr><th>Week</th><th>Sacks</th><th>Where they were put</th></tr>
    <tr><td>23</td><td>1,044</td><td>In the loft of the mill, the wet ones on the floor by the east gate</td></tr>
    <tr><td>24</td><td>9</td><td>On the quay</td></tr></table>
    <p>So it was told in the town, and so it stands in the book.</p>
    <p id=n1>The ledger itself is kept at the lock.</p>
    <div class=related><a href=/x>Ten mills to see this year</a></div>
    </body></html>
    """

  private static func opened() throws -> OpenedArticle {
    let document = try DocumentMaker.document(Array(page.utf8), source: "/a/mill.html")
    let lexicons = Lexicons(directory: SharedData.checkout + "/Content/Languages")
    let article = try #require(try document.articles(lexicons).first)
    let facts = DocumentFacts(
      format: document.format, encoding: document.encoding, encodingOrigin: document.encodingOrigin,
      replacements: 0, bytes: page.utf8.count)
    return OpenedArticle(
      article: article, digest: Analyzer(lexicons: lexicons).analyze(article),
      identity: ArticleIdentity(path: "/a/mill.html"), document: facts,
      progress: 1)
  }

  @Test(arguments: [
    ("links", "Enter"), ("links-letters", "Enter o"), ("links-focus", "Enter o s"),
    ("tables", "Enter G"), ("promos", "Enter z G"),
  ])
  func pictures(name: String, keys: String) throws {
    for (columns, rows) in [(80, 24), (40, 12), (24, 9)] {
      var script = try ScreenScript(Self.opened(), columns: columns, rows: rows)
      script.press(keys)
      let difference = Golden.difference(
        of: script.frame, from: "markup-\(name)-\(columns)x\(rows).txt")
      #expect(difference == nil, "\(difference ?? "")")
    }
  }

  /// Keys and what the screen then shows.
  @Test(arguments: [
    ("Enter o a", "https://weir.invalid/ledger"),
    ("Enter o d", "https://barge.invalid/a%20b?x=%E2%80%AE1"),
    ("Enter o s", "→ The ledger itself"), ("Enter o a", "y copy address"),
    ("Enter o s", "Enter go there"), ("Enter o z", "no link has the letter"),
    ("Enter o a Enter", "y copies the address"), ("Enter o s y", "Enter goes there"),
    ("Enter o Esc", "m keep section"),
    ("Enter o a Esc", "m keep section"), ("Enter o a ] [", "m keep section"),
    ("Enter o a )", "no quotation"), ("Enter G o", "no link on this screen"),
    ("o", "has no meaning here"),
  ])
  func keys(keys: String, shown: String) throws {
    var script = try ScreenScript(Self.opened(), columns: 100, rows: 30)
    script.press(keys)
    #expect(script.screen.contains(shown), "\(script.screen)")
  }

  @Test func copiesTheAddress() throws {
    var script = try ScreenScript(Self.opened())
    script.press("Enter o d y")
    #expect(script.copied == ["https://barge.invalid/a%20b?x=%E2%80%AE1"])
  }

  @Test func goesToANoteAndBack() throws {
    var script = try ScreenScript(Self.opened(), columns: 60, rows: 12)
    script.press("Enter")
    let start = script.topRow
    script.press("o s Enter")
    #expect(script.screen.contains("The ledger itself is kept at the lock."))
    #expect(script.topRow != start)
    script.press("<")
    #expect(script.topRow == start)
  }

  @Test func stylesAreDrawn() throws {
    var script = try ScreenScript(Self.opened())
    script.press("Enter")
    for piece in [
      "⟦emphasis⟧night clerk", "⟦strong⟧twice", "⟦inlineCode⟧tally --all", "⟦link⟧barge",
      "⟦strongEmphasis⟧its rye",
    ] {
      #expect(script.marked.contains(piece), "\(piece) in \(script.marked)")
    }
    script.press("o a")
    #expect(script.marked.contains("⟦linkFocused⟧"))
  }

  /// More links than letters have two letters each, never `y`.
  @Test func manyLinks() throws {
    let links = (0..<60).map { "<a href=/\($0)>w\($0)</a>" }.joined(separator: " ")
    let html =
      "<!doctype html><title>t</title><p>Words before the links, and a sentence of some length to hold them all. \(links)</p>"
    let document = try DocumentMaker.document(Array(html.utf8), source: "/a/many.html")
    let lexicons = Lexicons(directory: nil)
    let article = try #require(try document.articles(lexicons).first)
    let facts = DocumentFacts(
      format: .html, encoding: "UTF-8", encodingOrigin: .utf8, replacements: 0,
      bytes: html.utf8.count)
    var script = try ScreenScript(
      OpenedArticle(
        article: article, digest: Analyzer(lexicons: lexicons).analyze(article),
        identity: ArticleIdentity(path: "/a/many.html"),
        document: facts, progress: 1))
    script.press("Enter o a")
    #expect(script.status.contains("Which link?"))
    script.press("d")
    #expect(script.status.contains("/2 ") || script.status.hasPrefix(" /2"))
  }

  /// A table in any width shows all of its words.
  @Test(arguments: [20, 24, 31, 40, 57, 80, 120]) func tablesLoseNoWord(columns: Int) throws {
    var script = try ScreenScript(Self.opened(), columns: columns, rows: 300)
    script.press("Enter g")
    var shown = script.screen
    script.press("G")
    shown += script.screen
    for word in ["Week", "Sacks", "1,044", "east", "quay"] {
      #expect(shown.contains(word), "\(word) at \(columns)")
    }
  }
}
