/// How much one part contributed to a score.
public struct PartShare: Sendable, Hashable {
  /// The part.
  public var part: ScorePart
  /// 0 to 1; the shares of one product add up to 1.
  public var share: Double
}
