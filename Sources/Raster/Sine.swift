/// Sine by its power series: additions and multiplications only, so that every machine agrees.
enum Sine {
  static let pi = 3.141592653589793

  /// The sine of an angle in radians; meant for angles of a few turns at most.
  static func of(_ angle: Double) -> Double {
    var angle = angle
    while angle > pi { angle -= 2 * pi }
    while angle < -pi { angle += 2 * pi }
    let square = angle * angle
    var term = angle
    var sum = angle
    for step in 1..<14 {
      let divisor = Double(2 * step * (2 * step + 1))
      term = -term * square / divisor
      sum += term
    }
    return sum
  }

  /// The cosine of an angle in radians.
  static func cosine(_ angle: Double) -> Double { of(angle + pi / 2) }
}
