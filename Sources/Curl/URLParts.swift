/// The parts of a URL that error messages and proxy rules need.
public enum URLParts {
  /// The scheme in lower case, or an empty string.
  public static func scheme(of url: String) -> String {
    guard let range = url.firstRange(of: "://") else { return "" }
    return url[..<range.lowerBound].lowercased()
  }

  /// The host in lower case, without user, port and brackets, or an empty string.
  public static func host(of url: String) -> String {
    guard let range = url.firstRange(of: "://") else { return "" }
    var rest = url[range.upperBound...]
    rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != "\\" }
    if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    if rest.first == "[" { return rest.dropFirst().prefix { $0 != "]" }.lowercased() }
    return rest.prefix { $0 != ":" }.lowercased()
  }

  /// Whether a host is this machine.
  public static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
