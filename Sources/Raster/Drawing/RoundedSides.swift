/// Which sides of a rectangle have round corners.
public struct RoundedSides: OptionSet, Sendable, Hashable {
  /// One bit per side.
  public let rawValue: Int

  /// Wraps bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The two corners at the top.
  public static let top = RoundedSides(rawValue: 1)
  /// The two corners at the bottom.
  public static let bottom = RoundedSides(rawValue: 2)
  /// All four corners.
  public static let all: RoundedSides = [.top, .bottom]
}
