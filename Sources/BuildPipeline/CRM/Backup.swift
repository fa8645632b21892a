public import Campaigns
public import Diagnostics
internal import Foundation
internal import Generation
internal import Records

/// A copy of everything a workspace cannot make again by itself: the data files with the changes
/// made by hand, the store, and the ledger.
public struct Backup {
  private let workspace: Workspace
  private let now: Timestamp

  private static let data = "crm"
  private static let store = "store.sqlite"
  private static let ledger = "ledger.sqlite"

  /// Works on a workspace.
  public init(workspace: Workspace, now: Timestamp) {
    self.workspace = workspace
    self.now = now
  }

  /// Writes the copy into a new folder, and gives the names in it.
  public func write(to path: String) throws(GalleyError) -> [String] {
    let folder = ImportRequest.absolute(path)
    let files = FileManager.default
    guard !files.fileExists(atPath: folder) else {
      throw GalleyError(
        .writeFailed, "There is something at \(path) already.",
        hint: "Name a folder that does not exist yet.")
    }
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    let partial = folder + ".partial"
    try? files.removeItem(atPath: partial)
    try Folders.make(partial)
    var names: [String] = []
    let source = workspace.root + "/Assets/crm"
    if files.fileExists(atPath: source) {
      try copy(source, to: partial + "/" + Self.data)
      names.append(Self.data)
    }
    try ImportStage.openStore(workspace, now: now).backUp(to: partial + "/" + Self.store)
    names.append(Self.store)
    let ledger = workspace.stateFolder + "/" + Self.ledger
    if files.fileExists(atPath: ledger) {
      try Store.copyDatabase(from: ledger, to: partial + "/" + Self.ledger)
      names.append(Self.ledger)
    }
    try Folders.rename(partial, to: folder)
    return names
  }

  /// Takes everything back from a copy, and gives the names of what was taken.
  ///
  /// A ledger that is there stays: an older one would forget what was spent since.
  public func restore(from path: String) throws(GalleyError) -> [String] {
    let folder = ImportRequest.absolute(path)
    let files = FileManager.default
    guard files.fileExists(atPath: folder + "/" + Self.store) else {
      throw GalleyError(
        .fileNotFound, "There is no backup at \(path).", details: ["file": path],
        hint: "Name a folder that `galley backup` made.")
    }
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    // First what can fail for what is in the copy: a damaged store changes nothing.
    try ImportStage.openStore(workspace, now: now).restore(from: folder + "/" + Self.store)
    var names = [Self.store]
    if files.fileExists(atPath: folder + "/" + Self.data) {
      let target = workspace.root + "/Assets/crm"
      let fresh = workspace.stateFolder + "/restore"
      let old = workspace.stateFolder + "/restore-old"
      try? files.removeItem(atPath: fresh)
      try? files.removeItem(atPath: old)
      try copy(folder + "/" + Self.data, to: fresh)
      try Folders.make(workspace.root + "/Assets")
      if files.fileExists(atPath: target) { try Folders.rename(target, to: old) }
      try Folders.rename(fresh, to: target)
      try? files.removeItem(atPath: old)
      names.append(Self.data)
    }
    let ledger = workspace.stateFolder + "/" + Self.ledger
    if files.fileExists(atPath: folder + "/" + Self.ledger), !files.fileExists(atPath: ledger) {
      try copy(folder + "/" + Self.ledger, to: ledger)
      names.append(Self.ledger)
    }
    return names
  }

  private func copy(_ source: String, to target: String) throws(GalleyError) {
    do {
      try FileManager.default.copyItem(atPath: source, toPath: target)
    } catch {
      throw GalleyError(
        .writeFailed, "\(target) cannot be written.",
        underlying: (error as NSError).localizedDescription)
    }
  }
}
