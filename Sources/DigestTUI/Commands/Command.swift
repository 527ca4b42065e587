/// The table of commands: what a reader can do. Dispatch, help, `:`, the status line and the man page are made from it.

/// Where a command counts. A screen has one context; a command may have several.
public struct Context: OptionSet, Sendable, Hashable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  public static let front = Context(rawValue: 1 << 0)
  public static let reader = Context(rawValue: 1 << 1)
  public static let outline = Context(rawValue: 1 << 2)
  public static let selecting = Context(rawValue: 1 << 3)
  public static let quotations = Context(rawValue: 1 << 4)
  public static let speakers = Context(rawValue: 1 << 5)
  public static let bookmarks = Context(rawValue: 1 << 6)
  public static let articles = Context(rawValue: 1 << 7)
  public static let help = Context(rawValue: 1 << 8)
  public static let export = Context(rawValue: 1 << 9)
  public static let information = Context(rawValue: 1 << 10)
  public static let why = Context(rawValue: 1 << 11)

  /// The screens that show the text of an article.
  public static let text: Context = [.front, .reader]
  public static let lists: Context = [.front, .outline, .quotations, .speakers, .bookmarks, .articles, .help, .export]
  public static let everywhere = Context(rawValue: .max)
}

/// The groups of the help, in its order.
public enum CommandGroup: String, Sendable, CaseIterable {
  case moving = "Moving"
  case finding = "Finding"
  case keeping = "Keeping"
  case looking = "Looking"
  case leaving = "Leaving"
}

/// One thing that a reader can do.
public struct Command: Sendable, Identifiable {
  public let id: CommandID
  public let group: CommandGroup
  /// What help, `:` and the man page say.
  public let title: String
  /// What the status line says, in a word or two.
  public let short: String
  /// Each a sequence of key names parted by blanks; the first is the one that is shown.
  public let keys: [String]
  public let contexts: Context

  init(_ id: CommandID, _ group: CommandGroup, _ title: String, _ short: String, _ keys: [String], _ contexts: Context) {
    self.id = id
    self.group = group
    self.title = title
    self.short = short
    self.keys = keys
    self.contexts = contexts
  }

  /// The row of a command.
  public static func row(_ id: CommandID) -> Command { byID[id] ?? table[0] }

  private static let byID = Dictionary(table.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
}

/// The names of commands.
public enum CommandID: String, Sendable, CaseIterable {
  case lineDown, lineUp, pageDown, pageUp, halfDown, halfUp, start, end
  case nextSection, previousSection, nextParagraph, previousParagraph, nextQuotation, previousQuotation
  case otherPart, palette, back, forward, percent
  case search, nextHit, previousHit, quotations, speakers, narrow
  case bookmark, bookmarkWithNote, select, extendDown, extendUp, copy, bookmarks, allBookmarks, export, note, tags, delete, undo
  case correctToHeadline, correctToText, correctToPromo, correctSpeaker
  case density, promos, wider, narrower, outline, links, information, why, redraw
  case enter, leave, quit, cancel, suspend, help
}

extension Command {
  /// All commands, in the order of the help.
  public static let table: [Command] = [
    Command(.lineDown, .moving, "a line down", "down", ["j", "Down", "C-n"], .everywhere),
    Command(.lineUp, .moving, "a line up", "up", ["k", "Up", "C-p"], .everywhere),
    Command(.pageDown, .moving, "a page down", "page", ["Space", "f", "PgDn"], .everywhere),
    Command(.pageUp, .moving, "a page up", "page up", ["b", "PgUp"], .everywhere),
    Command(.halfDown, .moving, "half a page down", "half page", ["d", "C-d"], .everywhere),
    Command(.halfUp, .moving, "half a page up", "half page up", ["u", "C-u"], .everywhere),
    Command(.start, .moving, "the start", "start", ["g", "Home"], .everywhere),
    Command(.end, .moving, "the end", "end", ["G", "End"], .everywhere),
    Command(.percent, .moving, "a place: 40% goes there", "place", ["%"], .text),
    Command(.nextSection, .moving, "the next section", "next", ["]"], .text),
    Command(.previousSection, .moving, "the section before", "section before", ["["], .text),
    Command(.nextParagraph, .moving, "the next paragraph", "paragraph", ["}"], [.reader, .why]),
    Command(.previousParagraph, .moving, "the paragraph before", "paragraph before", ["{"], [.reader, .why]),
    Command(.nextQuotation, .moving, "the next quotation", "next", [")"], [.text, .why]),
    Command(.previousQuotation, .moving, "the quotation before", "quotation before", ["("], [.text, .why]),
    Command(.otherPart, .moving, "the other part of the screen", "other part", ["Tab", "S-Tab"], .everywhere),
    Command(.palette, .moving, "a section :3, a place :40%, a command by its name", "go to", [":"], .everywhere),
    Command(.back, .moving, "back through the jumps", "back", ["<"], .text),
    Command(.forward, .moving, "forward through the jumps", "forward", [">"], .text),
    Command(.search, .finding, "search in the text", "search", ["/"], [.front, .reader]),
    Command(.nextHit, .finding, "the next hit", "next", ["n"], [.front, .reader]),
    Command(.previousHit, .finding, "the hit before", "hit before", ["N"], [.front, .reader]),
    Command(.narrow, .finding, "narrow the list", "narrow", ["/"], [.quotations, .speakers, .bookmarks, .help]),
    Command(.quotations, .finding, "find a quotation by its words or its speaker", "quotations", ["\""], .everywhere),
    Command(.speakers, .finding, "the speakers; the quotations again", "speakers", ["s"], [.quotations, .speakers]),
    Command(
      .bookmark, .keeping, "bookmark what the status line names", "keep", ["m"], [.front, .reader, .selecting, .quotations, .outline]),
    Command(
      .bookmarkWithNote, .keeping, "bookmark it with a note", "keep with note", ["M"],
      [.front, .reader, .selecting, .quotations, .outline]),
    Command(.select, .keeping, "select sentences", "select", ["v"], [.reader, .selecting]),
    Command(.extendDown, .keeping, "select a sentence more", "extend", ["J"], .selecting),
    Command(.extendUp, .keeping, "select a sentence less", "extend up", ["K"], .selecting),
    Command(.copy, .keeping, "copy with the source", "copy", ["y"], [.front, .reader, .selecting, .quotations, .bookmarks, .export]),
    Command(.bookmarks, .keeping, "the bookmarks", "bookmarks", ["'"], .everywhere),
    Command(.allBookmarks, .keeping, "the bookmarks of all articles; of this one again", "all articles", ["a"], .bookmarks),
    Command(.export, .keeping, "export the bookmarks", "export", ["e"], [.front, .reader, .bookmarks]),
    Command(.note, .keeping, "the bookmark's note", "note", ["n"], .bookmarks),
    Command(.tags, .keeping, "the bookmark's tags", "tags", ["t"], .bookmarks),
    Command(.delete, .keeping, "delete the bookmark", "delete", ["D"], .bookmarks),
    Command(.correctToHeadline, .keeping, "correct it: it is a headline", "it is a headline", ["h"], .why),
    Command(.correctToText, .keeping, "correct it: it is text", "it is text", ["b"], .why),
    Command(.correctToPromo, .keeping, "correct it: set it aside as a promo", "set it aside", ["p"], .why),
    Command(.correctSpeaker, .keeping, "correct it: another speaker", "another speaker", ["w"], .why),
    Command(.undo, .keeping, "undo what was kept, corrected or deleted", "undo", ["U"], .everywhere),
    Command(.density, .looking, "summaries, headlines only, full text", "view", ["s"], [.front, .reader]),
    Command(.promos, .looking, "show what was set aside, or fold it", "set aside", ["z"], .text),
    Command(.wider, .looking, "a wider text", "wider", ["="], .text),
    Command(.narrower, .looking, "a narrower text", "narrower", ["-"], .text),
    Command(.outline, .looking, "show or hide the outline", "outline", ["O"], .reader),
    Command(.links, .looking, "letters over the links; a letter chooses one", "links", ["o"], .reader),
    Command(.information, .looking, "what is known of the article", "information", ["i"], .text),
    Command(.why, .looking, "why: what it was taken for, and the signs of it", "why", ["W"], .reader),
    Command(.redraw, .looking, "draw the screen anew", "redraw", ["C-l"], .everywhere),
    Command(.enter, .leaving, "deeper: open what is selected", "read", ["Enter"], .everywhere),
    Command(.leave, .leaving, "back", "back", ["q", "Esc"], .everywhere),
    Command(.quit, .leaving, "leave the program", "quit", ["Q"], .everywhere),
    Command(.cancel, .leaving, "cancel what is going on", "cancel", ["C-c"], .everywhere),
    Command(.suspend, .leaving, "suspend the program", "suspend", ["C-z"], .everywhere),
    Command(.help, .leaving, "the keys", "keys", ["?", "F1"], .everywhere),
  ]
}
