/// Changes inputs: bytes for every format, tags and tokens where a format has them.

import DigestTestSupport

/// Makes new inputs of old ones, the same ones for the same seed.
struct Mutator {
  /// The most bytes of an input: what goes wrong in a long one goes wrong in a short one.
  static let longest = 64 << 10

  var random: SeededRandom

  /// Pieces that formats give a meaning to; any may stand in any input.
  private static let tokens: [[UInt8]] = [
    "<p>", "</p>", "<div class=\"content\">", "</div>", "<table><tr><td>", "</table>", "<ul><li>", "<blockquote>", "<h2>", "</h2>", "<!--",
    "-->",
    "<![CDATA[", "]]>", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "<!DOCTYPE html>", "<!ENTITY a \"&a;&a;\">", "&a;", "&lt;", "&#0;",
    "&#x110000;", "&nbsp;", "<script>", "</script>", "<template>", "<svg>", "<math>", "<ruby>漢<rt>kan</rt></ruby>",
    "<a href=\"#x\" id=\"x\">",
    "<meta charset=\"utf-7\">", "<base href=\"//\">", "<item>", "</item>", "<entry>", "<content type=\"xhtml\">", "xml:base=\"../..\"",
    "---\n", "+++\n", "# ", "> ", "- ", "1. ", "```\n", "| a | b |\n|---|---|\n", "[^1]", "[^1]: ", "[a](b)", "**", "_", "\n\n", "\r\n",
    "\r",
    "\u{2028}", "“", "”", "\"", "'", "«", "»", "„", "「", "」", "— ", "…", " said Lind.", " he said", "Mr. ", "U.S. ", "3.5", "\u{0}",
    "\u{1B}[2J",
    "\u{202E}", "\u{200D}", "\u{301}", "👩‍🚀", "\u{FEFF}", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[", "\\u0000",
    "\\ud800", "[[",
    "Content-Type: multipart/mixed; boundary=x\n\n--x\n", "--x--\n", "=?utf-8?Q?=E2?=", "=\n", "Content-Transfer-Encoding: base64\n\n",
    "* Head\n", "#+begin_quote\n", ":PROPERTIES:\n", "====\n", ".. note::\n", "::\n\n  ", "%PDF-1.4\n", "stream\n", "endstream", "endobj",
    "trailer",
    "PK\u{3}\u{4}", "PK\u{1}\u{2}", "PK\u{5}\u{6}",
  ].map { Array($0.utf8) }

  /// A changed input.
  ///
  /// - Parameter other: another input of the same format, to take pieces from.
  mutating func mutated(_ input: [UInt8], with other: [UInt8]) -> [UInt8] {
    var bytes = input
    for _ in 0..<(1 << Int.random(in: 0..<5, using: &random)) {
      switch Int.random(in: 0..<12, using: &random) {
      case 0: flip(&bytes)
      case 1: remove(&bytes)
      case 2, 3: insert(Self.tokens.randomElement(using: &random) ?? [], into: &bytes)
      case 4: insert(slice(of: other), into: &bytes)
      case 5: insert(slice(of: bytes), into: &bytes)
      case 6: bytes.removeLast(min(bytes.count, Int.random(in: 0...64, using: &random)))
      case 7: repeatPiece(&bytes)
      case 8: number(&bytes)
      default: changeTag(&bytes)
      }
    }
    return Array(bytes.prefix(Self.longest))
  }

  private mutating func place(in bytes: [UInt8]) -> Int { Int.random(in: 0...bytes.count, using: &random) }

  private mutating func slice(of bytes: [UInt8]) -> [UInt8] {
    let start = place(in: bytes)
    return Array(bytes[start..<min(bytes.count, start + Int.random(in: 0..<256, using: &random))])
  }

  private mutating func insert(_ piece: [UInt8], into bytes: inout [UInt8]) {
    bytes.insert(contentsOf: piece, at: place(in: bytes))
  }

  private mutating func flip(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let at = Int.random(in: 0..<bytes.count, using: &random)
    bytes[at] =
      Bool.random(using: &random) ? bytes[at] ^ 1 << UInt8.random(in: 0..<8, using: &random) : UInt8.random(in: 0...255, using: &random)
  }

  private mutating func remove(_ bytes: inout [UInt8]) {
    let start = place(in: bytes)
    bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 0..<64, using: &random)))
  }

  /// A short piece many times: what nests or grows.
  private mutating func repeatPiece(_ bytes: inout [UInt8]) {
    let piece = Bool.random(using: &random) ? Self.tokens.randomElement(using: &random) ?? [] : Array(slice(of: bytes).prefix(16))
    let times = 1 << Int.random(in: 2..<12, using: &random)
    insert(Array(repeatElement(piece, count: times).joined().prefix(Self.longest / 2)), into: &bytes)
  }

  /// Another number where one stands: lengths and counts lie.
  private mutating func number(_ bytes: inout [UInt8]) {
    let from = place(in: bytes)
    guard let start = bytes[from...].firstIndex(where: { $0 &- 0x30 < 10 }) else { return }
    let end = bytes[start...].firstIndex { $0 &- 0x30 >= 10 } ?? bytes.count
    let numbers = ["0", "-1", "1", "255", "65536", "2147483648", "4294967296", "99999999999999999999"]
    bytes.replaceSubrange(start..<end, with: (numbers.randomElement(using: &random) ?? "0").utf8)
  }

  /// Takes a tag away, doubles it, moves it, or takes an element's end from it; bytes without tags are changed as bytes.
  private mutating func changeTag(_ bytes: inout [UInt8]) {
    let from = place(in: bytes)
    guard let start = bytes[from...].firstIndex(of: 0x3C), let close = bytes[start...].firstIndex(of: 0x3E) else { return flip(&bytes) }
    let tag = Array(bytes[start...close])
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.removeSubrange(start...close)
    case 1: bytes.insert(contentsOf: tag, at: close + 1)
    case 2:
      bytes.removeSubrange(start...close)
      insert(tag, into: &bytes)
    default: bytes.insert(contentsOf: [0x3C, 0x2F] + tag.dropFirst().prefix { $0 != 0x20 && $0 != 0x3E } + [0x3E], at: close + 1)
    }
  }
}
