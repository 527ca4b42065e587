/// An explanation for people: `digest analyze --explain`, and the rows of the layer Why.

/// Writes explanations as rows of text.
public enum ExplanationText {
  /// `+2.1`, `-0.6`.
  public static func weight(_ weight: Float) -> String {
    let tenths = Int((abs(weight) * 10).rounded())
    return "\(weight < 0 && tenths > 0 ? "-" : "+")\(tenths / 10).\(tenths % 10)"
  }

  /// What a role is called where a sentence goes on: a headline, text.
  public static func name(_ role: Role) -> String {
    switch role {
    case .promo: "a promo"
    default: role.title.prefix(1).lowercased() + role.title.dropFirst()
    }
  }

  /// Why a section begins.
  public static func reason(_ beginning: SectionBeginning) -> String {
    switch beginning {
    case .start: "the article begins"
    case .headline: "a headline"
    case .line: "a line of marks parts the text"
    case .shift(let gain, let price):
      "the subject changes: the words gain \(weight(Float(gain))), a boundary costs \(weight(Float(-price)).dropFirst())"
    }
  }

  /// Why a quotation has its speaker: a row each for the rule, the words, the doubt.
  public static func reasons(_ reason: QuotationReason, of quotation: Quotation, in article: Article) -> [String] {
    guard let rule = reason.rule, let written = quotation.speaker, !quotation.isCorrected else { return [] }
    var rows = [rule.title]
    if let cue = quotation.cue { rows.append("the cue is “\(article.text(cue))”") }
    if let form = reason.form, form != .name, let resolved = quotation.speakerResolved, resolved != written {
      rows.append("“\(written)” is taken for \(resolved)")
    } else if let resolved = quotation.speakerResolved, resolved != written {
      rows.append("“\(written)” is \(resolved), the fullest name in the text")
    } else if quotation.speakerResolved == nil {
      rows.append("“\(written)” names nobody whom the text knows by name")
    }
    if quotation.confidence == .probable {
      let doubt = reason.doubt?.title ?? (rule == .beside ? nil : "it is not named beside the words")
      if let doubt { rows.append("probable only: \(doubt)") }
    }
    return rows
  }

  /// Who speaks, and how sure that is.
  public static func speaker(of quotation: Quotation) -> String {
    guard let name = quotation.shownSpeaker else { return quotation.isCorrected ? "nobody, as the reader says" : "nobody is known" }
    if quotation.isCorrected { return "\(name), as the reader says" }
    return quotation.confidence == .probable ? "probably \(name)" : "\(name), certain"
  }

  /// All of an article: sections, blocks and quotations in its order.
  public static func write(_ explanation: Explanation, to line: (String) throws -> Void) rethrows {
    let (article, digest) = (explanation.article, explanation.digest)
    var quotation = 0
    for (number, section) in digest.sections.enumerated() {
      try line("")
      let origin = section.headline.origin == .source ? "" : " (\(section.headline.origin.rawValue))"
      let beginning = explanation.sections.indices.contains(number) ? reason(explanation.sections[number]) : ""
      try line("section \(number + 1) “\(cut(section.headline.text))”\(origin): \(beginning)")
      var paragraph = 0
      for block in section.blocks {
        let role = article.blocks[block].role
        if !role.isHeading { paragraph += 1 }
        let name = role.isHeading ? role.rawValue : "\(number + 1).\(paragraph)"
        let decision = explanation.blocks[block]
        let taken = article.blocks[block].isCorrected ? "\(article.blocks[block].role.title), as the reader says" : decision.role.title
        try line("  \(name)  \(taken), \(decision.certainty): \(cut(article.text(ofBlock: block)))")
        for row in rows(decision, isCorrected: article.blocks[block].isCorrected) { try line("      \(row)") }
        while quotation < digest.quotations.count, let first = digest.quotations[quotation].parts.first, first.block <= block {
          let found = digest.quotations[quotation]
          try line("    quotation \(quotation + 1) “\(cut(article.text(first)))”: \(speaker(of: found))")
          if explanation.quotations.indices.contains(quotation) {
            for row in reasons(explanation.quotations[quotation], of: found, in: article) { try line("      \(row)") }
          }
          quotation += 1
        }
      }
    }
  }

  /// What a block was decided by: the rule; the weights of the role taken; those of the likeliest other one.
  private static func rows(_ decision: BlockDecision, isCorrected: Bool) -> [String] {
    var rows: [String] = []
    if isCorrected { rows.append("the program takes it for \(name(decision.role))") }
    if let rule = decision.rule { rows.append(rule) }
    for (index, weighing) in decision.weighings.enumerated() {
      let isTaken = weighing.role == decision.role
      // In full the role taken, or the likeliest that was not where more speaks than the price of any role.
      if index > 0 || !isTaken && weighing.marks.count < 2 {
        let others = decision.weighings[index...].prefix(4).map { "\(name($0.role)) \(weight($0.score))" }
        rows.append("not " + others.joined(separator: ", "))
        break
      }
      rows.append("\(isTaken ? "as" : "not") \(name(weighing.role)) \(weight(weighing.score))")
      rows += weighing.marks.map { "  \(weight($0.weight))  \($0.sign)" }
    }
    return rows
  }

  /// The first words.
  private static func cut(_ words: String) -> String {
    let start = words.prefix(60)
    return start.endIndex == words.endIndex ? words : "\(start)…"
  }
}
