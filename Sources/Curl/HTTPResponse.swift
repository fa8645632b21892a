/// The answer to an HTTP request, whatever its status.
public struct HTTPResponse: Sendable, Hashable {
  /// The status code.
  public var status: Int
  /// The header fields of the final answer, in the order received.
  public var headers: [HTTPRequest.Header]
  /// The body, decoded.
  public var body: [UInt8]
  /// From the start of the transfer to its last byte.
  public var duration: Duration
  /// Whether an open connection was used again.
  public var usedOpenConnection: Bool

  /// Creates an answer.
  public init(
    status: Int, headers: [HTTPRequest.Header] = [], body: [UInt8] = [],
    duration: Duration = .zero, usedOpenConnection: Bool = false
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.duration = duration
    self.usedOpenConnection = usedOpenConnection
  }

  /// The value of the first field with a name, in any case.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}
