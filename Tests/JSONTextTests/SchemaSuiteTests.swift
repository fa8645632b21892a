import JSONText
import TestSupport
import Testing

@Suite(.enabled(if: Conformance.isAvailable)) struct SchemaSuiteTests {
  private static let root = "json-schema-test-suite/"

  private static let remotes: SchemaRemotes = {
    var remotes = SchemaRemotes()
    for file in Conformance.files(under: root + "remotes", extension: "json") {
      guard let bytes = try? Conformance.read(root + "remotes/" + file),
        let schema = try? JSONParser.parse(bytes)
      else { continue }
      remotes.add(schema, at: "http://localhost:1234/" + file)
    }
    return remotes
  }()

  // Runs the files and gives how many tests there are, how many hold, and the names of the others.
  private func run(
    _ files: [String], assertsFormat: Bool = false
  ) throws -> (count: Int, passed: Int, failures: [String]) {
    var count = 0
    var passed = 0
    var failures: [String] = []
    for file in files {
      let groups = try JSONParser.parse(Conformance.read(Self.root + "tests/draft2020-12/" + file))
      for group in groups.arrayValue ?? [] {
        let schema = try? JSONSchema(
          group["schema"] ?? true, remotes: Self.remotes, assertsFormat: assertsFormat)
        for test in group["tests"]?.arrayValue ?? [] {
          count += 1
          let data = test["data"] ?? nil
          let isValid = schema?.isValid(data)
          let agrees = isValid.map { $0 == (schema?.validate(data).isEmpty ?? true) } ?? false
          if isValid == test["valid"]?.boolValue, agrees {
            passed += 1
          } else {
            failures.append(
              "\(file): \(group["description"]?.stringValue ?? "")"
                + " / \(test["description"]?.stringValue ?? "")")
          }
        }
      }
    }
    return (count, passed, failures)
  }

  @Test func everyRequiredTestHolds() throws {
    let files = Conformance.files(under: Self.root + "tests/draft2020-12", extension: "json")
      .filter { !$0.hasPrefix("optional/") }
    let result = try run(files)
    #expect(result.count >= 1299)
    #expect(result.failures == [])
  }

  @Test func formatTestsHoldAtLeastAsOftenAsBefore() throws {
    let files = Conformance.files(
      under: Self.root + "tests/draft2020-12/optional/format", extension: "json"
    ).map { "optional/format/" + $0 }
    let result = try run(files, assertsFormat: true)
    #expect(result.passed >= 763, "\(result.passed) of \(result.count): \(result.failures)")
  }

  @Test func optionalTestsHoldAtLeastAsOftenAsBefore() throws {
    let files = Conformance.files(
      under: Self.root + "tests/draft2020-12/optional", extension: "json"
    ).filter { !$0.contains("/") }.map { "optional/" + $0 }
    let result = try run(files)
    #expect(result.passed >= 161, "\(result.passed) of \(result.count): \(result.failures)")
  }
}
