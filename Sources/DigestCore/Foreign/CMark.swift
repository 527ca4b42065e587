/// The only file that sees cmark-gfm.

import CMarkGFM

enum CMark {
  /// The HTML of a Markdown text in valid UTF-8. HTML inside it stays as it is: it is parsed like any other.
  static func html(of utf8: ArraySlice<UInt8>) -> [UInt8] {
    utf8.withUnsafeBufferPointer { buffer -> [UInt8] in
      guard let start = buffer.baseAddress else { return [] }
      return start.withMemoryRebound(to: CChar.self, capacity: buffer.count) { start -> [UInt8] in
        guard let html = cmarkgfm_html(start, buffer.count) else { return [] }
        defer { cmarkgfm_free(html) }
        var length = 0
        while html[length] != 0 { length += 1 }
        return html.withMemoryRebound(to: UInt8.self, capacity: length) { Array(UnsafeBufferPointer(start: $0, count: length)) }
      }
    }
  }
}
