/// How much a JSON text may ask of the reader.
public struct JSONLimits: Sendable, Hashable {
  /// The most bytes a text may have.
  public var maximumBytes: Int
  /// The deepest nesting of arrays and objects.
  public var maximumDepth: Int

  /// Sets the limits; the defaults suit files that people and services hand over.
  public init(maximumBytes: Int = 256 << 20, maximumDepth: Int = 256) {
    self.maximumBytes = maximumBytes
    self.maximumDepth = maximumDepth
  }
}
