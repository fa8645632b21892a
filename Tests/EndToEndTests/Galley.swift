import Foundation
import JSONText

/// Runs the built binary as a user would.
struct Galley {
  struct Result {
    var code: Int32
    var out: String
    var err: String

    /// Standard output as JSON.
    func json() throws -> JSONValue { try JSONParser.parse(Array(out.utf8)) }
  }

  static let now = "2026-04-15T09:00:00Z"

  /// The binary beside the test bundle.
  static var binary: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("galley").path
  }

  /// Starts the binary; `files` get its output.
  static func start(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    out: FileHandle, err: FileHandle
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var all = ProcessInfo.processInfo.environment.filter {
      !$0.key.hasPrefix("GALLEY_") && !$0.key.contains("API_KEY")
        && !$0.key.lowercased().hasSuffix("_proxy") && $0.key != "LOG_LEVEL"
    }
    all["GALLEY_NOW"] = now
    all.merge(environment) { _, new in new }
    process.environment = all
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = out
    process.standardError = err
    try process.run()
    return process
  }

  /// Runs the binary to its end.
  static func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> Result {
    let scratch = NSTemporaryDirectory() + "galley-io-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let names = [scratch + "/out", scratch + "/err"]
    for name in names { _ = FileManager.default.createFile(atPath: name, contents: nil) }
    let handles = try names.map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) }
    let process = try start(
      arguments, in: folder, environment: environment, out: handles[0], err: handles[1])
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    let texts = try names.map {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: $0)), as: UTF8.self)
    }
    let code =
      process.terminationReason == .uncaughtSignal
      ? 128 + process.terminationStatus : process.terminationStatus
    return Result(code: code, out: texts[0], err: texts[1])
  }
}
