internal import ArgumentParser
internal import Boards
internal import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import JSONText

/// `galley board`: vision boards as pictures and JSON.
struct BoardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board",
    abstract: "Draws vision boards, shows their layout, lists themes.",
    discussion: "Example: galley board render spring-launch --scale 2",
    subcommands: [
      BoardRenderCommand.self, BoardLayoutCommand.self, BoardThemesCommand.self,
    ])
}

/// What a board is made of.
struct BoardOptions: ParsableArguments {
  @Argument(help: "A campaign, a board template (.yml), or an exported board (.json).")
  var target: String

  @Option(help: "The id or address of a contact, for a board of their own.")
  var to: String?

  @Option(help: "A theme of Assets/themes in place of the template's.")
  var theme: String?

  func request(
    _ global: GlobalOptions, _ console: Console
  ) throws(GalleyError) -> (BoardRequest, BoardRequest.Target) {
    let workspace = try global.openWorkspace(console)
    var options = BuildOptions(now: try global.now(), requestID: console.requestID)
    options.environment = ProcessInfo.processInfo.environment
    let isFile = [".yml", ".yaml", ".json"].contains { target.lowercased().hasSuffix($0) }
    let name =
      isFile && !target.hasPrefix("/")
      ? FileManager.default.currentDirectoryPath + "/" + target : target
    return (
      BoardRequest(workspace: workspace, options: options, progress: console.progress),
      BoardRequest.Target(name: name, recipient: to, theme: theme)
    )
  }
}

/// `galley board render`.
struct BoardRenderCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Draws boards as PNG, each with its JSON beside it.",
    discussion: """
      Example: galley board render spring-launch --to ana@mail.example --scale 2
               galley board render Templates/boards/mood.yml --theme midnight --out mood.png
               galley board render board.json --out - > board.png

      A campaign gives one board per segment; --to one for that person. A template by itself shows
      what the shop sells most. A board that was exported draws to the same picture again.
      """)

  @OptionGroup var board: BoardOptions

  @Option(help: "Pixels per unit, 1 or 2 (default: the template's).")
  var scale: Int?

  @Option(help: "A .png file for one board, a folder for several, or - for stdout.")
  var out: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let scale, !(1...2).contains(scale) { throw ValidationError("--scale takes 1 or 2.") }
  }

  func run(_ console: Console) async throws {
    let (request, target) = try board.request(global, console)
    let items = try request.render(target, scale: scale)
    let files = BoardFiles(out: out, prefix: target.name.contains("/") ? nil : target.name)
    if out == "-" {
      guard items.count == 1 else {
        throw GalleyError(
          .usage, "\(items.count) boards do not fit one stream.", hint: "Name a folder with --out.")
      }
      Output.write(items[0].png, to: .standardOutput)
      return
    }
    var written: [(item: BoardRequest.Item, path: String)] = []
    for item in items {
      written.append((item, try files.write(item, isAlone: items.count == 1)))
    }
    console.result(
      json: .array(written.map { BoardText.json($0.item, path: $0.path) }),
      text: written.map { "\($0.path)  \($0.item.png.count) bytes" }.joined(separator: "\n"))
  }
}

/// `galley board layout`.
struct BoardLayoutCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "layout",
    abstract: "Shows where the sections of boards lie, in pixels at scale 1.",
    discussion: "Example: galley board layout Templates/boards/welcome.yml --json")

  @OptionGroup var board: BoardOptions
  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let (request, target) = try board.request(global, console)
    let items = try request.layouts(target)
    console.result(
      json: .array(items.map { BoardText.layoutJSON($0) }),
      text: items.map { BoardText.layout($0) }.joined(separator: "\n\n"))
  }
}

/// `galley board themes`.
struct BoardThemesCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "themes",
    abstract: "Lists the themes, or makes one of a picture's colours.",
    discussion: """
      Example: galley board themes
               galley board themes --from lake.jpg --name lake > Assets/themes/lake.yml
      """)

  @Option(help: "A PNG or JPEG picture to take the colours from.")
  var from: String?

  @Option(help: "The new theme's name.")
  var name = "picture"

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let request = ThemeRequest(workspace: try global.openWorkspace(console))
    if let from {
      let theme = try request.make(fromPicture: from, name: name)
      // JSON is YAML, so the text can be kept as a theme.
      console.result(String(decoding: theme.json.prettyBytes(), as: UTF8.self).trimmedEnd)
      return
    }
    let items = try request.list()
    console.result(
      json: .array(
        items.map {
          .object([
            "name": .string($0.theme.name), "path": .string($0.path), "theme": $0.theme.json,
          ])
        }),
      text: items.map { "\($0.theme.name.padded(to: 14))\($0.theme.summary)" }
        .joined(separator: "\n"))
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }

  fileprivate var trimmedEnd: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
