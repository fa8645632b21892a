internal import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import JSONText
internal import Synchronization

/// Where a command speaks: results on stdout, everything else on stderr, as text or JSON lines.
final class Console: Sendable {
  /// The id of this run, on every JSON line and in every error.
  let requestID: String
  let isJSON: Bool
  private let logsJSON: Bool
  private let isColored: Bool
  private let bar: ProgressBar?
  private let state: Mutex<State>

  private struct State {
    var level = LogLevel.info
    var exitCode = Diagnostics.ExitCode.success
  }

  init(options: GlobalOptions?) {
    let environment = ProcessInfo.processInfo.environment
    requestID = UUID().uuidString.lowercased()
    isJSON = options?.json ?? false
    logsJSON = options?.logFormat == .json
    let isTerminal = Output.isTerminal(.standardError)
    isColored = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && !logsJSON
    bar =
      isTerminal && !logsJSON && options?.noProgress != true ? ProgressBar() : nil
    state = Mutex(State())
  }

  /// How much is told.
  var level: LogLevel {
    get { state.withLock { $0.level } }
    set { state.withLock { $0.level = newValue } }
  }

  /// What the process exits with when the command returns.
  var exitCode: Diagnostics.ExitCode {
    get { state.withLock { $0.exitCode } }
    set { state.withLock { $0.exitCode = newValue } }
  }

  /// Prints a result.
  func result(_ text: String) {
    bar?.clear()
    Output.write(text + "\n", to: .standardOutput)
  }

  /// Prints a result as JSON, or as text, as was asked for.
  func result(json: JSONValue, text: @autoclosure () -> String) {
    bar?.clear()
    if isJSON {
      Output.write(json.prettyBytes(), to: .standardOutput)
    } else {
      Output.write(text() + "\n", to: .standardOutput)
    }
  }

  /// Prints a document as it is: the rows of a file that other programs read.
  func document(_ bytes: [UInt8]) {
    bar?.clear()
    Output.write(bytes, to: .standardOutput)
  }

  /// Tells something at a level.
  func log(_ level: LogLevel, _ message: String, _ fields: [(String, JSONValue)] = []) {
    guard level >= self.level else { return }
    bar?.clear()
    if logsJSON {
      line(level, [("message", .string(message))] + fields)
    } else {
      let mark = level >= .error ? "error: " : level == .warning ? "warning: " : ""
      Output.write(mark + message + "\n", to: .standardError)
    }
  }

  /// Shows diagnostics.
  func show(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { show(diagnostic) }
  }

  /// Shows a diagnostic.
  func show(_ diagnostic: Diagnostic) {
    let level: LogLevel =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .note: .info
      }
    guard level >= self.level else { return }
    bar?.clear()
    if logsJSON {
      line(level, DiagnosticJSON.members(diagnostic))
    } else {
      Output.write(
        DiagnosticFormatter(colored: isColored).format(diagnostic), to: .standardError)
    }
  }

  /// Tells how a command failed and gives the exit code.
  func report(_ error: GalleyError) -> Int32 {
    bar?.clear()
    let code: Int32 =
      error.code == .interrupted && Interruption.pending == SIGTERM
      ? Diagnostics.ExitCode.terminated.rawValue : error.code.exitCode.rawValue
    let timestamp = Timestamp(
      millisecondsSince1970: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    let envelope = ErrorEnvelope.json(error, timestamp: timestamp, requestID: requestID)
    if isJSON { Output.write(envelope.prettyBytes(), to: .standardOutput) }
    if logsJSON {
      line(.error, envelope.objectValue?.members.map { ($0.key, $0.value) } ?? [])
      return code
    }
    let shown = error.diagnostics.isEmpty ? [] : error.diagnostics
    show(shown)
    if shown.isEmpty || !shown.contains(where: { $0.summary == error.message }) {
      Output.write(error.description + "\n", to: .standardError)
    }
    if shown.first(where: { $0.severity == .error })?.hint == nil {
      Output.write("  = help: \(error.hint)\n", to: .standardError)
    }
    return code
  }

  /// A reporter for long work.
  var progress: BuildPipeline.Progress {
    BuildPipeline.Progress(
      report: { [self] stage, done, total in bar?.draw(stage: stage, done: done, total: total) },
      message: { [self] message in
        switch message {
        case .diagnostic(let diagnostic): show(diagnostic)
        case .info(let text): log(.info, text)
        case .warning(let text): log(.warning, text)
        case .timing(let stage, let milliseconds):
          log(
            .debug, "\(stage) took \(milliseconds) ms",
            [("stage", .string(stage)), ("duration_ms", .number(JSONNumber(milliseconds)))])
        }
      })
  }

  private func line(_ level: LogLevel, _ fields: [(String, JSONValue)]) {
    let timestamp = Timestamp(
      millisecondsSince1970: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    var object: JSONObject = [
      "timestamp": .string(timestamp.description),
      "level": .string(level.name),
      "request_id": .string(requestID),
    ]
    for (key, value) in fields { object[key] = value }
    Output.write(JSONValue.object(object).compactBytes() + [10], to: .standardError)
  }
}
