/// A face in a font file.
public struct FontFile: Sendable, Hashable {
  /// The path of the file.
  public var path: String
  /// Which face of a collection; 0 for plain files.
  public var index: Int

  /// Names a face.
  public init(path: String, index: Int = 0) {
    self.path = path
    self.index = index
  }
}
