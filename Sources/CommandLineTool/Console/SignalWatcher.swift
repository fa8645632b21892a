internal import BuildPipeline
internal import Dispatch
internal import Foundation

/// Turns SIGINT and SIGTERM into a note that the work looks at between two items; a second signal
/// ends the process at once.
enum SignalWatcher {
  static func start() {
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: .global(qos: .userInteractive))
      // The handler holds its source, which therefore lives as long as the process.
      source.setEventHandler { [source] in
        _ = source
        if Interruption.pending != 0 { _exit(128 + number) }
        Interruption.note(signal: number)
      }
      source.resume()
    }
  }
}
