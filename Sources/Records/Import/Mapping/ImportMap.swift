public import CRMModel
public import Diagnostics
internal import Foundation
public import JSONText

/// Which column of a file is which field, and what is done with its cells: the file of `--map`.
///
///     entity: contacts
///     columns:
///       E-Mail-Adresse: email
///       Angemeldet: {field: consent_at, date: dd.MM.yyyy}
///       Status: {field: consent, transform: [trim, lower], values: {abonniert: granted}}
///       Interne Notiz: ignore
///
/// `entity` is needed only when the file's name does not say what it holds. Columns that the map
/// does not name are read as always.
public struct ImportMap: Sendable, Hashable {
  struct Column: Sendable, Hashable {
    /// The field, `data.<name>` or `metadata.<name>`; `nil` for a column that is left out.
    var field: String?
    var transforms: [CellTransform] = []
  }

  /// What the files hold, if the map says so.
  public private(set) var entity: EntityType?
  private var columns: [String: Column] = [:]
  /// The SHA-256 of the map's text, part of what is remembered of a file.
  private(set) var digest = ""

  /// Reads the map of a file.
  ///
  /// - Throws: `FILE_NOT_FOUND`, or `INVALID_FORMAT` with every diagnostic.
  public static func load(path: String, name: String) throws(GalleyError) -> ImportMap {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GalleyError(.fileNotFound, "there is no map “\(name)”", details: ["file": name])
    }
    guard data.count <= 1 << 20 else {
      throw GalleyError(.limitExceeded, "the map “\(name)” is larger than 1 MiB")
    }
    let parsed = YAMLParser.parse(SourceFile(name: name, bytes: Array(data)))
    var diagnostics = parsed.diagnostics
    var map: ImportMap?
    if let value = parsed.value, !diagnostics.hasErrors {
      let read = parse(value)
      diagnostics += read.diagnostics
      map = read.value
    }
    guard var map, !diagnostics.hasErrors else {
      throw GalleyError.from(diagnostics, code: .invalidFormat)
        ?? GalleyError(.invalidFormat, "the map “\(name)” is empty")
    }
    map.digest = try HashingSource(BufferSource(Array(data))).finish()
    return map
  }

  /// Reads the YAML form.
  public static func parse(_ value: PositionedValue) -> Parsed<ImportMap?> {
    var map = ImportMap()
    var diagnostics: [Diagnostic] = []
    func fail(_ identifier: String, _ summary: String, _ at: SourceLocation, _ hint: String? = nil)
    {
      diagnostics.append(Diagnostic(.error, identifier, summary, at: at, hint: hint))
    }
    guard var members = value.members else {
      fail("wrong-type", "a map of columns is a map, not \(value.typeName)", value.location)
      return Parsed(nil, diagnostics)
    }
    if value["columns"]?.members != nil {
      for member in members where member.key != "columns" {
        guard member.key == "entity" else {
          fail(
            "unknown-key", "“\(member.key)” is not known here", member.keyLocation,
            "use entity and columns")
          continue
        }
        map.entity = member.value.string.flatMap(ImportFile.entity(of:))
        if map.entity == nil {
          fail(
            "unknown-entity", "“entity” names no kind of record", member.value.location,
            "use one of \(EntityType.allCases.map(\.fileStem).joined(separator: ", "))")
        }
      }
      members = value["columns"]?.members ?? []
    }
    for member in members {
      var reader = ColumnReader(entity: map.entity)
      let column = reader.column(member.value)
      diagnostics += reader.diagnostics
      if let column {
        map.columns[member.key] = column
        let canonical = ColumnMap.canonical(member.key)
        if map.columns[canonical] == nil { map.columns[canonical] = column }
      }
    }
    if members.isEmpty { fail("missing-key", "the map names no column", value.location) }
    return Parsed(diagnostics.hasErrors ? nil : map, diagnostics)
  }

  /// What is said about a column, or `nil`.
  func column(_ name: String) -> Column? {
    columns[name] ?? columns[ColumnMap.canonical(name)]
  }

  /// The digest of a file read with this map.
  func digest(of file: String) -> String { "\(file) \(digest)" }
}

/// Reads what a map says about one column.
private struct ColumnReader {
  let entity: EntityType?
  var diagnostics: [Diagnostic] = []

  init(entity: EntityType?) { self.entity = entity }

  private mutating func fail(
    _ identifier: String, _ summary: String, _ value: PositionedValue, _ hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(.error, identifier, summary, at: value.location, hint: hint))
  }

  mutating func column(_ value: PositionedValue) -> ImportMap.Column? {
    switch value.kind {
    case .null, .bool(false), .string("ignore"): return ImportMap.Column(field: nil)
    case .string(let name): return field(name, value).map { ImportMap.Column(field: $0) }
    default: break
    }
    guard let members = value.members else {
      fail("wrong-type", "a column goes to the name of a field", value)
      return nil
    }
    var column = ImportMap.Column(field: nil)
    for member in members {
      switch member.key {
      case "field":
        guard let name = member.value.string, let name = field(name, member.value) else {
          if diagnostics.isEmpty {
            fail("wrong-type", "“field” is the name of a field", member.value)
          }
          return nil
        }
        column.field = name
      case "transform", "transforms":
        for element in member.value.elements ?? [member.value] {
          if let transform = transform(element) { column.transforms.append(transform) }
        }
      case "date", "date_format", "date-format":
        guard let pattern = member.value.string.flatMap({ DatePattern($0) }) else {
          fail(
            "invalid-format", "a date form has a year, a month and a day", member.value,
            "write it like dd.MM.yyyy")
          return nil
        }
        column.transforms.append(.date(pattern))
      case "values":
        var words: [String: String] = [:]
        for word in member.value.members ?? [] { words[word.key.lowercased()] = word.value.string }
        column.transforms.append(.words(words))
      default:
        let names = ["field", "transform", "date", "values"]
        let near = nearestName(to: member.key, in: names)
        diagnostics.append(
          Diagnostic(
            .error, "unknown-key", "“\(member.key)” is not known here", at: member.keyLocation,
            hint: near.map { "did you mean “\($0)”?" } ?? "use \(names.joined(separator: ", "))"))
      }
    }
    guard column.field != nil else {
      if diagnostics.isEmpty { fail("missing-key", "“field” is missing", value) }
      return nil
    }
    return column
  }

  private mutating func transform(_ value: PositionedValue) -> CellTransform? {
    let text = value.string ?? ""
    switch text {
    case "trim": return .trim
    case "lower": return .lower
    case "upper": return .upper
    case "decimal-comma": return .decimalComma
    default: break
    }
    for prefix in ["date-format:", "date:"] where text.hasPrefix(prefix) {
      if let pattern = DatePattern(text.dropFirst(prefix.count).description.trimmed) {
        return .date(pattern)
      }
    }
    fail(
      "unknown-transform", "there is no transform “\(text.shortened)”", value,
      "use trim, lower, upper, decimal-comma or date:dd.MM.yyyy")
    return nil
  }

  // A field of the entity, or of any when the map does not say which.
  private mutating func field(_ name: String, _ value: PositionedValue) -> String? {
    let types = entity.map { [$0] } ?? EntityType.allCases
    let entities = types.map { Entity.of($0) ?? .attributes }
    let isKnown = entities.contains { entity in
      var columns = ColumnMap(entity: entity, keepsUnknown: false)
      return columns.target(of: name) != .ignored
    }
    if isKnown { return name }
    let names = entities.flatMap { $0.fields.filter(\.isWritable).map(\.name) }
    let near = nearestName(to: ColumnMap.canonical(name), in: names)
    fail(
      "unknown-field", "there is no field “\(name.shortened)”", value,
      near.map { "did you mean “\($0)”?" } ?? "name a field, or data.<name>")
    return nil
  }
}
