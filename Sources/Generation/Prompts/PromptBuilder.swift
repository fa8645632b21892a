public import JSONText

/// Makes the request for a unit of copy: the same bytes for the same input, always.
public struct PromptBuilder: Sendable {
  private let templates: PromptTemplates

  /// Creates a builder.
  public init(templates: PromptTemplates = .standard) { self.templates = templates }

  /// Which service and model is asked, and within which limits.
  public struct Target: Sendable, Hashable {
    /// The kind of service.
    public var provider: String
    /// The model.
    public var model: String
    /// The most tokens of the answer.
    public var maximumOutputTokens: Int
    /// The temperature.
    public var temperature: JSONNumber?

    /// Creates a target.
    public init(
      provider: String, model: String, maximumOutputTokens: Int = 800,
      temperature: JSONNumber? = nil
    ) {
      self.provider = provider
      self.model = model
      self.maximumOutputTokens = maximumOutputTokens
      self.temperature = temperature
    }
  }

  /// The most faults of an answer that the next request tells.
  public static let maximumErrors = 10

  /// Builds a request; `errors` are the faults of the answer before, of which ten are told.
  public func build(
    _ unit: CopyUnit, context: PromptContext, target: Target, errors: [String] = []
  ) -> AIRequest {
    let told = Array(errors.prefix(Self.maximumErrors))
    let template = templates[unit.task]
    // Tags are named by a digest of what they fence, so that no text can hold its own closing
    // tag. The system message has a tag of its own: it must not change from unit to unit.
    let draft = PromptSections(unit: unit, context: context, errors: told, tag: "data")
    let systemDraft = draft.fill(template?.system ?? [])
    let system = PromptSections(
      unit: unit, context: context, errors: told, tag: Self.tag(systemDraft)
    ).fill(template?.system ?? [])
    func request(_ prompt: String) -> AIRequest {
      AIRequest(
        task: unit.task, provider: target.provider, model: target.model, system: system,
        prompt: prompt, schemaName: context.schemaName, schema: context.schema,
        maximumOutputTokens: target.maximumOutputTokens, temperature: target.temperature,
        label: unit.label, subject: CopySubject(unit, context),
        flags: InjectionScan.flags(in: draft.data))
    }
    let key = request(draft.fill(template?.user ?? [])).key
    let sections = PromptSections(
      unit: unit, context: context, errors: told, tag: "data-" + key.prefix(12))
    return request(sections.fill(template?.user ?? []))
  }

  private static func tag(_ text: String) -> String {
    "data-" + RequestDigest.hexadecimal(of: Array(text.utf8)).prefix(12)
  }
}
