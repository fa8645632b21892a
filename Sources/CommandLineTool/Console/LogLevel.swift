/// How much is told on stderr; ordered from most to least.
enum LogLevel: Int, Comparable {
  case debug
  case info
  case warning
  case error
  case critical

  init?(_ name: String) {
    switch name.lowercased() {
    case "debug", "trace": self = .debug
    case "info", "notice": self = .info
    case "warning", "warn": self = .warning
    case "error": self = .error
    case "critical": self = .critical
    default: return nil
    }
  }

  var name: String {
    switch self {
    case .debug: "DEBUG"
    case .info: "INFO"
    case .warning: "WARNING"
    case .error: "ERROR"
    case .critical: "CRITICAL"
    }
  }

  static func < (lhs: LogLevel, rhs: LogLevel) -> Bool { lhs.rawValue < rhs.rawValue }
}
