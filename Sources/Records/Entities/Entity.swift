internal import CRMModel

/// The description of one entity that readers, checks, SQL, history and export all work from.
struct Entity: Sendable {
  /// Which entity.
  let type: EntityType
  /// Its table.
  let table: String
  /// All fields, the key first.
  let fields: [Field]
  /// The field that tells two records apart when a file has no ids.
  let naturalKey: String?
  /// Whether no two records of a tenant may share the natural key.
  let isNaturalKeyUnique: Bool
  /// Whether `data.<name>` columns make attributes of it.
  let hasAttributes: Bool
  /// The map that unknown columns go to on request, for entities without attributes.
  let overflowMap: String?

  init(
    _ type: EntityType, table: String, naturalKey: String? = nil, unique: Bool = false,
    attributes: Bool = false, overflowMap: String? = nil, _ fields: [Field]
  ) {
    self.type = type
    self.table = table
    self.fields = fields
    self.naturalKey = naturalKey
    isNaturalKeyUnique = unique
    hasAttributes = attributes
    self.overflowMap = overflowMap
  }

  /// The name of the key field.
  var key: String { fields[0].name }

  /// The column that holds the natural key in its compared form.
  var naturalKeyColumn: String? { naturalKey == "email" ? "email_folded" : naturalKey }

  /// The position of a field.
  func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }

  /// The names and aliases of every field, each with its position.
  var positions: [String: Int] {
    var positions: [String: Int] = [:]
    for (index, field) in fields.enumerated() {
      for alias in field.aliases where positions[alias] == nil { positions[alias] = index }
    }
    for (index, field) in fields.enumerated() { positions[field.name] = index }
    return positions
  }

  /// The entities this one refers to.
  var parents: Set<EntityType> {
    var parents: Set<EntityType> = []
    for field in fields {
      if let target = field.target { parents.insert(target) }
      if case .links = field.kind { parents.insert(.contact) }
    }
    return parents
  }
}
