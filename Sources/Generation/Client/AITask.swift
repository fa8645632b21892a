/// What an AI call is for; each task has its own model.
public enum AITask: String, Sendable, Hashable, CaseIterable {
  /// The copy of one segment, variant and locale.
  case content
  /// The plan of a campaign, once for all its copy.
  case strategy
  /// Words about numbers.
  case analytics
}
