internal import Curl
internal import Diagnostics
internal import JSONText

/// Turns what HTTP services do when they fail into one classified failure.
enum ServiceFailure {
  /// The failure of a transfer that brought no answer.
  static func of(_ error: GalleyError) -> AIFailure {
    let mayHaveCost = TransportFailure.mayHaveBeenSent(error)
    let outcome: AIOutcome =
      switch TransportFailure(error) {
      case .timeout: .timeout
      case .answerTooLarge: .badResponse
      case .cancelled: .cancelled
      case .badRequest: .badRequest
      case .unknownHost, .connection, .tls, .cutOff, nil: .connection
      }
    return AIFailure(outcome, error.message, mayHaveCost: mayHaveCost)
  }

  /// The failure of an answer with another status than 200.
  static func of(_ response: HTTPResponse, host: String) -> AIFailure {
    let body = try? JSONParser.parse(Array(response.body.prefix(1 << 20)))
    // OpenAI: {"error": {"type", "code", "message"}}; Anthropic: {"error": {"type"}}; others a text.
    let error = body?["error"]
    let codes = [error?["code"], error?["type"], body?["code"]].compactMap { word($0) }
    let status = response.status
    let outcome = outcome(status: status, codes: codes, message: error?["message"]?.stringValue)
    let detail = codes.first.map { " (\($0))" } ?? ""
    return AIFailure(
      outcome, "\(host) answered with status \(status)\(detail)", status: status,
      retryAfter: RetryAfter.read(response),
      // A gateway that gave up may stand before a model that went on.
      mayHaveCost: status == 504 || status == 408)
  }

  private static func outcome(status: Int, codes: [String], message: String?) -> AIOutcome {
    if codes.contains(where: { quotaCodes.contains($0) }) || status == 402 { return .quota }
    if codes.contains("content_filter") || codes.contains("content_policy_violation") {
      return .contentFilter
    }
    switch status {
    case 401: return .unauthorized
    case 403: return .forbidden
    case 429: return .rateLimited
    case 408, 409, 500...599: return .serverError
    case 300...399: return .badResponse
    case 400, 404, 422:
      let message = message?.lowercased() ?? ""
      let isAboutFormat = ["response_format", "json_schema", "json_object"].contains {
        message.contains($0)
      }
      return status != 404 && isAboutFormat ? .unsupportedFormat : .badRequest
    case 400...499: return .clientError
    default: return .badResponse
    }
  }

  private static let quotaCodes: Set<String> = [
    "insufficient_quota", "billing_hard_limit_reached", "billing_not_active", "quota_exceeded",
    "billing_error",
  ]

  // Only plain words are shown: a message may quote the key or the prompt.
  private static func word(_ value: JSONValue?) -> String? {
    guard let text = value?.stringValue, !text.isEmpty, text.utf8.count <= 64,
      text.utf8.allSatisfy({ byte in
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || (byte >= 97 && byte <= 122)
          || (byte >= 48 && byte <= 57)
      })
    else { return nil }
    return text
  }
}
