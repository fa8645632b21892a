/// What the reader makes of the values it meets; the reader is specialised for each builder.
protocol JSONBuilder {
  associatedtype Value
  associatedtype Members

  mutating func null(at offset: Int) -> Value
  mutating func bool(_ value: Bool, at offset: Int) -> Value
  mutating func number(_ text: String, at offset: Int) -> Value
  mutating func string(_ text: String, at offset: Int) -> Value
  mutating func array(_ elements: [Value], at offset: Int) -> Value
  mutating func object(_ members: consuming Members, at offset: Int) -> Value
  func noMembers() -> Members
  mutating func add(
    _ key: String, keyRange: Range<Int>, value: consuming Value, to members: inout Members)
}

/// Builds plain values; of a repeated key the last value counts.
struct PlainBuilder: JSONBuilder {
  func null(at offset: Int) -> JSONValue { .null }
  func bool(_ value: Bool, at offset: Int) -> JSONValue { .bool(value) }
  func number(_ text: String, at offset: Int) -> JSONValue { .number(JSONNumber(validated: text)) }
  func string(_ text: String, at offset: Int) -> JSONValue { .string(text) }
  func array(_ elements: [JSONValue], at offset: Int) -> JSONValue { .array(elements) }
  func object(_ members: consuming JSONObject, at offset: Int) -> JSONValue { .object(members) }
  func noMembers() -> JSONObject { JSONObject() }
  func add(
    _ key: String, keyRange: Range<Int>, value: consuming JSONValue, to members: inout JSONObject
  ) {
    members.put(value, at: key)
  }
}
