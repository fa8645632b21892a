/// A stretch of bytes that belongs to the template language, not to the text around it.
public struct TagSpan: Sendable, Hashable {
  /// What a span does.
  public enum Kind: Sendable, Hashable {
    /// It prints a value: `{{ name }}`, `{{{ name }}}`, `{{& name }}`.
    case output
    /// It controls what is printed: `{% if %}`, `{{#each}}`, `{{> partial}}`.
    case tag
    /// It prints nothing: `{% comment %}` with its body, `{# #}`, `{{! }}`.
    case comment
    /// It prints its body as it stands: `{% raw %}` up to and with `{% endraw %}`.
    case raw
  }

  /// The bytes of the span, delimiters included.
  public var range: Range<Int>
  /// What it does.
  public var kind: Kind
  /// Whether its end was found; a span that is not closed covers its opening delimiter only.
  public var isClosed: Bool

  /// Creates a span.
  public init(range: Range<Int>, kind: Kind, isClosed: Bool = true) {
    self.range = range
    self.kind = kind
    self.isClosed = isClosed
  }
}
