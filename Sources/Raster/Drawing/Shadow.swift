/// The soft shadow of a rounded rectangle.
public struct Shadow: Sendable, Hashable {
  /// How far the edge is softened, in pixels.
  public var blur: Int
  /// How far it lies below the shape.
  public var offsetY: Int
  /// The colour with its opacity.
  public var color: Color

  /// Creates a shadow.
  public init(blur: Int, offsetY: Int, color: Color) {
    self.blur = min(max(0, blur), 256)
    self.offsetY = offsetY
    self.color = color
  }

  /// The shadow with its lengths multiplied.
  public func scaled(by factor: Int) -> Shadow {
    Shadow(blur: blur * factor, offsetY: offsetY * factor, color: color)
  }
}

/// A blurred corner piece that is stretched to shadows of any size: between the corners every row
/// and column is the same.
struct ShadowTile: Sendable {
  /// Half of the tile's side: the part that belongs to one corner.
  let half: Int
  let margin: Int
  let coverage: [UInt8]

  init(radius: Int, blur: Int) {
    // Three box blurs of this half width come close to a Gaussian of the blur (W3C, filter
    // effects, feGaussianBlur: d = 3 sqrt(2 pi) / 4 times the deviation; the deviation is half).
    let box = max(1, blur * 47 / 100)
    let reach = 3 * box
    margin = reach
    half = radius + 2 * reach + 1
    let side = 2 * half
    var shape = Bitmap(width: side, height: side, fill: Color.black.withAlpha(0))
    shape.fill(
      PixelRect(x: reach, y: reach, width: side - 2 * reach, height: side - 2 * reach),
      radius: radius, with: .color(.black))
    var values = shape.pixels.map { ($0 >> 24) << 8 }
    for _ in 0..<3 {
      values = Self.blurRows(values, side: side, box: box)
      values = Self.blurRows(values, side: side, box: box)
    }
    coverage = values.map { UInt8(min(255, ($0 + 128) >> 8)) }
  }

  // Blurs along the rows and turns the square over its diagonal, so that two calls do both ways.
  private static func blurRows(_ values: [UInt32], side: Int, box: Int) -> [UInt32] {
    var result = values
    let span = UInt32(2 * box + 1)
    for y in 0..<side {
      var sum: UInt32 = 0
      for x in 0..<min(box, side) { sum += values[y * side + x] }
      for x in 0..<side {
        if x + box < side { sum += values[y * side + x + box] }
        if x - box - 1 >= 0 { sum -= values[y * side + x - box - 1] }
        result[x * side + y] = (sum + span / 2) / span
      }
    }
    return result
  }
}

extension Bitmap {
  /// Draws the shadow of a rounded rectangle; not in the middle of the rectangle, which the shape
  /// itself is going to hide.
  public mutating func drawShadow(of rect: PixelRect, radius: Int, _ shadow: Shadow) {
    guard shadow.blur > 0, shadow.color.alpha > 0, !rect.isEmpty else { return }
    let radius = min(max(0, radius), rect.width / 2, rect.height / 2)
    let tile = ShadowCache.shared.tile(radius: radius, blur: shadow.blur)
    let outer = PixelRect(
      x: rect.x - tile.margin, y: rect.y - tile.margin + shadow.offsetY,
      width: rect.width + 2 * tile.margin, height: rect.height + 2 * tile.margin)
    let visible = outer.intersection(bounds)
    let side = 2 * tile.half
    // A shape that is smaller than the tile's corners takes the nearest half of each.
    let place = { (position: Int, length: Int) in
      position < length / 2
        ? min(position, tile.half - 1) : side - 1 - min(length - 1 - position, tile.half - 1)
    }
    let columns = (visible.x..<visible.x + visible.width).map { place($0 - outer.x, outer.width) }
    let source = shadow.color.pixel
    let stride = width
    unsafe pixels.withUnsafeMutableBufferPointer { pixels in
      unsafe tile.coverage.withUnsafeBufferPointer { coverage in
        // Columns from the left of what is visible that the shape hides, but for its corners.
        let hidden = PixelRect(
          x: rect.x, y: rect.y + radius, width: rect.width, height: rect.height - 2 * radius
        ).intersection(visible)
        for y in visible.y..<visible.bottom {
          let row = place(y - outer.y, outer.height) * side
          let isHidden = !hidden.isEmpty && y >= hidden.y && y < hidden.bottom
          let gap =
            isHidden
            ? hidden.x - visible.x..<hidden.right - visible.x : visible.width..<visible.width
          for range in [0..<gap.lowerBound, gap.upperBound..<visible.width] {
            for offset in range {
              let index = y * stride + visible.x + offset
              unsafe pixels[index] = Blend.over(
                source, pixels[index], coverage: coverage[row + columns[offset]])
            }
          }
        }
      }
    }
  }
}
