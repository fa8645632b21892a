/// How much a diagnostic matters.
public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
  /// Background for another diagnostic.
  case note
  /// Worth fixing; the work goes on.
  case warning
  /// The input is wrong; the work that needs it does not happen.
  case error

  /// Orders by weight: note, warning, error.
  public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.weight < rhs.weight }

  private var weight: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// Something a user can fix: what rule was broken, where, and what to do about it.
public struct Diagnostic: Sendable, Hashable {
  /// How much it matters.
  public var severity: Severity
  /// A stable kebab-case name, such as `unknown-filter`.
  public var identifier: String
  /// One sentence, phrased as a rule or a fact, without a full stop.
  public var summary: String
  /// Where it starts, if it has a place.
  public var location: SourceLocation?
  /// How many bytes of the line to underline, at least 1.
  public var length: Int
  /// The source line at `location`, without its line ending.
  public var excerpt: String?
  /// What to do: a suggestion in the imperative, without a full stop.
  public var hint: String?

  /// Creates a diagnostic.
  public init(
    _ severity: Severity, _ identifier: String, _ summary: String,
    at location: SourceLocation? = nil, length: Int = 1, excerpt: String? = nil,
    hint: String? = nil
  ) {
    self.severity = severity
    self.identifier = identifier
    self.summary = summary
    self.location = location
    self.length = max(1, length)
    self.excerpt = excerpt
    self.hint = hint
  }

  /// Creates a diagnostic that underlines a range of a file.
  public init(
    _ severity: Severity, _ identifier: String, _ summary: String, in file: SourceFile,
    range: Range<Int>, hint: String? = nil
  ) {
    let location = file.location(at: range.lowerBound)
    self.init(
      severity, identifier, summary, at: location, length: range.count,
      excerpt: file.line(location.line), hint: hint)
  }
}

/// A value together with everything that was found wrong while making it.
public struct Parsed<Value> {
  /// The value, as good as it could be made.
  public var value: Value
  /// What was found, in source order.
  public var diagnostics: [Diagnostic]

  /// Pairs a value with diagnostics.
  public init(_ value: Value, _ diagnostics: [Diagnostic] = []) {
    self.value = value
    self.diagnostics = diagnostics
  }

  /// Whether any diagnostic is an error.
  public var hasErrors: Bool { diagnostics.hasErrors }
}

extension Parsed: Sendable where Value: Sendable {}

extension Sequence<Diagnostic> {
  /// Whether any diagnostic is an error.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}
