/// What stands for the program's signs and for typographic ones where only ASCII can be shown.

/// The table of rule 10 in the screens' rules: in locale C, or on a terminal without UTF-8.
public enum ASCIISubstitutes {
  /// One ASCII character of one cell: `?` for what has no likeness.
  public static func character(for scalar: Unicode.Scalar) -> UInt8 {
    if scalar.isASCII { return UInt8(truncatingIfNeeded: scalar.value) }
    if let sign = signs[scalar] { return sign }
    if (0x2580...0x259F).contains(scalar.value) { return UInt8(ascii: "#") }
    if (0x2400...0x2421).contains(scalar.value) { return UInt8(ascii: "?") }
    return Self.letter(scalar) ?? UInt8(ascii: "?")
  }

  /// The letter under an accent: é is shown as e.
  private static func letter(_ scalar: Unicode.Scalar) -> UInt8? {
    guard scalar.value < 0x250 || (0x1E00..<0x1F00).contains(scalar.value) else { return nil }
    // The name of an accented Latin letter says which it is: LATIN SMALL LETTER E WITH ACUTE.
    guard let name = scalar.properties.name, name.hasPrefix("LATIN ") else { return nil }
    let words = name.split(separator: " ")
    guard words.count >= 4, words[2] == "LETTER", words[3].utf8.count == 1, let letter = words[3].utf8.first else { return nil }
    return words[1] == "SMALL" ? letter + 32 : letter
  }

  private static let signs: [Unicode.Scalar: UInt8] = {
    let rows: [(String, Character)] = [
      ("★☆•◆●∗", "*"), ("▸▶►›→↳", ">"), ("◂◀◄‹←", "<"), ("✓✔", "+"), ("─━═‐‑‒–—―−┄┈", "-"), ("│┃║▏┊", "|"), ("·∙‧…", "."),
      ("≈", "~"), ("“”„‟«»″", "\""), ("‘’‚‛′`´", "'"), ("×", "x"), ("÷⁄", "/"), ("┌┐└┘├┤┬┴┼", "+"),
      ("\u{A0}\u{2002}\u{2003}\u{2009}\u{202F}\u{3000}", " "),
    ]
    var signs: [Unicode.Scalar: UInt8] = [:]
    for (row, sign) in rows {
      for scalar in row.unicodeScalars { signs[scalar] = sign.asciiValue }
    }
    return signs
  }()
}
