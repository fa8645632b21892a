internal import Diagnostics
internal import JSONText
internal import Raster

/// Reads the members of a hand-written map with their types, and remembers what was wrong.
struct SettingReader {
  private let value: PositionedValue
  private let context: String
  private var known: [String] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ value: PositionedValue, context: String) {
    self.value = value
    self.context = context
    if value.members == nil {
      report("wrong-type", "\(context) must be a map, not \(value.typeName)", value)
    }
  }

  mutating func report(_ identifier: String, _ summary: String, _ place: PositionedValue) {
    diagnostics.append(Diagnostic(.error, identifier, summary, at: place.location))
  }

  mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  mutating func member(_ key: String) -> PositionedValue? {
    known.append(key)
    guard let found = value[key] else { return nil }
    if case .null = found.kind { return nil }
    return found
  }

  mutating func text(_ key: String) -> String? {
    guard let found = member(key) else { return nil }
    if let string = found.string { return string }
    report("wrong-type", "`\(key)` must be a text, not \(found.typeName)", found)
    return nil
  }

  mutating func int(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let found = member(key) else { return nil }
    guard case .number(let number) = found.kind, let int = number.intValue else {
      report("wrong-type", "`\(key)` must be a whole number, not \(found.typeName)", found)
      return nil
    }
    guard range.contains(int) else {
      report(
        "out-of-range", "`\(key)` must lie between \(range.lowerBound) and \(range.upperBound)",
        found)
      return nil
    }
    return int
  }

  mutating func bool(_ key: String) -> Bool? {
    guard let found = member(key) else { return nil }
    if case .bool(let bool) = found.kind { return bool }
    report("wrong-type", "`\(key)` must be true or false, not \(found.typeName)", found)
    return nil
  }

  mutating func color(_ key: String) -> Color? {
    guard let text = text(key), let place = value[key] else { return nil }
    if let color = Color(hex: text) { return color }
    report("invalid-color", "`\(key)` must be a colour such as \"#c2613f\"", place)
    return nil
  }

  mutating func colors(_ key: String) -> [Color]? {
    guard let found = member(key) else { return nil }
    guard let elements = found.elements else {
      report("wrong-type", "`\(key)` must be a list, not \(found.typeName)", found)
      return nil
    }
    return elements.prefix(16).compactMap { element in
      if let color = element.string.flatMap({ Color(hex: $0) }) { return color }
      report("invalid-color", "`\(key)` holds colours such as \"#c2613f\"", element)
      return nil
    }
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    choice(key, among: type.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
  }

  mutating func choice(_ key: String, among names: [String]) -> String? {
    guard let text = text(key), let place = value[key] else { return nil }
    if names.contains(text) { return text }
    diagnostics.append(
      Diagnostic(
        .error, "unknown-value", "`\(key)` has no value `\(text)`", at: place.location,
        length: text.utf8.count, hint: "Use one of: " + names.joined(separator: ", ")))
    return nil
  }

  /// Reads a map inside this one; what is wrong there is added here.
  mutating func inner<Result>(
    _ key: String, _ read: (inout SettingReader) -> Result
  ) -> Result? {
    guard let found = member(key) else { return nil }
    return inner(found, context: "`\(key)`", read)
  }

  mutating func inner<Result>(
    _ value: PositionedValue, context: String, _ read: (inout SettingReader) -> Result
  ) -> Result {
    var reader = SettingReader(value, context: context)
    let result = read(&reader)
    reader.finish()
    diagnostics += reader.diagnostics
    return result
  }

  mutating func list(_ key: String, limit: Int) -> [PositionedValue] {
    guard let found = member(key) else { return [] }
    guard let elements = found.elements else {
      report("wrong-type", "`\(key)` must be a list, not \(found.typeName)", found)
      return []
    }
    if elements.count > limit {
      report("limit-exceeded", "`\(key)` may hold at most \(limit) entries", found)
    }
    return Array(elements.prefix(limit))
  }

  mutating func missing(_ key: String) {
    report("missing-key", "\(context) needs `\(key)`", value)
  }

  /// Reports the keys that nothing asked for.
  mutating func finish() {
    for member in value.members ?? [] where !known.contains(member.key) {
      let nearest = nearestName(to: member.key, in: known)
      diagnostics.append(
        Diagnostic(
          .error, "unknown-key", "\(context) has no key `\(member.key)`", at: member.keyLocation,
          length: member.key.utf8.count, hint: nearest.map { "Did you mean `\($0)`?" }))
    }
  }
}
