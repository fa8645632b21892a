internal import ArgumentParser
internal import BuildPipeline
internal import CRMModel
internal import Campaigns
internal import Diagnostics
internal import JSONText
internal import Records

/// `galley export`.
struct ExportCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the records of the store as files that an import takes back.",
    discussion: """
      Example: galley export contacts --format csv --out exported

      Without --out, one kind of record is printed; several go to Output/export. Cells that a
      spreadsheet would run as formulas get an apostrophe in CSV.
      """)

  @Argument(help: "Kinds of records; all without any.")
  var entities: [EntityArgument] = []

  @Option(help: "csv or jsonl.")
  var format: Exporter.Format = .csv

  @Option(help: "The folder to write to.")
  var out: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    if out == nil, entities.count == 1, !global.json, let entity = entities.first {
      try Exporter(store: store, format: format).export(entity.type) { bytes in
        Output.write(bytes, to: .standardOutput)
      }
      return
    }
    let folder = out ?? workspace.outputFolder + "/export"
    let files = try DataFiles(workspace: workspace).export(
      store, format: format, to: folder, entities: entities.map(\.type))
    console.result(
      json: .object(["folder": .string(folder), "files": .array(files.map { .string($0) })]),
      text: files.map { "\(folder)/\($0)" }.joined(separator: "\n"))
  }
}

/// `galley anonymize`.
struct AnonymizeCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "anonymize",
    abstract: "Writes the data with stable pseudonyms in place of people; relations are kept.",
    discussion: """
      Example: galley anonymize --out test-data

      The same person gets the same pseudonym each time. Without --seed the key is random and kept
      in .galley/anonymize.key.
      """)

  @Option(help: "The folder to write to.")
  var out: String

  @Option(help: "csv or jsonl.")
  var format: Exporter.Format = .csv

  @Option(help: "What the pseudonyms follow from; whoever knows it can tell who is who.")
  var seed: String?

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let store = try CRMStore.open(workspace, now: try global.now(), progress: console.progress)
    let files = try DataFiles(workspace: workspace).anonymize(
      store, format: format, to: out, seed: seed)
    console.result(
      json: .object(["folder": .string(out), "files": .array(files.map { .string($0) })]),
      text: files.map { "\(out)/\($0)" }.joined(separator: "\n"))
  }
}

/// `galley synth`.
struct SynthCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "synth",
    abstract: "Writes a believable made-up data set of any size.",
    discussion: """
      Example: galley synth --contacts 1000 --seed 7

      The same number and seed give the same bytes. Without --out it takes the place of Assets/crm;
      what was there is moved into .galley.
      """)

  @Option(help: "How many contacts.")
  var contacts: Int

  @Option(help: "What the choices follow from.")
  var seed: UInt64 = 1

  @Option(help: "The folder to write to (default: Assets/crm).")
  var out: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(0...100_000_000).contains(contacts) {
      throw ValidationError("--contacts takes a number from 0 to 100,000,000.")
    }
  }

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let data = try DataFiles(workspace: workspace).synthesize(
      contacts: contacts, seed: seed, to: out)
    if let replaced = data.replaced {
      console.log(.info, "What was in Assets/crm is in \(replaced) now.")
    }
    console.result(
      json: .object([
        "files": .array(data.files.map { .string($0) }), "replaced": .text(data.replaced),
      ]),
      text: data.files.joined(separator: "\n"))
  }
}
