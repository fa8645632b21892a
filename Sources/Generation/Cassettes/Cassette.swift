internal import Diagnostics
internal import JSONText

/// The recorded answers to one request, as a file that a person can review in git.
struct Cassette: Sendable, Hashable {
  var request: JSONValue
  var answers: [AIAnswer]

  /// `unit-label.0123456789ab.json`: the same for the same request, on every machine.
  static func fileName(of request: AIRequest, key: String) -> String {
    let label = request.label.isEmpty ? request.task.rawValue : request.label
    let safe = label.utf8.map { byte in
      let isPlain =
        (byte | 32) >= 97 && (byte | 32) <= 122 || byte >= 48 && byte <= 57
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      return isPlain ? byte : UInt8(ascii: "_")
    }
    let name = String(decoding: safe.prefix(120).drop { $0 == UInt8(ascii: ".") }, as: UTF8.self)
    return "\(name).\(key.prefix(12)).json"
  }

  /// The file's contents. What changes from one recording to the next for no reason (latency,
  /// ids, the raw answer) is left out, and personal data is removed.
  func json(key: String) -> JSONValue {
    [
      "format": 1, "key": .string(key), "request": PersonalDataScrub.scrub(request),
      "answers": .array(
        answers.map { answer in
          var object = answer.json.objectValue ?? [:]
          object["latency_ms"] = nil
          object["raw"] = nil
          object["response_id"] = nil
          return .object(object)
        }),
    ]
  }

  /// Reads a file's contents; `nil` when it is no cassette of this key.
  static func read(_ bytes: [UInt8], key: String) -> Cassette? {
    guard let json = try? JSONParser.parse(bytes), json["key"]?.stringValue == key,
      let values = json["answers"]?.arrayValue
    else { return nil }
    let answers = values.compactMap { AIAnswer(json: $0) }
    guard answers.count == values.count, !answers.isEmpty else { return nil }
    return Cassette(request: json["request"] ?? .null, answers: answers)
  }
}
