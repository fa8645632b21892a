/// A picture in memory: sRGB, eight bits per channel, premultiplied alpha.
public struct Bitmap: Sendable, Hashable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// Rows from the top; red in the lowest byte of a pixel, alpha in the highest.
  var pixels: [UInt32]

  /// A picture of one colour; negative sizes count as 0.
  public init(width: Int, height: Int, fill: Color = .white) {
    self.width = max(0, width)
    self.height = max(0, height)
    pixels = [UInt32](repeating: fill.pixel, count: self.width * self.height)
  }

  /// Wraps pixels; there must be `width * height` of them.
  init(width: Int, height: Int, pixels: [UInt32]) {
    precondition(pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The whole picture as a rectangle.
  public var bounds: PixelRect { PixelRect(x: 0, y: 0, width: width, height: height) }

  /// The colour of a pixel; outside the picture it is transparent black.
  public subscript(x: Int, y: Int) -> Color {
    get {
      guard x >= 0, y >= 0, x < width, y < height else { return Color.black.withAlpha(0) }
      return Color(pixel: pixels[y * width + x])
    }
    set {
      guard x >= 0, y >= 0, x < width, y < height else { return }
      pixels[y * width + x] = newValue.pixel
    }
  }

  /// Whether no pixel lets anything through.
  public var isOpaque: Bool {
    // The smallest alpha of a row at a time: short enough to stop early, long enough for SIMD.
    unsafe pixels.withUnsafeBufferPointer { pixels in
      var index = 0
      while index < pixels.count {
        let end = min(pixels.count, index + 1024)
        var all = UInt32.max
        for position in index..<end { unsafe all &= pixels[position] }
        if all < 0xFF00_0000 { return false }
        index = end
      }
      return true
    }
  }

  /// The part of the picture inside a rectangle.
  public func cropped(to rect: PixelRect) -> Bitmap {
    let rect = rect.intersection(bounds)
    var result: [UInt32] = []
    result.reserveCapacity(rect.width * rect.height)
    for row in rect.y..<rect.bottom {
      result += pixels[row * width + rect.x..<row * width + rect.right]
    }
    return Bitmap(width: rect.width, height: rect.height, pixels: result)
  }
}
