import Foundation
import Glibc

/// The server's end of one connection.
struct LoopbackConnection {
  let descriptor: CInt
  private var buffer: [UInt8] = []

  init(descriptor: CInt) { self.descriptor = descriptor }

  /// Reads one request, or `nil` when the other side is gone.
  mutating func readRequest() -> LoopbackServer.Request? {
    let blank = Array("\r\n\r\n".utf8)
    var headEnd: Int?
    while headEnd == nil {
      if let range = buffer.firstRange(of: blank) {
        headEnd = range.upperBound
      } else if !fill() {
        return nil
      }
    }
    guard let headEnd else { return nil }
    let head = String(decoding: buffer[..<headEnd], as: UTF8.self)
    var lines = head.split(separator: "\r\n").map(String.init)
    guard !lines.isEmpty else { return nil }
    let first = lines.removeFirst().split(separator: " ").map(String.init)
    var headers: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] =
        line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while buffer.count < headEnd + length { if !fill() { return nil } }
    let body = Array(buffer[headEnd..<headEnd + length])
    buffer.removeSubrange(..<(headEnd + length))
    return LoopbackServer.Request(
      method: first.first ?? "", path: first.count > 1 ? first[1] : "", headers: headers,
      body: body, connection: 0)
  }

  /// Does what the reply says; false when the connection is over.
  mutating func perform(_ reply: LoopbackServer.Reply) -> Bool {
    for step in reply.steps {
      switch step {
      case .send(let bytes):
        guard send(bytes) else { return false }
      case .drip(let bytes, let times, let milliseconds):
        for _ in 0..<times {
          guard wait(milliseconds), send(bytes) else { return false }
        }
      case .wait(let milliseconds):
        guard wait(milliseconds) else { return false }
      case .hang:
        while wait(60_000) {}
        return false
      case .close:
        return false
      case .reset:
        var linger = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(
          descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        return false
      }
    }
    return true
  }

  // True when the time passed, false when the other side went away first.
  private mutating func wait(_ milliseconds: Int) -> Bool {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
      let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
      guard left > 0 else { return true }
      var entry = pollfd(descriptor: descriptor)
      guard unsafe poll(&entry, 1, CInt(left.rounded(.up))) > 0 else { continue }
      guard fill() else { return false }
    }
  }

  private mutating func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    buffer.append(contentsOf: chunk[..<count])
    return true
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          descriptor, buffer.baseAddress.map { unsafe $0 + sent }, bytes.count - sent,
          CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}

extension pollfd {
  fileprivate init(descriptor: CInt) {
    self.init(fd: descriptor, events: Int16(POLLIN), revents: 0)
  }
}
