/// The Lanczos-3 weights of one direction, as 14-bit fixed-point numbers that add up to exactly 1.
struct ResampleAxis {
  static let one = 16_384

  /// The first sample of each output position.
  let starts: [Int]
  /// How many weights each output position has room for.
  let taps: Int
  /// `taps` weights per output position, zeros at the end.
  let weights: [Int16]

  /// Weights for `length` samples shown at `outputs` positions.
  init(length: Int, outputs: Int) {
    let scale = Double(length) / Double(outputs)
    let stretch = max(scale, 1)
    let support = 3 * stretch
    let taps = min(length, Int(support * 2) + 3)
    var starts: [Int] = []
    var weights = [Int16](repeating: 0, count: taps * outputs)
    for output in 0..<outputs {
      let center = (Double(output) + 0.5) * scale - 0.5
      // Truncation after the shift is rounding down for the negative centres at the left edge.
      let first = max(0, Int(center - support + 1024) - 1024 + 1)
      let start = min(first, length - taps)
      var values: [Double] = []
      var sum = 0.0
      for tap in 0..<taps {
        let value = Self.lanczos((Double(start + tap) - center) / stretch)
        values.append(value)
        sum += value
      }
      var total = 0
      var largest = 0
      for tap in 0..<taps {
        let exact = values[tap] / sum * Double(Self.one)
        let rounded = Int((exact + 65_536.5)) - 65_536
        weights[output * taps + tap] = Int16(clamping: rounded)
        total += rounded
        if values[tap] > values[largest] { largest = tap }
      }
      let index = output * taps + largest
      weights[index] = Int16(clamping: Int(weights[index]) + Self.one - total)
      starts.append(start)
    }
    self.starts = starts
    self.taps = taps
    self.weights = weights
  }

  private static func lanczos(_ distance: Double) -> Double {
    if distance <= -3 || distance >= 3 { return 0 }
    if distance > -1e-9, distance < 1e-9 { return 1 }
    let angle = Sine.pi * distance
    return 3 * Sine.of(angle) * Sine.of(angle / 3) / (angle * angle)
  }
}
