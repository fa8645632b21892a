/// Turns straight alpha into premultiplied alpha.
enum Premultiply {
  /// The premultiplied form of a pixel with straight alpha.
  static func pixel(_ value: UInt32) -> UInt32 {
    let alpha = value >> 24
    if alpha == 255 { return value }
    let channel = { (shift: UInt32) in (((value >> shift) & 255) * alpha + 127) / 255 }
    return channel(0) | channel(8) << 8 | channel(16) << 16 | alpha << 24
  }

  /// Does so for every pixel of a buffer that a C library filled byte by byte.
  static func apply(to pixels: inout [UInt32]) {
    unsafe pixels.withUnsafeMutableBufferPointer { buffer in
      for index in 0..<buffer.count {
        let value = unsafe UInt32(littleEndian: buffer[index])
        unsafe buffer[index] = value >= 0xFF00_0000 ? value : pixel(value)
      }
    }
  }
}
