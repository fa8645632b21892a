public import Diagnostics

/// How purchases are divided into what a model learns and what it must foretell.
public enum EvaluationSplit: Sendable, Hashable {
  /// Learns what was bought before a moment and foretells what is bought from then on.
  case temporal(Timestamp)
  /// Learns all but each person's last purchase and foretells that.
  case leaveLastOut
}
