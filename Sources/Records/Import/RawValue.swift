internal import JSONText

/// A cell before it is checked.
enum RawValue {
  /// Nothing was given.
  case absent
  /// The text of a CSV cell.
  case text(String)
  /// A value of a JSON record.
  case json(JSONValue)
}

/// Why a value cannot be taken.
struct FieldProblem: Error {
  let code: FieldProblemCode
  /// What is wrong, such as `is no e-mail address`; follows the field's name.
  let message: String

  init(_ code: FieldProblemCode, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// The few codes a single value can be refused with.
enum FieldProblemCode {
  case format
  case type
  case range
}
