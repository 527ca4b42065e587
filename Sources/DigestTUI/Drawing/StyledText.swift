/// Text with styles: spans make a line.

/// Words in one style.
public struct Span: Sendable, Hashable {
  public var text: String
  public var style: Style

  public init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}

/// One row's worth of spans.
public struct Line: Sendable, Hashable {
  public var spans: [Span]

  public init(_ spans: [Span] = []) {
    self.spans = spans
  }

  public init(_ text: String, _ style: Style = .plain) {
    spans = [Span(text, style)]
  }
}
