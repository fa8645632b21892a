internal import CRMModel

/// One field of an entity: its name in files and its column.
struct Field: Sendable {
  /// The snake_case name, which is also the column.
  let name: String
  /// What it holds.
  let kind: FieldKind
  /// Whether a record without it is refused.
  let isRequired: Bool
  /// Whether its values may not be shown in diagnostics.
  let isPersonal: Bool
  /// Other names it goes by in files, in snake_case.
  let aliases: [String]

  init(
    _ name: String, _ kind: FieldKind, required: Bool = false, personal: Bool = false,
    aliases: [String] = []
  ) {
    self.name = name
    self.kind = kind
    isRequired = required
    isPersonal = personal
    self.aliases = aliases
  }

  /// Whether the entity's table has a column for it.
  var isColumn: Bool {
    if case .links = kind { false } else { true }
  }

  /// Whether files can set it.
  var isWritable: Bool { kind != .computed }

  /// The record it refers to.
  var target: EntityType? {
    if case .reference(let entity) = kind { entity } else { nil }
  }
}
