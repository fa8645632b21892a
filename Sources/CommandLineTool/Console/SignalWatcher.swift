internal import BuildPipeline
internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns SIGINT and SIGTERM into a note that the work looks at between two items; a second signal
/// ends the process at once.
enum SignalWatcher {
  private static let sources = Mutex<[any DispatchSourceSignal]>([])

  static func start() {
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(
        signal: number, queue: .global(qos: .userInteractive))
      source.setEventHandler {
        if Interruption.pending != 0 { _exit(128 + number) }
        Interruption.note(signal: number)
      }
      source.resume()
      sources.withLock { $0.append(source) }
    }
  }
}
