internal import CRMModel
internal import Diagnostics
internal import Recommendations

/// Measures against named peers, as ratios in one run: see docs/PERFORMANCE.md.
@main
struct Benchmarks {
  static func main() {
    let table = [
      ("parse RFC 3339", measure(rounds: 200_000) { Timestamp("2026-04-15T09:00:00Z") != nil })
    ]
    for (name, nanoseconds) in table { print("\(name): \(nanoseconds) ns") }
  }

  /// The median time of five series, in nanoseconds a round.
  static func measure(rounds: Int, _ work: () -> Bool) -> Int {
    var series: [Int] = []
    for _ in 0..<5 {
      let start = ContinuousClock.now
      var hits = 0
      for _ in 0..<rounds where work() { hits += 1 }
      precondition(hits == rounds, "the work measured has to succeed")
      let (seconds, attoseconds) = (ContinuousClock.now - start).components
      series.append((Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)) / rounds)
    }
    return series.sorted()[2]
  }
}
