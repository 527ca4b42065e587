/// RSS and Atom to a feed: what libxml2 tells of the document becomes entries, one after the other, without a tree.

/// Reads a feed's XML. O(n).
final class FeedXMLReader: XMLReader {
  private(set) var feed = Feed()
  private var entry: FeedEntry?
  /// How many elements were open when the entry's began.
  private var entryDepth = 0
  private var open: [Open] = []
  private var capture: Capture?

  /// What an open element is a part of.
  private enum Scope {
    case feed, entry, skipped
  }

  private struct Open {
    var scope: Scope
    /// The name under which a text's markup is written anew; nil for the feed's own elements.
    var tag: String?
    var base: String?
    var language: String?
  }

  /// A text that is being read.
  private struct Capture {
    /// Nil for words of an element that is not known.
    let field: FeedField?
    let rank: Int
    var kind: FeedText.Kind
    /// The number of open elements, its own among them.
    let depth: Int
    /// Where it begins in the feed's bytes.
    var start: Int
    /// Whether elements in it are markup that is kept, and whether its text has to be escaped to stand among them.
    var keepsMarkup = false
    var escapes = false
    /// The element within which nothing is taken, or, once the name of a person is read, nothing any more.
    var pausedAt: Int?
    var isSealed = false
  }

  /// Reads the feed that a document in valid UTF-8 holds; nil where memory is out.
  ///
  /// - Parameter address: where the document came from.
  static func feed(of utf8: [UInt8], from address: String?) -> Feed? {
    let reader = FeedXMLReader()
    reader.feed.address = address
    guard let faults = XML.read(utf8, reader) else { return nil }
    reader.finishEntry()
    reader.feed.faults = faults
    return reader.feed
  }

  // MARK: XMLReader

  func begin(_ element: XMLElement) {
    let known = field(of: element)
    if capture != nil {
      guard let known, endsCapture(known.field, element.name.local) else { return beginWithin(element) }
      finishCapture()
    }
    var next = Open(scope: open.last?.scope ?? .feed, base: open.last?.base, language: open.last?.language)
    if let base = element["base", prefix: "xml"], !base.isEmpty { next.base = WebAddress.joined(base.foldedBlanks, to: next.base ?? "") }
    if let language = element["lang", prefix: "xml"], !language.isEmpty { next.language = language }
    open.append(next)
    if open.count == 1 { feed.language = next.language }
    guard next.scope != .skipped else { return }
    guard let known else {
      if entry != nil { begin(nil, 0, .plain) }
      return
    }
    begin(known.field, known.rank, element)
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let capture, capture.pausedAt == nil, !capture.isSealed else { return }
    guard capture.escapes else { return feed.bytes.append(contentsOf: bytes) }
    for byte in bytes {
      switch byte {
      case 0x26: feed.bytes += "&amp;".utf8
      case 0x3C: feed.bytes += "&lt;".utf8
      case 0x3E: feed.bytes += "&gt;".utf8
      default: feed.bytes.append(byte)
      }
    }
  }

  func end() {
    guard let last = open.last else { return }
    if let capture {
      if capture.depth == open.count {
        finishCapture()
      } else {
        endWithin(last)
      }
    }
    if entry != nil, entryDepth == open.count { finishEntry() }
    open.removeLast()
  }

  // MARK: Elements of the feed and of entries

  /// What the names that came so far mean, by their numbers.
  private var fields: [(field: FeedField, rank: Int)??] = []

  private func field(of element: XMLElement) -> (field: FeedField, rank: Int)? {
    while fields.count <= element.number { fields.append(nil) }
    if let known = fields[element.number] { return known }
    let found = FeedVocabulary.field(element.name)
    fields[element.number] = .some(found)
    return found
  }

  private func begin(_ field: FeedField, _ rank: Int, _ element: XMLElement) {
    let isEntry = entry != nil
    switch field {
    case .entry:
      // Where the one before was not closed, it ends here.
      finishEntry()
      entry = FeedEntry(base: open[open.count - 1].base, language: open[open.count - 1].language)
      entryDepth = open.count
      open[open.count - 1].scope = .entry
    case .skipped: open[open.count - 1].scope = .skipped
    case .group:
      if let address = element["url"], isSoundOrFilm(element) { addEnclosure(address, type: element["type"]) }
    case .title: begin(field, rank, kind(of: element, else: .loose), element)
    case .summary, .content:
      if isEntry || field == .summary { begin(field, rank, kind(of: element, else: .loose), element) }
      if let address = element["src"] { addEnclosure(address, type: element["type"]) }
    case .link: link(element)
    case .category:
      guard isEntry else { break }
      if let term = element["label"] ?? element["term"] { add(category: term) } else { begin(field, rank, .plain) }
    case .enclosure: if let address = element["url"] ?? element["href"] { addEnclosure(address, type: element["type"]) }
    case .identifier:
      if isEntry, element["isPermaLink"]?.lowercased() != "false" { begin(field, rank, .plain) }
    case .author, .origin, .published, .updated, .language:
      begin(field, rank, .plain)
    }
  }

  private func isSoundOrFilm(_ element: XMLElement) -> Bool {
    let kind = element["medium"] ?? element["type"] ?? ""
    return kind.hasPrefix("audio") || kind.hasPrefix("video")
  }

  /// Atom's links have their address in an attribute, RSS's in the text.
  private func link(_ element: XMLElement) {
    guard let address = element["href"] else { return begin(.link, 1, .plain) }
    switch element["rel"]?.lowercased() {
    case nil, "alternate", "": take(address: resolved(address))
    case "enclosure": addEnclosure(address, type: element["type"])
    default: break
    }
  }

  private func take(address: String) {
    guard !address.isEmpty else { return }
    if entry == nil {
      if feed.home == nil { feed.home = address }
    } else if entry?.address == nil {
      entry?.address = feed.add(address)
    }
  }

  private func addEnclosure(_ address: String, type: String?) {
    let text = [resolved(address), type].compactMap { $0 }.joined(separator: " ")
    if entry != nil, let added = feed.add(text) { entry?.enclosures.append(added) }
  }

  private func add(category: String) {
    if let added = feed.add(category) { entry?.categories.append(added) }
  }

  private func resolved(_ address: String) -> String {
    WebAddress.joined(address.foldedBlanks, to: open.last?.base ?? feed.base)
  }

  /// How the text of an element is written: `type` and `mode` of Atom.
  private func kind(of element: XMLElement, else other: FeedText.Kind) -> (kind: FeedText.Kind, isXML: Bool)? {
    let type = element["type"]?.lowercased()
    if element["mode"] == "xml" { return (.html, true) }
    switch type {
    case nil: return (other, false)
    case "text", "text/plain", "plain": return (element["mode"] == "escaped" ? other : .plain, false)
    case "html", "text/html", "escaped": return (.html, false)
    case "xhtml", "application/xhtml+xml", "text/xhtml": return (.html, true)
    // What is no text is no word either.
    case let type? where element["mode"] == "base64" || !(type.hasPrefix("text/") || type.hasSuffix("xml")): return nil
    default: return (other, false)
    }
  }

  private func begin(_ field: FeedField, _ rank: Int, _ kind: (kind: FeedText.Kind, isXML: Bool)?, _ element: XMLElement) {
    guard let kind else {
      open[open.count - 1].scope = .skipped
      return
    }
    begin(field, rank, kind.kind)
    let isHTML = element.name.namespace == "http://www.w3.org/1999/xhtml"
    capture?.keepsMarkup = field == .content || field == .summary || kind.isXML
    capture?.escapes = kind.isXML || isHTML
    if isHTML { capture?.kind = .html }
  }

  private func begin(_ field: FeedField?, _ rank: Int, _ kind: FeedText.Kind) {
    capture = Capture(field: field, rank: rank, kind: kind, depth: open.count, start: feed.bytes.count)
  }

  // MARK: Elements within a text

  /// The names that are HTML's too.
  private func isMarkup(_ local: String) -> Bool { HTMLTag.byHash[NameHash.of(local.utf8)] != nil }

  /// Whether an element in a text shows that the text's own was not closed.
  private func endsCapture(_ field: FeedField, _ local: String) -> Bool {
    guard let capture else { return false }
    if field == .entry { return true }
    switch capture.field {
    case .author, .origin: return false
    case .summary, .content: return !capture.escapes && !isMarkup(local)
    case nil: return true
    default: return !(capture.keepsMarkup && isMarkup(local))
    }
  }

  private func beginWithin(_ element: XMLElement) {
    let local = element.name.local
    open.append(Open(scope: open.last?.scope ?? .feed, tag: local, base: open.last?.base, language: open.last?.language))
    guard var capture else { return }
    defer { self.capture = capture }
    switch capture.field {
    case .author, .origin:
      // A person's name, a feed's title; what else is said of them is left out.
      if local == (capture.field == .author ? "name" : "title"), !capture.isSealed, capture.pausedAt == nil {
        feed.bytes.removeLast(feed.bytes.count - capture.start)
      } else if capture.pausedAt == nil {
        capture.pausedAt = open.count
      }
    case .summary, .content, .title:
      guard capture.keepsMarkup else { break }
      capture.kind = .html
      writeTag(element)
    default: feed.bytes.append(0x20)
    }
  }

  private func endWithin(_ last: Open) {
    guard var capture, let tag = last.tag else { return }
    defer { self.capture = capture }
    switch capture.field {
    case .author, .origin:
      if capture.pausedAt == open.count {
        capture.pausedAt = nil
      } else if capture.pausedAt == nil, tag == (capture.field == .author ? "name" : "title") {
        capture.isSealed = true
      }
    case .summary, .content, .title:
      guard capture.keepsMarkup, !Self.void.contains(tag) else { break }
      feed.bytes += "</\(tag)>".utf8
    default: feed.bytes.append(0x20)
    }
  }

  /// HTML's elements that have no end.
  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
  ]

  private func writeTag(_ element: XMLElement) {
    feed.bytes += "<\(element.name.local)".utf8
    for attribute in element.attributes {
      feed.bytes += " \(attribute.name.local)=\"".utf8
      for byte in attribute.value.utf8 {
        switch byte {
        case 0x22: feed.bytes += "&quot;".utf8
        case 0x26: feed.bytes += "&amp;".utf8
        default: feed.bytes.append(byte)
        }
      }
      feed.bytes.append(0x22)
    }
    feed.bytes.append(0x3E)
  }

  // MARK: What was read

  private func finishCapture() {
    guard let done = capture else { return }
    capture = nil
    guard let text = feed.trimmed(done.start, done.kind) else { return }
    if entry == nil { return takeForFeed(text, done) }
    switch done.field {
    case .title:
      if entry?.title == nil || done.rank > (entry?.titleRank ?? 0) {
        entry?.title = text
        entry?.titleRank = done.rank
      }
    case .summary: take(summary: text, done.rank)
    case .content: take(content: text)
    case .link: take(address: resolved(feed.string(text) ?? ""))
    case .identifier: if entry?.identifier == nil { entry?.identifier = text }
    case .author: entry?.authors.append(text)
    case .published: if entry?.published == nil { entry?.published = text }
    case .updated: if entry?.updated == nil { entry?.updated = text }
    case .category: entry?.categories.append(text)
    case .language: entry?.language = feed.string(text)
    case .origin: if entry?.origin == nil { entry?.origin = text }
    case nil:
      // Numbers, identifiers and addresses are one word.
      let isWords = feed[text].contains { $0 <= 0x20 } && feed[text].contains { ($0 | 0x20) &- 0x61 < 26 || $0 >= 0x80 }
      if isWords { entry?.others.append(text) }
    case .entry, .enclosure, .group, .skipped: break
    }
  }

  private func take(summary: FeedText, _ rank: Int) {
    guard let known = entry?.summary else {
      entry?.summary = summary
      entry?.summaryRank = rank
      return
    }
    let isBetter = rank > (entry?.summaryRank ?? 0)
    entry?.others.append(isBetter ? known : summary)
    guard isBetter else { return }
    entry?.summary = summary
    entry?.summaryRank = rank
  }

  /// Of several contents the longest is the entry's.
  private func take(content: FeedText) {
    guard let known = entry?.content else {
      entry?.content = content
      return
    }
    let isLonger = content.range.count > known.range.count
    entry?.content = isLonger ? content : known
    entry?.others.append(isLonger ? known : content)
  }

  private func takeForFeed(_ text: FeedText, _ done: Capture) {
    let words = feed.string(text)
    switch done.field {
    case .title: if feed.title == nil { feed.title = FeedWords.line(feed[text], text.kind) }
    case .summary where done.rank > 1: if feed.about == nil { feed.about = FeedWords.line(feed[text], text.kind) }
    case .link: take(address: resolved(words ?? ""))
    case .language: if feed.language == nil || !(words ?? "").isEmpty { feed.language = words }
    case .author: if feed.author == nil { feed.author = words }
    default: break
    }
    feed.bytes.removeLast(feed.bytes.count - done.start)
  }

  private func finishEntry() {
    if capture != nil { finishCapture() }
    guard var done = entry else { return }
    entry = nil
    if done.content != nil, done.summaryRank == 1, let summary = done.summary {
      done.others.append(summary)
      done.summary = nil
    }
    if !done.isEmpty { feed.entries.append(done) }
  }
}
