public import Diagnostics

/// A provider's form of the schemas it can hold a model to.
public enum SchemaDialect: String, Sendable, CaseIterable {
  /// OpenAI's structured outputs in strict mode.
  case openai
  /// Anthropic's structured outputs.
  case anthropic
  /// Gemini's response schema.
  case gemini
}

extension JSONSchema {
  /// The schema in the strict subset that a provider accepts, or diagnostics that name the keywords
  /// in the way.
  ///
  /// Keywords that only narrow a value (lengths, bounds, patterns) and that the provider does not
  /// know are left out with a warning: the answer is checked against the full schema afterwards. An
  /// optional key becomes required and may be null where the provider asks for every key.
  public func lowered(for dialect: SchemaDialect) -> Parsed<JSONValue?> {
    var lowering = SchemaLowering(dialect: dialect, root: source)
    let value = lowering.lowerRoot()
    let diagnostics = lowering.diagnostics
    return Parsed(diagnostics.hasErrors ? nil : value, diagnostics)
  }
}
