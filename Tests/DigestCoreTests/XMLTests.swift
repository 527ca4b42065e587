/// What libxml2 and the mender before it make of good and broken XML: the elements and texts, and that no word is lost.

import DigestTestSupport
import Testing

@testable import DigestCore

@Suite struct XMLTests {
  /// The events as a line: `(name` begins an element, `)` ends it, attributes as `name=value`.
  private final class Recorder: XMLReader {
    var line = ""
    var depth = 0
    var deepest = 0

    func begin(_ element: XMLElement) {
      depth += 1
      deepest = max(deepest, depth)
      line += "(" + element.name.local + element.attributes.map { " \($0.name.local)=\($0.value)" }.joined() + ":"
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) { line += String(decoding: bytes, as: UTF8.self) }

    func end() {
      depth -= 1
      line += ")"
    }
  }

  private static func read(_ xml: String) -> (line: String, faults: Int?) {
    let recorder = Recorder()
    let faults = XML.read(Array(xml.utf8), recorder)
    #expect(recorder.depth == 0)
    return (recorder.line, faults)
  }

  @Test(arguments: [
    ("elements", "<a><b>one</b> two<c/></a>", "(a:(b:one) two(c:))"),
    ("attributes", "<a k='1 &amp; &lt;2' l=\"it's\"/>", "(a k=1 & <2 l=it's:)"),
    ("references", "<a>&amp;&lt;&gt;&quot;&apos; &#8212;&#x41;</a>", "(a:&<>\"' —A)"),
    ("CDATA", "<a><![CDATA[<b>&amp;</b>]]></a>", "(a:<b>&amp;</b>)"),
    ("a declaration of another encoding", "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>", "(a:é)"),
    ("comments and instructions", "<?x y?><a><!-- <b> -->t<?php echo?></a><!-- end -->", "(a:t)"),
    ("a document type", "<!DOCTYPE a [<!ELEMENT a (#PCDATA)> <!-- ]> -->]><a>t</a>", "(a:t)"),
  ]) func wellFormed(_ name: String, _ xml: String, _ expected: String) {
    let (line, faults) = Self.read(xml)
    #expect(line == expected, "\(name)")
    #expect(faults == 0, "\(name)")
  }

  @Test(arguments: [
    ("an unclosed tag", "<a><b>one</a>", "(a:(b:one))"),
    ("crossed tags", "<a><b><i>x</b></i>y</a>", "(a:(b:(i:x))y)"),
    ("an end tag of nothing", "<a>x</b>y</a>", "(a:xy)"),
    ("too many end tags", "<a><b>1</b></a></a>after<c>2</c>", "(a:(b:1)after(c:2))"),
    ("two roots", "<a>1</a><b>2</b>", "(a:1(b:2))"),
    ("an ampersand", "<a>R&D, a && b</a>", "(a:R&D, a && b)"),
    ("an angle", "<a>1 < 2 <3></a>", "(a:1 < 2 <3>)"),
    ("an unknown entity", "<a>&unknown; x</a>", "(a:&unknown; x)"),
    ("references after a fault", "<a></b>&lt;x&gt; &eacute;</a>", "(a:<x> é)"),
    ("cut in a tag", "<a>one<b c='", "(a:one)"),
    ("cut in CDATA", "<a>one<![CDATA[two <b>", "(a:onetwo <b>)"),
    ("a comment without an end", "<a><!-- one<b>two</b></a>", "(a: one(b:two))"),
    ("attributes without marks and values", "<a k=v l>x</a>", "(a k=v l=l:x)"),
    ("a tag without its end", "<a><b k='v'<c>x</c></a>", "(a:(b k=v:(c:x)))"),
    ("a prefix that is not declared", "<a><x:b>t</x:b></a>", "(a:(b:t))"),
    ("an address in angles", "<a>ann@example.org <ann@example.org></a>", "(a:ann@example.org <ann@example.org>)"),
    ("capitals", "<a><B>x</b>y</a>", "(a:(B:x)y)"),
  ]) func broken(_ name: String, _ xml: String, _ expected: String) {
    let (line, faults) = Self.read(xml)
    #expect(line == expected, "\(name)")
    #expect((faults ?? 0) > 0, "\(name)")
  }

  @Test(arguments: [
    ("named by HTML", "<a>caf&eacute;&nbsp;&hellip;</a>", "(a:café\u{A0}…)"),
    ("windows-1252 by number", "<a>&#146;&#x93;</a>", "(a:’“)"),
    ("no character", "<a>x&#0;&#xFFFF;y&#xD800;</a>", "(a:x  y&#xD800;)"),
    ("controls", "<a>x\u{1}\u{0}y</a>", "(a:x  y)"),
  ]) func characters(_ name: String, _ xml: String, _ expected: String) {
    #expect(Self.read(xml).line == expected, "\(name)")
  }

  @Test func entitiesAreNotExpanded() {
    var bomb = "<!DOCTYPE a [<!ENTITY e0 'boom'>"
    for level in 1..<20 { bomb += "<!ENTITY e\(level) '" + String(repeating: "&e\(level - 1);", count: 10) + "'>" }
    bomb += "<!ENTITY file SYSTEM 'file:///etc/passwd'>]><a k='&e19;'>&e19;&file; word</a>"
    #expect(Self.read(bomb).line == "(a k=&e19;:&e19;&file; word)")
  }

  @Test func deepNestingIsFlattened() {
    let recorder = Recorder()
    let count = 50_000
    let xml = "<r>" + String(repeating: "<d>", count: count) + "word" + String(repeating: "</d>", count: count) + "<e>after</e></r>"
    #expect(XML.read(Array(xml.utf8), recorder) == 1)
    #expect(recorder.deepest == XML.depthLimit)
    #expect(recorder.depth == 0)
    #expect(recorder.line.contains("word"))
    #expect(recorder.line.hasSuffix("(e:after))"))
  }

  @Test func attributesBeyondTheLimitAreLeftOut() {
    let many = (0..<5000).map { " a\($0)='x'" }.joined()
    let tree = XMLTree(Array("<a\(many)>t</a>".utf8))
    #expect(tree?.nodes.first?.attributes.count == XMLMender.attributeLimit)
    #expect(tree?.text(of: 0) == "t")
  }

  @Test func tree() throws {
    let tree = try #require(XMLTree(Array("<p xmlns='urn:x'><i k='v'>one <b>two</b></i> three<i/></p>".utf8)))
    let items = tree.elements("i")
    #expect(items.count == 2)
    #expect(tree.text(of: items[0]) == "one two")
    #expect(tree.attribute("k", of: items[0]) == "v")
    #expect(tree.text(of: 0) == "one two three")
    #expect(tree.text(of: items[1]) == "")
    #expect(tree.children(of: 0).count == 3)
    #expect(tree.nodes[items[0]].name == XMLName(local: "i", namespace: "urn:x"))
  }

  @Test func nothingAtAll() {
    for xml in ["", " ", "no markup", "<", "<!DOCTYPE", "&amp;"] { #expect(Self.read(xml).line == "", "\(xml)") }
  }
}

/// The mender by itself, on texts made of pieces of XML put together at random.
@Suite struct XMLMenderTests {
  private static let pieces = [
    "<a>", "</a>", "<b k='v'>", "</b>", "<c/>", "<d k=v l>", "</e>", "<", ">", "&", "&amp;", "&eacute;", "&#146;", "&#0;", "&x;",
    "]]>", "]]",
    "<![CDATA[", "<!--", "-->", "<?p", "?>", "<!DOCTYPE a [", "]>", "'", "\"", "=", "/", "word ", "é", "\u{1}", "\u{FFFE}", "\n",
    "</", "<a",
  ]

  private static func text(_ seed: UInt64) -> String {
    var random = SeededRandom(seed)
    return "<r>" + (0..<Int.random(in: 1...60, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  @Test(arguments: 0..<20) func whatItWritesIsWellFormed(round: UInt64) {
    final class Counter: XMLReader {
      var depth = 0
      func begin(_ element: XMLElement) { depth += 1 }
      func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
      func end() { depth -= 1 }
    }
    for seed in round * 100..<round * 100 + 100 {
      let text = Self.text(seed)
      let (mended, _) = XMLMender.mended(Array(text.utf8))
      #expect(XMLMender.mended(mended).utf8 == mended, "\(text)")
      let counter = Counter()
      #expect(XML.read(mended, counter) == 0, "\(text)")
      #expect(counter.depth == 0, "\(text)")
    }
  }

  @Test func itsTimeIsLinear() {
    // Marks that never end are looked for but once each.
    for piece in ["<!--", "<![CDATA[", "<?", "<a k='", "<a k=\"", "<!DOCTYPE [", "</", "&x", "<a ", "<!DOCTYPE '"] {
      let text = "<r>" + String(repeating: piece, count: 200_000)
      #expect(XMLMender.mended(Array(text.utf8)).utf8.count < 8 * text.utf8.count, "\(piece)")
    }
  }
}
