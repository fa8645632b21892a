internal import JSONText

/// Writes drafts without a service: the same draft for the same brief, in the campaign's language,
/// within the schema's limits, for nothing.
///
/// So a workspace builds from the first minute, and in CI. A draft is a stand-in to be written
/// over, and marked as one.
public struct OfflineProvider: AIProvider {
  /// The model that drafts are logged under; a new number when the drafts change.
  public static let modelName = "galley-draft-1"

  /// `offline`.
  public let name = "offline"
  /// Always true.
  public let isFree = true
  /// Always true.
  public let writesDrafts = true
  /// Always false.
  public let usesNetwork = false
  /// `galley-draft-1`.
  public let ownModel: String? = modelName

  /// Creates the writer.
  public init() {}

  /// Writes a draft.
  public func complete(_ request: AIRequest) async throws(AIFailure) -> AIAnswer {
    let writer = OfflineWriter(subject: request.subject, schema: request.schema)
    let text = String(decoding: writer.write().compactBytes(), as: UTF8.self)
    return AIAnswer(
      text: text, usage: AIUsage(inputTokens: 0, outputTokens: 0), model: Self.modelName)
  }
}
