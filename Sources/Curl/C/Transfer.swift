internal import Diagnostics
internal import Synchronization

/// One request on its way: what has arrived so far, and whom to tell when it is over.
final class Transfer: Sendable {
  /// What arrives while the transfer runs.
  struct Received: Sendable {
    var headers: [HTTPRequest.Header] = []
    var headerSize = 0
    var body: [UInt8] = []
    var sentBytes = 0
    var isTooLarge = false
    var isCancelled = false
    var finish: (@Sendable (Result<HTTPResponse, GalleyError>) -> Void)?
  }

  /// The most bytes of header lines that are taken; servers' own limits are 8 to 16 KiB.
  static let maximumHeaderSize = 256 << 10

  let request: HTTPRequest
  let host: String
  private let received = Mutex(Received())

  init(_ request: HTTPRequest, host: String) {
    self.request = request
    self.host = host
  }

  /// Says whom to tell.
  func start(_ finish: @escaping @Sendable (Result<HTTPResponse, GalleyError>) -> Void) {
    received.withLock { $0.finish = finish }
  }

  /// Takes bytes of the body; false when there are more than allowed.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let limit = request.maximumAnswerSize
    return received.withLock { state in
      guard bytes.count <= limit - state.body.count else {
        state.isTooLarge = true
        return false
      }
      unsafe state.body.append(contentsOf: bytes)
      return true
    }
  }

  /// Copies the next bytes of the request's body; gives their number, 0 at the end.
  func fill(_ room: UnsafeMutableRawBufferPointer) -> Int {
    let body = request.body
    let capacity = room.count
    let range = received.withLock { state in
      let start = state.sentBytes
      state.sentBytes = min(body.count, start + capacity)
      return start..<state.sentBytes
    }
    unsafe room.copyBytes(from: body[range])
    return range.count
  }

  /// Takes one header line; a new status line (after `100 Continue`) starts the fields anew.
  func appendHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let line = unsafe String(decoding: bytes, as: UTF8.self)
    let size = bytes.count
    return received.withLock { state in
      state.headerSize += size
      guard state.headerSize <= Self.maximumHeaderSize else {
        state.isTooLarge = true
        return false
      }
      if line.hasPrefix("HTTP/") {
        state.headers = []
      } else if let colon = line.firstIndex(of: ":") {
        state.headers.append(
          HTTPRequest.Header(
            String(line[..<colon]), Self.trimmed(line[line.index(after: colon)...])))
      }
      return true
    }
  }

  var isTooLarge: Bool { received.withLock { $0.isTooLarge } }

  /// Whether the caller gave up; set once, read by the loop.
  var isCancelled: Bool { received.withLock { $0.isCancelled } }

  func markCancelled() { received.withLock { $0.isCancelled = true } }

  /// Tells the caller; a second call does nothing.
  func finish(_ failure: TransportFailure, detail: String, sent: Bool) {
    finish(.failure(failure.error(host: host, detail: detail, sent: sent)))
  }

  /// Tells the caller; a second call does nothing.
  func finish(status: Int, duration: Duration, usedOpenConnection: Bool) {
    let (headers, body) = received.withLock { ($0.headers, $0.body) }
    finish(
      .success(
        HTTPResponse(
          status: status, headers: headers, body: body, duration: duration,
          usedOpenConnection: usedOpenConnection)))
  }

  private func finish(_ result: Result<HTTPResponse, GalleyError>) {
    let finish = received.withLock { state in
      defer { state.finish = nil }
      return state.finish
    }
    finish?(result)
  }

  private static func trimmed(_ text: Substring) -> String {
    let isSpace = { (byte: UInt8) in byte == 32 || byte == 9 || byte == 13 || byte == 10 }
    let utf8 = text.utf8
    guard let first = utf8.firstIndex(where: { !isSpace($0) }),
      let last = utf8.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
  }
}
