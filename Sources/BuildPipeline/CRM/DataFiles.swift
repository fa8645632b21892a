public import CRMModel
public import Campaigns
internal import Crypto
public import Diagnostics
internal import Foundation
public import Records

/// Data files that commands write: exports, pseudonymous copies, made-up data.
public struct DataFiles {
  private let workspace: Workspace

  /// Works in a workspace.
  public init(workspace: Workspace) { self.workspace = workspace }

  /// Writes one file per entity, and gives their names.
  public func export(
    _ store: Store, format: Exporter.Format, to folder: String, entities: [EntityType]
  ) throws(GalleyError) -> [String] {
    try Exporter(store: store, format: format)
      .run(into: ImportRequest.absolute(folder), only: entities)
  }

  /// Writes the data with pseudonyms in place of people; the same seed gives the same pseudonyms.
  ///
  /// Without a seed a random one is made and kept in `.galley`, so that nobody else can tell which
  /// pseudonym a known address gets.
  public func anonymize(
    _ store: Store, format: Exporter.Format, to folder: String, seed: String?
  ) throws(GalleyError) -> [String] {
    var key = seed ?? ""
    if seed == nil { key = try ownSeed() }
    return try Exporter(store: store, format: format, anonymizedWith: key)
      .run(into: ImportRequest.absolute(folder))
  }

  private func ownSeed() throws(GalleyError) -> String {
    let path = workspace.stateFolder + "/anonymize.key"
    if let data = FileManager.default.contents(atPath: path), !data.isEmpty {
      return String(decoding: data, as: UTF8.self)
    }
    let key = SymmetricKey(size: .bits256)
    let seed = unsafe key.withUnsafeBytes { unsafe Data($0).base64EncodedString() }
    try Folders.make(workspace.stateFolder)
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(seed.utf8), attributes: [.posixPermissions: 0o600])
    else { throw GalleyError(.writeFailed, ".galley/anonymize.key cannot be written.") }
    return seed
  }

  /// What `synth` did.
  public struct SyntheticData: Sendable {
    /// The files written.
    public var files: [String]
    /// Where the data files that were there before are now.
    public var replaced: String?
  }

  /// Writes a made-up data set; in Assets/crm it takes the place of what is there, which is moved
  /// into `.galley`.
  public func synthesize(
    contacts: Int, seed: UInt64, to folder: String?
  ) throws(GalleyError) -> SyntheticData {
    var synthesizer = Synthesizer(contacts: contacts, seed: seed)
    synthesizer.images = workspace.files.list("Assets/images/products")
      .filter { $0.hasSuffix(".png") || $0.hasSuffix(".jpg") }
      .map { "Assets/images/products/\($0)" }
    if let folder {
      return SyntheticData(files: try synthesizer.run(into: ImportRequest.absolute(folder)))
    }
    let lock = try WorkspaceLock(stateFolder: workspace.stateFolder)
    defer { withExtendedLifetime(lock) {} }
    // Made beside it first: a full disk must not cost the data that is there.
    let target = workspace.root + "/Assets/crm"
    let fresh = workspace.stateFolder + "/synth"
    try? FileManager.default.removeItem(atPath: fresh)
    let files = try synthesizer.run(into: fresh)
    try Folders.make(workspace.root + "/Assets")
    var replaced: String?
    if !workspace.files.listRecursively("Assets/crm").isEmpty {
      var number = 1
      while workspace.files.exists(".galley/replaced-\(number)") { number += 1 }
      replaced = ".galley/replaced-\(number)"
      try Folders.rename(target, to: workspace.stateFolder + "/replaced-\(number)")
    } else {
      try? FileManager.default.removeItem(atPath: target)
    }
    try Folders.rename(fresh, to: target)
    return SyntheticData(files: files.map { "Assets/crm/\($0)" }, replaced: replaced)
  }
}
