/// How one attempt ended. Every attempt ends in exactly one of these.
public enum AIOutcome: String, Sendable, Hashable, CaseIterable {
  /// Valid copy.
  case success
  /// The answer is no JSON and could not be repaired.
  case invalidJSON = "invalid_json"
  /// The answer does not satisfy its schema.
  case schemaInvalid = "schema_invalid"
  /// The answer holds a link, merge field or price that was not allowed.
  case ruleBroken = "rule_broken"
  /// The answer is empty.
  case empty
  /// The answer was cut off at the token limit.
  case truncated
  /// The model refused.
  case refusal
  /// A content filter of the service stopped the answer.
  case contentFilter = "content_filter"
  /// No answer before the deadline.
  case timeout
  /// No connection, or it broke off.
  case connection
  /// The answer is not what the API promises: no JSON, too large, a redirect.
  case badResponse = "bad_response"
  /// The service does not take this way to force JSON; the next one is tried.
  case unsupportedFormat = "unsupported_format"
  /// Status 400, 404 or 422: the request is wrong for this service.
  case badRequest = "bad_request"
  /// Status 401: no key, or a wrong one.
  case unauthorized
  /// Status 403: the key may not do this.
  case forbidden
  /// Status 429, the rate.
  case rateLimited = "rate_limited"
  /// Status 429 or 402, the account's money.
  case quota
  /// Status 408, 409 or 5xx.
  case serverError = "server_error"
  /// Another 4xx.
  case clientError = "client_error"
  /// The process died during the call.
  case lost
  /// Nothing was recorded for this request.
  case cassetteMiss = "cassette_miss"
  /// The caller gave up.
  case cancelled
}
