/// A filter that a caller adds to the language, such as `markdown` or `t`.
public struct TemplateFilter: Sendable {
  /// Takes the value on the left, the positional and the named arguments.
  public typealias Body =
    @Sendable (TemplateValue, [TemplateValue], [String: TemplateValue])
    throws(TemplateFilterError) -> TemplateValue

  let body: Body
  let acceptsMissing: Bool

  /// Creates a filter. Unless `acceptsMissing`, a null value never reaches it in strict mode.
  public init(acceptsMissing: Bool = false, _ apply: @escaping Body) {
    body = apply
    self.acceptsMissing = acceptsMissing
  }
}

/// Why a filter could not do its work; the template's position is added by the engine.
public struct TemplateFilterError: Error, Sendable, Hashable {
  /// One sentence for a person, without a full stop and without the value itself.
  public var message: String

  /// Creates an error.
  public init(_ message: String) { self.message = message }
}
