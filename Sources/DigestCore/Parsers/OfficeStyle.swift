/// What the paragraph styles of word processors say of a paragraph: one table of their names.

/// What a paragraph of an office document serves as.
enum OfficeStyle: Equatable, Sendable {
  case body, title, subtitle, author, date, quote, code, caption, contents, list, numbered
  case heading(Int)

  /// The names of styles, in lower case with single blanks: those that Word, LibreOffice and pandoc give, which do not change with the
  /// language of the program.
  private static let table: [String: OfficeStyle] = {
    let names: [(OfficeStyle, String)] = [
      (.title, "title"), (.subtitle, "subtitle"), (.author, "author"), (.date, "date"),
      (.quote, "quote,intense quote,block text,quotations,blockquote,block quotation"),
      (
        .code, "source code,sourcecode,code,html preformatted,preformatted text,plain text,macro text,verbatim,preformatted"
      ),
      (.caption, "caption,image caption,table caption,illustration,figure,drawing,table,captioned figure"),
      (.list, "list bullet,list bullet 2,list bullet 3,list bullet 4,list bullet 5"),
      (.numbered, "list number,list number 2,list number 3,list number 4,list number 5"),
      (.contents, "table of figures,contents heading,toc heading,toa heading"),
    ]
    var table: [String: OfficeStyle] = [:]
    for (style, list) in names { for name in list.split(separator: ",") { table[String(name)] = style } }
    for level in 1...10 {
      table["heading \(level)"] = .heading(level)
      table["toc \(level)"] = .contents
      table["contents \(level)"] = .contents
    }
    return table
  }()

  /// By a style's name; nil for one that says nothing.
  init?(name: String) {
    guard let known = Self.table[name.lowercased()] else { return nil }
    self = known
  }
}

/// The styles of a document: each has a name and may be made from another.
struct OfficeStyles {
  struct Row {
    var name: String
    var parent: String?
    /// What else than its name tells what it is: a heading's level.
    var own: OfficeStyle?
    var isNumbered: Bool?
    /// The list that it makes paragraphs items of, and how deep.
    var list: (name: String, level: Int)?
    var isBold = false
    var isItalic = false
    var isStruck = false
  }

  var rows: [String: Row] = [:]

  /// Styles are made from styles at most so often: they may go in a circle.
  private static let depth = 16

  /// What a style and those that it is made from say first.
  func first<Value>(_ style: String?, _ value: (Row) -> Value?) -> Value? {
    var next = style
    for _ in 0..<Self.depth {
      guard let row = next.flatMap({ rows[$0] }) else { return nil }
      if let found = value(row) { return found }
      next = row.parent
    }
    return nil
  }

  /// What paragraphs of a style serve as: by its own name, else by those of the styles that it is made from.
  func kind(_ style: String?) -> OfficeStyle {
    var next = style
    for _ in 0..<Self.depth {
      guard let id = next else { break }
      // A style that every program has need not be in the document.
      guard let row = rows[id] else { return OfficeStyle(name: Self.shown(id)) ?? .body }
      if let known = row.own ?? OfficeStyle(name: row.name) { return known }
      next = row.parent
    }
    return .body
  }

  /// A style's identifier as people see it: OpenDocument writes blanks as _20_.
  static func shown(_ id: String) -> String { id.split(separator: "_20_").joined(separator: " ") }
}
