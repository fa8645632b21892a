/// A schema laid out flat for a run that only decides: plain numbers in arrays, no references.
///
/// What does not fit into the numbers (patterns, choices, conditions) is left in the nodes. Reading
/// plain numbers counts no references, which took half of the time of a run over the nodes.
struct SchemaProgram: Sendable {
  /// What one schema asks of each type; `needsNode...` sends a value to the node's own rules.
  struct Step: Sendable {
    var types: UInt8 = 0xFF
    var isNever = false
    var isAlways = false
    var needsNodeForStrings = false
    var minLength = 0
    var maxLength = Int.max
    var needsNodeForNumbers = false
    var minimum = Int.min
    var maximum = Int.max
    var needsNodeForArrays = false
    var minItems = 0
    var maxItems = Int.max
    var uniqueItems = false
    var items = -1
    var needsNodeForObjects = false
    var minProperties = 0
    var maxProperties = Int.max
    var firstField = 0
    var fieldCount = 0
    var requiredBits: UInt64 = 0
    var others = -1
    var needsNodeForAll = false
  }

  /// A named property.
  struct Field: Sendable {
    var keyStart = 0
    var keyCount = 0
    var node = 0
    /// This field's bit among the required ones; none when it is optional.
    var bit: UInt64 = 0
  }

  let nodes: [SchemaNode]
  private(set) var steps: [Step] = []
  private(set) var fields: [Field] = []
  /// The names of all fields, one after the other.
  private(set) var keys: [UInt8] = []

  init(_ nodes: [SchemaNode]) {
    self.nodes = nodes
    for node in nodes { add(node.rules) }
  }

  private mutating func add(_ rules: SchemaRules) {
    var step = Step()
    step.isNever = rules.always == false
    step.isAlways = rules.always == true
    if let types = rules.types {
      // Every whole number is a number.
      step.types = types.contains(.number) ? types.union(.integer).rawValue : types.rawValue
    }
    step.needsNodeForAll = rules.hasGeneralRules
    step.minLength = rules.minLength
    step.maxLength = rules.maxLength ?? .max
    step.needsNodeForStrings = rules.pattern != nil || rules.format != nil
    step.needsNodeForNumbers =
      rules.exclusiveMinimum != nil || rules.exclusiveMaximum != nil || rules.multipleOf != nil
      || !rules.hasWholeBounds
    step.minimum = rules.minimum?.integer ?? .min
    step.maximum = rules.maximum?.integer ?? .max
    step.minItems = rules.minItems
    step.maxItems = rules.maxItems ?? .max
    step.uniqueItems = rules.uniqueItems
    step.items = rules.items ?? -1
    step.needsNodeForArrays = !rules.prefixItems.isEmpty || rules.contains != nil
    addFields(rules, to: &step)
    steps.append(step)
  }

  private mutating func addFields(_ rules: SchemaRules, to step: inout Step) {
    step.minProperties = rules.minProperties
    step.maxProperties = rules.maxProperties ?? .max
    step.others = rules.additionalProperties ?? -1
    step.firstField = fields.count
    step.fieldCount = rules.propertyNames.count
    var required = Set(rules.required.map { ExactKey($0) })
    for name in rules.propertyNames {
      var field = Field(
        keyStart: keys.count, keyCount: name.utf8.count, node: rules.properties[ExactKey(name)] ?? 0
      )
      keys += Array(name.utf8)
      if step.requiredBits != .max, required.remove(ExactKey(name)) != nil {
        field.bit = step.requiredBits &+ 1
        step.requiredBits |= field.bit
      }
      fields.append(field)
    }
    // Many properties are better looked up than searched.
    step.needsNodeForObjects =
      !required.isEmpty || step.fieldCount > 16 || !rules.patternProperties.isEmpty
      || rules.names != nil || !rules.dependentRequired.isEmpty || !rules.dependentSchemas.isEmpty
  }
}

extension SchemaRules {
  fileprivate var hasWholeBounds: Bool {
    (minimum == nil || minimum?.integer != nil) && (maximum == nil || maximum?.integer != nil)
  }
}
