/// How much of each pixel a shape covers, 0 to 255.
public struct CoverageMask: Sendable, Hashable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  let coverage: [UInt8]

  init(width: Int, height: Int, coverage: [UInt8]) {
    precondition(coverage.count == width * height)
    self.width = width
    self.height = height
    self.coverage = coverage
  }
}
