/// The arithmetic of PNG's filters, written so that the compiler makes vector code of it.
///
/// `now` is a row, `left` the same row one pixel before, `above` the row above, `corner` that one
/// pixel before.
enum FilterKernels {
  @inline(__always)
  private static func weight(_ byte: UInt8) -> Int32 {
    Int32(min(byte, 0 &- byte))
  }

  @inline(__always)
  private static func mean(_ left: UInt8, _ above: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: (UInt16(left) &+ UInt16(above)) >> 1)
  }

  /// The neighbour nearest to left + above - corner.
  @inline(__always)
  private static func predict(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let a = Int16(left)
    let b = Int16(above)
    let c = Int16(corner)
    let toA = b &- c
    let toB = a &- c
    let toC = toA &+ toB
    let distanceA = toA < 0 ? 0 &- toA : toA
    let distanceB = toB < 0 ? 0 &- toB : toB
    let distanceC = toC < 0 ? 0 &- toC : toC
    let orC = distanceB <= distanceC ? b : c
    let isA = (distanceA <= distanceB) && (distanceA <= distanceC)
    return UInt8(truncatingIfNeeded: isA ? a : orC)
  }

  static func sub(
    _ now: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int,
    _ out: UnsafeMutablePointer<UInt8>
  ) {
    for index in 0..<count { unsafe out[index] = now[index] &- other[index] }
  }

  static func weighSub(
    _ now: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int
  ) -> Int32 {
    var sum: Int32 = 0
    for index in 0..<count { unsafe sum &+= weight(now[index] &- other[index]) }
    return sum
  }

  static func average(
    _ now: UnsafePointer<UInt8>, _ left: UnsafePointer<UInt8>, _ above: UnsafePointer<UInt8>,
    _ count: Int, _ out: UnsafeMutablePointer<UInt8>
  ) {
    for index in 0..<count {
      unsafe out[index] = now[index] &- mean(left[index], above[index])
    }
  }

  static func weighAverage(
    _ now: UnsafePointer<UInt8>, _ left: UnsafePointer<UInt8>, _ above: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Int32 {
    var sum: Int32 = 0
    for index in 0..<count {
      unsafe sum &+= weight(now[index] &- mean(left[index], above[index]))
    }
    return sum
  }

  static func paeth(
    _ now: UnsafePointer<UInt8>, _ left: UnsafePointer<UInt8>, _ above: UnsafePointer<UInt8>,
    _ corner: UnsafePointer<UInt8>, _ count: Int, _ out: UnsafeMutablePointer<UInt8>
  ) {
    for index in 0..<count {
      unsafe out[index] = now[index] &- predict(left[index], above[index], corner[index])
    }
  }

  static func weighPaeth(
    _ now: UnsafePointer<UInt8>, _ left: UnsafePointer<UInt8>, _ above: UnsafePointer<UInt8>,
    _ corner: UnsafePointer<UInt8>, _ count: Int
  ) -> Int32 {
    var sum: Int32 = 0
    for index in 0..<count {
      unsafe sum &+= weight(
        now[index] &- predict(left[index], above[index], corner[index]))
    }
    return sum
  }
}
