extension Bitmap {
  /// The pixels as bytes: red, green, blue, alpha, premultiplied, rows from the top.
  public var rawPixels: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: pixels.count * 4)
    unsafe bytes.withUnsafeMutableBytes { target in
      for (index, pixel) in pixels.enumerated() {
        unsafe target.storeBytes(of: pixel.littleEndian, toByteOffset: index * 4, as: UInt32.self)
      }
    }
    return bytes
  }

  /// A picture of bytes that `rawPixels` gave; `nil` when their number does not fit.
  public init?(width: Int, height: Int, rawPixels: [UInt8]) {
    guard width > 0, height > 0, rawPixels.count == width * height * 4 else { return nil }
    var pixels = [UInt32](repeating: 0, count: width * height)
    unsafe rawPixels.withUnsafeBytes { source in
      for index in pixels.indices {
        pixels[index] = unsafe UInt32(
          littleEndian: source.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self))
      }
    }
    self.init(width: width, height: height, pixels: pixels)
  }
}
