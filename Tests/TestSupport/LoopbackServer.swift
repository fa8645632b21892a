import Foundation
import Glibc
import Synchronization

/// A small HTTP server on 127.0.0.1 for tests: it answers as scripted, well or badly, and keeps
/// what it was asked.
///
/// Each connection has a thread of its own. `stop` (or the end of the value) closes everything.
public final class LoopbackServer: Sendable {
  /// A request as it arrived.
  public struct Request: Sendable {
    /// The method.
    public var method: String
    /// The path with its query.
    public var path: String
    /// The header fields, names in lower case.
    public var headers: [String: String]
    /// The body.
    public var body: [UInt8]
    /// Which connection it came over, from 0.
    public var connection: Int

    /// The body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
  }

  private struct State: Sendable {
    var requests: [Request] = []
    var open: Set<CInt> = []
    var connections = 0
    var isStopped = false
  }

  /// The port the system chose.
  public let port: UInt16
  private let listener: CInt
  private let answer: @Sendable (Request, Int) -> Reply
  private let state = Mutex(State())

  /// Starts a server; `answer` gets each request with its number, from 0, on the connection's
  /// thread.
  public init(_ answer: @escaping @Sendable (Request, Int) -> Reply) throws {
    self.answer = answer
    listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(listener, generic, length) == 0 && listen(listener, 128) == 0
          && getsockname(listener, generic, &length) == 0
      }
    }
    guard listener >= 0, isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    let loop = AcceptLoop(server: self, listener: listener)
    Thread.detachNewThread { loop.run() }
  }

  /// Starts a server that gives these replies in order; the last one again and again.
  public convenience init(script: [Reply]) throws {
    try self.init { _, index in script[min(index, script.count - 1)] }
  }

  deinit { stop() }

  /// `http://127.0.0.1:PORT`.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// Every request so far, in the order of arrival.
  public var requests: [Request] { state.withLock { $0.requests } }

  /// How many connections were made so far.
  public var connectionCount: Int { state.withLock { $0.connections } }

  /// Closes the port and every connection.
  public func stop() {
    // Each thread closes its own descriptor after this wakes it: a number closed here could
    // already belong to another server while the thread still uses it.
    state.withLock { state in
      guard !state.isStopped else { return }
      state.isStopped = true
      shutdown(listener, CInt(SHUT_RDWR))
      for connection in state.open { shutdown(connection, CInt(SHUT_RDWR)) }
    }
  }

  // Holds the server weakly, so that a forgotten server ends with its test.
  private struct AcceptLoop: Sendable {
    weak let server: LoopbackServer?
    let listener: CInt

    func run() {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else {
          if errno == EINTR || errno == ECONNABORTED { continue }
          close(listener)
          return
        }
        guard let number = server?.opened(connection) else {
          close(connection)
          close(listener)
          return
        }
        Thread.detachNewThread { [weak server] in
          var socket = LoopbackConnection(descriptor: connection)
          while var request = socket.readRequest() {
            request.connection = number
            guard let reply = server?.reply(to: request) else { break }
            guard socket.perform(reply) else { break }
          }
          server?.closed(connection)
          close(connection)
        }
      }
    }
  }

  private func opened(_ connection: CInt) -> Int? {
    state.withLock { state in
      guard !state.isStopped else { return nil }
      state.open.insert(connection)
      defer { state.connections += 1 }
      return state.connections
    }
  }

  private func closed(_ connection: CInt) {
    state.withLock { _ = $0.open.remove(connection) }
  }

  private func reply(to request: Request) -> Reply {
    let index = state.withLock { state in
      state.requests.append(request)
      return state.requests.count - 1
    }
    return answer(request, index)
  }
}
