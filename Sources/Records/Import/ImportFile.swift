public import CRMModel
public import Diagnostics
internal import Foundation

/// One data file of an import.
public struct ImportFile: Sendable, Hashable {
  /// How its records are written.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// Comma-separated values, or semicolons or tabs.
    case csv
    /// A JSON list, or `{"data": []}`, or one object.
    case json
    /// An object per line.
    case jsonl
  }

  /// Where it is.
  public var path: String
  /// What it is called in messages and remembered as; relative to the workspace.
  public var name: String
  /// What it holds; from its name unless given.
  public var entity: EntityType?
  /// How it is written; from its extension unless given.
  public var format: Format?
  /// Which of its columns is which field, where its header does not say so.
  public var map: ImportMap?

  /// Describes a file; entity and format are taken from its name unless given.
  public init(
    path: String, name: String? = nil, entity: EntityType? = nil, format: Format? = nil,
    map: ImportMap? = nil
  ) {
    self.path = path
    let name = name ?? path
    self.name = name
    var parts =
      name.split(separator: "/").last.map(String.init)?.lowercased()
      .split(separator: ".").map(String.init) ?? []
    if parts.count > 1, parts.last == "gz" { parts.removeLast() }
    let suffix = parts.count > 1 ? parts.last : nil
    self.format =
      format ?? suffix.flatMap { $0 == "ndjson" ? .jsonl : Format(rawValue: $0) }
      ?? (suffix == "tsv" || suffix == "txt" ? .csv : nil)
    let folder = name.split(separator: "/").dropLast().last.map { $0.lowercased() }
    self.map = map
    self.entity =
      entity ?? map?.entity ?? Self.entity(of: parts.first ?? "") ?? folder.flatMap(Self.entity)
  }

  /// The entity of a file name such as `contacts-2026`, or `nil`.
  public static func entity(of stem: String) -> EntityType? {
    let word = String(stem.lowercased().prefix { $0.isASCII && $0.isLetter })
    if ["users", "people", "customers"].contains(word) { return .contact }
    if word == "companies" { return .corporation }
    return EntityType.allCases.first { $0.fileStem == word || $0.rawValue == word }
  }

  /// The data files under a folder, in the order of their names.
  ///
  /// `changes.jsonl` is no data file; hidden files are passed over.
  public static func files(
    in folder: String, namedUnder prefix: String? = nil
  ) throws(GalleyError) -> [ImportFile] {
    guard let entries = FileManager.default.enumerator(atPath: folder) else {
      throw GalleyError(.fileNotFound, "“\(prefix ?? folder)” is no folder")
    }
    var names: [String] = []
    for case let entry as String in entries {
      let last = entry.split(separator: "/").last ?? ""
      guard !last.hasPrefix("."), last != "changes.jsonl" else { continue }
      guard ImportFile(path: entry).format != nil else { continue }
      names.append(entry)
    }
    var files: [ImportFile] = []
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let path = folder + "/" + name
      let shown = (prefix ?? folder) + "/" + name
      // A map that was given once with --map stays beside its file, so that a rebuild uses it too.
      let hasMap = FileManager.default.fileExists(atPath: path + mapSuffix)
      files.append(
        ImportFile(
          path: path, name: shown,
          map: hasMap ? try .load(path: path + mapSuffix, name: shown + mapSuffix) : nil))
    }
    return files
  }

  /// What the map of a file is called beside it: `export.csv.map.yml` for `export.csv`.
  public static let mapSuffix = ".map.yml"

  /// The same file with what its header says it holds, when its name does not.
  func recognised() throws(GalleyError) -> ImportFile {
    guard entity == nil, format == .csv else { return self }
    var file = self
    file.entity = try VendorExport.recognise(self)?.entity
    return file
  }
}
