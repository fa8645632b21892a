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

      Without files, Assets/crm is read: the store then holds exactly what the files say. Files from
      elsewhere are laid over the data: their rows set the fields they have, and are kept in
      Assets/crm/changes.jsonl. Exports of HubSpot, Salesforce, Mailchimp, Shopify and WooCommerce
      are recognised by their header; other files take a --map.
      """)

  @Argument(help: "Files to lay over the data of Assets/crm.")
  var paths: [String] = []

  @Option(help: "A YAML file that says which column of the files is which field.")
  var map: String?

  @Option(help: "Write the rejected rows, with reasons, to this file.")
  var reject: String?

  @Flag(name: .customLong("allow-rejects"), help: "Exit 0 even when rows were rejected.")
  var allowRejects = false

  @Flag(name: .customLong("dry-run"), help: "Tell what would change, and change nothing.")
  var dryRun = false

  @Flag(
    name: .customLong("keep-unknown"),
    help: "Keep unknown columns as data.<name>, or in metadata.")
  var keepUnknown = false

  @Option(
    name: .customLong("idempotency-key"),
    help: "A name for this request: asked again, it changes nothing.")
  var idempotencyKey: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    var request = ImportRequest(paths: paths, now: try global.now())
    request.mapPath = map
    request.rejectPath = reject
    request.isDryRun = dryRun
    request.keepsUnknown = keepUnknown
    request.idempotencyKey = idempotencyKey
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
      var line =
        "\(file.name): \(file.read) read, \(file.inserted) inserted, \(file.updated) updated, "
        + "\(file.unchanged) unchanged, \(file.rejected) rejected"
      if file.dropped > 0 { line += ", \(file.dropped) dropped" }
      let origin = [file.export, file.encoding == "UTF-8" ? nil : file.encoding]
        .compactMap { $0 }.filter { !$0.isEmpty }
      if !origin.isEmpty { line += " (\(origin.joined(separator: ", ")))" }
      lines.append(line)
    }
    if report.removed > 0 { lines.append("\(report.removed) records left their files.") }
    lines += report.changes.map(\.text)
    if report.omittedChanges > 0 { lines.append("and \(report.omittedChanges) more changes") }
    if report.files.allSatisfy(\.isSkipped), !report.files.isEmpty {
      lines.append("Request already processed: no file has changed since the last import.")
    }
    if isDryRun { lines.append("Dry run: nothing was changed.") }
    return lines.joined(separator: "\n")
  }
}
