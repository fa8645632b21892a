public import Diagnostics
internal import Foundation

/// The sample workspace that comes with galley, for `galley init`.
public struct WorkspaceTemplate: Sendable {
  /// The folder it lies in.
  public let folder: String

  /// What belongs to a workspace; everything else in the folder is left out.
  private static let parts = ["galley.yml", "Assets", "Templates"]

  /// Finds the sample: `$GALLEY_RESOURCES`, else `../share/galley` beside the binary, else the
  /// checkout that the binary was built from.
  ///
  /// Throws `RESOURCES_NOT_FOUND`.
  public static func locate(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(GalleyError) -> WorkspaceTemplate {
    if let folder = environment["GALLEY_RESOURCES"], !folder.isEmpty {
      guard isComplete(folder) else {
        throw GalleyError(
          .resourcesNotFound, "GALLEY_RESOURCES names \(folder), which holds no sample workspace.")
      }
      return WorkspaceTemplate(folder: folder)
    }
    var candidates: [String] = []
    if let binary = Bundle.main.executableURL?.resolvingSymlinksInPath() {
      let folder = binary.deletingLastPathComponent().deletingLastPathComponent()
      candidates.append(folder.appendingPathComponent("share/galley").path)
    }
    candidates.append(checkout)
    guard let found = candidates.first(where: isComplete) else {
      throw GalleyError(
        .resourcesNotFound, "The sample workspace that comes with galley was not found.")
    }
    return WorkspaceTemplate(folder: found)
  }

  private static var checkout: String {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { url.deleteLastPathComponent() }
    return url.path
  }

  private static func isComplete(_ folder: String) -> Bool {
    parts.allSatisfy { FileManager.default.fileExists(atPath: folder + "/" + $0) }
  }

  /// Copies the sample to a folder that is empty or not there, all or nothing, and gives the
  /// number of files.
  public func copy(to target: String) throws(GalleyError) -> Int {
    let manager = FileManager.default
    let target = URL(fileURLWithPath: target).standardizedFileURL.path
    let existing = try? manager.contentsOfDirectory(atPath: target)
    guard existing?.isEmpty ?? !manager.fileExists(atPath: target) else {
      throw GalleyError(
        .writeFailed, "\(target) is there already and not empty.",
        hint: "Name a new folder.")
    }
    let temporary = target + ".galley-\(getpid())"
    do {
      try manager.createDirectory(atPath: temporary, withIntermediateDirectories: true)
      var count = 0
      for part in Self.parts { count += try copyFiles(part, to: temporary) }
      try manager.createDirectory(
        atPath: temporary + "/Output", withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: temporary + "/Output/.gitkeep"))
      try Data("Output/*\n!Output/.gitkeep\n.galley/\n".utf8).write(
        to: URL(fileURLWithPath: temporary + "/.gitignore"))
      if existing != nil { try manager.removeItem(atPath: target) }
      try manager.moveItem(atPath: temporary, toPath: target)
      return count + 2
    } catch {
      try? manager.removeItem(atPath: temporary)
      throw GalleyError(
        .writeFailed, "The workspace \(target) cannot be made.",
        underlying: (error as NSError).localizedDescription)
    }
  }

  private func copyFiles(_ part: String, to target: String) throws -> Int {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    let source = folder + "/" + part
    guard manager.fileExists(atPath: source, isDirectory: &isFolder), isFolder.boolValue else {
      try manager.copyItem(atPath: source, toPath: target + "/" + part)
      return 1
    }
    try manager.createDirectory(
      atPath: target + "/" + part, withIntermediateDirectories: true)
    var count = 0
    for name in try manager.contentsOfDirectory(atPath: source) where !name.hasPrefix(".") {
      count += try copyFiles(part + "/" + name, to: target)
    }
    return count
  }
}
