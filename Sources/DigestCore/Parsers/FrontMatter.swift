/// The block of fields before a Markdown text: YAML between lines of three hyphens, TOML between lines of three plus signs.

struct FrontMatter {
  /// The block's bytes without its fences; empty where the text has none.
  private(set) var bytes = 0..<0
  /// Where the text begins.
  private(set) var end = 0
  /// The fields, their names in lower case; a list's values one after the other.
  private(set) var fields: [String: [String]] = [:]

  /// Searched for its end: so many bytes.
  private static let limit = 1 << 16

  /// O(the block).
  init(_ utf8: [UInt8]) {
    let fences: [([UInt8], [UInt8])] = [(Array("---".utf8), Array("---".utf8)), (Array("+++".utf8), Array("+++".utf8))]
    guard let fence = fences.first(where: { utf8.starts(with: $0.0) }), let first = utf8.prefix(16).firstIndex(of: 0x0A),
      utf8[3..<first].allSatisfy({ $0 <= 0x20 })
    else { return }
    var lines: [Range<Int>] = []
    var start = first + 1
    while start < min(utf8.count, Self.limit) {
      let stop = utf8[start...].firstIndex(of: 0x0A) ?? utf8.count
      let line = utf8[start..<stop]
      let isDots = fence.1[0] == 0x2D && line.elementsEqual("...".utf8)
      if line.starts(with: fence.1) && line.dropFirst(3).allSatisfy({ $0 <= 0x20 }) || isDots {
        guard lines.contains(where: { utf8[$0].contains(fence.1[0] == 0x2D ? 0x3A : 0x3D) }) else { return }
        bytes = first + 1..<start
        end = min(stop + 1, utf8.count)
        read(lines.map { String(decoding: utf8[$0], as: UTF8.self) }, fence.1[0] == 0x2D ? ":" : "=")
        return
      }
      lines.append(start..<stop)
      start = stop + 1
    }
  }

  private mutating func read(_ lines: [String], _ separator: Character) {
    var name = ""
    for line in lines {
      let text = line.foldedBlanks
      if text.hasPrefix("- "), !name.isEmpty {
        fields[name, default: []].append(Self.value(String(text.dropFirst(2))))
        continue
      }
      guard line.first?.isWhitespace != true, let place = text.firstIndex(of: separator) else { continue }
      name = String(text[..<place]).foldedBlanks.lowercased()
      let rest = String(text[text.index(after: place)...]).foldedBlanks
      if rest.hasPrefix("["), rest.hasSuffix("]") {
        fields[name] = rest.dropFirst().dropLast().split(separator: ",").map { Self.value(String($0).foldedBlanks) }
      } else if !rest.isEmpty {
        fields[name] = [Self.value(rest)]
      }
    }
  }

  /// A value without its marks.
  private static func value(_ text: String) -> String {
    for mark in ["\"", "'"] where text.count >= 2 && text.hasPrefix(mark) && text.hasSuffix(mark) {
      return String(text.dropFirst().dropLast())
    }
    return text
  }

  /// The first value of the first of some fields that there is.
  func first(_ names: String...) -> String? {
    names.lazy.compactMap { fields[$0]?.first { !$0.isEmpty } }.first
  }
}
