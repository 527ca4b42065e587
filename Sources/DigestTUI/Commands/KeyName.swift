/// How keys are written: in the table of commands, in help, on the status line.

/// The names of keys: `j`, `C-d`, `M-b`, `PgDn`, `Space`, `Enter`.
public enum KeyName {
  private static let named: [(name: String, key: Key)] = [
    ("Enter", .enter), ("Tab", .tab), ("S-Tab", .backTab), ("Esc", .escape), ("Backspace", .backspace), ("Del", .delete),
    ("Ins", .insert), ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home), ("End", .end),
    ("PgUp", .pageUp), ("PgDn", .pageDown), ("Space", .character(" ")),
  ]

  /// The key that a name means; nil where it means none.
  public static func key(_ name: String) -> Key? {
    if let row = named.first(where: { $0.name == name }) { return row.key }
    if name.count == 1, let character = name.first { return .character(character) }
    if name.hasPrefix("C-"), name.count == 3, let character = name.last { return .control(character) }
    if name.hasPrefix("M-"), name.count == 3, let character = name.last { return .alt(character) }
    if name.hasPrefix("F"), let number = Int(name.dropFirst()), (1...12).contains(number) { return .function(number) }
    return nil
  }

  /// The name of a key.
  public static func name(_ key: Key) -> String {
    if let row = named.first(where: { $0.key == key }) { return row.name }
    return switch key {
    case .character(let character): String(character)
    case .control(let character): "C-\(character)"
    case .alt(let character): "M-\(character)"
    case .function(let number): "F\(number)"
    default: "?"
    }
  }

  /// A sequence of keys from names parted by blanks; nil where one of them means none.
  public static func sequence(_ names: String) -> [Key]? {
    let keys = names.split(separator: " ").map { key(String($0)) }
    return keys.contains(nil) || keys.isEmpty ? nil : keys.compactMap { $0 }
  }
}
