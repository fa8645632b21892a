internal import Curl
internal import Diagnostics

/// How long a service asks to wait.
enum RetryAfter {
  /// Reads `retry-after-ms`, then `Retry-After` in seconds or as an HTTP date beside the `Date`
  /// field of the same answer, so that a clock that is wrong here does no harm.
  static func read(_ response: HTTPResponse) -> Duration? {
    if let text = response.header("retry-after-ms"), let value = Double(text), value.isFinite {
      return bounded(seconds: value / 1000)
    }
    guard let text = response.header("retry-after") else { return nil }
    if let seconds = Double(text), seconds.isFinite { return bounded(seconds: seconds) }
    guard let then = HTTPDate.read(text), let now = response.header("date").flatMap(HTTPDate.read)
    else { return nil }
    return bounded(
      seconds: Double(then.millisecondsSince1970 - now.millisecondsSince1970) / 1000)
  }

  private static func bounded(seconds: Double) -> Duration {
    .milliseconds(Int64(min(max(seconds, 0), 86_400) * 1000))
  }
}

/// The date form of HTTP, RFC 9110 section 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
  static func read(_ text: String) -> Timestamp? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), let year = Int(parts[3]),
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let time = parts[4].split(separator: ":").compactMap { Int($0) }
    guard time.count == 3 else { return nil }
    return Timestamp(
      year: year, month: month + 1, day: day, hour: time[0], minute: time[1], second: time[2])
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
