/// A finished file, by its path relative to Output.
public struct OutputFile: Sendable, Hashable {
  /// The path, with `/` between its parts.
  public var path: String
  /// The contents.
  public var bytes: [UInt8]

  /// Creates a file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
