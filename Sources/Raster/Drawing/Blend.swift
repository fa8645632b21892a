/// Arithmetic on premultiplied pixels, two channels at a time.
enum Blend {
  /// Every channel of a pixel times `amount`/256.
  @inline(__always)
  static func scale(_ pixel: UInt32, _ amount: UInt32) -> UInt32 {
    let even = ((pixel & 0x00FF_00FF) &* amount &+ 0x0080_0080) >> 8 & 0x00FF_00FF
    let odd = ((pixel >> 8 & 0x00FF_00FF) &* amount &+ 0x0080_0080) & 0xFF00_FF00
    return even | odd
  }

  /// A pixel laid over another.
  @inline(__always)
  static func over(_ source: UInt32, _ target: UInt32) -> UInt32 {
    let alpha = source >> 24
    if alpha == 255 { return source }
    if alpha == 0 { return target }
    return source &+ scaleDown(target, alpha)
  }

  /// A pixel laid over another where it covers `coverage`/255 of the square.
  @inline(__always)
  static func over(_ source: UInt32, _ target: UInt32, coverage: UInt8) -> UInt32 {
    if coverage == 255 { return over(source, target) }
    if coverage == 0 { return target }
    let amount = UInt32(coverage)
    return over(scale(source, amount &+ amount >> 7), target)
  }

  // The target times (255 - alpha)/255, exact in the way that an opaque target stays opaque.
  @inline(__always)
  private static func scaleDown(_ target: UInt32, _ alpha: UInt32) -> UInt32 {
    let rest = 255 &- alpha
    var even = (target & 0x00FF_00FF) &* rest &+ 0x0080_0080
    even = (even &+ (even >> 8 & 0x00FF_00FF)) >> 8 & 0x00FF_00FF
    var odd = (target >> 8 & 0x00FF_00FF) &* rest &+ 0x0080_0080
    odd = (odd &+ (odd >> 8 & 0x00FF_00FF)) & 0xFF00_FF00
    return even | odd
  }
}
