/// Chooses one of PNG's five filters for every row: the one whose bytes, read as signed numbers,
/// have the least sum of absolute values (the heuristic of the PNG specification, section 12.7).
struct RowFilter {
  let bitmap: Bitmap
  let channels: Int

  /// All rows, each behind the byte that names its filter.
  func filtered() -> [UInt8] {
    let length = bitmap.width * channels
    // Each buffer has room on its left for the neighbour of the first pixel, which is 0.
    var current = [UInt8](repeating: 0, count: length + channels)
    var previous = current
    var candidates = [UInt8](repeating: 0, count: length * 4)
    var output = [UInt8](repeating: 0, count: (length + 1) * bitmap.height)
    unsafe output.withUnsafeMutableBufferPointer { output in
      unsafe candidates.withUnsafeMutableBufferPointer { candidates in
        guard let target = output.baseAddress, let rows = candidates.baseAddress else { return }
        for y in 0..<bitmap.height {
          swap(&current, &previous)
          load(row: y, into: &current)
          unsafe current.withUnsafeBufferPointer { current in
            unsafe previous.withUnsafeBufferPointer { previous in
              guard let now = current.baseAddress, let before = previous.baseAddress else { return }
              unsafe Self.choose(
                now + channels, before + channels, channels, length, rows,
                into: target + y * (length + 1))
            }
          }
        }
      }
    }
    return output
  }

  private func load(row: Int, into buffer: inout [UInt8]) {
    let start = row * bitmap.width
    unsafe buffer.withUnsafeMutableBufferPointer { buffer in
      unsafe bitmap.pixels.withUnsafeBufferPointer { pixels in
        var offset = channels
        if channels == 3 {
          for x in 0..<bitmap.width {
            let pixel = unsafe pixels[start + x]
            unsafe buffer[offset] = UInt8(truncatingIfNeeded: pixel)
            unsafe buffer[offset + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
            unsafe buffer[offset + 2] = UInt8(truncatingIfNeeded: pixel >> 16)
            offset += 3
          }
        } else {
          for x in 0..<bitmap.width {
            let color = unsafe Color(pixel: pixels[start + x])
            unsafe buffer[offset] = color.red
            unsafe buffer[offset + 1] = color.green
            unsafe buffer[offset + 2] = color.blue
            unsafe buffer[offset + 3] = color.alpha
            offset += 4
          }
        }
      }
    }
  }

  private static func choose(
    _ now: UnsafePointer<UInt8>, _ before: UnsafePointer<UInt8>, _ step: Int, _ length: Int,
    _ rows: UnsafeMutablePointer<UInt8>, into target: UnsafeMutablePointer<UInt8>
  ) {
    let sub = unsafe rows
    let up = unsafe rows + length
    let average = unsafe rows + 2 * length
    let paeth = unsafe rows + 3 * length
    let sums = unsafe [
      plain(now, length), Self.sub(now, step, length, sub), Self.up(now, before, length, up),
      Self.average(now, before, step, length, average),
      Self.paeth(now, before, step, length, paeth),
    ]
    var best = 0
    for index in 1..<5 where sums[index] < sums[best] { best = index }
    unsafe target[0] = UInt8(best)
    unsafe (target + 1).update(
      from: best == 0 ? now : UnsafePointer(sub + (best - 1) * length), count: length)
  }

  private static func weight(_ byte: UInt8) -> Int32 {
    Int32(Int8(bitPattern: byte).magnitude)
  }

  private static func plain(_ now: UnsafePointer<UInt8>, _ length: Int) -> Int32 {
    var sum: Int32 = 0
    for index in 0..<length { sum &+= weight(unsafe now[index]) }
    return sum
  }

  private static func sub(
    _ now: UnsafePointer<UInt8>, _ step: Int, _ length: Int, _ out: UnsafeMutablePointer<UInt8>
  ) -> Int32 {
    var sum: Int32 = 0
    let left = unsafe now - step
    for index in 0..<length {
      let value = unsafe now[index] &- left[index]
      unsafe out[index] = value
      sum &+= weight(value)
    }
    return sum
  }

  private static func up(
    _ now: UnsafePointer<UInt8>, _ before: UnsafePointer<UInt8>, _ length: Int,
    _ out: UnsafeMutablePointer<UInt8>
  ) -> Int32 {
    var sum: Int32 = 0
    for index in 0..<length {
      let value = unsafe now[index] &- before[index]
      unsafe out[index] = value
      sum &+= weight(value)
    }
    return sum
  }

  private static func average(
    _ now: UnsafePointer<UInt8>, _ before: UnsafePointer<UInt8>, _ step: Int, _ length: Int,
    _ out: UnsafeMutablePointer<UInt8>
  ) -> Int32 {
    var sum: Int32 = 0
    let left = unsafe now - step
    for index in 0..<length {
      let mean = unsafe (UInt16(left[index]) &+ UInt16(before[index])) >> 1
      let value = unsafe now[index] &- UInt8(truncatingIfNeeded: mean)
      unsafe out[index] = value
      sum &+= weight(value)
    }
    return sum
  }

  private static func paeth(
    _ now: UnsafePointer<UInt8>, _ before: UnsafePointer<UInt8>, _ step: Int, _ length: Int,
    _ out: UnsafeMutablePointer<UInt8>
  ) -> Int32 {
    var sum: Int32 = 0
    let left = unsafe now - step
    let corner = unsafe before - step
    for index in 0..<length {
      let a = unsafe Int16(left[index])
      let b = unsafe Int16(before[index])
      let c = unsafe Int16(corner[index])
      let toA = b &- c
      let toB = a &- c
      let toC = toA &+ toB
      let distanceA = toA < 0 ? 0 &- toA : toA
      let distanceB = toB < 0 ? 0 &- toB : toB
      let distanceC = toC < 0 ? 0 &- toC : toC
      let orC = distanceB <= distanceC ? b : c
      let isA = (distanceA <= distanceB) && (distanceA <= distanceC)
      let value = unsafe now[index] &- UInt8(truncatingIfNeeded: isA ? a : orC)
      unsafe out[index] = value
      sum &+= weight(value)
    }
    return sum
  }
}
