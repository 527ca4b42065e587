/// An article for the tests in a real terminal.

import DigestTestSupport
import Foundation

/// An invented article with a title, headlines and quotations, long enough to page.
enum SampleArticle {
  static let title = "The bakery that bakes at noon"

  /// Whether a screen of 80×24 shows the whole front page: its status line is painted last.
  static func isWholeFrontPage(_ screen: String) -> Bool {
    let last = screen.split(separator: "\n").last ?? ""
    return screen.contains("In brief") && screen.contains("2   Why the oven waits") && last.contains("headlines only")
      && last.contains("? keys")
  }

  static let text: String = {
    var text = "\(title)\n\nBy Ilse Marn\n\n"
    text += "The bread at Marn and Daughters is ready when the other bakers have gone home, and the queue begins at eleven.\n\n"
    for (number, headline) in ["Why the oven waits", "What the neighbours say", "How much it costs", "What comes after"].enumerated() {
      text += "\(headline)\n\n"
      for paragraph in 1...6 {
        text +=
          "Paragraph \(paragraph) of part \(number + 1) tells of flour, of water and of the long morning in which nothing happens but the rising of "
          + "the dough, which nobody can hurry, as the bakers on Tollgate Street have known for longer than there has been a street.\n\n"
      }
      text += "“\(quotations[number])” said Peder Oll, who has baked here for thirty years.\n\n"
    }
    return text
  }()

  static let quotations = [
    "A warm loaf at noon is worth two cold ones at six,", "They complained about the smell until they tasted it,",
    "Nobody ever became rich with flour and patience,", "My daughter wants to bake at midnight,",
  ]

  /// Runs `body` with an empty home and the path of the article in it.
  static func with<Result>(_ body: (_ home: String, _ path: String) throws -> Result) throws -> Result {
    try TemporaryFolder.with { home in
      let path = "\(home)/bakery.txt"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return try body(home, path)
    }
  }
}
