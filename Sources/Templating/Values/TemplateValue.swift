public import JSONText

/// A value that a template can print, test or loop over.
public enum TemplateValue: Sendable, Equatable {
  /// Nothing: a missing value.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// A number kept as exact decimal text, such as a price.
  case decimal(String)
  /// A binary floating-point number.
  case double(Double)
  /// Text.
  case string(String)
  /// HTML that is already safe to show, such as the output of Markdown in safe mode.
  case safeHTML(String)
  /// A list.
  case array([TemplateValue])
  /// An object.
  case object(TemplateObject)
}

extension TemplateValue {
  /// The value of JSON; whole numbers become integers and others keep their decimal text.
  public init(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let number): self = number.intValue.map { .int($0) } ?? .decimal(number.text)
    case .string(let value): self = .string(value)
    case .array(let elements): self = .array(elements.map { TemplateValue($0) })
    case .object(let object):
      self = .object(TemplateObject(object.map { ($0.key, TemplateValue($0.value)) }))
    }
  }

  /// The value as JSON; safe HTML becomes plain text.
  public var json: JSONValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .number(JSONNumber(value))
    case .decimal(let text): .number(JSONNumber(validated: text))
    case .double(let value): JSONNumber(value).map { .number($0) } ?? .null
    case .string(let value), .safeHTML(let value): .string(value)
    case .array(let elements): .array(elements.map(\.json))
    case .object(let object):
      .object(JSONObject(zip(object.keys, object.values).map { ($0, $1.json) }))
    }
  }

  /// Whether a condition takes it as true: everything but null and false, as Liquid has it.
  var isTruthy: Bool {
    switch self {
    case .null, .bool(false): false
    default: true
    }
  }

  var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The text, or `nil` for another type.
  var text: String? {
    switch self {
    case .string(let value), .safeHTML(let value): value
    default: nil
    }
  }

  /// What Liquid calls empty: no characters, elements or members.
  var isEmpty: Bool {
    switch self {
    case .string(let value), .safeHTML(let value): value.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let object): object.isEmpty
    default: false
    }
  }

  /// What Liquid calls blank: empty, null, false or only white space.
  var isBlank: Bool {
    switch self {
    case .null, .bool(false): true
    case .string(let value), .safeHTML(let value):
      value.utf8.allSatisfy { $0 == 32 || ($0 >= 9 && $0 <= 13) }
    default: isEmpty
    }
  }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// Text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A truth value.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A floating-point number.
  public init(floatLiteral value: Double) { self = .double(value) }
  /// A list.
  public init(arrayLiteral elements: TemplateValue...) { self = .array(elements) }
  /// An object in the order written.
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self = .object(TemplateObject(elements))
  }
  /// Null.
  public init(nilLiteral: ()) { self = .null }
}
