/// JSON Feed to a feed: each item is read for itself, so that a long feed takes no more room than its texts.

/// Reads a JSON Feed, version 1 or 1.1, as far as it goes. O(n).
enum FeedJSONReader {
  /// The feed that a document in valid UTF-8 holds.
  ///
  /// - Parameter address: where the document came from.
  static func feed(of utf8: [UInt8], from address: String?) -> Feed {
    var feed = Feed()
    feed.address = address
    let slices = JSONSlices(utf8)
    for (key, value) in slices.members(of: 0..<utf8.count) {
      if key == "items" {
        for item in slices.elements(of: value) {
          guard let read = LooseJSON.read(Array(utf8[item]), keepsLines: true) else { continue }
          add(read, to: &feed)
        }
        continue
      }
      guard value.count < 1 << 16, let read = LooseJSON.read(Array(utf8[value])) else { continue }
      switch key {
      case "title": feed.title = read.text?.foldedBlanks
      case "description": feed.about = read.text?.foldedBlanks
      case "language": feed.language = read.text
      case "home_page_url": feed.home = read.text
      case "author", "authors": feed.author = FeedWords.byline(names(read)) ?? feed.author
      default: break
      }
    }
    feed.faults = slices.isWhole ? 0 : 1
    return feed
  }

  private static func names(_ value: LooseJSON?) -> [String] {
    (value?.items ?? []).compactMap { $0["name"]?.text ?? ($0["url"]?.text) }
  }

  private static func add(_ item: LooseJSON, to feed: inout Feed) {
    var entry = FeedEntry()
    entry.title = feed.add(item["title"]?.text)
    entry.content = feed.add(item["content_html"]?.text, .html)
    let plain = feed.add(item["content_text"]?.text)
    if entry.content == nil { entry.content = plain } else if let plain { entry.others.append(plain) }
    entry.summary = feed.add(item["summary"]?.text)
    for name in names(item["authors"] ?? item["author"]) { if let added = feed.add(name) { entry.authors.append(added) } }
    entry.published = feed.add(item["date_published"]?.text)
    entry.updated = feed.add(item["date_modified"]?.text)
    if let address = item["url"]?.text ?? item["external_url"]?.text {
      entry.address = feed.add(WebAddress.joined(address.foldedBlanks, to: feed.base))
    }
    entry.identifier = feed.add(item["id"]?.text)
    entry.language = item["language"]?.text
    for tag in item["tags"]?.items ?? [] { if let added = feed.add(tag.text) { entry.categories.append(added) } }
    for attachment in item["attachments"]?.items ?? [] {
      guard let address = attachment["url"]?.text else { continue }
      let words = [attachment["title"]?.text, WebAddress.joined(address.foldedBlanks, to: feed.base), attachment["mime_type"]?.text]
      if let added = feed.add(words.compactMap { $0 }.joined(separator: " ")) { entry.enclosures.append(added) }
    }
    if !entry.isEmpty { feed.entries.append(entry) }
  }
}

/// Where the values of a JSON text stand: its outermost containers taken apart without reading what is in them.
struct JSONSlices {
  private let utf8: [UInt8]
  /// Whether all containers and strings are closed.
  let isWhole: Bool

  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    // A whole object ends with its bracket; a text that was cut ends in the midst of something.
    isWhole = utf8.last { $0 > 0x20 } == 0x7D
  }

  /// The keys and values of an object, in order; empty where the range holds none.
  func members(of range: Range<Int>) -> [(key: String, value: Range<Int>)] {
    var found: [(String, Range<Int>)] = []
    guard var index = start(of: range, bracket: 0x7B) else { return [] }
    while index < range.upperBound {
      guard utf8[index] == 0x22 else {
        if utf8[index] == 0x7D { break }
        index += 1
        continue
      }
      let key = index..<stringEnd(index, range.upperBound)
      index = key.upperBound
      while index < range.upperBound, utf8[index] <= 0x20 || utf8[index] == 0x3A { index += 1 }
      let value = index..<valueEnd(index, range.upperBound)
      guard !value.isEmpty else { continue }
      found.append((LooseJSON.read(Array(utf8[key]))?.text ?? "", value))
      index = value.upperBound
    }
    return found
  }

  /// The values of a list, in order; empty where the range holds none.
  func elements(of range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    guard var index = start(of: range, bracket: 0x5B) else { return [] }
    while index < range.upperBound {
      if utf8[index] == 0x5D { break }
      if utf8[index] <= 0x20 || utf8[index] == 0x2C {
        index += 1
        continue
      }
      let value = index..<max(index + 1, valueEnd(index, range.upperBound))
      found.append(value)
      index = value.upperBound
    }
    return found
  }

  /// Behind the bracket that a range begins with.
  private func start(of range: Range<Int>, bracket: UInt8) -> Int? {
    guard let first = utf8[range].firstIndex(where: { $0 > 0x20 }), utf8[first] == bracket else { return nil }
    return first + 1
  }

  /// Behind the string that begins here.
  private func stringEnd(_ start: Int, _ limit: Int) -> Int {
    var index = start + 1
    while index < limit, utf8[index] != 0x22 { index += utf8[index] == 0x5C ? 2 : 1 }
    return min(index + 1, limit)
  }

  /// Behind the value that begins here.
  private func valueEnd(_ start: Int, _ limit: Int) -> Int {
    var index = start
    var depth = 0
    while index < limit {
      switch utf8[index] {
      case 0x22:
        index = stringEnd(index, limit)
        if depth == 0 { return index }
        continue
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        depth -= 1
        if depth <= 0 { return depth < 0 ? index : index + 1 }
      case 0x2C where depth == 0: return index
      default: break
      }
      index += 1
    }
    return limit
  }
}
