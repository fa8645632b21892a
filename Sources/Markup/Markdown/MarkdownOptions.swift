/// How Markdown becomes HTML.
public struct MarkdownOptions: Sendable, Hashable {
  /// Whether raw HTML and dangerous URLs are left out.
  public var isSafe: Bool
  /// Whether straight quotes, `--` and `...` become typographic.
  public var smart: Bool
  /// Whether a line break in the source is a line break in the output.
  public var hardBreaks: Bool
  /// Which of cmark-gfm's extensions are on.
  public var extensions: [String]

  /// Safe, plain, with tables, strikethrough, autolinks and task lists.
  public static let safe = MarkdownOptions()

  /// Creates options.
  public init(
    isSafe: Bool = true, smart: Bool = false, hardBreaks: Bool = false,
    extensions: [String] = ["table", "strikethrough", "autolink", "tasklist"]
  ) {
    self.isSafe = isSafe
    self.smart = smart
    self.hardBreaks = hardBreaks
    self.extensions = extensions
  }
}
