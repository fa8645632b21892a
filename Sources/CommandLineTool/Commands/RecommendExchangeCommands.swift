public import ArgumentParser
public import BuildPipeline
internal import Diagnostics
internal import JSONText
internal import Recommendations

/// `galley recommend import`.
struct RecommendImportCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Takes over lists that another program made; our rules still apply.",
    discussion: """
      Example: galley recommend import spark-lists.csv

      The file is CSV with the columns user_id, product_id and rank, and if you like score, reason
      and category. Wrong lines are named and left out. The lists are kept in
      Assets/recommendations/imported.csv and take the place of ours for the people they name;
      --clear forgets them.
      """)

  @Argument(help: "The file.")
  var file: String?

  @Flag(help: "Forget the lists that were imported.")
  var clear = false

  @Flag(name: .customLong("allow-rejects"), help: "Exit 0 even when lines were rejected.")
  var allowRejects = false

  @Flag(name: .customLong("dry-run"), help: "Tell what would change, and change nothing.")
  var dryRun = false

  @OptionGroup var moment: AsOfOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if (file == nil) != clear { throw ValidationError("Name a file, or say --clear.") }
  }

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    guard let file else {
      let isCleared = try RecommendationImport.clear(workspace)
      console.result(
        json: .object(["cleared": .bool(isCleared)]),
        text: isCleared ? "The imported lists are gone." : "There were no imported lists.")
      return
    }
    let report = try RecommendationImport(path: file, isDryRun: dryRun).run(
      workspace, try moment.options(global), progress: console.progress)
    console.result(json: report.json, text: report.text)
    if !report.problems.isEmpty, !allowRejects { console.exitCode = .invalidInput }
  }
}

/// `galley recommend export`.
struct RecommendExportCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes everyone's lists, or the interactions other recommenders learn from.",
    discussion: """
      Example: galley recommend export lists.csv --limit 20
      Example: galley recommend export interactions.csv --content interactions
      """)

  @Argument(help: "The file to write, or - for stdout.")
  var file: String

  @Option(help: "lists or interactions.")
  var content: RecommendationExport = .lists

  @Option(help: "The form of lists: csv, jsonl or json.")
  var format: ListFormat = .csv

  @OptionGroup var options: RecommendOptions
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let session = try options.session(global, console)
    let bytes = try content.bytes(session, request: options.request, format: format)
    if file == "-" {
      console.document(bytes)
      return
    }
    try RecommendationExport.write(bytes, to: file)
    console.result(
      json: .object(["file": .string(file), "bytes": .number(JSONNumber(bytes.count))]),
      text: "\(file): \(bytes.count) bytes")
  }
}

extension RecommendationExport: ExpressibleByArgument {}
