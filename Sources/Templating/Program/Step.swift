/// One step of a slot program.
indirect enum Step: Sendable {
  /// Copies bytes of the literal buffer.
  case literal(Int, Int)
  /// Prints the value of a path.
  case slot(Accessor, SlotEscape)
  /// Prints the value of an expression.
  case output(Operation, SlotEscape, site: Int)
  case conditional([Branch], otherwise: [Step])
  case choice(Operation, [Choice])
  case loop(LoopStep)
  case section(SectionStep)
  case assign(Int, Operation)
  case capture(Int, [Step], isMarkup: Bool)
  case count(Int, step: Int)
  case cycle(Int, group: Operation?, [Operation], SlotEscape, site: Int)
  case ifChanged(Int, [Step])
  case `break`
  case `continue`
  /// Runs a partial that calls itself.
  case call(Int)
  case dynamic(DynamicStep)
  case partialLoop(PartialLoopStep)
  /// Runs steps with variables of their own, which are forgotten afterwards.
  case scope([Step])

  struct Branch: Sendable {
    var condition: Operation
    var body: [Step]
  }

  struct Choice: Sendable {
    var values: [Operation]
    var isElse: Bool
    var body: [Step]
  }
}

/// A compiled loop.
final class LoopStep: Sendable {
  let slot: Int
  let collection: Operation
  let name: String
  let limit: Operation?
  let offset: Operation?
  let continuation: Int
  let continues: Bool
  let isReversed: Bool
  let isTable: Bool
  let columns: Operation?
  let site: Int
  let body: [Step]
  let otherwise: [Step]

  init(
    slot: Int, loop: Node.Loop, collection: Operation, limit: Operation?, offset: Operation?,
    columns: Operation?, continuation: Int, site: Int, body: [Step], otherwise: [Step]
  ) {
    self.slot = slot
    self.collection = collection
    name = "\(loop.variable)-\(loop.collectionText)"
    self.limit = limit
    self.offset = offset
    self.continuation = continuation
    continues = loop.continues
    isReversed = loop.isReversed
    isTable = loop.isTable
    self.columns = columns
    self.site = site
    self.body = body
    self.otherwise = otherwise
  }
}

/// A compiled section.
final class SectionStep: Sendable {
  let style: Node.Section.Style
  let value: Operation
  let parameters: [Int]
  let body: [Step]
  let otherwise: [Step]

  init(
    style: Node.Section.Style, value: Operation, parameters: [Int], body: [Step], otherwise: [Step]
  ) {
    self.style = style
    self.value = value
    self.parameters = parameters
    self.body = body
    self.otherwise = otherwise
  }
}

/// A partial whose name is only known when a template is filled.
final class DynamicStep: Sendable {
  struct Visible: Sendable {
    var name: String
    var value: Operation
  }

  let name: Operation
  let visible: [Visible]
  let isOptional: Bool
  let indentation: [UInt8]
  let site: Int

  init(
    name: Operation, visible: [Visible], isOptional: Bool, indentation: [UInt8], site: Int
  ) {
    self.indentation = indentation
    self.name = name
    self.visible = visible
    self.isOptional = isOptional
    self.site = site
  }
}

/// A partial that is run once for each element of a list.
final class PartialLoopStep: Sendable {
  let slot: Int
  let collection: Operation
  let isLoopVisible: Bool
  let body: [Step]

  init(slot: Int, collection: Operation, isLoopVisible: Bool, body: [Step]) {
    self.slot = slot
    self.collection = collection
    self.isLoopVisible = isLoopVisible
    self.body = body
  }
}
