/// What came of an attempt to repair a text that should be JSON.
public struct RepairResult: Sendable, Hashable {
  /// Why a text was left as it is.
  public enum Failure: String, Sendable, Hashable {
    /// The text stops in the middle: what is missing cannot be known.
    case truncated
    /// There is no JSON in the text.
    case noJSON = "no-json"
    /// The text is broken in a way that leaves more than one reading.
    case unclear
    /// The text passes a limit.
    case tooLarge = "too-large"
  }

  /// The value, or `nil` when the text could not be repaired.
  public var value: JSONValue?
  /// What was changed, one sentence each; empty for a text that was valid.
  public var fixes: [String]
  /// The parts of the source that are not in the value, such as the prose around it.
  public var lost: [String]
  /// Why there is no value.
  public var failure: Failure?

  /// Creates a result.
  public init(
    value: JSONValue? = nil, fixes: [String] = [], lost: [String] = [], failure: Failure? = nil
  ) {
    self.value = value
    self.fixes = fixes
    self.lost = lost
    self.failure = failure
  }
}
