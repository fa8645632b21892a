/// A service, or a stand-in for one, that answers requests.
///
/// One call of `complete` is one attempt: retries, budgets and logs are the caller's.
public protocol AIProvider: Sendable {
  /// A short name, such as `openai`.
  var name: String { get }
  /// Whether answers cost nothing, as those of recordings and of the offline writer do.
  var isFree: Bool { get }
  /// Whether answers are drafts that a person has to write over.
  var writesDrafts: Bool { get }
  /// Whether the provider waits for a service, so that rate limits apply.
  var usesNetwork: Bool { get }
  /// The model to ask for a task when the provider has its own, else `nil`.
  var ownModel: String? { get }

  /// Sends one request and waits for its answer.
  func complete(_ request: AIRequest) async throws(AIFailure) -> AIAnswer

  /// Hears of an answer that was on disk already, so that a recording holds it too.
  func reused(_ request: AIRequest, _ answer: AIAnswer)
}

extension AIProvider {
  /// Services cost money unless they say otherwise.
  public var isFree: Bool { false }
  /// Copy is final unless the provider says otherwise.
  public var writesDrafts: Bool { false }
  /// Services are on the network unless they say otherwise.
  public var usesNetwork: Bool { true }
  /// Services take the model that the configuration names.
  public var ownModel: String? { nil }
  /// Most providers need not know.
  public func reused(_ request: AIRequest, _ answer: AIAnswer) {}
}
