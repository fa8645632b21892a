import Diagnostics
import JSONText
import Testing

@testable import CommandLineTool

struct ConsoleTests {
  @Test func tablesAlignNumbersToTheRight() {
    #expect(
      TextTable.text([["day", "calls"], ["2026-04-15", "7"], ["x", "1200"]]) == """
        day         calls
        2026-04-15      7
        x            1200
        """)
  }

  @Test func errorsHaveOneMachineForm() throws {
    let error = GalleyError(
      .templateNotFound, "There is no file x.", at: SourceLocation(file: "c.yml", line: 3),
      details: ["file": "x"], underlying: "ENOENT")
    let json = ErrorEnvelope.json(
      error, timestamp: try #require(Timestamp("2026-04-15T09:00:00Z")), requestID: "r-1")
    #expect(json["error_code"] == "TEMPLATE_NOT_FOUND")
    #expect(json["message"] == "There is no file x.")
    #expect(json["timestamp"] == "2026-04-15T09:00:00Z")
    #expect(json["request_id"] == "r-1")
    #expect(json["details"]?["line"] == 3)
    #expect(json["details"]?["cause"] == "ENOENT")
    #expect(json["details"]?["hint"]?.stringValue?.isEmpty == false)
  }

  @Test func logLevelsHaveTheirNames() {
    #expect(LogLevel("WARN") == .warning && LogLevel("Critical") == .critical)
    #expect(LogLevel("loud") == nil)
    #expect(LogLevel.debug < LogLevel.error)
  }

  @Test func everyErrorCodeIsListedOnceWithAHint() {
    let names = ErrorCode.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(ErrorCode.all.allSatisfy { !$0.hint.isEmpty })
    #expect(names.allSatisfy { $0.allSatisfy { $0.isUppercase || $0 == "_" } })
  }
}
