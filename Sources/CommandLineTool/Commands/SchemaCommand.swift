internal import ArgumentParser

/// `galley schema`.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Checks, repairs and lowers JSON and JSON Schemas; works on any file.",
    discussion: "Example: galley schema validate schema.json answer.json",
    subcommands: [
      SchemaValidateCommand.self, SchemaRepairCommand.self, SchemaLowerCommand.self,
    ])
}
