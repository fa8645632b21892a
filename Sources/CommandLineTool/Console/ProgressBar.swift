internal import Synchronization

/// One line on a terminal that is drawn over: `render  [#####     ] 120/240`.
final class ProgressBar: Sendable {
  private let shown = Mutex<(line: String, isDrawn: Bool)>(("", false))

  func draw(stage: String, done: Int, total: Int) {
    let width = 24
    let line: String
    if total > 0 {
      let filled = min(width, done * width / total)
      let bar =
        String(repeating: "#", count: filled) + String(repeating: " ", count: width - filled)
      line = "\(stage) [\(bar)] \(done)/\(total)"
    } else {
      line = "\(stage) \(done)"
    }
    shown.withLock { shown in
      guard shown.line != line else { return }
      shown = (line, true)
      Output.write("\r\u{1B}[K\(line)", to: .standardError)
    }
  }

  func clear() {
    shown.withLock { shown in
      guard shown.isDrawn else { return }
      shown = ("", false)
      Output.write("\r\u{1B}[K", to: .standardError)
    }
  }
}
