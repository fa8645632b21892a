internal import Diagnostics
internal import JSONText

extension ValueReader {
  /// A time span such as `7d`, `36h` or `90m`, in seconds.
  mutating func span(_ key: String) -> Int64? {
    guard let text = string(key) else { return nil }
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()),
      (1...100_000_000).contains(number)
    else {
      report(
        .error, "invalid-duration", "`\(key)` is a time span such as 7d, 36h or 90m", key: key)
      return nil
    }
    return number * unit
  }
}
