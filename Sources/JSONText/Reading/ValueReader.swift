public import Diagnostics

/// Reads the keys of a map that a person wrote, and says what is wrong with them.
///
/// Every key that is asked for counts as known; `finish()` reports the rest, each with the nearest
/// known name. A key without a value (`null`) counts as absent.
public struct ValueReader: Sendable {
  /// The value that is read.
  public let value: PositionedValue
  /// What the map is called in messages, such as `galley.yml` or `ai.budgets`.
  public let context: String
  /// What was found wrong so far.
  public private(set) var diagnostics: [Diagnostic] = []
  private var known: Set<String> = []
  private var isFinished = false

  /// Starts to read a map; another type is reported at once.
  public init(_ value: PositionedValue, context: String) {
    self.value = value
    self.context = context
    if value.members == nil {
      report(
        .error, "wrong-type", "\(context) must be a map, but it is \(value.typeName)",
        at: value.location)
    }
  }

  /// Where the map starts.
  public var location: SourceLocation { value.location }

  /// The keys of the map in order, for maps whose keys are names of the user's own.
  public var keys: [String] { value.members?.map(\.key) ?? [] }

  /// Whether any diagnostic so far is an error.
  public var hasErrors: Bool { diagnostics.hasErrors }

  /// The value of a key as it stands, or `nil` when it is absent or null.
  public mutating func value(_ key: String) -> PositionedValue? {
    known.insert(key)
    guard let found = value[key], found.kind != .null else { return nil }
    return found
  }

  /// A text.
  public mutating func string(_ key: String) -> String? {
    read(key, "a text") { $0.string }
  }

  /// A text, or a number or truth value as it was written: for names that may look like numbers.
  public mutating func text(_ key: String) -> String? {
    read(key, "a text") { value in
      switch value.kind {
      case .string(let text): text
      case .number(let number): number.text
      case .bool(let bool): bool ? "true" : "false"
      default: nil
      }
    }
  }

  /// A whole number, optionally within a range.
  public mutating func int(_ key: String, in range: ClosedRange<Int>? = nil) -> Int? {
    let found: Int? = read(key, "a whole number") { value in
      guard case .number(let number) = value.kind else { return nil }
      return number.intValue
    }
    guard let found, let range, !range.contains(found) else { return found }
    report(
      .error, "out-of-range",
      "`\(key)` must be between \(range.lowerBound) and \(range.upperBound)",
      at: value[key]?.location ?? location)
    return nil
  }

  /// A number as a double.
  public mutating func double(_ key: String) -> Double? {
    read(key, "a number") { value in
      guard case .number(let number) = value.kind, number.doubleValue.isFinite else { return nil }
      return number.doubleValue
    }
  }

  /// A truth value.
  public mutating func bool(_ key: String) -> Bool? {
    read(key, "true or false") { value in
      guard case .bool(let bool) = value.kind else { return nil }
      return bool
    }
  }

  /// A number's exact decimal text, written as a number or as a text.
  public mutating func decimalText(_ key: String) -> String? {
    read(key, "a decimal number") { value in
      switch value.kind {
      case .number(let number): number.text
      case .string(let text): YAMLScalar.number(text)?.text
      default: nil
      }
    }
  }

  /// A list of texts; one text alone counts as a list of one. Empty when absent.
  public mutating func stringList(_ key: String) -> [String] {
    guard let found = value(key) else { return [] }
    if let text = found.string { return [text] }
    guard let elements = found.elements else {
      wrongType(key, "a list of texts", found)
      return []
    }
    return elements.compactMap { element in
      if element.string == nil { wrongType(key, "a list of texts", element) }
      return element.string
    }
  }

  /// A map of its own. Hand the reader back with `absorb(_:)` when it is done.
  public mutating func object(_ key: String) -> ValueReader? {
    guard let found = value(key) else { return nil }
    guard found.members != nil else {
      wrongType(key, "a map", found)
      return nil
    }
    return ValueReader(found, context: key)
  }

  /// A list of maps, each with a reader. Hand each back with `absorb(_:)`. Empty when absent.
  public mutating func list(_ key: String) -> [ValueReader] {
    guard let found = value(key) else { return [] }
    guard let elements = found.elements else {
      wrongType(key, "a list", found)
      return []
    }
    return elements.enumerated().compactMap { index, element in
      guard element.members != nil else {
        wrongType("\(key)[\(index)]", "a map", element)
        return nil
      }
      return ValueReader(element, context: "\(key)[\(index)]")
    }
  }

  /// One of a few words; another is reported with the nearest.
  public mutating func choice(_ key: String, of words: [String]) -> String? {
    guard let found = string(key), !words.contains(found) else { return value[key]?.string }
    report(
      .error, "unknown-value", "`\(key)` may not be `\(found)`",
      at: value[key]?.location ?? location,
      hint: nearestName(to: found, in: words).map { "did you mean `\($0)`?" }
        ?? "use one of: " + words.joined(separator: ", "))
    return nil
  }

  /// A text that must be there.
  public mutating func requiredString(_ key: String) -> String? { required(key) { $0.string(key) } }

  /// A whole number that must be there.
  public mutating func requiredInt(_ key: String) -> Int? { required(key) { $0.int(key) } }

  /// A truth value that must be there.
  public mutating func requiredBool(_ key: String) -> Bool? { required(key) { $0.bool(key) } }

  /// A decimal number that must be there.
  public mutating func requiredDecimalText(_ key: String) -> String? {
    required(key) { $0.decimalText(key) }
  }

  /// A map that must be there.
  public mutating func requiredObject(_ key: String) -> ValueReader? {
    required(key) { $0.object(key) }
  }

  /// A list of maps that must be there and hold at least one.
  public mutating func requiredList(_ key: String) -> [ValueReader] {
    required(key) { reader in reader.list(key) } ?? []
  }

  /// A list of texts that must be there.
  public mutating func requiredStringList(_ key: String) -> [String] {
    required(key) { reader in reader.stringList(key) } ?? []
  }

  /// A value of any type that must be there.
  public mutating func requiredValue(_ key: String) -> PositionedValue? {
    required(key) { $0.value(key) }
  }

  /// Reports a mistake in the value of a key, or in the map itself when the key is absent.
  public mutating func report(
    _ severity: Severity, _ identifier: String, _ summary: String, key: String? = nil,
    hint: String? = nil
  ) {
    let place = key.flatMap { value[$0]?.location } ?? location
    report(severity, identifier, summary, at: place, hint: hint)
  }

  /// Takes over the diagnostics of a reader that `object` or `list` gave, and finishes it.
  public mutating func absorb(_ child: ValueReader) {
    var child = child
    child.finish()
    diagnostics += child.diagnostics
  }

  /// Takes over what was found elsewhere about the same map.
  public mutating func absorb(_ found: [Diagnostic]) { diagnostics += found }

  /// Reports the keys nobody asked for, each with the nearest known name; a second call is free.
  public mutating func finish() {
    guard !isFinished else { return }
    isFinished = true
    for member in value.members ?? [] where !known.contains(member.key) {
      diagnostics.append(
        Diagnostic(
          .error, "unknown-key", "`\(member.key)` is no key of \(context)", at: member.keyLocation,
          length: member.key.utf8.count,
          hint: nearestName(to: member.key, in: known).map { "did you mean `\($0)`?" }
            ?? (known.isEmpty ? nil : "known keys: " + known.sorted().joined(separator: ", "))))
    }
  }

  private mutating func read<Value>(
    _ key: String, _ expected: String, _ convert: (PositionedValue) -> Value?
  ) -> Value? {
    guard let found = value(key) else { return nil }
    guard let result = convert(found) else {
      wrongType(key, expected, found)
      return nil
    }
    return result
  }

  private mutating func required<Value>(
    _ key: String, _ read: (inout ValueReader) -> Value?
  ) -> Value? {
    guard value(key) != nil else {
      if value.members != nil {
        report(
          .error, "missing-key", "\(context) needs `\(key)`",
          at: value.members?.first { $0.key == key }?.keyLocation ?? location)
      }
      return nil
    }
    return read(&self)
  }

  private mutating func wrongType(_ key: String, _ expected: String, _ found: PositionedValue) {
    report(
      .error, "wrong-type", "`\(key)` must be \(expected), but it is \(found.typeName)",
      at: found.location)
  }

  private mutating func report(
    _ severity: Severity, _ identifier: String, _ summary: String, at location: SourceLocation,
    hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(severity, identifier, summary, at: location, hint: hint))
  }
}
