/// The bounds that keep a runaway template from hanging or eating memory.
public struct TemplateLimits: Sendable, Hashable {
  /// How many steps (slots, tags, iterations, filters) one render may take.
  public var steps: Int
  /// How deep blocks and partials may nest.
  public var depth: Int
  /// How many bytes one render may write.
  public var outputBytes: Int

  /// Creates bounds; the defaults are far above any real mail.
  public init(steps: Int = 1_000_000, depth: Int = 64, outputBytes: Int = 16 << 20) {
    self.steps = steps
    self.depth = depth
    self.outputBytes = outputBytes
  }
}
