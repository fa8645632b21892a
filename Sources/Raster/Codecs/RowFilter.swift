/// Chooses one of PNG's filters for every row: the one whose bytes, read as signed numbers, have
/// the least sum of absolute values (the heuristic of the PNG specification, section 12.7).
///
/// The sums are taken over a quarter of each row, in pieces spread evenly: on photographs and
/// boards the choice is the same for nearly all rows, for less than half of the time. Rows without
/// a filter never win on filtered pictures and are not tried.
@safe final class RowFilter {
  private let width: Int
  private let channels: Int
  private let length: Int
  // Two rows of bytes, each with room on its left for the neighbour of the first pixel, which is 0.
  private let rows: UnsafeMutablePointer<UInt8>
  private let stride: Int
  private let output: UnsafeMutablePointer<UInt8>
  private let capacity: Int

  init(width: Int, channels: Int, rows count: Int) {
    self.width = width
    self.channels = channels
    length = width * channels
    stride = length + 32
    capacity = (length + 1) * count
    unsafe rows = .allocate(capacity: 2 * stride)
    unsafe rows.initialize(repeating: 0, count: 2 * stride)
    unsafe output = .allocate(capacity: capacity + 16)
    unsafe output.initialize(repeating: 0, count: capacity + 16)
  }

  deinit {
    unsafe rows.deallocate()
    unsafe output.deallocate()
  }

  /// Gives the filtered rows of a picture, each behind the byte that names its filter. The first
  /// row is filtered with Sub, which looks at no other row.
  func withFiltered<Result>(
    _ bitmap: Bitmap, rows range: Range<Int>,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    precondition(range.count * (length + 1) <= capacity && bitmap.width == width)
    unsafe bitmap.pixels.withUnsafeBufferPointer { pixels in
      guard let source = pixels.baseAddress else { return }
      var now = unsafe rows + 16
      var before = unsafe rows + stride + 16
      for (number, row) in range.enumerated() {
        unsafe load(source + row * width, into: now)
        let target = unsafe output + number * (length + 1)
        unsafe write(now, number == 0 ? nil : before, into: target)
        unsafe swap(&now, &before)
      }
    }
    return unsafe body(
      UnsafeBufferPointer(start: output, count: range.count * (length + 1)))
  }

  private func load(_ pixels: UnsafePointer<UInt32>, into row: UnsafeMutablePointer<UInt8>) {
    guard channels == 3 else {
      for x in 0..<width {
        let color = unsafe Color(pixel: pixels[x])
        unsafe row[x * 4] = color.red
        unsafe row[x * 4 + 1] = color.green
        unsafe row[x * 4 + 2] = color.blue
        unsafe row[x * 4 + 3] = color.alpha
      }
      return
    }
    let target = UnsafeMutableRawPointer(row)
    var x = 0
    var offset = 0
    // Four pixels are three words.
    while x &+ 4 <= width {
      let (a, b) = unsafe (pixels[x], pixels[x &+ 1])
      let (c, d) = unsafe (pixels[x &+ 2], pixels[x &+ 3])
      let words = (
        a & 0xFF_FFFF | b << 24, b >> 8 & 0xFFFF | c << 16, c >> 16 & 0xFF | d << 8
      )
      unsafe target.storeBytes(of: words.0.littleEndian, toByteOffset: offset, as: UInt32.self)
      unsafe target.storeBytes(
        of: words.1.littleEndian, toByteOffset: offset &+ 4, as: UInt32.self)
      unsafe target.storeBytes(
        of: words.2.littleEndian, toByteOffset: offset &+ 8, as: UInt32.self)
      x &+= 4
      offset &+= 12
    }
    while x < width {
      let pixel = unsafe pixels[x]
      unsafe row[x * 3] = UInt8(truncatingIfNeeded: pixel)
      unsafe row[x * 3 + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
      unsafe row[x * 3 + 2] = UInt8(truncatingIfNeeded: pixel >> 16)
      x &+= 1
    }
  }

  private func write(
    _ now: UnsafePointer<UInt8>, _ before: UnsafePointer<UInt8>?,
    into target: UnsafeMutablePointer<UInt8>
  ) {
    guard let before = unsafe before else {
      unsafe target[0] = 1
      return unsafe FilterKernels.sub(now, now - channels, length, target + 1)
    }
    var sums: (sub: Int32, up: Int32, average: Int32, paeth: Int32) = (0, 0, 0, 0)
    var start = 0
    while start < length {
      let count = min(Self.piece, length &- start)
      let here = unsafe now + start
      let left = unsafe here - channels
      let above = unsafe before + start
      unsafe sums.sub &+= FilterKernels.weighSub(here, left, count)
      unsafe sums.up &+= FilterKernels.weighSub(here, above, count)
      unsafe sums.average &+= FilterKernels.weighAverage(here, left, above, count)
      unsafe sums.paeth &+= FilterKernels.weighPaeth(here, left, above, above - channels, count)
      start &+= Self.piece &* 4
    }
    let left = unsafe now - channels
    let least = min(sums.sub, sums.up, sums.average, sums.paeth)
    if least == sums.up {
      unsafe target[0] = 2
      unsafe FilterKernels.sub(now, before, length, target + 1)
    } else if least == sums.sub {
      unsafe target[0] = 1
      unsafe FilterKernels.sub(now, left, length, target + 1)
    } else if least == sums.paeth {
      unsafe target[0] = 4
      unsafe FilterKernels.paeth(now, left, before, before - channels, length, target + 1)
    } else {
      unsafe target[0] = 3
      unsafe FilterKernels.average(now, left, before, length, target + 1)
    }
  }

  private static let piece = 96
}
