/// Whether a person agreed to be mailed.
public enum Consent: String, Sendable, Hashable, CaseIterable {
  /// Agreed.
  case granted
  /// Agreed once, then took it back; a re-import never undoes this.
  case withdrawn
  /// Nothing is known.
  case unknown
}
