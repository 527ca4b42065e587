/// The forms that `digest analyze` and `digest quotes --json` print: see `CONTRACT.md`.

/// Writes digests as lines of NDJSON.
public enum AnalysisJSON {
  /// One line for an article.
  public static func write(_ article: Article, _ digest: Digest, to json: inout JSONWriter) {
    let metadata = article.metadata
    json.object { json in
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
      json.field("brief", digest.brief.map { article.text($0) })
      json.array("sections") { json in
        for index in digest.sections.indices { write(section: index, article, digest, to: &json) }
      }
      json.array("quotes") { json in
        for quotation in digest.quotations {
          json.object { write(fieldsOf: quotation, article, digest, to: &$0) }
        }
      }
    }
    json.endLine()
  }

  private static func write(section index: Int, _ article: Article, _ digest: Digest, to json: inout JSONWriter) {
    let section = digest.sections[index]
    json.object { json in
      json.field("id", section.id)
      json.field("headline", section.headline.text)
      json.field("headlineOrigin", section.headline.origin.rawValue)
      json.field("level", section.level)
      json.field("summary", section.summary.map { article.text($0) })
      json.array("paragraphs") { json in
        for block in section.blocks where !article.blocks[block].role.isHeading {
          json.object { json in
            json.field("text", utf8: article.utf8[article.blocks[block].bytes])
            json.field("role", article.blocks[block].role.rawValue)
          }
        }
      }
    }
  }

  /// The fields of a quotation, inside an object that is open.
  public static func write(fieldsOf quotation: Quotation, _ article: Article, _ digest: Digest, to json: inout JSONWriter) {
    json.field("text", article.text(quotation.parts))
    json.field("kind", quotation.kind.rawValue)
    json.field("speaker", quotation.speaker)
    json.field("speakerResolved", quotation.speakerResolved)
    json.field("confidence", quotation.confidence?.rawValue)
    if let first = quotation.parts.first { write(position: first, article, digest, to: &json) }
    if quotation.parts.count > 1 {
      json.array("parts") { json in
        for part in quotation.parts { json.object { write(position: part, article, digest, to: &$0) } }
      }
    }
  }

  private static func write(position: Passage, _ article: Article, _ digest: Digest, to json: inout JSONWriter) {
    let section = digest.section(ofBlock: position.block) ?? 0
    let first = digest.sections[section].blocks.lowerBound
    let paragraph = (first..<position.block).count { !article.blocks[$0].role.isHeading }
    let scalars = article.scalarRange(of: position)
    json.field("section", section)
    json.field("paragraph", paragraph)
    json.field("start", scalars.lowerBound)
    json.field("end", scalars.upperBound)
  }
}
