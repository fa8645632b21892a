/// The exit codes of the command line, which scripts and CI rely on.
public enum ExitCode: Int32, Sendable, CaseIterable {
  /// Done.
  case success = 0
  /// The work failed.
  case failure = 1
  /// The input is wrong: data, template, schema or lint.
  case invalidInput = 2
  /// Something named was not found.
  case notFound = 3
  /// Not permitted: authentication, consent, suppression, a stale plan.
  case notPermitted = 4
  /// An outside service failed or limited the rate; a retry may help.
  case serviceFailed = 5
  /// The budget stopped it.
  case budgetExceeded = 6
  /// The command line was wrong.
  case usage = 64
  /// Ended by SIGINT; the work so far is kept.
  case interrupted = 130
  /// Ended by SIGTERM; the work so far is kept.
  case terminated = 143
}
