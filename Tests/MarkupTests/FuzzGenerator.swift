import Foundation

/// A small generator of pseudo-random numbers, the same in every run.
struct FuzzGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 7919 &+ 17 }

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: (state >> 33) % UInt64(max(1, limit)))
  }

  /// A sample with stretches removed, repeated, moved and replaced by words.
  mutating func mutation(of samples: [String], words: [String]) -> [UInt8] {
    var bytes = Array(samples[next(samples.count)].utf8)
    for _ in 0..<1 + next(8) {
      let start = next(bytes.count + 1)
      let end = min(bytes.count, start + next(24))
      switch next(6) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(contentsOf: bytes[start..<end], at: next(bytes.count + 1))
      case 2: bytes.insert(contentsOf: words[next(words.count)].utf8, at: start)
      case 3: bytes.replaceSubrange(start..<end, with: words[next(words.count)].utf8)
      case 4: if start < bytes.count { bytes[start] = UInt8(next(256)) }
      default:
        let other = Array(samples[next(samples.count)].utf8)
        let from = next(other.count + 1)
        bytes.insert(contentsOf: other[from..<min(other.count, from + next(60))], at: start)
      }
      if bytes.count > 20_000 { bytes.removeSubrange(20_000...) }
    }
    return bytes
  }
}

/// How long a test may look for trouble: GALLEY_FUZZ_SECONDS, or a fixed number of rounds.
enum FuzzBudget {
  static func run(rounds: Int, _ body: (Int) -> Void) {
    let text = ProcessInfo.processInfo.environment["GALLEY_FUZZ_SECONDS"] ?? ""
    guard let seconds = Double(text) else {
      for round in 0..<rounds { body(round) }
      return
    }
    let end = ContinuousClock.now + .seconds(seconds)
    var round = 0
    while ContinuousClock.now < end {
      body(round)
      round += 1
    }
    print("fuzz: \(round) rounds in \(Int(seconds)) s")
  }
}
