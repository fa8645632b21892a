internal import Crypto
public import JSONText

/// Everything that decides an answer. Two equal requests have the same key, and are paid once.
public struct AIRequest: Sendable, Hashable {
  /// What the call is for.
  public var task: AITask
  /// The kind of service asked, such as `openai`.
  public var provider: String
  /// The model.
  public var model: String
  /// The system message: the same bytes for every unit of a campaign, so that services can cache it.
  public var system: String
  /// The user message.
  public var prompt: String
  /// A name for the schema, of letters, digits, `_` and `-`.
  public var schemaName: String
  /// What the answer must satisfy.
  public var schema: JSONValue
  /// The most tokens the answer may have.
  public var maximumOutputTokens: Int
  /// The temperature as written, such as `0.7`.
  public var temperature: JSONNumber?

  /// A name for logs and files, such as `spring.content.loyal.a.en`; no part of the key.
  public var label: String
  /// What the offline writer works from; no part of the key.
  public var subject: CopySubject
  /// Names of the patterns of prompt injection found in the data; no part of the key.
  public var flags: [String]

  /// Creates a request.
  public init(
    task: AITask, provider: String, model: String, system: String, prompt: String,
    schemaName: String, schema: JSONValue, maximumOutputTokens: Int, temperature: JSONNumber? = nil,
    label: String = "", subject: CopySubject = CopySubject(), flags: [String] = []
  ) {
    self.task = task
    self.provider = provider
    self.model = model
    self.system = system
    self.prompt = prompt
    self.schemaName = schemaName
    self.schema = schema
    self.maximumOutputTokens = maximumOutputTokens
    self.temperature = temperature
    self.label = label
    self.subject = subject
    self.flags = flags
  }

  /// The parts that decide the answer, as JSON.
  public var json: JSONValue {
    var object: JSONObject = [
      "format": 1, "task": .string(task.rawValue), "provider": .string(provider),
      "model": .string(model), "system": .string(system), "prompt": .string(prompt),
      "schema_name": .string(schemaName), "schema": schema,
      "max_output_tokens": .number(JSONNumber(maximumOutputTokens)),
    ]
    if let temperature { object["temperature"] = .number(temperature) }
    return .object(object)
  }

  /// SHA-256 of the canonical JSON, in hexadecimal.
  public var key: String { RequestDigest.hexadecimal(of: json.canonicalBytes()) }

  /// The most tokens the input can be counted as: no tokenizer makes more tokens than bytes, the
  /// schema goes along, and services add some words of their own (Anthropic's tool use about 350).
  public var maximumInputTokens: Int {
    system.utf8.count + prompt.utf8.count + schema.compactBytes().count + schemaName.utf8.count
      + 1024
  }
}

/// Digests of requests and prompts.
enum RequestDigest {
  static func hexadecimal(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in SHA256.hash(data: bytes) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
