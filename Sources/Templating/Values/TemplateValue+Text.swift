extension TemplateValue {
  /// The text that printing the value gives, without escaping.
  public var printed: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .decimal(let text): text
    case .double(let value): Self.printed(value)
    case .string(let value), .safeHTML(let value): value
    case .array(let elements): elements.map(\.printed).joined()
    case .object: inspected
    }
  }

  /// The form that Liquid gives an object inside text: `{"a"=>1, "b"=>nil}`.
  var inspected: String {
    switch self {
    case .null: "nil"
    case .string(let value), .safeHTML(let value): Self.quoted(value)
    case .array(let elements): "[" + elements.map(\.inspected).joined(separator: ", ") + "]"
    case .object(let object):
      "{"
        + zip(object.keys, object.values).map { Self.quoted($0) + "=>" + $1.inspected }
        .joined(separator: ", ") + "}"
    default: printed
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  static func printed(_ value: Double) -> String {
    guard value.isFinite else {
      return value.isNaN ? "NaN" : (value < 0 ? "-Infinity" : "Infinity")
    }
    let text = "\(value)"
    guard let exponent = text.firstIndex(of: "e"), !text[..<exponent].contains(".") else {
      return text
    }
    return text[..<exponent] + ".0" + text[exponent...]
  }
}
