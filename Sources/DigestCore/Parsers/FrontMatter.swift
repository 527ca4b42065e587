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
    /// The lines of a list that goes on, or of a text.
    var list: String?
    var isText = false
    for line in lines {
      let text = line.foldedBlanks
      let isIndented = line.first?.isWhitespace == true
      if let open = list {
        list = open + " " + text
        if text.hasSuffix("]") { finish(&list, name) }
        continue
      }
      if isText, isIndented {
        fields[name] = [((fields[name]?.first ?? "") + " " + text).foldedBlanks]
        continue
      }
      isText = false
      if text.hasPrefix("- "), !name.isEmpty {
        fields[name, default: []].append(Self.value(Self.inner(String(text.dropFirst(2)))))
        continue
      }
      // A field of a field: author, then name.
      if isIndented {
        if separator == ":", text.lowercased().hasPrefix("name:"), !name.isEmpty {
          fields[name, default: []].append(Self.value(Self.inner(text)))
        }
        continue
      }
      guard let place = text.firstIndex(of: separator) else { continue }
      name = Self.value(String(text[..<place]).foldedBlanks).lowercased()
      let rest = Self.withoutComment(String(text[text.index(after: place)...]).foldedBlanks)
      if rest.hasPrefix("[") {
        list = rest
        if rest.hasSuffix("]") { finish(&list, name) }
      } else if separator == ":", rest == ">" || rest == "|" || rest == ">-" || rest == "|-" {
        isText = true
      } else if !rest.isEmpty {
        fields[name] = [Self.value(rest)]
      }
    }
  }

  private mutating func finish(_ list: inout String?, _ name: String) {
    let inner = (list ?? "").dropFirst().dropLast()
    fields[name] = Self.items(inner)
    list = nil
  }

  /// What commas part, but for those inside marks.
  private static func items(_ text: Substring) -> [String] {
    var items: [String] = []
    var item = ""
    var mark: Character?
    for character in text {
      if character == mark { mark = nil } else if mark == nil, character == "\"" || character == "'" { mark = character }
      if character == ",", mark == nil {
        items.append(item)
        item = ""
      } else {
        item.append(character)
      }
    }
    items.append(item)
    return items.map { value($0.foldedBlanks) }.filter { !$0.isEmpty }
  }

  /// `name: Ana Lind` is Ana Lind.
  private static func inner(_ text: String) -> String {
    text.lowercased().hasPrefix("name:") ? String(text.dropFirst(5)).foldedBlanks : text
  }

  /// Behind a value in marks, ` # …` is a comment; elsewhere it is one after a blank.
  private static func withoutComment(_ text: String) -> String {
    if let mark = text.first, mark == "\"" || mark == "'" {
      guard let end = text.dropFirst().firstIndex(of: mark) else { return text }
      let rest = text[text.index(after: end)...].drop { $0 == " " }
      return rest.isEmpty || rest.hasPrefix("#") ? String(text[...end]) : text
    }
    return text.firstRange(of: " #").map { String(text[..<$0.lowerBound]) } ?? text
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
