internal import Foundation

/// Names a running process so that its death can be told from a process that got its number.
struct ProcessIdentity: Sendable, Hashable {
  /// `boot:pid:start`, where `start` is in clock ticks since the machine started.
  let text: String

  /// This process.
  static let current = ProcessIdentity(
    text: "\(boot):\(getpid()):\(startTicks(of: Int(getpid())) ?? "?")")

  /// Whether the process still runs on this machine.
  var isAlive: Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == Self.boot, let pid = Int(parts[1]) else { return false }
    return Self.startTicks(of: pid) == String(parts[2])
  }

  private static let boot = read("/proc/sys/kernel/random/boot_id") ?? "unknown"

  // Field 22 of /proc/PID/stat, proc(5); the name in field 2 may itself hold blanks and brackets.
  private static func startTicks(of pid: Int) -> String? {
    guard let stat = read("/proc/\(pid)/stat"), let bracket = stat.lastIndex(of: ")") else {
      return nil
    }
    let fields = stat[stat.index(after: bracket)...].split(separator: " ")
    // A zombie has ended; only its parent has not looked yet.
    guard fields.count > 19, fields[0] != "Z" else { return nil }
    return String(fields[19])
  }

  private static func read(_ path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
