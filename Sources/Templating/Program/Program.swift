internal import Diagnostics

/// A template while it is compiled: the literal bytes and the steps that fill them, still a tree.
struct Draft {
  var literals: [UInt8] = []
  var steps: [Step] = []
  var functions: [[Step]] = []
  var sites: [SourceLocation?] = []
  var slotCount = 0
  var counterCount = 0
  var continuationCount = 0
  var cycleCount = 0
}

/// A compiled template: one buffer of literal bytes and one list of instructions.
///
/// Instructions are plain bits, so running them touches no reference count; what needs more (loops,
/// filters, captures) is kept in tables beside them.
final class Program: Sendable {
  let options: CompileOptions
  let literals: [UInt8]
  let code: [Instruction]
  let entry: CodeRange
  let functions: [CodeRange]
  let accessors: [Accessor]
  let operations: [Operation]
  let fallbacks: [TemplateValue]
  let controls: [Control]
  let sites: [SourceLocation?]
  let slotCount: Int
  let counterCount: Int
  let continuationCount: Int
  let cycleCount: Int
  let isStrict: Bool

  init(_ draft: Draft, options: CompileOptions) {
    var assembler = Assembler(shape: options.shape)
    entry = assembler.assemble(draft.steps)
    functions = draft.functions.map { assembler.assemble($0) }
    self.options = options
    literals = draft.literals
    code = assembler.code
    accessors = assembler.accessors
    operations = assembler.operations
    fallbacks = assembler.fallbacks
    controls = assembler.controls
    sites = draft.sites
    slotCount = draft.slotCount
    counterCount = draft.counterCount
    continuationCount = draft.continuationCount
    cycleCount = draft.cycleCount
    isStrict = options.isStrict
  }
}
