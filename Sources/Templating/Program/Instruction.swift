internal import SourceText

/// One instruction of a slot program: plain bits.
struct Instruction: BitwiseCopyable, Sendable {
  enum Kind: UInt8, Sendable {
    /// Copies `second` literal bytes from offset `first`.
    case literal
    /// Prints column `first` of the row; accessor `second` is for errors.
    case column
    /// Prints column `first` of the list element in variable `slot`.
    case element
    /// The same two with fallback `third` for a missing or empty value.
    case columnOr, elementOr
    /// Prints the value of accessor `first`.
    case path
    /// Prints the value of operation `first`; site `second`.
    case output
    /// The same, where the value depends on nothing but accessor `third`: the bytes are remembered.
    case remembered
    /// Skips `second` instructions unless column `first`, accessor `third`, is true.
    case unlessColumn
    /// The same for column `first` of the list element in variable `slot`.
    case unlessElement
    /// Skips `second` instructions unless operation `first` is true.
    case unless
    /// Skips `second` instructions.
    case skip
    /// Runs control `first`.
    case control
    case leave, again
  }

  var kind: Kind
  var escape = SlotEscape.none
  /// What a text must not hold to be written as it is: `escape.troubles`.
  var troubles: TextTraits = []
  /// Whether Handlebars decides what is true, not Liquid.
  var isFull = false
  var slot: UInt16 = 0
  /// The shape that an element must have.
  var shape: UInt16 = 0
  var first: Int32
  var second: Int32 = 0
  var third: Int32 = 0
}

/// A stretch of a program's instructions.
struct CodeRange: BitwiseCopyable, Sendable {
  var start: Int
  var end: Int
}

/// What is too rich for an instruction.
enum Control: Sendable {
  case choice(Operation, [Choice])
  case loop(LoopStep, body: CodeRange, otherwise: CodeRange)
  case section(SectionStep, body: CodeRange, otherwise: CodeRange)
  case assign(Int, Operation)
  case capture(Int, CodeRange, isMarkup: Bool)
  case count(Int, step: Int)
  case cycle(Int, group: Operation?, [Operation], SlotEscape, site: Int)
  case ifChanged(Int, CodeRange)
  case call(Int)
  case dynamic(DynamicStep)
  case partialLoop(PartialLoopStep, body: CodeRange)
  case scope(CodeRange)

  struct Choice: Sendable {
    var values: [Operation]
    var isElse: Bool
    var body: CodeRange
  }
}
