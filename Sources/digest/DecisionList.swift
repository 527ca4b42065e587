/// `analyze --explain`: the decisions of the analysis, with what they were taken by.

import DigestCore
import DigestTUI

/// Prints explanations.
struct DecisionList {
  let loader: ArticleLoader
  let kept: KeptCorrections?
  let isJSON: Bool

  func run(_ files: [String]) throws {
    let explainer = Explainer(lexicons: loader.lexicons)
    var output = TextOutput(alwaysSanitised: !isJSON)
    var batch = Batch()
    var isFirst = true
    try batch.run(files) { source in
      let reader = try SourceReader(source, fetcher: loader.fetcher)
      let document = try reader.document(format: loader.format)
      let corrections = { kept?.corrections(of: $0, $1, of: $2, from: source) ?? Corrections() }
      try explainer.explain(document, entry: reader.entry(in: document), corrections: corrections) { explanation in
        if isJSON {
          var json = JSONWriter()
          try ExplanationJSON.write(explanation, to: &json) { try output.raw($0) }
        } else {
          if !isFirst { try output.line() }
          isFirst = false
          try output.line("\(explanation.article.source): \(explanation.article.title ?? "no title")")
          try ExplanationText.write(explanation) { try output.line($0) }
        }
      }
    }
    try output.flush()
    try batch.finish()
  }
}
