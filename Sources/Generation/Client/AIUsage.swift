/// The tokens a call used, as its service counted them.
public struct AIUsage: Sendable, Hashable {
  /// Tokens of the prompt, the cached ones included.
  public var inputTokens: Int
  /// Tokens of the prompt that came from the service's cache.
  public var cachedInputTokens: Int
  /// Tokens of the answer, hidden reasoning included.
  public var outputTokens: Int

  /// Creates a count; negative numbers become zero, and no more is cached than was read.
  public init(inputTokens: Int, cachedInputTokens: Int = 0, outputTokens: Int) {
    self.inputTokens = max(0, inputTokens)
    self.cachedInputTokens = min(max(0, cachedInputTokens), self.inputTokens)
    self.outputTokens = max(0, outputTokens)
  }
}
