internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import JSONText

/// `galley init`.
struct InitCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a workspace that builds at once: a shop with two campaigns.",
    discussion: "Example: galley init my-shop && cd my-shop && galley build")

  @Argument(help: "The folder to make; it must be empty or not be there.")
  var directory: String

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let count = try WorkspaceTemplate.locate().copy(to: directory)
    console.result(
      json: .object(["workspace": .string(directory), "files": .number(JSONNumber(count))]),
      text: "Made \(directory) with \(count) files. Next: cd \(directory) && galley build")
  }
}
