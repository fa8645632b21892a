internal import JSONText

/// Fills a JSON Schema with draft copy.
struct OfflineWriter {
  let subject: CopySubject
  let schema: JSONValue

  func write() -> JSONValue { value(of: schema, name: "body", depth: 0) }

  private func value(of schema: JSONValue, name: String, depth: Int) -> JSONValue {
    guard depth < 24 else { return .null }
    if let value = schema["const"] { return value }
    if let values = schema["enum"]?.arrayValue, let first = values.first {
      return first
    }
    if let target = schema["$ref"]?.stringValue.flatMap(resolve) {
      return value(of: target, name: name, depth: depth + 1)
    }
    for keyword in ["anyOf", "oneOf", "allOf"] where schema["type"] == nil {
      if let first = schema[keyword]?.arrayValue?.first {
        return value(of: first, name: name, depth: depth + 1)
      }
    }
    switch type(of: schema) {
    case "object": return object(schema, depth)
    case "array": return array(schema, name, depth)
    case "integer", "number": return number(schema)
    case "boolean": return false
    case "null": return .null
    default: return .string(text(schema, name))
    }
  }

  private func type(of schema: JSONValue) -> String {
    if let type = schema["type"]?.stringValue { return type }
    if let types = schema["type"]?.arrayValue {
      return types.lazy.compactMap(\.stringValue).first { $0 != "null" } ?? "null"
    }
    if schema["properties"] != nil { return "object" }
    return schema["items"] != nil ? "array" : "string"
  }

  private func resolve(_ reference: String) -> JSONValue? {
    guard reference.hasPrefix("#") else { return nil }
    var target = self.schema
    for part in reference.dropFirst().split(separator: "/") {
      let key = String(part.replacing("~1", with: "/").replacing("~0", with: "~"))
      guard let next = target[key] else { return nil }
      target = next
    }
    return target
  }

  private func object(_ schema: JSONValue, _ depth: Int) -> JSONValue {
    var result = JSONObject()
    let properties = schema["properties"]?.objectValue ?? [:]
    for member in properties {
      result[member.key] = value(of: member.value, name: member.key, depth: depth + 1)
    }
    for key in (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue)
    where result[key] == nil {
      result[key] = .string(text(.object([:]), key))
    }
    return .object(result)
  }

  private func array(_ schema: JSONValue, _ name: String, _ depth: Int) -> JSONValue {
    let most = schema["maxItems"]?.numberValue?.intValue ?? 2
    let least = schema["minItems"]?.numberValue?.intValue ?? 0
    let count = max(0, min(max(least, min(2, most)), 100))
    let items = schema["items"] ?? .object([:])
    return .array(
      (0..<count).map { value(of: items, name: "\(name) \($0 + 1)", depth: depth + 1) })
  }

  private func number(_ schema: JSONValue) -> JSONValue {
    for keyword in ["minimum", "exclusiveMinimum", "maximum"] {
      guard let bound = schema[keyword]?.numberValue else { continue }
      if keyword == "exclusiveMinimum", let value = bound.intValue, value < Int.max {
        return .number(JSONNumber(value + 1))
      }
      return .number(bound)
    }
    return 1
  }

  private func text(_ schema: JSONValue, _ name: String) -> String {
    switch schema["format"]?.stringValue {
    case "date": return "2026-01-01"
    case "date-time": return "2026-01-01T09:00:00Z"
    case "uri", "url", "uri-reference": return subject.urls.first ?? "https://example.com/"
    case "email": return "draft@example.com"
    default: break
    }
    let most = schema["maxLength"]?.numberValue?.intValue ?? 400
    let least = schema["minLength"]?.numberValue?.intValue ?? 0
    let phrases = OfflinePhrases.of(subject.locale)
    let role = OfflineRole.of(name)
    let candidates = phrases.lines(role).map(fill)
    let start = choice(of: candidates.count, role.rawValue)
    // The chosen phrase if it fits, else the next that does, else the shortest, cut at a word.
    let order = (0..<candidates.count).map { candidates[(start + $0) % candidates.count] }
    let shortest = candidates.min { $0.unicodeScalars.count < $1.unicodeScalars.count } ?? ""
    var text = order.first { $0.unicodeScalars.count <= most } ?? Self.cut(shortest, to: most)
    while text.unicodeScalars.count < min(least, most, 100_000) {
      text = Self.cut(text + " " + (order.first ?? subject.business), to: most)
      if text.unicodeScalars.count < min(least, most) { text += "." }
    }
    return text
  }

  private func fill(_ phrase: String) -> String {
    var text = phrase
    let topic = subject.topic.isEmpty ? subject.business : subject.topic
    let names = Array(subject.names.prefix(3))
    let phrases = OfflinePhrases.of(subject.locale)
    text = text.replacing("{business}", with: subject.business)
    text = text.replacing("{topic}", with: topic)
    text = text.replacing(
      "{picks}",
      with: names.isEmpty ? phrases.picks : phrases.list(names.map { "**\($0)**" }))
    text = text.replacing("{pick}", with: names.first ?? phrases.pick)
    let field = "contact.first_name"
    let name =
      subject.mergeFields.contains(field)
      ? "{{ \(field) | default: \"\(phrases.reader)\" }}" : phrases.reader
    return text.replacing("{name}", with: name)
  }

  /// A number that depends on the unit only: variants next to each other get phrases next to
  /// each other, so no two of a pair are alike.
  private func choice(of count: Int, _ role: String) -> Int {
    guard count > 0 else { return 0 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    for byte in "\(subject.topic)|\(subject.segment)|\(role)".utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    let variant = subject.variant.utf8.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) }
    return Int(((hash >> 16) % 1_000_003 &+ variant % 1_000_003) % UInt64(count))
  }

  /// The longest start of whole words within a length.
  static func cut(_ text: String, to length: Int) -> String {
    guard text.unicodeScalars.count > length else { return text }
    let start = String(text.unicodeScalars.prefix(max(0, length)))
    let words = start.split(separator: " ", omittingEmptySubsequences: true)
    let whole = words.count > 1 ? words.dropLast().joined(separator: " ") : start
    // Never in the middle of a merge field.
    guard let open = whole.ranges(of: "{{").last,
      whole[open.upperBound...].firstRange(of: "}}") == nil
    else { return whole }
    let before = whole[..<open.lowerBound]
    return before.last == " " ? String(before.dropLast()) : String(before)
  }
}
