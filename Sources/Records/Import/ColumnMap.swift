internal import CRMModel
internal import Diagnostics

/// Where the columns of a file go.
struct ColumnMap {
  /// Where one column goes.
  enum Target: Sendable, Hashable {
    case field(Int)
    case member(Int, String)
    case attribute(String)
    case attributes
    case ignored
  }

  private let entity: Entity
  private let keepsUnknown: Bool
  private let rules: ImportMap?
  private let positions: [String: Int]
  private var cache: [String: Target] = [:]
  /// Columns that go nowhere, in the order in which they were met.
  private(set) var unknown: [String] = []

  init(entity: Entity, keepsUnknown: Bool, rules: ImportMap? = nil) {
    self.entity = entity
    self.keepsUnknown = keepsUnknown
    self.rules = rules
    positions = entity.positions
  }

  /// The target of a column.
  mutating func target(of column: String) -> Target {
    if let known = cache[column] { return known }
    let target = find(column)
    // JSON records may each bring names of their own; what is remembered has a limit.
    if cache.count < 10_000 { cache[column] = target }
    return target
  }

  /// The target of a column that was met before.
  func peek(_ column: String) -> Target { cache[column] ?? .ignored }

  /// The name of a field.
  func fieldName(_ index: Int) -> String { entity.fields[index].name }

  /// What is done with the texts of a column before they are read.
  func transforms(of column: String) -> [CellTransform] { rules?.column(column)?.transforms ?? [] }

  private mutating func find(_ column: String) -> Target {
    guard let rule = rules?.column(column) else { return standard(column) }
    guard let field = rule.field else { return .ignored }
    return standard(field)
  }

  private mutating func standard(_ column: String) -> Target {
    let name = Self.canonical(column)
    if let dot = column.firstIndex(of: ".") {
      let prefix = Self.canonical(String(column[..<dot]))
      let member = String(column[column.index(after: dot)...]).trimmed
      if Self.isName(member) {
        if entity.hasAttributes, prefix == "data" || prefix == "profile_data" {
          return .attribute(member)
        }
        if let index = entity.index(of: prefix), entity.fields[index].kind == .map {
          return .member(index, member)
        }
      }
    }
    if entity.hasAttributes, name == "data" || name == "profile_data" { return .attributes }
    // The value of an attribute row is kept like the one attribute of a record.
    if entity.type == .attribute, name == "value" { return .attribute(name) }
    if let index = positions[name] {
      return entity.fields[index].isWritable ? .field(index) : .ignored
    }
    if [
      "endpoint_id", "status", "value_version_uuid", "version", "created_at", "updated_at",
      "updated_by",
    ].contains(name) {
      return .ignored
    }
    if keepsUnknown, Self.isName(column.trimmed) {
      if entity.hasAttributes { return .attribute(name) }
      if let map = entity.overflowMap.flatMap(entity.index(of:)) { return .member(map, name) }
    }
    if !column.isEmpty, unknown.count < 100 { unknown.append(column) }
    return .ignored
  }

  /// The warning about an unknown column.
  func warning(about column: String, at location: SourceLocation) -> Diagnostic {
    let near = nearestName(to: Self.canonical(column), in: entity.fields.map(\.name))
    return Diagnostic(
      .warning, "unknown-field",
      "\(entity.type.fileStem) have no field “\(column.shortened)”; its values are left out",
      at: location, length: column.utf8.count,
      hint: near.map { "did you mean “\($0)”?" }
        ?? "keep its values with --keep-unknown, or name it data.<name>")
  }

  /// A name in snake_case: `firstName`, `First Name` and `FIRST-NAME` are `first_name`.
  static func canonical(_ name: String) -> String {
    var result: [UInt8] = []
    var isAfterLower = false
    for byte in name.trimmed.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        if isAfterLower { result.append(UInt8(ascii: "_")) }
        result.append(byte + 32)
        isAfterLower = false
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 128...255:
        result.append(byte)
        isAfterLower = true
      default:
        if let last = result.last, last != UInt8(ascii: "_") { result.append(UInt8(ascii: "_")) }
        isAfterLower = false
      }
    }
    while result.last == UInt8(ascii: "_") { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isName(_ name: String) -> Bool {
    (1...128).contains(name.utf8.count) && !name.utf8.contains { $0 < 32 }
  }
}

extension String {
  /// Without ASCII white space round it.
  var trimmed: String {
    var view = self[...].utf8
    while let first = view.first, first <= 32 { view.removeFirst() }
    while let last = view.last, last <= 32 { view.removeLast() }
    return String(view) ?? self
  }

  /// At most 40 characters of it, for a message.
  var shortened: String { count > 40 ? prefix(39) + "…" : self }
}
