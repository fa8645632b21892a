/// How lines of a message end.
public enum LineEnd: Sendable, Hashable {
  /// As RFC 5322 wants it, for files and for sending.
  case crlf
  /// As mailbox files of Unix have it.
  case lf

  /// The bytes.
  public var bytes: [UInt8] { self == .crlf ? [13, 10] : [10] }

  @inline(__always)
  func append(to output: inout [UInt8]) {
    if self == .crlf { output.append(13) }
    output.append(10)
  }
}
