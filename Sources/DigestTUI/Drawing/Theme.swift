/// How each style looks: the terminal's own colours and attributes.

/// Bold, dim, italic, underline and reverse.
public struct Attributes: OptionSet, Sendable, Hashable {
  public let rawValue: Int

  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let italic = Attributes(rawValue: 4)
  public static let underline = Attributes(rawValue: 8)
  public static let reverse = Attributes(rawValue: 16)
}

/// One row of the theme.
public struct Look: Sendable, Equatable {
  public var attributes: Attributes
  /// One of the terminal's sixteen colours; nil is its own foreground or background.
  public var foreground: Int?
  public var background: Int?

  init(_ attributes: Attributes = [], foreground: Int? = nil, background: Int? = nil) {
    self.attributes = attributes
    self.foreground = foreground
    self.background = background
  }
}

/// The table of styles. Without colours it leaves attributes alone, which tell apart all that must be told apart.
public struct Theme: Sendable {
  public var hasColors: Bool
  public var hasItalic: Bool

  public init(hasColors: Bool, hasItalic: Bool) {
    self.hasColors = hasColors
    self.hasItalic = hasItalic
  }

  /// How a style looks.
  public func look(_ style: Style) -> Look {
    let row = Self.row(style)
    var look = hasColors ? row.colored : Look(row.plain)
    if !hasItalic, look.attributes.contains(.italic) {
      look.attributes.remove(.italic)
      look.attributes.insert(.underline)
    }
    return look
  }

  /// A style's look without colours and with them.
  private static func row(_ style: Style) -> (plain: Attributes, colored: Look) {
    func both(_ attributes: Attributes, foreground: Int? = nil) -> (Attributes, Look) {
      (attributes, Look(attributes, foreground: foreground))
    }
    return switch style {
    case .plain, .standfirst, .summary, .body, .code, .prompt, .status: both([])
    case .dim, .meta, .promo, .credit, .rule: both(.dim)
    case .title, .headline, .statusMessage, .selectionSoft: both(.bold)
    case .headlineGenerated: both([.bold, .italic])
    case .caption: both([.dim, .italic])
    case .link: both(.underline)
    case .emphasis: both(.italic)
    case .strong: both(.bold)
    case .strongEmphasis: both([.bold, .italic])
    case .inlineCode: (.bold, Look([], foreground: green))
    case .linkFocused: both([.reverse, .underline])
    case .linkLetter: both([.reverse, .bold])
    case .bar: both([], foreground: blue)
    case .mark: both([], foreground: yellow)
    case .quotation: both([], foreground: cyan)
    case .quotationFocused: both([.bold, .underline], foreground: cyan)
    case .statusKey: both(.bold)
    case .selection: both(.reverse)
    case .match: (.underline, Look(.bold, foreground: green))
    case .hit: (.underline, Look([], foreground: black, background: yellow))
    case .hitCurrent: both([.reverse, .bold])
    case .error: both(.bold, foreground: red)
    }
  }

  private static let black = 0
  private static let red = 1
  private static let green = 2
  private static let yellow = 3
  private static let blue = 4
  private static let cyan = 6
}
