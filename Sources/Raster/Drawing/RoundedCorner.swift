/// How much of each pixel a quarter disc covers: the corner of a rounded rectangle, anti-aliased.
struct RoundedCorner: Sendable {
  let radius: Int
  /// Rows from the top of the top left corner, 0 to 255.
  let coverage: [UInt8]

  /// Counts 16 x 16 points per pixel, in whole numbers.
  init(radius: Int) {
    self.radius = max(0, radius)
    var coverage = [UInt8](repeating: 255, count: self.radius * self.radius)
    let span = self.radius * 32
    for y in 0..<self.radius {
      for x in 0..<self.radius {
        // Pixels that the circle does not cross need no counting.
        let near = (span - x * 32 - 32, span - y * 32 - 32)
        if (near.0 + 32) * (near.0 + 32) + (near.1 + 32) * (near.1 + 32) <= span * span { continue }
        if near.0 * near.0 + near.1 * near.1 > span * span {
          coverage[y * self.radius + x] = 0
          continue
        }
        var inside = 0
        for row in 0..<16 {
          // Odd thirty-seconds are the middles of sixteenths.
          let deltaY = span - (y * 32 + row * 2 + 1)
          for column in 0..<16 {
            let deltaX = span - (x * 32 + column * 2 + 1)
            if deltaX * deltaX + deltaY * deltaY <= span * span { inside += 1 }
          }
        }
        coverage[y * self.radius + x] = UInt8(min(255, inside * 255 / 256 + (inside > 128 ? 1 : 0)))
      }
    }
    self.coverage = coverage
  }
}
