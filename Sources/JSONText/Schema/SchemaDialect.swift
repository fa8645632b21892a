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

extension SchemaDialect {
  /// A schema in the strict subset that a provider accepts, or diagnostics that name the keywords
  /// in the way.
  ///
  /// Keywords that only narrow a value (lengths, bounds, patterns) and that the provider does not
  /// know are left out with a warning: the answer is checked against the full schema afterwards. An
  /// optional key becomes required and may be null where the provider asks for every key;
  /// `JSONSchema.withoutFillers` takes such nulls out of an answer.
  ///
  /// - Parameters:
  ///   - schema: The schema.
  ///   - file: The same schema with its places, so that diagnostics can name them.
  /// - Returns: The schema to send, or `nil` when a diagnostic is an error.
  public func lowered(
    _ schema: JSONValue, from file: PositionedValue? = nil
  ) -> Parsed<JSONValue?> {
    var lowering = SchemaLowering(dialect: self, root: schema, file: file)
    let value = lowering.lowerRoot()
    let diagnostics = lowering.diagnostics
    return Parsed(diagnostics.hasErrors ? nil : value, diagnostics)
  }
}
