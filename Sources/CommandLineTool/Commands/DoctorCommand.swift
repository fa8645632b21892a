internal import ArgumentParser
internal import BuildPipeline
internal import Diagnostics
internal import Foundation
internal import JSONText

/// `galley doctor`.
struct DoctorCommand: GalleyRunnable {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Checks workspace, libraries, fonts, store and AI provider; says what to do.",
    discussion: "Example: galley doctor --json")

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let workspace = try global.openWorkspace(console)
    let checks = Doctor(
      workspace: workspace, environment: ProcessInfo.processInfo.environment,
      now: try global.now()
    ).run()
    let text = checks.map { check in
      let mark =
        switch check.state {
        case .good: "ok  "
        case .warning: "warn"
        case .bad: "FAIL"
        }
      return "\(mark) \(check.name): \(check.message)"
        + (check.advice.map { "\n       \($0)" } ?? "")
    }
    console.result(
      json: .object([
        "healthy": .bool(!checks.contains { $0.state == .bad }),
        "checks": .array(
          checks.map { check in
            .object([
              "name": .string(check.name), "state": .string(check.state.rawValue),
              "message": .string(check.message),
              "advice": check.advice.map { .string($0) } ?? .null,
            ])
          }),
      ]), text: text.joined(separator: "\n"))
    if checks.contains(where: { $0.state == .bad }) { console.exitCode = .invalidInput }
  }
}
