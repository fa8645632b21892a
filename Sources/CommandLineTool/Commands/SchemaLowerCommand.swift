public import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
public import JSONText

/// `galley schema lower`.
struct SchemaLowerCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "lower",
    abstract: "Rewrites a schema into the subset that a provider's strict mode accepts.",
    discussion: """
      Example: galley schema lower Templates/schemas/email-copy.json --dialect openai

      The schema goes to stdout; what it no longer asks for is told on stderr, and is checked by
      galley after each answer. Exits 2 and names the keyword when something cannot be said in the
      subset.
      """)

  @Argument(help: "The schema.")
  var schema: String

  @Option(help: "The provider: openai, anthropic or gemini.")
  var dialect: SchemaDialect

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let lowered = try SchemaRequest.lower(schema, for: dialect)
    if let error = GalleyError.from(lowered.diagnostics, code: .schemaViolation) { throw error }
    console.show(lowered.diagnostics)
    if let value = lowered.value {
      Output.write(value.prettyBytes(), to: .standardOutput)
    }
  }
}

extension SchemaDialect: ExpressibleByArgument {}
