internal import Diagnostics

/// Measures the stages of a run. What it measures goes to messages, never into Output.
final class StageTimer {
  private let progress: Progress
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant

  init(progress: Progress) {
    self.progress = progress
    last = clock.now
  }

  /// Reports the time since the last lap as that of `stage`.
  func lap(_ stage: String) {
    let now = clock.now
    let (seconds, attoseconds) = (now - last).components
    progress.message(
      .timing(
        stage: stage, milliseconds: Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)))
    last = now
  }
}
