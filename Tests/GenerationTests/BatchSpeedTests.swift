import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Generation

/// How near a batch comes to the ideal of its concurrency; measured, so only on request.
@Suite struct BatchSpeedTests {
  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["GALLEY_BENCH"] != nil, "GALLEY_BENCH is not set"))
  func aBatchOf200UnitsIsNearTheIdeal() async throws {
    let body = Make.text(Make.copy())
    let server = try LoopbackServer { _, _ in .completion(body).after(milliseconds: 50) }
    for concurrency in [4, 8, 16] {
      let desk = try Desk { $0.concurrency = concurrency }
      let provider = OpenAIProvider(baseURL: server.url, key: APIKey("k"))
      let writer = CopyWriter(
        provider: provider, ledger: desk.ledger, configuration: desk.configuration,
        folder: desk.folder.path + "/ai", run: "bench")
      let units = (0..<200).map { Make.unit("s\($0)") }
      let start = ContinuousClock.now
      let results = try await writer.write(units, context: Make.context())
      let took = start.duration(to: .now)
      #expect(results.allSatisfy { $0.status == .written })
      let ideal = Duration.milliseconds(200 / concurrency * 50)
      print("bench: concurrency \(concurrency): \(took), ideal \(ideal), ratio \(took / ideal)")
    }
  }
}
