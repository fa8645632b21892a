internal import CRMModel
internal import Crypto
public import Diagnostics
internal import Foundation
internal import JSONText

/// A folder with a galley.yml, its settings read and checked.
public struct Workspace: Sendable {
  /// Reads its files.
  public let files: WorkspaceFiles
  /// What galley.yml and the layers over it say.
  public let settings: Settings
  /// What is odd but no error in the settings.
  public let warnings: [Diagnostic]
  /// What tells one state of the settings that messages depend on from another.
  public let settingsDigest: String

  /// The absolute path of the workspace.
  public var root: String { files.root }
  /// The folder of the store, the ledger and the caches.
  public var stateFolder: String { root + "/.galley" }
  /// The folder of everything generated.
  public var outputFolder: String { root + "/Output" }

  /// What overrides settings from outside the files.
  public struct Overrides: Sendable {
    /// The overlay to lay over galley.yml: `prod` reads galley.prod.yml.
    public var environmentName: String?
    /// The process environment.
    public var environment: [String: String]
    /// Key paths with their texts, from flags; these win.
    public var flags: [(path: [String], text: String, flag: String)]

    /// Creates overrides.
    public init(
      environmentName: String? = nil, environment: [String: String] = [:],
      flags: [(path: [String], text: String, flag: String)] = []
    ) {
      self.environmentName = environmentName
      self.environment = environment
      self.flags = flags
    }
  }

  /// The nearest folder with a galley.yml, from `path` upwards.
  ///
  /// Throws `WORKSPACE_NOT_FOUND`. With `isExact`, only `path` itself will do.
  public static func locate(from path: String, isExact: Bool) throws(GalleyError) -> String {
    var folder = URL(fileURLWithPath: path).standardizedFileURL.path
    while true {
      if FileManager.default.fileExists(atPath: folder + "/galley.yml") { return folder }
      let parent = (folder as NSString).deletingLastPathComponent
      guard !isExact, parent != folder else {
        throw GalleyError(
          .workspaceNotFound,
          isExact
            ? "There is no galley.yml in \(path)."
            : "There is no galley.yml in \(path) or any folder above it.")
      }
      folder = parent
    }
  }

  /// Opens the workspace at `root`.
  ///
  /// Throws `INVALID_CONFIGURATION` with every diagnostic when the settings are wrong.
  public static func open(root: String, overrides: Overrides) throws(GalleyError) -> Workspace {
    let files = WorkspaceFiles(root: root)
    var names = ["galley.yml"]
    if let name = overrides.environmentName {
      guard files.exists("galley.\(name).yml") else {
        throw GalleyError(
          .fileNotFound, "There is no galley.\(name).yml for --env \(name).",
          hint: "Add the overlay, or leave --env away.")
      }
      names.append("galley.\(name).yml")
    }
    var merged: PositionedValue?
    var diagnostics: [Diagnostic] = []
    for name in names {
      let parsed = YAMLParser.parse(try files.source(name, limit: 1 << 20))
      diagnostics += parsed.diagnostics
      if let value = parsed.value {
        merged = merged.map { SettingsLayers.merge($0, value) } ?? value
      }
    }
    if let layer = SettingsLayers.environmentLayer(overrides.environment), let lower = merged {
      merged = SettingsLayers.merge(lower, layer)
    }
    for flag in overrides.flags {
      let layer = SettingsLayers.value(flag.text, at: flag.path, source: flag.flag)
      merged = merged.map { SettingsLayers.merge($0, layer) } ?? layer
    }
    if let merged, !diagnostics.hasErrors {
      let parsed = Settings.parse(merged)
      diagnostics += parsed.diagnostics
      if let settings = parsed.value, !diagnostics.hasErrors {
        return Workspace(
          files: files, settings: settings, warnings: diagnostics,
          settingsDigest: Self.digest(of: merged))
      }
    }
    throw GalleyError.from(diagnostics, code: .invalidConfiguration)
      ?? GalleyError(
        .invalidConfiguration, "galley.yml is empty.", at: SourceLocation(file: "galley.yml"))
  }

  // Who writes the copy, what it may cost and how much is logged change no message.
  private static func digest(of settings: PositionedValue) -> String {
    var object = settings.plain.objectValue ?? [:]
    for key in ["ai", "log"] { object[key] = nil }
    return Hexadecimal.text(of: SHA256.hash(data: JSONValue.object(object).canonicalBytes()))
  }
}
