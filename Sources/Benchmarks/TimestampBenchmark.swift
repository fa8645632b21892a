internal import Diagnostics

/// Reading RFC 3339 times, as every row of an import does.
enum TimestampBenchmark {
  static func run(_ arguments: [String]) throws -> [String: Double] {
    var hits = 0
    let cost = Measure.cpuNanoseconds(rounds: 200_000) {
      if Timestamp("2026-04-15T09:00:00Z") != nil { hits += 1 }
    }
    guard hits == 1_000_000 else { throw GalleyError(.internalError, "A time was not read.") }
    return ["parse_ns": cost]
  }
}
