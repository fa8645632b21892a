internal import Diagnostics
internal import Foundation
internal import Generation
internal import JSONText
internal import Synchronization

/// Reading and checking an answer, and writing a batch of copy.
enum GenerationBenchmark {
  /// Without arguments: parse and validate, in nanoseconds. `files FOLDER` writes the same answer
  /// and schema for the peer. `batch URL CONCURRENCY FOLDER` writes 200 units.
  static func run(_ arguments: [String]) throws -> [String: Double] {
    switch arguments.first {
    case "files" where arguments.count == 2:
      for (name, bytes) in [("answer", answerText), ("schema", Array(schemaText.utf8))] {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(arguments[1])/\(name).json"))
      }
      return ["bytes": Double(answerText.count)]
    case "batch" where arguments.count == 4:
      return try batch(
        url: arguments[1], concurrency: Int(arguments[2]) ?? 4, folder: arguments[3])
    default:
      return try answer()
    }
  }

  private static func answer() throws -> [String: Double] {
    let answer = answerText
    let schema = try JSONSchema(JSONParser.parse(Array(schemaText.utf8)))
    var valid = 0
    let both = try Measure.cpuNanoseconds(rounds: 20_000) {
      if schema.isValid(try JSONParser.parse(answer)) { valid += 1 }
    }
    let parsed = try JSONParser.parse(answer)
    let parse = try Measure.cpuNanoseconds(rounds: 20_000) {
      if try JSONParser.parse(answer) != .null { valid += 1 }
    }
    let check = Measure.cpuNanoseconds(rounds: 20_000) {
      if schema.isValid(parsed) { valid += 1 }
    }
    guard valid == 300_000 else { throw GalleyError(.internalError, "An answer was refused.") }
    return [
      "parse_and_validate_ns": both, "parse_ns": parse, "validate_ns": check,
      "bytes": Double(answer.count),
    ]
  }

  // A whole batch as `galley write` runs it, from the prompt to the ledger.
  private static func batch(
    url: String, concurrency: Int, folder: String
  ) throws -> [String: Double] {
    var configuration = AIConfiguration()
    configuration.provider = .openai
    configuration.baseURL = url
    configuration.concurrency = concurrency
    configuration.requestsPerMinute = 100_000
    let writer = CopyWriter(
      provider: try configuration.makeProvider(environment: ["OPENAI_API_KEY": "bench"]),
      ledger: try Ledger.open(path: folder + "/ledger.sqlite"), configuration: configuration,
      folder: folder + "/ai", run: "bench")
    let context = PromptContext(
      business: .init(name: "Fernweg", description: "Outdoor goods.", brandVoice: "Plain."),
      campaignName: "Spring", brief: "Show the spring shelves.",
      schema: try JSONParser.parse(Array(copySchema.utf8)))
    let units = (0..<200).map {
      CopyUnit(campaign: "spring", segment: .init(name: "s\($0)"), variant: "a", locale: "en")
    }
    let outcome = Mutex<(wall: Duration, written: Int)?>(nil)
    let done = DispatchSemaphore(value: 0)
    let cpu = Measure.cpuTime()
    Task {
      let start = ContinuousClock.now
      let results = try? await writer.write(units, context: context)
      let wall = start.duration(to: .now)
      let written = results?.count { $0.status == .written } ?? 0
      outcome.withLock { $0 = (wall, written) }
      done.signal()
    }
    done.wait()
    guard let result = outcome.withLock({ $0 }), result.written == units.count else {
      throw GalleyError(.internalError, "The batch was not written.")
    }
    return [
      "wall_ms": result.wall / .milliseconds(1),
      "cpu_ms": Double(Measure.cpuTime() - cpu) / 1e6,
    ]
  }

  private static let copySchema = """
    {"type": "object", "additionalProperties": false,
     "required": ["subject", "preheader", "headline", "intro", "cta_label", "closing"],
     "properties": {
       "subject": {"type": "string", "minLength": 8, "maxLength": 60},
       "preheader": {"type": "string", "minLength": 20, "maxLength": 90},
       "headline": {"type": "string", "minLength": 4, "maxLength": 80},
       "intro": {"type": "string", "minLength": 40, "maxLength": 900},
       "cta_label": {"type": "string", "minLength": 2, "maxLength": 24},
       "closing": {"type": "string", "minLength": 10, "maxLength": 240}}}
    """

  /// An answer of 3 KB: six sections, with line breaks, quotes and typographic characters as
  /// models write them.
  static var answerText: [UInt8] {
    let body =
      "The first days of spring are the best time to bring some light into your home, and our "
      + "new collection makes it easy: soft linen, warm oak and a palette for slow mornings.\n\n"
      + "Every piece is made to order in our workshop \u{2013} it\u{2019}s with you within ten "
      + "days. We call it \"the long light\", and we hope that you like it as much as we do. "
      + "Come and see it in one of our five shops, or take your time at home."
    let sections = (0..<6).map { number -> JSONValue in
      [
        "title": .string("Section number \(number) for you"), "body": .string(body),
        "image": number % 2 == 0 ? nil : "images/linen.png",
        "priority": .number(JSONNumber(number + 1)),
      ]
    }
    let answer: JSONValue = [
      "subject": "Spring is here, and so are we", "preheader": "A few ideas for slow mornings",
      "headline": "Bring the light inside", "tone": "warm", "sections": .array(sections),
      "cta": ["label": "See the collection", "url": "https://example.com/spring"],
      "tags": ["spring", "linen", "oak"],
    ]
    return answer.prettyBytes()
  }

  /// The schema of the answer, 41 lines.
  static let schemaText = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "type": "object",
      "additionalProperties": false,
      "required": ["subject", "preheader", "headline", "sections", "cta", "tags"],
      "properties": {
        "subject": {"type": "string", "minLength": 5, "maxLength": 90},
        "preheader": {"type": "string", "maxLength": 140},
        "headline": {"type": "string", "maxLength": 120},
        "tone": {"enum": ["warm", "plain", "bold"]},
        "sections": {
          "type": "array",
          "minItems": 1,
          "maxItems": 12,
          "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["title", "body", "image"],
            "properties": {
              "title": {"type": "string", "maxLength": 100},
              "body": {"type": "string", "minLength": 20, "maxLength": 900},
              "image": {"type": ["string", "null"]},
              "priority": {"type": "integer", "minimum": 1, "maximum": 10}
            }
          }
        },
        "cta": {
          "type": "object",
          "additionalProperties": false,
          "required": ["label", "url"],
          "properties": {
            "label": {"type": "string", "maxLength": 40},
            "url": {"type": "string", "maxLength": 200}
          }
        },
        "tags": {"type": "array", "uniqueItems": true, "items": {"type": "string"}}
      }
    }
    """
}
