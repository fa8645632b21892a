public import Diagnostics

/// A JSON or YAML value that knows where it stands, for everything a person writes by hand.
public struct PositionedValue: Sendable, Hashable {
  /// The value itself.
  public enum Kind: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number.
    case number(JSONNumber)
    /// A string.
    case string(String)
    /// A list.
    case array([PositionedValue])
    /// A map in the order written; keys are unique.
    case object([Member])
  }

  /// One key of a map with its value.
  public struct Member: Sendable, Hashable {
    /// The key.
    public var key: String
    /// Where the key stands.
    public var keyLocation: SourceLocation
    /// The value.
    public var value: PositionedValue

    /// Pairs a key with a value.
    public init(key: String, keyLocation: SourceLocation, value: PositionedValue) {
      self.key = key
      self.keyLocation = keyLocation
      self.value = value
    }
  }

  /// The value.
  public var kind: Kind
  /// Where it starts.
  public var location: SourceLocation

  /// Creates a value.
  public init(_ kind: Kind, at location: SourceLocation) {
    self.kind = kind
    self.location = location
  }

  /// The value of a key, or `nil` when it is absent or this is no map.
  public subscript(key: String) -> PositionedValue? {
    members?.first { $0.key == key }?.value
  }

  /// The members of a map, or `nil` for another type.
  public var members: [Member]? {
    guard case .object(let members) = kind else { return nil }
    return members
  }

  /// The elements of a list, or `nil` for another type.
  public var elements: [PositionedValue]? {
    guard case .array(let elements) = kind else { return nil }
    return elements
  }

  /// The string, or `nil` for another type.
  public var string: String? {
    guard case .string(let string) = kind else { return nil }
    return string
  }

  /// What the type is called in messages, such as `a list`.
  public var typeName: String {
    switch kind {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "a map"
    }
  }

  /// The value without its positions.
  public var plain: JSONValue {
    switch kind {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value): .number(value)
    case .string(let value): .string(value)
    case .array(let elements): .array(elements.map(\.plain))
    case .object(let members): .object(JSONObject(members.map { ($0.key, $0.value.plain) }))
    }
  }
}

extension PositionedValue {
  /// Where the value at a JSON Pointer (RFC 6901) stands, or the nearest value above it.
  public func location(atPointer pointer: String) -> SourceLocation {
    var value = self
    for part in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let key = JSONPointer.unescaped(part)
      if let next = value.members?.first(where: { sameText($0.key, key) })?.value {
        value = next
      } else if let elements = value.elements, let index = Int(key),
        elements.indices.contains(index)
      {
        value = elements[index]
      } else {
        break
      }
    }
    return value.location
  }
}
