internal import Diagnostics

/// How large a picture may be; checked on the header, before any pixel is decoded.
public struct ImageLimits: Sendable, Hashable {
  /// Bytes of the file.
  public var fileBytes: Int
  /// Width and height, each.
  public var side: Int
  /// Pixels that the header may announce.
  public var pixels: Int
  /// Pixels that may be held decoded; JPEG can be decoded at a fraction of its size.
  public var decodedPixels: Int

  /// Creates limits; the defaults keep one picture under 100 MB of memory.
  public init(
    fileBytes: Int = 32 << 20, side: Int = 20_000, pixels: Int = 100_000_000,
    decodedPixels: Int = 24_000_000
  ) {
    self.fileBytes = fileBytes
    self.side = side
    self.pixels = pixels
    self.decodedPixels = decodedPixels
  }

  func check(width: Int, height: Int) throws(GalleyError) {
    guard width > 0, height > 0 else {
      throw GalleyError(.malformedFile, "The picture has no pixels")
    }
    guard width <= side, height <= side, width * height <= pixels else {
      throw GalleyError(
        .limitExceeded, "The picture is \(width) x \(height) pixels, which is too large")
    }
  }

  func checkDecoded(width: Int, height: Int) throws(GalleyError) {
    guard width * height <= decodedPixels else {
      throw GalleyError(
        .limitExceeded, "The picture is \(width) x \(height) pixels, which is too large")
    }
  }
}
