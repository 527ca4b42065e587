/// Bytes of terminals to keys, pastes, and what is split between two reads.

import DigestTUI
import Testing

@Suite struct KeyDecoderTests {
  /// The events as words, so that cases read easily.
  func keys(_ reads: [String], timeOut: Bool = true) -> [String] {
    keys(reads.map { Array($0.utf8) }, timeOut: timeOut)
  }

  func keys(_ reads: [[UInt8]], timeOut: Bool = true) -> [String] {
    var decoder = KeyDecoder()
    var events = reads.flatMap { decoder.feed($0) }
    if timeOut { events += decoder.timeOut() }
    return events.map {
      switch $0 {
      case .key(let key): "\(key)"
      case .paste(let text): "paste \(text)"
      default: "?"
      }
    }
  }

  @Test(arguments: [
    ("j", ["character(\"j\")"]), ("港", ["character(\"港\")"]), ("\r", ["enter"]), ("\t", ["tab"]), ("\u{7F}", ["backspace"]),
    ("\u{8}", ["backspace"]),
    ("\u{3}", ["control(\"c\")"]), ("\u{1A}", ["control(\"z\")"]), ("\0", ["control(\"@\")"]), ("\u{1B}", ["escape"]),
    ("\u{1B}b", ["alt(\"b\")"]),
    ("\u{1B}é", ["alt(\"é\")"]), ("\u{1B}\u{7F}", ["control(\"w\")"]), ("\u{1B}\u{1B}", ["escape", "escape"]),
    ("\u{1B}\r", ["escape", "enter"]),
    ("\u{1B}[A", ["up"]), ("\u{1B}OA", ["up"]), ("\u{1B}[1;5D", ["alt(\"b\")"]), ("\u{1B}[Z", ["backTab"]), ("\u{1B}[5~", ["pageUp"]),
    ("\u{1B}[1~", ["home"]), ("\u{1B}[7~", ["home"]), ("\u{1B}OH", ["home"]), ("\u{1B}[3~", ["delete"]), ("\u{1B}OP", ["function(1)"]),
    ("\u{1B}[11~", ["function(1)"]), ("\u{1B}[[A", ["function(1)"]), ("\u{1B}[24~", ["function(12)"]), ("\u{1B}OM", ["enter"]),
    ("\u{1B}[", ["alt(\"[\")"]), ("\u{1B}O", ["alt(\"O\")"]), ("\u{1B}[?62;22cj", ["character(\"j\")"]), ("\u{1B}[99~", []),
    ("jk\u{1B}[Bq", ["character(\"j\")", "character(\"k\")", "down", "character(\"q\")"]),
    ("\u{1B}[200~two\nlines\u{1B}[201~j", ["paste two\nlines", "character(\"j\")"]),
    ("\u{1B}[200~a\u{1B}[31mb\u{1B}[201~", ["paste a␛[31mb"]),
  ])
  func keys(_ bytes: String, _ expected: [String]) {
    #expect(keys([bytes]) == expected)
  }

  /// Wherever a read ends, the keys are the same.
  @Test(arguments: ["\u{1B}[5~", "港\u{1B}OPx", "\u{1B}[200~港\u{1B}[20\u{1B}[201~j", "\u{1B}é", "a\u{1B}[[Bc"])
  func split(_ text: String) {
    let bytes = Array(text.utf8)
    let whole = keys([bytes])
    for cut in 1..<bytes.count { #expect(keys([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole) }
    #expect(keys(bytes.map { [$0] }) == whole)
  }

  @Test func waitsForWhatMayFollow() {
    #expect(keys(["\u{1B}"], timeOut: false) == [])
    #expect(keys(["\u{1B}["], timeOut: false) == [])
    #expect(keys([[0xE6]], timeOut: false) == [])
    var decoder = KeyDecoder()
    _ = decoder.feed([0x1B])
    #expect(decoder.isWaiting)
    _ = decoder.timeOut()
    #expect(!decoder.isWaiting)
  }

  /// Bytes that are no text are passed over, and the keys after them are heard.
  @Test(arguments: [[0xFF, 0x6A], [0xC3, 0x6A], [0x80, 0x80, 0x6A], [0xED, 0xA0, 0x80, 0x6A], [0xE6, 0x6A]] as [[UInt8]])
  func brokenText(_ bytes: [UInt8]) {
    #expect(keys([bytes]) == ["character(\"j\")"])
  }

  /// A paste that never ends costs memory only up to a limit, and a long sequence is not kept for ever.
  @Test func bounded() {
    var decoder = KeyDecoder()
    _ = decoder.feed(Array("\u{1B}[200~".utf8))
    for _ in 0..<40 { _ = decoder.feed([UInt8](repeating: 0x61, count: 1 << 16)) }
    guard case .paste(let text)? = decoder.feed(Array("\u{1B}[201~".utf8)).first else {
      Issue.record("no paste")
      return
    }
    #expect(text.utf8.count == 1 << 20)
    #expect(keys(["\u{1B}[" + String(repeating: "1", count: 200) + "~"]).count < 200)
  }
}
