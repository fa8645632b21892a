internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import JSONText
internal import Records

/// `galley import`.
struct ImportCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Brings CRM files into the store; good rows go in, bad rows are named.",
    discussion: """
      Example: galley import --reject rejected.csv

      Without files, Assets/crm is read: the store then holds exactly what the files say.
      """)

  @Argument(help: "Files to import in place of Assets/crm.")
  var paths: [String] = []

  @Option(help: "Write the rejected rows, with reasons, to this file.")
  var reject: String?

  @Flag(name: .customLong("allow-rejects"), help: "Exit 0 even when rows were rejected.")
  var allowRejects = false

  @Flag(name: .customLong("dry-run"), help: "Tell what would change, and change nothing.")
  var dryRun = false

  @Option(
    name: .customLong("idempotency-key"),
    help: "A name for this request: asked again, it changes nothing.")
  var idempotencyKey: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let request = ImportRequest(
      paths: paths, rejectPath: reject, isDryRun: dryRun, idempotencyKey: idempotencyKey,
      now: try global.now())
    guard let report = try request.run(workspace, progress: console.progress) else {
      console.result(
        json: .object(["already_processed": true]), text: "Request already processed.")
      return
    }
    console.result(json: report.json, text: ImportText.text(report, isDryRun: dryRun))
    if report.rejected > 0, !allowRejects { console.exitCode = .invalidInput }
  }
}

/// The report of an import for people.
enum ImportText {
  static func text(_ report: ImportReport, isDryRun: Bool) -> String {
    var lines: [String] = []
    for file in report.files {
      lines.append(
        "\(file.name): \(file.read) read, \(file.inserted) inserted, \(file.updated) updated, "
          + "\(file.unchanged) unchanged, \(file.rejected) rejected")
    }
    if report.files.allSatisfy(\.isSkipped), !report.files.isEmpty {
      lines.append("Request already processed: no file has changed since the last import.")
    }
    if isDryRun { lines.append("Dry run: nothing was changed.") }
    return lines.joined(separator: "\n")
  }
}
