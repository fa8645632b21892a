internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import JSONText

/// `galley schema validate`.
struct SchemaValidateCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks JSON files against a JSON Schema of draft 2020-12.",
    discussion: """
      Example: galley schema validate Templates/schemas/email-copy.json answer.json

      Prints one line a file, in order; with --json each line is an object. Exits 2 when a file is
      not valid or is no JSON. Nothing is fetched: schemas that the schema refers to lie in the
      folder of --remotes.
      """)

  @Argument(help: "The schema.")
  var schema: String

  @Argument(help: "The files to check.")
  var instances: [String]

  @Option(help: "A folder of schemas that the schema may refer to.")
  var remotes: String?

  @Option(
    name: .customLong("remotes-base"),
    help: "The URL that the folder stands for, such as https://example.com/schemas.")
  var remotesBase: String?

  @Flag(name: .customLong("assert-format"), help: "Check `format`, which is a remark otherwise.")
  var assertsFormat = false

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let request = try SchemaRequest(
      schema: schema, remotes: remotes, remotesBase: remotesBase, assertsFormat: assertsFormat)
    for instance in instances {
      let verdict = try request.validate(instance)
      console.show(verdict.diagnostics)
      console.result(
        console.isJSON
          ? String(decoding: verdict.json.compactBytes(), as: UTF8.self) : verdict.text)
      if !verdict.isValid { console.exitCode = .invalidInput }
    }
  }
}
