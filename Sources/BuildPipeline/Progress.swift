/// What a long command tells about itself while it works.
public struct Progress: Sendable {
  /// Called with the stage, how much is done, and how much there is (0 when unknown).
  public var report: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void
  /// Called with something a person should know now, such as a warning.
  public var message: @Sendable (ProgressMessage) -> Void

  /// Creates a reporter.
  public init(
    report: @escaping @Sendable (String, Int, Int) -> Void,
    message: @escaping @Sendable (ProgressMessage) -> Void
  ) {
    self.report = report
    self.message = message
  }

  /// Tells nobody.
  public static let silent = Progress(report: { _, _, _ in }, message: { _ in })
}
