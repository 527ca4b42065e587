/// An explanation for programs: `digest analyze --explain --json`.

/// Writes explanations as lines of NDJSON: one a section, a block, a quotation, in the article's order.
public enum ExplanationJSON {
  /// All lines of an article, handed on in pieces.
  public static func write(_ explanation: Explanation, to json: inout JSONWriter, flush: ([UInt8]) throws -> Void) rethrows {
    let (article, digest) = (explanation.article, explanation.digest)
    var places = PlaceCounter(article, digest)
    var quotation = 0
    for (number, section) in digest.sections.enumerated() {
      json.object { json in
        json.field("source", article.source)
        json.field("about", "section")
        json.field("section", number)
        json.field("headline", section.headline.text)
        json.field("headlineOrigin", section.headline.origin.rawValue)
        if explanation.sections.indices.contains(number) { write(explanation.sections[number], to: &json) }
      }
      json.endLine()
      var paragraph = 0
      for block in section.blocks {
        let isHeading = article.blocks[block].role.isHeading
        write(block, number, isHeading ? nil : paragraph, explanation, to: &json)
        if !isHeading { paragraph += 1 }
        while quotation < digest.quotations.count, let first = digest.quotations[quotation].parts.first, first.block <= block {
          write(quotation, number, explanation, &places, to: &json)
          quotation += 1
        }
        try json.flush(at: 1 << 16, flush)
      }
    }
    try json.flush(at: 0, flush)
  }

  private static func write(_ beginning: SectionBeginning, to json: inout JSONWriter) {
    json.field("begins", beginning.name)
    if case .shift(let gain, let price) = beginning {
      json.field("gain", gain)
      json.field("price", price)
    }
  }

  private static func write(_ block: Int, _ section: Int, _ paragraph: Int?, _ explanation: Explanation, to json: inout JSONWriter) {
    let article = explanation.article
    let decision = explanation.blocks[block]
    json.object { json in
      json.field("source", article.source)
      json.field("about", "block")
      json.field("section", section)
      if let paragraph { json.field("paragraph", paragraph) }
      json.field("text", utf8: article.utf8[article.blocks[block].bytes])
      json.field("role", article.blocks[block].role.rawValue)
      if article.blocks[block].isCorrected {
        json.field("roleOrigin", Headline.Origin.reader.rawValue)
        json.field("programRole", decision.role.rawValue)
      }
      json.field("rule", decision.rule)
      json.array("weighings") { json in
        for weighing in decision.weighings {
          json.object { json in
            json.field("role", weighing.role.rawValue)
            json.field("score", Double(weighing.score))
            json.array("signs") { json in
              for mark in weighing.marks {
                json.object { json in
                  json.field("sign", mark.sign)
                  json.field("weight", Double(mark.weight))
                }
              }
            }
          }
        }
      }
    }
    json.endLine()
  }

  private static func write(
    _ index: Int, _ section: Int, _ explanation: Explanation, _ places: inout PlaceCounter, to json: inout JSONWriter
  ) {
    let quotation = explanation.digest.quotations[index]
    let reason = explanation.quotations.indices.contains(index) ? explanation.quotations[index] : QuotationReason()
    json.object { json in
      json.field("source", explanation.article.source)
      json.field("about", "quotation")
      json.field("number", index)
      QuotationJSON.write(fieldsOf: quotation, explanation.article, &places, to: &json)
      json.field("cue", quotation.cue.map { explanation.article.text($0) })
      json.field("rule", reason.rule?.rawValue)
      json.field("form", reason.form?.rawValue)
      json.field("doubt", reason.doubt?.rawValue)
    }
    json.endLine()
  }
}
