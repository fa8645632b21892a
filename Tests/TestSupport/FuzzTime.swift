internal import Foundation

/// How long a fuzzing test goes on: a fixed number of rounds, or `GALLEY_FUZZ_SECONDS`.
public struct FuzzTime {
  private let rounds: Int
  private let end: Date?
  private var done = 0

  /// A time of this many rounds when the environment asks for no seconds.
  public init(rounds: Int) {
    self.rounds = rounds
    let seconds = ProcessInfo.processInfo.environment["GALLEY_FUZZ_SECONDS"].flatMap(Double.init)
    end = seconds.map { Date(timeIntervalSinceNow: $0) }
  }

  /// The number of the next round, from 0; `nil` when the time is over.
  public mutating func next() -> Int? {
    if let end {
      guard Date() < end else { return nil }
    } else {
      guard done < rounds else { return nil }
    }
    done += 1
    return done - 1
  }
}
