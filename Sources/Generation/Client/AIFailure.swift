public import Diagnostics

/// Why an attempt brought no answer. Never holds a key, a prompt or the text of an answer.
public struct AIFailure: Error, Sendable, Hashable {
  /// The class of the failure.
  public var outcome: AIOutcome
  /// One sentence for a person.
  public var message: String
  /// The HTTP status, if there was one.
  public var status: Int?
  /// How long the service asks to wait.
  public var retryAfter: Duration?
  /// Whether the service may bill the attempt all the same.
  public var mayHaveCost: Bool

  /// Creates a failure.
  public init(
    _ outcome: AIOutcome, _ message: String, status: Int? = nil, retryAfter: Duration? = nil,
    mayHaveCost: Bool = false
  ) {
    self.outcome = outcome
    self.message = message
    self.status = status
    self.retryAfter = retryAfter
    self.mayHaveCost = mayHaveCost
  }

  /// The error that a command ends with.
  public var error: GalleyError {
    let code: ErrorCode =
      switch outcome {
      case .timeout: .serviceTimeout
      case .connection: .serviceUnreachable
      case .unauthorized, .forbidden: .keyRefused
      case .rateLimited, .quota: .rateLimited
      case .badRequest, .clientError, .serverError, .badResponse, .unsupportedFormat, .lost:
        .serviceFailed
      case .cassetteMiss: .copyMissing
      case .cancelled: .interrupted
      case .success, .invalidJSON, .schemaInvalid, .ruleBroken, .empty, .truncated, .refusal,
        .contentFilter:
        .invalidAnswer
      }
    var details = ["outcome": outcome.rawValue]
    if let status { details["status"] = String(status) }
    if let retryAfter { details["retry_after"] = "\(retryAfter.wholeMilliseconds)ms" }
    return GalleyError(code, message, details: details)
  }
}
