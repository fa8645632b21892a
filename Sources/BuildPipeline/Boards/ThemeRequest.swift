public import Boards
public import Campaigns
public import Diagnostics
internal import Foundation

/// `galley board themes` as a request: the themes of a workspace, or one made of a picture.
public struct ThemeRequest {
  private let workspace: Workspace

  /// Creates a request.
  public init(workspace: Workspace) { self.workspace = workspace }

  /// A theme with the file it is read from.
  public struct Item: Sendable {
    /// The path below the workspace.
    public var path: String
    /// The theme.
    public var theme: BoardTheme
  }

  /// The themes in Assets/themes, by name. Throws `TEMPLATE_ERROR` for one that is wrong.
  public func list() throws(GalleyError) -> [Item] {
    let library = BoardLibrary(workspace: workspace)
    return try library.themeNames.map { (name) throws(GalleyError) in
      Item(path: BoardLibrary.themePath(name), theme: try library.theme(name, usedIn: nil))
    }
  }

  /// A theme whose colours are those of a picture.
  public func make(fromPicture path: String, name: String) throws(GalleyError) -> BoardTheme {
    let absolute =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    let bytes = try workspace.files.read(absolute, limit: 32 << 20)
    return try BoardTheme.standard.colored(byPicture: bytes, name: name)
  }
}
