public import Diagnostics
public import SourceText

/// How a template is compiled.
public struct CompileOptions: Sendable {
  /// The language of the template and of its partials.
  public var syntax: TemplateSyntax
  /// What the template makes.
  public var kind: OutputKind
  /// Whether unknown fields are compile errors and missing values are render errors.
  public var isStrict: Bool
  /// Which fields exist; checked in strict mode only.
  public var model: DataModel
  /// The shape of the rows that fill the template, so that fields are read by number. Its model
  /// takes the place of ``model``.
  public var shape: RowShape? {
    didSet { if let shape { model = shape.model } }
  }
  /// Finds a partial or a layout by the name written in the template.
  public var partials: @Sendable (String) -> Pieces?
  /// Filters beside the standard ones, by name; they win over standard ones.
  public var filters: [String: TemplateFilter]
  /// The bounds of compiling and rendering.
  public var limits: TemplateLimits
  /// Whether values are escaped for where they stand.
  public var autoescape: Bool
  /// The clock: what `{{ "now" | date: … }}` shows; without it, "now" is no date.
  public var now: Timestamp?
  /// Which tags stay in the output as they are written; `nil` for none. It is given the text of
  /// each tag, delimiters included.
  public var passthrough: (@Sendable (String) -> Bool)?

  /// Creates options.
  public init(
    syntax: TemplateSyntax = .liquid, kind: OutputKind = .html, isStrict: Bool = true,
    model: DataModel = .any, partials: @escaping @Sendable (String) -> Pieces? = { _ in nil },
    filters: [String: TemplateFilter] = [:], limits: TemplateLimits = TemplateLimits(),
    autoescape: Bool = true, shape: RowShape? = nil,
    now: Timestamp? = nil, passthrough: (@Sendable (String) -> Bool)? = nil
  ) {
    self.syntax = syntax
    self.kind = kind
    self.isStrict = isStrict
    self.model = shape?.model ?? model
    self.shape = shape
    self.partials = partials
    self.filters = filters
    self.limits = limits
    self.autoescape = autoescape
    self.now = now
    self.passthrough = passthrough
  }
}
