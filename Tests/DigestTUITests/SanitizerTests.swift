/// The gate before every terminal: what passes, what becomes a picture, what goes.

import Testing

@testable import DigestTUI

struct SanitizerTests {
  @Test(arguments: [
    ("plain text", "plain text"), ("\u{1B}[31m", "␛[31m"), ("\u{0}\u{7}\u{7F}", "␀␇␡"), ("\u{9B}31m", "␛31m"), ("a\u{202E}b", "a␦b"),
    ("\u{2066}a\u{2069}", "␦a␦"),
    ("a\tb", "a       b"), ("1234567\tx", "1234567 x"), ("12345678\tx", "12345678        x"), ("\t\t", String(repeating: " ", count: 16)),
    ("soft\u{AD}hyphen\u{FEFF}", "softhyphen"), ("“naïve” 中文 👩‍🚀", "“naïve” 中文 👩‍🚀"),
    ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}x", "e\u{301}\u{302}\u{303}\u{304}x"),
    ("a\nb\r\nc\u{85}d\u{2028}e", "a b c d e"), ("می‌خواهم", "می‌خواهم"), ("x\u{FFFF}", "x␦"), ("", ""),
  ])
  func cleansALine(text: String, clean: String) {
    #expect(Sanitizer.clean(text) == clean)
  }

  @Test(arguments: [("a\nb\r\nc\rd", "a\nb\nc␍d"), ("a\u{2029}b\u{85}", "a\nb\n"), ("ab\n\tc", "ab\n        c")])
  func keepsLines(text: String, clean: String) {
    #expect(Sanitizer.clean(text, lineEnds: .kept) == clean)
  }

  @Test func nothingHarmfulPasses() {
    for value in UInt32(0)..<0x30000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for out in Sanitizer.clean("a\(scalar)b").unicodeScalars {
        let isControl = out.value < 0x20 || (0x7F...0x9F).contains(out.value)
        let isBidi = (0x202A...0x202E).contains(out.value) || (0x2066...0x2069).contains(out.value)
        #expect(!isControl && !isBidi)
      }
    }
  }
}
