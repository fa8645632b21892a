internal import Glibc

/// CPU time of this process.
enum Measure {
  /// The median CPU time of five series, in nanoseconds a round.
  static func cpuNanoseconds(rounds: Int, _ work: () throws -> Void) rethrows -> Double {
    var series: [Double] = []
    for _ in 0..<5 {
      let start = cpuTime()
      for _ in 0..<rounds { try work() }
      series.append(Double(cpuTime() - start) / Double(rounds))
    }
    return series.sorted()[2]
  }

  /// User and system time of all threads, in nanoseconds.
  static func cpuTime() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
