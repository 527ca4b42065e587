/// The plain text of a mail: lines that flow, signs of quotation, the signature (RFC 3676).

/// A text part's lines as plain text has them.
struct MailText {
  /// The text, each level of quotation as one `> ` sign.
  private(set) var text: [UInt8] = []
  /// What stands behind the line of two hyphens that begins a signature.
  private(set) var signature: [UInt8] = []

  /// - Parameters:
  ///   - utf8: valid UTF-8.
  ///   - isFlowed: whether a line that ends with a blank goes on (format=flowed).
  ///   - deletesSpace: whether that blank is no part of the text (delsp=yes).
  init(_ utf8: [UInt8], isFlowed: Bool, deletesSpace: Bool) {
    var last: (depth: Int, flows: Bool) = (0, false)
    var isSignature = false
    var start = 0
    while start < utf8.count {
      let stop = utf8[start...].firstIndex(of: 0x0A) ?? utf8.count
      var line = utf8[start..<stop]
      if line.last == 0x0D { line.removeLast() }
      start = stop + 1
      let depth = Self.stripQuotation(&line)
      if isFlowed, line.first == 0x20 { line.removeFirst() }
      if depth == 0, line.elementsEqual("-- ".utf8) || line.elementsEqual("--".utf8) {
        // Where a text goes on below quotations, only the last signature is one.
        if isSignature { text += [0x0A] + signature }
        isSignature = true
        signature = []
        last = (0, false)
        continue
      }
      let flows = isFlowed && line.last == 0x20
      if flows, deletesSpace { line.removeLast() }
      let goesOn = last.flows && last.depth == depth
      last = (depth, flows)
      if isSignature {
        signature += line + [0x0A]
        continue
      }
      if goesOn {
        if text.last == 0x0A { text.removeLast() }
      } else if depth > 0 {
        text += line.isEmpty ? [0x3E] : [0x3E, 0x20]
      }
      text += line + [0x0A]
    }
  }

  /// Takes the signs of quotation off a line: how many there are.
  private static func stripQuotation(_ line: inout ArraySlice<UInt8>) -> Int {
    var depth = 0
    var rest = line
    while let first = rest.first {
      if first == 0x3E {
        depth += 1
        rest.removeFirst()
        if rest.first == 0x20 { rest.removeFirst() }
      } else {
        break
      }
    }
    if depth > 0 { line = rest }
    return depth
  }
}
