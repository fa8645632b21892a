import JSONText

/// A generator that gives the same numbers on every run (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A value of any type, no deeper than asked.
  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
    case 0: return nil
    case 1: return .bool(Bool.random(using: &self))
    case 2: return .number(JSONNumber(Int.random(in: -1000...1000, using: &self)))
    case 3:
      return JSONNumber(Double.random(in: -1e9...1e9, using: &self)).map { .number($0) } ?? nil
    case 4: return .string(text())
    case 5:
      return .array((0..<Int.random(in: 0..<4, using: &self)).map { _ in value(depth: depth - 1) })
    default:
      return .object(
        JSONObject(
          (0..<Int.random(in: 0..<12, using: &self)).map { _ in (text(), value(depth: depth - 1)) })
      )
    }
  }

  private mutating func text() -> String {
    let characters = Array("ab \"\\\n\u{1}é😀{}[]:,'/#`\u{201C}e\u{301}")
    return String(
      (0..<Int.random(in: 0..<10, using: &self)).map { _ in
        characters[Int.random(in: 0..<characters.count, using: &self)]
      })
  }
}
