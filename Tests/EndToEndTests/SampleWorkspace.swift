import Foundation
import TestSupport
import Testing

/// A fresh sample workspace in a folder with a space and non-ASCII letters in its path.
struct SampleWorkspace {
  let folder: TemporaryFolder
  var path: String { folder.path + "/wörk space" }

  init() throws {
    folder = try TemporaryFolder()
    let made = try Galley.run(["init", "wörk space"], in: folder.path)
    try #require(made.code == 0, "\(made.err)")
  }

  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Galley.Result {
    try Galley.run(arguments, in: path, environment: environment)
  }

  func read(_ name: String) throws -> String { try folder.read("wörk space/" + name) }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
  }

  func write(_ text: String, to name: String) throws {
    try folder.write(text, to: "wörk space/" + name)
  }

  func edit(_ name: String, _ old: String, _ new: String) throws {
    let text = try read(name)
    try #require(text.contains(old), "\(name) does not hold “\(old)”")
    try write(text.replacingOccurrences(of: old, with: new), to: name)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + name)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/" + name)
  }

  /// The files below a folder with their contents, without `logs`.
  func tree(_ name: String = "Output") throws -> [String: Data] {
    var result: [String: Data] = [:]
    let root = path + "/" + name
    for case let file as String in FileManager.default.enumerator(atPath: root) ?? .init() {
      var isFolder: ObjCBool = false
      _ = unsafe FileManager.default.fileExists(
        atPath: root + "/" + file, isDirectory: &isFolder)
      if !isFolder.boolValue, !file.hasPrefix("logs/"), file != ".gitkeep" {
        result[file] = try Data(contentsOf: URL(fileURLWithPath: root + "/" + file))
      }
    }
    return result
  }

  /// Removes the committed copy, so that it has to be written.
  func removeCopy(of campaign: String) throws {
    let name = "Templates/campaigns/\(campaign)/copy"
    if exists(name) { try remove(name) }
  }
}
