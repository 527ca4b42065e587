/// The forms that `digest analyze`, `digest quotes --json` and `digest extract --json` print: see `CONTRACT.md`.

/// Writes digests as lines of NDJSON.
public enum AnalysisJSON {
  /// One line for an article.
  public static func write(_ article: Article, _ digest: Digest, to json: inout JSONWriter) {
    write(article, digest, to: &json, flushAt: .max) { _ in }
  }

  /// One line for an article, handed on in pieces, so that a long one never stands in memory whole.
  public static func write(
    _ article: Article, _ digest: Digest, to json: inout JSONWriter, flush: ([UInt8]) throws -> Void
  ) rethrows {
    try write(article, digest, to: &json, flushAt: 1 << 16, flush)
    try json.flush(at: 0, flush)
  }

  private static func write(
    _ article: Article, _ digest: Digest, to json: inout JSONWriter, flushAt limit: Int, _ flush: ([UInt8]) throws -> Void
  ) rethrows {
    let metadata = article.metadata
    try json.object { json in
      json.field("schema", 1)
      json.field("source", article.source)
      json.field("title", article.title)
      json.field("standfirst", article.standfirst)
      json.field("byline", metadata.byline)
      json.field("dateline", metadata.dateline)
      json.field("published", metadata.published)
      json.field("modified", metadata.modified)
      json.field("publisher", metadata.publisher)
      json.field("url", metadata.url)
      json.field("language", metadata.language)
      json.field("brief", digest.brief, of: article)
      try json.array("sections") { json in
        for section in digest.sections { try write(section, article, to: &json, flushAt: limit, flush) }
      }
      var places = PlaceCounter(article, digest)
      try json.array("quotes") { json in
        for quotation in digest.quotations {
          json.object { QuotationJSON.write(fieldsOf: quotation, article, &places, to: &$0) }
          try json.flush(at: limit, flush)
        }
      }
    }
    json.endLine()
  }

  private static func write(
    _ section: Section, _ article: Article, to json: inout JSONWriter, flushAt limit: Int, _ flush: ([UInt8]) throws -> Void
  ) rethrows {
    try json.object { json in
      json.field("id", section.id)
      json.field("headline", section.headline.text)
      json.field("headlineOrigin", section.headline.origin.rawValue)
      json.field("level", section.level)
      json.field("summary", section.summary, of: article)
      try json.array("paragraphs") { json in
        for block in section.blocks where !article.blocks[block].role.isHeading {
          json.object { json in
            json.field("text", utf8: article.utf8[article.blocks[block].bytes])
            json.field("role", article.blocks[block].role.rawValue)
            if article.blocks[block].isCorrected { json.field("roleOrigin", Headline.Origin.reader.rawValue) }
          }
          try json.flush(at: limit, flush)
        }
      }
    }
  }
}

/// Writes quotations.
public enum QuotationJSON {
  /// The line of each quotation, with its source, title and section's headline; handed on in pieces.
  public static func write(
    _ quotations: [Quotation], _ article: Article, _ digest: Digest, to json: inout JSONWriter, flush: ([UInt8]) throws -> Void
  ) rethrows {
    let title = article.title
    var places = PlaceCounter(article, digest)
    for quotation in quotations {
      json.object { json in
        json.field("source", article.source)
        json.field("title", title)
        let section = quotation.parts.first.flatMap { digest.section(ofBlock: $0.block) }
        json.field("sectionHeadline", section.map { digest.sections[$0].headline.text })
        write(fieldsOf: quotation, article, &places, to: &json)
      }
      json.endLine()
      try json.flush(at: 1 << 16, flush)
    }
    try json.flush(at: 0, flush)
  }

  /// The fields of a quotation, inside an object that is open.
  static func write(fieldsOf quotation: Quotation, _ article: Article, _ places: inout PlaceCounter, to json: inout JSONWriter) {
    json.field("text", quotation.parts, of: article, joinedBy: 0x0A)
    json.field("kind", quotation.kind.rawValue)
    json.field("speaker", quotation.speaker)
    json.field("speakerResolved", quotation.speakerResolved)
    json.field("confidence", quotation.confidence?.rawValue)
    if quotation.isCorrected { json.field("speakerOrigin", Headline.Origin.reader.rawValue) }
    if let first = quotation.parts.first { write(places.place(of: first), to: &json) }
    if quotation.parts.count > 1 {
      json.array("parts") { json in
        for part in quotation.parts { json.object { write(places.place(of: part), to: &$0) } }
      }
    }
  }

  private static func write(_ place: PlaceCounter.Place, to json: inout JSONWriter) {
    json.field("section", place.section)
    json.field("paragraph", place.paragraph)
    json.field("start", place.scalars.lowerBound)
    json.field("end", place.scalars.upperBound)
  }
}

/// Writes an article's text alone.
public enum ExtractJSON {
  /// One line: source, title, and the text without title and standfirst, an empty line between blocks.
  public static func write(_ article: Article, to json: inout JSONWriter) {
    var text: [UInt8] = []
    for block in article.blocks where block.role.isText || block.role == .headline {
      if !text.isEmpty { text += [0x0A, 0x0A] }
      text += article.utf8[block.bytes]
    }
    json.object { json in
      json.field("source", article.source)
      json.field("title", article.title)
      json.field("text", utf8: text[...])
    }
    json.endLine()
  }
}

extension JSONWriter {
  /// A list of the words of passages.
  mutating func field(_ name: StaticString, _ passages: [Passage], of article: Article) {
    array(name) { json in
      for passage in passages { json.value(utf8: article.utf8[article.bytes(of: passage)]) }
    }
  }

  /// The words of passages as one string.
  mutating func field(_ name: StaticString, _ passages: [Passage], of article: Article, joinedBy separator: UInt8) {
    if passages.count == 1 { return field(name, utf8: article.utf8[article.bytes(of: passages[0])]) }
    var text: [UInt8] = []
    for (index, passage) in passages.enumerated() {
      if index > 0 { text.append(separator) }
      text += article.utf8[article.bytes(of: passage)]
    }
    field(name, utf8: text[...])
  }
}
