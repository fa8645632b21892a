internal import CPNG
internal import Diagnostics

/// Decodes PNG through libpng's simplified interface, which needs no `longjmp` across Swift.
enum PNGDecoder {
  // The values of PNG_FORMAT_RGBA and PNG_IMAGE_VERSION, which are macros.
  private static let formatRGBA: UInt32 = 3
  private static let version: UInt32 = 1

  /// The size in the header, before anything is decoded.
  static func size(of bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard bytes.count >= 24, bytes.starts(with: ImageFormat.pngSignature) else { return nil }
    let number = { (offset: Int) in bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }

  static func decode(_ bytes: [UInt8], limits: ImageLimits) throws(GalleyError) -> Bitmap {
    // libpng keeps the address of the bytes from the first call to the last, so all of them
    // happen inside one closure.
    let result = unsafe bytes.withUnsafeBytes { buffer -> Result<Bitmap, GalleyError> in
      do throws(GalleyError) {
        return .success(try unsafe read(buffer, limits: limits))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func read(
    _ buffer: UnsafeRawBufferPointer, limits: ImageLimits
  ) throws(GalleyError) -> Bitmap {
    var image = unsafe png_image()
    unsafe image.version = version
    guard unsafe png_image_begin_read_from_memory(&image, buffer.baseAddress, buffer.count) != 0
    else { throw unsafe failure(&image) }
    let width = unsafe Int(image.width)
    let height = unsafe Int(image.height)
    do {
      try limits.check(width: width, height: height)
    } catch {
      unsafe png_image_free(&image)
      throw error
    }
    unsafe image.format = formatRGBA
    var pixels = [UInt32](repeating: 0, count: width * height)
    let finished = unsafe pixels.withUnsafeMutableBytes { target in
      unsafe png_image_finish_read(&image, nil, target.baseAddress, 0, nil)
    }
    guard finished != 0 else { throw unsafe failure(&image) }
    Premultiply.apply(to: &pixels)
    return Bitmap(width: width, height: height, pixels: pixels)
  }

  private static func failure(_ image: inout png_image) -> GalleyError {
    let text = unsafe withUnsafeBytes(of: image.message) { buffer in
      unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    }
    unsafe png_image_free(&image)
    return GalleyError(.malformedFile, "The PNG picture cannot be decoded", underlying: text)
  }
}
