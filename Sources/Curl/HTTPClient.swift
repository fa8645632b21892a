public import Diagnostics

/// Sends HTTP and HTTPS requests, each bounded in time and size.
///
/// Certificates are verified, redirects are handed back rather than followed, proxies of the
/// environment are honoured except towards this machine, and open connections are used again.
/// All clients share one thread that drives every transfer.
public struct HTTPClient: Sendable {
  /// Creates a client.
  public init() {}

  /// Sends a request and waits for its answer; a cancelled task ends the transfer at once.
  ///
  /// - Throws: a `GalleyError` whose `TransportFailure` says why no answer came. An answer of any
  ///   status is no error.
  public func send(_ request: HTTPRequest) async throws(GalleyError) -> HTTPResponse {
    let host = URLParts.host(of: request.url)
    if let problem = Self.problem(with: request) {
      throw TransportFailure.badRequest.error(host: host, detail: problem, sent: false)
    }
    guard !Task.isCancelled else {
      throw TransportFailure.cancelled.error(host: host, detail: "", sent: false)
    }
    let transfer = Transfer(request, host: host)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.start { continuation.resume(returning: $0) }
        TransferLoop.shared.add(transfer)
      }
    } onCancel: {
      TransferLoop.shared.cancel(transfer)
    }
    return try result.get()
  }

  // libcurl would send a line break in a header as it is, and so a second header.
  static func problem(with request: HTTPRequest) -> String? {
    let scheme = URLParts.scheme(of: request.url)
    guard scheme == "http" || scheme == "https" else { return "the URL is not http or https" }
    guard request.url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      return "the URL holds white space or control characters"
    }
    guard !request.method.isEmpty, request.method.utf8.allSatisfy({ isToken($0) }) else {
      return "the method is no word"
    }
    for header in request.headers {
      guard !header.name.isEmpty, header.name.utf8.allSatisfy({ isToken($0) }) else {
        return "a header name is no word"
      }
      guard header.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        return "the header \(header.name) holds control characters"
      }
    }
    return nil
  }

  // The characters of a token, RFC 9110 section 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
