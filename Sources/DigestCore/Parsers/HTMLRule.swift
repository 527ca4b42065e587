/// The rules by which a page's blocks get their roles, as a person is told them.

/// What gave a block of a page its role.
enum HTMLRule: String {
  case outside = "outside the element that holds the article"
  case junk = "in a part of the page that is named as no article"
  case post = "what others posted, set into the text"
  case noLetters = "no letter"
  case namedCredit = "named as a credit"
  case figure = "a picture's words"
  case namedPullquote = "named as a pull quote"
  case biography = "of the writer, not of the article"
  case heading = "a heading element"
  case longHeading = "a heading element with the text of a paragraph"
  case byline = "a byline in a heading element"
  case code = "a code element"
  case table = "a table element"
  case teaser = "calls to act, or names another article"
  case meta = "named as byline, date or label, and no sentence"
  case date = "begins like a date line"
  case footnote = "named as a footnote"
  case quote = "a quotation element"
  case item = "a list element"
  case links = "mostly links"
  case sentenceOfLinks = "a sentence, though mostly links"
  case fragment = "no sentence, and no element that paragraphs are in"
  case bold = "a short line all in bold, no sentence"
  case paragraph = "a paragraph in the element that holds the article"
  case listOfLinks = "an item of a list that is mostly links"
  case otherArticle = "in an element of another article"
  case aboveText = "stands above the first paragraph, and is no sentence"
  case belowText = "stands below the last paragraph, and is no sentence"
  case linkedHeading = "a heading that leads to another page"
  case emptyHeading = "a heading without text below it"
  case box = "in a box with a field to type into"
  case capitals = "a short paragraph all in capitals, one of several"
  case attribution = "right below a quotation, and says where it is from"
  case rights = "an address, or a line of copyright"
  case creditAtEnd = "ends with a picture's source"
  case title = "the title that the page names"
}

extension PageSigns {
  /// The names of parts that are no article.
  private static let titles: [(signs: PageSigns, title: String)] = [
    (.comment, "comments"), (.related, "other articles"), (.advertisement, "an advertisement"), (.newsletter, "a newsletter"),
    (.share, "sharing"), (.navigation, "navigation"), (.footer, "a footer"), (.sidebar, "a sidebar"), (.notice, "a notice"),
    (.tags, "tags"), (.form, "a form"), (.hidden, "hidden"), (.noscript, "for programs without scripts"), (.biography, "the writer"),
  ]

  /// The names among the signs, for a person.
  var names: [String] { Self.titles.filter { contains($0.signs) }.map(\.title) }
}
