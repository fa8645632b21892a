/// Runs a separable resampling: down the columns first, then along the rows.
///
/// Rows of the source become linear light once, in a ring that is just tall enough, so memory does
/// not grow with the height of the picture. Samples lie in memory as the vector instruction wants
/// them that multiplies pairs and adds each two products: first the same channel of two
/// neighbouring pixels (for the rows), and each of those beside the sample of the row below (for
/// the columns).
struct Resampler {
  private let source: Bitmap
  private let part: PixelRect
  private let horizontal: ResampleAxis
  private let vertical: ResampleAxis
  /// 3 for opaque pictures, else 4.
  private let channels: Int
  /// Samples of a row with room at its end for what vectors read beyond it.
  private let samples: Int

  init(
    source: Bitmap, part: PixelRect, horizontal: ResampleAxis, vertical: ResampleAxis
  ) {
    self.source = source
    self.part = part
    self.horizontal = horizontal
    self.vertical = vertical
    channels = source.isOpaque ? 3 : 4
    samples = ((part.width / 2 + 3 + horizontal.pairs) * 2 * channels + 31) & ~15
  }

  func run(width: Int, height: Int) -> Bitmap {
    let rows = vertical.pairs
    var ring = [UInt32](repeating: 0, count: samples * rows)
    var line = [Int16](repeating: 0, count: samples)
    var weights = [SIMD8<Int16>](repeating: .zero, count: rows)
    let output = unsafe [UInt32](unsafeUninitializedCapacity: width * height) { output, count in
      unsafe ring.withUnsafeMutableBufferPointer { ring in
        unsafe line.withUnsafeMutableBufferPointer { line in
          unsafe weights.withUnsafeMutableBufferPointer { weights in
            guard let ring = ring.baseAddress, let line = line.baseAddress,
              let weights = weights.baseAddress, let output = output.baseAddress
            else { return }
            var loaded = 0
            for y in 0..<height {
              let start = vertical.starts[y]
              while loaded < start + rows {
                unsafe load(pair: loaded, into: ring + loaded % rows * samples)
                loaded += 1
              }
              for pair in 0..<rows {
                unsafe weights[pair] = Self.spread(vertical.weights[y * rows + pair])
              }
              unsafe down(ring, first: start, weights, into: line)
              unsafe across(line, into: output + y * width, width: width)
            }
            count = width * height
          }
        }
      }
    }
    return Bitmap(width: width, height: height, pixels: output)
  }

  /// A pair of weights four times.
  @inline(__always)
  private static func spread(_ weights: UInt32) -> SIMD8<Int16> {
    let low = Int16(truncatingIfNeeded: weights)
    let high = Int16(truncatingIfNeeded: weights >> 16)
    return SIMD8(low, high, low, high, low, high, low, high)
  }

  /// Products of neighbours, added two by two: one instruction on x86-64 and two on arm64.
  @inline(__always)
  private static func dot(_ first: SIMD8<Int16>, _ second: SIMD8<Int16>) -> SIMD4<Int32> {
    let product =
      SIMD8<Int32>(truncatingIfNeeded: first) &* SIMD8<Int32>(truncatingIfNeeded: second)
    return product.evenHalf &+ product.oddHalf
  }

  /// Turns two rows into linear light; rows and pixels outside of the part are black, and have no
  /// weight.
  private func load(pair: Int, into target: UnsafeMutablePointer<UInt32>) {
    let first = min(2 * pair, part.height - 1)
    let second = min(first + 1, part.height - 1)
    let upper = (part.y + first) * source.width + part.x
    let lower = (part.y + second) * source.width + part.x
    unsafe TransferFunction.linear.withUnsafeBufferPointer { table in
      unsafe source.pixels.withUnsafeBufferPointer { pixels in
        guard let table = table.baseAddress, let pixels = pixels.baseAddress else { return }
        let light = { (value: UInt32) in unsafe UInt32(table[Int(value & 255)]) }
        for x in 0..<part.width {
          let above = unsafe pixels[upper &+ x]
          let below = unsafe pixels[lower &+ x]
          let place = unsafe target + ((x >> 1) &* 2 &* channels &+ (x & 1))
          if channels == 3 {
            unsafe place[0] = light(above) | light(below) << 16
            unsafe place[2] = light(above >> 8) | light(below >> 8) << 16
            unsafe place[4] = light(above >> 16) | light(below >> 16) << 16
          } else {
            let one = Self.premultiplied(above, light)
            let two = Self.premultiplied(below, light)
            for channel in 0..<4 {
              unsafe place[channel &* 2] = one[channel] | two[channel] << 16
            }
          }
        }
      }
    }
  }

  private static func premultiplied(
    _ pixel: UInt32, _ light: (UInt32) -> UInt32
  ) -> SIMD4<UInt32> {
    if pixel >= 0xFF00_0000 {
      return SIMD4(light(pixel), light(pixel >> 8), light(pixel >> 16), 32_767)
    }
    let color = Color(pixel: pixel)
    let alpha = UInt32(color.alpha)
    return SIMD4(
      light(UInt32(color.red)) * alpha / 255, light(UInt32(color.green)) * alpha / 255,
      light(UInt32(color.blue)) * alpha / 255, 32_767 * alpha / 255)
  }

  /// A weighted sum of rows.
  private func down(
    _ ring: UnsafePointer<UInt32>, first: Int, _ weights: UnsafePointer<SIMD8<Int16>>,
    into line: UnsafeMutablePointer<Int16>
  ) {
    let rows = vertical.pairs
    var index = 0
    while index < samples {
      var low = SIMD4<Int32>(repeating: 1 << 13)
      var (second, third, high) = (low, low, low)
      var slot = first % rows
      for pair in 0..<rows {
        let source = unsafe UnsafeRawPointer(ring + (slot &* samples &+ index))
        let weight = unsafe weights[pair]
        unsafe low &+= Self.dot(source.loadUnaligned(as: SIMD8<Int16>.self), weight)
        unsafe second &+= Self.dot(
          source.loadUnaligned(fromByteOffset: 16, as: SIMD8<Int16>.self), weight)
        unsafe third &+= Self.dot(
          source.loadUnaligned(fromByteOffset: 32, as: SIMD8<Int16>.self), weight)
        unsafe high &+= Self.dot(
          source.loadUnaligned(fromByteOffset: 48, as: SIMD8<Int16>.self), weight)
        slot &+= 1
        if slot == rows { slot = 0 }
      }
      let target = unsafe UnsafeMutableRawPointer(line + index)
      unsafe target.storeBytes(of: Self.clamp(low, second), as: SIMD8<Int16>.self)
      unsafe target.storeBytes(
        of: Self.clamp(third, high), toByteOffset: 16, as: SIMD8<Int16>.self)
      index &+= 16
    }
  }

  @inline(__always)
  private static func clamp(_ low: SIMD4<Int32>, _ high: SIMD4<Int32>) -> SIMD8<Int16> {
    let both = SIMD8<Int32>(lowHalf: low &>> 14, highHalf: high &>> 14)
    return SIMD8<Int16>(
      truncatingIfNeeded: both.clamped(
        lowerBound: .zero, upperBound: SIMD8(repeating: 32_767)))
  }

  private func across(
    _ line: UnsafePointer<Int16>, into output: UnsafeMutablePointer<UInt32>, width: Int
  ) {
    let pairs = horizontal.pairs
    let step = 4 * channels
    unsafe horizontal.weights.withUnsafeBufferPointer { weights in
      unsafe horizontal.starts.withUnsafeBufferPointer { starts in
        unsafe TransferFunction.encoded.withUnsafeBufferPointer { encoded in
          guard let encoded = encoded.baseAddress, let weights = weights.baseAddress else { return }
          for x in 0..<width {
            var place = unsafe UnsafeRawPointer(line) + starts[x] &* step
            var sum = SIMD4<Int32>(repeating: 1 << 13)
            for pair in x &* pairs..<x &* pairs &+ pairs {
              let weight = unsafe unsafeBitCast(
                SIMD4<UInt32>(repeating: weights[pair]), to: SIMD8<Int16>.self)
              unsafe sum &+= Self.dot(place.loadUnaligned(as: SIMD8<Int16>.self), weight)
              unsafe place += step
            }
            let light = (sum &>> 14).clamped(
              lowerBound: .zero, upperBound: SIMD4(repeating: 32_767))
            unsafe output[x] =
              channels == 3
              ? UInt32(encoded[Int(light[0])]) | UInt32(encoded[Int(light[1])]) << 8
                | UInt32(encoded[Int(light[2])]) << 16 | 0xFF00_0000
              : Self.encode(light, encoded)
          }
        }
      }
    }
  }

  private static func encode(
    _ light: SIMD4<Int32>, _ encoded: UnsafePointer<UInt8>
  ) -> UInt32 {
    let alpha = Int(light[3])
    guard alpha > 0 else { return 0 }
    let channel = { (value: Int32) -> UInt8 in
      unsafe encoded[min(32_767, Int(value) * 32_767 / alpha)]
    }
    return Color(
      red: channel(light[0]), green: channel(light[1]), blue: channel(light[2]),
      alpha: UInt8((alpha * 255 + 16_383) / 32_767)
    ).pixel
  }
}
