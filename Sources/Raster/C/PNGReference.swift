internal import CPNG

/// Encodes PNG with libpng itself: the reference that our own encoder is compared with.
enum PNGReference {
  static func encode(_ bitmap: Bitmap) -> [UInt8]? {
    var image = unsafe png_image()
    unsafe image.version = 1
    unsafe image.width = UInt32(bitmap.width)
    unsafe image.height = UInt32(bitmap.height)
    unsafe image.format = 2  // PNG_FORMAT_RGB
    var rows: [UInt8] = []
    rows.reserveCapacity(bitmap.width * bitmap.height * 3)
    for pixel in bitmap.pixels {
      rows.append(UInt8(truncatingIfNeeded: pixel))
      rows.append(UInt8(truncatingIfNeeded: pixel >> 8))
      rows.append(UInt8(truncatingIfNeeded: pixel >> 16))
    }
    // Room for incompressible pixels, the filter bytes and the chunks.
    var size = rows.count + rows.count / 100 + bitmap.height + 4096
    var output = [UInt8](repeating: 0, count: size)
    let written = unsafe output.withUnsafeMutableBytes { target in
      unsafe rows.withUnsafeBytes { source in
        unsafe png_image_write_to_memory(
          &image, target.baseAddress, &size, 0, source.baseAddress, 0, nil)
      }
    }
    guard written != 0 else { return nil }
    return Array(output.prefix(size))
  }
}
