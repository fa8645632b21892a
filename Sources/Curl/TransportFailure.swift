public import Diagnostics

/// Why no answer came, as the `reason` in the details of a `GalleyError`.
public enum TransportFailure: String, Sendable, CaseIterable {
  /// The request itself cannot be sent: a bad URL, header or method.
  case badRequest = "bad-request"
  /// The name of the host or of the proxy is not known.
  case unknownHost = "unknown-host"
  /// No connection could be made.
  case connection = "connection"
  /// TLS failed, or the certificate is not trusted.
  case tls = "tls"
  /// The time ran out.
  case timeout = "timeout"
  /// The connection ended in the middle of the answer, or the answer is no HTTP.
  case cutOff = "cut-off"
  /// The answer is larger than allowed.
  case answerTooLarge = "answer-too-large"
  /// The caller gave up.
  case cancelled = "cancelled"

  /// Reads the reason out of an error that `HTTPClient` threw.
  public init?(_ error: GalleyError) {
    guard let reason = error.details["reason"] else { return nil }
    self.init(rawValue: reason)
  }

  /// Whether the request may have reached the other side, and so may have cost something.
  public static func mayHaveBeenSent(_ error: GalleyError) -> Bool {
    error.details["sent"] == "true"
  }

  /// The error to throw: what happened, with the host but never the path, a header or the body.
  func error(host: String, detail: String, sent: Bool) -> GalleyError {
    let (code, message): (ErrorCode, String) =
      switch self {
      case .badRequest: (.invalidFormat, "The request to \(host) cannot be sent")
      case .unknownHost: (.serviceUnreachable, "The host \(host) is not known")
      case .connection: (.serviceUnreachable, "No connection to \(host)")
      case .tls: (.serviceUnreachable, "No trusted connection to \(host)")
      case .timeout: (.serviceTimeout, "\(host) did not answer in time")
      case .cutOff: (.serviceUnreachable, "The connection to \(host) broke off")
      case .answerTooLarge: (.serviceFailed, "The answer of \(host) is larger than allowed")
      case .cancelled: (.interrupted, "The request to \(host) was given up")
      }
    return GalleyError(
      code, message, details: ["reason": rawValue, "sent": sent ? "true" : "false"],
      underlying: detail.isEmpty ? nil : detail)
  }
}
