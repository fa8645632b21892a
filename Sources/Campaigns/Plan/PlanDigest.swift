internal import Crypto
public import Diagnostics
internal import JSONText
public import Records

/// What messages are made from, as digests: the data, the templates, the copy, the settings.
public struct PlanDigest: Sendable, Hashable {
  /// One part.
  public struct Part: Sendable, Hashable {
    /// `data`, `templates`, `copy` or `settings`.
    public var name: String
    /// SHA-256 in hexadecimal.
    public var digest: String
  }

  /// The parts, in a fixed order.
  public var parts: [Part] = []

  /// A digest of nothing.
  public init() {}

  /// Takes the parts as they were written down.
  init(parts: [Part]) { self.parts = parts }

  /// The digest over all parts.
  public var text: String {
    Self.hash(parts.map { "\($0.name) \($0.digest)" })
  }

  /// The names of the parts that differ.
  public func changedParts(from other: PlanDigest) -> [String] {
    let mine = Dictionary(
      parts.map { ($0.name, $0.digest) }, uniquingKeysWith: { first, _ in first })
    return other.parts.filter { mine[$0.name] != $0.digest }.map(\.name)
  }

  /// Computes what the messages of a campaign would be made from now.
  public static func current(
    of campaign: Campaign, workspace: Workspace, store: Store
  ) throws(GalleyError) -> PlanDigest {
    let files = workspace.files
    var templates: [String] = []
    var copy: [String] = []
    for name in files.listRecursively(campaign.folder) {
      let path = campaign.folder + "/" + name
      let line = "\(name) \(try fileDigest(path, files))"
      if name.hasPrefix("copy/") { copy.append(line) } else { templates.append(line) }
    }
    for folder in ["Templates/partials", "Templates/layouts"] {
      for name in files.listRecursively(folder) {
        templates.append("\(folder)/\(name) \(try fileDigest("\(folder)/\(name)", files))")
      }
    }
    for path in [campaign.copy.schema] + campaign.attachments {
      templates.append("\(path) \(try fileDigest(path, files))")
    }
    var data = try store.dataFingerprint()
    for path in workspace.settings.suppression + campaign.suppression {
      data.append("\(path) \(try fileDigest(path, files))")
    }
    return PlanDigest(parts: [
      Part(name: "data", digest: hash(data)),
      Part(name: "templates", digest: hash(templates)),
      Part(name: "copy", digest: hash(copy)),
      Part(name: "settings", digest: workspace.settingsDigest),
    ])
  }

  private static func fileDigest(
    _ path: String, _ files: WorkspaceFiles
  ) throws(GalleyError) -> String {
    guard files.exists(path) else { return "-" }
    return Hexadecimal.text(of: SHA256.hash(data: try files.read(path)))
  }

  static func hash(_ lines: [String]) -> String {
    Hexadecimal.text(of: SHA256.hash(data: Array(lines.joined(separator: "\n").utf8)))
  }
}
