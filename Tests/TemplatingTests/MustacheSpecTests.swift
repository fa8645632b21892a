import Diagnostics
import Foundation
import JSONText
import SourceText
import Templating
import TestSupport
import Testing

@Suite struct MustacheSpecTests {
  /// All cases of a core module must pass; of the optional ones, as many as stand here.
  @Test(
    .enabled(if: Conformance.isAvailable, "GALLEY_CONFORMANCE is not set"),
    arguments: [
      ("comments", 12), ("delimiters", 14), ("interpolation", 42), ("inverted", 22),
      ("partials", 12), ("sections", 34), ("~dynamic-names", 18), ("~inheritance", 19),
    ])
  func rendersTheSpecification(module: String, minimum: Int) throws {
    let document = try JSONParser.parse(
      try Conformance.read("mustache-spec/specs/\(module).json"))
    let cases = try #require(document["tests"]?.arrayValue)
    var misses: [String] = []
    for test in cases {
      let outcome = Self.run(test)
      if outcome != test["expected"]?.stringValue {
        misses.append(
          "\(module) \(test["name"]?.stringValue ?? ""): \(test["template"]?.stringValue ?? "") "
            + "gave \(outcome), not \(test["expected"]?.stringValue ?? "")")
      }
    }
    if ProcessInfo.processInfo.environment["GALLEY_SHOW_MISSES"] != nil {
      print("MISSES \(module) \(cases.count - misses.count)/\(cases.count)")
      print(misses.joined(separator: "\n"))
    }
    #expect(cases.count - misses.count >= min(minimum, cases.count), "\(misses)")
  }

  private static func run(_ test: JSONValue) -> String {
    // A context that is no object is what `.` stands for.
    let data = TemplateValue(test["data"] ?? .null)
    var context = TemplateObject()
    if case .object(let object) = data { context = object } else { context = [".": data] }
    let partials = test["partials"]?.objectValue
    let options = CompileOptions(
      syntax: .mustache, kind: .html, isStrict: false,
      partials: { name in
        partials?[name]?.stringValue.map { Pieces(SourceFile(name: name, text: $0)) }
      })
    let source = Pieces(SourceFile(name: "t", text: test["template"]?.stringValue ?? ""))
    let compiled = Template.compile(source, options: options)
    guard let template = compiled.value else {
      return compiled.diagnostics.map(\.summary).joined(separator: "; ")
    }
    do {
      return String(decoding: try template.render(context), as: UTF8.self)
    } catch {
      return error.description
    }
  }
}
