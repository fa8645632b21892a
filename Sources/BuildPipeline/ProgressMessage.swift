public import Diagnostics

/// Something a person should know while the work goes on.
public enum ProgressMessage: Sendable {
  /// Something they can fix.
  case diagnostic(Diagnostic)
  /// Something that happened.
  case info(String)
  /// Something they should look at.
  case warning(String)
  /// A stage ended after this many milliseconds.
  case timing(stage: String, milliseconds: Int)
}
