internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import JSONText

/// `galley schema repair`.
struct SchemaRepairCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Repairs JSON as models and people break it, and tells what was done.",
    discussion: """
      Example: galley schema repair answer.txt --schema Templates/schemas/email-copy.json

      The JSON goes to stdout, the list of fixes to stderr. Valid JSON comes out byte by byte as it
      went in. A text that was cut off is never made into a valid one. Exits 2 when there is no
      value, or it does not satisfy the schema.
      """)

  @Argument(help: "The file.")
  var file: String

  @Option(help: "Check the outcome against this schema.")
  var schema: String?

  @Flag(help: "The sender said that the text was cut off (finish_reason: length).")
  var truncated = false

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let repair = try SchemaRequest.repair(file, schema: schema, isTruncated: truncated)
    for fix in repair.result.fixes { console.log(.info, "\(file): \(fix)") }
    for part in repair.result.lost { console.log(.warning, "\(file): left out: \(part)") }
    for violation in repair.violations {
      console.show(
        Diagnostic(
          .error, "schema-\(violation.keyword)",
          "\(file): \(violation.instancePointer): \(violation.message)", hint: violation.hint))
    }
    if let failure = repair.result.failure {
      console.log(.error, "\(file): not repaired, \(failure.words)")
    }
    if !repair.isUsable { console.exitCode = .invalidInput }
    if console.isJSON {
      console.result(json: repair.json, text: "")
    } else if let bytes = repair.bytes {
      Output.write(bytes, to: .standardOutput)
    }
  }
}

extension RepairResult.Failure {
  fileprivate var words: String {
    switch self {
    case .truncated: "it stops in the middle: ask again"
    case .noJSON: "it holds no JSON"
    case .unclear: "it can be read in more than one way"
    case .tooLarge: "it is too large or too deep"
    }
  }
}
