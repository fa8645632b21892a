internal import Diagnostics
internal import JSONText

/// Decides whether an answer is valid copy: JSON, its schema, and the rules of its context.
struct CopyJudge: Sendable {
  struct Verdict: Sendable, Hashable {
    var outcome: AIOutcome
    var body: JSONValue?
    var faults: [String] = []
    var fixes: [String] = []
  }

  private let schema: JSONSchema
  private let rules: CopyRules

  init(_ context: PromptContext, task: AITask) throws(GalleyError) {
    schema = try JSONSchema(context.schema)
    rules = CopyRules(context, task: task)
  }

  func judge(_ answer: AIAnswer) -> Verdict {
    switch answer.outcomeBeforeReading {
    case .truncated:
      return Verdict(
        outcome: .truncated, faults: ["the answer was cut off at the token limit: be shorter"])
    case let outcome?:
      return Verdict(outcome: outcome)
    case nil:
      break
    }
    let bytes = Array(answer.text.utf8)
    if let body = try? JSONParser.parse(bytes) { return judge(body, fixes: []) }
    let repair = JSONRepair.repair(bytes, isTruncated: false)
    guard let body = repair.value else {
      return Verdict(outcome: .invalidJSON, faults: ["the answer is no JSON"])
    }
    return judge(body, fixes: repair.fixes)
  }

  func judge(_ body: JSONValue, fixes: [String]) -> Verdict {
    let body = schema.isValid(body) ? body : schema.withoutFillers(body)
    let violations = schema.validate(body).map { violation in
      let place = violation.instancePointer.isEmpty ? "the answer" : violation.instancePointer
      return "\(place): \(violation.message)"
    }
    guard violations.isEmpty else {
      return Verdict(outcome: .schemaInvalid, faults: violations, fixes: fixes)
    }
    let faults = rules.faults(in: body)
    guard faults.isEmpty else {
      return Verdict(outcome: .ruleBroken, faults: faults, fixes: fixes)
    }
    return Verdict(outcome: .success, body: body, fixes: fixes)
  }
}
