/// A gradient along a straight line across a rectangle.
public struct LinearGradient: Sendable, Hashable {
  /// A colour at a place.
  public struct Stop: Sendable, Hashable {
    /// From the start, 0 to 1000.
    public var position: Int
    /// The colour there.
    public var color: Color

    /// Pairs a place with a colour.
    public init(position: Int, color: Color) {
      self.position = position
      self.color = color
    }
  }

  /// Clockwise in degrees as in CSS: 0 runs upwards, 90 to the right, 180 downwards.
  public var angle: Int
  /// The stops, sorted by position.
  public var stops: [Stop]

  /// Creates a gradient.
  public init(angle: Int, stops: [Stop]) {
    self.angle = angle
    self.stops = stops.sorted { $0.position < $1.position }
  }

  /// A gradient of evenly spaced colours.
  public init(angle: Int, colors: [Color]) {
    let last = max(1, colors.count - 1)
    self.init(
      angle: angle,
      stops: colors.enumerated().map { Stop(position: $0 * 1000 / last, color: $1) })
  }

  static let steps = 1024

  /// The pixels along the line.
  func table() -> [UInt32] {
    (0..<Self.steps).map { step in
      let position = step * 1000 / (Self.steps - 1)
      guard let after = stops.firstIndex(where: { $0.position >= position }) else {
        return stops.last?.color.pixel ?? 0
      }
      guard after > 0 else { return stops[0].color.pixel }
      let (from, to) = (stops[after - 1], stops[after])
      let span = max(1, to.position - from.position)
      // Thousandths of the table are finer than 1/256, so the mix is computed from the step.
      let amount =
        (step * 1000 * 256 / (Self.steps - 1) - from.position * 256) / span
      return from.color.mixed(with: to.color, amount: amount).pixel
    }
  }

  /// How the place along the line changes with x and y over a rectangle, in 16.16 table steps.
  func slope(width: Int, height: Int) -> (base: Int, x: Int, y: Int) {
    let radians = Double(angle) * Sine.pi / 180
    let directionX = Int(Sine.of(radians) * 4096 + (Sine.of(radians) < 0 ? -0.5 : 0.5))
    let cosine = Sine.cosine(radians)
    let directionY = -Int(cosine * 4096 + (cosine < 0 ? -0.5 : 0.5))
    let length = max(1, abs(directionX) * width + abs(directionY) * height)
    let last = (Self.steps - 1) << 16
    let x = last * directionX / length
    let y = last * directionY / length
    let base = last / 2 - x * (width - 1) / 2 - y * (height - 1) / 2
    return (base, x, y)
  }
}
