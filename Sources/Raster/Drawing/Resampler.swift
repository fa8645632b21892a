/// Runs a separable resampling: down the columns first, then along the rows.
///
/// Rows of the source become linear light once, in a ring that is just tall enough, so memory does
/// not grow with the height of the picture.
struct Resampler {
  let source: Bitmap
  let part: PixelRect
  let horizontal: ResampleAxis
  let vertical: ResampleAxis

  func run(width: Int, height: Int) -> Bitmap {
    let samples = part.width * 4
    let rows = vertical.taps
    var ring = [Int16](repeating: 0, count: samples * rows)
    var sums = [Int32](repeating: 0, count: samples)
    var line = [Int16](repeating: 0, count: samples)
    var output = [UInt32](repeating: 0, count: width * height)
    var loaded = 0
    unsafe ring.withUnsafeMutableBufferPointer { ring in
      unsafe sums.withUnsafeMutableBufferPointer { sums in
        unsafe line.withUnsafeMutableBufferPointer { line in
          unsafe output.withUnsafeMutableBufferPointer { output in
            guard let ring = ring.baseAddress, let sums = sums.baseAddress,
              let line = line.baseAddress, let output = output.baseAddress
            else { return }
            for y in 0..<height {
              let start = vertical.starts[y]
              while loaded < start + rows {
                unsafe load(row: loaded, into: ring + loaded % rows * samples)
                loaded += 1
              }
              unsafe sums.update(repeating: 1 << 13, count: samples)
              for tap in 0..<rows {
                let weight = Int32(vertical.weights[y * rows + tap])
                if weight == 0 { continue }
                unsafe Self.add(ring + (start + tap) % rows * samples, weight, sums, samples)
              }
              unsafe Self.clamp(sums, into: line, samples)
              unsafe across(line, into: output + y * width, width: width)
            }
          }
        }
      }
    }
    return Bitmap(width: width, height: height, pixels: output)
  }

  private func load(row: Int, into target: UnsafeMutablePointer<Int16>) {
    let start = (part.y + row) * source.width + part.x
    unsafe TransferFunction.linear.withUnsafeBufferPointer { table in
      unsafe source.pixels.withUnsafeBufferPointer { pixels in
        var offset = 0
        for x in start..<start + part.width {
          let pixel = unsafe pixels[x]
          if pixel >= 0xFF00_0000 {
            unsafe target[offset] = Int16(truncatingIfNeeded: table[Int(pixel & 255)])
            unsafe target[offset + 1] = Int16(truncatingIfNeeded: table[Int(pixel >> 8 & 255)])
            unsafe target[offset + 2] = Int16(truncatingIfNeeded: table[Int(pixel >> 16 & 255)])
            unsafe target[offset + 3] = 32_767
          } else {
            let color = Color(pixel: pixel)
            let alpha = Int(color.alpha)
            unsafe target[offset] = Int16(Int(table[Int(color.red)]) * alpha / 255)
            unsafe target[offset + 1] = Int16(Int(table[Int(color.green)]) * alpha / 255)
            unsafe target[offset + 2] = Int16(Int(table[Int(color.blue)]) * alpha / 255)
            unsafe target[offset + 3] = Int16(32_767 * alpha / 255)
          }
          offset += 4
        }
      }
    }
  }

  private static func add(
    _ row: UnsafePointer<Int16>, _ weight: Int32, _ sums: UnsafeMutablePointer<Int32>, _ count: Int
  ) {
    for index in 0..<count {
      unsafe sums[index] = sums[index] &+ Int32(row[index]) &* weight
    }
  }

  private static func clamp(
    _ sums: UnsafePointer<Int32>, into line: UnsafeMutablePointer<Int16>, _ count: Int
  ) {
    for index in 0..<count {
      unsafe line[index] = Int16(truncatingIfNeeded: max(0, min(32_767, sums[index] >> 14)))
    }
  }

  private func across(
    _ line: UnsafePointer<Int16>, into output: UnsafeMutablePointer<UInt32>, width: Int
  ) {
    let taps = horizontal.taps
    unsafe horizontal.weights.withUnsafeBufferPointer { weights in
      unsafe horizontal.starts.withUnsafeBufferPointer { starts in
        unsafe TransferFunction.encoded.withUnsafeBufferPointer { encoded in
          for x in 0..<width {
            var samples = unsafe line + starts[x] * 4
            var sum = SIMD4<Int32>(repeating: 1 << 13)
            for tap in x * taps..<x * taps + taps {
              let weight = unsafe Int32(weights[tap])
              let sample = unsafe SIMD4<Int32>(
                Int32(samples[0]), Int32(samples[1]), Int32(samples[2]), Int32(samples[3]))
              sum = sum &+ sample &* weight
              unsafe samples += 4
            }
            unsafe output[x] = Self.encode(sum, encoded)
          }
        }
      }
    }
  }

  private static func encode(
    _ sum: SIMD4<Int32>, _ encoded: UnsafeBufferPointer<UInt8>
  ) -> UInt32 {
    var red = Int(max(0, min(32_767, sum[0] >> 14)))
    var green = Int(max(0, min(32_767, sum[1] >> 14)))
    var blue = Int(max(0, min(32_767, sum[2] >> 14)))
    let alpha = Int(max(0, min(32_767, sum[3] >> 14)))
    if alpha >= 32_767 {
      return unsafe UInt32(encoded[red]) | UInt32(encoded[green]) << 8
        | UInt32(encoded[blue]) << 16 | 0xFF00_0000
    }
    guard alpha > 0 else { return 0 }
    red = min(32_767, red * 32_767 / alpha)
    green = min(32_767, green * 32_767 / alpha)
    blue = min(32_767, blue * 32_767 / alpha)
    return unsafe Color(
      red: encoded[red], green: encoded[green], blue: encoded[blue],
      alpha: UInt8((alpha * 255 + 16_383) / 32_767)
    ).pixel
  }
}
