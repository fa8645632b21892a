internal import Synchronization

/// The Lanczos-3 weights of one direction, as 14-bit fixed-point numbers that add up to exactly 1.
///
/// Samples are taken two at a time, so every output starts at an even one; weights that a pair does
/// not need are 0.
struct ResampleAxis: Sendable {
  static let one = 16_384

  /// The first pair of samples of each output position.
  let starts: [Int]
  /// How many pairs of weights each output position has.
  let pairs: Int
  /// `pairs` entries per output position: the weight of the first sample in the lower half.
  let weights: [UInt32]

  /// Weights for `length` samples shown at `outputs` positions.
  private init(length: Int, outputs: Int) {
    let scale = Double(length) / Double(outputs)
    let stretch = max(scale, 1)
    let support = 3 * stretch
    let taps = min(length, Int(support * 2) + 3)
    pairs = taps / 2 + 1
    var starts: [Int] = []
    var weights = [UInt32](repeating: 0, count: pairs * outputs)
    for output in 0..<outputs {
      let center = (Double(output) + 0.5) * scale - 0.5
      // Truncation after the shift is rounding down for the negative centres at the left edge.
      let first = max(0, Int(center - support + 1024) - 1024 + 1)
      let start = min(first, length - taps)
      for (tap, weight) in Self.row(start, taps, center: center, stretch: stretch).enumerated() {
        let place = (start & 1) + tap
        weights[output * pairs + place / 2] |=
          UInt32(UInt16(bitPattern: weight)) << (place & 1 == 0 ? 0 : 16)
      }
      starts.append(start / 2)
    }
    self.starts = starts
    self.weights = weights
  }

  private static func row(
    _ start: Int, _ taps: Int, center: Double, stretch: Double
  ) -> [Int16] {
    let values = (0..<taps).map { lanczos((Double(start + $0) - center) / stretch) }
    let sum = values.reduce(0, +)
    var result: [Int16] = []
    var total = 0
    var largest = 0
    for (tap, value) in values.enumerated() {
      let rounded = Int(value / sum * Double(one) + 65_536.5) - 65_536
      result.append(Int16(clamping: rounded))
      total += rounded
      if value > values[largest] { largest = tap }
    }
    result[largest] = Int16(clamping: Int(result[largest]) + one - total)
    return result
  }

  private static func lanczos(_ distance: Double) -> Double {
    if distance <= -3 || distance >= 3 { return 0 }
    if distance > -1e-9, distance < 1e-9 { return 1 }
    let angle = Sine.pi * distance
    return 3 * Sine.of(angle) * Sine.of(angle / 3) / (angle * angle)
  }

  private struct Key: Hashable {
    var length: Int
    var outputs: Int
  }

  private static let kept = Mutex<[Key: ResampleAxis]>([:])

  /// The weights, computed once for all pictures of a size: the sines take longer than a photo.
  static func shared(length: Int, outputs: Int) -> ResampleAxis {
    let key = Key(length: length, outputs: outputs)
    if let axis = kept.withLock({ $0[key] }) { return axis }
    let axis = ResampleAxis(length: length, outputs: outputs)
    kept.withLock { kept in
      if kept.count >= 64 { kept = [:] }
      kept[key] = axis
    }
    return axis
  }
}
