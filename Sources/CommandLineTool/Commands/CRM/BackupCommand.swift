internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import JSONText

/// `galley backup`.
struct BackupCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies the data files, the store and the ledger into a new folder.",
    discussion: """
      Example: galley backup backups/monday

      Templates and settings belong into git; they are not copied.
      """)

  @Argument(help: "The folder to make.")
  var folder: String

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let names = try Backup(workspace: workspace, now: try global.now()).write(to: folder)
    console.result(
      json: .object(["folder": .string(folder), "saved": .array(names.map { .string($0) })]),
      text: names.map { "\(folder)/\($0)" }.joined(separator: "\n"))
  }
}

/// `galley restore`.
struct RestoreCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Takes data files and store back from a backup.",
    discussion: """
      Example: galley restore backups/monday

      A ledger that is there stays as it is: an older one would forget what was spent since.
      """)

  @Argument(help: "The folder of the backup.")
  var folder: String

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let names = try Backup(workspace: workspace, now: try global.now()).restore(from: folder)
    console.result(
      json: .object(["folder": .string(folder), "restored": .array(names.map { .string($0) })]),
      text: "Restored \(names.joined(separator: ", ")).")
  }
}
