internal import Boards
internal import Campaigns
internal import Diagnostics
internal import JSONText

/// Reads board templates, themes, boards and their pictures from the workspace.
struct BoardLibrary {
  let workspace: Workspace

  private var files: WorkspaceFiles { workspace.files }

  /// Where scaled pictures and drawn boards are kept between runs.
  var cacheFolder: String { workspace.stateFolder + "/boards" }

  /// A board's template. Throws `TEMPLATE_ERROR` with every diagnostic.
  func template(_ path: String) throws(GalleyError) -> BoardTemplate {
    let template = BoardTemplate.parse(try readYAML(path))
    if let error = GalleyError.from(template.diagnostics, code: .templateError) { throw error }
    guard let value = template.value else {
      throw GalleyError(.templateError, "\(path) is no board.", at: SourceLocation(file: path))
    }
    return value
  }

  /// A board that was exported as JSON. Throws `SCHEMA_VIOLATION` with every diagnostic.
  func board(_ path: String) throws(GalleyError) -> VisionBoard {
    let parsed = JSONParser.parse(try files.source(path, limit: 4 << 20))
    if let error = GalleyError.from(parsed.diagnostics, code: .malformedFile) { throw error }
    return try VisionBoard(json: parsed.value?.plain ?? .null)
  }

  /// The names of the themes in Assets/themes.
  var themeNames: [String] {
    files.list("Assets/themes").filter { $0.hasSuffix(".yml") }.map { String($0.dropLast(4)) }
  }

  /// A theme by its name. Throws `TEMPLATE_NOT_FOUND` with the nearest name.
  func theme(_ name: String, usedIn path: String?) throws(GalleyError) -> BoardTheme {
    let themePath = Self.themePath(name)
    guard themeNames.contains(name) else {
      let near = nearestName(to: name, in: themeNames).map { " Did you mean “\($0)”?" } ?? ""
      throw GalleyError(
        .templateNotFound, "There is no theme “\(name)”.\(near)",
        at: path.map { SourceLocation(file: $0) }, details: ["theme": name],
        hint: "`galley board themes` lists them.")
    }
    let theme = BoardTheme.parse(try readYAML(themePath))
    if let error = GalleyError.from(theme.diagnostics, code: .templateError) { throw error }
    guard let value = theme.value else {
      throw GalleyError(
        .templateError, "\(themePath) is no theme.", at: SourceLocation(file: themePath))
    }
    return value
  }

  /// Where a theme is read from.
  static func themePath(_ name: String) -> String { "Assets/themes/\(name).yml" }

  /// A renderer with a theme by name, or the standard one.
  func renderer(theme name: String?, usedIn path: String?) throws(GalleyError) -> BoardRenderer {
    var chosen = BoardTheme.standard
    if let name { chosen = try theme(name, usedIn: path) }
    let files = files
    return BoardRenderer(
      theme: chosen, fonts: try FontSet.system(),
      tileCache: BoardArchive.tileFolder(in: cacheFolder)
    ) { (name) throws(GalleyError) in
      // Boards come from files too: they may show what lies in the workspace, nothing else.
      guard !name.contains("://") else {
        throw GalleyError(
          .readFailed, "Boards show pictures of the workspace only.",
          hint: "Save the picture below Assets/images and name it by its path.")
      }
      guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
        throw GalleyError(.readFailed, "The picture lies outside of the workspace.")
      }
      return try files.read(name, limit: 32 << 20)
    }
  }

  private func readYAML(_ path: String) throws(GalleyError) -> PositionedValue {
    let parsed = YAMLParser.parse(try files.source(path, limit: 1 << 20))
    if let error = GalleyError.from(parsed.diagnostics, code: .templateError) { throw error }
    return parsed.value ?? PositionedValue(.null, at: SourceLocation(file: path))
  }
}
