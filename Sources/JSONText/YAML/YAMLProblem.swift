internal import Yams

/// What the YAML library found wrong, in our words.
struct YAMLProblem {
  var identifier = "invalid-yaml"
  var summary: String
  var line = 1
  var column = 1
  var byteOffset: Int?
  var hint: String?

  init(_ error: any Error, text: String) {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      summary = Self.sentence(problem)
      line = mark.line
      column = mark.column
      hint = Self.hint(problem)
    case .reader(let problem, let offset, _, _):
      summary = Self.sentence(problem)
      if let offset,
        let index = text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex)
      {
        byteOffset = text.utf8.distance(from: text.startIndex, to: index)
      }
      hint = "remove the character"
    case .duplicatedKeysInMapping(let keys, let context):
      identifier = "duplicate-key"
      summary = "the key `\(keys.first ?? "")` stands twice in one map"
      line = context.mark.line
      column = context.mark.column
      hint = "remove one of the two"
    default:
      summary = "the text is not YAML"
    }
  }

  private static func sentence(_ problem: String) -> String {
    switch problem {
    case "but found another document": "one file holds one document, but here another starts"
    case "found undefined alias": "this alias has no anchor before it"
    case "mapping values are not allowed in this context":
      "a `:` that makes a key may not stand here"
    case "found character that cannot start any token": "this character cannot start a value"
    case "control characters are not allowed": "control characters may not stand in YAML"
    default: "the YAML is wrong here: " + problem
    }
  }

  private static func hint(_ problem: String) -> String? {
    switch problem {
    case "mapping values are not allowed in this context":
      "put texts with `: ` into quotes, and check the indentation"
    case "found character that cannot start any token":
      "indent with spaces, not tabs, and put texts that start with @ ` % into quotes"
    default: nil
    }
  }
}
