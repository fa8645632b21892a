internal import Diagnostics
internal import Foundation
internal import JSONText

/// Collects what a build makes and puts it into Output when everything is there.
///
/// Files that are already as they should be are left alone; the others wait in a staging folder
/// and are renamed into place at the end, so that a build that fails or is interrupted leaves the
/// previous Output untouched. Files of an earlier build that this one no longer makes are removed,
/// by the manifest, and nothing else is: a person's own files in Output stay.
struct OutputPublisher: ~Copyable {
  private let root: String
  private let staging: String
  private let manifestPath: String
  private var staged: [String] = []
  private var made: Set<String> = []
  private var madeFolders: Set<String> = []
  private var adopted: [String] = []

  /// How many files were written, left alone and removed.
  struct Counts: Sendable, Equatable {
    var written = 0
    var unchanged = 0
    var removed = 0
  }

  init(outputFolder: String, stateFolder: String) throws(GalleyError) {
    root = outputFolder
    staging = stateFolder + "/staging"
    manifestPath = stateFolder + "/output-manifest.json"
    // What a killed build left behind.
    try? FileManager.default.removeItem(atPath: staging)
    try Folders.make(staging)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: staging)
  }

  /// Adds a file by its path relative to Output.
  mutating func add(_ path: String, _ bytes: [UInt8]) throws(GalleyError) {
    precondition(!path.split(separator: "/").contains(".."), "output paths stay inside Output")
    guard made.insert(path).inserted else {
      throw GalleyError(.internalError, "Two outputs are called \(path).")
    }
    if Self.holds(root + "/" + path, bytes) { return }
    let target = staging + "/" + path
    let folder = (target as NSString).deletingLastPathComponent
    if madeFolders.insert(folder).inserted { try Folders.make(folder) }
    try Folders.write(bytes, to: target, isSynced: false)
    staged.append(path)
  }

  /// Takes over what was put into Output in bulk: a file, or a whole folder when the path ends with a
  /// slash.
  mutating func adopt(_ path: String) {
    made.insert(path)
    if path.hasSuffix("/") { adopted.append(path) }
  }

  /// Puts everything into place and removes what the named top folders no longer hold.
  mutating func publish(sections: Set<String>) throws(GalleyError) -> Counts {
    var counts = Counts(written: staged.count, unchanged: made.count - staged.count)
    var folders: Set<String> = []
    for path in staged {
      let target = root + "/" + path
      let folder = (target as NSString).deletingLastPathComponent
      if folders.insert(folder).inserted { try Folders.make(folder) }
      try Folders.rename(staging + "/" + path, to: target)
    }
    staged = []
    let previous = readManifest()
    let kept = previous.filter {
      !sections.contains(Self.section($0)) || adopted.contains($0)
    }
    for path in previous
    where sections.contains(Self.section(path)) && !made.contains(path)
      && !adopted.contains(where: { path.hasPrefix($0) })
    {
      if path.hasSuffix("/") {
        removeFolder(String(path.dropLast()), &counts)
      } else if unsafe unlink(root + "/" + path) == 0 {
        counts.removed += 1
      }
      removeEmptyFolders(above: path)
    }
    let manifest = JSONValue.array(Set(kept).union(made).sorted().map { .string($0) })
    try Folders.writeAtomically(manifest.prettyBytes(), to: manifestPath)
    return counts
  }

  // What was made in bulk goes, but for what this build made of it.
  private func removeFolder(_ folder: String, _ counts: inout Counts) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
    for name in names {
      let path = folder + "/" + name
      var isFolder: ObjCBool = false
      if unsafe FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder),
        isFolder.boolValue
      {
        removeFolder(path, &counts)
      } else if !made.contains(path), unsafe unlink(root + "/" + path) == 0 {
        counts.removed += 1
      }
    }
    _ = unsafe rmdir(root + "/" + folder)
  }

  private func readManifest() -> [String] {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: manifestPath)),
      let value = try? JSONParser.parse([UInt8](data))
    else { return [] }
    return value.arrayValue?.compactMap(\.stringValue).filter {
      !$0.hasPrefix("/") && !$0.split(separator: "/").contains("..")
    } ?? []
  }

  private func removeEmptyFolders(above path: String) {
    var folder = (path as NSString).deletingLastPathComponent
    while !folder.isEmpty, unsafe rmdir(root + "/" + folder) == 0 {
      folder = (folder as NSString).deletingLastPathComponent
    }
  }

  private static func section(_ path: String) -> String {
    String(path.prefix { $0 != "/" })
  }

  private static func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0, Int(status.st_size) == bytes.count else { return false }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return false }
    return data.elementsEqual(bytes)
  }
}
