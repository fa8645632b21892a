internal import Campaigns
internal import Diagnostics
internal import Foundation
internal import Recommendations

/// Lists made elsewhere, as a file of the workspace: in git, so that CI renders the same.
struct ImportedListsFile {
  static let name = "Assets/recommendations/imported.csv"

  private let workspace: Workspace
  private var path: String { workspace.root + "/" + Self.name }

  init(_ workspace: Workspace) { self.workspace = workspace }

  var exists: Bool { workspace.files.exists(Self.name) }

  /// The lists; `nil` when there are none. Wrong lines are told and left out.
  func read(progress: Progress) throws(GalleyError) -> ImportedLists? {
    guard exists else { return nil }
    let parsed = ImportedLists.parse(
      try workspace.files.read(Self.name, limit: 1 << 30), path: Self.name)
    for diagnostic in parsed.diagnostics { progress.message(.diagnostic(diagnostic)) }
    return parsed.value
  }

  func write(_ lists: ImportedLists) throws(GalleyError) {
    try Folders.writeAtomically(lists.csv, to: path)
  }

  func remove() throws(GalleyError) {
    guard exists else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw GalleyError(
        .writeFailed, "\(Self.name) cannot be removed.",
        underlying: (error as NSError).localizedDescription)
    }
  }
}
