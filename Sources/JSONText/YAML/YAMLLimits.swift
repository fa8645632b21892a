/// How much a YAML text may ask of the reader.
public struct YAMLLimits: Sendable, Hashable {
  /// The most bytes a text may have.
  public var maximumBytes: Int
  /// The deepest nesting of lists and maps.
  public var maximumDepth: Int
  /// The most values there may be once every alias is replaced by what it stands for.
  public var maximumValues: Int

  /// Sets the limits; the defaults suit files that people write by hand.
  public init(
    maximumBytes: Int = 16 << 20, maximumDepth: Int = 128, maximumValues: Int = 500_000
  ) {
    self.maximumBytes = maximumBytes
    self.maximumDepth = maximumDepth
    self.maximumValues = maximumValues
  }
}
