import Foundation
import TestSupport
import Testing

/// An import that is killed at any moment leaves the store before or after it, never between.
struct CrashImportTests {
  @Test func aKilledImportIsAllOrNothingAndComesToTheSameEnd() throws {
    let folder = try TemporaryFolder()
    let script = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("scripts/crash-import.sh").path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [script, Galley.binary, "4", "300", folder.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(output)")
    #expect(output.contains("4 kills"))
  }
}
