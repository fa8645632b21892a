/// The one error value of the project: what failed, where, and why.
///
/// `message` and `details` never hold a recipient's data, a prompt or a key.
public struct GalleyError: Error, Sendable, CustomStringConvertible {
  /// The stable name of the failure.
  public var code: ErrorCode
  /// One sentence for a person.
  public var message: String
  /// Where in the input, if it has a place.
  public var location: SourceLocation?
  /// Further facts by name, such as `field` or `retry_after`.
  public var details: [String: String]
  /// What to do; the code's own hint unless given.
  public var hint: String
  /// Diagnostics that belong to it, each fixable on its own.
  public var diagnostics: [Diagnostic]
  /// The error beneath, as text that is fit to show.
  public var underlying: String?

  /// Creates an error.
  public init(
    _ code: ErrorCode, _ message: String, at location: SourceLocation? = nil,
    details: [String: String] = [:], hint: String? = nil, diagnostics: [Diagnostic] = [],
    underlying: String? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.details = details
    self.hint = hint ?? code.hint
    self.diagnostics = diagnostics
    self.underlying = underlying
  }

  /// `path:line:column: error: message [CODE]`, without the hint.
  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    let cause = underlying.map { " (\($0))" } ?? ""
    return "\(place)error: \(message)\(cause) [\(code.name)]"
  }

  /// Turns the errors of diagnostics into one error value, or `nil` when none is an error.
  public static func from(
    _ diagnostics: [Diagnostic], code: ErrorCode, _ message: String? = nil
  ) -> GalleyError? {
    guard let first = diagnostics.first(where: { $0.severity == .error }) else { return nil }
    return GalleyError(
      code, message ?? first.summary, at: first.location, hint: first.hint,
      diagnostics: diagnostics)
  }
}
