internal import CTurboJPEG
internal import Diagnostics

/// Decodes JPEG through TurboJPEG.
enum JPEGDecoder {
  // TJFLAG_ACCURATEDCT and TJFLAG_LIMITSCANS (turbojpeg.h). The accurate transform gives the same
  // bytes with and without SIMD; the limit stops progressive files of thousands of scans.
  private static let flags: Int32 = 4096 | 32_768
  private static let pixelFormatRGBA: Int32 = 7

  /// Decodes at the smallest of 1, 1/2, 1/4 and 1/8 of the size that is still twice `target`, so
  /// that a huge photo costs neither its memory nor its time.
  static func decode(
    _ bytes: [UInt8], limits: ImageLimits, target: (width: Int, height: Int)?
  ) throws(GalleyError) -> Bitmap {
    guard let handle = unsafe tjInitDecompress() else {
      throw GalleyError(.malformedFile, "The JPEG decoder cannot start")
    }
    defer { unsafe tjDestroy(handle) }
    let result = unsafe bytes.withUnsafeBufferPointer { buffer -> Result<Bitmap, GalleyError> in
      do throws(GalleyError) {
        return .success(try unsafe read(buffer, handle, limits, target))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func read(
    _ buffer: UnsafeBufferPointer<UInt8>, _ handle: tjhandle, _ limits: ImageLimits,
    _ target: (width: Int, height: Int)?
  ) throws(GalleyError) -> Bitmap {
    var width: Int32 = 0
    var height: Int32 = 0
    var subsampling: Int32 = 0
    var colorspace: Int32 = 0
    guard
      unsafe tjDecompressHeader3(
        handle, buffer.baseAddress, UInt(buffer.count), &width, &height, &subsampling, &colorspace)
        == 0
    else { throw unsafe failure(handle) }
    try limits.check(width: Int(width), height: Int(height))
    var divisor = 1
    if let target {
      while divisor < 8, Int(width) / (divisor * 2) >= target.width * 2,
        Int(height) / (divisor * 2) >= target.height * 2
      {
        divisor *= 2
      }
    }
    // TJSCALED of turbojpeg.h: rounded up.
    let scaledWidth = (Int(width) + divisor - 1) / divisor
    let scaledHeight = (Int(height) + divisor - 1) / divisor
    try limits.checkDecoded(width: scaledWidth, height: scaledHeight)
    var status: Int32 = 0
    let pixels = unsafe [UInt32](
      unsafeUninitializedCapacity: scaledWidth * scaledHeight
    ) { output, count in
      // A file that ends early leaves rows as they were.
      unsafe output.initialize(repeating: 0)
      unsafe status = tjDecompress2(
        handle, buffer.baseAddress, UInt(buffer.count),
        UnsafeMutableRawBufferPointer(output).bindMemory(to: UInt8.self).baseAddress,
        Int32(scaledWidth), 0, Int32(scaledHeight), pixelFormatRGBA, flags)
      count = scaledWidth * scaledHeight
    }
    if status != 0 {
      // A warning such as stray bytes between markers leaves a whole picture; a file that ends too
      // early leaves a grey one.
      let isFatal = unsafe tjGetErrorCode(handle) != 0
      let error = unsafe failure(handle)
      if isFatal || (error.underlying ?? "").contains("remature end") { throw error }
    }
    return Bitmap(width: scaledWidth, height: scaledHeight, pixels: pixels)
  }

  private static func failure(_ handle: tjhandle) -> GalleyError {
    let text = unsafe tjGetErrorStr2(handle).map { unsafe String(cString: $0) }
    return GalleyError(.malformedFile, "The JPEG picture cannot be decoded", underlying: text)
  }
}
