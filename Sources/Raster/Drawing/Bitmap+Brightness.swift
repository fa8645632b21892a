extension Bitmap {
  /// The luminance (0 to 32767) that `share` thousandths of the pixels of a rectangle do not pass.
  public func brightness(of rect: PixelRect, share: Int) -> Int {
    let rect = rect.intersection(bounds)
    guard !rect.isEmpty else { return 0 }

    var counts = [Int](repeating: 0, count: 1024)
    let table = TransferFunction.linear
    unsafe table.withUnsafeBufferPointer { table in
      unsafe pixels.withUnsafeBufferPointer { pixels in
        for y in rect.y..<rect.bottom {
          for x in rect.x..<rect.right {
            let pixel = unsafe pixels[y * width + x]
            let red = unsafe Int(table[Int(pixel & 255)])
            let green = unsafe Int(table[Int(pixel >> 8 & 255)])
            let blue = unsafe Int(table[Int(pixel >> 16 & 255)])
            counts[(2126 * red + 7152 * green + 722 * blue) / 320_000] += 1
          }
        }
      }
    }
    let wanted = rect.width * rect.height * min(max(share, 0), 1000) / 1000
    var seen = 0
    for (step, count) in counts.enumerated() {
      seen += count
      if seen >= wanted { return min(32_767, step << 5 | 31) }
    }
    return 32_767
  }
}
