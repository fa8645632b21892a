public import Diagnostics

/// Why a template could not be filled with a record's values.
///
/// The message never holds a value, so it is fit for logs.
public struct TemplateRenderError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A stable kebab-case name: `missing-value`, `unsafe-url`, `invalid-argument`, `limit-exceeded`
  /// or `unknown-partial`.
  public var code: String
  /// One sentence, without a full stop.
  public var message: String
  /// Where in the template, if it has a place.
  public var location: SourceLocation?
  /// The merge field that is to blame, such as `contact.first_name`.
  public var field: String?

  /// Creates an error.
  public init(
    code: String, message: String, location: SourceLocation? = nil, field: String? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.field = field
  }

  /// `file:line:column: error: message [code]`.
  public var description: String {
    (location.map { "\($0): " } ?? "") + "error: \(message) [\(code)]"
  }

  /// The same as a diagnostic.
  public var diagnostic: Diagnostic { Diagnostic(.error, code, message, at: location) }
}
