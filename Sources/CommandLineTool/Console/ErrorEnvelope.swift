internal import Diagnostics
internal import JSONText

/// The machine form of an error, the same everywhere:
/// `{"error_code", "message", "details", "timestamp", "request_id"}`.
enum ErrorEnvelope {
  static func json(_ error: GalleyError, timestamp: Timestamp, requestID: String) -> JSONValue {
    var details: JSONObject = [:]
    if let location = error.location {
      details["file"] = .string(location.file)
      details["line"] = .number(JSONNumber(location.line))
      details["column"] = .number(JSONNumber(location.column))
    }
    for (key, value) in error.details.sorted(by: { $0.key < $1.key }) {
      details[key] = .string(value)
    }
    details["hint"] = .string(error.hint)
    if let underlying = error.underlying { details["cause"] = .string(underlying) }
    if !error.diagnostics.isEmpty {
      details["diagnostics"] = .array(
        error.diagnostics.map { .object(JSONObject(DiagnosticJSON.members($0))) })
    }
    return .object([
      "error_code": .string(error.code.name),
      "message": .string(error.message),
      "details": .object(details),
      "timestamp": .string(timestamp.description),
      "request_id": .string(requestID),
    ])
  }
}

/// The machine form of a diagnostic.
enum DiagnosticJSON {
  static func members(_ diagnostic: Diagnostic) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("severity", .string(diagnostic.severity.rawValue)),
      ("identifier", .string(diagnostic.identifier)),
      ("message", .string(diagnostic.summary)),
    ]
    if let location = diagnostic.location {
      members += [
        ("file", .string(location.file)),
        ("line", .number(JSONNumber(location.line))),
        ("column", .number(JSONNumber(location.column))),
      ]
    }
    if let hint = diagnostic.hint { members.append(("hint", .string(hint))) }
    return members
  }
}
