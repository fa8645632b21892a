public import Diagnostics

/// A secret of the environment that never shows its text.
public struct APIKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The secret; only the header of a request may hold it.
  let secret: String

  /// Wraps a secret; white space around it, as a file brings along, goes.
  init(_ secret: String) {
    let isSpace = { (byte: UInt8) in byte <= 0x20 }
    let utf8 = Array(secret.utf8)
    let start = utf8.firstIndex { !isSpace($0) } ?? utf8.count
    let end = utf8.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
    self.secret = String(decoding: utf8[start..<end], as: UTF8.self)
  }

  /// Reads the key from the environment.
  ///
  /// - Throws: `NOT_AUTHENTICATED` that names the variable when it is not set or empty.
  public static func read(
    variable: String, from environment: [String: String]
  ) throws(GalleyError) -> APIKey {
    let key = APIKey(environment[variable] ?? "")
    guard !key.secret.isEmpty else {
      throw GalleyError(
        .notAuthenticated, "The environment variable \(variable) holds no API key",
        details: ["variable": variable])
    }
    return key
  }

  /// `[redacted]`.
  public var description: String { "[redacted]" }
  /// `[redacted]`.
  public var debugDescription: String { "[redacted]" }
  /// Nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
